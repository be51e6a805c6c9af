"""Verdicts in words: an opening that a citizen understands, then what it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import (
    Compared,
    EvidenceStrength,
    Outcome,
    PaceClass,
    Point,
    TargetKind,
    TargetVerdict,
    Unassessable,
    Verdict,
)
from analysis.present.context import Context
from analysis.present.labels import headed, parts
from analysis.present.sentences import sentence

APPROVED = "2014-04-02"
"""When the strategy was approved: what was done earlier is said to have been."""

_DOUBTED = ("weak", "inferred")
"""How sure a date may be and still not enough for a plain "done"."""


def told(one: TargetVerdict, context: Context) -> str:
    """The verdict as one sentence."""
    details = rest(one, context)
    return f"{opening(one, context)}: {details}" if details else f"{opening(one, context)}."


def rest(one: TargetVerdict, context: Context) -> str:
    """What stands behind the opening, with its full stop; empty where there is nothing more to say."""
    details = "; ".join(_details(one, context))
    return f"{details}." if details else ""


def opening(one: TargetVerdict, context: Context) -> str:
    """What the verdict says, in a few plain words."""
    found = one.verdict
    side = f".{found.side.value}" if found.outcome is Outcome.PROXY_DIRECTION_ONLY else ""
    return sentence(f"verdict.opening.{found.outcome.value}{side}", {"year": found.edition_year}, context)


def evidence(one: TargetVerdict, context: Context) -> str:
    """On what kind of evidence the verdict rests; empty where there is none."""
    found = one.verdict
    if found.evidence is EvidenceStrength.NONE:
        return ""
    told = language.text(f"verdict.evidence.{found.evidence.value}", context.lang)
    if found.weakness is not None:
        told = f"{told}: {language.text(f'verdict.weakness.{found.weakness.value}', context.lang)}"
    return told


def _details(one: TargetVerdict, context: Context) -> Iterator[str]:
    found = one.verdict
    if found.kind is TargetKind.MILESTONE:
        yield from _milestone(one, context)
        return
    if found.outcome is Outcome.NOT_ASSESSABLE:
        yield _why_not(one, context)
        if found.why_not is Unassessable.PARTS_ONLY and found.target_value is not None:
            yield _target(found, context)
            if found.bounds is not None and max(found.bounds) < found.target_value:
                yield sentence("verdict.detail.below", {"judged": found.parts[0]}, context)
        return
    yield _change(one, context)
    if found.target_value is not None and found.outcome is not Outcome.PROXY_DIRECTION_ONLY:
        yield _target(found, context)
    if found.outcome is Outcome.PROXY_DIRECTION_ONLY and found.peers is not None:
        values = {"group": context.groups[found.peers.group], "judged": found.judged, "peers": found.peers}
        yield sentence("verdict.detail.beside", values, context)
    if found.swing is not None and found.faint:
        yield _swing(one, context)
    elif found.usual is not None:
        yield sentence("verdict.detail.swing.beyond", {}, context)
    yield from _numbers(found, context)


def _swing(one: TargetVerdict, context: Context) -> str:
    """What is usual over such a time, as a difference, or as growth in per cent with the change beside it."""
    usual = one.verdict.usual
    if usual is None:
        return sentence("verdict.detail.swing.unknown", {}, context)
    if not usual.relative:
        return sentence("verdict.detail.swing.within", {"bound": _step(usual.bound, one, context)}, context)
    # growth and decline of one size are not the same per cent: half as much again, or a third less
    up = usual.bound if usual.bound > 0 else 1 / (1 + usual.bound) - 1
    steps = {"change": usual.change, "low": 1 / (1 + up) - 1, "high": up}
    return sentence("verdict.detail.swing.within.relative", {k: _growth(v, context) for k, v in steps.items()}, context)


def _growth(share: float, context: Context) -> str:
    """Growth as a share, in per cent with its sign."""
    return f"{language.signed(100 * share, context.lang, 0)}%"


def _step(size: float, one: TargetVerdict, context: Context) -> str:
    if one.compared is Compared.PLACES:
        return language.difference(abs(size), "percent", context.lang, 1)
    assert one.verdict.indicator is not None, "what moved has an indicator"
    known = indicator(one.verdict.indicator)
    return language.difference(abs(size), known.unit, context.lang, known.decimals)


def _milestone(one: TargetVerdict, context: Context) -> Iterator[str]:
    found = one.verdict
    if found.event is not None:
        date = language.date(found.event.date, context.lang)
        yield sentence("verdict.detail.done", {"date": date}, context)
        if found.event.date < APPROVED[: len(found.event.date)]:
            yield sentence("verdict.detail.early", {}, context)
        if not found.on_time:
            yield sentence("verdict.detail.late", {"target_year": found.target_year}, context)
        if found.event.certainty in _DOUBTED:
            yield sentence(f"verdict.detail.{found.event.certainty}", {}, context)
    elif found.why_not is not None:
        yield _why_not(one, context)
    elif found.outcome is Outcome.NOT_DONE:
        yield sentence("verdict.detail.not_done", {}, context)


def _why_not(one: TargetVerdict, context: Context) -> str:
    found = one.verdict
    assert found.why_not is not None, "what is not judged says why"
    newest = found.judged or found.latest
    values: dict[str, Any] = {"year": found.edition_year, "latest": newest}
    if found.why_not is Unassessable.NO_EVENT and one.difference is not None:
        values["sought"] = one.difference[context.lang]
    if newest is not None:
        level = found.judged_value if one.compared is not Compared.VALUES else None
        values["now"] = _quantity(newest.value, found, context) if level is None else compared(one, level, context)
    if found.bounds is not None:
        low, high = (_quantity(bound, found, context) for bound in found.bounds)
        named = [part for o in found.parts for part in parts(o.breakdown, context.lang)]
        values |= {"low": low, "high": high, "judged": found.parts[0], "parts": ", ".join(named)}
    why = sentence(f"verdict.why.{found.why_not.value}", values, context)
    return why if found.indicator is None else f"{headed(found.indicator, context.lang)}: {why}"


def _change(one: TargetVerdict, context: Context) -> str:
    found = one.verdict
    assert found.indicator is not None and found.judged is not None, "what is judged has a figure"
    name = headed(found.indicator, context.lang)
    values: dict[str, Any] = {"name": name, "judged": found.judged, "now": compared(one, found.judged_value, context)}
    # a limit is kept or not, whatever the baseline was, and its definition may have changed since
    before = None if found.kind is TargetKind.THRESHOLD else found.baseline
    if before is None or before.ref_year == found.judged.ref_year:
        return sentence("verdict.detail.level", values, context)
    key = "change" if one.compared is Compared.VALUES else one.compared.value
    values |= {"baseline": before, "before": compared(one, found.baseline_value, context)}
    return sentence(f"verdict.detail.{key}", values, context)


def compared(one: TargetVerdict, value: float | None, context: Context) -> str:
    """A value on the scale that was judged."""
    found = one.verdict
    assert value is not None and found.indicator is not None, "what is compared has a value"
    if one.compared is Compared.PLACES:
        return language.percent(value, context.lang, 1)
    if one.compared is Compared.GAP:
        known = indicator(found.indicator)
        return language.difference(value, known.unit, context.lang, known.decimals)
    return _quantity(value, found, context)


def _quantity(value: float, found: Verdict, context: Context, *, whole: bool = False) -> str:
    """A value with its unit; a printed target keeps the two decimals that it may have."""
    assert found.indicator is not None and found.unit is not None, "a level has an indicator and a unit"
    decimals = indicator(found.indicator).decimals
    if whole:
        decimals = next((d for d in (decimals, decimals + 1) if abs(round(value, d) - value) < 1e-9), decimals)
    return language.quantity(value, found.unit, context.lang, decimals)


def aim(found: Verdict, context: Context) -> str:
    """The level judged against, with its unit; a printed one keeps the two decimals that it may have."""
    assert found.target_value is not None, "what is held against a level has one"
    return _quantity(found.target_value, found, context, whole=found.peers is None)


def _target(found: Verdict, context: Context) -> str:
    target = aim(found, context)
    if found.peers is not None:
        values = {"group": context.groups[found.peers.group], "target": target}
        return sentence("verdict.detail.group", values, context)
    key = "limit" if found.kind is TargetKind.THRESHOLD else "target"
    return sentence(f"verdict.detail.{key}", {"target": target}, context)


def _numbers(found: Verdict, context: Context) -> Iterator[str]:
    """Distance to a group, share of the way, probability, and the years in which a limit was broken."""
    progress = found.progress
    if found.peers is not None and progress is not None and progress.baseline and progress.latest:
        yield _distance(found, progress.baseline, progress.latest, context)
    if (way := covered(found, context)) != "":
        yield sentence("verdict.detail.share", {"share": way}, context)
    yield from held(found, context)
    if found.broken_in:
        years = ", ".join(str(year) for year in found.broken_in)
        yield sentence("verdict.detail.broken", {"years": years}, context)
    if (sure := probability(found, context)) != "":
        yield sentence("verdict.detail.probability", {"share": sure}, context)


def held(found: Verdict, context: Context) -> Iterator[str]:
    """Of a limit that was kept, since when."""
    if found.outcome is Outcome.THRESHOLD_HELD and found.baseline is not None and found.points > 1:
        values = {"n": found.points, "since": found.baseline.ref_year}
        yield sentence("verdict.detail.held", values, context)


def _distance(found: Verdict, before: Point, now: Point, context: Context) -> str:
    """How far the group's level lay ahead at the baseline, and how far it lies ahead now."""
    assert found.indicator is not None, "a level has an indicator"
    known = indicator(found.indicator)
    gaps = (language.difference(point.value, known.unit, context.lang, known.decimals) for point in (before, now))
    values = dict(zip(("before", "now"), gaps, strict=True)) | {"since": before.year, "year": now.year}
    return sentence("verdict.detail.distance", values, context)


def covered(found: Verdict, context: Context) -> str:
    """The part of the way to a missed target; empty where it is none, or no part of it was covered."""
    missed = found.outcome is Outcome.NOT_MET and found.share is not None and 0 <= found.share <= 1
    return _percent(found.share, context) if missed and found.share is not None else ""


def probability(found: Verdict, context: Context) -> str:
    """How probable the verdict's class is; empty where its uncertainty could not be worked out."""
    sure = found.met_probability if found.outcome is Outcome.MET else None
    if found.probabilities is not None and found.outcome.value in {c.value for c in PaceClass}:
        sure = found.probabilities.of(PaceClass(found.outcome.value))
    return "" if sure is None else _percent(sure, context)


def _percent(share: float, context: Context) -> str:
    return language.percent(100 * share, context.lang, 0)
