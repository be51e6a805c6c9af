"""Questions about published indices, edition by edition: places are compared, scores are not."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.methods.results import EditionPoint, Editions, Observation


def editions(
    evidence: Evidence,
    codes: str | Sequence[str],
    *,
    since: int,
    rank: str | None = None,
    breakdown: str = "",
) -> Editions:
    """The country's place in every edition of an index since ``since``.

    Parameters
    ----------
    codes
        The index, or the codes under which editions with different scales are registered.
    rank
        The indicator that holds the publisher's own rank, if it prints one.
    breakdown
        The part of the index, such as a pillar; empty for the whole.

    Places are given among all economies of the edition and among those that stand in every edition shown, so that
    a change of place does not come from economies that joined or left.
    """
    names = (codes,) if isinstance(codes, str) else tuple(codes)
    found: dict[int, tuple[Observation, ...]] = {}
    code_of: dict[int, str] = {}
    for code in names:
        for o in evidence.observations(code, economy=COUNTRY, breakdown=breakdown, source="*"):
            if o.ref_year >= since:
                year = o.ref_year
                found[year] = evidence.observations(code, economy=None, year=year, breakdown=breakdown, source="*")
                code_of[o.ref_year] = code
    common = _common(found.values())
    points = []
    for year in sorted(found):
        code = code_of[year]
        everyone = evidence.place(code, year, breakdown=breakdown)
        shared = evidence.place(code, year, breakdown=breakdown, among=common)
        if everyone is None or shared is None:
            continue
        official = evidence.observations(rank, year=year, breakdown=None, source="*")[:1] if rank else ()
        groups = evidence.peers_of(found[year], code)
        points.append(EditionPoint(everyone.observation, everyone, shared, official[0] if official else None, groups))
    return Editions(names[0], tuple(points), len(common), evidence.edition.year)


def _common(editions: Iterable[tuple[Observation, ...]]) -> frozenset[str]:
    sets = [frozenset(o.economy for o in edition) for edition in editions]
    return frozenset.intersection(*sets) if sets else frozenset()
