"""Counts come before single verdicts: with over a hundred of them, none is called significant alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from analysis.errors import MethodError
from analysis.methods.results import EvidenceStrength, Outcome, Verdict, VerdictCount, VerdictCounts
from analysis.strategy import Stage, stage_of

MEASURED = (EvidenceStrength.STRONG, EvidenceStrength.WEAK)
APART = (EvidenceStrength.SELF_REPORTED, EvidenceStrength.PROXY, EvidenceStrength.MILESTONE_ONLY)
"""Evidence that is counted on its own and never added to measured figures."""


def count_verdicts(verdicts: Iterable[Verdict], directions: Mapping[str, str]) -> VerdictCounts:
    """How many verdicts have which outcome, by direction of the strategy, stage and strength of evidence.

    A target counts once a stage, by its verdict of the stage's last edition given.

    Parameters
    ----------
    directions
        Direction of the strategy by clause.

    Raises
    ------
    MethodError
        If a clause has no direction, or a target has two verdicts in one edition.
    """
    last = _last_of_stage(verdicts)
    counted: Counter[tuple[str, Stage, EvidenceStrength, Outcome]] = Counter()
    for (_, stage), found in last.items():
        if found.clause not in directions:
            raise MethodError(
                f"clause {found.clause} of target {found.target}",
                rule="every clause has a direction",
                remedy="give its direction",
            )
        counted[directions[found.clause], stage, found.evidence, found.outcome] += 1
    rows = tuple(
        VerdictCount(direction, stage.value, evidence, outcome, counted[direction, stage, evidence, outcome])
        for direction in dict.fromkeys(directions.values())
        for stage in Stage
        for evidence in EvidenceStrength
        for outcome in Outcome
        if counted[direction, stage, evidence, outcome]
    )
    return VerdictCounts(rows, tuple(last.values()))


def _last_of_stage(verdicts: Iterable[Verdict]) -> dict[tuple[str, Stage], Verdict]:
    last: dict[tuple[str, Stage], Verdict] = {}
    for found in verdicts:
        key = (found.target, stage_of(found.edition_year))
        known = last.get(key)
        if known is not None and known.edition_year == found.edition_year:
            raise MethodError(
                f"target {found.target}: two verdicts in {found.edition_year}",
                rule="one an edition",
                remedy="count each once",
            )
        if known is None or known.edition_year < found.edition_year:
            last[key] = found
    return last
