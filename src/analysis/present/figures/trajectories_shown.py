"""What of a trajectory a figure shows: its years, its full years, the peers it is read against."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from analysis import language
from analysis.indicators import indicator
from analysis.methods.results import Break, Observation, PeerPath, Reference, Trajectory
from analysis.present.context import Context
from analysis.present.figures.scales import FIRST_YEAR


def cut_to(trajectory: Trajectory, context: Context) -> Trajectory:
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


def benchmark_path(trajectory: Trajectory, context: Context) -> PeerPath | None:
    """The peers the edition is read against, where the trajectory has them."""
    return next((path for path in trajectory.peers if path.group == context.benchmark), None)


def years_of(cut: Sequence[Trajectory], context: Context) -> tuple[int, int]:
    """The first and the last year that all panels share."""
    drawn = [o.ref_year for t in cut for o in t.own] + [
        p.ref_year for t in cut for path in t.peers for p in path.points
    ]
    last = max(t.edition_year or context.year for t in cut)
    return min([*drawn, last - 1]), last


def unit_of(trajectory: Trajectory) -> str:
    """The unit of the newest own figure; without one, the registry's."""
    return trajectory.own[-1].unit if trajectory.own else indicator(trajectory.indicator).unit


def breaks_within(trajectory: Trajectory) -> tuple[Break, ...]:
    """Breaks between two own points: elsewhere there is nothing to part."""
    years = [o.ref_year for o in annual(trajectory)]
    if not years:
        return ()
    return tuple(b for b in trajectory.breaks if years[0] < b.year <= years[-1])


def reference_name(reference: Reference, context: Context) -> str:
    """The name of a level drawn beside the series."""
    return language.text(f"reference.{reference.key}", context.lang)
