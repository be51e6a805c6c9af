"""Reports made again after a change: the same as made from nothing, whatever was spoilt, killed or left half done."""

from __future__ import annotations

import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psutil
import pytest
from edits import change

from analysis.paths import Project
from analysis.run import site
from analysis.run.basis import Today
from analysis.run.jobs import asked
from analysis.run.plan import plan
from analysis.run.report import Options, report

if TYPE_CHECKING:
    from conftest import TinyProject

pytestmark = pytest.mark.slow


def edited(folder: Path, series: str) -> int:
    """Make every figure of a raw series one unit larger, with the hash that its card gives; how many there were."""
    path, card = folder / "figures.csv", folder / "source.yml"
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = csv.reader(file)
    found = [row for row in rows if row[head.index("series")] == series]
    for row in found:
        row[head.index("value")] = str(float(row[head.index("value")]) + 1)
    before = hashlib.sha256(path.read_bytes()).hexdigest()
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([head, *rows])
    change(card, before, hashlib.sha256(path.read_bytes()).hexdigest())
    return len(found)


# The command, on a copy of the project that is changed and built for real


@dataclass(frozen=True)
class Checkout:
    """A copy of the project with two of its chapters, run with its own code."""

    root: Path

    def run(self, *arguments: str) -> str:
        home = {"ANALYSIS_HOME": str(self.root), "PYTHONPATH": str(self.root / "src")}
        command = [sys.executable, "-m", "analysis", *arguments]
        done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **home}, cwd=self.root)
        assert done.returncode == 0, done.stderr
        return done.stdout

    def files(self, folder: str) -> dict[str, bytes]:
        top = self.root / folder
        return {
            path.relative_to(top).as_posix(): path.read_bytes()
            for path in sorted(top.rglob("*"))
            if path.is_file() and path.name != ".lock"
        }


@pytest.fixture(scope="module")
def checkout(project: Project, tmp_path_factory: pytest.TempPathFactory) -> Checkout:
    root = tmp_path_factory.mktemp("checkout")
    for folder in ("src/analysis", "params", "data", "docs"):
        shutil.copytree(project.root / folder, root / folder, ignore=shutil.ignore_patterns("__pycache__", "*.lock"))
    (root / "notebooks").mkdir()
    for name in ("national_content", "cybersecurity"):
        shutil.copy(project.notebooks / f"{name}.ipynb", root / "notebooks")
    shutil.copy(project.root / "pyproject.toml", root)
    return Checkout(root)


EDITION = ("--year", "2018", "--lang", "az")
ONE_CHAPTER = (*EDITION, "--year", "2020", "--chapter", "national_content")


def test_an_incremental_build_equals_a_full_one(checkout: Checkout):
    """A text, a figure and a comment are changed; the same is then built with nothing to start from."""
    assert "2 of 2 reports written" in checkout.run("report", *EDITION)
    before = checkout.files("reports")
    assert "2 up to date" in checkout.run("report", *EDITION)
    assert checkout.files("reports") == before, "an idle run writes nothing"

    package = checkout.root / "src" / "analysis"
    change(package / "methods" / "standing.py", "from __future__", "# a comment\nfrom __future__")
    strings = package / "language" / "strings" / "national_content.yaml"
    strings.write_text(strings.read_text(encoding="utf-8").replace('az: "', 'az: "Budur: '), encoding="utf-8")
    assert edited(checkout.root / "data" / "raw" / "azerbaijan" / "2026-11-22", "az_domains_registered")
    said = checkout.run("plan", *EDITION, "--explain")
    assert "1 of 2 reports would be made; up to date: 1" in said
    assert "national_content 2018 az" in said and "cybersecurity" not in said
    assert re.search(r"text az national_content\.\S+ has changed", said)
    assert "1 of 1 reports written" in checkout.run("report", *EDITION)

    incremental = checkout.files("reports")
    shutil.rmtree(checkout.root / "reports")
    assert "2 of 2 reports written" in checkout.run("report", *EDITION)
    full = checkout.files("reports")
    assert [name for name in full if full[name] != incremental.get(name)] == []
    assert set(full) == set(incremental)
    pages = {name for name in full if name.endswith(".html") and "index" not in name and full[name] != before[name]}
    assert pages == {"2018/az/national_content.html"}


