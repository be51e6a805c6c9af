"""Small multiples of one economy through the years, beside its peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis.errors import MethodError
from analysis.methods.results import Break, Observation, PeerSummary, Trajectories, Trajectory
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height, spread, widest_word, width, wrap
from analysis.present.figures.panels import Heading
from analysis.present.figures.runs import OWN, Run, runs
from analysis.present.figures.scales import Scale, dress_values, dress_years, exact, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.figures.trajectories_shown import (
    annual,
    benchmark_path,
    breaks_within,
    cut_to,
    reference_name,
    unit_of,
    years_of,
)
from analysis.present.figures.trajectories_told import alt, behind
from analysis.present.theme import ACCENT, BAND, INK, MUTED, PEER, Width

__all__ = ["alt", "behind", "draw"]

PLOT_HEIGHT = 104.0
LABEL_ROOM = 104.0
LABEL_OFFSET = 12.0
"""From the plot's right edge to the labels: room for the leaders."""
LABEL_GAP = 2.5
FAR = 10.0
"""A line that ends further than this from the plot's edge is led to its words by dots."""
BREAK_STRIP = 13.0
YEARS_BELOW = 17.0
EMPTY_HEIGHT = 56.0


@dataclass(frozen=True)
class _Label:
    """A word or two at the end of a line: where the line ends, and how the words look."""

    text: str
    year: int | None
    value: float
    colour: str
    bold: bool = False
    leader: str = PEER

    @property
    def width(self) -> float:
        return width(self.text, bold=self.bold)


@dataclass(frozen=True)
class _Panel:
    """A trajectory cut to the years drawn, with its scale, words and labels."""

    trajectory: Trajectory
    heading: Heading
    scale: Scale
    labels: tuple[_Label, ...]
    breaks: tuple[Break, ...]

    @property
    def plot_height(self) -> float:
        if not self.labels:
            return EMPTY_HEIGHT
        return max(PLOT_HEIGHT, sum(height(label.text) + LABEL_GAP for label in self.labels))


@dataclass(frozen=True)
class _Sides:
    """Room beside every plot, the same in all panels so that their years stand one below the other."""

    left: float
    right: float


def draw(result: Trajectories, *, context: Context, width: Width) -> Figure:
    """The country's line in the accent, peers in grey, each with its name at its end.

    Raises
    ------
    MethodError
        If the result has no panel.
    """
    if not result.panels:
        raise MethodError(
            f"a figure of trajectories in {context.chapter}", rule="at least one panel", remedy="give it an indicator"
        )
    cut = tuple(cut_to(t, context) for t in result.panels)
    grid = panels.grid(len(cut), width)
    first, last = years_of(cut, context)
    prepared = [_prepare(t, context, grid.width(i)) for i, t in enumerate(cut)]
    notes = _notes(cut, context)
    heights = [_row_height([prepared[i] for i in row]) for row in grid.rows]
    total = sum(heights) + panels.ROW_GAP * (len(heights) - 1) + notes_height(notes, grid.total)
    page = sheet(grid.total, total)
    sides = _sides(prepared, [grid.width(i) for i in range(len(prepared))])
    top = 0.0
    for row, row_height in zip(grid.rows, heights, strict=True):
        placed = [(prepared[i], grid.left(i), grid.width(i)) for i in row]
        _draw_row(page, placed, top, sides[grid.width(row[0])], (first, last), context)
        top += row_height + panels.ROW_GAP
    write_notes(page, notes, top=top - panels.ROW_GAP)
    return page.figure


def _values(trajectory: Trajectory, context: Context) -> list[float]:
    band = benchmark_path(trajectory, context)
    return [
        *(o.value for o in trajectory.own),
        *(p.median for path in trajectory.peers for p in path.points),
        *(quartile for p in (band.points if band else ()) for quartile in (p.q1, p.q3)),
        *(r.value for r in trajectory.references),
    ]


def _prepare(trajectory: Trajectory, context: Context, room: float) -> _Panel:
    unit = unit_of(trajectory)
    scale = value_scale(_values(trajectory, context), unit=unit, log=trajectory.log_scale, lang=context.lang)
    below = wording.unit_label(unit, context)
    if scale.log:
        below = wording.say("log", context, unit=below) if below else wording.say("log_alone", context)
    title = wording.short_name(trajectory.indicator, context, trajectory.breakdown)
    shown = breaks_within(trajectory)
    return _Panel(trajectory, panels.heading(title, below, room), scale, _labels(trajectory, context, room), shown)


