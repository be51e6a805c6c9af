"""Years between, and convergence, as tables."""

from __future__ import annotations

import pytest
from test_verdict_texts import context, users

from analysis.language import LANGUAGES
from analysis.methods.results import (
    BetaConvergence,
    Convergence,
    Convergences,
    DistanceKind,
    Estimate,
    GroupConvergence,
    Point,
    Spread,
    TimeDistance,
    TimeGap,
    TimeGaps,
)
from analysis.present.tables import tabulate


def gap(kind: DistanceKind, years: float, reference: float | None = None) -> TimeGap:
    own = users(2018, 79.8)
    return TimeGap(own, "developed", TimeDistance(kind, Point(2018, 79.8), years, reference), (), 2005, 2018)


@pytest.mark.parametrize(
    ("found", "year", "years"),
    [
        (gap(DistanceKind.EXACT, 5.7, 2012.3), "about 2012", "5.7 years behind"),
        (gap(DistanceKind.EXACT, -0.4, 2018.4), "about 2018", "0.4 years ahead"),
        (gap(DistanceKind.BEHIND_MORE_THAN, 13.0), "before 2005", "more than 13 years behind"),
        (gap(DistanceKind.AHEAD_MORE_THAN, -2.0), "not by 2018", "more than 2 years ahead"),
        (gap(DistanceKind.UNDECIDED, 1.0), "not known", "not known"),
    ],
)
def test_a_time_distance_is_said_with_its_side_and_its_bound(found: TimeGap, year: str, years: str) -> None:
    (row,) = tabulate(TimeGaps((found,)), context=context("en")).rows
    assert [cell.text for cell in row] == ["Internet users", "79.8%", year, years]
    assert row[1].note == "2018"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", DistanceKind)
def test_every_kind_has_its_words_in_both_languages(kind: DistanceKind, lang: str) -> None:
    reference = 2012.3 if kind is DistanceKind.EXACT else None
    (row,) = tabulate(TimeGaps((gap(kind, 5.7, reference),)), context=context(lang)).rows
    assert all(cell.text and "{" not in cell.text for cell in row)


def test_a_series_without_a_distance_stays_in_the_table() -> None:
    (row,) = tabulate(TimeGaps((), ("ict_services_exports",)), context=context("en")).rows
    assert [cell.text for cell in row] == ["ICT services exports", "no figure", "–", "–"]


def test_where_nothing_can_be_compared_the_table_says_so() -> None:
    table = tabulate(Convergences(()), context=context("en"))
    assert table.rows[0][0].text == "Figures of at least two years are needed to compare."


@pytest.mark.parametrize(
    ("sigma", "delta", "said"),
    [
        ((9.0, 4.0), (30.0, 10.0), "the countries drew together"),
        ((4.0, 9.0), (10.0, 30.0), "the countries drew apart"),
        ((4.0, 9.0), (30.0, 10.0), "the measures disagree"),
    ],
)
def test_a_row_of_convergence_says_what_its_measures_say(
    sigma: tuple[float, float], delta: tuple[float, float], said: str
) -> None:
    slope = BetaConvergence(Estimate(-0.1, 0.05, -0.2, 0.1, 2), 0.0, None, None, 2013, 2014)
    spreads = tuple(Spread(50.0, sd, sd / 50, 2) for sd in sigma)
    found = Convergence(("AZE", "GEO"), (2013, 2014), slope, spreads, delta, (1.0, 0.9))
    table = tabulate(Convergences((GroupConvergence("internet_users", "developed", 2, found),)), context=context("en"))
    assert table.rows[0][1].text == said
