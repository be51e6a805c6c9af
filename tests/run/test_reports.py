"""The real chapters for 2014, 2017, 2020 and 2024, languages alternating, as a reader gets them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from page_checks import faults, leaks, lineage, lost, parsed

from analysis import params
from analysis.paths import Project, here
from analysis.run.jobs import asked, chapters
from analysis.run.report import Options, report

pytestmark = pytest.mark.slow

YEARS = (2014, 2017, 2020, 2024)
CHAPTERS = tuple(chapter.name for chapter in chapters(here()))


def pages_of(reports: Path, name: str) -> list[Path]:
    return sorted(reports.glob(f"*/*/{name}.html"))


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_chapter_is_there_for_four_editions_in_alternating_languages(reports: Path, name: str):
    found = [page.relative_to(reports).parts[:2] for page in pages_of(reports, name)]
    assert [int(year) for year, _ in found] == list(YEARS)
    assert [lang for _, lang in found] in (["az", "en", "az", "en"], ["en", "az", "en", "az"])


@pytest.mark.parametrize("name", [*CHAPTERS, "index"])
def test_pages_hold_what_they_have_to(reports: Path, name: str):
    for page in pages_of(reports, name):
        assert list(faults(page)) == [], page.relative_to(reports)
    assert list(faults(reports / "index.html")) == []


@pytest.mark.parametrize("name", CHAPTERS)
def test_each_page_answers_its_question_and_says_its_year(reports: Path, name: str):
    for page in pages_of(reports, name):
        soup = parsed(page)
        year, lang = page.relative_to(reports).parts[:2]
        answer = soup.find(id=f"{name}.answer")
        assert answer is not None and answer["class"] == ["answer"]
        known = [row for row in lineage(reports / year) if row["id"] == f"{name}.answer"]
        assert re.search(r"\d", answer.get_text()) or not known, "an answer without a number rests on none"
        assert year in soup.select_one(".kicker").get_text()
        assert answer.get_text() in parsed(page.parent / "index.html").get_text(), (year, lang)


@pytest.mark.parametrize("year", YEARS)
def test_no_later_figure_leaks_into_an_edition(reports: Path, year: int):
    folder = reports / str(year)
    assert len(lineage(folder)) > 1000
    assert leaks(folder, year) == []
    assert {row["id"].split(".")[0] for row in lineage(folder)} == set(CHAPTERS)


@pytest.mark.parametrize("year", YEARS)
def test_every_number_leads_to_its_raw_row(reports: Path, year: int):
    assert lost(reports / str(year)) == []


def test_the_ex_post_edition_sees_beyond_the_strategy(reports: Path):
    assert max(int(row["ref_year"]) for row in lineage(reports / "2024")) > 2020
    assert params.load(2024).ex_post


def test_a_real_chapter_gives_the_same_bytes_again(reports: Path, project: Project, tmp_path: Path):
    name = chapters(project)[-1].name
    first = next(page for page in pages_of(reports, name) if page.parent.parent.name == "2020")
    jobs = asked(project, years=[2020], langs=[first.parent.name], names=[name])
    again = report(project, jobs, Options(tmp_path))
    assert not again.failures

    def without_links(page: Path) -> str:
        return re.sub(r"<!--links-->.*?<!--/links-->", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)

    assert without_links(again.pages[0]) == without_links(first)
