"""The two commands that ask the register."""

from __future__ import annotations

import re

import pytest
from typer.testing import CliRunner

from analysis.cli import app

RUN = CliRunner()


def test_a_clause_prints_titles_figures_with_their_age_and_rows_and_targets():
    said = RUN.invoke(app, ["clause", "10.2.9", "--year", "2018"]).stdout
    assert "Elektron və mobil imza" in said
    assert re.search(r"esign_certificates: 166,890 in 2018 \(2018-12\), the edition's own year; .*#AZF-1195", said)
    assert re.search(r"account: .* in 2017, a year before the edition", said)
    assert "target more_online_bills" in said


def test_an_edition_is_told_no_later_step_or_figure():
    said = RUN.invoke(app, ["clause", "10.2.9", "--year", "2016"]).stdout
    assert "2018" not in re.sub(r"target .*|\(.*?\)|#\S+", "", said)
    assert "online_bills: no figure up to 2016" in said


def test_a_clause_that_does_not_exist_is_one_line():
    result = RUN.invoke(app, ["clause", "99.1"])
    assert result.exit_code == 1
    assert result.stderr.startswith("analysis: clause '99.1'; rule: ")
    assert result.stderr.count("\n") == 1


def test_coverage_counts_the_77_measures_and_the_19_results():
    said = RUN.invoke(app, ["coverage"]).stdout
    assert re.search(r"^measure: 77 clauses; a series in scope \d+ \(\d+%\)", said, re.MULTILINE)
    assert re.search(r"^result: 19 clauses;", said, re.MULTILINE)


@pytest.mark.parametrize("kind", ["result", "measure"])
def test_coverage_of_one_kind_lists_only_it(kind: str):
    listed = [line for line in RUN.invoke(app, ["coverage", "--kind", kind]).stdout.splitlines() if line[:1].isdigit()]
    assert len(listed) == {"result": 19, "measure": 77}[kind]


def test_a_kind_that_does_not_exist_lists_the_kinds():
    result = RUN.invoke(app, ["coverage", "--kind", "wish"])
    assert result.exit_code == 1
    assert "rule: one of" in result.stderr