def _labels(trajectory: Trajectory, context: Context, room: float) -> tuple[_Label, ...]:
    own = annual(trajectory) or trajectory.own
    labels = [_own_label(own[-1], context)] if own else []
    if not own and _values(trajectory, context):
        missing = wording.say("none_for", context, economy=wording.country(context), year=trajectory.edition_year)
        labels.append(_Label(missing, None, min(_values(trajectory, context)), ACCENT))
    for path in trajectory.peers:
        end = path.points[-1]
        colour = MUTED if path.group == context.benchmark else PEER
        labels.append(_Label(context.groups[path.group], end.ref_year, end.median, MUTED, leader=colour))
    for reference in trajectory.references:
        words = f"{reference_name(reference, context)}: {exact(reference.value, context.lang)}"
        labels.append(_Label(words, trajectory.edition_year, reference.value, INK, leader=INK))
    limit = max(LABEL_ROOM, room * 0.28)
    return tuple(_wrapped(label, limit) for label in labels)


def _own_label(last: Observation, context: Context) -> _Label:
    text = f"{wording.country(context)}\n{wording.value(last, context)} ({wording.when(last, context)})"
    old = last.is_old(context.year)
    return _Label(text, last.ref_year, last.value, MUTED if old else ACCENT, bold=not old, leader=ACCENT)


def _wrapped(label: _Label, room: float) -> _Label:
    room = max(room, widest_word(label.text, bold=label.bold))
    lines = [wrap(line, room, bold=label.bold) for line in label.text.split("\n")]
    return _Label("\n".join(lines), label.year, label.value, label.colour, label.bold, label.leader)


def _sides(prepared: Sequence[_Panel], rooms: Sequence[float]) -> dict[float, _Sides]:
    """The room beside the plots, by the width of the panel."""
    found = {}
    for room in set(rooms):
        alike = [panel for panel, width_ in zip(prepared, rooms, strict=True) if width_ == room]
        left = max(panel.scale.label_width for panel in alike) + 5
        right = max((label.width for panel in alike for label in panel.labels), default=0.0)
        found[room] = _Sides(left, right + LABEL_OFFSET + 2)
    return found


def _row_height(row: Sequence[_Panel]) -> float:
    years_below = YEARS_BELOW if any(panel.labels for panel in row) else 0.0
    return _above(row) + max(panel.plot_height for panel in row) + years_below


def _above(row: Sequence[_Panel]) -> float:
    strip = BREAK_STRIP if any(panel.breaks for panel in row) else 4.0
    return max(panel.heading.height for panel in row) + strip


def _draw_row(
    page: Sheet,
    row: Sequence[tuple[_Panel, float, float]],
    top: float,
    sides: _Sides,
    years: tuple[int, int],
    context: Context,
) -> None:
    only = [panel for panel, _, _ in row]
    plot_height = max(panel.plot_height for panel in only)
    for panel, left, room in row:
        panels.write_heading(page, panel.heading, left=left, top=top)
        plot = Box(left + sides.left, top + _above(only), room - sides.left - sides.right, plot_height)
        if panel.labels:
            _draw_panel(page, panel, plot, years, context)
        else:
            panels.write_empty(page, Box(left + 1, plot.top, room - 2, plot_height), context)


def _draw_panel(page: Sheet, panel: _Panel, plot: Box, years: tuple[int, int], context: Context) -> None:
    axes = page.axes(plot)
    dress_values(axes, panel.scale)
    dress_years(axes, *years, room=plot.width)
    _draw_peers(axes, panel.trajectory, context)
    for reference in panel.trajectory.references:
        axes.axhline(reference.value, color=INK, linewidth=1.1, dashes=(5, 3), zorder=3)
    for point in panel.breaks:
        axes.axvline(point.year - 0.5, color=MUTED, linewidth=0.9, linestyle=(0, (1, 2)), zorder=2)
    _draw_own(axes, panel.trajectory)
    _write_breaks(page, axes, panel, plot, context)
    _write_labels(page, axes, panel, plot)


def _draw_peers(axes: Axes, trajectory: Trajectory, context: Context) -> None:
    for path in trajectory.peers:
        chosen = path.group == context.benchmark
        if chosen:
            _draw_band(axes, path.points)
        for run in runs([(p.ref_year, p.median) for p in path.points]):
            xs, ys = zip(*run.points, strict=True)
            axes.plot(
                xs,
                ys,
                color=MUTED if chosen else PEER,
                linewidth=0.7 if run.thin else 1.5 if chosen else 1.1,
                marker="o" if len(xs) == 1 else "",
                markersize=2.5,
                zorder=2.5,
            )


