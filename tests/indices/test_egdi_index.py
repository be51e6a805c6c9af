"""The E-Government Development Index: every survey in the raw figures, its ranks, and how its parts are made."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from raw_tables import egdi_table, survey_rows

from analysis.errors import MethodError
from analysis.indices.classes import classify, groups
from analysis.indices.cross_section import Score, cross_section
from analysis.indices.egdi import SurveyRow, egdi, identity, survey_section
from analysis.indices.egdi_parts import components, known_components, part_index, population_z, standardised_mean
from analysis.indices.egdi_surveys import rules_of, surveys
from analysis.indices.places import Ties, distance, place, published_place, ranks
from analysis.params import peer_groups

SURVEYS = [rules.survey for rules in surveys()]
MEMBERS = {2003: 191, 2004: 191, 2005: 191, 2008: 192, 2010: 192}
NOT_ITS_PARTS = {2008: {"CMR", "KHM"}}
"""Rows whose index does not follow from their parts, as the source's card says."""


# Every survey


@pytest.mark.parametrize("survey", SURVEYS)
def test_the_index_is_the_mean_of_its_parts(survey: int):
    section = survey_section(survey_rows(survey))
    kept = {score.economy for score in section.scores}
    rows = [row for row in survey_rows(survey) if row.economy in kept and None not in (row.osi, row.tii, row.hci)]
    # what is missing is a human capital index, of few
    assert len(rows) >= len(kept) - 14
    assert {row.economy for row in rows if not identity(row).agrees} == NOT_ITS_PARTS.get(survey, set())


@pytest.mark.parametrize("survey", [2008, 2010])
def test_equal_weights_do_not_fit_these_two_surveys(survey: int):
    rows = [row for row in survey_rows(survey) if None not in (row.osi, row.tii, row.hci)]
    off = [abs(row.egdi - (row.osi + row.tii + row.hci) / 3) for row in rows]  # type: ignore[operator]
    assert sum(gap <= rules_of(survey).tolerance for gap in off) <= 1


@pytest.mark.parametrize("survey", SURVEYS)
def test_printed_ranks_are_those_of_the_scores(survey: int):
    section = survey_section(survey_rows(survey))
    found, scores = ranks(section), [score.value for score in section.scores]
    assert len(scores) + len(section.excluded) == MEMBERS.get(survey, 193)
    differing = set()
    for score in section.scores:
        printed = egdi_table()["EGDI_RANK", survey, score.economy]
        differing |= {score.economy} if printed != found[score.economy] else set()
        # where four decimals tie, the survey ranked by more
        assert printed in range(found[score.economy], found[score.economy] + scores.count(score.value))
    assert differing == ({"AND", "HUN", "MKD", "TLS"} if survey == 2020 else set())


def test_three_members_of_2012_are_left_out_and_it_is_said():
    section = survey_section(survey_rows(2012))
    assert {excluded.economy for excluded in section.excluded} == {"CAF", "GIN", "LBY"}
    assert all("parts are above 0" in excluded.reason for excluded in section.excluded)
    with pytest.raises(MethodError, match="EGDI 2012 has no score of LBY: the index is printed as 0"):
        place(section, "LBY")


@pytest.mark.parametrize("survey", [year for year in SURVEYS if year >= 2012])
def test_parts_stretch_from_nought_to_one(survey: int):
    for part in ("OSI", "TII", "HCI"):
        found = [value for (series, year, _), value in egdi_table().items() if (series, year) == (part, survey)]
        assert max(found) == 1
        # the lowest human capital index was a missing value's 0
        assert part == "HCI" or min(found) == 0


# The country


@pytest.mark.parametrize(
    ("survey", "rank", "n", "group"),
    [
        (2012, 96, 190, "middle"),
        (2014, 68, 193, "high"),
        (2016, 56, 193, "high"),
        (2018, 70, 193, "high"),
        (2020, 70, 193, "high"),
        (2022, 83, 193, "high"),
        (2024, 74, 193, "very high"),
    ],
)
def test_the_countrys_places(survey: int, rank: int, n: int, group: str):
    found = place(survey_section(survey_rows(survey)), "AZE")
    assert (found.rank, found.n) == (rank, n)
    assert classify("EGDI", survey, found.value).group == group
    worse = sum(score.value < found.value for score in survey_section(survey_rows(survey)).scores)
    equal = sum(score.value == found.value for score in survey_section(survey_rows(survey)).scores) - 1
    assert found.percentile == pytest.approx(100 * (worse + equal / 2) / (n - 1))


@pytest.mark.parametrize("group", ["developed", "upper_middle", "cis", "neighbours"])
def test_distance_to_a_group_is_its_median_less_the_own_score(group: str):
    members = peer_groups()[group].members
    found = distance(survey_section(survey_rows(2018)), "AZE", members)
    values = [egdi_table()["EGDI", 2018, member] for member in members if ("EGDI", 2018, member) in egdi_table()]
    assert found.n == len(values) and found.n + len(found.lacking) == found.size == len(members)
    assert found.gap == pytest.approx(float(np.median(values)) - 0.6574)


