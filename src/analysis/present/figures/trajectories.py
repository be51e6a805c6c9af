"""Small multiples of one economy through the years, beside its peers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from analysis import language
from analysis.errors import MethodError
from analysis.indicators import indicator
from analysis.methods.results import Break, Observation, PeerPath, PeerSummary, Reference, Trajectories, Trajectory
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height, spread, widest_word, width, wrap
from analysis.present.figures.panels import Heading
from analysis.present.figures.scales import FIRST_YEAR, Scale, dress_values, dress_years, exact, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, BAND, INK, MUTED, PEER, Width

LONGEST_GAP = 3
"""Points further apart than this are not joined at all; points one year apart by a full line."""
PLOT_HEIGHT = 104.0
LABEL_ROOM = 104.0
LABEL_OFFSET = 12.0
"""From the plot's right edge to the labels: room for the leaders."""
LABEL_GAP = 2.5
FAR = 10.0
"""A line that ends further than this from the plot's edge is led to its words by dots."""
OWN = "own"
"""The label that the country's line carries among the chart's artists."""
BREAK_STRIP = 13.0
YEARS_BELOW = 17.0
EMPTY_HEIGHT = 56.0


@dataclass(frozen=True)
class Run:
    """Neighbouring points that may be joined; ``thin`` where years without a figure lie between them."""

    points: tuple[tuple[int, float], ...]
    thin: bool = False


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


def runs(points: Sequence[tuple[int, float]], breaks: Sequence[int] = ()) -> tuple[Run, ...]:
    """Cut points into runs: never across a break, by a thin line over a gap of at most three years.

    A break of ``year`` lies between the years before and ``year`` itself.

    Examples
    --------
    >>> [len(run.points) for run in runs([(2010, 1.0), (2011, 2.0), (2012, 3.0)], breaks=[2012])]
    [2, 1]
    >>> [run.thin for run in runs([(2010, 1.0), (2011, 2.0), (2013, 3.0)])]
    [False, True, False]
    """
    if not points:
        return ()
    found: list[Run] = []
    current = [points[0]]
    for before, after in pairwise(points):
        years = after[0] - before[0]
        broken = any(before[0] < year <= after[0] for year in breaks)
        if years == 1 and not broken:
            current.append(after)
            continue
        found.append(Run(tuple(current)))
        if years <= LONGEST_GAP and not broken:
            found.append(Run((before, after), thin=True))
        current = [after]
    found.append(Run(tuple(current)))
    return tuple(found)


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
    cut = tuple(_cut(t, context) for t in result.panels)
    grid = panels.grid(len(cut), width)
    first, last = _years(cut, context)
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


def _cut(trajectory: Trajectory, context: Context) -> Trajectory:
    """The trajectory within the years a chart may show."""
    last = trajectory.edition_year or context.year
    inside = range(FIRST_YEAR, last + 1)
    own = tuple(sorted((o for o in trajectory.own if o.ref_year in inside), key=lambda o: (o.ref_year, o.period)))
    peers = tuple(
        PeerPath(path.group, tuple(p for p in path.points if p.ref_year in inside)) for path in trajectory.peers
    )
    return replace(
        trajectory,
        own=own,
        peers=tuple(path for path in peers if path.points),
        breaks=tuple(b for b in trajectory.breaks if b.year in inside),
        edition_year=last,
    )


def annual(trajectory: Trajectory) -> tuple[Observation, ...]:
    """Own observations of full years, which alone may be joined."""
    return tuple(o for o in trajectory.own if not o.period)


def _benchmark(trajectory: Trajectory, context: Context) -> PeerPath | None:
    return next((path for path in trajectory.peers if path.group == context.benchmark), None)


def _years(cut: Sequence[Trajectory], context: Context) -> tuple[int, int]:
    drawn = [o.ref_year for t in cut for o in t.own] + [
        p.ref_year for t in cut for path in t.peers for p in path.points
    ]
    last = max(t.edition_year or context.year for t in cut)
    return min([*drawn, last - 1]), last