def _draw_band(axes: Axes, points: Sequence[PeerSummary]) -> None:
    quartiles = {p.ref_year: p for p in points}
    for run in runs([(p.ref_year, p.median) for p in points]):
        if len(run.points) > 1 and not run.thin:
            years = [year for year, _ in run.points]
            low, high = [quartiles[y].q1 for y in years], [quartiles[y].q3 for y in years]
            axes.fill_between(years, low, high, color=BAND, linewidth=0, zorder=1)


def _draw_own(axes: Axes, trajectory: Trajectory) -> None:
    full = annual(trajectory)
    for run in runs([(o.ref_year, o.value) for o in full], [b.year for b in trajectory.breaks]):
        xs, ys = zip(*run.points, strict=True)
        axes.plot(
            xs,
            ys,
            color=ACCENT,
            linewidth=0.8 if run.thin else 2.2,
            marker="" if run.thin else "o",
            markersize=3.2,
            zorder=5,
            clip_on=False,
            label=OWN,
        )
    if full:
        axes.plot([full[-1].ref_year], [full[-1].value], "o", color=ACCENT, markersize=5.5, zorder=6, clip_on=False)
    for part in (o for o in trajectory.own if o.period):
        axes.plot(
            [part.ref_year], [part.value], "o", mfc="white", mec=ACCENT, mew=1.4, markersize=5, zorder=6, clip_on=False
        )


def _write_breaks(page: Sheet, axes: Axes, panel: _Panel, plot: Box, context: Context) -> None:
    """The words over the dotted lines; one wording for all where they would touch."""
    if not panel.breaks:
        return
    low, high = axes.get_xlim()
    places = [plot.left + (b.year - 0.5 - low) / (high - low) * plot.width for b in panel.breaks]
    words = wording.say("break", context)
    sizes = [width(words) + 6] * len(places)
    if sum(sizes) > plot.width:
        words = wording.say("breaks", context)
        places, sizes = [sum(places) / len(places)], [width(words)]
    for x in spread(places, sizes, low=plot.left, high=plot.right):
        page.text(x, plot.top - 3, words, color=MUTED, ha="center", va="bottom")


def _write_labels(page: Sheet, axes: Axes, panel: _Panel, plot: Box) -> None:
    low, high = axes.get_xlim()
    ends = [plot.bottom - panel.scale.fraction(label.value) * plot.height for label in panel.labels]
    sizes = [height(label.text) + LABEL_GAP for label in panel.labels]
    centres = spread(ends, sizes, low=plot.top - 4, high=plot.bottom + 8)
    for label, end, centre in zip(panel.labels, ends, centres, strict=True):
        x = plot.right + LABEL_OFFSET
        page.text(x, centre, label.text, color=label.colour, va="center", weight="bold" if label.bold else "normal")
        if label.year is not None:
            start = plot.left + (label.year - low) / (high - low) * plot.width
            _leader(page, start, end, plot.right + 2, x - 2, centre, label)


def _leader(page: Sheet, start: float, end: float, turn: float, x: float, y: float, label: _Label) -> None:
    """From the line's end to its words; dotted across the plot where the line ends early, lest it read as data."""
    if abs(end - y) < 2.5 and turn - start < FAR:
        return
    begin = start + 4
    if turn - begin > FAR:
        page.line([begin, turn], [end, end], color=label.leader, linewidth=0.7, linestyle=(0, (1, 3)), zorder=1.5)
        begin = turn
    page.line([begin, max(turn, begin), x], [end, end, y], color=label.leader, linewidth=0.6, zorder=1.5)


def _notes(cut: Sequence[Trajectory], context: Context) -> list[str]:
    """What the marks of this very figure mean."""
    notes = []
    if any(_has_band(t, context) for t in cut):
        notes.append(wording.say("note.band", context, group=context.groups[context.benchmark]))
    elif any(t.peers for t in cut):
        notes.append(wording.say("note.medians", context))
    if any(run.thin for t in cut for run in _own_runs(t)):
        notes.append(wording.say("note.thin", context))
    if any(o.period for t in cut for o in t.own):
        notes.append(wording.say("note.hollow", context))
    return notes


def _has_band(trajectory: Trajectory, context: Context) -> bool:
    path = benchmark_path(trajectory, context)
    return path is not None and any(b.ref_year - a.ref_year == 1 for a, b in pairwise(path.points))


def _own_runs(trajectory: Trajectory) -> tuple[Run, ...]:
    return runs([(o.ref_year, o.value) for o in annual(trajectory)], [b.year for b in trajectory.breaks])
