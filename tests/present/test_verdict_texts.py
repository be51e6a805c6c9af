"""Verdicts in words: every outcome and reason, in both languages, from an opening that stands by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from analysis import params
from analysis.language import LANGUAGES, text
from analysis.methods.results import (
    ClassProbabilities,
    ClauseEntries,
    ClauseEntry,
    Compared,
    DatedEvent,
    EvidenceStrength,
    FinalResult,
    Movement,
    Observation,
    Outcome,
    PeerSummary,
    Point,
    Progress,
    ProgressMeasure,
    Side,
    Swing,
    Tallies,
    Tally,
    TargetKind,
    TargetVerdict,
    Unassessable,
    UncertaintyBasis,
    UsualSwing,
    Verdict,
    VerdictChange,
    VerdictChanges,
    Weakness,
)
from analysis.present import verdicts
from analysis.present.context import Context
from analysis.present.tables import tabulate

WORDS = {"az": "Hədəfdir.", "en": "It is a target."}


def context(lang: str) -> Context:
    edition = params.load(2018)
    return Context("scorecard", 2018, lang, {g.code: g.name[lang] for g in edition.peers}, edition.benchmark)


def users(year: int, value: float) -> Observation:
    return Observation("internet_users", "AZE", year, value, "percent", source="wdi", source_row=f"wdi/1/a.csv#{year}")


BASIC = Verdict(
    "t",
    "16.1.2",
    TargetKind.NUMERIC,
    2018,
    Outcome.ON_TRACK,
    EvidenceStrength.STRONG,
    indicator="internet_users",
    unit="percent",
    target_year=2020,
    target_value=85.0,
    baseline=users(2013, 73.0),
    judged=users(2018, 79.8),
    latest=users(2018, 79.8),
    baseline_value=73.0,
    judged_value=79.8,
)


def one(**changes: object) -> TargetVerdict:
    return TargetVerdict(replace(BASIC, **changes), WORDS)  # type: ignore[arg-type]


def told(lang: str = "en", **changes: object) -> str:
    return verdicts.told(one(**changes), context(lang))


def test_a_verdict_opens_with_what_it_says_and_goes_on_with_the_figures() -> None:
    assert told() == (
        "Moving to the target fast enough: Internet users: 73.0% in 2013, 79.8% in 2018; the target: 85.0%."
    )
    assert told("az") == (
        "Hədəfə lazımi sürətlə yaxınlaşır: İnternet istifadəçiləri: 2013-cü ildə 73,0%, 2018-ci ildə 79,8%;"
        " hədəf: 85,0%."
    )


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("outcome", Outcome)
def test_every_outcome_has_an_opening(outcome: Outcome, lang: str) -> None:
    movement = Movement.UP if outcome is Outcome.PROXY_DIRECTION_ONLY else None
    why = Unassessable.NO_DATA if outcome is Outcome.NOT_ASSESSABLE else None
    said = told(lang, outcome=outcome, movement=movement, why_not=why)
    assert not said[0].islower() and said.endswith(".") and "{" not in said and "None" not in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("why", Unassessable)
def test_every_reason_is_said(why: Unassessable, lang: str) -> None:
    parts = (users(2018, 53.6), users(2018, 66.8))
    found = {"bounds": (53.6, 66.8), "parts": parts} if why is Unassessable.PARTS_ONLY else {}
    silent = replace(one(outcome=Outcome.NOT_ASSESSABLE, why_not=why, **found), difference=WORDS)
    said = verdicts.told(silent, context(lang))
    assert said.startswith(text("verdict.opening.not_assessable", lang) + ": ")
    assert "{" not in said
    assert (WORDS[lang] in said) == (why is Unassessable.NO_EVENT), "of a step the reason is what was looked for"


def test_parts_give_the_bounds_of_the_whole_and_the_target_beside_them() -> None:
    said = told(
        outcome=Outcome.NOT_ASSESSABLE,
        why_not=Unassessable.PARTS_ONLY,
        bounds=(53.6, 66.8),
        parts=(users(2018, 53.6), users(2018, 66.8)),
        target_value=100.0,
    )
    assert "in 2018 it lay between 53.6% and 66.8%" in said and said.endswith(
        "; the target: 100.0%; the target had not been reached by 2018."
    )


@pytest.mark.parametrize(
    ("movement", "direction", "side"),
    [
        (Movement.UP, 1, Side.WANTED),
        (Movement.DOWN, 1, Side.AGAINST),
        (Movement.DOWN, -1, Side.WANTED),
        (Movement.UP, -1, Side.AGAINST),
        (Movement.FLAT, 1, Side.SHORT),
    ],
)
def test_a_proxy_only_tells_its_direction(movement: Movement, direction: int, side: Side) -> None:
    found = one(outcome=Outcome.PROXY_DIRECTION_ONLY, movement=movement, direction=direction)
    assert found.verdict.side is side
    said = verdicts.told(found, context("en"))
    assert said.startswith("There is only a related figure, and it ")
    assert "target" not in said, "what a proxy shows is never held against a target"


def test_a_peer_group_is_named_with_the_distance_to_it_then_and_now() -> None:
    members = tuple(replace(users(2018, 88.0), economy=code) for code in ("DEU", "FRA"))
    peers = PeerSummary("developed", 2018, 88.0, 85.0, 90.0, 2, 2, "percent", members)
    gap = Progress(Point(2013, 8.3), Point(2018, 8.2), Point(2020, 0.0), -1, ProgressMeasure.LINEAR)
    odds = ClassProbabilities(UncertaintyBasis.VOLATILITY, 0.0, 0.1, 0.2, 0.42, 0.28)
    said = told(
        kind=TargetKind.BENCHMARK,
        outcome=Outcome.LIMITED,
        peers=peers,
        target_value=88.0,
        progress=gap,
        probabilities=odds,
    )
    assert said.endswith(
        "median of the developed countries: 88.0%; distance behind the median: 8.3 percentage points in 2013,"
        " 8.2 percentage points in 2018; probability of this verdict: 42%."
    )


def test_a_missed_target_says_how_far_it_got() -> None:
    end = FinalResult(Point(2020, 85.0), 1, share_at_end=0.31)
    assert "part of the way covered: 31%." in told(outcome=Outcome.NOT_MET, final_result=end)
    back = FinalResult(Point(2020, 85.0), 1, share_at_end=-0.2)
    assert "part of the way" not in told(outcome=Outcome.NOT_MET, final_result=back)


def test_a_printed_target_keeps_its_decimals() -> None:
    volume = {"indicator": "ict_sector_volume", "unit": "billion_usd", "kind": TargetKind.NUMERIC}
    assert "the target: 8.55 billion US dollars" in told(**volume, target_value=4.5 * 1.9)
    assert "the target: 7.6 billion US dollars" in told(**volume, target_value=4 * 1.9)


def test_a_gap_and_a_place_are_said_on_their_own_scales() -> None:
    found = one(baseline_value=6.7, judged_value=6.5, outcome=Outcome.AS_WANTED, target_value=None)
    gap = verdicts.told(replace(found, compared=Compared.GAP), context("en"))
    assert "the gap between the two groups: 6.7 percentage points in 2013, 6.5 percentage points in 2018." in gap
    place = verdicts.told(replace(found, compared=Compared.PLACES), context("en"))
    assert "share of the other economies that do worse than Azerbaijan: 6.7% in 2013, 6.5% in 2018." in place


def test_a_step_says_its_day_and_whether_it_was_late() -> None:
    event = DatedEvent("e", "2016-12-20", "exact")
    late = {"kind": TargetKind.MILESTONE, "outcome": Outcome.DONE, "event": event, "target_year": 2015}
    assert told(**late, on_time=False) == "Done: 20 December 2016; it was due in 2015."
    assert told("az", **late, on_time=True) == "Həyata keçirilib: 20 dekabr 2016."
    assert told(kind=TargetKind.MILESTONE, outcome=Outcome.NOT_DONE) == (
        "Not done by the end of 2018: the date that the sources give lies after this edition's year."
    )


def test_a_step_on_a_weak_source_says_so() -> None:
    done = {"kind": TargetKind.MILESTONE, "outcome": Outcome.DONE, "on_time": True}
    weak, inferred = (DatedEvent("e", "2014-02", certainty) for certainty in ("weak", "inferred"))
    assert (
        told(**done, event=weak)
        == "Done: February 2014; before the strategy was approved; the source is weak, no official one was found."
    )
    assert "concluded from other facts" in told(**done, event=inferred)


def test_a_movement_within_the_usual_swing_gives_its_size() -> None:
    moved = {"target_value": None, "outcome": Outcome.AS_WANTED, "swing": Swing.WITHIN}
    points = UsualSwing(6.8, 9.04, relative=False)
    assert told(**moved, usual=points).endswith(
        "; its usual swing over such a time is 9.0 percentage points, and the change is no larger."
    )
    growth = UsualSwing(-0.25, -0.4, relative=True)
    assert told(**moved, usual=growth).endswith(
        "; a change of −25%, while its usual swing over such a time lies between −40% and +67%."
    )
    place = replace(one(**moved, usual=UsualSwing(3.0, 4.0, relative=False)), compared=Compared.PLACES)
    assert "usual swing over such a time is 4.0 percentage points" in verdicts.told(place, context("en"))


def test_a_limit_says_since_when_it_was_kept() -> None:
    kept = {"kind": TargetKind.THRESHOLD, "outcome": Outcome.THRESHOLD_HELD, "points": 6}
    assert told(**kept).endswith("all 6 yearly figures since 2013 keep to it.")
    assert "keep to it" not in told(**{**kept, "outcome": Outcome.THRESHOLD_BROKEN})


def test_a_place_stands_beside_the_score_and_the_group_s_median() -> None:
    members = tuple(replace(users(2018, 88.0), economy=code) for code in ("DEU", "FRA"))
    peers = PeerSummary("developed", 2018, 88.0, 85.0, 90.0, 2, 2, "percent", members)
    said = told(outcome=Outcome.PROXY_DIRECTION_ONLY, movement=Movement.UP, peers=peers)
    assert "the score of 2018 is 79.8, the median of the developed countries 88.0" in said


def test_an_old_gap_is_said_as_a_gap() -> None:
    old = one(outcome=Outcome.NOT_ASSESSABLE, why_not=Unassessable.TOO_OLD, judged_value=6.5)
    said = verdicts.told(replace(old, compared=Compared.GAP), context("en"))
    assert "(6.5 percentage points in 2018)" in said


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("weakness", Weakness)
def test_weak_evidence_says_why(weakness: Weakness, lang: str) -> None:
    plain = verdicts.evidence(one(evidence=EvidenceStrength.WEAK), context(lang))
    said = verdicts.evidence(one(evidence=EvidenceStrength.WEAK, weakness=weakness), context(lang))
    assert said.startswith(f"{plain}: ") and len(said) > len(plain) + 5


def test_targets_with_figures_of_their_own_stand_in_columns() -> None:
    members = tuple(replace(users(2018, 88.0), economy=code) for code in ("DEU", "FRA"))
    peers = PeerSummary("developed", 2018, 88.0, 85.0, 90.0, 2, 2, "percent", members)
    gap = Progress(Point(2013, 8.3), Point(2018, 8.2), Point(2020, 0.0), -1, ProgressMeasure.LINEAR)
    group = one(kind=TargetKind.BENCHMARK, outcome=Outcome.LIMITED, peers=peers, target_value=88.0, progress=gap)
    limit = one(kind=TargetKind.THRESHOLD, outcome=Outcome.THRESHOLD_HELD, points=6)
    way = one(outcome=Outcome.AS_WANTED, kind=TargetKind.DIRECTION, target_value=None)
    entry = ClauseEntry("16.1.2", "result", {"az": "Başlıq", "en": "Title"}, (group, limit, way))
    table = tabulate(ClauseEntries("measured", 2018, (entry,)), context=context("en"))
    texts = [[cell.text for cell in row] for row in table.rows]
    assert [row[2:] for row in texts] == [
        ["73.0%", "79.8%", "88.0%", "8.3 → 8.2"],
        ["73.0%", "79.8%", "85.0%", "–"],
        ["73.0%", "79.8%", "–", "–"],
    ]
    assert table.rows[0][0].note == "Expected result 16.1.2: It is a target."
    assert "all 6 yearly figures since 2013" in table.rows[1][1].note


@pytest.mark.parametrize("strength", EvidenceStrength)
def test_evidence_is_named(strength: EvidenceStrength) -> None:
    said = verdicts.evidence(one(evidence=strength), context("az"))
    assert bool(said) == (strength is not EvidenceStrength.NONE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_counts_stand_side_by_side(lang: str) -> None:
    row = Tally(
        "infrastructure",
        (
            one(),
            one(outcome=Outcome.AWAY),
            one(outcome=Outcome.DONE, evidence=EvidenceStrength.MILESTONE_ONLY),
            one(outcome=Outcome.NOT_ASSESSABLE, evidence=EvidenceStrength.NONE),
        ),
    )
    (cells,) = tabulate(Tallies("direction", (row,)), context=context(lang)).rows
    done = {"az": "1 / 1", "en": "1 of 1"}[lang]
    assert [cell.text for cell in cells[1:]] == ["4", "1 / 0 / 1", "–", "–", done, "1"]


def test_what_changed_shows_both_verdicts() -> None:
    before = one(outcome=Outcome.NOT_ASSESSABLE, why_not=Unassessable.NO_DATA, edition_year=2017)
    table = tabulate(VerdictChanges(2017, 2018, (VerdictChange(before, one()),), 3), context=context("en"))
    assert [column.label for column in table.columns] == ["Clause and target", "2017", "2018"]
    (row,) = table.rows
    assert [cell.text for cell in row] == ["16.1.2", "Cannot be judged", told()]
    assert (row[0].note, row[1].note) == (
        "It is a target.",
        "Internet users: no figure that fits this target has been found for years up to 2017.",
    )


@pytest.mark.parametrize(
    ("since", "said"),
    [(None, "This is the first edition: there is none before it to compare with."), (2017, "No verdict")],
)
def test_where_nothing_changed_the_table_says_so(since: int | None, said: str) -> None:
    table = tabulate(VerdictChanges(since, 2018, (), 133), context=context("en"))
    assert table.rows[0][0].text.startswith(said)
