"""What is true of the strategy itself: its stages and clauses."""

from analysis.strategy.clauses import Clause, clause, clauses
from analysis.strategy.stages import BASELINE_YEAR, STRATEGY_YEARS, Stage, stage_of

__all__ = ["BASELINE_YEAR", "STRATEGY_YEARS", "Clause", "Stage", "clause", "clauses", "stage_of"]
