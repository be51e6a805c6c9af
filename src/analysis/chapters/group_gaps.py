"""Questions about two groups: how far apart are they, year by year?"""

from __future__ import annotations

from analysis.chapters.evidence import Evidence
from analysis.indicators import indicator
from analysis.methods.group_gap import group_gap
from analysis.methods.results import Break, GroupGaps


def gaps(evidence: Evidence, code: str, key: str, *, high: str, low: str) -> GroupGaps:
    """The gap between two groups in every year that has both, with the breaks of the series."""
    highs = {o.ref_year: o for o in evidence.observations(code, breakdown=high)}
    lows = {o.ref_year: o for o in evidence.observations(code, breakdown=low)}
    both = sorted(highs.keys() & lows.keys())
    breaks = tuple(Break(code, b.year) for b in indicator(code).breaks if both and both[0] < b.year <= both[-1])
    return GroupGaps(code, key, tuple(group_gap(highs[y], lows[y]) for y in both), breaks)
