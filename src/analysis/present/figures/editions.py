"""Editions of published indices: a point an edition, never joined, by place among the same economies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from analysis.errors import MethodError
from analysis.indicators import indicator
from analysis.methods.results import EditionPoint, Editions, EditionsPanel
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.panels import Heading
from analysis.present.figures.scales import Scale, dress_values, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, INK, MUTED, RULE, Width

PLOT_HEIGHT = 96.0
ABOVE_DOT = 6.0
HEADROOM = 17.0
YEAR_BELOW = 18.0
GUTTER = 5.0
MOST_IN_HALF = 6
"""More editions than this take the full width of a wide sheet."""


@dataclass(frozen=True)
class _Words:
    """How much is printed at each point: the number of economies with the place, and scores in one or two lines."""

    full: bool
    score_lines: int


def draw(result: EditionsPanel, *, context: Context, width: Width) -> Figure:
    """Height is the share of the other economies that stand lower; the place stands over each point, the score below.

    Raises
    ------
    MethodError
        If the result has no panel.
    """
    if not result.panels:
        raise MethodError(f"a figure of editions in {context.chapter}", rule="at least one index", remedy="name one")
    most = max(len(p.points) for p in result.panels)
    grid = panels.grid(len(result.panels), width, columns=1 if most > MOST_IN_HALF else 2)
    words = _fitting(result, min(grid.width(i) for i in range(len(result.panels))), context)
    heads = [_heading(p, context, grid.width(i)) for i, p in enumerate(result.panels)]
    above = {i: max(heads[j].height for j in row) + HEADROOM for row in grid.rows for i in row}
    tall = [above[row[0]] + PLOT_HEIGHT + YEAR_BELOW + words.score_lines * height("1") for row in grid.rows]
    notes = [wording.say("note.editions", context)] if most else []
    page = sheet(grid.total, sum(tall) + panels.ROW_GAP * (len(tall) - 1) + notes_height(notes, grid.total))
    top = 0.0
    for row, row_height in zip(grid.rows, tall, strict=True):
        for i in row:
            panels.write_heading(page, heads[i], left=grid.left(i), top=top)
            box = Box(grid.left(i), top + above[i], grid.width(i), PLOT_HEIGHT)
            _draw_panel(page, result.panels[i], box, words, context)
        top += row_height + panels.ROW_GAP
    write_notes(page, notes, top=top - panels.ROW_GAP)
    return page.figure


def _heading(panel: Editions, context: Context, room: float) -> Heading:
    below = wording.say("editions.among", context, n=panel.n_common) if panel.points else ""
    return panels.heading(wording.short_name(panel.indicator, context), below, room)


def _draw_panel(page: Sheet, panel: Editions, box: Box, words: _Words, context: Context) -> None:
    if not panel.points:
        panels.write_empty(page, Box(box.left + 1, box.top - HEADROOM, box.width - 2, box.height), context)
        return
    scale = _scale(context)
    gutter = scale.label_width + GUTTER
    plot = Box(box.left + gutter, box.top, box.width - gutter, box.height)
    axes = page.axes(plot)
    dress_values(axes, scale)
    axes.set_xlim(0, 1)
    slot = plot.width / len(panel.points)
    for number, point in enumerate(panel.points):
        x = plot.left + slot * (number + 0.5)
        y = plot.bottom - scale.fraction(point.common.percentile) * plot.height
        page.line([x, x], [plot.bottom, y], color=RULE, linewidth=3.0, zorder=2)
        page.line([x], [y], marker="o", color=ACCENT, markersize=7.5, zorder=4, label="own")
        place = _place(point, full=words.full)
        page.text(x, y - ABOVE_DOT, place, color=ACCENT, weight="bold", ha="center", va="bottom")
        page.text(x, plot.bottom + 4, str(point.score.ref_year), color=INK, ha="center")
        line = 1 + number % words.score_lines
        score = wording.value(point.score, context)
        page.text(x, plot.bottom + 4 + line * height("1"), score, color=MUTED, ha="center")


def _scale(context: Context) -> Scale:
    return value_scale((), unit="percentile", log=False, lang=context.lang, ticks=2)


def _place(point: EditionPoint, *, full: bool) -> str:
    return f"{point.common.rank} / {point.common.n}" if full else str(point.common.rank)


def _fitting(result: EditionsPanel, room: float, context: Context) -> _Words:
    """The longest words that fit every panel: "x / n" rather than "x" (n stands in the heading), scores in one line."""
    points = [(len(panel.points), point) for panel in result.panels for point in panel.points]
    plot = room - _scale(context).label_width - GUTTER
    full = all(text_width(_place(p, full=True), bold=True) + 5 <= plot / n for n, p in points)
    level = all(text_width(wording.value(p.score, context)) + 5 <= plot / n for n, p in points)
    return _Words(full=full, score_lines=1 if level else 2)


def alt(result: EditionsPanel, *, context: Context) -> str:
    """The place in the first and the last edition of each index."""
    shown = "; ".join(_clause(panel, context) for panel in result.panels)
    return " ".join(
        (
            wording.say("alt.editions", context, economy=wording.country(context)),
            wording.say("alt.sentence", context, text=shown),
        )
    )


def _clause(panel: Editions, context: Context) -> str:
    name = wording.short_name(panel.indicator, context)
    if not panel.points:
        return wording.say("alt.none", context, name=name, year=panel.edition_year or context.year)
    first, last = panel.points[0], panel.points[-1]
    return wording.say(
        "alt.editions_one" if len(panel.points) == 1 else "alt.editions_path",
        context,
        name=name,
        first=first.common.rank,
        first_n=first.common.n,
        first_year=first.score.ref_year,
        last=last.common.rank,
        last_n=last.common.n,
        last_year=last.score.ref_year,
        score=wording.value(last.score, context),
    )


def behind(result: EditionsPanel, *, context: Context) -> Table:
    """A row for each edition: the score, both places, the publisher's own rank, and the groups' median scores."""
    groups = tuple(dict.fromkeys(g.group for panel in result.panels for p in panel.points for g in p.groups))
    heads = (
        Column(wording.say("table.index_edition", context)),
        Column(wording.say("table.score", context), numeric=True),
        Column(wording.say("table.place_common", context), numeric=True),
        Column(wording.say("table.percentile", context), numeric=True),
        Column(wording.say("table.place_all", context), numeric=True),
        Column(wording.say("table.official", context), numeric=True),
        *(Column(wording.say("median", context, group=context.groups[g]), numeric=True) for g in groups),
    )
    rows = tuple(_row(panel, point, groups, context) for panel in result.panels for point in panel.points)
    return Table(heads, rows)


def _row(panel: Editions, point: EditionPoint, groups: Sequence[str], context: Context) -> tuple[Cell, ...]:
    none = Cell(wording.say("table.none", context), muted=True)
    official = point.official_rank
    medians = {g.group: g for g in point.groups}
    code = point.score.indicator
    return (
        Cell(f"{indicator(panel.indicator).short[context.lang]}, {point.score.ref_year}"),
        Cell(wording.value(point.score, context)),
        Cell(f"{point.common.rank} / {point.common.n}"),
        Cell(wording.plain(point.common.percentile, 0, context)),
        Cell(f"{point.standing.rank} / {point.standing.n}"),
        Cell(wording.plain(official.value, 0, context)) if official else none,
        *(Cell(wording.value_of(medians[g].median, code, context)) if g in medians else none for g in groups),
    )
