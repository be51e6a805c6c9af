"""Dated steps of policy below a main series, on one axis of years: side by side, with nothing concluded from it."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.methods.results import Break, Observation, PolicyTimeline
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height, spread
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.runs import OWN, runs
from analysis.present.figures.scales import Scale, dress_values, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.figures.timeline_lanes import (
    DOT,
    LANE,
    NUMBER_OFFSET,
    ROW_PADDING,
    Row,
    Stage,
    Years,
    cut,
    name_height,
    numbered,
    row_height,
    rows_of,
    stages_of,
    unsure,
    years_of,
)
from analysis.present.figures.timeline_told import alt, behind, series_name
from analysis.present.theme import ACCENT, BAND, BODY, INK, MUTED, PEER, RULE, Width

__all__ = ["alt", "behind", "draw"]

STEP = "step"
"""The label that the markers of steps carry among the chart's artists."""
PLOT_HEIGHT = 104.0
HEADROOM = 15.0
"""Over the plot: a value's label may stand above its highest point."""
EMPTY_HEIGHT = 56.0
BREAK_STRIP = 12.0
STAGE_BAR = 2.0
YEARS_BELOW = 17.0
HALF_DIGIT = 0.365 * BODY
"""From the middle of a digit to the line it stands on."""
ABOVE_POINT = 5.0


def draw(result: PolicyTimeline, *, context: Context, width: Width) -> Figure:
    """The series above; below, on the same axis of years, a row of numbered marks for each direction with steps."""
    shown = cut(result)
    scale = _scale(shown, context)
    years = years_of(shown, scale, width)
    stages = stages_of(years, context)
    rows = rows_of(numbered(shown.steps), years, context, width)
    head = panels.heading(series_name(shown, context), _below(shown, context), width.points)
    title = wording.say("timeline.rows", context)
    second = panels.heading(title, "", width.points)
    notes = _notes(shown, context)

    plot_top = head.height + _stages_height(stages) + (BREAK_STRIP if shown.breaks else 0.0) + HEADROOM
    plot = Box(years.left, plot_top, years.right - years.left, PLOT_HEIGHT if shown.series else EMPTY_HEIGHT)
    rows_top = plot.bottom + YEARS_BELOW + panels.ROW_GAP / 2 + second.height + 2
    below = Box(years.left, rows_top, plot.width, sum(row_height(row, width) for row in rows) or EMPTY_HEIGHT)
    end = below.bottom + (YEARS_BELOW if rows else 1.0)

    page = sheet(width.points, end + notes_height(notes, width.points))
    panels.write_heading(page, head, left=0.0, top=0.0)
    _draw_stages(page, stages, years, head.height)
    _draw_series(page, shown, plot, scale, years, stages, context)
    _write_years(page, years, plot.bottom)
    panels.write_heading(page, second, left=0.0, top=rows_top - second.height - 2)
    _draw_rows(page, rows, below, years, stages, width, context)
    if rows:
        _write_years(page, years, below.bottom)
    write_notes(page, notes, top=end)
    return page.figure


def _scale(shown: PolicyTimeline, context: Context) -> Scale:
    unit = shown.series[-1].unit if shown.series else ""
    return value_scale([o.value for o in shown.series], unit=unit, log=False, lang=context.lang)


def _below(shown: PolicyTimeline, context: Context) -> str:
    unit = wording.unit_label(shown.series[-1].unit, context) if shown.series else ""
    return wording.joined(wording.country(context), unit)


def _stages_height(stages: Sequence[Stage]) -> float:
    return max((height(stage.words) for stage in stages), default=-STAGE_BAR) + STAGE_BAR + 2


def _draw_stages(page: Sheet, stages: Sequence[Stage], years: Years, top: float) -> None:
    """A bar for each stage with its words above."""
    bottom = top + _stages_height(stages)
    wanted = [(years.at(stage.start) + years.at(stage.end)) / 2 for stage in stages]
    sizes = [text_width(stage.words) + 8 for stage in stages]
    centres = spread(wanted, sizes, low=years.left - 4, high=years.right + 4)
    for stage, x in zip(stages, centres, strict=True):
        y = bottom - STAGE_BAR / 2
        page.line(
            [years.at(stage.start) + 1, years.at(stage.end) - 1],
            [y, y],
            color=PEER,
            linewidth=STAGE_BAR,
            solid_capstyle="butt",
        )
        page.text(x, bottom - STAGE_BAR - 2, stage.words, color=MUTED, ha="center", va="bottom")


def _ground(axes: Axes, years: Years, stages: Sequence[Stage], low: float, high: float) -> None:
    """What curve and rows share between two heights: a rule for each new year, a light field for each stage."""
    axes.set_xlim(years.first, years.last + 1)
    axes.vlines(range(years.first, years.last + 2), low, high, color=RULE, linewidth=0.7, zorder=0.5)
    for stage in stages:
        axes.fill_between([stage.start, stage.end], low, high, color=BAND, alpha=0.35, linewidth=0, zorder=0.1)
        axes.vlines([stage.start, stage.end], low, high, color=RULE, linewidth=1.8, zorder=0.6)


def _draw_series(
    page: Sheet,
    shown: PolicyTimeline,
    plot: Box,
    scale: Scale,
    years: Years,
    stages: Sequence[Stage],
    context: Context,
) -> None:
    if not shown.series:
        text = wording.say("none", context, year=shown.edition_year)
        panels.write_empty(page, plot, context, text=text)
        return
    axes = page.axes(plot)
    dress_values(axes, scale)
    _ground(axes, years, stages, scale.low, scale.high)
    points = [(o.ref_year, o.value) for o in shown.series]
    for run in runs(points, [b.year for b in shown.breaks]):
        xs, ys = zip(*run.points, strict=True)
        axes.plot(
            [x + 0.5 for x in xs],
            ys,
            color=ACCENT,
            linewidth=0.8 if run.thin else 2.2,
            marker="" if run.thin else "o",
            markersize=3.2,
            zorder=5,
            clip_on=False,
            label=OWN,
        )
    last = points[-1]
    axes.plot([last[0] + 0.5], [last[1]], "o", color=ACCENT, markersize=5.5, zorder=6, clip_on=False)
    _write_breaks(page, shown.breaks, plot, years, context)
    _write_values(page, shown.series, plot, scale, years, context)


