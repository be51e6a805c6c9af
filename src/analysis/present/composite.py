"""Tables of the composite index: ranks, parts of a change, other decisions, choices, recipe, the country's profile."""

from __future__ import annotations

from itertools import groupby

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import (
    ChangePart,
    ChoiceInfluences,
    Coherence,
    CompositeChange,
    CompositeStanding,
    DirectionWay,
    Influence,
    NationalProfile,
    Observation,
    OtherRank,
    OtherRanks,
    RecipeRow,
    RecipeRows,
    SobolIndex,
    Way,
)
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.figures.pillars import name
from analysis.present.heads import NONE, heads
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table


def _columns(context: Context, *keys: str) -> tuple[Column, ...]:
    return heads("composite", keys, context)


def _number(value: float, context: Context, decimals: int = 1) -> str:
    return language.number(value, context.lang, decimals)


def _span(first: str, last: str) -> str:
    """``first``–``last``, or the one where they read alike."""
    return "–".join(dict.fromkeys((first, last)))


def ranks(result: CompositeStanding, *, context: Context) -> Table:
    """The rank among all and in each peer group, with where nine in ten outcomes lie; the scores below."""
    rows = [
        (
            Cell(_group(one.group, context)),
            Cell(str(one.n)),
            Cell(_number(one.rank.nominal, context, 0)),
            Cell(_span(*(_number(end, context, 0) for end in (one.rank.low, one.rank.high)))),
        )
        for one in result.ranks
    ]
    return Table(_columns(context, "group", "economies", "rank", "range"), tuple(rows))


def _group(code: str, context: Context) -> str:
    words = context.groups[code] if code else language.text("composite.everybody", context.lang)
    return language.capitalise(words, context.lang)


def change(result: CompositeChange, *, context: Context) -> Table:
    """What each pillar adds to the change, and the change as a whole; what is not compared without a number."""
    lang = context.lang
    rows = [(_part_head(one, context), Cell(language.signed(one.part, lang, 1)), NONE) for one in result.parts]
    for pillar, year in result.left_out:
        rows.append((Cell(name(pillar, context), sentence("composite.left_out", {"year": year}, context)), NONE, NONE))
    for code in result.broken:
        rows.append((Cell(_named(code, context), language.text("composite.broken", lang)), NONE, NONE))
    ends = " … ".join(language.signed(end, lang, 1) for end in (result.change.low, result.change.high))
    whole = language.text("composite.whole", lang)
    rows.append((Cell(whole), Cell(language.signed(result.change.nominal, lang, 1)), Cell(ends)))
    return Table(_columns(context, "pillar", "part", "range"), tuple(rows))


def _part_head(one: ChangePart, context: Context) -> Cell:
    """The pillar with what it measures and the years of the figures at both ends."""
    ends = [sorted({str(o.ref_year) for o in found}) for found in (one.before, one.now)]
    what = language.text("composite.place" if one.relative else "composite.level", context.lang)
    return Cell(name(one.pillar, context), f"{what}, {' → '.join(_span(years[0], years[-1]) for years in ends)}")


def _named(code: str, context: Context) -> str:
    """An indicator's full name: short ones are for charts beside their title."""
    return language.capitalise(indicator(code).name[context.lang], context.lang)


def other_ranks(result: OtherRanks, *, context: Context) -> Table:
    """The rank under each other decision; economies left out one at a time stand in one row."""
    rows = [(Cell(language.text("composite.other.recipe", context.lang)), Cell(str(result.rank)))]
    for kind, found in groupby(result.others, key=lambda one: one.kind):
        if kind == "peer":
            places = [one.rank for one in found if one.rank is not None]
            told = Cell(_span(str(min(places)), str(max(places))))
            rows.append((Cell(language.text("composite.other.peer", context.lang)), told))
        else:
            rows += [(Cell(_decision(one, context)), _place(one, context)) for one in found]
    return Table(_columns(context, "decision", "rank"), tuple(rows))


def _place(one: OtherRank, context: Context) -> Cell:
    if one.rank is None:
        return Cell("–", note=language.text("composite.other.impossible", context.lang), muted=True)
    return Cell(str(one.rank))


def _decision(one: OtherRank, context: Context) -> str:
    if one.kind == "doubled":
        return sentence("composite.other.doubled", {"pillar": name(one.name, context)}, context)
    if one.kind == "without":
        return sentence("composite.other.without", {"indicator": _named(one.name, context)}, context)
    return language.text(f"composite.other.{one.kind}.{one.name}", context.lang)


def choices(result: ChoiceInfluences, *, context: Context) -> Table:
    """Each choice's share of the variance of the country's rank, and of all ranks' shift."""
    everybody = {one.factor: one for one in result.all}
    rows = [
        (
            Cell(language.text(f"composite.choice.{one.factor}", context.lang)),
            *_shares(one, context),
            *(_shares(everybody[one.factor], context) if one.factor in everybody else (NONE, NONE)),
        )
        for one in result.own
    ]
    if not rows:
        nothing = Cell(language.text("composite.choice.none", context.lang), muted=True)
        rows = [(nothing, NONE, NONE, NONE, NONE)]
    if not (result.own_trusted and result.all_trusted):
        warning = sentence("composite.choice.unsure", {"runs": result.runs}, context)
        rows.append((Cell(warning, muted=True), NONE, NONE, NONE, NONE))
    return Table(_columns(context, "choice", "own_first", "own_total", "all_first", "all_total"), tuple(rows))


