"""Results made up for the charts: realistic sizes and shapes, not figures of any source."""

from __future__ import annotations

import math
from collections.abc import Sequence

from analysis.indicators import economies, indicator
from analysis.methods.results import (
    Break,
    Cells,
    Distribution,
    EditionPoint,
    Editions,
    EditionsPanel,
    GroupGap,
    GroupGaps,
    GroupGapsPanel,
    Observation,
    PeerPath,
    PeerSummary,
    PolicyTimeline,
    Profile,
    Reference,
    Standing,
    Step,
    Trajectories,
    Trajectory,
)
from analysis.params import peer_groups
from analysis.present.context import Context

GROUPS = ("developed", "upper_middle", "cis", "neighbours")
YEAR = 2018


def context(lang: str, year: int = YEAR) -> Context:
    names = {code: group.name[lang] for code, group in peer_groups().items()}
    return Context("infrastructure", year, lang, names, "developed")


def own(code: str, values: dict[int, float], breakdown: str = "") -> tuple[Observation, ...]:
    unit = indicator(code).unit
    return tuple(Observation(code, "AZE", year, v, unit, breakdown) for year, v in values.items())


def summary(code: str, group: str, year: int, median: float, spread: float = 0.2) -> PeerSummary:
    unit = indicator(code).unit
    return PeerSummary(group, year, median, median * (1 - spread), median * (1 + spread), 20, 30, unit)


def peers(code: str, ends: Sequence[float], years: range = range(2005, YEAR + 1)) -> tuple[PeerPath, ...]:
    """A path for each end value, from a tenth of it in the first year."""
    paths = []
    for group, end in zip(GROUPS, ends, strict=False):
        steps = {y: end * (0.1 + 0.9 * (y - years[0]) / max(len(years) - 1, 1)) for y in years}
        paths.append(PeerPath(group, tuple(summary(code, group, y, v) for y, v in steps.items())))
    return tuple(paths)


def path(
    code: str,
    values: dict[int, float],
    ends: Sequence[float] = (),
    breaks: Sequence[int] = (),
    references: Sequence[Reference] = (),
    *,
    log: bool = False,
    year: int = YEAR,
) -> Trajectory:
    found = tuple(Break(code, b) for b in breaks)
    return Trajectory(code, own(code, values), peers(code, ends), found, tuple(references), "", log, year)


def alone(trajectory: Trajectory) -> Trajectories:
    return Trajectories((trajectory,))


GROWING = {year: 8.0 + 5.5 * (year - 2005) for year in range(2005, YEAR + 1)}


def trajectories() -> Trajectories:
    """Six panels: ends that lie close together, a break, a log scale, a reference, no own figure, nothing at all."""
    ceiling = Reference("itu_ceiling", 5.0, "percent_gni")
    return Trajectories(
        (
            path("internet_users", GROWING, (88.0, 70.4, 70.2, 64.2), breaks=(2013,)),
            path("fixed_broadband", {y: v / 4 for y, v in GROWING.items()}, (33.5, 12.9, 12.5, 16.0)),
            path(
                "secure_servers",
                {y: 2.5 * 2 ** (y - 2010) for y in range(2010, 2019)},
                (19871.0, 457.0, 830.0, 2182.0),
                log=True,
            ),
            path("price_fixed_gni", {2010: 2.79, 2012: 2.4, 2014: 2.0, 2018: 1.74}, references=(ceiling,)),
            path("fixed_telephone", {}, (34.4, 16.9, 16.6, 16.5)),
            path("price_mobile_gni", {}),
        )
    )


def standing(code: str, year: int, values: Sequence[float], rank: int) -> Standing:
    """The country in place ``rank`` among itself and ``values``, which fall."""
    unit = indicator(code).unit
    mine = (values[rank - 2] + values[rank - 1]) / 2 if 1 < rank <= len(values) else values[0] * 1.01
    codes = [c for c, kind in economies().items() if kind == "economy" and c != "AZE"]
    others = tuple(Observation(code, c, year, v, unit) for c, v in zip(codes, values, strict=False))
    assert len(others) == len(values)
    n = len(values) + 1
    return Standing(Observation(code, "AZE", year, mine, unit), rank, n, 100 * (n - rank) / (n - 1), others)


def falling(n: int, top: float) -> list[float]:
    """``n`` values that fall from ``top`` towards nothing, denser above."""
    return [top * math.cos(i / n * math.pi / 2) for i in range(n)]


def editions(years: Sequence[int] = (2010, 2012, 2014, 2016, 2018)) -> EditionsPanel:
    panels = []
    for number, code in enumerate(("egdi", "osi", "tii", "hci", "epi")):
        points = []
        for i, year in enumerate(years):
            place = standing(code, year, falling(191, 0.95), rank=60 + 9 * ((i + number) % 5))
            groups = tuple(summary(code, g, year, 0.5) for g in GROUPS)
            points.append(EditionPoint(place.observation, place, place, None, groups))
        panels.append(Editions(code, tuple(points), 192, years[-1]))
    return EditionsPanel(tuple(panels))


