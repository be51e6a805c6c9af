"""A survey filed: what is written, what is not, and the way from the file of answers to the report and back."""

from __future__ import annotations

import csv
import os
import re
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from bs4 import BeautifulSoup

from analysis import data
from analysis.chapters import digital_divide, public_opinion
from analysis.chapters.evidence import Evidence
from analysis.errors import DataError, ParameterError
from analysis.indicators import Questionnaire, questionnaire
from analysis.params import load
from analysis.paths import Project, here
from analysis.surveys import About, filed, filing, synthetic
from analysis.surveys.drawing import designs_of
from analysis.surveys.estimating import gap, share_table

HOUSEHOLD = questionnaire()
CANARY = "CANARY"
"""The label of a unit, which only the file of answers may hold."""

REAL = About("mcht", "A survey of a test", "https://example.org/survey", "in May 2018")


@pytest.fixture(scope="module")
def answers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up answers whose units have a name that can be found again."""
    path = tmp_path_factory.mktemp("answers") / "answers.csv"
    made = synthetic(5)
    made.assign(psu=CANARY + made["psu"].astype(str)).to_csv(path, index=False)
    return path


@pytest.fixture(scope="module")
def project(answers: Path, tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A project in which they were filed for 2018."""
    found = Project(tmp_path_factory.mktemp("project"))
    for folder in ("raw", "params", "notebooks"):
        where = found.raw if folder == "raw" else found.root / folder
        where.parent.mkdir(exist_ok=True)
        where.symlink_to(here().raw if folder == "raw" else here().root / folder)
    found.raw.unlink()
    found.raw.mkdir()
    for source in here().raw.iterdir():
        (found.raw / source.name).symlink_to(source)
    (found.root / "docs").mkdir()
    filed(answers, "household", 2018, About(), project=found)
    return found


