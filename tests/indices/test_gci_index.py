"""The Global Cybersecurity Index and the Networked Readiness Index: sums, points, tiers, places."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_tables import country_figures, gci_pillars, gci_scores

from analysis.errors import MethodError
from analysis.indices.cross_section import Score
from analysis.indices.gci import (
    PILLARS,
    gci_place,
    gci_section,
    pillar_sum,
    points_of_score,
    score_of_points,
    tier,
)
from analysis.indices.gci_editions import gci_editions
from analysis.indices.nri import nri_place, one_to_seven
from analysis.indices.places import Ties

# Sums of pillars


@pytest.mark.parametrize("edition", [2020, 2024])
def test_pillars_add_up_to_the_score_of_every_economy(edition: int):
    scores = {score.economy: score.value for score in gci_scores(edition)}
    assert set(gci_pillars(edition)) == set(scores) and len(scores) == 194
    for economy, pillars in gci_pillars(edition).items():
        found = pillar_sum(pillars, edition=edition, published=scores[economy])
        # six figures of six decimals or of eight significant digits, rounded each by itself
        assert found.difference == pytest.approx(0, abs=6 * 0.5e-6), economy


def test_the_countrys_printed_pillars_of_2020():
    printed = dict(zip(PILLARS, [20.00, 19.19, 13.14, 16.99, 20.00], strict=True))
    found = pillar_sum(printed, edition=2020, published=89.31)
    # six figures of two decimals
    assert found.by_pillars == pytest.approx(89.32) and found.difference == pytest.approx(0, abs=6 * 0.005)


def test_the_two_scores_of_2024_are_both_given():
    found = pillar_sum(gci_pillars(2024)["AZE"], edition=2024, published=country_figures()["gci_score", 2024, ""])
    assert (round(found.by_pillars, 2), found.published) == (93.92, 93.76)
    assert found.difference is not None and round(found.difference, 2) == -0.16
    # whichever of the two is taken
    assert {tier(score, edition=2024).group for score in (found.by_pillars, 93.76)} == {"tier 2"}


def test_without_a_printed_score_there_is_no_difference():
    assert pillar_sum(dict.fromkeys(PILLARS, 10.0), edition=2020).difference is None


# Points of 2014


def test_every_score_of_2014_is_a_number_of_points():
    assert all(score_of_points(points_of_score(score.value)) == score.value for score in gci_scores(2014))
    assert points_of_score(0.529) == 18


@given(st.integers(0, 34))
def test_points_come_back(points: int):
    assert points_of_score(score_of_points(points)) == points


# Places


@pytest.mark.parametrize(("edition", "rank"), [(2017, 48), (2018, 55), (2020, 40)])
def test_the_countrys_places_are_the_printed_ones(edition: int, rank: int):
    found = gci_place(gci_section(gci_scores(edition)), "AZE")
    assert (found.rank, found.ties) == (rank, Ties.DENSE)
    breakdown = {2017: "edition=2017", 2018: "edition=2018", 2020: ""}[edition]
    assert country_figures()["gci_rank", edition, breakdown] == rank


def test_which_editions_rank():
    assert {edition.edition for edition in gci_editions() if edition.ties} == {2014, 2017, 2018, 2020}


@pytest.mark.parametrize(
    ("edition", "score", "group"),
    [
        (2018, 0.670, "high"),
        (2018, 0.669, "medium"),
        (2018, 0.340, "medium"),
        (2018, 0.339, "low"),
        (2018, 0.653, "medium"),
        (2024, 100, "tier 1"),
        (2024, 93.76, "tier 2"),
        (2024, 84.9, "tier 3"),
        (2024, 54.9, "tier 4"),
        (2024, 0, "tier 5"),
    ],
)
def test_tiers(edition: int, score: float, group: str):
    assert tier(score, edition=edition).group == group


# What must hold for any input

pillars_ = st.fixed_dictionaries({name: st.floats(0, 20) for name in PILLARS})


@given(pillars_, st.sampled_from(PILLARS), st.floats(0, 20), st.permutations(PILLARS))
def test_a_sum_grows_with_each_pillar_in_any_order(
    pillars: Mapping[str, float], name: str, more: float, order: list[str]
):
    found = pillar_sum({one: pillars[one] for one in order}, edition=2020)
    assert 0 <= found.by_pillars <= 100 and found == pillar_sum(pillars, edition=2020)
    better = {**pillars, name: min(20.0, pillars[name] + more)}
    assert pillar_sum(better, edition=2020).by_pillars >= found.by_pillars


@given(st.floats(-1e3, 1e3), st.floats(0.01, 1e3), st.floats(0, 1), st.floats(0.01, 100), st.floats(-100, 100))
def test_one_to_seven_keeps_the_order_and_forgets_the_unit(
    lowest: float, width: float, share: float, factor: float, shift: float
):
    highest = lowest + width
    value = min(highest, lowest + share * width)
    up, down = (one_to_seven(value, lowest=lowest, highest=highest, direction=way) for way in (1, -1))
    assert 1 <= up <= 7 and up + down == pytest.approx(8)
    # the two forms of the technical notes
    middle = 6 * (value - lowest) / (highest - lowest)
    assert (up, down) == (pytest.approx(middle + 1), pytest.approx(-middle + 7))
    low, high = factor * lowest + shift, factor * highest + shift
    other = one_to_seven(min(high, max(low, factor * value + shift)), lowest=low, highest=high)
    assert other == pytest.approx(up, abs=1e-6)


def test_one_to_seven_at_its_ends():
    assert [one_to_seven(value, lowest=2, highest=4) for value in (2, 3, 4)] == [1, 4, 7]
    assert [one_to_seven(value, lowest=2, highest=4, direction=-1) for value in (2, 3, 4)] == [7, 4, 1]


def test_the_countrys_printed_place_of_2013():
    found = nri_place(2013, 56, 144)
    assert found.percentile == pytest.approx(100 * 88 / 143)


# Bad input

FULL = dict.fromkeys(PILLARS, 10.0)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda: gci_section([Score("AZE", 2017, 0.559), Score("AZE", 2018, 0.653)]),
            "GCI: editions 2017, 2018 in one call; rule: scores of different editions are not chained",
        ),
        (lambda: gci_section([Score("AZE", 2020, 89.3), Score("AZE", 2020, 89.3)]), "GCI 2020: AZE twice"),
        (
            lambda: gci_section([Score("AZE", 2018, 65.3), Score("GEO", 2018, 0.8)]),
            "score of AZE is 65.3; rule: from 0",
        ),
        (lambda: gci_section([Score("AZE", 2018, math.nan), Score("GEO", 2018, 0.8)]), "score of AZE is nan"),
        (lambda: gci_section([Score("AZE", 2016, 0.5), Score("GEO", 2016, 0.8)]), "GCI 2016: no such edition"),
        (lambda: gci_place(gci_section(gci_scores(2024)), "AZE"), "GCI 2024 gives no ranks"),
        (lambda: gci_place(gci_section(gci_scores(2018)), "XXX"), "GCI 2018 has no score of XXX"),
        (lambda: pillar_sum(FULL, edition=2018), "GCI 2018: its score is not the sum of five pillars"),
        (
            lambda: pillar_sum(dict.fromkeys(PILLARS[1:], 10), edition=2020),
            "GCI 2020: pillar legal is missing",
        ),
        (lambda: pillar_sum({**FULL, "organizational": 1}, edition=2020), "pillar organizational is unknown"),
        (lambda: pillar_sum({**FULL, "legal": 20.5}, edition=2020), "pillar legal is 20.5; rule: from 0 to 20"),
        (lambda: pillar_sum({**FULL, "legal": math.nan}, edition=2020), "pillar legal is nan"),
        (lambda: pillar_sum(FULL, edition=2020, published=893.1), "the printed score is 893.1"),
        (lambda: score_of_points(35), "GCI 2014: 35 points; rule: 0 to 34"),
        (lambda: points_of_score(0.53), "GCI 2014: a score of 0.53; rule: a multiple of 1/34"),
        (lambda: points_of_score(18), "GCI 2014: the score is 18"),
        (lambda: tier(0.5, edition=2017), "GCI 2017 has no known groups"),
        (lambda: tier(85, edition=2024), "a score of 85 lies on the lower bound of “tier 2”"),
        (lambda: one_to_seven(5, lowest=1, highest=4), "a value of 5; rule: from 1 to 4"),
        (lambda: one_to_seven(math.nan, lowest=1, highest=4), "a value of nan"),
        (lambda: one_to_seven(2, lowest=4, highest=1), "values from 4 to 1; rule: the lower end first"),
        (lambda: one_to_seven(2, lowest=2, highest=2), "values from 2 to 2"),
        (lambda: one_to_seven(2, lowest=1, highest=4, direction=0), "direction 0"),
        (lambda: nri_place(2019, 70, 121), "NRI 2019; rule: editions 2012 to 2016"),
        (lambda: nri_place(2013, 0, 144), "NRI 2013: rank 0 of 144"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(ask: Callable[[], object], said: str):
    with pytest.raises(MethodError) as caught:
        ask()
    assert said in str(caught.value) and "remedy:" in str(caught.value)
