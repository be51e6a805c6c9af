"""From a clause to the chart of its series, to what is said of the indicator, to the raw row: link by link."""

from __future__ import annotations

from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from published import lineage

pytestmark = pytest.mark.slow


def soup(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def test_every_series_of_the_scorecard_leads_to_its_exhibit_and_its_rows(reports: Path) -> None:
    followed: dict[Path, set[str]] = {}
    for scorecard in sorted(reports.glob("*/*/scorecard.html")):
        for link in soup(scorecard).select(".clauses a[data-shows][href]"):
            name, _, id = str(link["href"]).partition("#")
            followed.setdefault(scorecard.parent / name, set()).add(f"{id} {link['data-shows']}")
    assert sum(map(len, followed.values())) > 60
    for path, wanted in followed.items():
        page, rows = soup(path), lineage(path.parents[1])
        for id, code in (one.split(" ") for one in wanted):
            exhibit, annex = page.find(id=id), page.find(id=f"{path.stem}.quality.{code}")
            assert isinstance(exhibit, Tag), (path, id)
            assert isinstance(annex, Tag), (path, code)
            own = (rows["id"].str.startswith(f"{path.stem}.")) & (rows["indicator"] == code) & (rows["role"] == "own")
            assert bool(annex.select("a[data-raw]")) == bool(own.any()), f"{path}: rows of {code}"


@pytest.mark.parametrize("year", [2014, 2020])
def test_every_raw_row_named_on_a_page_is_one_of_its_lineage(reports: Path, year: int) -> None:
    """`test_raw_rows.py` finds each row of the lineage in its raw file."""
    known = set(lineage(reports / str(year))["source_row"])
    for path in sorted(reports.glob(f"{year}/*/*.html")):
        links = soup(path).select("a[data-raw]")
        assert path.stem in {"index", "national_content"} or len(links) > 5, path
        for link in links:
            assert link.get_text() in known, path
            assert link.get_text().startswith(f"{link['data-raw']}#")


def test_under_each_chart_stand_links_to_its_indicators(reports: Path) -> None:
    for path in sorted(reports.glob("2020/*/*.html")):
        page = soup(path)
        for figure in page.select("figure:not(.empty)"):
            links = [str(link["href"]) for link in figure.select(".source a")]
            assert links, (path, figure.get("id"))
            assert [href for href in links if page.find(id=href[1:]) is None] == []
