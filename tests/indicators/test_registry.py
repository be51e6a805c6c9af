"""The registry: complete, consistent with the other rooms' tables, and true of the figures it describes."""

from __future__ import annotations

import pandas as pd
import pytest
from pydantic import ValidationError

from analysis import data
from analysis.data.screen import KINDS, unanswered
from analysis.errors import RegistryError
from analysis.indicators import Indicator, Kind, indicator, registry, series, sources
from analysis.strategy import clauses

CODES = list(registry())

SHORT = 28
"""What fits over a small panel and into a row's head on a phone."""


@pytest.mark.parametrize("code", CODES)
def test_an_entry_fits_its_places(code: str) -> None:
    known = registry()[code]
    assert len(known.short.az) <= SHORT and len(known.short.en) <= SHORT
    assert known.source in sources()
    assert set(known.clauses) <= set(clauses())
    assert 0 <= known.decimals <= 4


def test_short_names_tell_indicators_apart() -> None:
    for lang in ("az", "en"):
        shorts = [known.short[lang] for known in registry().values()]
        assert len(set(shorts)) == len(shorts)


@pytest.mark.parametrize("code", CODES)
def test_kind_unit_and_bounds_agree(code: str) -> None:
    known = registry()[code]
    if known.kind is Kind.SHARE:
        assert (known.unit, known.lower, known.upper) == ("percent", 0, 100)
    if known.unit.startswith("index_"):
        low, high = known.unit.removeprefix("index_").split("_")
        assert (known.kind, known.lower, known.upper) == (Kind.INDEX, int(low), int(high))
    if known.unit == "rank":
        assert (known.kind, known.direction, known.lower, known.decimals) == (Kind.INDEX, -1, 1, 0)
    if known.kind is Kind.PRICE:
        assert known.direction == -1
    if known.kind is Kind.COUNT:
        assert known.unit in {"count", "million"}
    if known.log_scale:
        assert known.upper is None and known.kind in {Kind.LEVEL, Kind.RATE}


def test_only_the_forum_is_restricted_and_only_azerbaijani_bodies_report_on_themselves() -> None:
    assert {k.code for k in registry().values() if k.restricted} == {"nri", "nri_rank"}
    assert all((k.source == "wef_restricted") is k.restricted for k in registry().values())
    assert {k.source for k in registry().values() if k.self_reported} == {"azerbaijan"}
    assert all(
        k.self_reported for k in registry().values() if k.code.startswith(("portal_", "asan_", "esign_", "cert_"))
    )


def test_enrolment_may_exceed_a_hundred_and_growth_may_be_negative(panel: pd.DataFrame) -> None:
    for code in ("secondary_enrolment", "tertiary_enrolment"):
        assert (registry()[code].unit, registry()[code].lower, registry()[code].upper) == ("percent", 0, None)
        assert panel.loc[panel["indicator"] == code, "value"].max() > 100
    assert registry()["ict_growth"].lower is None


def test_the_sectors_three_bases_stay_apart() -> None:
    """Income (ministry), value of services (committee) and volume in dollars (strategy) are never one indicator."""
    feeds = {row.series: row.indicator for row in series() if row.source == "azerbaijan"}
    bases = ("ict_income_azn", "ict_services_value_azn", "ict_sector_volume_usd")
    codes = [feeds[base] for base in bases]
    assert len(set(codes)) == 3
    assert [[s for s, i in feeds.items() if i == code] for code in codes] == [[base] for base in bases]
    assert [registry()[code].unit for code in codes] == ["million_azn", "million_azn", "billion_usd"]


def test_breaks_come_in_order_once_a_year() -> None:
    for known in registry().values():
        years = [b.year for b in known.breaks]
        assert years == sorted(set(years)), known.code


@pytest.mark.parametrize(
    ("code", "years"),
    [
        ("internet_users", [2013]),
        ("internet_weekly", [2013]),
        ("secure_servers", [2016, 2017]),
        ("price_fixed_gni", [2018]),
        ("households_internet", [2015]),
        ("mobile_owners", [2017]),
        ("internet_freedom", [2019]),
        ("epi", [2022]),
        ("cert_requests", [2022]),
        ("ict_services_exports", [2008]),
        ("firms_computers", [2017]),
        ("firms_internet", [2017]),
        ("firms_website", [2017]),
        ("b2c_index", [2017]),
        ("gii", [2022]),
        ("ict_graduates", [2018]),
        ("secondary_enrolment", [2018, 2020]),
        ("pupils_per_computer", [2020]),
    ],
)
def test_the_known_breaks_are_registered(code: str, years: list[int]) -> None:
    assert [b.year for b in registry()[code].breaks] == years


def test_breaks_between_leaves_out_the_start_and_takes_the_end() -> None:
    known = registry()["secure_servers"]
    assert [b.year for b in known.breaks_between(2016, 2017)] == [2017]
    assert [b.year for b in known.breaks_between(2013, 2016)] == [2016]
    assert known.breaks_between(2017, 2024) == ()


def test_every_indicator_is_fed_by_its_preferred_source() -> None:
    fed = {(row.indicator, row.source) for row in series()}
    assert {(known.code, known.source) for known in registry().values()} <= fed


@pytest.mark.parametrize("code", CODES)
def test_values_keep_the_natural_bounds(code: str, panel: pd.DataFrame) -> None:
    known, values = registry()[code], panel.loc[panel["indicator"] == code, "value"]
    if values.empty:
        assert sources()[known.source].optional, "only figures of an optional source may be absent"
        return
    assert known.lower is None or values.min() >= known.lower
    assert known.upper is None or values.max() <= known.upper


def test_a_break_lies_inside_the_series_it_breaks(panel: pd.DataFrame) -> None:
    for code, rows in panel.groupby("indicator"):
        for b in registry()[str(code)].breaks:
            assert rows["ref_year"].min() < b.year <= rows["ref_year"].max(), code


def test_every_flag_of_the_screening_is_answered(panel: pd.DataFrame) -> None:
    flags = data.screen(panel)
    assert not flags.empty
    assert unanswered(flags).empty


def test_no_answer_without_a_flag(panel: pd.DataFrame) -> None:
    flags = data.screen(panel)
    raised = set(zip(flags["indicator"], flags["kind"], strict=True))
    answered = {(k.code, flag) for k in registry().values() for entry in k.screening for flag in entry.flags}
    assert answered <= raised
    assert {flag for _, flag in answered} <= set(KINDS)


def test_ict_skills_count_as_one_observation_a_year() -> None:
    (entry,) = registry()["ict_skills"].screening
    assert entry.answer == "used with a note" and "one observation a year" in entry.note.en


def test_an_unknown_code_is_named() -> None:
    with pytest.raises(RegistryError, match=r"indicator 'internet_user'.*docs/codebook\.md"):
        indicator("internet_user")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"lower": 100, "upper": 0}, "lower must be below upper"),
        ({"clauses": ()}, "at least one clause"),
        ({"direction": 2}, "direction"),
        ({"kind": "ratio"}, "kind"),
        ({"name": {"az": "ad"}}, "name.en"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_a_wrong_entry_is_refused(change: dict[str, object], message: str) -> None:
    entry = registry()["internet_users"].model_dump() | change
    with pytest.raises(ValidationError, match=message.replace(".", r"\.")):
        Indicator.model_validate(entry)