def _write_breaks(page: Sheet, breaks: Sequence[Break], plot: Box, years: Years, context: Context) -> None:
    """The dotted lines and the words over them; one wording for all where they would touch."""
    if not breaks:
        return
    places = [years.at(b.year) for b in breaks]
    for x in places:
        page.line([x, x], [plot.top - HEADROOM + 1, plot.bottom], color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)))
    words = wording.say("break", context)
    sizes = [text_width(words) + 6] * len(places)
    if sum(sizes) > plot.width:
        words = wording.say("breaks", context)
        places, sizes = [sum(places) / len(places)], [text_width(words)]
    for x in spread(places, sizes, low=plot.left, high=plot.right):
        page.text(x, plot.top - HEADROOM, words, color=MUTED, ha="center", va="bottom")


def _write_values(
    page: Sheet, series: Sequence[Observation], plot: Box, scale: Scale, years: Years, context: Context
) -> None:
    """The first and the last value with their years, on the side where the line does not run."""
    ends = dict.fromkeys((series[0], series[-1]))
    texts = [f"{wording.value(o, context)} ({o.ref_year})" for o in ends]
    sizes = [text_width(text, bold=True) + 6 for text in texts]
    places = spread([years.at(o.ref_year + 0.5) for o in ends], sizes, low=plot.left, high=page.width + 3)
    for o, text, x, size in zip(ends, texts, places, sizes, strict=True):
        y = plot.bottom - scale.fraction(o.value) * plot.height
        beside = _beside(o, series)
        below = beside.value > o.value and plot.bottom - y > height(text) + 2 * ABOVE_POINT
        if beside.value > o.value and not below:  # no room: over the line, as far as the words reach along it
            there = years.at(beside.ref_year + 0.5) - years.at(o.ref_year + 0.5)
            reach = (x - years.at(o.ref_year + 0.5)) / there + size / 2 / abs(there)
            y -= min(max(reach, 0.0), 1.0) * scale.fraction(beside.value - o.value + scale.low) * plot.height
        old = o is series[-1] and o.is_old(context.year)
        page.text(
            x,
            y + ABOVE_POINT if below else y - ABOVE_POINT,
            text,
            color=MUTED if old else ACCENT,
            weight="normal" if old else "bold",
            ha="center",
            va="top" if below else "bottom",
        )


def _beside(o: Observation, series: Sequence[Observation]) -> Observation:
    """The neighbour of an end of the series; itself where it stands alone."""
    if len(series) == 1:
        return o
    return series[1] if o is series[0] else series[-2]


def _write_years(page: Sheet, years: Years, top: float) -> None:
    for year in years.printed:
        page.text(years.at(year + 0.5), top + 4, str(year), color=INK, ha="center")


def _draw_rows(
    page: Sheet,
    rows: Sequence[Row],
    box: Box,
    years: Years,
    stages: Sequence[Stage],
    width: Width,
    context: Context,
) -> None:
    if not rows:
        text = wording.say("timeline.no_steps", context, year=years.last)
        panels.write_empty(page, box, context, text=text)
        return
    axes = page.axes(box)
    axes.set_ylim(box.height, 0)
    axes.spines["bottom"].set_visible(False)
    top = 0.0
    for row in rows:
        page.line([0.5, page.width - 0.5], [box.top + top] * 2, color=PEER, linewidth=0.6)
        bottom = top + row_height(row, width)
        above = name_height(row, width)
        name = top + ROW_PADDING + (0.0 if above else (LANE - height("1")) / 2)
        page.text(0.0, box.top + name, row.name, color=INK)
        _ground(axes, years, stages, top + above, bottom)
        _draw_marks(page, axes, row, box.top, top + above + ROW_PADDING, years)
        top = bottom
    page.line([0.5, page.width - 0.5], [box.bottom] * 2, color=PEER, linewidth=0.6)


def _draw_marks(page: Sheet, axes: Axes, row: Row, above: float, top: float, years: Years) -> None:
    for mark, lane in row.marks:
        y = top + (lane + 0.5) * LANE
        axes.plot(
            [mark.moment],
            [y],
            "o",
            mfc="white" if mark.hollow else MUTED,
            mec=MUTED,
            mew=1.3,
            markersize=DOT - 1.3,
            zorder=6,
            clip_on=False,
            label=STEP,
        )
        x = years.at(mark.moment) + DOT / 2 + NUMBER_OFFSET
        page.text(x, above + y + HALF_DIGIT, str(mark.number), color=INK, va="baseline")


def _notes(shown: PolicyTimeline, context: Context) -> list[str]:
    """What the marks of this very figure mean, and that line and steps only stand side by side."""
    notes = []
    points = [(o.ref_year, o.value) for o in shown.series]
    if any(run.thin for run in runs(points, [b.year for b in shown.breaks])):
        notes.append(wording.say("note.thin", context))
    if shown.steps:
        notes.append(wording.say("note.timeline.numbers", context))
    if any(unsure(step) for step in shown.steps):
        notes.append(wording.say("note.timeline.hollow", context))
    if shown.series and shown.steps:
        notes.append(wording.say("note.timeline.apart", context))
    return notes
