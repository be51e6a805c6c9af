"""The register of choices tells the truth: both numbers of an entry are computed anew from the panel."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from analysis import data
from analysis.assessment import judge, movement
from analysis.chapters import digital_divide, public_opinion
from analysis.chapters.editions import editions
from analysis.chapters.evidence import Evidence
from analysis.chapters.verdicts import cases, verdicts
from analysis.indicators import economies, indicator
from analysis.methods.group_gap import group_gap
from analysis.methods.inequality.kitagawa import implied_composition, kitagawa
from analysis.methods.inequality.rates import Rates
from analysis.methods.pace import compound_growth
from analysis.methods.results import MAX_AGE, Observation, Swing
from analysis.params import load
from analysis.paths import here
from analysis.strategy import BASELINE_YEAR

HIGH_INCOME_EU = [
    "AUT",
    "BEL",
    "CYP",
    "CZE",
    "DEU",
    "DNK",
    "ESP",
    "EST",
    "FIN",
    "FRA",
    "GBR",
    "GRC",
    "HRV",
    "IRL",
    "ITA",
    "LTU",
    "LUX",
    "LVA",
    "MLT",
    "NLD",
    "POL",
    "PRT",
    "SVK",
    "SVN",
    "SWE",
]
"""EU members of April 2014 that the World Bank counted as high-income economies in July 2013."""

NOT_COMPUTED = {"A3", "A18"}
"""Entries whose alternative needs figures that are not in `data/raw`; the entry says so."""

Words = Iterable[str]
CHECKS: dict[str, Callable[[Evidence], Words]] = {}


def entry(number: str) -> Callable[[Callable[[Evidence], Words]], Callable[[Evidence], Words]]:
    def keep(check: Callable[[Evidence], Words]) -> Callable[[Evidence], Words]:
        CHECKS[number] = check
        return check

    return keep


@cache
def at(year: int) -> Evidence:
    return Evidence(data.load(), load(year))


@cache
def register() -> dict[str, str]:
    text = (here().docs / "assumptions.md").read_text(encoding="utf-8")
    parts = re.split(r"^## (A\d+) · .*$", text, flags=re.MULTILINE)
    return {number: " ".join(body.split()) for number, body in zip(parts[1::2], parts[2::2], strict=True)}


def values(seen: Evidence, code: str, year: int, members: Iterable[str]) -> list[float]:
    chosen = set(members)
    return [o.value for o in seen.observations(code, economy=None, year=year) if o.economy in chosen]


def members(seen: Evidence, group: str) -> tuple[str, ...]:
    return seen.edition.group(group).members


def own(seen: Evidence, code: str, year: int, source: str | None = None, breakdown: str = "") -> float:
    (found,) = seen.observations(code, year=year, source=source, breakdown=breakdown)
    return found.value


def row(seen: Evidence, code: str, year: int, id: str) -> float:
    found = seen.observations(code, year=year, source="*", breakdown=None, part_year=True)
    return next(o.value for o in found if o.source_row.endswith(f"#{id}"))


def place(own: float, others: list[float]) -> str:
    return f"{sum(v > own for v in others) + 1} of {len(others)}"


@entry("A1")
def developed_countries(seen: Evidence) -> Words:
    oecd = members(seen, "developed")
    for code, form in (("internet_users", ".1f"), ("fixed_broadband", ".1f"), ("egdi", ".4f")):
        mine = own(seen, code, 2018)
        for group in (oecd, HIGH_INCOME_EU):
            found = values(seen, code, 2018, group)
            assert len(found) == len(group)
            yield f"{np.median(found):{form}} (gap {mine - np.median(found):{form}})".replace("-", "−")


def weighted_median(seen: Evidence, code: str, group: str) -> float:
    people = {o.economy: o.value for o in seen.observations("population", economy=None, year=2018)}
    chosen = set(members(seen, group))
    found = sorted(
        (o.value, people[o.economy]) for o in seen.observations(code, economy=None, year=2018) if o.economy in chosen
    )
    below = np.cumsum([weight for _, weight in found])
    return found[int(np.searchsorted(below, below[-1] / 2))][0]


@entry("A2")
def unweighted_median(seen: Evidence) -> Words:
    for code, group in (("internet_users", "developed"), ("fixed_broadband", "upper_middle")):
        found = values(seen, code, 2018, members(seen, group))
        yield f"median {np.median(found):.1f}, mean {np.mean(found):.1f}"
    weighted = [
        weighted_median(seen, *one) for one in (("internet_users", "developed"), ("fixed_broadband", "upper_middle"))
    ]
    yield "{:.1f} and {:.1f}".format(*weighted)


@entry("A3")
def upper_middle_income(seen: Evidence) -> Words:
    group = members(seen, "upper_middle")
    found = values(seen, "internet_users", 2018, group)
    yield f"{np.median(found):.1f} ({len(found)} of {len(group)})"


@entry("A4")
def commonwealth(seen: Evidence) -> Words:
    for group in (members(seen, "cis"), (*members(seen, "cis"), "TKM", "UKR")):
        found = values(seen, "internet_users", 2018, group)
        yield f"{np.median(found):.1f} ({len(found)} of {len(group)})"


@entry("A5")
def half_of_the_group(seen: Evidence) -> Words:
    group = members(seen, "price_sample")
    for year in (2018, 2017):
        found = values(seen, "bandwidth_per_user", year, group)
        yield f"{np.median(found):.1f} kbit/s from {len(found)} of {len(group)}"
    assert seen.level("bandwidth_per_user").gap is None
    gap = own(seen, "bandwidth_per_user", 2018) - np.median(values(seen, "bandwidth_per_user", 2018, group))
    yield f"gap of −{-gap:.1f}"


@entry("A6")
def price_sample(seen: Evidence) -> Words:
    for code in ("price_fixed_gni", "price_mobile_gni"):
        for group in ("price_sample", "developed"):
            found = values(seen, code, 2018, members(seen, group))
            yield f"{np.median(found):.2f} % ({len(found)} of {len(members(seen, group))})"


@entry("A7")
def quartiles(seen: Evidence) -> Words:
    for group in ("developed", "neighbours"):
        found = values(seen, "internet_users", 2018, members(seen, group))
        for method in ("linear", "weibull"):
            low, high = np.quantile(found, [0.25, 0.75], method=method)  # type: ignore[call-overload]
            yield f"{low:.1f}–{high:.1f}"


@entry("A8")
def greatest_age(seen: Evidence) -> Words:
    assert MAX_AGE == 2
    fresh = ("internet_users", "fixed_broadband", "coverage_4g", "egdi", "gci", "secure_servers", "wgi_voice")
    assert {o.ref_year for code in fresh if (o := seen.latest(code))} == {2018}
    tiers = [("broadband_speed", f"speed={tier}") for tier in ("256k-2M", "2M-10M", "10M+")]
    for code, breakdown in (("coverage_3g", ""), ("coverage_4g", ""), *tiers):
        newest = at(2020).latest(code, breakdown=breakdown)
        assert newest is not None and newest.age(2020) == MAX_AGE
    yield "the two coverage series and the three speed tiers"


@entry("A9")
def baseline(seen: Evidence) -> Words:
    for code in ("internet_users", "fixed_broadband"):
        for year in (2013, 2014):
            yield f"{own(seen, code, 2018) - own(seen, code, year):+.1f} since {year}".replace("-", "−")
    assert not [o for o in seen.observations("account") if o.ref_year == 2013]
    yield f"{own(seen, 'account', 2017) - own(seen, 'account', 2014):+.1f} points".replace("-", "−")


@entry("A10")
def break_of_2013(seen: Evidence) -> Words:
    for year in (2013, 2012):
        yield f"{own(seen, 'internet_users', 2018) - own(seen, 'internet_users', year):+.1f} points since {year}"


@entry("A11")
def revised_series(seen: Evidence) -> Words:
    now = own(seen, "internet_users", 2018)
    for then in (own(seen, "internet_users", 2013), row(seen, "internet_users", 2013, "AZF-0310")):
        yield f"{now - then:+.1f} points from {then:.0f} %"
    wide = own(seen, "bandwidth_total", 2018)
    for then in (own(seen, "bandwidth_total", 2013), row(seen, "bandwidth_total", 2013, "AZF-0270")):
        yield f"{compound_growth(then, wide, 5):.1f} % a year from {then:.0f} Gbit/s"


@entry("A12")
def breaks_refuse_pace(seen: Evidence) -> Words:
    for code in ("price_fixed_gni", "secure_servers"):
        assert seen.level(code).pace is None
    fall = own(seen, "price_fixed_gni", 2018) - own(seen, "price_fixed_gni", 2013)
    yield f"{fall:+.2f} points".replace("-", "−")
    servers = [own(seen, "secure_servers", year) for year in (2013, 2018)]
    yield f"{compound_growth(*servers, 5):.0f} % a year"


@entry("A13")
def today_s_vintage(seen: Evidence) -> Words:
    now = [own(seen, "internet_users", year) for year in (2013, 2014)]
    then = [row(seen, "internet_users", 2013, "AZF-0312"), row(seen, "internet_users", 2014, "AZF-0314")]
    for first, second in (now, then):
        yield f"{second:.1f} % in 2014, {second - first:+.1f} points in the year"


@entry("A14")
def preferred_source(seen: Evidence) -> Words:
    for source in ("wdi", "itu_datahub"):
        found = seen.observations("internet_users", economy=None, year=2018, source=source)
        real = [o.value for o in found if economies()[o.economy] != "aggregate"]
        share = own(seen, "internet_users", 2018, source)
        yield f"{share:.1f} %, place {place(share, real)}"


@entry("A15")
def same_year(seen: Evidence) -> Words:
    newest: dict[str, Observation] = {}
    for o in seen.observations("internet_users", economy=None):
        if economies()[o.economy] != "aggregate" and o.ref_year >= 2018 - MAX_AGE:
            newest[o.economy] = o
    for found in ([o for o in newest.values() if o.ref_year == 2018], list(newest.values())):
        yield place(newest["AZE"].value, [o.value for o in found])


@entry("A16")
def ranks_of_the_cybersecurity_index(seen: Evidence) -> Words:
    for point in editions(seen, ("gci", "gci_100"), since=2014, rank="gci_rank").points:
        scores = [point.score.value, *(o.value for o in point.standing.others)]
        dense = len({v for v in scores if v > point.score.value}) + 1
        assert point.official_rank is not None
        printed = f"{point.official_rank.value:.0f}"
        yield f"| {point.score.ref_year} | {place(point.score.value, scores)} | {dense} | {printed} |"


@entry("A17")
def common_economies(seen: Evidence) -> Words:
    index = editions(seen, ("gci", "gci_100"), since=2014).points
    capital = editions(seen, "hci", since=2010).points
    for point in (index[-1], next(p for p in capital if p.score.ref_year == 2012)):
        yield f"{point.standing.rank} of {point.standing.n}"
        yield f"{point.common.rank} of {point.common.n}"


@entry("A18")
def percentiles_of_governance(seen: Evidence) -> Words:
    for year in (2013, 2018):
        yield f"{own(seen, 'wgi_effectiveness', year):.1f} in {year}"


@entry("A19")
def scores_of_editions(seen: Evidence) -> Words:
    yield f"{own(seen, 'egdi', 2018) - own(seen, 'egdi', 2012):+.3f}"
    for year in (2012, 2018):
        centre = np.median(values(seen, "egdi", year, members(seen, "developed")))
        yield f"{centre - own(seen, 'egdi', year):.3f} in {year}"


@entry("A20")
def excluded_zeros(seen: Evidence) -> Words:
    found = seen.place("egdi", 2012)
    assert found is not None
    worse = round(found.percentile / 100 * (found.n - 1))
    yield f"place {found.rank} of {found.n}, {found.percentile:.1f} % behind"
    yield f"place {found.rank} of {found.n + 3}, {(worse + 3) / (found.n + 2) * 100:.1f} % behind"


@entry("A21")
def three_measures_of_a_gap(seen: Evidence) -> Words:
    for year in (2013, 2018):
        (high,) = seen.observations("internet_weekly", year=year, breakdown="age=16-74;sex=male")
        (low,) = seen.observations("internet_weekly", year=year, breakdown="age=16-74;sex=female")
        gap = group_gap(high, low)
        yield f"{gap.difference:.1f} points and an odds ratio of {gap.odds_ratio:.2f} in {year}"


@entry("A22")
def one_profile_of_skills(seen: Evidence) -> Words:
    totals = {o.breakdown for o in seen.observations("ict_skills", breakdown=None) if "sex=" not in o.breakdown}
    grown = [
        own(seen, "ict_skills", 2018, breakdown=b) / own(seen, "ict_skills", 2014, breakdown=b) - 1 for b in totals
    ]
    assert len(grown) == 9
    twelve = [g for g in grown if 0.12 < g < 0.13]
    yield f"{len(twelve)} of the nine"
    yield f"{min(twelve) * 100:.1f} to {max(twelve) * 100:.1f} %"


@entry("A23")
def no_interval(seen: Evidence) -> Words:
    share = own(seen, "account", 2017)
    yield f"{share:.1f} %"
    yield f"±{1.96 * (share * (100 - share) / 1000) ** 0.5:.1f} points"

    account = next(row for row in public_opinion.last_answers(at(2014)).rows if row.observation.indicator == "account")
    assert account.interval is not None
    yield f"{account.interval.ci_low:.1f}–{account.interval.ci_high:.1f} %"


@entry("A24")
def screening_threshold(seen: Evidence) -> Words:
    screening = importlib.import_module("analysis.data.screen")
    flags = {}
    for deviations in (3.0, 4.0, 5.0):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(screening, "ROBUST_DEVIATIONS", deviations)
            flags[deviations] = data.screen(data.load())
    yield f"{len(flags[4.0])} flags; at three {len(flags[3.0])}, at five {len(flags[5.0])}"
    yield f"at three, {len(data.unanswered(flags[3.0]))} flags would still want an answer"


@entry("A25")
def gaps_in_points_and_odds(seen: Evidence) -> Words:
    name = "smaller_gap_sex_weekly"
    found = next(v for v in verdicts(seen) if v.target == name)
    assert found.why_not is not None
    yield f"{found.outcome.value}, {found.why_not.value}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(movement, "_odds_say_otherwise", lambda *_: False)
        alone = next(v for v in verdicts(seen) if v.target == name)
    yield f"{alone.outcome.value}, from {alone.baseline_value:.1f} to {alone.judged_value:.1f}"


@entry("A26")
def swing_of_a_place(seen: Evidence) -> Words:
    name = "more_effective_government"
    found = next(case for case in cases(seen) if case.rule.target == name)
    since = tuple(s for s in found.evidence.standings if s.observation.ref_year >= BASELINE_YEAR)
    alone = replace(found, evidence=replace(found.evidence, standings=since))
    before, now = judge(found), judge(alone)
    assert before.usual is not None and now.usual is not None
    yield f"{before.usual.change:.1f} points up, within the usual {before.usual.bound:.1f}"
    yield f"would be {now.usual.bound:.1f}"
    assert (before.swing, now.swing) == (Swing.WITHIN, Swing.BEYOND)


@entry("A27")
def sizes_of_groups(seen: Evidence) -> Words:
    later = at(2019)
    found = next(row for row in digital_divide.growth(later).rows if "residence=" in row.now.high.breakdown)
    years = (found.since.high.ref_year, found.now.high.ref_year)
    rates = [Rates("7+", {"urban": gap.high.value, "rural": gap.low.value}) for gap in (found.since, found.now)]
    yield f"{100 * implied_composition(rates[0], found.totals[0].value)['rural']:.1f} % rural by the total"
    yield f"{found.change:+.1f} points, of them {abs(found.composition):.1f} from people moving"
    rural = {o.ref_year: o.value / 100 for o in later.observations("rural_population")}
    sizes = [{"urban": 1 - rural[year], "rural": rural[year]} for year in years]
    other = kitagawa(rates[1], sizes[1], rates[0], sizes[0])
    yield f"rural share ({100 * rural[years[0]]:.1f} %)"
    yield f"would make {other.difference:+.1f} points"
    yield f"of them {other.composition:.1f} from people moving"


@entry("A28")
def margin_of_a_gap(seen: Evidence) -> Words:
    found = next(m for m in digital_divide.measures(seen).rows if (m.indicator, m.key) == ("account", "sex"))
    assert found.since is not None
    shares = [o.value for gap in (found.since, found.now) for o in (gap.high, gap.low)]
    yield f"±{1.96 * sum(share * (100 - share) / 500 for share in [sum(shares) / 4] * 4) ** 0.5:.1f} points"
    assert (found.margin, indicator("internet_weekly").gap_margin) == (8, 2)
    yield f"{found.since.difference:.1f} to {found.now.difference:.1f} points, {found.movement}"
    yield f"would be called {replace(found, margin=None).movement}"


@pytest.mark.parametrize("number", CHECKS)
def test_both_numbers_of_a_choice_are_computed(number: str):
    told = register()[number]
    expected = list(CHECKS[number](at(2018)))
    assert expected
    for words in expected:
        assert words in told, f"{number} in docs/assumptions.md should say {words!r}"


def test_every_choice_is_checked_and_dated():
    assert set(register()) == set(CHECKS)
    for number, told in register().items():
        assert re.search(r"\*\*\d{4}-\d{2}-\d{2}\.\*\*", told), f"{number} has no date"
        assert "**Otherwise:**" in told, f"{number} does not say what the result would be otherwise"
        assert ("not computed here" in told) == (number in NOT_COMPUTED), number
