"""The timeline: dates that are dates, sources that can be opened, ids that others can name."""

from __future__ import annotations

import re

import pytest

from analysis.errors import RegistryError
from analysis.indicators import registry
from analysis.strategy import Certainty, timeline
from analysis.strategy.timeline import read_timeline

HEAD = "id,date,certainty,clause,event_az,event_en,address\n"
ROW = "2018-09-25,2018-09-25,exact,16.1.11,Peyk,Satellite,https://example.org/a"


def test_events_come_in_the_order_of_time() -> None:
    dates = [event.date for event in timeline().values()]
    assert dates == sorted(dates)
    assert len(dates) >= 60


def test_every_event_says_something_in_both_languages() -> None:
    texts = [event.text for event in timeline().values()]
    assert all(text.az and text.en and text.az != text.en for text in texts)
    assert len({text.az for text in texts}) == len({text.en for text in texts}) == len(texts)
    assert not any(re.search(r'["\u0400-\u04ff]', text.az + text.en) for text in texts)


def test_uncertain_dates_are_marked() -> None:
    marked = {event.id: event.certainty for event in timeline().values()}
    assert marked["2016-11-23"] is Certainty.INFERRED
    assert marked["2014-02"] is Certainty.WEAK
    assert marked["2024-09-17"] is Certainty.REPORT_DATE
    assert marked["2017"] is Certainty.YEAR
    assert marked["2014-04-02"] is Certainty.EXACT
    assert timeline()["2014-04-02"].year == 2014


WEAK_HOSTS = (
    "grokipedia.com",
    "everything.explained.today",
    "talk.dob.jp",
    "fdocuments.in",
    "gomap.az",
    "bnnbreaking.com",
)
"""Copies of encyclopaedias, collections of others' documents, and sites that gather others' news."""


def test_a_date_that_rests_on_a_weak_page_is_not_called_exact() -> None:
    resting = {event.certainty for event in timeline().values() if any(h in event.address for h in WEAK_HOSTS)}
    assert resting == {Certainty.WEAK}


def test_the_newer_word_for_digital_stands_in_official_names_only() -> None:
    """The strategy's own word is rəqəmli."""
    for event in timeline().values():
        for name in re.findall(r"rəqəmsal\w* .*", event.text.az, re.IGNORECASE):
            assert re.match(
                "Rəqəmsal (İnkişaf|Ticarət Qovşağı|ödənişlərin genişləndirilməsi üzrə .* Proqramı)", name
            ), name


def test_two_events_of_one_date_are_told_apart() -> None:
    second = ROW.replace("2018-09-25,2018", "2018-09-25-b,2018").replace("Peyk,Satellite", "İkinci,Second")
    found = read_timeline(f"{HEAD}{ROW.replace('2018-09-25,2018', '2018-09-25-a,2018')}\n{second}\n")
    assert list(found) == ["2018-09-25-a", "2018-09-25-b"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("2018-09-25,2018-09-25", "2018-09-31,2018-09-31", "date '2018-09-31' in strategy/timeline.csv line 2"),
        ("2018-09-25,2018-09-25", "2018-9,2018-9", "date '2018-9'"),
        ("2018-09-25,2018-09-25", "launch,2018-09-25", "id 'launch' in strategy/timeline.csv line 2"),
        (",exact,", ",sure,", "certainty 'sure'"),
        (",exact,", ",year,", "rule: a year alone"),
        ("16.1.11", "16.1.20", "clause '16.1.20'"),
        ("https://example.org/a", "a newspaper", "address 'a newspaper'"),
        ("Satellite", " ", "event_en in strategy/timeline.csv line 2 is empty"),
        ("https://example.org/a", "", "address in strategy/timeline.csv line 2 is empty"),
    ],
)
def test_a_wrong_row_is_named(old: str, new: str, message: str) -> None:
    assert old in ROW
    with pytest.raises(RegistryError, match=re.escape(message)):
        read_timeline(f"{HEAD}{ROW.replace(old, new)}\n")


def test_an_id_given_twice_is_refused() -> None:
    with pytest.raises(RegistryError, match=r"id '2018-09-25' in strategy/timeline\.csv line 3; rule: each id once"):
        read_timeline(f"{HEAD}{ROW}\n{ROW}\n")


def test_a_renamed_column_is_refused() -> None:
    with pytest.raises(RegistryError, match=r"columns .* in strategy/timeline\.csv"):
        read_timeline(f"{HEAD.replace('certainty', 'sure')}{ROW}\n")


def test_the_timeline_and_the_registry_tell_one_story_of_the_health_card() -> None:
    """The source of July 2021 speaks of the identity card, and of what is to come."""
    (remark,) = (r.note for r in registry()["ehealth_cards_newborn"].remarks if r.since == 2021)
    told = timeline()["2021-07"].text
    for lang, card, number in (
        ("az", "şəxsiyyət vəsiqəsinə inteqrasiya", "nömrə"),
        ("en", "integrated into the identity card", "number"),
    ):
        for text in (remark[lang], told[lang]):
            assert card in text and number not in text
