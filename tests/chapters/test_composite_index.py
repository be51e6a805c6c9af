"""The composite index of economies: complete lists, fresh figures, parts that add up, and a recipe that is data."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import yaml

from analysis import params
from analysis.chapters import composite_index as index
from analysis.chapters.composite_sheet import sheet
from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.errors import MethodError, ParameterError
from analysis.indicators import is_economy
from analysis.params import IndexRecipe, index_recipe
from analysis.paths import here
from analysis.present.composite import other_ranks
from analysis.present.context import Context

Of = Callable[[int], Evidence]
YEARS = params.editions()
BASE = index_recipe().base_year


def changed(change: Callable[[dict[str, Any]], object]) -> IndexRecipe:
    """The recipe with something else in it."""
    content = yaml.safe_load((here().params / "index.yaml").read_text(encoding="utf-8"))
    change(content)
    return IndexRecipe.model_validate(content)


def pillar(content: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = content["comparative"]["pillars"][name]
    return found


# Who and what is in it


@pytest.mark.parametrize("year", YEARS)
def test_every_economy_was_complete_in_the_base_year_and_is_now(evidence: Of, year: int):
    file = index_recipe()
    found = sheet(evidence(year), file, year)
    base = sheet(evidence(year), file, BASE)
    assert set(found.economies) <= set(base.economies) and COUNTRY in found.economies
    assert not np.isnan(found.values).any()
    for observation in found.cells:
        assert year - file.oldest <= observation.ref_year <= year
        assert not observation.period and observation.breakdown == ""


@pytest.mark.parametrize("year", YEARS)
def test_a_relative_indicator_is_of_one_edition_of_its_index(evidence: Of, year: int):
    file = index_recipe()
    found = sheet(evidence(year), file, year)
    for name in found.pillars:
        for code, one in file.comparative.pillars[name].indicators.items():
            if one.relative:
                editions = {(found.found[code][e].indicator, found.found[code][e].ref_year) for e in found.economies}
                assert len(editions) == 1, (name, editions)


def test_a_pillar_without_fresh_figures_is_not_measured_and_not_in_the_mean(evidence: Of):
    """The base year had no index of cybersecurity yet; a figure that has to be newer takes other pillars out."""
    assert "security" not in sheet(evidence(2018), index_recipe(), BASE).pillars
    fresh = changed(lambda content: content.update(oldest=0))
    found = index.pillars(evidence(2017), file=fresh)
    assert found.unmeasured == ("egovernment",)
    assert "egovernment" not in {one.pillar for one in found.pillars}


def test_the_country_alone_is_no_ground_for_a_place(evidence: Of):
    """Computers in households are gathered for no other economy."""

    def alone(content: dict[str, Any]) -> None:
        reason = {"az": "x", "en": "x"}
        pillar(content, "infrastructure")["indicators"] = {
            "households_computer": {"weight": 1, "worst": 0, "best": 100, "reason": reason}
        }

    with pytest.raises(MethodError, match=r"the index of \d{4}: \d+ economies complete, AZE (not )?among them"):
        index.pillars(evidence(2016), file=changed(alone))


# What comes out


@pytest.mark.parametrize("year", YEARS)
def test_the_headline_is_the_geometric_mean_of_the_pillars(evidence: Of, year: int):
    found = index.pillars(evidence(year))
    file = index_recipe()
    scores = [one.score for one in found.pillars]
    weights = np.array([file.comparative.pillars[one.pillar].weight for one in found.pillars])
    assert found.geometric.nominal == pytest.approx(np.exp(np.average(np.log(scores), weights=weights)))
    assert found.arithmetic == pytest.approx(np.average(scores, weights=weights))
    assert found.geometric.nominal <= found.arithmetic
    assert found.geometric.low <= found.geometric.nominal <= found.geometric.high
    assert all(1 <= one.score <= 100 for one in found.pillars)


@pytest.mark.parametrize("year", YEARS)
def test_ranks_stand_within_their_groups_and_intervals(evidence: Of, year: int):
    found = index.pillars(evidence(year))
    assert found.ranks[0].group == "" and found.ranks[0].n == found.n
    assert len(found.ranks) >= 3 + (year < 2024), "all, and three peer groups; few neighbours report to the end"
    for one in found.ranks:
        assert 1 <= one.rank.low <= one.rank.nominal <= one.rank.high <= one.n
        assert one.n >= index.LEAST_IN_GROUP
        assert one.rank.nominal <= found.ranks[0].rank.nominal


@pytest.mark.parametrize("year", YEARS)
def test_the_parts_of_a_change_add_up_to_it(evidence: Of, year: int):
    found = index.change(evidence(year))
    assert sum(one.part for one in found.parts) == pytest.approx(found.change.nominal, abs=1e-9)
    assert found.since == BASE
    left_out = {name for name, _ in found.left_out}
    assert {one.pillar for one in found.parts} | left_out == set(index_recipe().comparative.pillars)
    assert not {one.pillar for one in found.parts} & left_out


@pytest.mark.parametrize(("year", "broken"), [(2016, ()), (2018, ("secondary_enrolment",))])
def test_an_indicator_whose_series_breaks_is_not_compared(evidence: Of, year: int, broken: tuple[str, ...]):
    found = index.change(evidence(year))
    assert found.broken == broken
    assert not {o.indicator for o in found.cells} & set(broken)
    (human_capital,) = (one for one in found.parts if one.pillar == "human_capital")
    assert {o.indicator for o in human_capital.now} == {"secondary_enrolment", "tertiary_enrolment"} - set(broken)


def test_the_base_year_has_not_changed_since_itself(evidence: Of):
    """Both ends of the change are worked out alike: with the base year itself there is none."""
    file = changed(lambda content: content.update(base_year=2014))
    found = index.change(evidence(2014), file=file)
    assert found.change.nominal == found.change.low == found.change.high == 0


@pytest.mark.parametrize("year", [2014, 2020])
def test_adding_a_year_changes_no_earlier_score(evidence: Of, year: int):
    """An earlier year's sheet as a later edition sees it is the same, figure for figure."""
    file = index_recipe()
    then = sheet(evidence(year), file, year)
    later = sheet(evidence(2024), file, year)
    assert then.economies == later.economies and (then.values == later.values).all()


