"""The composite index: where the country stands, what has moved it, and how far its place hangs on choices.

Reference: OECD/JRC (2008), "Handbook on constructing composite indicators".
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from analysis.chapters import published_indices
from analysis.chapters.composite_ranks import composed, others, rank_of, table_of
from analysis.chapters.composite_sheet import ROOT, Sheet, sheet
from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.indicators import indicator
from analysis.methods.composite.aggregate import arithmetic, power_mean
from analysis.methods.composite.choices import Choices
from analysis.methods.composite.compose import Composite, places
from analysis.methods.composite.contributions import contributions
from analysis.methods.composite.diagnostics import correlation, cronbach_alpha
from analysis.methods.composite.normalise import goalposts
from analysis.methods.composite.recipe import Means
from analysis.methods.composite.sensitivity import sensitivity
from analysis.methods.composite.uncertainty import Uncertainty, simulate
from analysis.methods.results import (
    ChangePart,
    ChoiceInfluences,
    Coherence,
    CompositeAnswer,
    CompositeChange,
    CompositeStanding,
    DevelopmentYears,
    DirectionWay,
    GroupRank,
    Interval,
    NationalProfile,
    OtherRanks,
    PillarCoherence,
    PillarScore,
    PublishedIndices,
    RecipeRow,
    RecipeRows,
    Way,
)
from analysis.params import IndexRecipe, index_recipe

MEASURE_OF_ALL = "internet_users"
"""An indicator of every economy: the groups it is compared with are those that were not chosen for one subject."""

LEAST_IN_GROUP = 5
"""A peer group of fewer economies with an index, the country among them, gives no rank."""


def answer(evidence: Evidence) -> CompositeAnswer:
    """Where does the country stand, and where did it stand in the base year?"""
    now, moved = pillars(evidence), change(evidence)
    (everybody, *_) = now.ranks
    driver = max(moved.parts, key=lambda one: abs(one.part))
    by_gap = sorted(now.pillars, key=lambda one: one.score - one.median)
    return CompositeAnswer(
        now.year,
        now.n,
        int(everybody.rank.nominal),
        int(everybody.rank.low),
        int(everybody.rank.high),
        moved.since,
        moved.n,
        moved.change.nominal,
        moved.change.low,
        moved.change.high,
        f"composite.pillar.{by_gap[-1].pillar}",
        f"composite.pillar.{by_gap[0].pillar}",
        sum(one.score < one.median for one in now.pillars),
        len(now.pillars),
        f"composite.pillar.{driver.pillar}",
        "composite.place" if driver.relative else "composite.level",
        (*now.cells, *moved.cells),
    )


def pillars(evidence: Evidence, *, file: IndexRecipe | None = None) -> CompositeStanding:
    """Where does the country stand in each pillar, beside the other economies?"""
    known = file or index_recipe()
    found = sheet(evidence, known, evidence.edition.year)
    composite, drawn = composed(found), _drawn(found)
    plain = composed(found, means=Means(known.comparative.means.inner, 1)).of()[COUNTRY]
    headline = drawn.of_index(COUNTRY)
    assert headline is not None and plain is not None, "every economy of a sheet is complete"
    return CompositeStanding(
        found.year,
        len(found.economies),
        headline,
        plain,
        tuple(_pillar(found, composite, name) for name in found.pillars),
        tuple(name for name in known.comparative.pillars if name not in found.pillars),
        tuple(_group_ranks(evidence, drawn)),
        found.cells,
    )


def ranks(evidence: Evidence) -> CompositeStanding:
    """Which place does the country take among all economies and in each peer group, and how sure is it?"""
    return pillars(evidence)


def recipe(evidence: Evidence) -> RecipeRows:
    """What is the index made of, with what weights and goalposts, and why?"""
    known = index_recipe()
    found = sheet(evidence, known, evidence.edition.year)
    shares = found.recipe.tree.shares()
    rows = tuple(
        RecipeRow(name, found.code_of(code), shares[code], one.worst, one.best, one.reason.model_dump())
        for name in found.pillars
        for code, one in known.comparative.pillars[name].indicators.items()
    )
    unmeasured = tuple(name for name in known.comparative.pillars if name not in found.pillars)
    return RecipeRows(found.year, rows, unmeasured, tuple(o for name in found.pillars for o in found.own(name)))


def change(evidence: Evidence, *, file: IndexRecipe | None = None) -> CompositeChange:
    """What has moved the index since the base year, on the pillars and economies that both years have?"""
    known = file or index_recipe()
    years = (known.base_year, evidence.edition.year)
    before, now = (sheet(evidence, known, year) for year in years)
    measured = {end.year: set(end.pillars) for end in (before, now)}
    broken = _broken(before, now)
    before, now = before.without(broken), now.without(broken)
    both = [name for name in now.pillars if name in before.pillars]
    common = set(now.economies) & set(before.economies)
    before, now = (end.on(both).of(common) for end in (before, now))
    own = now.economies.index(COUNTRY)
    scores = [{name: float(composed(end).scores[name][own]) for name in both} for end in (before, now)]
    parts = contributions(scores[0], scores[1], now.recipe.tree.groups[ROOT], power=known.comparative.means.outer)
    moved = _drawn(now).of_change(COUNTRY, _drawn(before))
    assert moved is not None, "every economy of a sheet is complete"
    return CompositeChange(
        *years,
        len(common),
        moved,
        tuple(
            ChangePart(name, part, _is_relative(now, name), before.own(name), now.own(name))
            for name, part in parts.items()
        ),
        tuple(
            (name, next(year for year in years if name not in measured[year]))
            for name in known.comparative.pillars
            if not all(name in pillars for pillars in measured.values())
        ),
        broken,
        (*before.cells, *now.cells),
    )


def _broken(before: Sheet, now: Sheet) -> tuple[str, ...]:
    """Indicators on a level whose series breaks between the country's two figures."""
    return tuple(
        code
        for name in now.pillars
        if name in before.pillars
        for code, one in now.counted(name).items()
        if not one.relative
        and indicator(code).breaks_between(before.found[code][COUNTRY].ref_year, now.found[code][COUNTRY].ref_year)
    )


