"""What is true of the strategy itself: its stages, clauses and timeline."""

from analysis.strategy.clauses import Clause, clause, clauses
from analysis.strategy.outline import ClauseKind, StrategicDirection, clause_order, outline
from analysis.strategy.stages import BASELINE_YEAR, STRATEGY_YEARS, Stage, stage_of
from analysis.strategy.timeline import Certainty, Event, timeline

__all__ = [
    "BASELINE_YEAR",
    "STRATEGY_YEARS",
    "Certainty",
    "Clause",
    "ClauseKind",
    "Event",
    "Stage",
    "StrategicDirection",
    "clause",
    "clause_order",
    "clauses",
    "outline",
    "stage_of",
    "timeline",
]
