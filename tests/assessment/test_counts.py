"""Counting verdicts: nothing lost, nothing twice, lesser evidence apart."""

from __future__ import annotations

from dataclasses import replace

import pytest
from cases import Target, event, judged
from hypothesis import given
from hypothesis import strategies as st

from analysis.assessment import APART, MEASURED, count_verdicts
from analysis.errors import MethodError
from analysis.methods.results import EvidenceStrength, Outcome, TargetKind, Verdict

DIRECTIONS = {"16.1.14": "society", "10.2.6": "egovernment"}


def told(target: str, year: int, outcome: Outcome, evidence: EvidenceStrength, clause: str = "16.1.14") -> Verdict:
    return Verdict(target, clause, TargetKind.NUMERIC, year, outcome, evidence)


def test_counts_by_direction_stage_evidence_and_outcome():
    found = count_verdicts(
        [
            judged(2017, {2013: 70.0, 2017: 79.0}),
            judged(2017, {2013: 70.0, 2017: 71.0}, target=Target(id="t2")),
            judged(2017, {2013: 70.0, 2017: 79.0}, target=Target(id="t3", relation="proxy")),
            judged(2017, {2013: 70.0, 2017: 79.0}, target=Target(id="t4", indicator="digital_tv_coverage")),
            judged(2017, target=Target("t5", "10.2.6", "milestone", None, None), events=(event("2016"),)),
            judged(2017, target=Target(id="t6")),
            judged(2020, {2013: 70.0, 2020: 86.0}),
        ],
        DIRECTIONS,
    )
    assert found.count() == 7
    assert found.count(stage="first") == 6
    assert found.count(Outcome.ON_TRACK, evidence=MEASURED, stage="first") == 1
    assert found.count(Outcome.ON_TRACK, evidence=(EvidenceStrength.SELF_REPORTED,)) == 1
    assert found.count(evidence=APART) == 3
    assert found.count(Outcome.DONE, direction="egovernment") == 1
    assert found.count(Outcome.NOT_ASSESSABLE) == 1
    assert found.count(Outcome.MET, stage="second") == 1
    assert found.count(Outcome.LIMITED, Outcome.MET, evidence=MEASURED) == 2


def test_measured_and_apart_cover_every_strength_but_none():
    assert {*MEASURED, *APART} == set(EvidenceStrength) - {EvidenceStrength.NONE}
    assert not {*MEASURED} & {*APART}


def test_a_stage_speaks_through_its_last_edition():
    strong = EvidenceStrength.STRONG
    found = count_verdicts(
        [told("a", 2017, Outcome.LIMITED, strong), told("a", 2015, Outcome.ON_TRACK, strong),
         told("a", 2018, Outcome.AWAY, strong), told("a", 2020, Outcome.NOT_MET, strong)],
        DIRECTIONS,
    )  # fmt: skip
    assert [(r.stage, r.outcome, r.n) for r in found.rows] == [
        ("first", Outcome.LIMITED, 1),
        ("second", Outcome.NOT_MET, 1),
    ]
    assert [v.edition_year for v in found.verdicts] == [2017, 2020]


def test_a_clause_without_direction_and_a_verdict_twice_are_refused():
    one = told("a", 2017, Outcome.LIMITED, EvidenceStrength.WEAK)
    with pytest.raises(MethodError, match="two verdicts in 2017"):
        count_verdicts([one, one], DIRECTIONS)
    with pytest.raises(MethodError, match=r"clause 9\.9\.9"):
        count_verdicts([replace(one, clause="9.9.9")], DIRECTIONS)


verdicts = st.lists(
    st.builds(
        told,
        st.integers(0, 9).map(str),
        st.sampled_from([2014, 2015, 2016, 2017, 2018, 2019, 2020, 2024]),
        st.sampled_from(Outcome),
        st.sampled_from(EvidenceStrength),
        st.sampled_from(sorted(DIRECTIONS)),
    ),
    max_size=30,
    unique_by=lambda v: (v.target, v.edition_year),
)


@given(verdicts, st.randoms(use_true_random=False))
def test_counts_add_up_and_ignore_order(found: list[Verdict], random):  # type: ignore[no-untyped-def]
    here = count_verdicts(found, DIRECTIONS)
    there = count_verdicts(random.sample(found, len(found)), DIRECTIONS)
    assert here.rows == there.rows
    stages = {(v.target, 0 if v.edition_year <= 2017 else 1 if v.edition_year <= 2020 else 2) for v in found}
    assert here.count() == len(stages) == len(here.verdicts)
    assert sum(here.count(o) for o in Outcome) == here.count()
    assert sum(here.count(direction=d) for d in DIRECTIONS.values()) == here.count()
