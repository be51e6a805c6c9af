"""The conda route leads to the same environment as the pinned file."""

from __future__ import annotations

import re
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[1]
SECOND_STEP = "python -m pip install --no-deps --no-build-isolation --editable ."


def test_conda_gives_python_and_pip_and_the_pinned_file_everything_else():
    environment = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
    *from_conda, from_pip = environment["dependencies"]
    assert {re.split(r"[ =<>]", line)[0] for line in from_conda} == {"python", "pip"}
    assert from_pip == {"pip": ["-r requirements/requirements.txt"]}
    assert environment["channels"]


def test_the_project_itself_is_a_documented_second_step():
    comments = [
        line for line in (ROOT / "environment.yml").read_text(encoding="utf-8").splitlines() if line.startswith("#")
    ]
    assert any(SECOND_STEP in line for line in comments)
    made = (ROOT / "Makefile").read_text(encoding="utf-8")
    assert "--no-deps --no-build-isolation --editable ." in made


def test_the_pinned_file_names_no_index_and_hashes_every_line():
    text = (ROOT / "requirements" / "requirements.txt").read_text(encoding="utf-8")
    assert not re.search(r"https?://|^--?(i|index-url|extra-index-url|find-links|trusted-host)\b", text, re.MULTILINE)
    entries = re.split(r"\n(?=\S)", text.strip())
    assert len(entries) > 50
    assert all(re.match(r"[\w.\-\[\]]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)


def test_the_build_backend_is_pinned_too():
    text = (ROOT / "requirements" / "requirements.txt").read_text(encoding="utf-8")
    assert re.search(r"^flit-core==", text, re.MULTILINE)
    assert 'requires = ["flit-core"]' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_ci_calls_what_a_reader_calls():
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()[-1] == "make test"
