"""Counting verdicts: nothing lost, nothing twice, lesser evidence apart."""

from __future__ import annotations

from cases import Target, event, judged
from hypothesis import given
from hypothesis import strategies as st

from analysis.methods.results import (
    MEASURED,
    EvidenceStrength,
    Outcome,
    Side,
    Tally,
    TargetKind,
    TargetVerdict,
    Verdict,
)

WORDS = {"az": "Hədəf", "en": "The target"}


def tally(*verdicts: Verdict) -> Tally:
    return Tally("made up", tuple(TargetVerdict(verdict, WORDS) for verdict in verdicts))


def test_counts_by_evidence_and_side() -> None:
    found = tally(
        judged(2017, {2013: 70.0, 2017: 79.0}),
        judged(2017, {2013: 70.0, 2017: 71.0}, target=Target(id="t2")),
        judged(2017, {2013: 70.0, 2017: 79.0}, target=Target(id="t3", relation="proxy")),
        judged(2017, {2013: 70.0, 2017: 79.0}, target=Target(id="t4", indicator="digital_tv_coverage")),
        judged(2017, target=Target("t5", "10.2.6", "milestone", None, None), events=(event("2016"),)),
        judged(2017, target=Target(id="t6")),
    )
    assert found.n() == 6
    assert found.n(*MEASURED) == 2
    assert found.n(*MEASURED, side=Side.WANTED) == found.n(*MEASURED, side=Side.SHORT) == 1
    assert found.n(EvidenceStrength.PROXY, side=Side.WANTED) == 1
    assert found.n(EvidenceStrength.SELF_REPORTED, side=Side.WANTED) == 1
    assert found.n(EvidenceStrength.MILESTONE_ONLY, side=Side.WANTED) == 1
    assert found.n(EvidenceStrength.NONE) == found.n(side=Side.OPEN) == 1
    assert found.n(EvidenceStrength.SELF_REPORTED, EvidenceStrength.PROXY, EvidenceStrength.MILESTONE_ONLY) == 3
    assert found.n(side=Side.AGAINST) == 0


def test_what_is_counted_apart_is_never_measured() -> None:
    assert {*EvidenceStrength} - {*MEASURED} == {
        EvidenceStrength.SELF_REPORTED,
        EvidenceStrength.PROXY,
        EvidenceStrength.MILESTONE_ONLY,
        EvidenceStrength.NONE,
    }


verdicts = st.lists(
    st.builds(
        Verdict,
        st.integers(0, 9).map(str),
        st.just("16.1.14"),
        st.just(TargetKind.NUMERIC),
        st.just(2018),
        st.sampled_from(Outcome),
        st.sampled_from(EvidenceStrength),
    ),
    max_size=30,
)


@given(verdicts, st.randoms(use_true_random=False))
def test_counts_add_up_and_ignore_order(found: list[Verdict], random):  # type: ignore[no-untyped-def]
    here, there = tally(*found), tally(*random.sample(found, len(found)))
    assert here.n() == len(found)
    assert sum(here.n(strength) for strength in EvidenceStrength) == here.n()
    assert sum(here.n(side=side) for side in Side) == here.n()
    assert here.n(*MEASURED) == sum(here.n(*MEASURED, side=side) for side in Side)
    for strength in EvidenceStrength:
        assert [here.n(strength, side=side) for side in Side] == [there.n(strength, side=side) for side in Side]