def _values(trajectory: Trajectory, context: Context) -> list[float]:
    band = _benchmark(trajectory, context)
    return [
        *(o.value for o in trajectory.own),
        *(p.median for path in trajectory.peers for p in path.points),
        *(quartile for p in (band.points if band else ()) for quartile in (p.q1, p.q3)),
        *(r.value for r in trajectory.references),
    ]


def _unit(trajectory: Trajectory) -> str:
    return trajectory.own[-1].unit if trajectory.own else indicator(trajectory.indicator).unit


def _prepare(trajectory: Trajectory, context: Context, room: float) -> _Panel:
    unit = _unit(trajectory)
    scale = value_scale(_values(trajectory, context), unit=unit, log=trajectory.log_scale, lang=context.lang)
    below = wording.unit_label(unit, context)
    if scale.log:
        below = wording.say("log", context, unit=below) if below else wording.say("log_alone", context)
    title = wording.short_name(trajectory.indicator, context, trajectory.breakdown)
    shown = _breaks_within(trajectory)
    return _Panel(trajectory, panels.heading(title, below, room), scale, _labels(trajectory, context, room), shown)


def _breaks_within(trajectory: Trajectory) -> tuple[Break, ...]:
    """Breaks between two own points: elsewhere there is nothing to part."""
    years = [o.ref_year for o in annual(trajectory)]
    if not years:
        return ()
    return tuple(b for b in trajectory.breaks if years[0] < b.year <= years[-1])


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
        words = f"{_reference_name(reference, context)}: {exact(reference.value, context.lang)}"
        labels.append(_Label(words, trajectory.edition_year, reference.value, INK, leader=INK))
    limit = max(LABEL_ROOM, room * 0.28)
    return tuple(_wrapped(label, limit) for label in labels)


def _reference_name(reference: Reference, context: Context) -> str:
    return language.text(f"reference.{reference.key}", context.lang)


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
    path = _benchmark(trajectory, context)
    return path is not None and any(b.ref_year - a.ref_year == 1 for a, b in pairwise(path.points))


def _own_runs(trajectory: Trajectory) -> tuple[Run, ...]:
    return runs([(o.ref_year, o.value) for o in annual(trajectory)], [b.year for b in trajectory.breaks])


def alt(result: Trajectories, *, context: Context) -> str:
    """What the charts show, in at most three sentences."""
    cut = tuple(_cut(t, context) for t in result.panels)
    groups = dict.fromkeys(path.group for t in cut for path in t.peers)
    first, last = _years(cut, context)
    key = "alt.trajectories" if groups else "alt.trajectories_alone"
    opening = wording.say(
        key,
        context,
        economy=wording.country(context),
        first=first,
        last=last,
        groups=wording.listed((context.groups[g] for g in groups), context),
    )
    clauses = "; ".join(_clause(t, context) for t in cut)
    parts = [opening, wording.say("alt.sentence", context, text=clauses)]
    broken = dict.fromkeys(b for t in cut for b in _breaks_within(t))
    if broken:
        where = ", ".join(f"{wording.short_name(b.indicator, context)} ({b.year})" for b in broken)
        parts.append(wording.say("alt.breaks", context, where=where))
    return " ".join(parts)


def _clause(trajectory: Trajectory, context: Context) -> str:
    name = wording.short_name(trajectory.indicator, context, trajectory.breakdown)
    peers = _peer_clause(trajectory, context)
    full = annual(trajectory)
    if not trajectory.own:
        return wording.say("alt.none", context, name=name, year=trajectory.edition_year) + peers
    last = (full or trajectory.own)[-1]
    printed = wording.quantity(last.value, last.unit, last.indicator, context)
    if len(full) < 2:
        return wording.say("alt.point", context, name=name, last=printed, last_year=wording.when(last, context)) + peers
    first = wording.brief(full[0].value, full[0].unit, full[0].indicator, context)
    years = {"first_year": full[0].ref_year, "last_year": last.ref_year}
    return wording.say("alt.path", context, name=name, first=first, last=printed, **years) + peers


