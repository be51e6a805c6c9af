"""The register: every clause has an answer, and an entry that breaks a rule is named with file and remedy."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from analysis.errors import RegistryError
from analysis.indicators import Bilingual, registry
from analysis.strategy import (
    Clause,
    ClauseKind,
    IndicatorWatch,
    MilestoneWatch,
    NoWatch,
    Relation,
    StrategicDirection,
    SurveyWatch,
    clause,
    clause_order,
    clauses,
    outline,
    timeline,
)
from analysis.strategy.register import read_register

CLAUSES = list(outline())

WEIGHTS = {"rural_population", "population", "survey_respondents"}
"""Registered to weigh others by, and no answer to any clause."""

FILED = {"filed_share", "filed_answers", "filed_gap"}
"""Of many questions each, so that none of them is the figure of a clause."""


def test_the_numbering_is_that_of_the_text() -> None:
    heads = Counter(number.rpartition(".")[0] for number in CLAUSES if number.count(".") == 2)
    assert heads == {
        "3.1": 10, "4.1": 10, "5.1": 12, "6.1": 8, "7.2": 6, "8.2": 11, "9.2": 5, "10.2": 11, "11.2": 8, "11.4": 6,
        "11.6": 4, "12.2": 7, "13.2": 10, "14.1": 9, "16.1": 19,
    }  # fmt: skip
    assert sum(heads.values()) == 136
    kinds = Counter(outline().values())
    assert kinds[ClauseKind.MEASURE] == 77
    assert kinds[ClauseKind.RESULT] == 19
    assert [number for number, kind in outline().items() if kind is ClauseKind.AIM] == [
        "7.1", "8.1", "9.1", "10.1", "11.1", "11.3", "11.5", "12.1", "13.1", "14.1",
    ]  # fmt: skip
    assert sorted(CLAUSES, key=clause_order) == CLAUSES


def test_every_clause_has_an_entry_in_order() -> None:
    assert list(clauses()) == CLAUSES


@pytest.mark.parametrize("number", CLAUSES)
def test_a_clause_has_an_answer(number: str) -> None:
    known = clause(number)
    assert known.watch
    assert known.kind is outline()[number]
    for item in known.watch:
        if isinstance(item, SurveyWatch):
            assert "?" in item.item.az and "?" in item.item.en
        if isinstance(item, NoWatch):
            assert item.remedy.az.endswith(".") and item.remedy.en.endswith(".")
            assert item.reason.en != item.remedy.en


@pytest.mark.parametrize("number", CLAUSES)
def test_every_proxy_says_how_it_differs(number: str) -> None:
    for item in clause(number).series:
        if item.relation is Relation.PROXY:
            assert item.note is not None and len(item.note.en.split()) >= 5 and len(item.note.az.split()) >= 4


def test_titles_tell_clauses_apart_and_fit_a_heading() -> None:
    for lang in ("az", "en"):
        titles = [known.title[lang] for known in clauses().values()]
        assert len(set(titles)) == len(titles)
        assert max(map(len, titles)) <= 80
        assert not any(title.endswith(".") for title in titles)


def test_each_indicator_answers_a_clause_that_it_names() -> None:
    for code, known in registry().items():
        if code not in WEIGHTS | FILED:
            assert [n for n in known.clauses if code in clause(n).codes] == list(known.clauses), code


def test_nothing_is_watched_twice_in_one_clause() -> None:
    for number, known in clauses().items():
        pairs = [(code, part) for item in known.series for code in item.codes for part in item.breakdowns or ("",)]
        assert len(set(pairs)) == len(pairs), number


def test_a_step_of_the_strategys_years_is_watched_by_its_clause() -> None:
    left_out = {"2019-12-19"}  # a counter passing a round number, which the counter itself shows
    for event in timeline().values():
        if 2014 <= event.year <= 2020 and event.id not in left_out:
            assert event.id in clause(event.clause).events, event.id


def test_no_text_tells_an_edition_what_came_later() -> None:
    """Notes say what an indicator is, never which years it has; only a dated step may speak of its time."""
    for number, known in clauses().items():
        texts = [known.title]
        for item in known.watch:
            if not isinstance(item, MilestoneWatch):
                texts += [
                    text for name in type(item).model_fields if isinstance(text := getattr(item, name), Bilingual)
                ]
        years = {int(year) for text in texts for year in re.findall(r"\b20\d\d\b", text.az + text.en)}
        assert max(years, default=0) <= 2014, number


def test_a_comparison_that_exists_is_not_said_to_be_missing() -> None:
    """Informatics: the study of pupils' computer literacy exists; what is missing is a result of Azerbaijan."""
    (missing,) = (item for item in clause("11.2.3").watch if isinstance(item, NoWatch))
    for lang, gathered in (("az", "toplanmış rəqəmlər arasında"), ("en", "among the figures gathered")):
        assert "ICILS" in missing.reason[lang] and gathered in missing.reason[lang]


def test_an_index_that_no_report_may_show_is_said_to_be_so() -> None:
    for number, known in clauses().items():
        for item in known.series:
            if any(registry()[code].restricted for code in item.codes):
                assert item.note is not None, number
                assert "naşirinin şərtləri açıq deyil" in item.note.az and "are not open" in item.note.en, number


