"""The ICT Development Index of 2009 to 2017: the worked box, partial sets, and what must hold for any input."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from raw_tables import bandwidth

from analysis.errors import MethodError, RegistryError
from analysis.indices.goalposts import Goalpost, goalposts, known_goalposts
from analysis.indices.idi import PARTS, SHARES, Part, constant_goalposts, idi, normalise
from analysis.indices.status import Status
from analysis.indices.tables import read_rows

KOREA = {
    "fixed_telephone": 59.2,
    "mobile_subscriptions": 105.4,
    "bandwidth_bits_per_user": 11_878.4,
    "households_computer": 82.0,
    "households_internet": 97.0,
    "internet_users": 84.0,
    "fixed_broadband": 36.6,
    "mobile_broadband": 91.0,
    "adult_literacy": 97.9,
    "secondary_enrolment": 102.0,
    "tertiary_enrolment": 99.0,
}
"""ITU (2011), annex 1, box 1.2."""

EDITIONS = sorted({post.edition for post in known_goalposts()})


# The worked box


@pytest.mark.parametrize(
    ("mobile", "access", "index"),
    # printed in the methodology to the third and second decimal
    [(170, 8.289, 8.44), (180, 8.220, 8.41)],
)
def test_koreas_worked_box(mobile: int, access: float, index: float):
    found = idi(KOREA, posts=goalposts(2011, chosen={"mobile_subscriptions": mobile}))
    assert found.access.value == pytest.approx(access, abs=0.0005)
    assert found.use.value == pytest.approx(7.867, abs=0.0005)
    assert found.skills.value == pytest.approx(9.897, abs=0.0005)
    assert found.value == pytest.approx(index, abs=0.005)
    assert found.reason == ""


def test_the_printed_index_speaks_for_one_of_the_two_goalposts():
    def off(mobile: int) -> float:
        found = idi(KOREA, posts=goalposts(2011, chosen={"mobile_subscriptions": mobile})).value
        assert found is not None
        return abs(found - 8.40)

    assert off(180) < 0.02 < off(170)


def test_by_hand_in_numpy():
    reference = np.array([60, 180, 280_377, 100, 100, 100, 60, 100, 100, 100, 100])
    values = np.array(list(KOREA.values()))
    shares = np.minimum(1, values / reference)
    shares[2] = np.log(values[2]) / np.log(reference[2])
    weights = np.array([0.4 / 5] * 5 + [0.4 / 3] * 3 + [0.2 / 3] * 3)
    found = idi(KOREA, posts=goalposts(2011, chosen={"mobile_subscriptions": 180}))
    assert found.value == pytest.approx(10 * weights @ shares)


# Azerbaijan's partial sets

EDITION_2016 = {
    "fixed_telephone": 18.7,
    "mobile_subscriptions": 111.3,
    "households_computer": 62.4,
    "households_internet": 76.7,
}
EDITION_2015 = {
    "fixed_telephone": 18.87,
    "mobile_subscriptions": 110.9,
    "households_computer": 51.7,
    "households_internet": 54.6,
    "internet_users": 61.0,
    "fixed_broadband": 20.0,
    "mobile_broadband": 47.0,
}


def test_the_set_of_2016_says_what_it_lacks():
    found = idi(EDITION_2016, posts=goalposts(2016))
    assert found.value is None and found.access.value is None
    assert found.access.lacking == ("bandwidth_bits_per_user",)
    assert found.skills.lacking == ("mean_schooling", "secondary_enrolment", "tertiary_enrolment")
    assert found.reason.startswith("access lacks bandwidth_bits_per_user; use lacks internet_users, fixed_broadband")
    assert [round(score, 4) for score in found.scores.values()] == [0.3117, 0.9275, 0.624, 0.767]


def test_the_bandwidth_that_the_printed_access_implies_is_the_one_in_the_data():
    scores = idi(EDITION_2016, posts=goalposts(2016)).scores
    missing = 6.78 * 5 / 10 - math.fsum(scores.values())
    assert missing == pytest.approx(0.760, abs=0.0005)
    # the printed 6.78 ± 0.005 and inputs of one decimal leave the score ±0.005, which is a factor of 10^0.03
    implied = 976_696**missing
    assert implied == pytest.approx(35_500, rel=0.01)
    assert bandwidth(2015) == pytest.approx(implied, rel=10**0.03 - 1)


def test_the_set_of_2015_gives_its_use():
    found = idi(EDITION_2015, posts=goalposts(2015))
    assert found.use.value == pytest.approx(10 * (0.61 + 20 / 60 + 0.47) / 3)
    assert found.value is None and found.access.value is None and found.skills.value is None
    assert "adult_literacy" in found.skills.lacking and "mean_schooling" not in found.skills.lacking


def test_the_countrys_series_give_use_and_no_index(panel: pd.DataFrame):
    own = panel[(panel["economy"] == "AZE") & (panel["breakdown"] == "") & (panel["period"] == "")]
    sources = {
        "fixed_telephone": "wdi",
        "mobile_subscriptions": "wdi",
        "internet_users": "wdi",
        "fixed_broadband": "wdi",
        "mobile_broadband": "azerbaijan/itu",
        "households_computer": "azerbaijan/itu",
        "households_internet": "azerbaijan/itu",
        "secondary_enrolment": "wdi",
        "tertiary_enrolment": "wdi",
    }
    inputs: dict[int, dict[str, float]] = {year: {} for year in range(2014, 2018)}
    for indicator, source in sources.items():
        rows = own[(own["indicator"] == indicator) & (own["source"] == source) & own["ref_year"].isin(inputs)]
        for year, value in zip(rows["ref_year"], rows["value"], strict=True):
            inputs[year][indicator] = value
    found = constant_goalposts(inputs, posts=goalposts(2017))
    assert dict(found.values) == {} and sorted(found.reasons) == [2014, 2015, 2016, 2017]
    assert [year for year, index in found.years.items() if index.use.value is not None] == [2014, 2016, 2017]
    assert all("mean_schooling" in reason for reason in found.reasons.values())


# One set of goalposts for all years

FULL = {"mean_schooling": 10.5, **{name: value for name, value in KOREA.items() if name != "adult_literacy"}}


def test_a_constant_index_has_the_years_that_are_complete():
    short = {name: value for name, value in FULL.items() if name != "tertiary_enrolment"}
    found = constant_goalposts({2016: FULL, 2014: FULL, 2015: short}, posts=goalposts(2017))
    assert list(found.values) == [2014, 2016] and found.values[2014] == found.values[2016]
    assert dict(found.reasons) == {2015: "skills lacks tertiary_enrolment"} and found.edition == 2017


def test_a_year_more_changes_no_earlier_one():
    before = constant_goalposts({2014: FULL}, posts=goalposts(2016))
    after = constant_goalposts({2014: FULL, 2015: {**FULL, "internet_users": 99}}, posts=goalposts(2016))
    assert after.values[2014] == before.values[2014] < after.values[2015]


def test_another_editions_goalposts_are_another_index():
    # methodology, 1.1: 35 000 bit/s per user score 0.759 or 0.717
    found = [normalise("bandwidth_bits_per_user", 35_000, reference=post) for post in (962_216, 2_158_212)]
    assert found == pytest.approx([0.759, 0.717], abs=0.0005)
    assert goalposts(2015).reference("bandwidth_bits_per_user") == 962_216
    assert goalposts(2017).reference("bandwidth_bits_per_user") == 2_158_212


# What must hold for any input

values_ = st.fixed_dictionaries(
    {
        name: st.floats(1, 1e7) if name.startswith("bandwidth") else st.floats(0, 100 if name in SHARES else 150)
        for name in FULL
    }
)


@given(values_)
def test_the_index_lies_between_nought_and_ten_and_adds_up(inputs: dict[str, float]):
    found = idi(inputs, posts=goalposts(2017))
    parts = [found.access.value, found.use.value, found.skills.value]
    assert all(part is not None and 0 <= part <= 10 + 1e-12 for part in parts)
    assert found.value is not None and 0 <= found.value <= 10 + 1e-12
    own = sum(part.weight * value for part, value in zip(Part, parts, strict=True) if value is not None)
    assert found.value == pytest.approx(own)


@given(values_, st.sampled_from(sorted(FULL)), st.floats(0, 50))
def test_more_of_an_indicator_never_lowers_the_index(inputs: dict[str, float], indicator: str, more: float):
    top = 100.0 if indicator in SHARES else math.inf
    better = {**inputs, indicator: min(top, inputs[indicator] + more)}
    low, high = (idi(given, posts=goalposts(2017)).value for given in (inputs, better))
    assert low is not None and high is not None and high >= low - 1e-12


@given(values_, st.permutations(sorted(FULL)))
def test_the_order_of_inputs_does_not_matter(inputs: dict[str, float], order: list[str]):
    turned = {name: inputs[name] for name in order}
    assert idi(turned, posts=goalposts(2017)).value == idi(inputs, posts=goalposts(2017)).value


@given(values_, st.sets(st.sampled_from(sorted(FULL)), min_size=1))
def test_no_index_without_all_inputs_and_never_a_nan(inputs: dict[str, float], gone: set[str]):
    found = idi({name: value for name, value in inputs.items() if name not in gone}, posts=goalposts(2017))
    assert found.value is None
    lacking = {name for part in (found.access, found.use, found.skills) for name in part.lacking}
    assert lacking == gone and all(name in found.reason for name in gone)
    for part in (found.access, found.use, found.skills):
        assert (part.value is None) is bool(part.lacking)


def test_all_at_their_goalposts_is_ten_and_beyond_them_no_more():
    posts = goalposts(2016)
    full = {name: posts.reference(name) for name in posts.posts}
    assert idi(full, posts=posts).value == pytest.approx(10)
    beyond = {name: value if name in SHARES else 3 * value for name, value in full.items()}
    assert idi(beyond, posts=posts).value == pytest.approx(10)


def test_under_one_bit_a_second_scores_nothing():
    assert normalise("bandwidth_bits_per_user", 0.5, reference=1e6) == 0


# The table of goalposts


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_edition_has_eleven_indicators(edition: int):
    posts = goalposts(edition).posts
    skills = {"adult_literacy"} if edition <= 2015 else {"mean_schooling"}
    others = {name for names in PARTS.values() for name in names} - {"adult_literacy", "mean_schooling"}
    assert set(posts) == others | skills
    assert len([post for post in known_goalposts() if post.edition == edition]) == 11


def test_what_is_unsure_has_no_reference():
    unsure = {(post.edition, post.indicator, post.status) for post in known_goalposts() if post.reference is None}
    assert unsure == {
        (2011, "mobile_subscriptions", Status.CONTRADICTORY),
        (2012, "mobile_subscriptions", Status.UNKNOWN),
        (2013, "mobile_subscriptions", Status.UNKNOWN),
    }


def test_the_other_goalposts_are_those_of_the_method():
    mobile = {2009: 150, 2014: 120, 2015: 120, 2016: 120, 2017: 120}
    sixty = {"fixed_telephone", "fixed_broadband"}
    for post in known_goalposts():
        if post.indicator == "mobile_subscriptions":
            assert post.reference == mobile.get(post.edition)
        elif not post.indicator.startswith("bandwidth"):
            expected = 60 if post.indicator in sixty else 15 if post.indicator == "mean_schooling" else 100
            assert post.reference == expected, (post.edition, post.indicator)


def test_the_printed_logarithms_are_those_of_the_goalposts():
    printed = {2009: 5.00, 2011: 5.45, 2012: 5.61, 2013: 5.61, 2014: 5.90, 2015: 5.98, 2016: 5.99, 2017: 6.33}
    for edition, logarithm in printed.items():
        # two decimals are printed
        found = math.log10(goalposts(edition).reference("bandwidth_bits_per_user"))
        assert found == pytest.approx(logarithm, abs=0.005), edition


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("2016,mobile_subscriptions,,,read,", "a reference unless unknown"),
        ("2016,mobile_subscriptions,120,,contradictory,", "a reference unless unknown"),
        ("2016,mobile_subscriptions,,,contradictory,", "candidates if contradictory"),
        ("2016,mobile_subscriptions,-120,,read,", "greater than 0"),
        ("2016,mobile_subscriptions,120,,perhaps,", "status"),
        ("x,mobile_subscriptions,120,,read,", "edition"),
    ],
)
def test_an_unsound_line_of_the_table_is_named(line: str, said: str):
    text = f"edition,indicator,reference,candidates,status,note\n{line}\n"
    with pytest.raises(RegistryError, match="goalposts line 2") as caught:
        read_rows(text, Goalpost, place="goalposts")
    assert said in str(caught.value)


# Bad input


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (
            lambda: idi({"mobile_subscriptions": 105}, posts=goalposts(2011)),
            "IDI 2011: the goalpost of mobile_subscriptions is 180 or 170",
        ),
        (
            lambda: idi({"mobile_subscriptions": 105}, posts=goalposts(2012)),
            "IDI 2012: the goalpost of mobile_subscriptions is not known (somewhere from 180 to 190)",
        ),
        (lambda: goalposts(2010), "IDI 2010: its goalposts are not known"),
        (lambda: goalposts(2023), "the index from 2023 is another one and is not chained"),
        (
            lambda: goalposts(2011, chosen={"mobile_subscriptions": 175}),
            "175 chosen as the goalpost of mobile_subscriptions; rule: a choice is among the values that contradicting "
            "sources give: 180, 170",
        ),
        (lambda: goalposts(2016, chosen={"mobile_subscriptions": 150}), "none contradict each other here"),
        (lambda: goalposts(2012, chosen={"mobile_subscriptions": 185}), "none contradict each other here"),
        (lambda: idi({"adult_literacy": 99}, posts=goalposts(2016)), "IDI 2016 has no indicator adult_literacy"),
        (lambda: idi({"mean_schooling": 10}, posts=goalposts(2015)), "IDI 2015 has no indicator mean_schooling"),
        (lambda: idi({"bandwidth": 10}, posts=goalposts(2016)), "IDI 2016 has no indicator bandwidth;"),
        (lambda: idi({"internet_users": 101}, posts=goalposts(2016)), "internet_users is 101; rule: a share"),
        (lambda: idi({"fixed_telephone": -1}, posts=goalposts(2016)), "fixed_telephone is -1; rule: a number"),
        (lambda: idi({"fixed_telephone": math.nan}, posts=goalposts(2016)), "fixed_telephone is nan"),
        (lambda: idi({"bandwidth_bits_per_user": 0}, posts=goalposts(2016)), "bandwidth_bits_per_user of 0 against"),
        (lambda: constant_goalposts({}, posts=goalposts(2016)), "no year"),
    ],
)
def test_what_cannot_be_done_is_one_sentence(ask: Callable[[], object], said: str):
    with pytest.raises(MethodError) as caught:
        ask()
    assert said in str(caught.value) and "remedy:" in str(caught.value)


def test_a_goalpost_that_is_not_needed_is_not_missed():
    found = idi({"internet_users": 50, "fixed_broadband": 30, "mobile_broadband": 50}, posts=goalposts(2012))
    assert found.use.value == pytest.approx(5)