def _peer_clause(trajectory: Trajectory, context: Context) -> str:
    path = _benchmark(trajectory, context) or next(iter(trajectory.peers), None)
    if path is None:
        return ""
    end = path.points[-1]
    median = wording.brief(end.median, end.unit, trajectory.indicator, context)
    return wording.say("alt.peers", context, group=context.groups[path.group], value=median, year=end.ref_year)


def behind(result: Trajectories, *, context: Context) -> Table:
    """Every number drawn: a row for an indicator and a year, a column for the country and for each group."""
    cut = tuple(_cut(t, context) for t in result.panels)
    groups = tuple(dict.fromkeys(path.group for t in cut for path in t.peers))
    banded = any(_benchmark(t, context) for t in cut)
    heads = [Column(wording.say("table.what_year" if len(cut) > 1 else "table.year", context))]
    heads.append(Column(wording.country(context), numeric=True))
    heads += [Column(context.groups[g], numeric=True) for g in groups]
    if banded:
        name = context.groups[context.benchmark]
        heads.append(Column(wording.say("table.quartiles", context, group=name), numeric=True))
    rows = [row for t in cut for row in _rows(t, groups, banded, len(cut) > 1, context)]
    rows += [row for t in cut for row in _reference_rows(t, len(heads), context)]
    return Table(tuple(heads), tuple(rows))


def _rows(
    trajectory: Trajectory, groups: Sequence[str], banded: bool, named: bool, context: Context
) -> list[tuple[Cell, ...]]:
    medians = {(path.group, p.ref_year): p for path in trajectory.peers for p in path.points}
    own = {(o.ref_year, o.period): o for o in trajectory.own}
    whens = sorted({*own, *((year, "") for _, year in medians)})
    rows = []
    for year, period in whens:
        peers = [medians.get((g, year)) if not period else None for g in groups]
        when = language.period(period, context.lang) if period else str(year)
        cells = [Cell(_row_name(trajectory, when, named, context)), _own_cell(own.get((year, period)), context)]
        cells += [_number(p.median if p else None, trajectory, context) for p in peers]
        if banded:
            cells.append(
                _quartiles(medians.get((context.benchmark, year)) if not period else None, trajectory, context)
            )
        rows.append(tuple(cells))
    return rows


def _row_name(trajectory: Trajectory, when: str, named: bool, context: Context) -> str:
    if not named:
        return when
    return f"{wording.short_name(trajectory.indicator, context, trajectory.breakdown)}, {when}"


def _own_cell(observation: Observation | None, context: Context) -> Cell:
    if observation is None:
        return Cell(wording.say("table.none", context), muted=True)
    return Cell(wording.quantity(observation.value, observation.unit, observation.indicator, context))


def _number(number: float | None, trajectory: Trajectory, context: Context) -> Cell:
    if number is None:
        return Cell(wording.say("table.none", context), muted=True)
    return Cell(wording.quantity(number, _unit(trajectory), trajectory.indicator, context))


def _quartiles(summary: PeerSummary | None, trajectory: Trajectory, context: Context) -> Cell:
    if summary is None:
        return Cell(wording.say("table.none", context), muted=True)
    low, high = (wording.value_of(q, trajectory.indicator, context) for q in (summary.q1, summary.q3))
    return Cell(f"{low} – {high}")


def _reference_rows(trajectory: Trajectory, columns: int, context: Context) -> list[tuple[Cell, ...]]:
    empty = Cell(wording.say("table.none", context), muted=True)
    return [
        (
            Cell(_reference_name(r, context)),
            Cell(wording.quantity(r.value, r.unit, trajectory.indicator, context)),
            *(empty for _ in range(columns - 2)),
        )
        for r in trajectory.references
    ]
