"""All economies of one year as dots stacked over a scale, the country among them, the groups' medians below."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from matplotlib.figure import Figure

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import Distribution, Observation, PeerSummary, Standing, WhyNot
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height, wrap
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.scales import Scale, dress_values_across, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, MUTED, PEER, RULE, Width

EMPTY_HEIGHT = 70.0
TALLEST = 96.0
"""The tallest stack of dots may be this high."""
LARGEST, SMALLEST = 6.0, 3.0
SMALLEST_OWN = 7.0
MEDIAN_ROW = 15.0
MEDIAN_MARK = 8.0
"""From a median's diamond to its words."""
LABEL_GAP = 6.0
SIDE = 6.0
SCALE_BELOW = 19.0


@dataclass(frozen=True)
class Stack:
    """Dots of one size: for each economy the column it stands in, counted from the left."""

    size: float
    columns: tuple[int, ...]
    own: int

    @property
    def tallest(self) -> float:
        """Height in points of the tallest column, the country's dot counted."""
        return max(Counter((*self.columns, self.own)).values()) * self.size


def stack(fractions: list[float], own: float, *, room: float) -> Stack:
    """The largest dots with which every column stays below :data:`TALLEST`; values are fractions of the scale.

    Examples
    --------
    >>> stack([0.0, 0.01, 1.0], 0.5, room=60.0)
    Stack(size=6.0, columns=(0, 0, 9), own=5)
    """
    size = LARGEST
    while True:
        bins = max(int(room / size), 1)
        columns = tuple(min(int(f * bins), bins - 1) for f in fractions)
        found = Stack(size, columns, min(int(own * bins), bins - 1))
        if found.tallest <= TALLEST or size <= SMALLEST:
            return found
        size -= 0.25


def draw(result: Distribution, *, context: Context, width: Width) -> Figure:
    """A dot an economy; an explained empty frame where the country has no place."""
    standing = result.standing
    head = _heading(result, context, width.points)
    if standing is None:
        page = sheet(width.points, head.height + EMPTY_HEIGHT)
        text = wording.capitalised(_why_not(result, context), context)
        panels.write_empty(page, Box(1, head.height, page.width - 2, EMPTY_HEIGHT - 2), context, text=text)
    else:
        page = _draw_standing(result, standing, head.height, context, width)
    panels.write_heading(page, head, left=0.0, top=0.0)
    return page.figure


def _heading(result: Distribution, context: Context, room: float) -> panels.Heading:
    known = indicator(result.indicator)
    unit = wording.unit_label(known.unit, context)
    if known.log_scale:
        unit = wording.say("log", context, unit=unit)
    year = str(result.standing.observation.ref_year) if result.standing else ""
    return panels.heading(known.short[context.lang], wording.joined(unit, year), room)


def _why_not(result: Distribution, context: Context) -> str:
    return language.text(f"why_not.{(result.why_not or WhyNot.NO_DATA).value}", context.lang)


def _draw_standing(result: Distribution, standing: Standing, above: float, context: Context, width: Width) -> Sheet:
    known = indicator(result.indicator)
    own = standing.observation
    values = [o.value for o in standing.others]
    everything = [own.value, *values, *(g.median for g in result.groups)]
    scale = value_scale(everything, unit=own.unit, log=known.log_scale, lang=context.lang, ticks=5)
    side = max(SIDE, scale.label_width / 2 + 1)
    room = width.points - 2 * side
    dots = stack([scale.fraction(v) for v in values], scale.fraction(own.value), room=room)
    label = wrap(_own_label(standing, context), width.points, bold=True)
    plot = Box(side, above + height(label) + LABEL_GAP, room, dots.tallest + 6)
    medians = [_median(g, scale, plot, width.points, own, context) for g in result.groups]
    below = plot.bottom + SCALE_BELOW + sum(m.height for m in medians)
    notes = [wording.say("note.distribution" if medians else "note.dots", context)]
    page = sheet(width.points, below + notes_height(notes, width.points))
    axes = page.axes(plot)
    dress_values_across(axes, scale)
    axes.set_ylim(0, plot.height)
    x = _draw_dots(page, dots, plot)
    _write_own(page, label, x, plot, above, below if medians else plot.bottom)
    _draw_medians(page, medians, plot)
    write_notes(page, notes, top=below)
    return page


def _own_label(standing: Standing, context: Context) -> str:
    return wording.say(
        "distribution.own",
        context,
        economy=wording.country(context),
        value=wording.quantity(
            standing.observation.value, standing.observation.unit, standing.observation.indicator, context
        ),
        rank=standing.rank,
        n=standing.n,
    )