def gap(code: str, year: int, high: tuple[str, float], low: tuple[str, float]) -> GroupGap:
    (a,), (b,) = own(code, {year: high[1]}, high[0]), own(code, {year: low[1]}, low[0])
    return GroupGap(a, b, a.value - b.value, a.value / b.value, None)


def group_gaps() -> GroupGapsPanel:
    """Equal groups, long names, a first group that falls behind, a break, and a pair without figures."""
    years = (2011, 2014, 2017, 2021)
    pairs = (
        ("income=richest_60", "income=poorest_40", ((19.4, 8.2), (32.0, 24.8), (35.5, 18.1), (53.3, 35.6))),
        ("education=secondary", "education=primary", ((16.9, 8.7), (31.7, 17.3), (29.9, 20.5), (49.3, 30.6))),
        ("sex=male", "sex=female", ((15.6, 15.6), (32.6, 25.9), (27.7, 29.4), (98.6, 98.0))),
    )
    panels = [
        GroupGaps(
            "account",
            high.partition("=")[0],
            tuple(gap("account", y, (high, a), (low, b)) for y, (a, b) in zip(years, values, strict=True)),
            (Break("account", 2014),) if number == 0 else (),
        )
        for number, (high, low, values) in enumerate(pairs)
    ]
    return GroupGapsPanel((*panels, GroupGaps("mobile_owners", "sex", ())))


def distribution(code: str = "internet_users", top: float = 99.7, rank: int = 47) -> Distribution:
    place = standing(code, YEAR, falling(181, top), rank)
    medians = (0.88, 0.64, 0.70, 0.702)
    return Distribution(
        code, place, tuple(summary(code, g, YEAR, m * top) for g, m in zip(GROUPS, medians, strict=True))
    )


def profile() -> Profile:
    values = {"legal": 20.0, "technical": 19.19, "organisational": 13.14, "capacity": 16.99, "cooperation": 0.4}
    parts = []
    for number, (part, value) in enumerate(values.items()):
        (mine,) = own("gci_pillar", {2020: value}, f"pillar={part}")
        medians = tuple(summary("gci_pillar", g, 2020, 19.4 - number * i) for i, g in enumerate(GROUPS))
        parts.append((part, mine, medians))
    return Profile("gci_pillar", tuple(parts))


def cells(*, missing: bool = False) -> Cells:
    code = "internet_users_group"
    numbers = {("urban", "female"): 84.2, ("urban", "male"): 98.5, ("rural", "female"): 66.1, ("rural", "male"): 67.4}
    values = [
        [own(code, {YEAR: numbers[r, c]}, f"residence={r};sex={c}")[0] for c in ("female", "male")]
        for r in ("urban", "rural")
    ]
    rows: list[tuple[Observation | None, ...]] = [tuple(line) for line in values]
    if missing:
        rows[1] = (None, rows[1][1])
    return Cells(code, YEAR, ("residence.urban", "residence.rural"), ("sex.female", "sex.male"), tuple(rows))


STEPS = (
    ("2010", "year", "7.1", "infrastructure"),
    ("2012-09-26", "exact", "13.2.8", "security"),
    ("2013-01-15", "exact", "2", "all"),
    ("2013-01-16", "exact", "2", "all"),
    ("2014-02", "weak", "10.2.9", "egovernment"),
    ("2014-04-02", "exact", "1", "all"),
    ("2016-11-08", "exact", "8.2.6", "hightech"),
    ("2016-11-23", "inferred", "15.1", "all"),
    ("2016-12-01", "exact", "7.2.3", "infrastructure"),
    ("2016-12-10", "exact", "7.2.3", "infrastructure"),
    ("2016-12-20", "exact", "7.2.3", "infrastructure"),
    ("2017", "year", "7.2.1", "infrastructure"),
    ("2017-02-22", "exact", "8.2.9", "hightech"),
    ("2018-12", "report_date", "10.2.6", "egovernment"),
    ("2018-12-31", "exact", "14.1.1", "content"),
)
"""Dates of every form and certainty: crowded ones, the first day of a year and the last of the edition."""


def steps(*dated: tuple[str, str, str, str]) -> tuple[Step, ...]:
    return tuple(
        Step(day, day, certainty, clause, direction, {"az": "Addım", "en": "A step"}, "https://example.org/news/1")
        for day, certainty, clause, direction in dated or STEPS
    )


def timeline(since: int = 2010) -> PolicyTimeline:
    """A series with a break above steps in six of the nine rows."""
    series = own("internet_users", {year: value for year, value in GROWING.items() if year >= since})
    return PolicyTimeline(series, (Break("internet_users", 2013),), steps(), since, YEAR)


EVERY = {
    "trajectories": trajectories,
    "editions": editions,
    "group_gaps": group_gaps,
    "distribution": distribution,
    "profile": profile,
    "cells": cells,
    "timeline": timeline,
}
