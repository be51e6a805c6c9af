"""Every exhibit of every edition in both languages: the same ids, the same numbers, and nothing wrong in its words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import Tag
from faults import half_made, later_years, other_language, other_separators
from published import CHAPTERS, Report, numbers, published, report, rows, strings
from shown import calls, reports_of

from analysis import params
from analysis.chapters.evidence import Evidence

pytestmark = pytest.mark.slow

Pair = tuple[Report, Report]


@pytest.fixture(scope="module")
def pairs(evidence: Callable[[int], Evidence]) -> dict[tuple[str, int], Pair]:
    """Every chapter of every edition, Azerbaijani and English."""
    found: dict[tuple[str, int], Pair] = {}
    for year in params.editions():
        for chapter in CHAPTERS:
            az, en = reports_of(chapter, evidence(year))
            found[chapter, year] = az, en
    return found


@pytest.fixture(params=CHAPTERS)
def chapter(request: pytest.FixtureRequest, pairs: dict[tuple[str, int], Pair]) -> list[Pair]:
    return [pair for (name, _), pair in pairs.items() if name == request.param]


def test_a_page_shows_all_that_its_notebook_asks_for(chapter: list[Pair]) -> None:
    for az, en in chapter:
        wanted = [f"{az.chapter}.{key}" for _, key in calls(az.chapter)]
        assert len(wanted) >= 6
        assert list(az.exhibits()) == list(en.exhibits()) == wanted


def test_both_languages_show_the_same_numbers(chapter: list[Pair]) -> None:
    assert [said for az, en in chapter for said in unlike(az, en)] == []


@pytest.mark.parametrize("fault", [later_years, other_language, half_made, other_separators])
def test_no_exhibit_of_any_edition_has(chapter: list[Pair], fault: object) -> None:
    assert callable(fault)
    assert [said for pair in chapter for page in pair for said in fault(page)] == []


def test_a_number_that_differs_is_named() -> None:
    cells = "<tbody><tr><th>x</th><td>{}</td></tr></tbody>"
    body = '<p id="egovernment.answer">{}</p><table id="egovernment.overview">' + cells + "</table>"
    az = report(f"<main>{body.format('2018-ci ildə 79,8', '1,5')}</main>", "egovernment", 2018, "az")
    same = report(f"<main>{body.format('79.8 in 2018', '1.5')}</main>", "egovernment", 2018, "en")
    assert list(unlike(az, same)) == []
    for wrong in (("79.9 in 2018", "1.5"), ("79.8", "1.5"), ("79.8 in 2018", "1.4")):
        other = report(f"<main>{body.format(*wrong)}</main>", "egovernment", 2018, "en")
        assert len(list(unlike(az, other))) == 1, wrong


@pytest.mark.every_edition
def test_the_published_pages_show_the_same_numbers(every_report: Path) -> None:
    found = {(page.chapter, page.year, page.lang): page for page in published(every_report)}
    az = [page for page in found.values() if page.lang == "az"]
    assert len(az) * 2 == len(found) >= 8
    assert [said for page in az for said in unlike(page, found[page.chapter, page.year, "en"])] == []


def unlike(az: Report, en: Report) -> Iterator[str]:
    """Where the numbers of two languages differ: cell by cell in tables, in any order elsewhere."""
    one, other = az.exhibits(), en.exhibits()
    for id in one.keys() & other.keys():
        for place, left, right in parts(one[id], other[id]):
            counted = [Counter(numbers(comparable(text, lang), lang)) for text, lang in ((left, "az"), (right, "en"))]
            if counted[0] != counted[1]:
                yield f"{az} {id} {place}: {left!r} and {right!r}"


def comparable(text: str, lang: str) -> str:
    """A text whose clause numbers read alike in both languages: 10.2.9 is no number, and 10.1 the same in both."""
    plain = re.sub(r"(?<![\d.])\d+\.\d+\.\d+(?![\d.])", "", text)
    return re.sub(r"(?<![\d.])(\d+)\.(\d)(?![\d.])", r"\1,\2", plain) if lang == "az" else plain


def parts(left: Tag, right: Tag) -> Iterator[tuple[str, str, str]]:
    """The comparable texts of one exhibit in two languages."""
    yield "words", words(left), words(right)
    tables = [[left] if left.name == "table" else left.find_all("table") for left in (left, right)]
    for one, other in zip(*tables, strict=True):
        for n, (line, twin) in enumerate(zip(rows(one), rows(other), strict=True)):
            for m, (cell, its) in enumerate(zip(line, twin, strict=True)):
                yield f"row {n} cell {m}", cell.get_text(" "), its.get_text(" ")


def words(tag: Tag) -> str:
    """What an exhibit says outside its table's body and its source line."""
    return " ".join(text for _, text in strings(tag, without="tbody, tfoot, .source"))
