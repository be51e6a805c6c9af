"""Targets: the strategy's numbers are read as it prints them, and an entry that breaks a rule is refused."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pytest

from analysis import params
from analysis.errors import RegistryError
from analysis.indicators import registry, series
from analysis.strategy import (
    STRATEGY_YEARS,
    ClauseKind,
    Relation,
    SetBy,
    Target,
    TargetKind,
    baselines,
    clause,
    clauses,
    targets,
    targets_of,
    timeline,
)
from analysis.strategy.targets import read_targets

TARGETS = list(targets())


def test_the_numbers_are_those_of_the_text() -> None:
    numbers = {
        name: (target.clause, target.value, target.unit, target.year)
        for name, target in targets().items()
        if target.value is not None
    }
    assert numbers == {
        "sector_volume_fourfold": ("1", 4 * 1.9, "billion_usd", 2024),
        "sector_volume_upper": ("1", 4.5 * 1.9, "billion_usd", 2024),
        "digital_tv_coverage": ("7.2.3", 100, "percent", 2020),
        "schools_broadband": ("16.1.14", 100, "percent", 2020),
        "specialists_demand": ("16.1.16", 100, "percent", 2020),
        "price_below_5_percent_of_wage": ("2", 5, "percent_wage", 2015),
        "price_below_5_percent_of_income": ("2", 5, "percent_gni", 2015),
    }


def test_the_kinds_follow_the_text() -> None:
    kinds = {kind: [t.id for t in targets().values() if t.kind is kind] for kind in TargetKind}
    assert len(kinds[TargetKind.NUMERIC]) == 5
    assert kinds[TargetKind.THRESHOLD] == ["price_below_5_percent_of_wage", "price_below_5_percent_of_income"]
    assert all(targets()[name].set_by is SetBy.ITU for name in kinds[TargetKind.THRESHOLD])
    assert {targets()[name].clause for name in kinds[TargetKind.BENCHMARK]} == {"16.1.2"}


@pytest.mark.parametrize("kind", [ClauseKind.MEASURE, ClauseKind.RESULT])
def test_every_measure_and_result_has_a_target(kind: ClauseKind) -> None:
    assert not [n for n, known in clauses().items() if known.kind is kind and not targets_of(n)]


@pytest.mark.parametrize("name", TARGETS)
def test_a_target_says_how_it_is_read(name: str) -> None:
    target = targets()[name]
    assert target.definition.az.endswith(".") and target.definition.en.endswith(".")
    assert target.definition.az != target.definition.en
    if target.indicator is not None:
        assert target.direction in {-1, 1}
        assert target.unit == registry()[target.indicator].unit
        assert target.relation is not None
        assert (target.difference is not None) or target.relation is Relation.MEASURES
    if target.kind is TargetKind.MILESTONE:
        for number in (target.clause, *target.also):
            assert set(target.events) <= set(clause(number).events), number


def test_definitions_name_no_year_but_those_of_the_text() -> None:
    printed = {2013, 2014, 2015, 2024}  # baseline, signing, ITU's year, ten years after the signing
    for name, target in targets().items():
        texts = [text for text in (target.definition, target.difference, target.sought) if text is not None]
        found = {int(y) for text in texts for y in re.findall(r"\b20\d\d\b", text.az + text.en)}
        assert found <= printed, name


def test_groups_are_peer_groups() -> None:
    groups = {target.group for target in targets().values()} - {None}
    assert groups == {"developed"}
    assert groups <= set(params.peer_groups())


def test_no_target_rests_on_the_rescaled_skills() -> None:
    assert "ict_skills" not in {target.indicator for target in targets().values()}


def test_the_schools_are_read_by_level_on_a_proxy() -> None:
    target = targets()["schools_broadband"]
    assert target.relation is Relation.PROXY
    assert len(target.breakdowns) == 3
    assert target.difference is not None and "any speed" in target.difference.en
    assert [t.id for t in targets_of("11.2.1")] == ["schools_broadband"]


def test_one_proxy_among_its_clauses_makes_a_target_a_proxy() -> None:
    target = targets()["more_services_on_portal"]
    measured, proxied = clause("10.2.6"), clause("10.2.2")
    relations = {n.id: [i.relation for i in n.series if "portal_services" in i.codes] for n in (measured, proxied)}
    assert relations == {"10.2.6": [Relation.MEASURES], "10.2.2": [Relation.PROXY]}
    assert target.relation is Relation.PROXY


GOOD = """
more_users:
  clause: "16.1.1"
  kind: direction
  indicator: internet_users
  definition: {az: "Pay artmalıdır.", en: "The share rises."}
