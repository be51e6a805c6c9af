"""Targets, progress and verdicts: what an edition may say of each target, and from what."""

from analysis.assessment.case import Case, Rule, Statistic, TargetEvidence, TargetLike, case_of
from analysis.assessment.milestone import dated_event
from analysis.assessment.rows import COLUMNS, cases_of, differing, rows_of
from analysis.assessment.verdict import judge, verdict

__all__ = [
    "COLUMNS",
    "Case",
    "Rule",
    "Statistic",
    "TargetEvidence",
    "TargetLike",
    "case_of",
    "cases_of",
    "dated_event",
    "differing",
    "judge",
    "rows_of",
    "verdict",
]
