"""Clauses one by one: title and verdict first, then what each is watched by and what is missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from markupsafe import Markup

from analysis import language
from analysis.methods.results import (
    ClauseEntry,
    ClauseRegister,
    Observation,
    Step,
    TargetKind,
    TargetVerdict,
    Unassessable,
    WatchedSeries,
)
from analysis.present import labels, verdicts
from analysis.present.context import Context
from analysis.present.rendering import template
from analysis.present.sentences import sentence


def listing(result: ClauseRegister, *, id: str, context: Context) -> Markup:
    """The clauses as HTML, each with an anchor of its own (``clause-10.2.9``); every text is escaped.

    A series is a link marked with the indicator's code (``data-shows``): which page shows it is known when the pages
    of an edition are put together.
    """
    lang = context.lang
    words = {
        key: language.text(f"clause.{key}", lang)
        for key in ("main", "rests", "survey", "nothing", "remedy", "step", "source")
    }
    parts = [
        (part.direction, language.text(f"direction.{part.direction}", lang), [_entry(e, context) for e in part.entries])
        for part in result.parts
    ]
    return Markup(template("clauses.html.j2").render(id=id, parts=parts, words=words))


def _entry(entry: ClauseEntry, context: Context) -> dict[str, object]:
    lang = context.lang
    return {
        "number": entry.number,
        "title": entry.title[lang],
        "kind": language.capitalise(language.text(f"clause.kind.{entry.kind}", lang), lang),
        "verdicts": list(_verdicts(entry, context)),
        "series": [_series(one, context) for one in entry.series],
        "steps": [_step(step, lang) for step in entry.steps],
        "survey": [text[lang] for text in entry.survey],
        "reasons": [text[lang] for text in entry.reasons],
        "remedies": [text[lang] for text in entry.remedies],
    }


def _verdicts(entry: ClauseEntry, context: Context) -> Iterator[dict[str, str]]:
    """The verdicts of a clause; what is noted of its figures stands once, below the first that it speaks of."""
    noted: set[str] = set()
    own = _notes_of_series(entry, context)
    for one in entry.verdicts:
        note = _note(one, own, entry, context)
        yield {
            "clause": one.verdict.clause,
            "side": one.verdict.side.value,
            "definition": one.definition[context.lang],
            "opening": verdicts.opening(one, context),
            "rest": verdicts.rest(one, context),
            "evidence": verdicts.evidence(one, context),
            "note": "" if note in noted else note,
            "head": language.text(f"clause.note.{_kind(one)}", context.lang),
        }
        noted.add(note)


def _note(one: TargetVerdict, own: Mapping[str, str], entry: ClauseEntry, context: Context) -> str:
    """How a figure differs from what this clause asks, or what a step leaves open; nothing where there is neither."""
    found = one.verdict
    if found.why_not in (Unassessable.NO_EVENT, Unassessable.NO_DATA):
        return ""
    if found.indicator is not None and found.indicator in own:
        return own[found.indicator]
    here = found.clause == entry.number or found.kind is TargetKind.MILESTONE
    return one.difference[context.lang] if one.difference is not None and here else ""


def _notes_of_series(entry: ClauseEntry, context: Context) -> dict[str, str]:
    """What this clause's register notes of each of its figures; a note stands with the last that it speaks of."""
    notes: dict[str, str] = {}
    for place, series in enumerate(entry.series):
        if series.note is not None:
            speaks_of = entry.series[place + 1 - series.together : place + 1]
            notes |= {one.indicator: series.note[context.lang] for one in speaks_of}
    return notes


def _kind(one: TargetVerdict) -> str:
    """Whether a note speaks of a step or of a figure."""
    return "step" if one.verdict.kind is TargetKind.MILESTONE else "figure"


def _series(one: WatchedSeries, context: Context) -> dict[str, str]:
    lang = context.lang
    newest = language.text("clause.no_figure", lang)
    if one.latest is not None:
        newest = _latest(one.latest, context)
        if one.latest.breakdown:
            part = ", ".join(labels.parts(one.latest.breakdown, lang))
            newest = sentence("clause.latest.of", {"part": part, "figure": newest}, context)
    return {
        "code": one.indicator,
        "name": labels.headed(one.indicator, lang),
        "newest": newest,
        "relation": language.text("clause.measures" if one.measures else "clause.proxy", lang),
        "note": one.note[lang] if one.note is not None else "",
        "together": sentence("clause.together", {"n": one.together}, context) if one.together > 1 else "",
    }


def _step(step: Step, lang: str) -> dict[str, str]:
    return {"date": language.date(step.date, lang), "text": step.text[lang], "address": step.address}


def _latest(o: Observation, context: Context) -> str:
    """A figure with its year, or with the part of the year or the date that it describes."""
    if not o.period:
        return sentence("clause.latest", {"latest": o}, context)
    return sentence("clause.latest.part", {"latest": o, "period": language.period(o.period, context.lang)}, context)
