"""Dated steps of policy below a main series, on one axis of years: side by side, with nothing concluded from it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import language
from analysis.methods.results import Break, Observation, PolicyTimeline, Step
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height, spread, widest_word, wrap
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.scales import Scale, dress_values, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.figures.trajectories import OWN, runs
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, BAND, BODY, INK, MUTED, PEER, RULE, Width

DIRECTIONS = (
    "infrastructure",
    "hightech",
    "science",
    "egovernment",
    "society",
    "human_capital",
    "security",
    "content",
    "all",
)
"""The rows in the order of clause 6.1; what concerns all directions comes last."""
STAGES = {"first": (2014, 2017), "second": (2018, 2020)}
"""First and last year of the stages of clause 15.1."""
UNSURE = frozenset({"inferred", "weak", "report_date"})
"""How sure a date is, where it is not known for certain."""
STEP = "step"
"""The label that the markers of steps carry among the chart's artists."""

PLOT_HEIGHT = 104.0
HEADROOM = 15.0
"""Over the plot: a value's label may stand above its highest point."""
EMPTY_HEIGHT = 56.0
BREAK_STRIP = 12.0
STAGE_BAR = 2.0
YEARS_BELOW = 17.0
LABEL_COLUMN = 124.0
"""Room for the names of directions beside their rows; on a narrow sheet they stand above them."""
LANE = 13.0
ROW_PADDING = 4.0
DOT = 6.4
NUMBER_OFFSET = 2.0
HALF_DIGIT = 0.365 * BODY
"""From the middle of a digit to the line it stands on."""
MARK_GAP = 4.0
YEAR_GAP = 5.0
ABOVE_POINT = 5.0


@dataclass(frozen=True)
class Mark:
    """A step with its number in the order of time, and the moment it is drawn at, in years."""

    number: int
    step: Step
    moment: float

    @property
    def hollow(self) -> bool:
        """Whether the date is uncertain or no more than a year."""
        return unsure(self.step)

    @property
    def width(self) -> float:
        """Dot and number, in points."""
        return DOT + NUMBER_OFFSET + text_width(str(self.number))


@dataclass(frozen=True)
class _Row:
    """The steps of a direction: its name as it is lettered, and its marks with the lane each stands in."""

    name: str
    marks: tuple[tuple[Mark, int], ...]

    @property
    def lanes_height(self) -> float:
        return LANE * (1 + max(lane for _, lane in self.marks))


@dataclass(frozen=True)
class _Years:
    """The axis that curve and steps share: a year is a stretch, a figure for it stands in its middle."""

    first: int
    last: int
    left: float
    right: float

    @property
    def per_year(self) -> float:
        return (self.right - self.left) / (self.last + 1 - self.first)

    def at(self, moment: float) -> float:
        return self.left + (moment - self.first) * self.per_year

    @property
    def printed(self) -> tuple[int, ...]:
        """The years that have room for their number, counted from the strategy's first."""
        step = next(n for n in range(1, 100) if n * self.per_year >= text_width("2014") + YEAR_GAP)
        start = STAGES["first"][0]
        years = tuple(y for y in range(self.first, self.last + 1) if (y - start) % step == 0)
        return years or (self.last,)


@dataclass(frozen=True)
class _Stage:
    """A stage as far as the axis shows it: its words, and where it begins and ends in years."""

    words: str
    start: float
    end: float


def unsure(step: Step) -> bool:
    """Whether a step's date is uncertain or no more than a year."""
    return len(step.date) == 4 or step.certainty in UNSURE


def moment(date: str) -> float:
    """A date as a number of years; the middle of the year or month where no more is known.

    Examples
    --------
    >>> moment("2017"), moment("2014-01-01"), round(moment("2014-02"), 3)
    (2017.5, 2014.0, 2014.125)
    """
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return year + 0.5
    if len(rest) == 1:
        return year + (rest[0] - 0.5) / 12
    return year + (datetime.date(year, *rest).timetuple().tm_yday - 1) / 366


def numbered(steps: Sequence[Step]) -> tuple[Mark, ...]:
    """Steps with their numbers, in the order in which they stand along the axis."""
    ordered = sorted(steps, key=lambda step: (moment(step.date), step.id))
    return tuple(Mark(n, step, moment(step.date)) for n, step in enumerate(ordered, start=1))


def lanes(starts: Sequence[float], widths: Sequence[float], *, gap: float = MARK_GAP) -> list[int]:
    """The lane for each mark, in order from the left: the first in which it does not touch the one before.

    Examples
    --------
    >>> lanes([0.0, 5.0, 30.0], [10.0, 10.0, 10.0])
    [0, 1, 0]
    """
    ends: list[float] = []
    chosen = []
    for start, wide in zip(starts, widths, strict=True):
        lane = next((i for i, end in enumerate(ends) if end + gap <= start), len(ends))
        ends[lane:] = [start + wide, *ends[lane + 1 :]]
        chosen.append(lane)
    return chosen


