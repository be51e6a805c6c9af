"""Runs in which something is wrong: it is named, the rest still runs, and earlier reports stay as they were."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from filelock import FileLock
from typer.testing import CliRunner

from analysis import data
from analysis.cli import app
from analysis.errors import DataError, RunError
from analysis.paths import Project
from analysis.run.jobs import asked
from analysis.run.report import Event, Options, State, Summary, report

if TYPE_CHECKING:
    from conftest import TinyProject

ANSWER = 'display({"text/html": f\'<p id="good.answer" class="answer">{year} {lang}</p>\'}, raw=True)'
HEAD = "id,kind,clause,indicator,economy,ref_year,breakdown,period,value,unit,source,vintage,source_row,function,role"
RECORD = "{name}.1,table,7.1,internet_users,AZE,2018,,,%s,percent,wdi,2026-07,wdi/2026-07/a.csv#1,f,own"


def exhibit(name: str, value: str) -> str:
    """A cell that displays one number; ``value`` is an expression evaluated in it, without double quotes."""
    row = RECORD.format(name=name) % f"{{{value}}}"
    return f'display({{"text/html": "<p>", "text/vnd.analysis.lineage+csv": f"{HEAD}\\n{row}\\n"}}, raw=True)'


def state_of(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@dataclass(frozen=True)
class Story:
    """A whole run, then a second in which most chapters go wrong."""

    reports: Path
    before: dict[str, str]
    second: Summary
    events: tuple[Event, ...]

    @property
    def said(self) -> dict[str, str]:
        return {job.chapter.name: str(error) for job, error in self.second.failures}


@pytest.fixture(scope="module")
def story(tiny_of: Callable[[], TinyProject]) -> Story:
    project = tiny_of()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "build", lambda project=None, *, force=False: None)
        project.add("good", ANSWER, exhibit("good", "1.5"))
        project.add("turns", exhibit("turns", "2.5"), order=2)
        first = report(project, asked(project, years=[2018]), Options(project.reports))
        assert not first.failures
        before = state_of(project.reports)
        project.add("good", ANSWER, exhibit("good", "1.75"))
        project.add("turns", "1 / 0", order=2)
        project.add("dies", "import os; os._exit(1)", order=3)
        project.add("script", 'display({"text/html": "<script>alert(1)</script>"}, raw=True)', order=4)
        project.add("apart", exhibit("apart", "1 if lang == 'az' else 2"), order=5)
        events: list[Event] = []
        second = report(project, asked(project, years=[2018]), Options(project.reports, timeout=60, tell=events.append))
    return Story(project.reports, before, second, tuple(events))


pytestmark = pytest.mark.slow


def test_every_failure_is_named_once_a_language(story: Story):
    names = [job.chapter.name for job, _ in story.second.failures]
    assert names == ["turns", "turns", "dies", "dies", "script", "script", "apart", "apart"]
    assert "'1 / 0' raised ZeroDivisionError" in story.said["turns"]
    assert "the kernel died" in story.said["dies"]
    assert "the page holds <script>" in story.said["script"]
    assert (
        "the languages rest on different numbers, first in apart.1 table 7.1 internet_users AZE 2018"
        in story.said["apart"]
    )


def test_the_others_still_run(story: Story):
    assert [path.relative_to(story.reports).as_posix() for path in story.second.pages] == [
        "2018/az/good.html",
        "2018/en/good.html",
    ]
    lineage = (story.reports / "2018" / "lineage.csv").read_text()
    assert ",1.75,percent," in lineage and ",1.5,percent," not in lineage
    assert all("wdi/2026-07" not in path.read_text(encoding="utf-8") for path in story.second.pages)


def test_earlier_reports_of_what_failed_stay_byte_for_byte(story: Story):
    after = state_of(story.reports)
    for page in ("2018/az/turns.html", "2018/en/turns.html"):
        assert after[page] == story.before[page]
    assert "turns.1,table" in (story.reports / "2018" / "lineage.csv").read_text()


def test_nothing_is_published_for_what_never_ran_whole(story: Story):
    for name in ("dies", "script", "apart"):
        assert not list(story.reports.glob(f"*/*/{name}.html"))
    assert not list(story.reports.rglob("*.partial"))


def test_failed_notebooks_are_kept_beside_the_reports(story: Story):
    kept = {path.name for path in (story.reports / "2018" / "en").glob("*.failed.ipynb")}
    assert kept == {"turns.failed.ipynb", "dies.failed.ipynb"}


def test_progress_tells_the_start_and_the_end_of_every_job(story: Story):
    started = [event.job for event in story.events if event.state is State.STARTED]
    ended = [event for event in story.events if event.state is not State.STARTED]
    assert len(started) == len(set(started)) == 10
    assert {event.job for event in ended} == set(started)
    assert all(event.elapsed > 0 for event in ended)


def test_the_command_fails_with_last_lines_that_say_why(tiny: TinyProject):
    tiny.add("good", ANSWER)
    tiny.add("raises", "1 / 0", order=2)
    result = CliRunner().invoke(app, ["report", "--year", "2018", "--lang", "az"])
    assert result.exit_code == 1
    assert (tiny.reports / "2018" / "az" / "good.html").is_file()
    assert result.stdout.strip().endswith(f"1 of 2 reports written to {tiny.reports}")
    *progress, count, why = result.stderr.strip().splitlines()
    assert count == "1 failed:"
    assert why.strip().startswith(
        "raises 2018 az: notebooks/raises.ipynb, 2018, az: the cell '1 / 0' raised ZeroDivisionError"
    )
    assert any("good 2018 az finished" in line for line in progress)


def test_success_takes_an_earlier_failed_notebook_away(tiny: TinyProject):
    tiny.add("good", ANSWER)
    stale = tiny.reports / "2018" / "az" / "good.failed.ipynb"
    stale.parent.mkdir(parents=True)
    stale.write_text("{}")
    summary = report(tiny, asked(tiny, years=[2018], langs=["az"]), Options(tiny.reports))
    assert len(summary.pages) == 1
    assert not stale.exists()


def test_what_a_cell_writes_to_standard_error_is_told(tiny: TinyProject):
    tiny.add("warns", "import sys\nprint('careful', file=sys.stderr)")
    summary = report(tiny, asked(tiny, years=[2018], langs=["az"]), Options(tiny.reports))
    assert summary.notes == ("warns 2018 az wrote: careful",)


def test_a_page_left_behind_by_new_figures_is_told(tiny: TinyProject):
    tiny.add("good", exhibit("good", "1"))
    report(tiny, asked(tiny, years=[2018]), Options(tiny.reports))
    tiny.add("good", exhibit("good", "2"))
    summary = report(tiny, asked(tiny, years=[2018], langs=["az"]), Options(tiny.reports))
    assert summary.notes == ("good 2018 en still shows earlier figures: run it too",)


@pytest.mark.parametrize("file", ["reports", "reports/2018", "reports/2018/az"])
def test_a_folder_that_is_a_file_is_refused_before_anything_runs(tiny: TinyProject, file: str):
    tiny.add("good", ANSWER)
    path = tiny.root / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("not a folder")
    result = CliRunner().invoke(app, ["report", "--year", "2018", "--lang", "az"])
    assert result.exit_code == 1
    assert result.stderr.strip() == (
        f"analysis: {path} is a file; rule: reports are written into folders; remedy: move the file away."
    )
    assert path.read_text() == "not a folder"


def test_a_second_run_at_once_is_refused(tiny: TinyProject):
    tiny.add("good", ANSWER)
    tiny.reports.mkdir()
    with (
        FileLock(tiny.reports / ".lock"),
        pytest.raises(RunError, match=r"another run is writing to .*; rule: one run at a time"),
    ):
        report(tiny, asked(tiny, years=[2018]), Options(tiny.reports))
    assert not list(tiny.reports.glob("2018"))


def test_a_panel_that_cannot_be_built_ends_the_run(tiny: TinyProject, monkeypatch: pytest.MonkeyPatch):
    def broken(project: Project | None = None, *, force: bool = False) -> None:
        raise DataError("data/raw/wdi/a.csv line 3", rule="a number", remedy="mend it")

    monkeypatch.setattr(data, "build", broken)
    tiny.add("good", ANSWER)
    result = CliRunner().invoke(app, ["report", "--year", "2018"])
    assert result.exit_code == 1
    assert result.stderr.strip() == "analysis: data/raw/wdi/a.csv line 3; rule: a number; remedy: mend it."
    assert not list(tiny.reports.glob("2018"))


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (Options(Path("x"), workers=3), "3 jobs at once; rule: 1 to 2"),
        (Options(Path("x"), workers=0), "0 jobs at once"),
        (Options(Path("x"), timeout=0), "a timeout of 0 s"),
    ],
)
def test_options_are_checked(tiny: TinyProject, options: Options, said: str):
    with pytest.raises(RunError, match=said):
        report(tiny, (), options)


def test_a_fault_of_our_own_is_not_swallowed(tiny: TinyProject, monkeypatch: pytest.MonkeyPatch):
    from analysis.run import made as module

    def fault(*args: object, **kwargs: object) -> None:
        raise LookupError("a fault")

    monkeypatch.setattr(module, "execute", fault)
    tiny.add("good", ANSWER)
    with pytest.raises(LookupError, match="a fault"):
        report(tiny, asked(tiny, years=[2018]), Options(tiny.reports))
