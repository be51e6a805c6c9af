"""Findings read out: each clause appears when it holds, and only then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest
from made import alone, cells, context, distribution, gap, own, path, standing, trajectories

from analysis.indicators import indicator
from analysis.language import text
from analysis.methods.pace import pace
from analysis.methods.peers import summarise
from analysis.methods.results import (
    Break,
    Cells,
    Distribution,
    EditionPoint,
    Editions,
    EditionsPanel,
    Gap,
    GroupGap,
    GroupGaps,
    GroupGapsPanel,
    Level,
    Observation,
    PaceKind,
    Profile,
    Trajectories,
    WhyNot,
)
from analysis.present.reading import part_name, read


def level(
    code: str = "internet_users",
    value: float = 79.8,
    *,
    start: float | None = None,
    since: int = 2013,
    median: float | None = None,
    why: WhyNot | None = None,
    year: int = 2018,
    breakdown: str = "",
    kind: PaceKind = PaceKind.POINTS,
) -> Level:
    (latest,) = own(code, {year: value}, breakdown)
    base = None if start is None else own(code, {since: start}, breakdown)[0]
    peers = None
    if median is not None:
        members = [Observation(code, f"X{i:02}", year, median, latest.unit, breakdown) for i in range(20)]
        peers = summarise(members, group="developed", size=34)
    return Level(
        code,
        2018,
        breakdown,
        latest,
        base,
        None if base is None else pace(base, latest, kind=kind),
        why,
        () if peers is None else (peers,),
        None if peers is None else Gap(latest, peers, latest.value - peers.median, None),
    )


def said(result: object, lang: str = "en") -> tuple[str, ...]:
    return read(result, context(lang))


def none_of(name: str) -> str:
    return text("reading.none", "en").format(name=name, year=2018) + "."


PEERS = "(88.0%; 20 of 34 economies)"


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (level(), "Internet users: 79.8% in 2018."),
        (
            level(start=73.0, median=88.0),
            "Internet users: 79.8% in 2018; up by 6.8 percentage points since 2013 (1.4 percentage points a year); "
            f"8.2 percentage points below the median of developed countries {PEERS}.",
        ),
        (
            level(start=85.0, median=73.0),
            "Internet users: 79.8% in 2018; down by 5.2 percentage points since 2013 (1.0 percentage points a year); "
            "6.8 percentage points above the median of developed countries (73.0%; 20 of 34 economies).",
        ),
        (level(start=79.82), "Internet users: 79.8% in 2018; unchanged since 2013."),
        (level(start=75.0, since=2017), "Internet users: 79.8% in 2018; up by 4.8 percentage points since 2017."),
        (
            level(median=79.83),
            "Internet users: 79.8% in 2018; level with the median of developed countries (79.8%; 20 of 34 economies).",
        ),
        (
            level("bandwidth_total", 260.0, start=143.0, kind=PaceKind.GROWTH),
            "International bandwidth: 260 Gbit/s in 2018; up since 2013 by 12.7% a year on average.",
        ),
        (
            level("bandwidth_total", 143.0, start=260.0, kind=PaceKind.GROWTH),
            "International bandwidth: 143 Gbit/s in 2018; down since 2013 by 11.3% a year on average.",
        ),
        (
            level("fixed_broadband", 18.2949, start=18.0146, median=33.4, kind=PaceKind.UNITS),
            "Fixed broadband: 18.3 per 100 people in 2018; up by 0.3 since 2013 (0.06 a year); "
            "15.1 below the median of developed countries (33.4; 20 of 34 economies).",
        ),
        (
            level("broadband_speed", 1.6, breakdown="speed=10M+"),
            "Broadband by speed, 10 Mbit/s or more: 1.60 per 100 people in 2018.",
        ),
        (
            level(why=WhyNot.BREAK),
            "Internet users: 79.8% in 2018; no change is computed: the series breaks in between.",
        ),
        (
            level("internet_users", 70.0, year=2015, median=80.0),
            "Internet users: the last figure describes 2015 (70.0%); it is too old for a change or a gap to be "
            "computed from it.",
        ),
        (
            Level("internet_users", 2018, why_no_pace=WhyNot.NO_DATA, why_no_gap=WhyNot.NO_DATA),
            none_of("Internet users"),
        ),
    ],
)
def test_a_level(result: Level, sentence: str) -> None:
    assert said(result) == (sentence,)


def baseline(values: dict[int, float], code: str = "hightech_exports") -> str:
    """What is read out of the years around a baseline of 2013."""
    drawn = path(code, values)
    years = level(code, values[2018], start=values[2013])
    (sentence,) = said(alone(replace(drawn, level=years)))
    return sentence


def test_a_change_from_a_peak_says_that_it_was_one() -> None:
    before = {2010: 1.4, 2011: 1.7, 2012: 8.6}
    assert baseline({**before, 2013: 13.8, 2018: 4.3}) == (
        "High-technology exports: 4.3% in 2018; down by 9.5 percentage points since 2013 (1.9 percentage points a "
        "year); but the figure for 2013 (13.8%) is the highest of the years shown: in 2010–2012 it lay between 1.4% "
        "and 8.6%."
    )
    assert "the lowest of the years shown" in baseline({2010: 3.3, 2011: 3.4, 2012: 3.5, 2013: 1.4, 2018: 3.0})


@pytest.mark.parametrize(
    "values",
    [
        {2010: 1.4, 2011: 1.7, 2012: 8.6, 2013: 10.0, 2018: 4.3},  # the highest, but not far from the others
        {2010: 1.4, 2011: 1.7, 2012: 8.6, 2013: 13.8, 2018: 14.0},  # later years are as high
        {2012: 8.6, 2013: 13.8, 2018: 4.3},  # one year before tells little
    ],
)
def test_an_ordinary_baseline_is_read_without_a_warning(values: dict[int, float]) -> None:
    assert "years shown" not in baseline(values)


def test_years_beyond_a_break_say_nothing_of_a_baseline() -> None:
    (broken,) = (b.year for b in indicator("households_internet").breaks)
    before = {broken - 3: 20.0, broken - 2: 21.0, broken - 1: 22.0}
    drawn = path("households_internet", {**before, broken: 90.0, broken + 3: 60.0})
    told = replace(drawn, level=level("households_internet", 60.0, start=90.0, since=broken))
    (sentence,) = said(alone(told))
    assert "years shown" not in sentence


@pytest.mark.parametrize("why", [WhyNot.EDITIONS, WhyNot.RELATIVE, WhyNot.SAME_YEAR])
def test_a_reason_that_the_chapter_gives_once_is_not_repeated(why: WhyNot) -> None:
    assert said(level("egdi", 0.6574, why=why)) == ("EGDI: 0.6574 in 2018.",)


def test_the_same_clauses_in_azerbaijani() -> None:
    (up,) = said(level(start=73.0, median=88.0), "az")
    assert [part in up for part in ("2018-ci ildə 79,8%", "2013-cü ildən bəri 6,8 faiz bəndi artıb", "1,4 faiz bəndi",
                                    "88,0%; 20/34 ölkə", "8,2 faiz bəndi aşağıdır")] == [True] * 5  # fmt: skip
    assert up.count(";") == 3, "two clauses, and one inside the brackets"
    (down,) = said(level(start=85.0, median=73.0), "az")
    assert "azalıb" in down and "yuxarıdır" in down


def test_panels_are_read_one_after_the_other_and_without_a_level_not_at_all() -> None:
    drawn = trajectories().panels
    assert said(Trajectories(drawn)) == ()
    both = Trajectories((replace(drawn[0], level=level()), drawn[1], replace(drawn[2], level=level("egdi", 0.5))))
    assert said(both) == (*said(level()), *said(level("egdi", 0.5)))


def editions(ranks: Sequence[int], official: int | None = None) -> Editions:
    values = [0.95 - i / 200 for i in range(191)]
    points = []
    for year, rank in zip(range(2012, 2030, 2), ranks, strict=False):
        place = standing("egdi", year, values, rank)
        points.append(EditionPoint(place.observation, place, place))
    if official is not None:
        printed = Observation("egdi_rank", "AZE", points[-1].score.ref_year, official, "rank")
        points[-1] = replace(points[-1], official_rank=printed)
    return Editions("egdi", tuple(points), 192, 2018)


@pytest.mark.parametrize(
    ("result", "sentence"),
    [
        (editions([]), none_of("EGDI")),
        (editions([96]), "EGDI: rank 96 of 192 in the 2012 edition."),
        (
            editions([96, 68, 56]),
            "EGDI: rank 56 of 192 in the 2016 edition; among the 192 economies in every edition shown it rose from 96 "
            "(2012) to 56.",
        ),
        (
            editions([56, 68, 70]),
            "EGDI: rank 70 of 192 in the 2016 edition; among the 192 economies in every edition shown it fell from 56 "
            "(2012) to 70.",
        ),
        (
            editions([56, 68, 56]),
            "EGDI: rank 56 of 192 in the 2016 edition; among the 192 economies in every edition shown its place is 56, "
            "as in 2012.",
        ),
        (
            editions([56, 56], official=40),
            "EGDI: rank 56 of 192 in the 2014 edition; among the 192 economies in every edition shown its place is 56, "
            "as in 2012. The publisher itself prints rank 40: it counts economies with the same score as one.",
        ),
    ],
)
def test_editions(result: Editions, sentence: str) -> None:
    assert said(result) == said(EditionsPanel((result,))) == (sentence,)


def test_a_printed_rank_that_agrees_is_not_told_again() -> None:
    assert said(editions([56, 56], official=56)) == said(editions([56, 56]))


def sexes(year: int, men: float, women: float) -> GroupGap:
    return gap("mobile_owners", year, ("sex=male", men), ("sex=female", women))


OWNERS = "Men and women: men – 87.8%, women – 79.3% in 2018; a gap of 8.4 percentage points"


@pytest.mark.parametrize(
    ("gaps", "breaks", "sentence"),
    [
        ((), (), none_of("Men and women")),
        ((sexes(2018, 87.75, 79.34),), (), f"{OWNERS}."),
        (
            (sexes(2014, 77.2, 70.0), sexes(2018, 87.75, 79.34)),
            (),
            f"{OWNERS}; in 2014 it was 7.2 percentage points.",
        ),
        (
            (sexes(2014, 77.21, 60.0), sexes(2018, 87.75, 79.34)),
            (),
            f"{OWNERS}; in 2014 it was 17.2 percentage points.",
        ),
        ((sexes(2014, 70.0, 78.41), sexes(2018, 87.75, 79.34)), (), f"{OWNERS}; in 2014 it was 8.4 percentage points."),
        (
            (sexes(2014, 77.21, 60.0), sexes(2017, 85.0, 77.0), sexes(2018, 87.75, 79.34)),
            (2017,),
            f"{OWNERS}; in 2017 it was 8.0 percentage points.",
        ),
        ((sexes(2014, 77.21, 60.0), sexes(2018, 87.75, 79.34)), (2018,), f"{OWNERS}."),
    ],
)
def test_gaps_between_groups_are_not_compared_across_a_break(
    gaps: tuple[GroupGap, ...], breaks: tuple[int, ...], sentence: str
) -> None:
    result = GroupGaps("mobile_owners", "sex", gaps, tuple(Break("mobile_owners", year) for year in breaks))
    assert said(result) == said(GroupGapsPanel((result,))) == (sentence,)


def test_the_groups_of_a_gap_are_named_by_what_differs() -> None:
    pair = gap("internet_weekly", 2014, ("age=16-24;sex=female", 95.1), ("age=55-74;sex=female", 23.0))
    (sentence,) = said(GroupGaps("internet_weekly", "age_women", (pair,)))
    assert "aged 16–24 – 95.1%, aged 55–74 – 23.0% in 2014" in sentence
    assert "women –" not in sentence


def test_a_place_in_the_world() -> None:
    assert said(distribution(rank=47)) == (
        "Internet users: rank 47 of the 182 economies with a figure for 2018; 75% of the others lie behind.",
    )
    assert said(Distribution("internet_users", None, why_not=WhyNot.NO_DATA)) == (none_of("Internet users"),)


def test_the_strongest_and_the_weakest_part() -> None:
    parts = []
    for part, own_value, median in (("legal", 20.0, 19.4), ("technical", 10.0, 19.0), ("capacity", 16.0, 18.0)):
        (mine,) = own("gci_pillar", {2020: own_value}, f"pillar={part}")
        members = [replace(mine, economy=f"X{i:02}", value=median) for i in range(20)]
        peers = summarise(members, group="developed", size=34)
        assert peers is not None
        parts.append((part, mine, (peers,)))
    (sentence,) = said(Profile("gci_pillar", tuple(parts)))
    assert "strongest part is legal measures (20.00 out of 20; median 19.40)" in sentence
    assert "weakest is technical measures (10.00 out of 20; median 19.00)" in sentence
    assert said(Profile("gci_pillar", tuple(parts[:1]))) == (), "one part has no strongest"
    assert said(Profile("gci_pillar", ())) == (none_of("GCI pillars"),)
    without = [(part, mine, ()) for part, mine, _ in parts]
    assert said(Profile("gci_pillar", tuple(without))) == (), "nothing to set the parts against"
    assert part_name("gci_pillar", "legal", context("az")) == "hüquqi tədbirlər"
    assert part_name("egdi", "osi", context("en")) == indicator("osi").short.en


def test_the_highest_and_the_lowest_cell() -> None:
    assert said(cells()) == (
        "Highest: urban areas, men – 98.5%; lowest: rural areas, women – 66.1%; a gap of 32.4 percentage "
        "points (2018).",
    )
    assert len(said(cells(missing=True))) == 1
    empty = Cells("internet_users_group", None, ("residence.urban",), ("sex.female",), ((None,),))
    assert said(empty) == (none_of("Users by sex and residence"),)


def test_what_speaks_for_itself_is_not_read_out() -> None:
    assert said("a result of no known kind") == ()