def test_a_run_that_is_killed_leaves_whole_pages_and_no_process_and_the_next_one_is_right(checkout: Checkout):
    shutil.rmtree(checkout.root / "reports", ignore_errors=True)
    checkout.run("report", *ONE_CHAPTER)
    right = checkout.files("reports")
    shutil.rmtree(checkout.root / "reports")
    home = {"ANALYSIS_HOME": str(checkout.root), "PYTHONPATH": str(checkout.root / "src")}
    command = [sys.executable, "-m", "analysis", "report", *ONE_CHAPTER, "--jobs", "1"]
    running = subprocess.Popen(command, env={**os.environ, **home}, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL)
    assert running.stderr is not None
    for line in running.stderr:
        if b"[1/2]" in line:  # the first edition is about to be published, the second is under way
            break
    children = psutil.Process(running.pid).children(recursive=True)
    running.kill()
    running.wait()
    running.stderr.close()
    gone, alive = psutil.wait_procs(children, timeout=10)
    assert (bool(gone), alive) == (True, [])
    for name, content in checkout.files("reports").items():
        assert not name.endswith(".html") or content.rstrip().endswith(b"</html>")
    checkout.run("report", *ONE_CHAPTER)
    assert checkout.files("reports") == right


# The same on a small project, for what does not hang on what its chapters say

SHOWN = """display({"text/html": f'<p id="one.answer" class="answer">{year}</p>'}, raw=True)"""


@pytest.fixture
def two(tiny: TinyProject) -> TinyProject:
    """Two chapters, made for one edition and language."""
    for name in ("one", "other"):
        tiny.add(name, SHOWN)
    tiny.raw.mkdir(parents=True)
    assert made(tiny, "one", "other") == 2
    return tiny


def made(project: Project, *names: str) -> int:
    """How many of these chapters' reports a run makes."""
    jobs = asked(project, years=[2018], langs=["az"], names=names)
    summary = report(project, jobs, Options(project.reports, anew=False))
    assert not summary.failures
    return len(summary.pages)


def files(project: Project) -> dict[str, bytes]:
    found = (path for path in sorted(project.reports.rglob("*")) if path.is_file() and path.name != ".lock")
    return {path.relative_to(project.reports).as_posix(): path.read_bytes() for path in found}


def test_what_lies_beside_the_reports_is_never_taken_for_right_because_others_are_made(two: TinyProject):
    """One chapter is run after lineage.csv was spoilt: the other is due as well, and all comes out right."""
    right = files(two)
    with (two.reports / "2018" / "lineage.csv").open("a", encoding="utf-8") as file:
        file.write("one,row,more\n")
    assert made(two, "one") == 1
    jobs = asked(two, years=[2018], langs=["az"])
    due = [str(job.job) for job in plan(two.reports, jobs, Today(two)) if job.stale]
    assert due == ["other 2018 az"]
    assert made(two, "one", "other") == 1
    assert files(two) == right


def test_lists_and_links_are_mended_when_no_report_is_due(two: TinyProject):
    """As after a run that was killed between its last page and its lists, or after a hand has been at them."""
    right = files(two)
    (two.reports / "2018" / "az" / "index.html").write_text("<p>", encoding="utf-8")
    (two.reports / "2018" / "manifest.json").write_text("{", encoding="utf-8")
    (two.reports / site.NAME).unlink()
    assert made(two, "one", "other") == 0
    assert files(two) == right


def test_a_manifest_speaks_for_an_edition_only_when_all_its_reports_are_up_to_date(two: TinyProject):
    manifest = two.reports / "2018" / "manifest.json"
    before = json.loads(manifest.read_text(encoding="utf-8"))
    for name in ("one", "other"):
        two.add(name, SHOWN.replace("{year}", "{year}!"))
    assert made(two, "one") == 1
    half = json.loads(manifest.read_text(encoding="utf-8"))
    assert half["code"] == before["code"] and half["outputs"] != before["outputs"]
    assert made(two, "one", "other") == 1
    assert json.loads(manifest.read_text(encoding="utf-8"))["code"] != before["code"]
