"""Parts of one index in one edition: the country's dot beside its peers' medians."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.figure import Figure

from analysis.indicators import indicator
from analysis.methods.results import Observation, PeerSummary, Profile
from analysis.present.context import Context
from analysis.present.figures import panels, wording
from analysis.present.figures.lettering import height, wrap
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.scales import Scale, dress_values_across, value_scale
from analysis.present.figures.sheet import Box, Sheet, notes_height, sheet, write_notes
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, MUTED, PEER, RULE, Width

Part = tuple[str, Observation, tuple[PeerSummary, ...]]

ROW = 29.0
DOT_BELOW_MIDDLE = 5.0
KEY_GAP = 8.0
KEY_MARK = 13.0
"""From the start of an entry of the key to its words."""
SCALE_BELOW = 17.0
EMPTY_HEIGHT = 60.0
MARKS = ("D", "s", "^", "v", "P", "X")
"""A shape for each group, the benchmark's first and darkest."""


def draw(result: Profile, *, context: Context, width: Width) -> Figure:
    """A row for each part; an explained empty frame if no part is published."""
    room = width.points
    head = _heading(result, context, room)
    if not result.parts:
        page = sheet(room, head.height + EMPTY_HEIGHT)
        panels.write_empty(page, Box(1, head.height, room - 2, EMPTY_HEIGHT - 2), context)
    else:
        page = _draw_parts(result, head.height, context, room)
    panels.write_heading(page, head, left=0.0, top=0.0)
    return page.figure


def _heading(result: Profile, context: Context, room: float) -> panels.Heading:
    known = indicator(result.indicator)
    years = sorted({own.ref_year for _, own, _ in result.parts})
    when = "–".join(str(y) for y in dict.fromkeys((years[0], years[-1]))) if years else ""
    return panels.heading(
        known.short[context.lang], wording.joined(wording.unit_label(known.unit, context), when), room
    )


def part_name(result: Profile, part: Part, context: Context) -> str:
    """A part's words: the label of its breakdown, or the short name of the indicator that it is."""
    code, own, _ = part
    if own.breakdown:
        return wording.capitalised(wording.breakdown_label(own.breakdown, context), context)
    return indicator(code).short[context.lang]


def _groups(result: Profile, context: Context) -> list[str]:
    """The groups in their order, the benchmark first."""
    found = dict.fromkeys(g.group for _, _, peers in result.parts for g in peers)
    return sorted(found, key=lambda g: g != context.benchmark)


def _draw_parts(result: Profile, above: float, context: Context, room: float) -> Sheet:
    groups = _groups(result, context)
    names = {part[0]: wrap(part_name(result, part, context), room * 0.34) for part in result.parts}
    key = _key(groups, context, room)
    scale = _scale(result, context)
    printed = max(text_width(wording.value(own, context), bold=True) for _, own, _ in result.parts)
    left = max(text_width(name) for name in names.values()) + 8 + printed / 2
    right = max(printed, scale.label_width) / 2 + 1
    top = above + KEY_GAP + sum(line.height for line in key)
    plot = Box(left, top, room - left - right, ROW * len(result.parts))
    notes = [wording.say("note.marks", context)] if groups else []
    page = sheet(room, plot.bottom + SCALE_BELOW + notes_height(notes, room))
    axes = page.axes(plot)
    dress_values_across(axes, scale)
    axes.spines["bottom"].set_visible(False)
    axes.set_ylim(plot.height, 0)
    _write_key(page, key, groups, above + KEY_GAP / 2, context)
    for number, part in enumerate(result.parts):
        y = plot.top + ROW * (number + 0.5) + DOT_BELOW_MIDDLE
        page.text(0, y, names[part[0]], va="center")
        _draw_part(page, part, groups, scale, plot, y, context)
    write_notes(page, notes, top=plot.bottom + SCALE_BELOW)
    return page


def _scale(result: Profile, context: Context) -> Scale:
    own = result.parts[0][1]
    values = [v for _, o, peers in result.parts for v in (o.value, *(g.median for g in peers))]
    upper = indicator(own.indicator).upper
    return value_scale(values, unit=own.unit, log=False, lang=context.lang, ticks=5, upper=upper)