def _shares(one: Influence, context: Context) -> tuple[Cell, Cell]:
    return _share(one.first, context), _share(one.total, context)


def _share(one: SobolIndex, context: Context) -> Cell:
    """An estimate may fall a little below zero, a share of variance cannot."""
    told = language.percent(100 * max(one.value, 0), context.lang, 0)
    return Cell(told, note=f"±\u00a0{_number(100 * one.error, context, 0)}")


def coherence(result: Coherence, *, context: Context) -> Table:
    """Each pillar's correlation with the index and with the other it goes least and most with; Cronbach's alpha."""
    lang = context.lang
    rows = []
    for one in result.pillars:
        told = sorted((value, other) for other, value in one.with_others if value is not None)
        ends = (told[0], told[-1]) if told else ()
        alpha = NONE if one.alpha is None else Cell(_number(one.alpha, context, 2), note=_items(one.items, context))
        with_index = NONE if one.with_index is None else Cell(_number(one.with_index, context, 2))
        pair = [Cell(_number(value, context, 2), note=name(other, context)) for value, other in ends] or [NONE, NONE]
        rows.append((Cell(name(one.pillar, context)), with_index, *pair, alpha))
    whole = Cell(_number(result.alpha, context, 2), note=_items(len(result.pillars), context))
    rows.append((Cell(language.text("composite.coherence.pillars", lang)), NONE, NONE, NONE, whole))
    return Table(_columns(context, "pillar", "with_index", "least_with", "most_with", "alpha"), tuple(rows))


def _items(n: int, context: Context) -> str:
    return sentence("composite.coherence.items", {"n": n}, context)


def recipe(result: RecipeRows, *, context: Context) -> Table:
    """Indicators by pillar with their share of the index, goalposts and reasons."""
    rows = [_recipe_row(row, context) for row in result.rows]
    why = language.text("composite.unmeasured", context.lang)
    rows += [(Cell(name(pillar, context), note=why), NONE, NONE, NONE) for pillar in result.unmeasured]
    return Table(_columns(context, "indicator", "share", "posts", "reason~"), tuple(rows))


def _recipe_row(row: RecipeRow, context: Context) -> tuple[Cell, ...]:
    known = indicator(row.indicator)
    if row.worst is None or row.best is None:
        posts = Cell(language.text("composite.place", context.lang))
    else:
        ends = _span(_number(row.worst, context, 0), _number(row.best, context, 0))
        posts = Cell(ends, note=language.unit_label(known.unit, context.lang))
    return (
        Cell(_named(row.indicator, context), note=name(row.pillar, context)),
        Cell(language.percent(100 * row.share, context.lang, 0)),
        posts,
        Cell(row.reason[context.lang]),
    )


def profile(result: NationalProfile, *, context: Context) -> Table:
    """Every direction: its indicators from the base year to the ceiling, and the part of the way; the means below."""
    rows = [row for one in result.directions for row in _direction_rows(one, context)]
    for key, score in (("geometric", result.geometric), ("arithmetic", result.arithmetic)):
        told = NONE if score is None else Cell(_number(score, context))
        rows.append((Cell(language.text(f"composite.{key}", context.lang)), NONE, NONE, NONE, told))
    return Table(_columns(context, "direction", "base", "newest", "ceiling", "way"), tuple(rows))


def _direction_rows(one: DirectionWay, context: Context) -> list[tuple[Cell, ...]]:
    title = language.text(f"direction.{one.direction}", context.lang)
    if one.unmeasured is not None:
        unmeasured = Cell(language.text("composite.not_measurable", context.lang), muted=True)
        return [(Cell(title, note=one.unmeasured[context.lang]), NONE, NONE, NONE, unmeasured)]
    return [_way_row(way, title, context) for way in one.ways]


def _way_row(way: Way, title: str, context: Context) -> tuple[Cell, ...]:
    ceiling = NONE if way.ceiling is None else Cell(wording.value_of(way.ceiling.median, way.indicator, context))
    if way.share is None:
        told = Cell("–", note=language.text(f"composite.way.{way.why}", context.lang), muted=True)
    else:
        ends = [wording.value(o, context) for o in (way.base, way.latest) if o is not None]
        fell = way.share == 0 and len(set(ends)) == 2  # seen in the figures as they are printed
        note = language.text("composite.way.back", context.lang) if fell else ""
        told = Cell(language.percent(way.share, context.lang, 0), note=note)
    head = Cell(_named(way.indicator, context), note=title)
    return head, _figure(way.base, context), _figure(way.latest, context), ceiling, told


def _figure(o: Observation | None, context: Context) -> Cell:
    return NONE if o is None else Cell(wording.value(o, context), note=str(o.ref_year))
