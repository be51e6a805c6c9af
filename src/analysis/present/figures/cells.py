"""One indicator in the cells of a cross-classification: a row of dots for each row of cells."""

from __future__ import annotations

from matplotlib.figure import Figure

from analysis.indicators import indicator
from analysis.methods.results import Cells, Observation
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.dots import Board, Row, draw_board
from analysis.present.figures.scales import value_scale
from analysis.present.figures.sheet import Box, sheet
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import Width

EMPTY_HEIGHT = 60.0


def draw(result: Cells, *, context: Context, width: Width) -> Figure:
    """A row for each row of cells, a mark for each column; an explained empty frame if there is no value at all."""
    room = width.points
    known = indicator(result.indicator)
    below = wording.unit_label(known.unit, context)
    if result.ref_year is not None:
        below = wording.joined(below, str(result.ref_year))
    head = panels.heading(known.short[context.lang], below, room)
    if not _values(result):
        page = sheet(room, head.height + EMPTY_HEIGHT)
        panels.write_empty(page, Box(1, head.height, room - 2, EMPTY_HEIGHT - 2), context)
    else:
        board = _board(result, context, room)
        page = sheet(room, head.height + board.height(room))
        draw_board(page, board, left=0.0, top=head.height, room=room)
    panels.write_heading(page, head, left=0.0, top=0.0)
    return page.figure


def _values(result: Cells) -> list[float]:
    return [o.value for line in result.values for o in line if o is not None]


def _board(result: Cells, context: Context, room: float) -> Board:
    columns = tuple(wording.label(column, context) for column in result.columns)
    rows = tuple(
        Row(
            wording.capitalised(wording.label(name, context), context),
            tuple(o.value if o else None for o in line),
            tuple(wording.value(o, context) if o else "" for o in line),
            wording.say(
                "cells.missing", context, which=", ".join(c for c, o in zip(columns, line, strict=True) if o is None)
            )
            if None in line
            else "",
        )
        for name, line in zip(result.rows, result.values, strict=True)
    )
    unit = indicator(result.indicator).unit
    scale = value_scale(_values(result), unit=unit, log=False, lang=context.lang, ticks=5)
    return Board(rows, columns, scale, name_room=room * 0.3)


def alt(result: Cells, *, context: Context) -> str:
    """Every cell with its number."""
    name = indicator(result.indicator).short[context.lang]
    if not _values(result):
        return wording.say("alt.sentence", context, text=wording.say("alt.none", context, name=name, year=context.year))
    cells = "; ".join(
        f"{wording.label(row, context)}, {wording.label(column, context)}: {_printed(o, context)}"
        for row, line in zip(result.rows, result.values, strict=True)
        for column, o in zip(result.columns, line, strict=True)
    )
    return wording.say(
        "alt.cells", context, name=name, year=result.ref_year, cells=cells, economy=wording.country(context)
    )


def _printed(observation: Observation | None, context: Context) -> str:
    if observation is None:
        return wording.say("table.none", context)
    return wording.quantity(observation.value, observation.unit, observation.indicator, context)


def behind(result: Cells, *, context: Context) -> Table:
    """The cells themselves, each with its year in the corner of the table."""
    corner = wording.joined(wording.say("table.group", context), str(result.ref_year or ""))
    heads = (Column(corner), *(Column(wording.label(c, context), numeric=True) for c in result.columns))
    rows = tuple(
        (Cell(wording.label(name, context)), *(Cell(_printed(o, context), muted=o is None) for o in line))
        for name, line in zip(result.rows, result.values, strict=True)
    )
    return Table(heads, rows)
