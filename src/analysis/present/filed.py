"""Tables of what was estimated from filed answers: shares with their intervals, and gaps with theirs."""

from __future__ import annotations

from analysis import language
from analysis.indicators import questionnaires, source
from analysis.methods.results import FiledGap, FiledGaps, FiledShare, FiledShares, Observation
from analysis.present import labels
from analysis.present.context import Context
from analysis.present.heads import NONE, heads, nothing
from analysis.present.table import Cell, Table

DECIMALS = 1


def shares(result: FiledShares, *, context: Context) -> Table:
    """A row a question: the share, its interval, how many answered, and what the silent could make of it."""
    if not result.rows:
        return nothing("filed", "asked", context)
    keys = ("asked", "share", "interval~", "answers", "silent~")
    return Table(heads("filed", keys, context), tuple(_share(row, result.year, context) for row in result.rows))


def _share(row: FiledShare, year: int, context: Context) -> tuple[Cell, ...]:
    old = row.value.is_old(year)
    silent = NONE
    if row.if_no is not None and row.if_yes is not None:
        silent = Cell(_between(row.if_no, row.if_yes, context), muted=old)
    return (
        _asked(row, context),
        Cell(_percent(row.value, context), note=_held(row.value, context), muted=old),
        Cell(_between(row.low, row.high, context), muted=old),
        Cell(language.number(row.answers.value, context.lang, 0), muted=old),
        silent,
    )


def gaps(result: FiledGaps, *, context: Context) -> Table:
    """A row a question and a pair of groups: both shares, the gap with its interval, and whether it is beyond error."""
    if not result.rows:
        return nothing("filed", "asked", context)
    keys = ("asked", "first~", "last~", "gap", "interval~", "beyond~")
    return Table(heads("filed", keys, context), tuple(_gap(row, result.year, context) for row in result.rows))


def _gap(row: FiledGap, year: int, context: Context) -> tuple[Cell, ...]:
    lang, old = context.lang, row.value.is_old(year)
    low, high = (language.signed(bound.value, lang, DECIMALS) for bound in (row.low, row.high))
    return (
        _asked(row.first, context),
        _group(row.first, context, muted=old),
        _group(row.last, context, muted=old),
        Cell(language.signed(row.value.value, lang, DECIMALS), note=_held(row.value, context), muted=old),
        Cell(language.text("filed.from_to", lang).format(low=low, high=high), muted=old),
        Cell(language.text(f"filed.beyond.{'yes' if row.beyond_error else 'no'}", lang), muted=old),
    )


def _asked(row: FiledShare, context: Context) -> Cell:
    """The question's short name, with its item, over whom it is a share of."""
    known = questionnaires()[row.questionnaire]
    measure = known.measures[row.measure]
    return Cell(labels.name_of(measure, context.lang), note=known.base(measure)[context.lang])


def _group(row: FiledShare, context: Context, *, muted: bool) -> Cell:
    (name, code), = row.groups  # fmt: skip
    label = questionnaires()[row.questionnaire].groups[name].codes[code]
    return Cell(_percent(row.value, context), note=label[context.lang], muted=muted)


def _held(o: Observation, context: Context) -> str:
    """When the survey was held, and by whom."""
    return f"{o.ref_year}, {source(o.source).publisher[context.lang]}"


def _percent(o: Observation, context: Context) -> str:
    return language.quantity(o.value, o.unit, context.lang, DECIMALS)


def _between(low: Observation, high: Observation, context: Context) -> str:
    return "–".join(language.number(bound.value, context.lang, DECIMALS) for bound in (low, high))
