"""Facts of the chapter on education, health and daily life that its words rest on."""

from __future__ import annotations

from collections.abc import Callable

from analysis import params
from analysis.chapters import society
from analysis.chapters.evidence import Evidence
from analysis.methods.results import WhyNot
from analysis.strategy import targets_of

At = Callable[[int], Evidence]


def test_each_edition_says_what_it_can_of_schools_online(evidence: At) -> None:
    said = {year: society.answer(evidence(year)) for year in params.editions()}
    assert {year: (a.case, a.highest.ref_year if a.highest else None) for year, a in said.items()} == {
        **dict.fromkeys((2014, 2015), ("none", None)),
        2016: ("known", 2016),
        2017: ("known", 2017),
        **dict.fromkeys((2018, 2019, 2020), ("known", 2018)),
        2024: ("old", 2018),
    }


def test_no_level_of_2018_is_above_the_one_that_the_answer_names(evidence: At) -> None:
    answer = society.answer(evidence(2018))
    levels = (answer.primary, answer.lower_secondary, answer.upper_secondary)
    shares = [round(level.latest.value, 1) for level in levels if level.latest is not None]
    assert shares == [53.6, 57.6, 66.8]
    assert answer.highest is not None
    assert (round(answer.highest.value, 1), answer.highest.breakdown) == (66.8, "level=upper_secondary")


def test_no_total_of_the_levels_is_published_or_invented(evidence: At) -> None:
    for code in ("schools_internet", "schools_computers"):
        found = evidence(2024).observations(code, breakdown=None, source="*", part_year=True)
        assert {o.breakdown for o in found} == set(society.SCHOOL_LEVELS)


def test_shares_of_schools_have_no_pace_because_no_figure_stands_at_the_strategy_s_start(evidence: At) -> None:
    for panel in society.schools_online(evidence(2018)).panels:
        assert panel.level is not None
        assert (panel.level.pace, panel.level.why_no_pace) == (None, WhyNot.NO_BASELINE)


def test_the_dashed_line_is_the_target_of_both_clauses(evidence: At) -> None:
    (target,) = [t for t in targets_of("16.1.14") if t.value is not None]
    assert target in targets_of("11.2.1")
    lines = {line for panel in society.schools_online(evidence(2018)).panels for line in panel.references}
    assert [(line.value, line.unit) for line in lines] == [(target.value, target.unit)] == [(100.0, "percent")]


def test_counts_stand_beside_the_shares_each_with_its_year_and_publisher(evidence: At) -> None:
    rows = [row.observation for row in society.connections(evidence(2024)).rows]
    assert [(o.indicator, o.ref_year, o.value, o.source) for o in rows if not o.breakdown] == [
        ("schools_internet_count", 2011, 1200.0, "azerbaijan/moe"),
        ("schools_fibre_count", 2020, 378.0, "azerbaijan/mose"),
        ("schools_fibre_count", 2024, 1737.0, "azerbaijan/mose"),
    ]


def test_the_page_that_the_count_of_2011_comes_from_prints_about_a_quarter(evidence: At) -> None:
    """The answer of the first editions says so in words."""
    count = society.answer(evidence(2014)).count
    assert (count.ref_year, count.value, count.note) == (2011, 1200.0, "26 % of all schools by the same page")


def test_health_cards_are_counts_and_no_share_of_citizens_is_known(evidence: At) -> None:
    rows = [row.observation for row in society.health(evidence(2024)).rows]
    assert [(o.ref_year, o.period, o.value, o.unit) for o in rows] == [
        (2009, "2009-09", 162_000.0, "count"),
        (2021, "2021-07", 1_400_000.0, "count"),
        (2020, "2020M1-9", 85_564.0, "count"),
    ]


def test_contradictions_are_told_once_both_sides_are_known(evidence: At) -> None:
    told = {year: {c.key for c in society.disagreements(evidence(year)).cases} for year in (2014, 2019, 2020, 2024)}
    assert told == {
        2014: {"transparency_2013"},
        2019: {"transparency_2013"},
        2020: {"transparency_2013", "pupils_2020"},
        2024: {"transparency_2013", "pupils_2020", "pupils_2024"},
    }
    cases = {c.key: c for c in society.disagreements(evidence(2024)).cases}
    assert [o.value for o in cases["pupils_2020"].claims] == [18.0, 36.0]
    assert [o.value for o in cases["pupils_2024"].claims] == [9.0, 12.0]
    assert {c.used for c in cases.values()} == {None}