def span(steps: Sequence[Step], lang: str) -> str:
    """From the first step to the last in words: in months, or in years where a month is not known.

    Raises
    ------
    ValueError
        If there is no step.
    """
    ordered = numbered(steps)
    if not ordered:
        raise ValueError("a span needs a step")
    ends = [ordered[0].step.date[:7], ordered[-1].step.date[:7]]
    if any(len(end) == 4 for end in ends):
        ends = [end[:4] for end in ends]
    return language.period(ends[0] if ends[0] == ends[1] else "..".join(ends), lang)


def cut(result: PolicyTimeline) -> PolicyTimeline:
    """The result within the years drawn, full years only: what lies before or after is neither drawn nor told."""
    inside = range(result.since, result.edition_year + 1)
    series = sorted((o for o in result.series if o.ref_year in inside and not o.period), key=lambda o: o.ref_year)
    return replace(
        result,
        series=tuple(series),
        breaks=tuple(b for b in result.breaks if series and series[0].ref_year < b.year <= series[-1].ref_year),
        steps=tuple(step for step in result.steps if step.year in inside),
    )


def draw(result: PolicyTimeline, *, context: Context, width: Width) -> Figure:
    """The series above; below, on the same axis of years, a row of numbered marks for each direction with steps."""
    shown = cut(result)
    scale = _scale(shown, context)
    years = _years(shown, scale, width)
    stages = _stages(years, context)
    rows = _rows(numbered(shown.steps), years, context, width)
    head = panels.heading(series_name(shown, context), _below(shown, context), width.points)
    title = wording.say("timeline.rows", context)
    second = panels.heading(title, "", width.points)
    notes = _notes(shown, context)

    plot_top = head.height + _stages_height(stages) + (BREAK_STRIP if shown.breaks else 0.0) + HEADROOM
    plot = Box(years.left, plot_top, years.right - years.left, PLOT_HEIGHT if shown.series else EMPTY_HEIGHT)
    rows_top = plot.bottom + YEARS_BELOW + panels.ROW_GAP / 2 + second.height + 2
    below = Box(years.left, rows_top, plot.width, sum(_row_height(row, width) for row in rows) or EMPTY_HEIGHT)
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


def _years(shown: PolicyTimeline, scale: Scale, width: Width) -> _Years:
    most = max((mark.width for mark in numbered(shown.steps)), default=DOT)
    left = scale.label_width + 5
    if width is Width.WIDE:
        left = max(left, LABEL_COLUMN + 8)
    last = max(shown.edition_year, shown.since)
    return _Years(shown.since, last, left, width.points - most)


def series_name(shown: PolicyTimeline, context: Context) -> str:
    """What the series is called; without values there is no indicator to name."""
    if not shown.series:
        return wording.say("timeline.series", context)
    newest = shown.series[-1]
    return wording.short_name(newest.indicator, context, newest.breakdown)


def _below(shown: PolicyTimeline, context: Context) -> str:
    unit = wording.unit_label(shown.series[-1].unit, context) if shown.series else ""
    return wording.joined(wording.country(context), unit)


def _stages(years: _Years, context: Context) -> tuple[_Stage, ...]:
    """The stages that have begun by the axis's last year."""
    found = []
    for name, (first, last) in STAGES.items():
        start, end = max(first, years.first), min(last, years.last) + 1
        if start < end:
            words = language.text(f"stage.{name}", context.lang)
            found.append(_Stage(words, start, end))
    if all(text_width(stage.words) <= (stage.end - stage.start) * years.per_year for stage in found):
        return tuple(found)
    return tuple(replace(stage, words=_halved(stage.words)) for stage in found)


def _halved(words: str) -> str:
    """``words`` in two lines or, where a word is long, as near to it as can be."""
    return wrap(words, max(text_width(words) * 0.6, widest_word(words)))


def _stages_height(stages: Sequence[_Stage]) -> float:
    return max((height(stage.words) for stage in stages), default=-STAGE_BAR) + STAGE_BAR + 2


def _draw_stages(page: Sheet, stages: Sequence[_Stage], years: _Years, top: float) -> None:
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


def _ground(axes: Axes, years: _Years, stages: Sequence[_Stage], low: float, high: float) -> None:
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
    years: _Years,
    stages: Sequence[_Stage],
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


def _write_breaks(page: Sheet, breaks: Sequence[Break], plot: Box, years: _Years, context: Context) -> None:
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
    page: Sheet, series: Sequence[Observation], plot: Box, scale: Scale, years: _Years, context: Context
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


def _write_years(page: Sheet, years: _Years, top: float) -> None:
    for year in years.printed:
        page.text(years.at(year + 0.5), top + 4, str(year), color=INK, ha="center")


