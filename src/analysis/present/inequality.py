"""Tables of differences by several measures, and of inequality between countries."""

from __future__ import annotations

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import (
    CountryDivides,
    DistanceKind,
    DivideYear,
    Estimate,
    GapMeasure,
    GapMeasures,
    GrowthParts,
    GrowthPartsTable,
    IncomeConcentration,
    IncomeConcentrations,
    TimeDistance,
)
from analysis.present import labels
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.heads import NONE, heads, nothing
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Table


def measures(result: GapMeasures, *, context: Context) -> Table:
    """A row a pair of groups: difference, three ratios, which way they went, and years behind."""
    if not result.rows:
        return nothing("measure", "groups", context)
    keys = ("groups", "difference", "attainment", "shortfall", "odds", "movement~", "behind~")
    return Table(heads("measure", keys, context), tuple(_measure(one, context) for one in result.rows))


def _measure(one: GapMeasure, context: Context) -> tuple[Cell, ...]:
    lang, now = context.lang, one.now
    who = " / ".join(", ".join(labels.parts(o.breakdown, lang)) for o in (now.high, now.low))
    values = " / ".join(wording.brief(o.value, o.unit, o.indicator, context) for o in (now.high, now.low))
    of = {"groups": who, "year": now.high.ref_year, "values": values}
    return (
        Cell(
            indicator(one.indicator).short[lang],
            note=sentence("measure.groups", of, context),
        ),
        Cell(language.number(now.difference, lang, 1)),
        *(_ratio(value, context) for value in (one.attainment, one.shortfall, now.odds_ratio)),
        _movement(one, context),
        _behind(one.distance, context),
    )


def _ratio(value: float | None, context: Context) -> Cell:
    return NONE if value is None else Cell(language.number(value, context.lang, 2))


def _movement(one: GapMeasure, context: Context) -> Cell:
    words = language.text(f"measure.movement.{one.movement}", context.lang)
    if one.since is None or one.movement == "few":
        return Cell(words, muted=True)
    return Cell(words, note=sentence("measure.since", {"year": one.since.high.ref_year}, context))


def _behind(found: TimeDistance | None, context: Context) -> Cell:
    if found is None or found.kind not in (DistanceKind.EXACT, DistanceKind.BEHIND_MORE_THAN):
        return NONE
    exact = found.kind is DistanceKind.EXACT
    years = language.number(found.years, context.lang, 1 if exact else 0)
    return Cell(sentence("measure.behind" if exact else "measure.behind.more", {"years": years}, context))


def growth(result: GrowthPartsTable, *, context: Context) -> Table:
    """A row a split: the change of the whole, and what comes from each group's rate and from the groups' sizes."""
    if not result.rows:
        return nothing("growth", "groups", context)
    keys = ("groups", "change", "by_first", "by_second", "composition")
    return Table(heads("growth", keys, context), tuple(_growth(one, context) for one in result.rows))


def _growth(one: GrowthParts, context: Context) -> tuple[Cell, ...]:
    lang, (before, after) = context.lang, one.totals
    first, second = (", ".join(labels.parts(o.breakdown, lang)) for o in (one.now.high, one.now.low))
    of = {"first": first, "second": second, "since": before.ref_year, "year": after.ref_year}
    parts = (one.change, one.by_first, one.by_second, one.composition)
    return (
        Cell(indicator(after.indicator).short[lang], note=sentence("growth.groups", of, context)),
        *(Cell(language.signed(part, lang, 1)) for part in parts),
    )


def incomes(result: IncomeConcentrations, *, context: Context) -> Table:
    """A row an indicator and year: the two shares, the concentration index and its absolute form."""
    if not result.rows:
        return nothing("concentration", "indicator", context)
    keys = ("indicator", "poorest", "richest", "index", "erreygers")
    return Table(heads("concentration", keys, context), tuple(_income(one, context) for one in result.rows))


def _income(one: IncomeConcentration, context: Context) -> tuple[Cell, ...]:
    shares = (wording.quantity(o.value, o.unit, o.indicator, context) for o in (one.poorest, one.richest))
    indices = (language.number(value, context.lang, 2) for value in (one.index, one.erreygers))
    head = Cell(indicator(one.richest.indicator).short[context.lang], note=str(one.richest.ref_year))
    return (head, *(Cell(text) for text in (*shares, *indices)))


def divides(result: CountryDivides, *, context: Context) -> Table:
    """A row an indicator and year: countries, Gini and Theil with their errors, the part between, the own level."""
    if not result.divides:
        return nothing("divide", "indicator", context)
    keys = ("indicator", "n", "gini", "theil", "between", "own")
    rows = tuple(_divide(one.indicator, year, context) for one in result.divides for year in one.years)
    return Table(heads("divide", keys, context), rows)


def _divide(code: str, one: DivideYear, context: Context) -> tuple[Cell, ...]:
    lang = context.lang
    own = wording.quantity(one.own.value, one.own.unit, code, context)
    mean = sentence("divide.mean", {"mean": wording.quantity(one.mean, one.own.unit, code, context)}, context)
    return (
        Cell(indicator(code).short[lang], note=str(one.year)),
        Cell(str(one.n)),
        _estimate(one.gini, context),
        _estimate(one.theil, context),
        Cell(language.percent(100 * one.between, lang, 0)),
        Cell(own, note=mean),
    )


def _estimate(found: Estimate, context: Context) -> Cell:
    value, error = (language.number(number, context.lang, 2) for number in (found.value, found.se))
    return Cell(value, note=f"±\u00a0{error}")
