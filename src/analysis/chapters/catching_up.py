"""Questions about catching up: how many years lie between the country and a group, and does a group draw together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.indicators import indicator
from analysis.methods.convergence import MINIMUM_UNITS, convergence
from analysis.methods.peers import MINIMUM_SHARE
from analysis.methods.results import GroupConvergence, Point, TimeGap
from analysis.methods.time_distance import median_path, time_distance


def time_gap(evidence: Evidence, code: str, group: str) -> TimeGap | None:
    """When the group's median stood where the country stands now; None without a value or a median.

    A break in the country's own series does not touch the group's path. An indicator whose counting changed for every
    country at once has no path to compare with, and should not be asked for.
    """
    own = evidence.latest(code)
    paths = [p for p in evidence.trajectory(code, since=2000, groups=(group,)).peers if p.points]
    if own is None or not paths or own.is_old(evidence.edition.year):
        return None
    reference = median_path(paths[0], until=evidence.edition.year)
    found = time_distance(Point(own.ref_year, own.value), reference, direction=indicator(code).direction or 1)
    shown = {p.year for p in (found.before, found.after) if p is not None}
    medians = tuple(p for p in paths[0].points if p.ref_year in shown)
    return TimeGap(own, group, found, medians, reference[0].year, reference[-1].year)


def group_convergence(evidence: Evidence, code: str, group: str, *, since: int) -> GroupConvergence | None:
    """Whether the group's members, the country among them, draw together; None under half of them or three.

    Only members with a positive value in every year from ``since`` to the country's newest are compared, so that
    nothing changes because a country joined or left.
    """
    own = evidence.latest(code)
    if own is None or own.ref_year <= since:
        return None
    years = tuple(range(since, own.ref_year + 1))
    members = {*evidence.edition.group(group).members, COUNTRY}
    cells = [
        o
        for o in evidence.observations(code, economy=None)
        if o.economy in members and o.ref_year in years and o.value > 0
    ]
    complete = _complete(((o.economy, o.ref_year) for o in cells), len(years))
    if COUNTRY not in complete or len(complete) < max(MINIMUM_UNITS, MINIMUM_SHARE * len(members)):
        return None
    direction = indicator(code).direction or 1
    found = convergence(cells, economies=complete, years=years, direction=direction)
    return GroupConvergence(code, group, len(members), found)


def _complete(seen: Iterable[tuple[str, int]], n_years: int) -> list[str]:
    return sorted(economy for economy, n in Counter(economy for economy, _ in set(seen)).items() if n == n_years)