coverage:
  clause: "7.2.3"
  kind: numeric
  indicator: digital_tv_coverage
  value: 100
  unit: percent
  definition: {az: "Tam əhatə.", en: "Full coverage."}
satellite:
  clause: "16.1.11"
  kind: milestone
  events: ["2018-09-25"]
  definition: {az: "Peyk orbitə çıxarılmalıdır.", en: "A satellite is launched."}
level:
  clause: "16.1.2"
  kind: benchmark
  indicator: fixed_broadband
  group: developed
  statistic: median
  definition: {az: "Mediana çatmalıdır.", en: "Reaches the median."}
specialists:
  clause: "16.1.16"
  kind: numeric
  value: 100
  unit: percent
  direction: 1
  definition: {az: "Tam ödənilməlidir.", en: "Met in full."}
"""


def read(text: str, **known: object) -> Mapping[str, Target]:
    context = {
        "clauses": clauses(),
        "indicators": registry(),
        "fed": {row.indicator for row in series()},
        "events": timeline(),
        "baselines": baselines(),
    }
    return read_targets(text, **{**context, **known})  # type: ignore[arg-type]


def test_good_entries_are_filled_from_clause_and_indicator() -> None:
    found = read(GOOD)
    users = found["more_users"]
    assert (users.relation, users.direction, users.unit, users.year) == (Relation.PROXY, 1, "percent", 2020)
    assert users.difference is not None and "opportunit" not in users.difference.en.lower()
    assert found["coverage"].relation is Relation.MEASURES and found["coverage"].difference is None
    assert found["specialists"].relation is None
    assert users.year == STRATEGY_YEARS[-1]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  kind: direction\n", "", "target 'more_users' in strategy/targets.yaml has no kind; rule: one of numeric"),
        ("kind: direction", "kind: hope", "target 'more_users' in strategy/targets.yaml: kind: Input should be"),
        ('clause: "16.1.1"\n', 'clause: "16.1.20"\n', "names clause '16.1.20'"),
        ("indicator: internet_users", "indicator: internet_user", "indicator 'internet_user' of target 'more_users'"),
        ("indicator: internet_users", "indicator: cert_audits",
         "rule: an indicator by which the register watches clause 16.1.1"),
        ('clause: "16.1.1"\n', 'clause: "16.1.1"\n  also: ["13.1"]\n',
         "rule: an indicator by which the register watches clause 13.1"),
        ("kind: direction", "kind: direction\n  value: 85", "has the value 85; rule: a direction target has no number"),
        ("unit: percent\n  definition", "unit: per_100\n  definition",
         "is in 'per_100', its indicator 'digital_tv_coverage' in 'percent'"),
        ("value: 100\n  unit: percent\n  definition", "unit: percent\n  definition",
         "target 'coverage' in strategy/targets.yaml has no value"),
        ("value: 100\n  unit: percent\n  definition", "value: 110\n  unit: percent\n  definition",
         "has the value 110; rule: 'digital_tv_coverage' lies between 0"),
        ("kind: numeric\n  indicator", "kind: numeric\n  year: 2012\n  indicator",
         "baseline year 2013, target year 2012; rule: a baseline lies before its target year"),
        ("kind: numeric\n  indicator", "kind: numeric\n  baseline_year: 2021\n  indicator",
         "baseline year 2021, target year 2020"),
        ('  events: ["2018-09-25"]\n', "", "target 'satellite' in strategy/targets.yaml is a milestone target without"),
        ('["2018-09-25"]', '["2019-09-25"]', "event '2019-09-25' of target 'satellite'"),
        ('["2018-09-25"]\n', '["2018-09-25"]\n  sought: {az: "Yoxdur.", en: "None."}\n',
         "has events and says that none was found"),
        ("kind: direction", 'kind: direction\n  events: ["2018-09-25"]', "is a direction target with evidence"),
        ("  group: developed\n", "", "target 'level' in strategy/targets.yaml has no group"),
        ("  direction: 1\n", "", "target 'specialists' in strategy/targets.yaml has no direction"),
        ('clause: "16.1.16"', 'clause: "16.1.1"', "target 'specialists' in strategy/targets.yaml has no indicator"),
        ("kind: direction", "kind: direction\n  colour: red", "colour: Extra inputs are not permitted"),
        ("kind: direction", "kind: direction\n  gap: [sex=male, sex=female]",
         "target 'more_users' in strategy/targets.yaml has no direction"),
    ],
)  # fmt: skip
def test_an_entry_that_breaks_a_rule_is_named(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RegistryError, match=re.escape(message)) as caught:
        read(GOOD.replace(old, new, 1))
    assert "strategy/targets.yaml" in caught.value.what
    assert caught.value.rule and caught.value.remedy


def test_an_indicator_that_no_series_feeds_is_refused() -> None:
    fed = {row.indicator for row in series()} - {"digital_tv_coverage"}
    with pytest.raises(
        RegistryError, match=r"indicator 'digital_tv_coverage' of target 'coverage'.*linked to no series"
    ):
        read(GOOD, fed=fed)


MULTIPLE = """
sector:
  clause: "1"
  kind: numeric
  indicator: ict_sector_volume
  multiple: 4
  multiple_of: sector_volume
  year: 2024
  definition: {az: "Dörd dəfə.", en: "Four times."}
