"""Milestones: done or not, by dated events."""

from __future__ import annotations

from dataclasses import replace

from analysis.assessment.case import Case
from analysis.methods.results import DatedEvent, EvidenceStrength, Outcome, Unassessable, Verdict
from analysis.strategy.timeline import Event


def dated_event(event: Event) -> DatedEvent:
    """An event of the strategy's timeline as evidence."""
    return DatedEvent(event.id, event.date, event.certainty.value, event.clause, event.address)


def judge_milestone(case: Case, blank: Verdict) -> Verdict:
    """Done once **every** event that the milestone consists of has happened; the last of them dates it.

    One act among several (a decision before a launch) does not make the thing done. Without any event in the timeline
    there is nothing to judge by: silence is no proof that something was not done.
    """
    if case.rule.events_needed == 0:
        return replace(blank, why_not=Unassessable.NO_EVENT)
    happened = case.evidence.events
    if len(happened) < case.rule.events_needed:
        return replace(blank, outcome=Outcome.NOT_DONE, evidence=EvidenceStrength.MILESTONE_ONLY, events=happened)
    last = happened[-1]
    return replace(
        blank,
        outcome=Outcome.DONE,
        evidence=EvidenceStrength.MILESTONE_ONLY,
        event=last,
        on_time=last.year <= case.rule.target_year,
        events=happened,
    )
