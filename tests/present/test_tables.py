"""Tables: which cells, which notes, what is greyed, and that nothing in a text becomes markup."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from made import context, own, standing
from markupsafe import Markup

from analysis.language import text
from analysis.methods.pace import pace
from analysis.methods.peers import summarise
from analysis.methods.results import (
    Contradiction,
    Contradictions,
    Counter,
    Counters,
    Gap,
    Level,
    Observation,
    Overview,
    PaceKind,
    WhyNot,
)
from analysis.present.table import Cell, Column, Table
from analysis.present.tables import tabulate


def known(code: str, value: float, year: int, *, start: float | None = None, group: str = "developed") -> Level:
    """A level with everything known of it; older than two years it has no pace."""
    (latest,) = own(code, {year: value})
    members = [replace(latest, economy=f"X{i:02}", value=88.04) for i in range(30)]
    peers = summarise(members, group=group, size=34)
    assert peers is not None
    base = None if start is None else own(code, {2013: start})[0]
    moved = None if base is None else pace(base, latest, kind=PaceKind.POINTS)
    why = None if moved else WhyNot.TOO_OLD
    place = standing(code, year, [99.0 - i for i in range(50)], 20)
    return Level(
        code, 2018, "", latest, base, moved, why, (peers,), Gap(latest, peers, value - 88.04, None), None,
        replace(place, observation=latest),
    )  # fmt: skip


def overview(*levels: Level, lang: str = "en") -> tuple[tuple[Cell, ...], ...]:
    return tabulate(Overview(levels), context=context(lang)).rows


def test_a_level_in_full() -> None:
    (row,) = overview(known("internet_users", 79.8, 2018, start=73.0))
    assert row == (
        Cell("Internet users", "%"),
        Cell("79.8", "2018"),
        Cell("+6.8", "points since 2013"),
        Cell("88.0", "30 of 34"),
        Cell("−8.2", "points"),
        Cell("20 of 51"),
    )
    (row,) = overview(known("internet_users", 79.8, 2018, start=73.0), lang="az")
    assert [cell.text for cell in row] == ["İnternet istifadəçiləri", "79,8", "+6,8", "88,0", "−8,2", "20 / 51"]
    assert row[2].note == "faiz bəndi, 2013-cü ildən"


def test_an_old_figure_is_greyed_in_every_cell_that_rests_on_it() -> None:
    (row,) = overview(known("internet_users", 70.0, 2015))
    assert row[1] == Cell("70.0", "2015", muted=True)
    assert row[2] == Cell("–", text("why_not.too_old", "en"), muted=True)
    assert all(cell.muted for cell in row[1:])
    (recent,) = overview(known("internet_users", 70.0, 2016))
    assert not recent[1].muted, "two years are not too old"


def test_no_figure_is_said_once() -> None:
    nothing = Level("internet_users", 2018, why_no_pace=WhyNot.NO_DATA, why_no_gap=WhyNot.NO_DATA)
    (row,) = overview(nothing)
    assert [cell.text for cell in row] == ["Internet users", text("why_not.no_data", "en"), "–", "–", "–", "–"]
    assert all(cell.muted for cell in row[1:])


@pytest.mark.parametrize("why", list(WhyNot))
def test_what_is_not_given_says_why(why: WhyNot) -> None:
    level = replace(known("egdi", 0.6574, 2018), pace=None, why_no_pace=why, gap=None, why_no_gap=why, standing=None)
    (row,) = overview(level)
    reason = text(f"why_not.{why.value}", "en")
    assert row[2:] == (Cell("–", reason, True), Cell("–", reason, True), Cell("–", "", True), Cell("–", "", True))


def test_another_group_than_the_benchmark_is_named() -> None:
    (row,) = overview(known("price_fixed_gni", 1.74, 2018, start=2.08, group="price_sample"))
    assert row[3].note == "the 32 other economies with figures: 30 of 34"
    assert row[4] == Cell("−86.30", "points"), "shares of income differ in points"
    (row,) = overview(known("wgi_law", 24.3, 2018))
    assert row[4] == Cell("−63.7"), "percentile ranks do not"


def counter(value: float = 424, period: str = "2016-05", note: str = "", *, own_word: bool = True) -> Counter:
    o = Observation(
        "portal_services", "AZE", 2016, value, "count", period=period, source="azerbaijan/mcht",
        source_row="azerbaijan/2026-11-22/figures.csv#AZF-1101", note=note,
    )  # fmt: skip
    return Counter(o, own_word)


def test_a_counter_shows_its_period_its_publisher_and_its_row() -> None:
    table = tabulate(Counters((counter(), counter(12345, "", own_word=False))), context=context("en"))
    first, second = table.rows
    assert first[0].note == text("table.self_reported", "en")
    assert [cell.text for cell in first[1:3]] == ["424", "May 2016"]
    assert first[4].text == "AZF-1101"
    assert second[0].note == ""
    assert [cell.text for cell in second[1:3]] == ["12,345", "2016"]
    assert [column.numeric for column in table.columns] == [False, True, False, False, False]
    grouped = replace(counter().observation, indicator="esign_certificates", breakdown="holder=citizen")
    (row,) = tabulate(Counters((Counter(grouped, True),)), context=context("en")).rows
    assert row[0].text.endswith(", citizens")


@pytest.mark.parametrize(
    ("note", "key"),
    [
        ("more than 23 million", "more_than"),
        ("close to 19 million", "nearly"),
        ("as first published", "first_published"),
        ("minister's interview", "statement"),
        ("page 7 of the report", ""),
        ("not more than said", ""),
        ("", ""),
    ],
)
def test_how_exact_a_number_is_is_told_in_the_reader_s_language(note: str, key: str) -> None:
    for lang in ("az", "en"):
        (row,) = tabulate(Counters((counter(note=note),)), context=context(lang)).rows
        assert row[1].note == (text(f"note.{key}", lang) if key else "")


@pytest.mark.parametrize("status", ["E", "U"])
def test_a_figure_that_is_no_normal_one_is_marked(status: str) -> None:
    usual = counter(note="more than")
    row = replace(usual, observation=replace(usual.observation, status=status))
    for lang in ("az", "en"):
        (cells,) = tabulate(Counters((row,)), context=context(lang)).rows
        assert cells[1].note == f"{text(f'status.{status}', lang)}; {text('note.more_than', lang)}"


def test_a_table_without_rows_explains_itself() -> None:
    for empty, key in ((Counters(()), "table.no_counters"), (Contradictions(()), "table.no_contradictions")):
        table = tabulate(empty, context=context("en"))
        assert len(table.columns) == 1
        assert table.rows == ((Cell(text(key, "en").format(year=2018), muted=True),),)


def test_both_sides_of_a_contradiction_stand_in_its_row() -> None:
    claims = own("internet_users", {2012: 70.0}) + own("internet_users", {2012: 54.2})
    table = tabulate(Contradictions((Contradiction("users_2012", claims, 1),)), context=context("en"))
    ((question, said, used),) = table.rows
    assert question.text.endswith("?")
    assert "70.0%" in said.text and "54.2%" in said.text
    assert used.text == text("infrastructure.contradiction.users_2012.used", "en")


def test_a_result_without_a_table_is_refused() -> None:
    with pytest.raises(TypeError, match="no table is known for Level"):
        tabulate(Level("internet_users", 2018), context=context("en"))


HOSTILE = "<script>alert(1)</script>\"' & <b onclick=x>"


def test_markup_in_a_text_stays_text() -> None:
    table = Table((Column(HOSTILE), Column(HOSTILE, True)), ((Cell(HOSTILE, HOSTILE), Cell(HOSTILE, HOSTILE, True)),))
    html = table.html(id="a.b", caption=HOSTILE, note=HOSTILE)
    assert isinstance(html, Markup)
    soup = BeautifulSoup(html, "html.parser")
    assert soup.find(["script", "b"]) is None
    assert {tag.name for tag in soup.find_all(True)} <= {
        "div", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td", "small"
    }  # fmt: skip
    assert not [tag for tag in soup.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    for place in ("caption", "thead th", "tbody th small", "tbody td small", "tfoot td"):
        assert soup.select_one(place).get_text() == HOSTILE, place
    assert soup.select_one("tbody td")["data-label"] == HOSTILE


def test_a_table_says_to_which_heading_a_cell_belongs() -> None:
    table = Table((Column("Year"), Column("Value", True)), ((Cell("2018"), Cell("79.8", muted=True)),))
    soup = BeautifulSoup(table.html(id="a.b", caption="Users"), "html.parser")
    assert soup.table["id"] == "a.b"
    assert [head["scope"] for head in soup.find_all("th")] == ["col", "col", "row"]
    assert soup.find(attrs={"aria-labelledby": "a.b-caption"}) is not None
    assert soup.caption["id"] == "a.b-caption"
    (cell,) = soup.find_all("td")
    assert (cell["data-label"], cell["class"]) == ("Value", ["number", "muted"])
    assert soup.tfoot is None, "no note, no foot"
