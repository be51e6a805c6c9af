"""What statistics hand to whoever presents them: frozen values that remember where they came from.

`present` knows only these. A result is built from :class:`Observation` (a number someone published) and from
statistics over observations; both keep the raw rows they rest on, so that :func:`observations` can follow any
printed number back to its source. Each file holds one concept; everyone else takes the names from here.
"""

from analysis.methods.results.catching_up import Convergences, GroupConvergence, TimeGap, TimeGaps
from analysis.methods.results.clauses import ClauseEntries, ClauseEntry, ClauseRegister, WatchedSeries
from analysis.methods.results.composite_index import (
    ChangePart,
    ChoiceInfluences,
    Coherence,
    CompositeAnswer,
    CompositeChange,
    CompositeStanding,
    DirectionWay,
    GroupRank,
    Influence,
    Interval,
    NationalProfile,
    OtherRank,
    OtherRanks,
    PillarCoherence,
    PillarScore,
    RecipeRow,
    RecipeRows,
    SobolIndex,
    Way,
)
from analysis.methods.results.contradictions import Contradiction, Contradictions
from analysis.methods.results.convergence import BetaConvergence, Convergence, Spread
from analysis.methods.results.counters import Counter, Counters
from analysis.methods.results.cross_section import Cells, Distribution, Profile
from analysis.methods.results.editions import EditionPoint, Editions, EditionsPanel
from analysis.methods.results.estimate import Estimate
from analysis.methods.results.fulfilment import FinalResult, Fulfilment
from analysis.methods.results.group_gaps import GroupGap, GroupGaps, GroupGapsPanel
from analysis.methods.results.inequality import CountryDivide, CountryDivides, DivideYear, GapMeasure, GapMeasures
from analysis.methods.results.level import Gap, Level, Overview, Pace, PaceKind
from analysis.methods.results.observation import MAX_AGE, Observation, observations
from analysis.methods.results.peers import PeerPath, PeerSummary, Standing
from analysis.methods.results.policy_timeline import PolicyTimeline, Step
from analysis.methods.results.progress import (
    ClassProbabilities,
    PaceClass,
    Point,
    Progress,
    ProgressMeasure,
    Situation,
    UncertaintyBasis,
    Volatility,
)
from analysis.methods.results.published_indices import (
    DevelopmentYear,
    DevelopmentYears,
    IndexEdition,
    PublishedIndices,
)
from analysis.methods.results.scorecard import Compared, Tallies, Tally, TargetVerdict, VerdictChange, VerdictChanges
from analysis.methods.results.text import Text
from analysis.methods.results.time_distance import DistanceKind, TimeDistance
from analysis.methods.results.trajectory import Break, Reference, Trajectories, Trajectory
from analysis.methods.results.verdict import (
    MEASURED,
    DatedEvent,
    EvidenceStrength,
    Movement,
    Outcome,
    Side,
    Swing,
    TargetKind,
    UsualSwing,
    Verdict,
    Weakness,
)
from analysis.methods.results.why_not import Unassessable, WhyNot

__all__ = [
    "MAX_AGE",
    "MEASURED",
    "BetaConvergence",
    "Break",
    "Cells",
    "ChangePart",
    "ChoiceInfluences",
    "ClassProbabilities",
    "ClauseEntries",
    "ClauseEntry",
    "ClauseRegister",
    "Coherence",
    "Compared",
    "CompositeAnswer",
    "CompositeChange",
    "CompositeStanding",
    "Contradiction",
    "Contradictions",
    "Convergence",
    "Convergences",
    "Counter",
    "Counters",
    "CountryDivide",
    "CountryDivides",
    "DatedEvent",
    "DevelopmentYear",
    "DevelopmentYears",
    "DirectionWay",
    "DistanceKind",
    "Distribution",
    "DivideYear",
    "EditionPoint",
    "Editions",
    "EditionsPanel",
    "Estimate",
    "EvidenceStrength",
    "FinalResult",
    "Fulfilment",
    "Gap",
    "GapMeasure",
    "GapMeasures",
    "GroupConvergence",
    "GroupGap",
    "GroupGaps",
    "GroupGapsPanel",
    "GroupRank",
    "IndexEdition",
    "Influence",
    "Interval",
    "Level",
    "Movement",
    "NationalProfile",
    "Observation",
    "OtherRank",
    "OtherRanks",
    "Outcome",
    "Overview",
    "Pace",
    "PaceClass",
    "PaceKind",
    "PeerPath",
    "PeerSummary",
    "PillarCoherence",
    "PillarScore",
    "Point",
    "PolicyTimeline",
    "Profile",
    "Progress",
    "ProgressMeasure",
    "PublishedIndices",
    "RecipeRow",
    "RecipeRows",
    "Reference",
    "Side",
    "Situation",
    "SobolIndex",
    "Spread",
    "Standing",
    "Step",
    "Swing",
    "Tallies",
    "Tally",
    "TargetKind",
    "TargetVerdict",
    "Text",
    "TimeDistance",
    "TimeGap",
    "TimeGaps",
    "Trajectories",
    "Trajectory",
    "Unassessable",
    "UncertaintyBasis",
    "UsualSwing",
    "Verdict",
    "VerdictChange",
    "VerdictChanges",
    "Volatility",
    "WatchedSeries",
    "Way",
    "Weakness",
    "WhyNot",
    "observations",
]
