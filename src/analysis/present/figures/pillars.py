"""The pillars of a composite index: the country's score beside the middle of the other economies."""

from __future__ import annotations

from matplotlib.figure import Figure

from analysis import language
from analysis.methods.results import CompositeStanding
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.figures.dots import Board, Row, draw_board
from analysis.present.figures.scales import value_scale
from analysis.present.figures.sheet import sheet
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import Width

DECIMALS = 1


def draw(result: CompositeStanding, *, context: Context, width: Width) -> Figure:
    """A row for each pillar: the country's dot and the median of the others, from 0 to 100."""
    room = width.points
    rows = tuple(
        Row(
            name(one.pillar, context),
            (one.score, one.median),
            (_score(one.score, context), _score(one.median, context)),
        )
        for one in result.pillars
    )
    scale = value_scale([], unit="percentile", log=False, lang=context.lang, ticks=5)
    groups = (wording.country(context), language.text("composite.median", context.lang))
    board = Board(rows, groups, scale, name_room=room * (0.34 if width is Width.WIDE else 0.3))
    page = sheet(room, board.height(room))
    draw_board(page, board, left=0.0, top=0.0, room=room)
    return page.figure


def name(pillar: str, context: Context) -> str:
    """A pillar's words."""
    return language.text(f"composite.pillar.{pillar}", context.lang)


def _score(score: float, context: Context) -> str:
    return language.number(score, context.lang, DECIMALS)


def alt(result: CompositeStanding, *, context: Context) -> str:
    """Every pillar with the country's score and the median."""
    parts = "; ".join(
        sentence(
            "composite.alt.pillar",
            {"pillar": name(one.pillar, context), "score": one.score, "median": one.median},
            context,
        )
        for one in result.pillars
    )
    return sentence("composite.alt", {"parts": parts, "year": result.year}, context)


def behind(result: CompositeStanding, *, context: Context) -> Table:
    """The scores with the years of the figures they rest on."""
    lang = context.lang
    heads = (
        Column(language.text("composite.pillar", lang)),
        Column(wording.country(context), numeric=True),
        Column(language.text("composite.median", lang), numeric=True),
        Column(language.text("composite.years", lang)),
    )
    return Table(heads, tuple(_row(result, place, context) for place in range(len(result.pillars))))


def _row(result: CompositeStanding, place: int, context: Context) -> tuple[Cell, ...]:
    one = result.pillars[place]
    years = sorted({o.ref_year for o in one.figures})
    measures = language.text("composite.place" if one.relative else "composite.level", context.lang)
    return (
        Cell(name(one.pillar, context), note=measures),
        Cell(_score(one.score, context)),
        Cell(_score(one.median, context)),
        Cell(", ".join(map(str, years))),
    )