# How parts are made


def test_z_scores_have_mean_nought_and_population_deviation_one():
    found = population_z([[1, 10], [2, 30], [6, 20], [7, 40]])
    assert found.mean(axis=0) == pytest.approx([0, 0]) and (found**2).mean(axis=0) == pytest.approx([1, 1])


def test_a_part_by_a_plain_route():
    values = np.array([[90.0, 60, 12, 8], [80, 70, 13, 9], [99, 90, 16, 12], [40, 50, 9, 4]])
    names = [component.component for component in components(2016, "hci")]
    members = {economy: dict(zip(names, row, strict=True)) for economy, row in zip("ABCD", values, strict=True)}
    found = [score.value for score in part_index(members, survey=2016, part="hci").scores]
    z = (values - values.mean(axis=0)) / np.sqrt(((values - values.mean(axis=0)) ** 2).mean(axis=0))
    raw = z @ np.array([1 / 3, 2 / 9, 2 / 9, 2 / 9])
    assert found == pytest.approx((raw - raw.min()) / (raw.max() - raw.min()))
    assert (min(found), max(found)) == (0, 1)


def test_from_2020_a_component_counts_up_to_120():
    names = [component.component for component in components(2020, "tii")]
    low, mid = dict.fromkeys(names, 10.0), {name: 60.0 + n for n, name in enumerate(names)}
    top, over = dict.fromkeys(names, 120.0), dict.fromkeys(names, 250.0)
    one, other = (part_index({"A": low, "B": mid, "C": high}, survey=2020, part="tii") for high in (top, over))
    assert one == other
    assert "fixed_telephone" not in names and len(names) == 4


def test_components_are_known_for_the_surveys_of_2012_to_2022():
    known = {(survey, c.part) for c in known_components() for survey in c.surveys}
    assert known == {(survey, part) for survey in (2012, 2014, 2016, 2018, 2020, 2022) for part in ("tii", "hci")}
    for survey, part in known:
        found = components(survey, part)
        weights = [component.weight / sum(c.weight for c in found) for component in found]
        first = {"tii": 1 / len(found), "hci": 2 / 3 if survey == 2012 else 1 / 3}[part]
        assert weights[0] == pytest.approx(first) and len(set(weights[1:])) == 1


# What must hold for any input

shares_ = st.floats(0, 1)
members_ = arrays(
    float, st.tuples(st.integers(3, 8), st.integers(2, 4)), elements=st.integers(0, 200).map(float), unique=True
)


@given(shares_, shares_, shares_, st.floats(0, 0.5), st.sampled_from(SURVEYS))
def test_a_higher_part_raises_the_index(osi: float, tii: float, hci: float, more: float, survey: int):
    low = egdi(osi=osi, tii=tii, hci=hci, survey=survey)
    assert 0 <= low <= 1 + 1e-12 and min(osi, tii, hci) - 1e-12 <= low <= max(osi, tii, hci) + 1e-12
    for part in ("osi", "tii", "hci"):
        parts = {"osi": osi, "tii": tii, "hci": hci}
        assert egdi(**{**parts, part: min(1.0, parts[part] + more)}, survey=survey) >= low - 1e-12


@given(members_, st.randoms(use_true_random=False))
def test_the_order_of_members_does_not_matter_for_a_part(values: np.ndarray, random: object):
    order = list(range(len(values)))
    random.shuffle(order)  # type: ignore[attr-defined]
    assume(np.ptp(((values - values.mean(axis=0)) / values.std(axis=0)).mean(axis=1)) > 1e-6)
    assert standardised_mean(values[order]) == pytest.approx(standardised_mean(values)[order])


@given(members_, st.floats(0.01, 100), st.floats(-50, 50))
def test_a_components_unit_does_not_matter(values: np.ndarray, factor: float, shift: float):
    assume(np.ptp(((values - values.mean(axis=0)) / values.std(axis=0)).mean(axis=1)) > 1e-6)
    other = values.copy()
    other[:, 0] = factor * other[:, 0] + shift
    assert standardised_mean(other) == pytest.approx(standardised_mean(values), abs=1e-6)


@given(st.lists(st.integers(0, 6), min_size=2, max_size=12))
def test_ranks_count_who_is_better(values: list[int]):
    section = cross_section("X", [Score(f"E{n}", 2020, float(value)) for n, value in enumerate(values)])
    skipping, dense = ranks(section), ranks(section, ties=Ties.DENSE)
    for n, value in enumerate(values):
        assert skipping[f"E{n}"] == 1 + sum(other > value for other in values)
        assert dense[f"E{n}"] == 1 + len({other for other in values if other > value})
        assert 0 <= place(section, f"E{n}").percentile <= 100