def test_no_verdict_can_rest_on_a_skill_being_measured() -> None:
    for known in clauses().values():
        for item in known.series:
            if "ict_skills" in item.codes:
                assert item.relation is Relation.PROXY


def test_a_clause_knows_its_codes_and_events() -> None:
    known = clause("10.2.9")
    assert known.direction is StrategicDirection.EGOVERNMENT
    assert "esign_certificates" in known.codes and len(set(known.codes)) == len(known.codes)
    assert set(known.events) <= set(timeline())
    assert isinstance(known.watch[0], IndicatorWatch)


def test_an_unknown_number_is_named() -> None:
    with pytest.raises(RegistryError, match=r"clause '16\.1\.20'.*rule: a clause of the strategy"):
        clause("16.1.20")


GOOD = """
"7.2.1":
  kind: measure
  direction: infrastructure
  title: {az: "Şəbəkə", en: "Network"}
  watch:
    - {kind: indicator, codes: [fixed_broadband], relation: proxy, note: {az: "Abunədir.", en: "Subscriptions."}}
    - {kind: milestone, events: ["2017"]}
"""


def read(text: str) -> dict[str, Clause]:
    return read_register({"infrastructure.yaml": text}, indicators=registry(), events=timeline())


def test_a_good_entry_is_read() -> None:
    known = read(GOOD)["7.2.1"]
    assert known.codes == ("fixed_broadband",)
    assert known.events == ("2017",)
    assert isinstance(known.watch[1], MilestoneWatch)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"7.2.1"', '"7.2.7"', "clause '7.2.7' in strategy/register/infrastructure.yaml; rule: a clause number"),
        ('"7.2.1"', "7.2", "clause 7.2 in strategy/register/infrastructure.yaml; rule: a clause number"),
        ("kind: measure", "kind: wish", "kind: Input should be"),
        ("kind: measure", "kind: aim", "has kind 'aim'; rule: 7.2.1 is of kind 'measure'"),
        ("direction: infrastructure", "direction: space", "direction: Input should be"),
        ("direction: infrastructure", "direction: security", "rule: its section treats 'infrastructure'"),
        ("fixed_broadband]", "fixed_broadbond]", "indicator 'fixed_broadbond' of clause '7.2.1'"),
        ("fixed_broadband]", "egdi]", "indicator 'egdi' of clause '7.2.1' in strategy/register/infrastructure.yaml is"
         " watched as indicator"),
        ('proxy, note: {az: "Abunədir.", en: "Subscriptions."}', "proxy",
         "the proxy fixed_broadband of clause '7.2.1' in strategy/register/infrastructure.yaml has no note"),
        ('note: {az: "Abunədir.", en: "Subscriptions."}', 'note: {az: "Abunədir."}', "note.en: Field required"),
        ("relation: proxy", "relation: exact", "relation: Input should be"),
        ('["2017"]', '["2017-02-30"]', "milestone '2017-02-30' of clause '7.2.1'"),
        ("kind: milestone", "kind: hope", "does not match any of the expected tags"),
        ('az: "Şəbəkə", ', "", "title.az: Field required"),
        ("codes: [fixed_broadband]", "codes: []", "at least 1 item"),
        ("kind: measure\n", "kind: measure\n  colour: red\n", "colour: Extra inputs are not permitted"),
    ],
)  # fmt: skip
def test_an_entry_that_breaks_a_rule_is_named(old: str, new: str, message: str) -> None:
    assert old in GOOD
    with pytest.raises(RegistryError, match=re.escape(message)) as caught:
        read(GOOD.replace(old, new))
    assert "strategy/register/infrastructure.yaml" in caught.value.what
    assert caught.value.rule and caught.value.remedy


def test_an_index_without_a_note_is_a_proxy_without_a_note() -> None:
    text = GOOD.replace('{kind: milestone, events: ["2017"]}', "{kind: index, codes: [egdi]}")
    with pytest.raises(RegistryError, match=r"the proxy egdi of clause '7\.2\.1'.*has no note"):
        read(text)


def test_an_entry_without_watch_is_refused() -> None:
    with pytest.raises(RegistryError, match=r"clause '7\.2\.1' in strategy/register/infrastructure\.yaml has no watch"):
        read(GOOD[: GOOD.index("  watch:")])
    with pytest.raises(RegistryError, match="has no watch"):
        read(GOOD[: GOOD.index("    - ")])


def test_what_is_measured_is_not_called_unmeasurable() -> None:
    none = '{kind: none, reason: {az: "Yoxdur.", en: "None."}, remedy: {az: "Dərc.", en: "Publish."}}'
    text = GOOD.replace('{kind: milestone, events: ["2017"]}', none)
    assert isinstance(read(text)["7.2.1"].watch[1], NoWatch)
    with pytest.raises(RegistryError, match="is measured and not measurable"):
        read(text.replace("relation: proxy", "relation: measures"))


def test_a_clause_given_in_two_files_is_refused() -> None:
    with pytest.raises(RegistryError, match=r"clause '7\.2\.1' in strategy/register/b\.yaml: a second entry"):
        read_register({"a.yaml": GOOD, "b.yaml": GOOD}, indicators=registry(), events=timeline())