def test_every_indicator_pillar_and_economy_is_left_out_in_turn(evidence: Of):
    found = index.other_ranks(evidence(2018))
    by_kind: dict[str, list[str]] = {}
    for one in found.others:
        by_kind.setdefault(one.kind, []).append(one.name)
    file = index_recipe()
    assert by_kind["without"] == [c for p in file.comparative.pillars.values() for c in p.indicators]
    assert by_kind["doubled"] == list(file.comparative.pillars)
    assert len(by_kind["peer"]) == found.n - 1
    assert by_kind["weights"] == ["pca", "equal_importance", "own_best"]
    assert by_kind["rule"] == ["copeland", "mazziotta_pareto"]
    assert set(by_kind) == {"means", "doubled", "weights", "rule", "without", "peer"}
    peers = [one.rank for one in found.others if one.kind == "peer"]
    assert all(rank is not None and abs(rank - found.rank) <= 2 for rank in peers), "one economy at a time"


def test_weights_that_do_not_exist_are_said_not_to(evidence: Of):
    """In 2018 the pillars would need a negative weight to correlate alike with the index, in 2020 they would not."""
    none, some = (
        next(one for one in index.other_ranks(evidence(year)).others if one.name == "equal_importance")
        for year in (2018, 2020)
    )
    assert none.rank is None and some.rank is not None
    context = Context("composite_index", 2018, "az", {}, "developed")
    table = other_ranks(replace(index.other_ranks(evidence(2018)), others=(none,)), context=context)
    assert (table.rows[1][1].text, table.rows[1][1].note) == ("–", "belə müsbət çəkilər yoxdur")


