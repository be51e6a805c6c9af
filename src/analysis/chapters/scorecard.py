"""The scorecard: what became of the strategy's targets, direction by direction and clause by clause."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

from analysis import params
from analysis.assessment import Case, judge, rows_of
from analysis.chapters.catching_up import group_convergence, time_gap
from analysis.chapters.evidence import Evidence
from analysis.chapters.verdicts import cases
from analysis.indicators import indicator
from analysis.methods.results import (
    MEASURED,
    Break,
    ClauseEntries,
    ClauseEntry,
    ClauseRegister,
    Compared,
    Convergences,
    EvidenceStrength,
    Outcome,
    PolicyTimeline,
    Side,
    Step,
    Tallies,
    Tally,
    TargetVerdict,
    TimeGaps,
    Verdict,
    VerdictChange,
    VerdictChanges,
    WatchedSeries,
)
from analysis.strategy import (
    BASELINE_YEAR,
    Clause,
    ClauseKind,
    IndexWatch,
    IndicatorWatch,
    NoWatch,
    Relation,
    StrategicDirection,
    SurveyWatch,
    Target,
    stage_of,
    targets,
    targets_of,
    timeline,
)
from analysis.strategy import clauses as register

CUTS = (2017, 2020)
"""The ends of the two stages of clause 15.1: the mid-term and the final reckoning."""

MAIN_SERIES = "internet_users"


@dataclass(frozen=True)
class Answer:
    """How many targets can be judged at all, on what, and with what outcome.

    ``own`` rest on figures of their own (``own_wanted`` as the strategy wants, ``own_short`` too slow or unchanged,
    ``own_against`` the other way, each with its indicators); ``reported`` on what the body judged counted itself;
    ``proxies`` are followed by a related figure only (``proxies_wanted`` moved as wanted, ``proxies_clear`` of these
    by more than the series swings anyway, ``proxies_short`` hardly changed, ``proxies_against`` went the other way);
    of ``steps`` dated steps ``done`` are done; ``unknown`` cannot be judged.
    """

    stage: str
    n: int
    own: int
    own_wanted: int
    own_wanted_names: tuple[str, ...]
    own_short: int
    own_short_names: tuple[str, ...]
    own_against: int
    own_against_names: tuple[str, ...]
    reported: int
    proxies: int
    proxies_wanted: int
    proxies_clear: int
    proxies_short: int
    proxies_against: int
    steps: int
    done: int
    unknown: int

    @property
    def case(self) -> str:
        """Whether the edition's year lies within the strategy's stages: ``during`` or ``after``."""
        return "during" if self.stage in {"first", "second"} else "after"


def answer(evidence: Evidence) -> Answer:
    """How much of the strategy has come about, and of how much can this be known?"""
    whole = Tally("", told(evidence))
    return Answer(
        stage=stage_of(evidence.edition.year).value,
        n=whole.n(),
        own=whole.n(*MEASURED),
        own_wanted=whole.n(*MEASURED, side=Side.WANTED),
        own_wanted_names=_own(whole, Side.WANTED),
        own_short=whole.n(*MEASURED, side=Side.SHORT),
        own_short_names=_own(whole, Side.SHORT),
        own_against=whole.n(*MEASURED, side=Side.AGAINST),
        own_against_names=_own(whole, Side.AGAINST),
        reported=whole.n(EvidenceStrength.SELF_REPORTED),
        proxies=whole.n(EvidenceStrength.PROXY),
        proxies_wanted=whole.n(EvidenceStrength.PROXY, side=Side.WANTED),
        proxies_clear=whole.n(EvidenceStrength.PROXY, side=Side.WANTED, faint=False),
        proxies_short=whole.n(EvidenceStrength.PROXY, side=Side.SHORT),
        proxies_against=whole.n(EvidenceStrength.PROXY, side=Side.AGAINST),
        steps=whole.n(EvidenceStrength.MILESTONE_ONLY),
        done=whole.n(EvidenceStrength.MILESTONE_ONLY, side=Side.WANTED),
        unknown=whole.n(EvidenceStrength.NONE),
    )


def _own(whole: Tally, side: Side) -> tuple[str, ...]:
    """Indicators of the targets with figures of their own on ``side``, each once."""
    found = (one.verdict for one in whole.verdicts if one.verdict.evidence in MEASURED)
    return tuple(dict.fromkeys(v.indicator for v in found if v.side is side and v.indicator is not None))


def by_direction(evidence: Evidence) -> Tallies:
    """How do the verdicts lie in each direction of the strategy?"""
    found: dict[str, list[TargetVerdict]] = defaultdict(list)
    for one in told(evidence):
        found[register()[one.verdict.clause].direction.value].append(one)
    return Tallies("direction", tuple(_tally(d.value, found[d.value]) for d in StrategicDirection if found[d.value]))


def by_stage(evidence: Evidence) -> Tallies:
    """How did they lie at the end of each stage, and how do they lie now?"""
    return Tallies("cut", tuple(_tally(str(cut), told(_seen_from(evidence, cut))) for cut in _cuts(evidence)))


@dataclass(frozen=True)
class Shifts:
    """What became of the verdicts of an earlier cut: each target whose side is another stands in one count.

    ``lost`` can no longer be judged and ``gained`` can be now; ``taken`` are steps done since; ``better`` and
    ``worse`` are movements that came out otherwise. ``since`` is None where there is no earlier cut.
    """

    since: int | None
    until: int
    lost: int = 0
    gained: int = 0
    taken: int = 0
    better: int = 0
    worse: int = 0

    @property
    def case(self) -> str:
        """``first`` where there is nothing to compare with, else ``later``."""
        return "first" if self.since is None else "later"


_WORST_TO_BEST = (Side.AGAINST, Side.SHORT, Side.WANTED)


def since_stage(evidence: Evidence) -> Shifts:
    """Why are the counts others than at the end of the stage before?"""
    *earlier, year = _cuts(evidence)
    if not earlier:
        return Shifts(None, year)
    pairs = zip(told(_seen_from(evidence, earlier[-1])), told(evidence), strict=True)
    counts = Counter(_shift(before.verdict, after.verdict) for before, after in pairs)
    del counts[""]
    return Shifts(earlier[-1], year, **counts)


def _shift(before: Verdict, after: Verdict) -> str:
    """The count of `Shifts` in which a pair of verdicts stands; empty where it lies on the same side."""
    if before.side is after.side:
        return ""
    if after.side is Side.OPEN:
        return "lost"
    if before.side is Side.OPEN:
        return "gained"
    if after.outcome is Outcome.DONE:
        return "taken"
    return "better" if _WORST_TO_BEST.index(after.side) > _WORST_TO_BEST.index(before.side) else "worse"


def _cuts(evidence: Evidence) -> list[int]:
    year = evidence.edition.year
    return sorted({*(cut for cut in CUTS if cut < year), year})


def measured(evidence: Evidence) -> ClauseEntries:
    """Which targets have figures of their own, and what do these say?"""
    found = [one for one in told(evidence) if one.verdict.evidence in MEASURED]
    numbers = dict.fromkeys(one.verdict.clause for one in found)
    entries = tuple(
        ClauseEntry(
            number,
            register()[number].kind.value,
            register()[number].title,
            tuple(one for one in found if one.verdict.clause == number),
        )
        for number in numbers
    )
    return ClauseEntries("measured", evidence.edition.year, entries)


def changes(evidence: Evidence) -> VerdictChanges:
    """Which verdicts are others than in the edition before, worked out anew from what that edition could see?"""
    year = evidence.edition.year
    earlier = [y for y in params.editions() if y < year]
    if not earlier:
        return VerdictChanges(None, year, (), 0)
    now, before = told(evidence), told(_seen_from(evidence, earlier[-1]))
    pairs = tuple(VerdictChange(*pair) for pair in zip(before, now, strict=True))
    changed = tuple(p for p in pairs if _said(p.before) != _said(p.after))
    return VerdictChanges(earlier[-1], year, changed, len(pairs) - len(changed))


def steps(evidence: Evidence) -> PolicyTimeline:
    """Which steps were taken, beside the country's main series?"""
    year = evidence.edition.year
    return PolicyTimeline(
        series=tuple(o for o in evidence.observations(MAIN_SERIES) if o.ref_year >= BASELINE_YEAR),
        breaks=tuple(
            Break(MAIN_SERIES, b.year) for b in indicator(MAIN_SERIES).breaks if BASELINE_YEAR < b.year <= year
        ),
        steps=tuple(_steps(e for e, event in timeline().items() if BASELINE_YEAR <= event.year <= year)),
        since=BASELINE_YEAR,
        edition_year=year,
    )


