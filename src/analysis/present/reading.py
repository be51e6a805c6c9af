"""What a figure or a level says, in sentences put together from clauses that each may be absent."""

from __future__ import annotations

from functools import singledispatch

from analysis import language
from analysis.indicators import HeldBy, indicator, surveys
from analysis.methods.results import (
    Cells,
    CompositeStanding,
    Distribution,
    Editions,
    EditionsPanel,
    GroupGap,
    GroupGaps,
    GroupGapsPanel,
    Level,
    Observation,
    Pace,
    PaceKind,
    PeerSummary,
    PolicyTimeline,
    Profile,
    SurveyCalendar,
    Trajectories,
    Trajectory,
    WhyNot,
)
from analysis.present.context import Context
from analysis.present.figures import pillars, timeline_lanes, timeline_told, wording
from analysis.present.figures.survey_calendar import STRATEGY
from analysis.present.sentences import sentence

_SILENT = {WhyNot.EDITIONS, WhyNot.RELATIVE, WhyNot.SAME_YEAR, WhyNot.NO_DATA, WhyNot.TOO_OLD}
"""Reasons that the sentence itself already shows or that the chapter states once."""


@singledispatch
def read(result: object, context: Context) -> tuple[str, ...]:
    """The findings of a result, a sentence each; none for a result that speaks for itself."""
    return ()


@read.register
def _(result: Level, context: Context) -> tuple[str, ...]:
    return (_level(result, context),)


def _level(level: Level, context: Context, beside_pace: str = "") -> str:
    values = {"name": name(level, context), "latest": level.latest, "year": level.edition_year}
    clauses = [sentence(f"reading.{level.case}", values, context)]
    if level.case == "known":
        clauses += [c for c in (_pace(level, context), beside_pace, _gap(level, context)) if c]
    return "; ".join(clauses) + "."


@read.register
def _(result: Trajectories, context: Context) -> tuple[str, ...]:
    return tuple(
        _level(panel.level, context, _unusual_baseline(panel, context)) for panel in result.panels if panel.level
    )


ASIDE = 0.5
"""How far, in spans of all other years, a baseline above or below every one of them lies to be told as unusual."""


def _unusual_baseline(panel: Trajectory, context: Context) -> str:
    """A change read from a peak or a trough misleads: the clause says so and what the years before were."""
    if panel.level is None or panel.level.pace is None:
        return ""
    start = panel.level.pace.start
    breaks = indicator(panel.indicator).breaks_between
    same = [o for o in panel.own if not breaks(*sorted((o.ref_year, start.ref_year)))]
    before = [o for o in same if o.ref_year < start.ref_year]
    others = [o.value for o in same if o.ref_year != start.ref_year]
    if len(before) < 2 or max(others) == min(others):
        return ""
    above, below = start.value - max(others), min(others) - start.value
    if max(above, below) <= ASIDE * (max(others) - min(others)):
        return ""
    ordered = sorted(before, key=lambda o: o.value)
    values = {"start": start, "first": before[0], "last": before[-1], "low": ordered[0], "high": ordered[-1]}
    return sentence(f"reading.baseline.{'peak' if above > 0 else 'trough'}", values, context)


@read.register
def _(result: EditionsPanel, context: Context) -> tuple[str, ...]:
    return tuple(s for panel in result.panels for s in read(panel, context))


@read.register
def _(result: Editions, context: Context) -> tuple[str, ...]:
    values = {"name": indicator(result.indicator).short[context.lang], "n_common": result.n_common}
    if not result.points:
        return (sentence("reading.none", values | {"year": result.edition_year}, context) + ".",)
    first, newest = result.points[0], result.points[-1]
    moved = first.common.rank - newest.common.rank
    case = "one" if len(result.points) == 1 else "better" if moved > 0 else "worse" if moved < 0 else "same"
    values |= {"first": first, "newest": newest}
    text = sentence(f"reading.editions.{case}", values, context)
    official = newest.official_rank
    if official is not None and official.value != newest.standing.rank:
        text += " " + sentence("reading.editions.official", {"rank": int(official.value)}, context)
    return (text,)