def _draw_dots(page: Sheet, dots: Stack, plot: Box) -> float:
    """Draw the others in grey and the country on top of its column; returns the country's place in points."""
    pitch = plot.width / max(int(plot.width / dots.size), 1)
    filled: Counter[int] = Counter()
    xs, ys = [], []
    for column in sorted(dots.columns):
        xs.append(plot.left + (column + 0.5) * pitch)
        ys.append(plot.bottom - 1 - (filled[column] + 0.5) * dots.size)
        filled[column] += 1
    page.line(xs, ys, linestyle="", marker="o", markersize=dots.size - 0.8, color=PEER, mew=0, zorder=3, label="others")
    x = plot.left + (dots.own + 0.5) * pitch
    y = plot.bottom - 1 - (filled[dots.own] + 0.5) * dots.size
    page.line(
        [x],
        [y],
        marker="o",
        markersize=max(dots.size + 1.5, SMALLEST_OWN),
        color=ACCENT,
        mec="white",
        mew=0.6,
        zorder=5,
        label="own",
    )
    return x


def _write_own(page: Sheet, label: str, x: float, plot: Box, top: float, end: float) -> None:
    half = text_width(label, bold=True) / 2
    centre = max(half, min(x, page.width - half))
    page.text(centre, top + 2, label, color=ACCENT, weight="bold", ha="center")
    page.line([x, x], [top + 2 + height(label), plot.bottom], color=ACCENT, linewidth=1.0, zorder=2)
    if end > plot.bottom:
        page.line([x, x], [plot.bottom + SCALE_BELOW, end], color=ACCENT, linewidth=1.0, zorder=2)


@dataclass(frozen=True)
class _Median:
    """A group's median below the scale: where it lies, its words, and the side they stand on."""

    x: float
    words: str
    right: bool

    @property
    def height(self) -> float:
        return max(MEDIAN_ROW, height(self.words) + 4)


def _median(group: PeerSummary, scale: Scale, plot: Box, room: float, own: Observation, context: Context) -> _Median:
    x = plot.left + scale.fraction(group.median) * plot.width
    words = f"{context.groups[group.group]}: {wording.value_of(group.median, own.indicator, context)}"
    rooms = {True: room - x - MEDIAN_MARK, False: x - MEDIAN_MARK}
    away = group.median >= own.value  # from the country's line, so that it is not cut by words
    sides = [side for side in (away, not away) if text_width(words) <= rooms[side]]
    right = sides[0] if sides else rooms[True] >= rooms[False]
    return _Median(x, wrap(words, rooms[right]), right)


def _draw_medians(page: Sheet, medians: list[_Median], plot: Box) -> None:
    """A row for each group: a diamond at its median, the words on the side that has room."""
    top = plot.bottom + SCALE_BELOW
    hide = {"boxstyle": "square,pad=0.1", "facecolor": "white", "edgecolor": "none"}
    for median in medians:
        y = top + median.height / 2
        page.line([plot.left, plot.right], [y, y], color=RULE, linewidth=0.7, zorder=1)
        page.line([median.x], [y], marker="D", markersize=5.5, color=MUTED, mec="white", mew=0.6, zorder=5)
        x = median.x + (MEDIAN_MARK if median.right else -MEDIAN_MARK)
        side = "left" if median.right else "right"
        page.text(x, y, median.words, color=MUTED, va="center", ha=side, ma=side, bbox=hide, zorder=4)
        top += median.height


def alt(result: Distribution, *, context: Context) -> str:
    """The country's value and place, the range of all economies, and the groups' medians."""
    name = indicator(result.indicator).short[context.lang]
    standing = result.standing
    if standing is None:
        why = _why_not(result, context)
        return wording.say("alt.distribution_none", context, name=name, year=context.year, why=why)
    own = standing.observation
    values = [own.value, *(o.value for o in standing.others)]
    parts = [
        wording.say(
            "alt.distribution",
            context,
            name=name,
            year=own.ref_year,
            economy=wording.country(context),
            value=wording.quantity(own.value, own.unit, own.indicator, context),
            rank=standing.rank,
            n=standing.n,
            low=wording.quantity(min(values), own.unit, own.indicator, context),
            high=wording.quantity(max(values), own.unit, own.indicator, context),
        )
    ]
    if result.groups:
        medians = "; ".join(
            f"{context.groups[g.group]} – {wording.quantity(g.median, g.unit, own.indicator, context)}"
            for g in result.groups
        )
        parts.append(wording.say("alt.medians", context, medians=medians))
    return " ".join(parts)


def behind(result: Distribution, *, context: Context) -> Table:
    """The groups' medians and every economy, highest value first."""
    heads = (
        Column(wording.say("table.economy", context)),
        Column(wording.say("table.year", context), numeric=True),
        Column(wording.say("table.value", context), numeric=True),
    )
    if result.standing is None:
        return Table(heads, ((Cell(_why_not(result, context), muted=True), Cell(""), Cell("")),))
    code = result.indicator
    groups = [
        (wording.say("median", context, group=context.groups[g.group]), g.ref_year, g.median) for g in result.groups
    ]
    everyone = sorted((result.standing.observation, *result.standing.others), key=lambda o: (-o.value, o.economy))
    economies = [(language.economy(o.economy, context.lang), o.ref_year, o.value) for o in everyone]
    return Table(
        heads,
        tuple(
            (Cell(name), Cell(str(year)), Cell(wording.value_of(value, code, context)))
            for name, year, value in (*groups, *economies)
        ),
    )