@pytest.mark.parametrize("year", YEARS)
def test_pillars_go_together_in_the_same_way_from_either_side(year: int, evidence: Of):
    found = index.coherence(evidence(year))
    pairs = {(one.pillar, other): value for one in found.pillars for other, value in one.with_others}
    assert all(value == pytest.approx(pairs[other, one]) for (one, other), value in pairs.items())
    assert all(value is not None and 0 < value < 0.92 for value in pairs.values()), "what the chapter's text warns of"
    assert 0.7 < found.alpha < 1
    assert all((one.alpha is None) == (one.items == 1) for one in found.pillars)


def test_the_same_recipe_gives_the_same_numbers(evidence: Of):
    assert index.pillars(evidence(2018)) == index.pillars(evidence(2018))
    assert index.choices(evidence(2018)) == index.choices(evidence(2018))


def test_the_shares_of_choices_are_shares(evidence: Of):
    found = index.choices(evidence(2018))
    assert {one.factor for one in found.own} == {"weights", "means", "left_out"}
    for group in (found.own, found.all):
        assert sum(one.first.value for one in group) <= 1 + sum(one.first.error for one in group)
        assert all(one.total.value >= one.first.value - one.total.error - one.first.error for one in group)


# The recipe is data


def test_a_weight_changed_in_the_recipe_moves_the_index_and_its_rank_s_alternatives(evidence: Of):
    def heavier(content: dict[str, Any]) -> None:
        for name, weight in {"security": 0.6, **dict.fromkeys(["infrastructure", "egovernment"], 0.1)}.items():
            pillar(content, name)["weight"] = weight
        for name in ("economy_science", "human_capital"):
            pillar(content, name)["weight"] = 0.1

    before, after = index.pillars(evidence(2018)), index.pillars(evidence(2018), file=changed(heavier))
    assert after.pillars == before.pillars and after.geometric != before.geometric


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: pillar(c, "security").update(weight=0.3), "params/index.yaml: the weights of index sum to 1.1"),
        (
            lambda c: pillar(c, "security").update(weight=-0.2),
            "params/index.yaml: the weight of security in index is -0.2",
        ),
        (
            lambda c: pillar(c, "infrastructure")["indicators"]["internet_users"].update(worst=100, best=0),
            r"params/index.yaml: internet_users: goalposts from 100 \(worst\) to 0 \(best\)",
        ),
    ],
)
def test_a_recipe_that_does_not_hold_names_its_file(evidence: Of, change: Callable[[Any], object], said: str):
    with pytest.raises(MethodError, match=said):
        index.pillars(evidence(2018), file=changed(change))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda c: c.update(colour="red"), "params/index.yaml: key 'colour' is unknown"),
        (lambda c: c.pop("oldest"), "params/index.yaml: key 'oldest' is missing"),
        (
            lambda c: pillar(c, "security")["indicators"].update(gcj=pillar(c, "security")["indicators"]["gci"]),
            r"params/index.yaml: comparative\.pillars\.security\.indicators: gcj; rule: a code of the registry",
        ),
        (
            lambda c: pillar(c, "security")["indicators"]["gci"].update(worst=0, best=1),
            "two goalposts, or relative: true",
        ),
        (lambda c: pillar(c, "infrastructure")["indicators"]["internet_users"].pop("best"), "two goalposts, or"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(tmp_path: Any, change: Callable[[Any], object], said: str):
    content = yaml.safe_load((here().params / "index.yaml").read_text(encoding="utf-8"))
    change(content)
    (tmp_path / "index.yaml").write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    with pytest.raises(ParameterError, match=said):
        index_recipe(tmp_path)


def test_the_reasons_for_goalposts_hold(evidence: Of):
    """The level that one economy in twenty passed in 2013 is about what is said."""
    found = [
        o.value
        for o in evidence(2018).observations("medium_hightech_manufacturing", economy=None)
        if o.ref_year == 2013 and is_economy(o.economy)
    ]
    assert round(float(np.quantile(found, 0.95)), -1) == 50