CAUGHT_UP = ("internet_users", "fixed_broadband", "ict_services_exports")
"""Series with which 16.1.2 is read. Scores of an index's editions make no path, nor do counts of servers, whose way of
counting changed for everybody."""


def years_behind(evidence: Evidence) -> TimeGaps:
    """How many years ago did the developed countries' median stand where the country stands now?"""
    found = {code: time_gap(evidence, code, evidence.edition.benchmark) for code in CAUGHT_UP}
    missing = tuple(code for code, gap in found.items() if gap is None)
    return TimeGaps(tuple(gap for gap in found.values() if gap is not None), missing)


def drawing_together(evidence: Evidence) -> Convergences:
    """Do the country and its peers grow alike?"""
    codes, groups = ("internet_users", "fixed_broadband"), ("cis", "neighbours")
    found = (group_convergence(evidence, code, group, since=BASELINE_YEAR) for code in codes for group in groups)
    return Convergences(tuple(one for one in found if one is not None))


def clauses(evidence: Evidence) -> ClauseRegister:
    """What became of each clause of the strategy?"""
    every = tuple(register().values())
    results = (c for c in every if c.kind is ClauseKind.RESULT)
    parts = [_entries("results", evidence, results)]
    for direction in StrategicDirection:
        chosen = (c for c in every if c.direction is direction and c.kind is not ClauseKind.RESULT)
        parts.append(_entries(direction.value, evidence, chosen))
    return ClauseRegister(tuple(parts))


