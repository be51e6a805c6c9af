"""Rows from which a reader judges again."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from time import process_time

import pytest
from cases import Target, event, group, places, seen
from hypothesis import given
from hypothesis import strategies as st

from analysis import params
from analysis.assessment import COLUMNS, TargetEvidence, case_of, cases_of, differing, judge, rows_of
from analysis.assessment.case import Case
from analysis.errors import DataError
from analysis.methods.results import TargetKind

RISING = {2013: 70.0, 2014: 73.1, 2015: 75.0, 2016: 77.0, 2017: 79.3}


def made(target: Target | None = None, year: int = 2017, **known: object) -> Case:
    asked = target or Target()
    evidence = TargetEvidence(**{"series": seen(asked.indicator or "internet_users", RISING), **known})  # type: ignore[arg-type]
    return case_of(asked, evidence, params.load(year))


def through_csv(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    file = io.StringIO(newline="")
    writer = csv.DictWriter(file, COLUMNS)
    writer.writeheader()
    writer.writerows(rows)
    return list(csv.DictReader(io.StringIO(file.getvalue())))


EXAMPLES = [
    made(),
    made(Target(id="second", kind="direction", relation="proxy", value=None)),
    made(standard_errors=(("internet_users/#2013", 0.1), ("internet_users/#2017", 1 / 3))),
    made(
        Target(kind="benchmark", value=None, group="developed", statistic="q1"),
        peers=group("internet_users", RISING),
    ),
    made(
        Target(kind="milestone", indicator=None, value=None),
        2016,
        series=(),
        events=(event("2016"), event("2018-02")),
    ),
    made(Target(indicator="egdi", kind="direction", value=None, unit="index_0_1")),
    made(Target(indicator="households_internet", kind="threshold", value=50.0), 2024),
    made(
        Target(kind="direction", value=None, indicator="account", gap=("sex=male", "sex=female"), direction=-1),
        series=seen("account", {2014: 40.0, 2017: 60.1}, breakdown="sex=male"),
        subtracted=seen("account", {2014: 30.0, 2017: 54.3}, breakdown="sex=female"),
        standard_errors=tuple((f"account/sex={s}#{y}", 1.1) for s in ("female", "male") for y in (2014, 2017)),
    ),
    made(
        Target(kind="direction", value=None, indicator="egdi", relation="proxy"),
        2018,
        series=(),
        standings=places("egdi", {2014: 64.2, 2018: 70.0}),
    ),
    made(series=(), parts=seen("internet_users", {2016: 50.0}, breakdown="level=primary", note='a;b, "c"\nd')),
]


@pytest.mark.parametrize("case", EXAMPLES, ids=lambda c: f"{c.rule.kind.value} {c.rule.edition_year}")
def test_a_case_comes_back_through_a_file_as_it_was(case: Case):
    again = cases_of(through_csv(rows_of([case])))
    assert again == (case,)
    assert judge(again[0]) == judge(case)


def test_cases_keep_their_order_and_their_own_figures():
    assert cases_of(through_csv(rows_of(EXAMPLES))) == tuple(EXAMPLES)
    assert differing(through_csv(rows_of(EXAMPLES))) == []


def test_the_rule_row_says_what_came_out():
    rule, *figures = rows_of([made()])
    assert (rule["row"], rule["outcome"], rule["judged_value"]) == ("rule", "on_track", "79.3")
    assert float(rule["linear_pace"]) == pytest.approx((79.3 - 70) / 15 / (4 / 7), rel=1e-15)
    assert [(f["row"], f["ref_year"], f["value"]) for f in figures] == [
        ("series", str(y), repr(v)) for y, v in RISING.items()
    ]
    assert all(tuple(row) == COLUMNS for row in (rule, *figures))


def test_a_changed_figure_is_found():
    rows = rows_of([made()])
    rows[-1]["value"] = "70.5"
    assert set(differing(rows)) == {
        f"t1 2017 {c}" for c in ("outcome", "judged_value", "linear_pace", "growth_pace", "share_of_way")
    }


def test_a_changed_verdict_is_found():
    rows = rows_of([made()])
    rows[0]["outcome"] = "achieved"
    assert differing(rows) == ["t1 2017 outcome"]


def test_the_file_holds_nothing_of_later_years():
    later = seen("internet_users", RISING | {2019: 99.0})
    case = made(
        Target(kind="benchmark", group="developed", statistic="median"),
        series=later,
        subtracted=later,
        standings=places("internet_users", {2019: 50.0}),
        parts=later,
        peers=group("internet_users", {2017: 50.0, 2019: 50.0}),
        events=(event("2019-04"),),
    )
    assert {p.ref_year for p in case.evidence.peers} == {2017}
    assert not any("2019" in cell for row in rows_of([case]) for cell in row.values())


def test_rows_out_of_order_or_spoilt_are_refused():
    rows = rows_of(EXAMPLES[:2])
    with pytest.raises(DataError, match="below its rule"):
        cases_of(rows[1:])
    with pytest.raises(DataError, match="below its rule"):
        cases_of([rows[0], rows[-1]])
    rows[1]["value"] = "seventy"
    with pytest.raises(DataError, match="target t1"):
        cases_of(rows)


series = st.dictionaries(st.integers(2008, 2024), st.floats(-1e9, 1e9, allow_nan=False), max_size=8)


@given(
    st.sampled_from([k.value for k in TargetKind]),
    series,
    series,
    st.sampled_from(params.editions()),
    st.sampled_from([1, -1]),
    st.floats(-1e6, 1e6),
)
def test_every_case_comes_back(kind, own, peers, year, direction, value):  # type: ignore[no-untyped-def]
    target = Target(kind=kind, value=value, group="developed", statistic="median", direction=direction)
    known = TargetEvidence(seen("internet_users", own), peers=group("internet_users", peers), events=(event("2015"),))
    case = case_of(target, known, params.load(year))
    rows = through_csv(rows_of([case]))
    assert cases_of(rows) == (case,)
    assert differing(rows) == []


def test_all_verdicts_of_all_editions_are_judged_in_time():
    """A hundred targets in eight editions, a third of them with sampling errors: two seconds of work are allowed."""
    values = {y: 40.0 + 3 * (y - 2008) + y % 2 for y in range(2008, 2025)}
    own = seen("internet_users", values)
    plain = TargetEvidence(own, peers=group("internet_users", {y: v + 9 for y, v in values.items()}))
    sampled = replace(plain, standard_errors=tuple((o.source_row, 1.2) for o in own))
    kinds = [Target(value=99.0), Target(value=99.0), Target(kind="benchmark", group="developed", statistic="median")]
    judge(case_of(kinds[0], plain, params.load(2018)))  # what is loaded once is not counted
    editions = [params.load(year) for year in params.editions()]
    before = process_time()
    for number in range(100):
        for edition in editions:
            judge(case_of(kinds[number % 3], sampled if number % 3 == 1 else plain, edition))
    # two seconds on an idle machine; a busy one needs up to twice the processor time for the same work
    assert process_time() - before < 4