"""


def test_a_multiple_rests_on_a_printed_figure_of_the_same_indicator() -> None:
    base = baselines()["sector_volume"]
    sector = read(MULTIPLE)["sector"]
    assert (sector.value, sector.unit) == (4 * base.value, base.unit)
    with pytest.raises(RegistryError, match=r"multiplies 'volume' by 4.*an id of strategy/baselines\.yaml"):
        read(MULTIPLE.replace("multiple_of: sector_volume", "multiple_of: volume"))
    with pytest.raises(RegistryError, match="multiplies 'sector_volume' by None"):
        read(MULTIPLE.replace("  multiple: 4\n", ""))
    with pytest.raises(RegistryError, match="multiplies 'bandwidth' of indicator 'bandwidth_total'"):
        read(MULTIPLE.replace("multiple_of: sector_volume", "multiple_of: bandwidth"))
    with pytest.raises(RegistryError, match="no value beside it"):
        read(MULTIPLE.replace("multiple: 4", "multiple: 4\n  value: 7.6"))
    with pytest.raises(RegistryError, match="is in 'percent', its indicator 'ict_sector_volume'"):
        read(MULTIPLE.replace("multiple: 4", "multiple: 4\n  unit: percent"))
    later = {**baselines(), "sector_volume": base.model_copy(update={"year": 2024})}
    with pytest.raises(RegistryError, match="'sector_volume' is of 2024, the target year is 2024"):
        read(MULTIPLE, baselines=later)


def test_an_indicator_names_every_clause_whose_target_it_follows() -> None:
    """A reader of the quality annex looks for the clause that a figure is judged under."""
    wanted = {(t.indicator, clause) for t in targets().values() if t.indicator for clause in (t.clause, *t.also)}
    assert [(code, clause) for code, clause in sorted(wanted) if clause not in registry()[code].clauses] == []