def _rows(marks: Sequence[Mark], years: _Years, context: Context, width: Width) -> tuple[_Row, ...]:
    """A row for each direction that has steps."""
    found = []
    for direction in dict.fromkeys((*DIRECTIONS, *(mark.step.direction for mark in marks))):
        own = [mark for mark in marks if mark.step.direction == direction]
        if own:
            name = wording.capitalised(language.text(f"direction.{direction}", context.lang), context)
            room = LABEL_COLUMN if width is Width.WIDE else width.points
            chosen = lanes([years.at(m.moment) - DOT / 2 for m in own], [m.width for m in own])
            found.append(_Row(wrap(name, room), tuple(zip(own, chosen, strict=True))))
    return tuple(found)


def _row_height(row: _Row, width: Width) -> float:
    above = _name_height(row, width)
    return above + max(row.lanes_height, 0.0 if above else height(row.name)) + 2 * ROW_PADDING


def _name_height(row: _Row, width: Width) -> float:
    """What the name takes above its row: nothing on a wide sheet, where it stands beside it."""
    return height(row.name) + ROW_PADDING if width is Width.NARROW else 0.0


def _draw_rows(
    page: Sheet,
    rows: Sequence[_Row],
    box: Box,
    years: _Years,
    stages: Sequence[_Stage],
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
        bottom = top + _row_height(row, width)
        above = _name_height(row, width)
        name = top + ROW_PADDING + (0.0 if above else (LANE - height("1")) / 2)
        page.text(0.0, box.top + name, row.name, color=INK)
        _ground(axes, years, stages, top + above, bottom)
        _draw_marks(page, axes, row, box.top, top + above + ROW_PADDING, years)
        top = bottom
    page.line([0.5, page.width - 0.5], [box.bottom] * 2, color=PEER, linewidth=0.6)


def _draw_marks(page: Sheet, axes: Axes, row: _Row, above: float, top: float, years: _Years) -> None:
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


def alt(result: PolicyTimeline, *, context: Context) -> str:
    """The series with its first and last value, the number of steps and the time they span."""
    shown = cut(result)
    opening = wording.say(
        "alt.timeline",
        context,
        economy=wording.country(context),
        first=shown.since,
        last=shown.edition_year,
    )
    clauses = f"{_series_clause(shown, context)}; {_steps_clause(shown, context)}"
    parts = [opening, wording.say("alt.sentence", context, text=clauses)]
    if shown.series and shown.steps:
        parts.append(wording.say("note.timeline.apart", context))
    return " ".join(parts)


def _series_clause(shown: PolicyTimeline, context: Context) -> str:
    name = series_name(shown, context)
    if not shown.series:
        return wording.say("alt.none", context, name=name, year=shown.edition_year)
    first, last = shown.series[0], shown.series[-1]
    printed = wording.quantity(last.value, last.unit, last.indicator, context)
    if first is last:
        return wording.say("alt.point", context, name=name, last=printed, last_year=last.ref_year)
    text = wording.say(
        "alt.path",
        context,
        name=name,
        first=wording.brief(first.value, first.unit, first.indicator, context),
        first_year=first.ref_year,
        last=printed,
        last_year=last.ref_year,
    )
    years = ", ".join(str(b.year) for b in shown.breaks)
    return text + (wording.say("alt.timeline.breaks", context, years=years) if years else "")


def _steps_clause(shown: PolicyTimeline, context: Context) -> str:
    if not shown.steps:
        return wording.say("timeline.no_steps", context, year=shown.edition_year)
    return counted(shown.steps, context)


def counted(steps: Sequence[Step], context: Context) -> str:
    """How many steps there are and what time they span."""
    key = "timeline.one" if len(steps) == 1 else "timeline.many"
    return wording.say(key, context, n=len(steps), span=span(steps, context.lang))


def behind(result: PolicyTimeline, *, context: Context) -> Table:
    """A row for each step by its number, then a row for each value of the series."""
    shown = cut(result)
    heads = tuple(
        Column(wording.say(f"table.timeline.{key}", context)) for key in ("head", "date", "clause", "step", "certainty")
    )
    steps = [_step_row(mark, context) for mark in numbered(shown.steps)]
    return Table(heads, (*steps, *(_value_row(o, context) for o in shown.series)))


def _step_row(mark: Mark, context: Context) -> tuple[Cell, ...]:
    step = mark.step
    return (
        Cell(str(mark.number)),
        Cell(language.date(step.date, context.lang)),
        Cell(step.clause),
        Cell(step.text[context.lang], note=urlsplit(step.address).hostname or ""),
        Cell(language.text(f"certainty.{step.certainty}", context.lang)),
    )


def _value_row(o: Observation, context: Context) -> tuple[Cell, ...]:
    none = Cell("–", muted=True)
    return (
        Cell(wording.short_name(o.indicator, context, o.breakdown)),
        Cell(language.date(str(o.ref_year), context.lang)),
        none,
        Cell(wording.quantity(o.value, o.unit, o.indicator, context)),
        none,
    )
