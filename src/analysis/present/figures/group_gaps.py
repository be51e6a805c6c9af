"""Gaps between two groups, year by year: two dots joined by a bar."""

from __future__ import annotations

from matplotlib.figure import Figure

from analysis import language
from analysis.errors import MethodError
from analysis.indicators import indicator
from analysis.methods.results import GroupGap, GroupGaps, GroupGapsPanel
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.dots import Board, Row, draw_board
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.panels import Heading
from analysis.present.figures.scales import value_scale
from analysis.present.figures.sheet import Box, sheet
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import Width

EMPTY_HEIGHT = 60.0


def draw(result: GroupGapsPanel, *, context: Context, width: Width) -> Figure:
    """A panel for each pair of groups, a row for each year.

    Raises
    ------
    MethodError
        If the result has no panel.
    """
    if not result.panels:
        raise MethodError(f"a figure of gaps in {context.chapter}", rule="at least one panel", remedy="name two groups")
    grid = panels.grid(len(result.panels), width)
    heads = [_heading(p, result, context, grid.width(i)) for i, p in enumerate(result.panels)]
    boards = [_board(p, _scale_values(p, result), context) if p.gaps else None for p in result.panels]
    above = {i: max(heads[j].height for j in row) for row in grid.rows for i in row}
    tall = [
        max(above[i] + (b.height(grid.width(i)) if (b := boards[i]) else EMPTY_HEIGHT) for i in row)
        for row in grid.rows
    ]
    page = sheet(grid.total, sum(tall) + panels.ROW_GAP * (len(tall) - 1))
    top = 0.0
    for row, row_height in zip(grid.rows, tall, strict=True):
        for i in row:
            left, room, below = grid.left(i), grid.width(i), top + above[i]
            panels.write_heading(page, heads[i], left=left, top=top)
            if (board := boards[i]) is None:
                panels.write_empty(page, Box(left + 1, below, room - 2, EMPTY_HEIGHT - 2), context)
            else:
                draw_board(page, board, left=left, top=below, room=room)
        top += row_height + panels.ROW_GAP
    return page.figure


def group_names(gap: GroupGap, context: Context) -> tuple[str, str]:
    """The words for the two groups: the parts of their breakdowns in which they differ."""
    high, low = gap.high.breakdown.split(";"), gap.low.breakdown.split(";")
    return (
        ", ".join(wording.label(part, context) for part in high if part not in low),
        ", ".join(wording.label(part, context) for part in low if part not in high),
    )


def _shared(gap: GroupGap) -> str:
    return ";".join(part for part in gap.high.breakdown.split(";") if part in gap.low.breakdown.split(";"))


def _scale_values(panel: GroupGaps, result: GroupGapsPanel) -> list[float]:
    """The values of every panel with this one's indicator: they share a scale, so that their gaps compare."""
    alike = (p for p in result.panels if p.indicator == panel.indicator)
    return [o.value for p in alike for g in p.gaps for o in (g.high, g.low)]


def _title(panel: GroupGaps, context: Context) -> str:
    return wording.short_name(panel.indicator, context, _shared(panel.gaps[0]) if panel.gaps else "")


def _heading(panel: GroupGaps, result: GroupGapsPanel, context: Context, room: float) -> Heading:
    """The indicator and its unit; what the groups differ by leads where several panels show one indicator."""
    unit = panel.gaps[0].high.unit if panel.gaps else indicator(panel.indicator).unit
    unit_words = wording.unit_label(unit, context)
    alone = sum(p.indicator == panel.indicator for p in result.panels) == 1
    if alone or not panel.gaps:
        return panels.heading(_title(panel, context), unit_words, room)
    title = wording.joined(_dimension(panel.gaps[0], context), wording.breakdown_label(_shared(panel.gaps[0]), context))
    return panels.heading(title, wording.joined(indicator(panel.indicator).short[context.lang], unit_words), room)


