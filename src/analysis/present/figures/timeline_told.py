"""A timeline told in words and in a table: the series' values, then the steps, with nothing concluded."""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from analysis import language
from analysis.methods.results import Observation, PolicyTimeline, Step
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.figures.timeline_lanes import Mark, cut, numbered
from analysis.present.table import Cell, Column, Table


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


def series_name(shown: PolicyTimeline, context: Context) -> str:
    """What the series is called; without values there is no indicator to name."""
    if not shown.series:
        return wording.say("timeline.series", context)
    newest = shown.series[-1]
    return wording.short_name(newest.indicator, context, newest.breakdown)


def counted(steps: Sequence[Step], context: Context) -> str:
    """How many steps there are and what time they span."""
    key = "timeline.one" if len(steps) == 1 else "timeline.many"
    return wording.say(key, context, n=len(steps), span=span(steps, context.lang))


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
        Cell(language.text(f"certainty.{_precision(step)}", context.lang)),
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


def _precision(step: Step) -> str:
    """How well the date is known; of an exact one without a day, that too."""
    return "month" if step.certainty == "exact" and len(step.date) == len("2014-12") else step.certainty
