"""The command: help, refusals, and how quickly it answers."""

from __future__ import annotations

import subprocess
import sys

import pytest
from typer.testing import CliRunner

import analysis
from analysis import data
from analysis.cli import app
from analysis.errors import DataError

RUN = CliRunner()


def test_help_lists_every_habit():
    said = RUN.invoke(app, ["--help"]).stdout
    for command in ("report", "data", "notebooks", "editions"):
        assert command in said
    assert RUN.invoke(app, ["report", "--help"]).stdout.count("--") >= 6


def test_version():
    assert RUN.invoke(app, ["--version"]).stdout == f"analysis {analysis.__version__}\n"


def test_the_module_is_the_command():
    said = subprocess.run([sys.executable, "-m", "analysis", "--version"], capture_output=True, text=True, check=True)
    assert said.stdout == f"analysis {analysis.__version__}\n"


def test_help_does_not_wait_for_what_a_run_needs():
    code = "import sys, analysis.cli; print(*sorted(sys.modules))"
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(said.stdout.split())
    assert "typer" in loaded
    assert not loaded & {
        "pandas",
        "numpy",
        "papermill",
        "nbconvert",
        "nbformat",
        "matplotlib",
        "pydantic",
        "babel",
        "rich.progress",
    }


def test_editions():
    lines = RUN.invoke(app, ["editions"]).stdout.splitlines()
    assert len(lines) == 8
    assert lines[0].startswith("2014  first stage, version 1, baseline 2013; peers: developed (")
    assert lines[-1].startswith("2024  ex-post evaluation")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["--year", "2013"],
            "analysis: year 2013; rule: one of 2014, 2015, 2016, 2017, 2018, 2019, 2020, 2024; remedy: ",
        ),
        (["--lang", "fr"], "analysis: lang 'fr'; rule: one of az, en; remedy: "),
        (["--chapter", "x"], "analysis: chapter 'x'; rule: one of scorecard, infrastructure, egovernment, "),
    ],
)
def test_an_unknown_value_is_one_line_with_the_valid_ones(arguments: list[str], said: str):
    result = RUN.invoke(app, ["report", *arguments])
    assert result.exit_code == 1
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""


@pytest.mark.parametrize(
    "arguments", [["--year", "soon"], ["--jobs", "3"], ["--jobs", "0"], ["--speed", "9"], ["extra"]]
)
def test_wrong_usage_is_its_own_exit_code(arguments: list[str]):
    assert RUN.invoke(app, ["report", *arguments]).exit_code == 2


def test_a_misspelt_folder_of_the_project_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path):
    monkeypatch.setenv("ANALYSIS_HOME", str(tmp_path))
    result = RUN.invoke(app, ["editions"])
    assert result.exit_code == 1
    assert "has no params folder" in result.stderr


def test_data_check_prints_every_problem(monkeypatch: pytest.MonkeyPatch):
    problems = [DataError(f"data/raw/x.csv line {n}", rule="a number", remedy="mend it") for n in (2, 3)]
    monkeypatch.setattr(data, "check", lambda: problems)
    result = RUN.invoke(app, ["data", "check"])
    assert result.exit_code == 1
    assert result.stderr.splitlines() == [str(problem) for problem in problems]
    assert result.stdout == "2 problems\n"
    monkeypatch.setattr(data, "check", list)
    result = RUN.invoke(app, ["data", "check"])
    assert (result.exit_code, result.stdout) == (0, "nothing is wrong\n")


def test_an_unanswered_flag_fails_the_screening(monkeypatch: pytest.MonkeyPatch):
    import pandas as pd

    columns = ["indicator", "breakdown", "source", "kind", "years", "detail", "answer"]
    flag = ["internet_users", "", "wdi", "jump", "2013", "by 18.8", "used_with_note: the base changed"]
    monkeypatch.setattr(data, "load", lambda: None)
    for answer, code in ((flag[-1], 0), ("", 1)):
        frame = pd.DataFrame([[*flag[:-1], answer]], columns=columns)
        monkeypatch.setattr(data, "screen", lambda panel, frame=frame: frame)
        result = RUN.invoke(app, ["data", "screen"])
        assert result.exit_code == code
        assert result.stdout.startswith("jump: internet_users wdi 2013: by 18.8 [")


def test_a_fault_of_our_own_keeps_its_trace(monkeypatch: pytest.MonkeyPatch):
    def fault() -> None:
        raise LookupError("a fault")

    monkeypatch.setattr(data, "check", fault)
    assert isinstance(RUN.invoke(app, ["data", "check"]).exception, LookupError)
