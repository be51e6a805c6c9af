"""Tables of published indices: printed beside worked out anew, and an index by fixed goalposts."""

from __future__ import annotations

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import DevelopmentYear, DevelopmentYears, IndexEdition, PublishedIndices
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.heads import NONE, heads, nothing
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Table

_PARTS = ("access", "use", "skills")


def editions(result: PublishedIndices, *, context: Context) -> Table:
    """A row an edition: printed and computed score, printed rank and the rank by everybody's scores."""
    keys = ("index", "printed", "computed", "printed_rank", "rank")
    return Table(heads("published", keys, context), tuple(_edition(one, context) for one in result.editions))


def _edition(one: IndexEdition, context: Context) -> tuple[Cell, ...]:
    printed_rank = NONE
    if one.printed_rank is not None:
        printed_rank = Cell(wording.value(one.printed_rank, context))
    return (
        Cell(indicator(one.index).short[context.lang], note=str(one.edition)),
        Cell(wording.value(one.printed, context)),
        _computed(one, context),
        printed_rank,
        _rank(one, context),
    )


def _computed(one: IndexEdition, context: Context) -> Cell:
    if one.computed is None:
        return Cell("–", note=language.text(f"published.why.{one.why}", context.lang), muted=True)
    if one.agrees:
        note = language.text("published.agrees", context.lang)
    else:
        apart = language.signed(one.printed.value - one.computed, context.lang, indicator(one.index).decimals)
        note = sentence("published.apart", {"apart": apart}, context)
    return Cell(wording.value_of(one.computed, one.index, context), note=note)


def _rank(one: IndexEdition, context: Context) -> Cell:
    note = sentence(
        "published.behind", {"n": one.n, "share": language.percent(one.percentile, context.lang, 1)}, context
    )
    if one.rank is None:
        return Cell("–", note=note, muted=True)
    return Cell(str(one.rank), note=note)


def development(result: DevelopmentYears, *, context: Context) -> Table:
    """A row a year: the parts that the figures allow, the index where all three are there, breaks marked."""
    rows = tuple(_development(one, context) for one in result.years)
    if not rows:
        return nothing("development", "year", context)
    return Table(heads("development", ("year", *_PARTS, "index"), context), rows)


def _development(one: DevelopmentYear, context: Context) -> tuple[Cell, ...]:
    broken = ", ".join(indicator(code).short[context.lang] for code in one.broken)
    note = sentence("development.broken", {"names": broken}, context) if broken else ""
    parts = (_part(getattr(one, part), one.lacking[part], context) for part in _PARTS)
    whole = NONE if one.value is None else Cell(language.number(one.value, context.lang, 2))
    return Cell(str(one.year), note=note), *parts, whole


def _part(value: float | None, lacking: tuple[str, ...], context: Context) -> Cell:
    if value is not None:
        return Cell(language.number(value, context.lang, 2))
    names = ", ".join(language.text(f"development.input.{name}", context.lang) for name in lacking)
    return Cell("–", note=sentence("development.lacking", {"names": names}, context), muted=True)