@lru_cache(maxsize=4)
def told(evidence: Evidence) -> tuple[TargetVerdict, ...]:
    """Every verdict with the words of its target."""
    return tuple(_told(target, case) for target, case in zip(targets().values(), cases(evidence), strict=True))


def inputs(evidence: Evidence) -> list[dict[str, str]]:
    """From what can every verdict be worked out again? Rows of ``assessment.COLUMNS``."""
    return rows_of(cases(evidence))


def _told(target: Target, case: Case) -> TargetVerdict:
    compared = Compared.GAP if case.rule.gap else Compared.PLACES if case.rule.standing else Compared.VALUES
    found = judge(case)
    # what an event leaves open is told once it has happened
    noted = None if found.outcome is Outcome.NOT_DONE else target.difference or target.sought
    return TargetVerdict(found, target.definition, noted, compared)


def _tally(row: str, found: Iterable[TargetVerdict]) -> Tally:
    """A row of counts; of the figures behind a verdict it holds the two compared, all others stand under the clause."""
    return Tally(row, tuple(replace(one, verdict=replace(one.verdict, inputs=(), peers=None)) for one in found))


def _said(one: TargetVerdict) -> tuple[object, ...]:
    """What a reader is told; another reason for the same silence is no other verdict."""
    return one.verdict.outcome, one.verdict.movement


def _seen_from(evidence: Evidence, year: int) -> Evidence:
    return evidence if year == evidence.edition.year else evidence.earlier(params.load(year))


def _entries(name: str, evidence: Evidence, chosen: Iterable[Clause]) -> ClauseEntries:
    by_target = {one.verdict.target: one for one in told(evidence)}
    return ClauseEntries(
        name,
        evidence.edition.year,
        tuple(_entry(c, evidence, tuple(by_target[t.id] for t in targets_of(c.id))) for c in chosen),
    )


def _entry(known: Clause, evidence: Evidence, found: tuple[TargetVerdict, ...]) -> ClauseEntry:
    nothing = [item for item in known.watch if isinstance(item, NoWatch)]
    year = evidence.edition.year
    return ClauseEntry(
        known.id,
        known.kind.value,
        known.title,
        found,
        tuple(_watched(known.series, evidence)),
        tuple(_steps(event for event in known.events if timeline()[event].year <= year)),
        tuple(item.item for item in known.watch if isinstance(item, SurveyWatch)),
        tuple(item.reason for item in nothing),
        tuple(item.remedy for item in nothing),
    )


def _watched(items: Iterable[IndicatorWatch | IndexWatch], evidence: Evidence) -> Iterator[WatchedSeries]:
    for item in items:
        for position, code in enumerate(item.codes):
            last = position == len(item.codes) - 1
            note = item.note if last else None
            yield WatchedSeries(
                code, item.relation is Relation.MEASURES, evidence.newest(code), note, len(item.codes) if last else 1
            )


def _steps(ids: Iterable[str]) -> Iterator[Step]:
    for event in (timeline()[i] for i in ids):
        direction = register()[event.clause].direction.value
        yield Step(event.id, event.date, event.certainty.value, event.clause, direction, event.text, event.address)