@read.register
def _(result: GroupGapsPanel, context: Context) -> tuple[str, ...]:
    several = len({panel.indicator for panel in result.panels}) > 1
    return tuple(s for panel in result.panels for s in _group_gaps(panel, context, named=several))


@read.register
def _(result: GroupGaps, context: Context) -> tuple[str, ...]:
    return _group_gaps(result, context, named=False)


def _group_gaps(result: GroupGaps, context: Context, *, named: bool) -> tuple[str, ...]:
    """The newest gap and the first that compares; ``named`` where other gaps beside it are of other indicators."""
    title = language.text(f"gap.{result.key}", context.lang)
    if named:
        title = f"{title} ({indicator(result.indicator).short[context.lang]})"
    if not result.gaps:
        return (sentence("reading.none", {"name": title, "year": context.year}, context) + ".",)
    newest, first = result.gaps[-1], result.comparable[0]
    values = {"title": title, "newest": newest, "first": first} | _pair(newest, context)
    text = sentence("reading.group_gap", values, context)
    if first.high.ref_year == newest.high.ref_year:
        return (text + ".",)
    return (text + "; " + sentence("reading.group_gap.first", values, context) + ".",)


def _pair(gap: GroupGap, context: Context) -> dict[str, str]:
    """The two groups' names: the part of the breakdown in which they differ."""
    high, low = set(gap.high.breakdown.split(";")), set(gap.low.breakdown.split(";"))
    named = {"high_name": high - low, "low_name": low - high}
    return {k: language.text(next(iter(v)).replace("=", "."), context.lang) for k, v in named.items()}


@read.register
def _(result: Distribution, context: Context) -> tuple[str, ...]:
    values: dict[str, object] = {"name": indicator(result.indicator).short[context.lang], "year": context.year}
    if result.standing is None:
        return (sentence("reading.none", values, context) + ".",)
    return (sentence("reading.distribution", values | {"place": result.standing}, context),)


@read.register
def _(result: Profile, context: Context) -> tuple[str, ...]:
    if not result.parts:
        values = {"name": indicator(result.indicator).short[context.lang], "year": context.year}
        return (sentence("reading.none", values, context) + ".",)
    gaps = [
        (part, own, peers, own.value - peers.median)
        for part, own, found in result.parts
        if (peers := _benchmark(found, context)) is not None
    ]
    if len(gaps) < 2:
        return ()
    best, worst = max(gaps, key=lambda g: g[3]), min(gaps, key=lambda g: g[3])
    values = {
        "best": part_name(result.indicator, best[0], context),
        "worst": part_name(result.indicator, worst[0], context),
        "best_own": best[1],
        "best_peers": best[2],
        "worst_own": worst[1],
        "worst_peers": worst[2],
    }
    return (sentence("reading.profile", values, context),)


def _benchmark(found: tuple[PeerSummary, ...], context: Context) -> PeerSummary | None:
    return next((p for p in found if p.group == context.benchmark), None)


def part_name(code: str, part: str, context: Context) -> str:
    """The name of an index's part: an indicator of its own, or a breakdown's label."""
    if code == "gci_pillar":
        return language.text(f"pillar.{part}", context.lang)
    return indicator(part).short[context.lang]


