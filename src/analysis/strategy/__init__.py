"""What is true of the strategy itself: its stages, clauses, targets, printed figures and timeline."""

from analysis.strategy.baselines import Baseline, Bound, baselines
from analysis.strategy.outline import ClauseKind, StrategicDirection, clause_order, outline
from analysis.strategy.register import Clause, clause, clauses
from analysis.strategy.stages import BASELINE_YEAR, STRATEGY_YEARS, Stage, stage_of
from analysis.strategy.targets import SetBy, Target, TargetKind, targets, targets_of
from analysis.strategy.timeline import Certainty, Event, timeline
from analysis.strategy.watch import (
    IndexWatch,
    IndicatorWatch,
    MilestoneWatch,
    NoWatch,
    Relation,
    SurveyWatch,
    Watch,
)

__all__ = [
    "BASELINE_YEAR",
    "STRATEGY_YEARS",
    "Baseline",
    "Bound",
    "Certainty",
    "Clause",
    "ClauseKind",
    "Event",
    "IndexWatch",
    "IndicatorWatch",
    "MilestoneWatch",
    "NoWatch",
    "Relation",
    "SetBy",
    "Stage",
    "StrategicDirection",
    "SurveyWatch",
    "Target",
    "TargetKind",
    "Watch",
    "baselines",
    "clause",
    "clause_order",
    "clauses",
    "outline",
    "stage_of",
    "targets",
    "targets_of",
    "timeline",
]
