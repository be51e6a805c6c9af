"""From the scorecard to the exhibit that shows a series, and from a figure to the file of its raw row."""

from __future__ import annotations

from pathlib import Path

import pytest

from analysis.run import lineage
from analysis.run.links import refresh, shown_in, with_exhibits, with_raw
from analysis.run.whole_files import write_whole


def row(id: str, kind: str, indicator: str, role: str = "own") -> tuple[str, ...]:
    told = dict.fromkeys(lineage.COLUMNS, "") | {"id": id, "kind": kind, "indicator": indicator, "role": role}
    return tuple(told.values())


ROWS = [
    row("infrastructure.answer", "sentence", "users"),
    row("infrastructure.overview", "table", "users"),
    row("infrastructure.connections", "figure", "users"),
    row("infrastructure.overview", "table", "phones"),
    row("egovernment.answer", "sentence", "egdi"),
    row("scorecard.steps", "figure", "users"),
    row("scorecard.measured", "table", "rank"),
]


def test_a_figure_shows_a_series_better_than_a_table_and_a_sentence_not_at_all() -> None:
    assert shown_in(ROWS) == {"users": "infrastructure.connections", "phones": "infrastructure.overview"}


def test_of_two_figures_the_one_with_more_of_the_country_s_own_values() -> None:
    place = [row("divide.in_the_world", "figure", "users", role) for role in ("own", "peer", "peer", "peer")]
    path = [row("infrastructure.connections", "figure", "users", role) for role in ("own", "own", "peer")]
    assert shown_in([*place, *path]) == {"users": "infrastructure.connections"}


def test_a_series_is_linked_to_its_exhibit_and_to_nothing_where_there_is_none() -> None:
    page = '<a data-shows="users">u</a> <a data-shows="egdi" href="old.html#x">e</a>'
    assert with_exhibits(page, "scorecard", {"users": "infrastructure.connections"}) == (
        '<a data-shows="users" href="infrastructure.html#infrastructure.connections">u</a> <a data-shows="egdi">e</a>'
    )
    assert 'href="#infrastructure.connections"' in with_exhibits(
        page, "infrastructure", {"users": "infrastructure.connections"}
    )


def test_a_raw_row_is_linked_to_its_file_where_both_lie_in_one_project(tmp_path: Path) -> None:
    raw = tmp_path / "project" / "data" / "raw"
    page = '<a data-raw="wdi/2026/a.csv">wdi/2026/a.csv#L2</a>'
    inside = tmp_path / "project" / "reports" / "2018" / "en" / "a.html"
    linked = with_raw(page, inside, raw)
    assert linked == '<a data-raw="wdi/2026/a.csv" href="../../../data/raw/wdi/2026/a.csv">wdi/2026/a.csv#L2</a>'
    elsewhere = tmp_path / "out" / "2018" / "en" / "a.html"
    assert with_raw(linked, elsewhere, raw) == page, "a path out of the folder would hold on this machine alone"


@pytest.mark.parametrize("made", [["scorecard"], ["scorecard", "infrastructure"]])
def test_links_follow_the_pages_that_exist(tmp_path: Path, made: list[str]) -> None:
    folder = tmp_path / "reports" / "2018"
    for name in made:
        write_whole(folder / "en" / f"{name}.html", '<!--links--><!--/links--> <a data-shows="users">u</a>')
    lineage.write(folder / "lineage.csv", {"infrastructure": ROWS[:4]}, keep=())
    refresh(tmp_path / "reports", tmp_path / "data" / "raw")
    page = (folder / "en" / "scorecard.html").read_text(encoding="utf-8")
    assert ('href="infrastructure.html#infrastructure.connections"' in page) == ("infrastructure" in made)