@read.register
def _(result: Cells, context: Context) -> tuple[str, ...]:
    if result.rows[0].startswith("answer."):
        return ()  # answers exclude one another, so that the highest and the lowest of them say nothing together
    cells: list[tuple[str, str, Observation]] = [
        (row, column, o)
        for row, line in zip(result.rows, result.values, strict=True)
        for column, o in zip(result.columns, line, strict=True)
        if o is not None
    ]
    if len(cells) < 2:
        values = {"name": indicator(result.indicator).short[context.lang], "year": context.year}
        return (sentence("reading.none", values, context) + ".",)
    high, low = max(cells, key=lambda c: c[2].value), min(cells, key=lambda c: c[2].value)
    difference = language.difference(high[2].value - low[2].value, high[2].unit, context.lang, 1)
    values = {
        "high": high[2],
        "high_row": high[0],
        "high_column": high[1],
        "low": low[2],
        "low_row": low[0],
        "low_column": low[1],
        "difference": difference,
    }
    return (sentence("reading.cells", values, context),)


@read.register
def _(result: SurveyCalendar, context: Context) -> tuple[str, ...]:
    independent = (row for row in result.rows if surveys()[row.survey].by is HeldBy.INDEPENDENT)
    years = sorted({year for row in independent for year in row.years if year >= STRATEGY[0]})
    values = {"first": STRATEGY[0], "years": ", ".join(str(year) for year in years) or "–"}
    return (sentence("calendar.reading", values, context),)


@read.register
def _(result: PolicyTimeline, context: Context) -> tuple[str, ...]:
    shown = timeline_lanes.cut(result)
    if not shown.series:
        name = wording.say("timeline.series", context)
        found = sentence("reading.none", {"name": name, "year": shown.edition_year}, context) + "."
    else:
        first, last = shown.series[0], shown.series[-1]
        years = ", ".join(str(b.year) for b in shown.breaks)
        broken = wording.say("alt.timeline.breaks", context, years=years) if years else ""
        values = {"name": timeline_told.series_name(shown, context), "first": first, "last": last, "breaks": broken}
        found = sentence(f"reading.timeline.{'one_value' if first == last else 'series'}", values, context)
    if not shown.steps:
        return (found, sentence("reading.timeline.no_steps", {"year": shown.edition_year}, context))
    counted = timeline_told.counted(shown.steps, context)
    unsure = sum(timeline_lanes.unsure(step) for step in shown.steps)
    told = sentence("reading.timeline.steps", {"steps": counted, "unsure": unsure}, context)
    return (found, told, wording.say("note.timeline.apart", context))


def name(level: Level, context: Context) -> str:
    """The indicator's short name, with its breakdown's label where it has one."""
    return wording.short_name(level.indicator, context, level.breakdown)


def _pace(level: Level, context: Context) -> str:
    if level.pace is not None:
        form = "growth" if level.pace.kind is PaceKind.GROWTH else "pace"
        if form == "pace" and level.pace.end.ref_year - level.pace.start.ref_year == 1:
            form = "year"  # over one year the change is its own yearly rate
        return sentence(f"reading.{form}.{_tendency(level.pace)}", {"pace": level.pace}, context)
    if level.why_no_pace is None or level.why_no_pace in _SILENT:
        return ""
    return sentence("reading.no_pace", {"why": f"why_not.{level.why_no_pace.value}"}, context)


def _tendency(moved: Pace) -> str:
    shown = round(moved.change, indicator(moved.end.indicator).decimals)
    return "level" if shown == 0 else "up" if shown > 0 else "down"


def _gap(level: Level, context: Context) -> str:
    if level.gap is None:
        return ""
    shown = round(level.gap.difference, indicator(level.indicator).decimals)
    side = "equal" if shown == 0 else "above" if shown > 0 else "below"
    return sentence(f"reading.gap.{side}", {"gap": level.gap}, context)


@read.register
def _(result: CompositeStanding, context: Context) -> tuple[str, ...]:
    found = result.geometric
    values = {"value": found.nominal, "low": found.low, "high": found.high, "arithmetic": result.arithmetic}
    told = [sentence("composite.reading.index", values, context)]
    if result.unmeasured:
        missing = ", ".join(pillars.name(one, context) for one in result.unmeasured)
        told.append(sentence("composite.reading.unmeasured", {"pillars": missing}, context))
    return tuple(told)