def _dimension(gap: GroupGap, context: Context) -> str:
    """By what the two groups differ: "By sex"."""
    key = next(part for part in gap.high.breakdown.split(";") if part not in gap.low.breakdown.split(";"))
    return wording.say(f"by.{key.partition('=')[0]}", context)


def _board(panel: GroupGaps, values: list[float], context: Context) -> Board:
    gaps = sorted(panel.gaps, key=lambda g: g.high.ref_year)
    rows = []
    previous: int | None = None
    for gap in gaps:
        year = gap.high.ref_year
        broken = previous is not None and any(previous < b.year <= year for b in panel.breaks)
        printed = (wording.value(gap.high, context), wording.value(gap.low, context))
        aside = wording.signed(gap.difference, panel.indicator, context)
        rows.append(Row(wording.when(gap.high, context), (gap.high.value, gap.low.value), printed, aside, broken))
        previous = year
    unit = gaps[0].high.unit
    return Board(
        rows=tuple(rows),
        groups=group_names(gaps[0], context),
        scale=value_scale(values, unit=unit, log=False, lang=context.lang, ticks=4),
        name_room=max(text_width(row.name) for row in rows) + 1,
        aside_head=wording.say("gap", context),
        break_words=wording.say("break", context),
    )


def alt(result: GroupGapsPanel, *, context: Context) -> str:
    """The gap of the first and the last year of each panel."""
    shown = "; ".join(_clause(panel, context) for panel in result.panels)
    parts = [
        wording.say("alt.gaps", context, economy=wording.country(context)),
        wording.say("alt.sentence", context, text=shown),
    ]
    broken = dict.fromkeys(b for p in result.panels for b in p.breaks)
    if broken:
        where = ", ".join(f"{wording.short_name(b.indicator, context)} ({b.year})" for b in broken)
        parts.append(wording.say("alt.breaks", context, where=where))
    return " ".join(parts)


def _clause(panel: GroupGaps, context: Context) -> str:
    if not panel.gaps:
        return wording.say("alt.none", context, name=_title(panel, context), year=context.year)
    gaps = sorted(panel.gaps, key=lambda g: g.high.ref_year)
    high, low = group_names(gaps[-1], context)
    key = "alt.gap" if len(gaps) == 1 else "alt.gap_path"
    return wording.say(
        key,
        context,
        name=_title(panel, context),
        high_name=high,
        low_name=low,
        **_numbers("first", gaps[0], context),
        **_numbers("last", gaps[-1], context),
    )


def _numbers(prefix: str, gap: GroupGap, context: Context) -> dict[str, str]:
    code, decimals = gap.high.indicator, indicator(gap.high.indicator).decimals
    return {
        f"{prefix}_year": wording.when(gap.high, context),
        f"{prefix}_high": wording.quantity(gap.high.value, gap.high.unit, code, context),
        f"{prefix}_low": wording.quantity(gap.low.value, gap.low.unit, code, context),
        f"{prefix}_gap": language.difference(gap.difference, gap.high.unit, context.lang, decimals),
    }


def behind(result: GroupGapsPanel, *, context: Context) -> Table:
    """A row for each pair of groups and year."""
    heads = (
        Column(wording.say("table.what_year", context)),
        Column(wording.say("table.group", context)),
        Column(wording.say("table.value", context), numeric=True),
        Column(wording.say("table.against", context)),
        Column(wording.say("table.value", context), numeric=True),
        Column(wording.say("table.gap", context), numeric=True),
    )
    return Table(heads, tuple(_row(gap, panel, context) for panel in result.panels for gap in panel.gaps))


def _row(gap: GroupGap, panel: GroupGaps, context: Context) -> tuple[Cell, ...]:
    high, low = group_names(gap, context)
    numbers = _numbers("last", gap, context)
    decimals = indicator(panel.indicator).decimals
    return (
        Cell(f"{_title(panel, context)}, {numbers['last_year']}"),
        Cell(high),
        Cell(numbers["last_high"]),
        Cell(low),
        Cell(numbers["last_low"]),
        Cell(language.difference(gap.difference, gap.high.unit, context.lang, decimals, signed=True)),
    )
