"""The two commands that ask the register."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

import analysis as an
from analysis.chapters import scorecard
from analysis.cli import app
from analysis.paths import Project
from analysis.present.exhibit import as_csv
from analysis.run import lineage

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


def test_a_clause_prints_its_verdict_and_where_it_is_shown(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    said = RUN.invoke(app, ["clause", "16.1.14", "--year", "2018"]).stdout
    assert "in 2018 it lay between 53.6% and 66.8%" in said
    told = dict.fromkeys(lineage.COLUMNS, "")
    row = told | {"id": "society.schools_online", "kind": "figure", "indicator": "schools_internet"}
    monkeypatch.setattr(Project, "reports", property(lambda self: tmp_path))
    ask = ["clause", "16.1.14", "--year", "2018"]
    assert "no reports of 2018 yet (make reports YEARS=2018)" in RUN.invoke(app, ask).stdout
    lineage.write(tmp_path / "2018" / "lineage.csv", {"society": [tuple(row.values())]}, keep=())
    said = RUN.invoke(app, ask).stdout
    assert "shown in: schools_internet, reports/2018/en/society.html#society.schools_online" in said


def test_verdicts_are_recomputed_from_their_file(tmp_path: Path):
    rows = scorecard.inputs(an.evidence(2017))
    path = tmp_path / "verdicts.csv"
    path.write_text(as_csv(rows), encoding="utf-8", newline="")
    result = RUN.invoke(app, ["recompute", str(path)])
    assert (result.exit_code, result.stdout) == (0, "133 verdicts judged again, 0 results differ\n")
    rule = next(row for row in rows if row["outcome"] == "away")
    rule["outcome"] = "achieved"
    path.write_text(as_csv(rows), encoding="utf-8", newline="")
    result = RUN.invoke(app, ["recompute", str(path)])
    assert result.exit_code == 1
    assert f"differs: {rule['target']} 2017 outcome" in result.stdout


def test_a_file_without_verdicts_is_one_line(tmp_path: Path):
    path = tmp_path / "other.csv"
    path.write_text("a,b\n1,2\n")
    result = RUN.invoke(app, ["recompute", str(path)])
    assert result.exit_code == 1
    assert "no rows of verdicts; rule: a verdicts.csv of the reports; remedy: give its path" in result.stderr