@pytest.fixture
def brief(answers: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Answers to a questionnaire cut to three questions, where the rest would only take time."""
    kept = {code: HOUSEHOLD.questions[code] for code in ("HH6", "HH7", "TRUST")}
    short = Questionnaire(
        **{name: getattr(HOUSEHOLD, name) for name in Questionnaire.model_fields} | {"questions": kept}
    )
    monkeypatch.setattr(filing, "questionnaires", lambda: {"household": short})
    path = tmp_path / "brief.csv"
    pd.read_csv(answers)[[*short.columns, "synthetic"]].to_csv(path, index=False)
    return path


def figures(project: Project, vintage: str = "2018-1") -> list[dict[str, str]]:
    with (project.raw / "filed_surveys" / vintage / "figures.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def value(rows: list[dict[str, str]], series: str, breakdown: str) -> float:
    (found,) = (float(row["value"]) for row in rows if (row["series"], row["breakdown"]) == (series, breakdown))
    return found


def test_the_panel_takes_a_filed_survey_as_it_is(project: Project) -> None:
    panel = data.load(project)
    rows = panel[panel["source"] == "filed_surveys/synthetic"]
    assert len(rows) == len(figures(project)) and set(rows["ref_year"]) == {2018}


def test_what_is_filed_is_what_the_tables_say(project: Project, answers: Path) -> None:
    rows, asked = figures(project), pd.read_csv(answers)
    designs = designs_of(asked, HOUSEHOLD)
    for row in share_table(asked, HOUSEHOLD, "HH7", ("sex",), designs).rows[1:]:
        assert row.estimate is not None and row.groups[0] is not None
        where = f"question=HH7;questionnaire=household;sex={row.groups[0]}"
        assert value(rows, "share", where) == pytest.approx(row.estimate.value, abs=0.0501)
        assert value(rows, "share", f"bound=lower;{where}") == pytest.approx(row.estimate.ci_low, abs=0.0501)
        assert value(rows, "answers", where) == row.respondents
    apart = gap(asked, HOUSEHOLD, "HH7", "sex", designs)
    where = "between=sex;question=HH7;questionnaire=household"
    assert value(rows, "gap", where) == pytest.approx(apart.value, abs=0.0501)
    assert value(rows, "gap", where.replace("sex;", "sex;bound=upper;")) == pytest.approx(apart.ci_high, abs=0.0501)


def test_the_silent_are_counted_to_either_side(project: Project, answers: Path) -> None:
    asked = pd.read_csv(answers)
    said, weight = asked["trust"], asked["weight"]
    rows, where = figures(project), "question=TRUST;questionnaire=household"
    no, yes = (value(rows, "share", f"bound=all_{side};{where}") for side in ("no", "yes"))
    assert no == pytest.approx(100 * weight[said.isin([3, 4])].sum() / weight.sum(), abs=0.101)
    assert yes - no == pytest.approx(100 * weight[said == 9].sum() / weight.sum(), abs=0.101)


def test_figures_are_too_round_to_tell_of_single_people(project: Project) -> None:
    rows = figures(project)
    assert all(re.fullmatch(r"-?\d+\.\d", row["value"]) for row in rows)
    assert all(float(row["value"]) % 10 == 0 for row in rows if row["series"] == "answers")


def test_no_gap_is_filed_between_codes_that_have_no_order(project: Project) -> None:
    assert {row["breakdown"].split(";")[0] for row in figures(project) if row["series"] == "gap"} >= {"between=sex"}
    assert not any("between=work" in row["breakdown"] for row in figures(project))


def test_a_later_filing_of_the_year_stands_beside_the_first(brief: Path, tmp_path: Path) -> None:
    elsewhere = Project(tmp_path)
    elsewhere.raw.mkdir(parents=True)
    folders = [filed(brief, "household", 2018, About(), project=elsewhere)[0].name for _ in range(2)]
    assert folders == ["2018-1", "2018-2"]
    assert figures(elsewhere) == figures(elsewhere, "2018-2") != []


def test_an_interrupted_filing_leaves_nothing(brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = Project(tmp_path)
    elsewhere.raw.mkdir(parents=True)

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    with monkeypatch.context() as broken, pytest.raises(OSError, match="full"):
        broken.setattr(Path, "rename", fail)
        filed(brief, "household", 2018, About(), project=elsewhere)
    assert not (elsewhere.raw / "filed_surveys").exists() or not any((elsewhere.raw / "filed_surveys").iterdir())
    assert filed(brief, "household", 2018, About(), project=elsewhere)[0].name == "2018-1"


@pytest.fixture
def few(brief: Path, tmp_path: Path) -> list[dict[str, str]]:
    """What is filed of a small survey: three villages a stratum, one in eight with a disability."""
    asked = pd.read_csv(brief)
    asked = asked[asked["psu"].groupby(asked["stratum"]).rank("dense") <= 3]
    asked["disability"] = np.where(np.arange(len(asked)) % 20 == 0, 1, 2)
    path = tmp_path / "few.csv"
    asked.to_csv(path, index=False)
    small = Project(tmp_path / "small")
    small.raw.mkdir(parents=True)
    filed(path, "household", 2018, About(), project=small)
    return figures(small)


def test_hidden_cells_are_not_filed_nor_gaps_with_them(few: list[dict[str, str]]) -> None:
    places = {(row["series"], row["breakdown"]) for row in few}
    for code in ("1", "2"):
        assert ("share", f"disability={code};question=HH7;questionnaire=household") not in places
    assert ("gap", "between=disability;question=HH7;questionnaire=household") not in places
    assert ("share", "question=HH7;questionnaire=household") in places
    assert min(float(row["value"]) for row in few if row["series"] == "answers") >= 30


WRONG: list[tuple[dict[str, object], str]] = [
    ({"code": "census"}, "questionnaire 'census'; rule: one of the project's own: household"),
    ({"year": 2999}, "year 2999; rule: from 2000 to this year"),
    ({"about": About()}, "publisher ''; rule: who held the survey"),
    ({"about": About("synthetic")}, "publisher 'synthetic'; rule: who held the survey"),
    ({"about": About("mcht")}, "no title; rule: a reader can find what was asked, of whom and when"),
    ({"about": About("mcht", "A", "www", "May")}, "address 'www'; rule: a web address"),
]


@pytest.mark.parametrize(("change", "said"), WRONG, ids=[said[:30] for _, said in WRONG])
def test_a_survey_without_its_holder_is_not_filed(
    change: dict[str, object], said: str, answers: Path, tmp_path: Path
) -> None:
    real = tmp_path / "real.csv"
    pd.read_csv(answers).drop(columns="synthetic").to_csv(real, index=False)
    given: dict[str, object] = {"code": "household", "year": 2018, "about": REAL} | change
    with pytest.raises(ParameterError) as caught:
        filed(real, given["code"], given["year"], given["about"], project=Project(tmp_path))  # type: ignore[arg-type]
    assert str(caught.value).startswith(said)
    assert not (tmp_path / "data").exists()


def test_faulty_answers_are_not_filed(answers: Path, tmp_path: Path) -> None:
    path = tmp_path / "faulty.csv"
    pd.read_csv(answers).assign(weight=-1).to_csv(path, index=False)
    with pytest.raises(DataError, match="1800 weights below zero"):
        filed(path, "household", 2018, About(), project=Project(tmp_path))
    assert not (tmp_path / "data").exists()


def test_a_real_survey_carries_the_name_of_its_holder(brief: Path, tmp_path: Path) -> None:
    real, elsewhere = tmp_path / "real.csv", Project(tmp_path)
    pd.read_csv(brief).drop(columns="synthetic").to_csv(real, index=False)
    elsewhere.raw.mkdir(parents=True)
    folder, _ = filed(real, "household", 2018, REAL, project=elsewhere)
    card = (folder / "source.yml").read_text(encoding="utf-8")
    assert "title: A survey of a test" in card and "edition: held in May 2018" in card
    assert ",mcht,A survey of a test,https://example.org/survey,15.2,A" in (folder / "addresses.csv").read_text()


@pytest.mark.parametrize("year", [2017, 2018, 2020])
def test_editions_from_the_surveys_year_on_show_it(year: int, project: Project) -> None:
    evidence = Evidence(data.load(project), load(year))
    shares, gaps = public_opinion.filed(evidence), digital_divide.surveyed(evidence)
    assert bool(shares.rows) is bool(gaps.rows) is (year >= 2018)
    if year >= 2018:
        assert {row.measure for row in shares.rows} >= {"AWARE", "USED", "SATISFIED", "EFFORT", "TRUST"}
        assert {row.by for row in gaps.rows} == {"sex", "residence", "age", "education", "disability"}
        assert all(o.value.ref_year == 2018 for o in shares.rows)


def test_the_last_filing_of_a_holder_is_the_one_that_shows(project: Project) -> None:
    panel = data.load(project)
    rows = panel[panel["source"] == "filed_surveys/synthetic"]
    again = rows.assign(
        vintage="2018-10",
        source_row=rows["source_row"].str.replace("2018-1/", "2018-10/"),
        value=rows["value"].where(rows["indicator"] != "filed_share", 50.0),
    )
    nine = again.assign(vintage="2018-9", source_row=again["source_row"].str.replace("2018-10/", "2018-9/"), value=1.0)
    evidence = Evidence(pd.concat([panel, nine, again], ignore_index=True), load(2018))
    found = public_opinion.filed(evidence).rows
    assert {row.value.vintage for row in found} == {"2018-10"} and {row.value.value for row in found} == {50.0}


def test_no_survey_is_filed_in_this_project_that_nobody_held() -> None:
    cards = here().raw.glob("filed_surveys/*/addresses.csv")
    assert not any(",synthetic," in path.read_text(encoding="utf-8") for path in cards)


CHAPTERS = ("public_opinion", "digital_divide")


@pytest.fixture(scope="module")
def pages(project: Project) -> Path:
    """The reports of 2018 on the filed survey, with all that a run writes."""
    words = [word for chapter in CHAPTERS for word in ("--chapter", chapter)]
    done = subprocess.run(
        [sys.executable, "-m", "analysis", "report", "--year", "2018", *words],
        env=os.environ | {"ANALYSIS_HOME": str(project.root)},
        capture_output=True,
        text=True,
        check=False,
    )
    (project.root / "said.log").write_text(done.stdout + done.stderr, encoding="utf-8")
    assert done.returncode == 0, done.stderr
    return project.root / "reports" / "2018"


def table_of(page: Path, name: str) -> list[list[str]]:
    soup = BeautifulSoup(page.read_text(encoding="utf-8"), "html.parser")
    found = soup.find(id=name)
    assert found is not None
    return [[cell.get_text(" ", strip=True) for cell in row.find_all(["th", "td"])] for row in found.find_all("tr")]


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "men", "decimal"), [("az", "kişilər", ","), ("en", "men", ".")])
def test_from_the_answers_to_the_page_and_back(
    lang: str, men: str, decimal: str, pages: Path, project: Project, answers: Path
) -> None:
    name = HOUSEHOLD.questions["HH7"].name[lang]
    (row,) = (
        cells
        for cells in table_of(pages / lang / "digital_divide.html", "digital_divide.surveyed")
        if cells[0].startswith(name) and cells[1].endswith(men)
    )
    asked = pd.read_csv(answers)
    apart = gap(asked, HOUSEHOLD, "HH7", "sex", designs_of(asked, HOUSEHOLD))
    assert float(row[3].split()[0].replace(decimal, ".").replace("−", "-")) == pytest.approx(apart.value, abs=0.101)
    book = pd.read_csv(pages / "lineage.csv", dtype=str)
    where = "between=sex;question=HH7;questionnaire=household"
    of_gap = book[(book["indicator"] == "filed_gap") & (book["breakdown"] == where)]
    (place,) = set(of_gap["source_row"])
    folder, _, line = place.partition("#")
    with (project.raw / folder).open(encoding="utf-8") as file:
        (raw,) = (r for r in csv.DictReader(file) if r["id"] == line)
    assert float(raw["value"]) == pytest.approx(apart.value, abs=0.0501)


@pytest.mark.slow
@pytest.mark.parametrize(("lang", "warning"), [("az", "SÜNİ MƏLUMAT"), ("en", "SYNTHETIC DATA")])
@pytest.mark.parametrize("exhibit", ["public_opinion.filed", "digital_divide.surveyed"])
def test_made_up_answers_say_so_wherever_they_show(exhibit: str, lang: str, warning: str, pages: Path) -> None:
    text = (pages / lang / f"{exhibit.split('.')[0]}.html").read_text(encoding="utf-8")
    before = BeautifulSoup(text, "html.parser").find(id=exhibit)
    assert before is not None
    note = before.find_previous("p", class_="synthetic")
    assert note is not None and warning in note.get_text()
    assert text.count('class="synthetic"') == 1, "and nowhere else on the page"


@pytest.mark.slow
def test_no_answer_of_a_single_person_is_written_anywhere(pages: Path, project: Project) -> None:
    """The label of a unit is in the file of answers and in nothing that filing or reporting wrote."""
    written = [path for path in project.root.rglob("*") if path.is_file() and not path.is_symlink()]
    assert len(written) > 10 and pages / "lineage.csv" in written
    assert [path.name for path in written if CANARY.encode() in path.read_bytes()] == []


@pytest.mark.slow
def test_the_quality_annex_names_what_was_asked(pages: Path) -> None:
    text = (pages / "en" / "public_opinion.html").read_text(encoding="utf-8")
    assert re.search(r"2018, Awareness of the portal, \d", text)