def _is_relative(found: Sheet, name: str) -> bool:
    return all(one.relative for one in found.counted(name).values())


def other_ranks(evidence: Evidence, *, file: IndexRecipe | None = None) -> OtherRanks:
    """What would the rank be under other weights, another mean, or without one element or economy?"""
    known = file or index_recipe()
    found = sheet(evidence, known, evidence.edition.year)
    rank = rank_of(composed(found))
    return OtherRanks(found.year, len(found.economies), rank, tuple(others(found)), found.cells)


def choices(evidence: Evidence, *, file: IndexRecipe | None = None) -> ChoiceInfluences:
    """Which choice moves the ranks most: the country's, and everybody's on average?"""
    known = file or index_recipe()
    found = sheet(evidence, known, evidence.edition.year)
    chosen, open_ = known.comparative.choices, _choices(known)
    own, everybody = (
        sensitivity(found.values, found.recipe, open_, found.economies, unit=unit, n=chosen.design, seed=chosen.seed)
        for unit in (COUNTRY, None)
    )
    return ChoiceInfluences(
        found.year,
        len(found.economies),
        own.runs,
        own.influences,
        own.trusted,
        everybody.influences,
        everybody.trusted,
        found.cells,
    )


def coherence(evidence: Evidence, *, file: IndexRecipe | None = None) -> Coherence:
    """Do the pillars go together, and the indicators within each?"""
    found = sheet(evidence, file or index_recipe(), evidence.edition.year)
    composite = composed(found)
    rows = []
    for name in found.pillars:
        items = tuple(found.counted(name))
        rows.append(
            PillarCoherence(
                name,
                correlation(composite, name, ROOT),
                tuple((other, correlation(composite, name, other)) for other in found.pillars if other != name),
                len(items),
                cronbach_alpha(table_of(composite, items)) if len(items) > 1 else None,
            )
        )
    whole = cronbach_alpha(table_of(composite, found.pillars))
    return Coherence(found.year, len(found.economies), tuple(rows), whole, found.cells)


