"""The commands of docs/surveys.md, one after the other, as a newcomer would type them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from analysis.cli.app import app
from analysis.paths import here


def test_the_tutorial_runs_from_made_up_answers_to_raw_figures(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (here().root / "docs" / "surveys.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```sh\n(.*?)```", text, re.DOTALL)
    lines = [line.partition("#")[0].strip() for line in block.splitlines()]
    project, desk = tmp_path / "project", tmp_path / "desk"
    desk.mkdir()
    (project / "data" / "raw").mkdir(parents=True)
    for name in ("params", "notebooks"):
        (project / name).mkdir()
    shutil.copy(here().root / "pyproject.toml", project)
    monkeypatch.setenv("ANALYSIS_HOME", str(project))
    monkeypatch.chdir(desk)
    said = []
    for line in lines:
        words = shlex.split(line)
        assert words[:2] == ["analysis", "survey"], line
        result = CliRunner().invoke(app, words[1:], env={"COLUMNS": "120"})
        assert result.exit_code == 0, (line, result.output)
        said.append(result.output)
    assert [line.split()[2] for line in lines] == ["example", "check", "estimate", "example", "compare", "file"]
    assert "1,800 answers" in said[1] and "rural areas" in said[2] and "Change, points" in said[4]
    assert "data/raw/filed_surveys/2018-1: " in said[5]
    assert (project / "data" / "raw" / "filed_surveys" / "2018-1" / "figures.csv").is_file()