def _draw_part(
    page: Sheet, part: Part, groups: Sequence[str], scale: Scale, plot: Box, y: float, context: Context
) -> None:
    _, own, peers = part
    medians = {g.group: g.median for g in peers}
    x = plot.left + scale.fraction(own.value) * plot.width
    places = {g: plot.left + scale.fraction(m) * plot.width for g, m in medians.items()}
    page.line([plot.left, plot.right], [y, y], color=RULE, linewidth=0.7, zorder=1)
    if context.benchmark in places:
        page.line([x, places[context.benchmark]], [y, y], color=PEER, linewidth=1.6, zorder=2)
    for number, group in reversed(list(enumerate(groups))):
        if group in places:
            page.line([places[group]], [y], **_mark(number, group, context), zorder=3)
    page.line([x], [y], marker="o", color=ACCENT, mec="white", mew=0.7, markersize=9, zorder=5, label="own")
    page.text(x, y - 6, wording.value(own, context), color=ACCENT, weight="bold", ha="center", va="bottom")


def _mark(number: int, group: str, context: Context) -> dict[str, object]:
    chosen = group == context.benchmark
    return {
        "marker": MARKS[number % len(MARKS)],
        "color": MUTED if chosen else PEER,
        "mec": "white",
        "mew": 0.6,
        "markersize": 7 if chosen else 6,
    }


@dataclass(frozen=True)
class _KeyLine:
    """A line of the key: for each entry the group ("" for the country), where it starts, and its words."""

    entries: tuple[tuple[str, float, str], ...]

    @property
    def height(self) -> float:
        return max(height(words) for _, _, words in self.entries) + 3


def _key(groups: Sequence[str], context: Context, room: float) -> list[_KeyLine]:
    lines: list[list[tuple[str, float, str]]] = [[]]
    x = 0.0
    for group in ("", *groups):
        words = wrap(context.groups[group] if group else wording.country(context), room - KEY_MARK, bold=not group)
        needed = KEY_MARK + text_width(words, bold=not group)
        if x and x + needed > room:
            lines.append([])
            x = 0.0
        lines[-1].append((group, x, words))
        x += needed + KEY_MARK
    return [_KeyLine(tuple(line)) for line in lines]


def _write_key(page: Sheet, lines: Sequence[_KeyLine], groups: Sequence[str], top: float, context: Context) -> None:
    for line in lines:
        y = top + line.height / 2
        for group, x, words in line.entries:
            if group:
                page.line([x + 5], [y], **_mark(groups.index(group), group, context))
                page.text(x + KEY_MARK, y, words, color=MUTED, va="center")
            else:
                page.line([x + 5], [y], marker="o", color=ACCENT, markersize=8)
                page.text(x + KEY_MARK, y, words, color=ACCENT, weight="bold", va="center")
        top += line.height


def alt(result: Profile, *, context: Context) -> str:
    """Every part with the country's number and the first group's median."""
    name = indicator(result.indicator).short[context.lang]
    if not result.parts:
        return wording.say("alt.sentence", context, text=wording.say("alt.none", context, name=name, year=context.year))
    clauses = "; ".join(_clause(result, part, context) for part in result.parts)
    return wording.say("alt.profile", context, name=name, economy=wording.country(context), parts=clauses)


def _clause(result: Profile, part: Part, context: Context) -> str:
    _, own, peers = part
    text = f"{part_name(result, part, context)}: {wording.value(own, context)} ({own.ref_year})"
    shown = next((g for g in peers if g.group == context.benchmark), peers[0] if peers else None)
    if shown is None:
        return text
    median = wording.value_of(shown.median, own.indicator, context)
    return text + wording.say(
        "alt.peers", context, group=context.groups[shown.group], value=median, year=shown.ref_year
    )


def behind(result: Profile, *, context: Context) -> Table:
    """A row for each part: the country's number and the groups' medians."""
    groups = _groups(result, context)
    heads = (
        Column(wording.say("table.part_year", context)),
        Column(wording.country(context), numeric=True),
        *(Column(wording.say("median", context, group=context.groups[g]), numeric=True) for g in groups),
    )
    return Table(heads, tuple(_row(result, part, groups, context) for part in result.parts))


def _row(result: Profile, part: Part, groups: Sequence[str], context: Context) -> tuple[Cell, ...]:
    _, own, peers = part
    medians = {g.group: g.median for g in peers}
    none = Cell(wording.say("table.none", context), muted=True)
    return (
        Cell(f"{part_name(result, part, context)}, {own.ref_year}"),
        Cell(wording.value(own, context)),
        *(Cell(wording.value_of(medians[g], own.indicator, context)) if g in medians else none for g in groups),
    )
