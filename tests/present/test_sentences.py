"""What a placeholder becomes: by the value's type, the form after the colon, and the language."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import context, gap, own

from analysis.errors import LanguageError
from analysis.methods.pace import pace
from analysis.methods.peers import summarise
from analysis.methods.results import Gap, GroupGap, Observation, PaceKind, Standing
from analysis.present.sentences import filled, sentence

USERS = replace(own("internet_users", {2018: 79.8})[0], source="wdi")
LINES = own("fixed_broadband", {2018: 18.2949})[0]
SERVERS = own("secure_servers", {2018: 12345.6})[0]
EGDI = own("egdi", {2018: 0.6574})[0]
PEERS = summarise(
    [Observation("internet_users", e, 2018, v, "percent") for e, v in (("DEU", 87.0), ("FRA", 82.04))],
    group="developed",
    size=3,
)
assert PEERS is not None
GAP = Gap(USERS, PEERS, USERS.value - PEERS.median, favourable=False)
FROM_2013 = own("internet_users", {2013: 73.0})[0]


def sexes(men: float, women: float) -> GroupGap:
    return gap("mobile_owners", 2018, ("sex=male", men), ("sex=female", women))


FORMS = [
    (USERS, "", "79,8%", "79.8%"),
    (USERS, "value", "79,8", "79.8"),
    (USERS, "short", "79,8%", "79.8%"),
    (USERS, "year", "2018", "2018"),
    (USERS, "ord", "2018-ci", "2018th"),
    (USERS, "name", "İnternet istifadəçiləri", "Internet users"),
    (USERS, "source", "Dünya Bankı", "World Bank"),
    (LINES, "", "hər 100 nəfərə 18,3", "18.3 per 100 people"),
    (LINES, "short", "18,3", "18.3"),
    (SERVERS, "value", "12\N{NO-BREAK SPACE}346", "12,346"),
    (EGDI, "value", "0,6574", "0.6574"),
    (PEERS, "", "84,5%", "84.5%"),
    (PEERS, "value", "84,5", "84.5"),
    (PEERS, "group", "inkişaf etmiş ölkələr", "developed countries"),
    (GAP, "", "4,7 faiz bəndi", "4.7 percentage points"),
    (sexes(87.75, 79.34), "", "8,4 faiz bəndi", "8.4 percentage points"),
    (sexes(79.34, 80.34), "", "1,0 faiz bəndi", "1.0 percentage points"),
    (Standing(USERS, 41, 184, 78.0), "", "184 ölkə arasında 41", "41 of 184"),
    (56, "", "56", "56"),
    (56, "ord", "56-cı", "56th"),
    (12345, "count", "12\N{NO-BREAK SPACE}345", "12,345"),
    (78.142, ".0", "78", "78"),
    (78.142, "", "78,1", "78.1"),
    (78.142, ".2", "78,14", "78.14"),
    ("sex.female", "key", "qadınlar", "women"),
    ("cis", "group", "MDB ölkələri", "CIS countries"),
    ("GEO", "economy", "Gürcüstan", "Georgia"),
    ("as it is", "", "as it is", "as it is"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "form", "az", "en"), FORMS)
def test_a_value_in_its_form(value: object, form: str, az: str, en: str) -> None:
    assert filled(value, form, context("az")) == az
    assert filled(value, form, context("en")) == en


@pytest.mark.parametrize(
    ("start", "end", "form", "en"),
    [
        (73.0, 79.8, "", "6.8 percentage points"),
        (79.8, 73.0, "", "6.8 percentage points"),
        (73.0, 79.8, "yearly", "1.4 percentage points"),
        (73.0, 75.0, "yearly", "0.40 percentage points"),
        (50.0, 100.0, "growth", "14.9%"),
        (100.0, 50.0, "growth", "12.9%"),
    ],
)
def test_a_change_tells_its_size_and_leaves_the_direction_to_the_words(
    start: float, end: float, form: str, en: str
) -> None:
    moved = pace(replace(FROM_2013, value=start), replace(USERS, value=end, source=""), kind=PaceKind.POINTS)
    assert filled(moved, form, context("en")) == en
    assert "," in filled(moved, form, context("az"))


def test_growth_that_is_not_defined_falls_back_on_the_change() -> None:
    moved = pace(replace(FROM_2013, value=0.0), replace(USERS, source=""), kind=PaceKind.GROWTH)
    assert moved.growth is None
    assert filled(moved, "growth", context("en")) == "79.8 percentage points"


def test_a_change_in_units_that_the_sentence_has_named_stays_bare() -> None:
    start = own("fixed_broadband", {2013: 18.0146})[0]
    moved = pace(start, LINES, kind=PaceKind.UNITS)
    assert filled(moved, "", context("en")) == "0.3"
    assert filled(moved, "yearly", context("en")) == "0.06"


def test_a_sentence_is_filled_from_a_mapping_a_dataclass_or_a_bare_value() -> None:
    given = {"name": "Users", "latest": USERS}
    assert sentence("reading.known", given, context("en")) == "Users: 79.8% in 2018"
    assert sentence("table.place_of", {"place": Standing(USERS, 41, 184, 78.0)}, context("az")) == "41 / 184"
    assert sentence("infrastructure.overview.title", None, context("en")) == "The headline indicators at a glance"
    assert sentence("infrastructure.overview.title", 3, context("en")) == "The headline indicators at a glance"


def test_what_cannot_be_filled_is_refused() -> None:
    with pytest.raises(LanguageError, match=r"text 'reading\.nothing' is missing"):
        sentence("reading.nothing", {}, context("en"))
    with pytest.raises(KeyError, match="latest"):
        sentence("reading.known", {"name": "Users"}, context("en"))
    with pytest.raises(AttributeError):
        sentence("table.place_of", {"place": USERS}, context("en"))
    with pytest.raises(TypeError, match="list has no form in a sentence"):
        filled([1], "", context("en"))
    with pytest.raises(LanguageError, match="finite"):
        filled(float("nan"), "", context("en"))
    with pytest.raises(KeyError):
        filled("oecd", "group", context("en"))