def test_a_printed_rank_as_percentile():
    assert published_place("X", 2020, 1, 5).percentile == 100
    assert published_place("X", 2020, 5, 5).percentile == 0


# Bounds of groups


def test_groups_at_their_bounds():
    assert [classify("EGDI", 2018, value).group for value in (0, 0.2499, 0.25, 0.4999, 0.5001, 0.75, 0.7501, 1)] == [
        "low",
        "low",
        "middle",
        "middle",
        "high",
        "high",
        "very high",
        "very high",
    ]


def test_every_edition_of_an_index_has_its_groups_from_the_top_down_to_nought():
    for index, edition in {(group.index, year) for group in groups() for year in group.editions}:
        lows = [group.low for group in groups() if group.index == index and edition in group.editions]
        assert lows == sorted(lows, reverse=True) and lows[-1] == 0 and len(set(lows)) == len(lows)


# Bad input

AZE, GEO = SurveyRow("AZE", 2018, 0.6574, 0.7292, 0.5062, 0.7369), SurveyRow("GEO", 2018, 0.6893, None, None, None)
SECTION = survey_section([AZE, GEO])


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda: survey_section([AZE, SurveyRow("GEO", 2016, 0.6108, None, None, None)]),
            "EGDI: editions 2016, 2018 in one call; rule: scores of different editions are not chained",
        ),
        (lambda: survey_section([]), "EGDI: editions none in one call"),
        (lambda: survey_section([AZE]), "EGDI 2018: 1 economy; rule: two or more"),
        (lambda: survey_section([AZE, AZE]), "EGDI 2018: AZE twice"),
        (lambda: survey_section([AZE, SurveyRow("GEO", 2018, 68.93, None, None, None)]), "index of GEO is 68.93"),
        (lambda: survey_section([AZE, SurveyRow("GEO", 2018, math.nan, None, None, None)]), "index of GEO is nan"),
        (lambda: cross_section("X", [Score("A", 1, math.nan), Score("B", 1, 2)]), "the score of A is nan"),
        (lambda: survey_section([SurveyRow("AZE", 2017, 0.5, None, None, None)]), "EGDI 2017: no such survey"),
        (lambda: egdi(osi=0.5, tii=1.2, hci=0.5, survey=2018), "EGDI 2018: TII is 1.2; rule: from 0 to 1"),
        (lambda: egdi(osi=0.5, tii=0.5, hci=math.nan, survey=2018), "HCI is nan"),
        (lambda: identity(GEO), "GEO has no OSI, TII, HCI"),
        (lambda: place(SECTION, "TUR"), "EGDI 2018 has no score of TUR: not among its economies"),
        (lambda: distance(SECTION, "AZE", []), "the group for AZE is empty"),
        (lambda: distance(SECTION, "AZE", ["AZE", "GEO"]), "rule: other economies, each once"),
        (lambda: distance(SECTION, "AZE", ["GEO", "TUR", "IRN"]), "1 of 3 have a score; rule: half of a group"),
        (lambda: published_place("X", 2020, 6, 5), "X 2020: rank 6 of 5"),
        (lambda: components(2024, "tii"), "the components of TII are not known"),
        (lambda: standardised_mean([[1, 2], [1, 3]]), "component 0 is the same for all 2 members"),
        (lambda: standardised_mean([[1, 2], [2, math.nan]]), "is missing"),
        (lambda: standardised_mean([[1, 2], [2, 3]], [1, -1]), "weights 1, -1"),
        (lambda: standardised_mean([[1, 3], [2, 2.7], [4, 2.1]]), "the means of all 3 members are equal"),
        (lambda: standardised_mean([[1, 2], [2, 1]]), "the means of all 2 members are equal"),
        (
            lambda: part_index({"AZE": {"adult_literacy": 99}}, survey=2012, part="hci"),
            "HCI 2012: AZE lacks gross_enrolment",
        ),
        (
            lambda: part_index(
                {"AZE": {"adult_literacy": 99, "gross_enrolment": 70, "schools": 1}}, survey=2012, part="hci"
            ),
            "HCI 2012: AZE has schools",
        ),
        (lambda: part_index({}, survey=2012, part="hci"), "values of shape (0,)"),
        (lambda: classify("EGDI", 2010, 0.5), "EGDI 2010 has no known groups"),
        (lambda: classify("EGDI", 2018, 0.5), "lies on the lower bound of “high”"),
        (lambda: classify("EGDI", 2018, 1.2), "a score of 1.2; rule: 0 to 1"),
        (lambda: classify("EGDI", 2018, math.nan), "a score of nan"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(ask: Callable[[], object], said: str):
    with pytest.raises(MethodError) as caught:
        ask()
    assert said in str(caught.value) and "remedy:" in str(caught.value)
