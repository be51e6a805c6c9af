"""Questions about single published figures: printed baselines, counters, and sources that contradict each other."""

from __future__ import annotations

from analysis.chapters.evidence import Evidence
from analysis.indicators import indicator
from analysis.methods.results import (
    Contradiction,
    Contradictions,
    Counter,
    Counters,
    Observation,
    Reference,
)

Claim = tuple[str, int, str]
"""Indicator, reference year, and the source's folder or the raw row's id, of one of the figures that disagree."""


def printed(evidence: Evidence, claim: Claim, *, key: str) -> tuple[Reference, ...]:
    """A printed figure as a reference level; empty where it is not among the raw figures."""
    o = _claim(evidence, claim)
    return () if o is None else (Reference(key, o.value, o.unit, o),)


def counters(evidence: Evidence, *codes: str) -> Counters:
    """Every figure of these indicators, with its period; they are shown one by one and never joined.

    Of an indicator whose publisher's terms are not open, only what others print of it is shown.
    """
    rows = []
    for code in codes:
        known = indicator(code)
        for o in evidence.observations(code, breakdown=None, source="*", part_year=True):
            if known.shows(o.source):
                rows.append(Counter(o, known.self_reported))
    return Counters(tuple(rows))


def contradictions(evidence: Evidence, **cases: tuple[Claim, ...]) -> Contradictions:
    """The cases whose every claim the edition knows.

    The registry's preferred source is the one used; where no claim comes from it, none is.
    """
    found = []
    for key, claims in cases.items():
        known = [_claim(evidence, claim) for claim in claims]
        if any(o is None for o in known):
            continue
        said = tuple(o for o in known if o is not None)
        preferred = (i for i, o in enumerate(said) if o.source == indicator(o.indicator).source)
        found.append(Contradiction(key, said, next(preferred, None)))
    return Contradictions(tuple(found))


def _claim(evidence: Evidence, claim: Claim) -> Observation | None:
    code, year, origin = claim
    found = evidence.observations(code, year=year, breakdown=None, source="*", part_year=True)
    return next(
        (o for o in found if origin in (o.source, o.source.split("/")[0], o.source_row.rsplit("#", 1)[-1])), None
    )