def profile(evidence: Evidence, *, file: IndexRecipe | None = None) -> NationalProfile:
    """How far has each direction come from its own base year to the level that developed countries had then?"""
    known = file or index_recipe()
    ways = tuple(_direction_way(evidence, known, name) for name in known.national.directions)
    scores = [1 + 99 * way.share / 100 for way in ways if way.share is not None]
    return NationalProfile(
        evidence.edition.year,
        known.base_year,
        ways,
        float(power_mean([scores], known.national.mean)[0]) if scores else None,
        float(arithmetic([scores])[0]) if scores else None,
    )


def published(evidence: Evidence) -> PublishedIndices:
    """Do published scores follow from their parts, and ranks from the scores?"""
    return published_indices.published(evidence)


def development(evidence: Evidence) -> DevelopmentYears:
    """How has the ICT Development Index moved by goalposts that stay, as far as there are figures?"""
    return published_indices.development(evidence)


def _direction_way(evidence: Evidence, file: IndexRecipe, name: str) -> DirectionWay:
    known = file.national.directions[name]
    if known.unmeasured is not None:
        return DirectionWay(name, None, (), known.unmeasured.model_dump())
    ways = tuple(_way(evidence, file, code, weight) for code, weight in known.indicators.items())
    told = [way.share for way in ways if way.share is not None]
    share = float(arithmetic([told], [way.weight for way in ways])[0]) if len(told) == len(ways) else None
    return DirectionWay(name, share, ways)


def _way(evidence: Evidence, file: IndexRecipe, code: str, weight: float) -> Way:
    """From the country's own figure of the base year, or else of the year that stands in for it."""
    year, known = evidence.edition.year, indicator(code)
    own = {o.ref_year: o for o in evidence.observations(code)}
    base = own.get(file.base_year) or own.get(evidence.edition.baseline_fallback)
    latest = max((o for o in own.values() if year - file.oldest <= o.ref_year), key=lambda o: o.ref_year, default=None)
    ceiling = next(iter(evidence.peers(code, file.base_year, group=evidence.edition.benchmark)), None)
    if base is None or latest is None or ceiling is None:
        return Way(code, weight, base, latest, ceiling, None, "no_data")
    if known.breaks_between(base.ref_year, latest.ref_year):
        return Way(code, weight, base, latest, ceiling, None, "break")
    direction = known.direction or 1
    if (ceiling.median - base.value) * direction <= 0:
        return Way(code, weight, base, latest, ceiling, None, "reached")
    share = goalposts([latest.value], worst=base.value, best=ceiling.median)
    return Way(code, weight, base, latest, ceiling, float(share[0]))


def _drawn(found: Sheet) -> Uncertainty:
    chosen = found.file.comparative.choices
    return simulate(
        found.values, found.recipe, _choices(found.file), found.economies, n=chosen.replicates, seed=chosen.seed
    )


def _choices(file: IndexRecipe) -> Choices:
    chosen = file.comparative.choices
    means = tuple(Means(one.inner, one.outer) for one in chosen.means)
    return Choices(spread=chosen.spread, means=means, leave_out=chosen.leave_out)


def _pillar(found: Sheet, composite: Composite, name: str) -> PillarScore:
    scores = composite.of(name)
    own = scores.pop(COUNTRY)
    others = [score for score in scores.values() if score is not None]
    assert own is not None, "every economy of a sheet is complete"
    return PillarScore(name, own, float(np.median(others)), _is_relative(found, name), found.own(name))


def _group_ranks(evidence: Evidence, drawn: Uncertainty) -> Iterator[GroupRank]:
    """Among all, then in each peer group: ranks of the outcomes among its members that have an index."""
    chosen = (g for g in evidence.edition.peers if g in evidence.groups(MEASURE_OF_ALL))
    groups = {"": drawn.units, **{g.code: (COUNTRY, *g.members) for g in chosen}}
    for code, members in groups.items():
        columns = [n for n, unit in enumerate(drawn.units) if unit in set(members)]
        if len(columns) < LEAST_IN_GROUP:
            continue
        own = columns.index(drawn.units.index(COUNTRY))
        outcomes = places(drawn.index[:, columns])[:, own]
        low, median, high = map(float, np.percentile(outcomes, (5, 50, 95), method="nearest"))
        rank = float(places(drawn.nominal[columns])[own])
        yield GroupRank(code, len(columns), Interval(rank, low, median, high))
