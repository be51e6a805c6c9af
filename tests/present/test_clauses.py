"""Clauses one by one, as they stand in the page."""

from __future__ import annotations

from dataclasses import replace

from bs4 import BeautifulSoup
from test_verdict_texts import context, one, users

from analysis.methods.results import (
    ClauseEntries,
    ClauseEntry,
    ClauseRegister,
    Outcome,
    Step,
    Unassessable,
    WatchedSeries,
)
from analysis.present import clauses

NOTE = {"az": "Dolayıdır.", "en": "It is near the subject."}
ENTRY = ClauseEntry(
    "16.1.2",
    "result",
    {"az": "Səviyyə", "en": "The level <of> others"},
    (one(),),
    (WatchedSeries("internet_users", False, users(2018, 79.8), NOTE), WatchedSeries("egdi", True, None)),
    (
        Step(
            "s",
            "2016-11-08",
            "exact",
            "16.1.2",
            "all",
            {"az": "Addım", "en": "A step"},
            'https://example.org/?a="b"',
        ),
    ),
    ({"az": "Sual?", "en": "A question?"},),
    ({"az": "Səbəb.", "en": "A reason."},),
    ({"az": "Çarə.", "en": "A remedy."},),
)


def page(entry: ClauseEntry = ENTRY, lang: str = "en") -> BeautifulSoup:
    register = ClauseRegister((ClauseEntries("results", 2018, (entry,)),))
    return BeautifulSoup(clauses.listing(register, id="scorecard.clauses", context=context(lang)), "html.parser")


def test_a_clause_has_an_anchor_a_title_its_target_and_its_verdict() -> None:
    article = page().find("article", id="clause-16.1.2")
    assert article is not None
    assert article.h4 is not None and article.h4.get_text(" ", strip=True).endswith("The level <of> others")
    verdict = article.find(class_="verdict")
    assert verdict is not None
    assert verdict["class"] == ["verdict", "wanted"]
    assert [p.get_text() for p in verdict.find_all("p")] == [
        "It is a target.",
        "Moving to the target fast enough: Internet users: 73.0% in 2013, 79.8% in 2018; the target: 85.0%."
        " (own figure, strong evidence)",
        "On the figures listed under “How it is watched”: It is near the subject.",
    ]


def test_what_watches_it_can_be_followed() -> None:
    soup = page()
    assert [a["data-shows"] for a in soup.select("a[data-shows]")] == ["internet_users", "egdi"]
    (address,) = soup.select('a[href^="https"]')
    assert address["href"] == 'https://example.org/?a="b"', "escaped, and whole"
    said = [item.get_text() for item in soup.select("details li")]
    assert said == [
        "Related figure: Internet users, 79.8% (2018). It is near the subject.",
        "Measures it: EGDI, no figure for the years of this edition",
        "Step: 8 November 2016, A step (source)",
        "What a survey would have to ask: A question?",
        "Why public data cannot measure it: A reason.",
        "What would make it measurable: A remedy.",
    ]


def test_a_part_of_a_series_is_named() -> None:
    school = replace(users(2018, 57.6), indicator="schools_internet", breakdown="level=lower_secondary")
    soup = page(replace(ENTRY, series=(WatchedSeries("schools_internet", False, school),)))
    assert "for example lower secondary level: 57.6% (2018)" in soup.get_text()


def test_a_figure_of_a_part_of_a_year_says_which() -> None:
    half = replace(users(2018, 57.6), period="2018H1")
    soup = page(replace(ENTRY, series=(WatchedSeries("internet_users", False, half),)))
    assert "Internet users, 57.6% (first half of 2018)" in soup.get_text()


def test_what_is_noted_of_a_figure_stands_once_and_is_the_clause_s_own() -> None:
    other = replace(one(), difference={"az": "Başqadır.", "en": "It is another."})
    first, second = page(replace(ENTRY, verdicts=(other, other))).select(".verdict")
    assert "It is near the subject." in first.get_text(), "what this clause's register says of the figure"
    assert "subject" not in second.get_text() and "another" not in first.get_text()
    alone = replace(ENTRY, verdicts=(other,), series=())
    assert "It is another." in page(alone).get_text()
    assert "It is another." not in page(replace(alone, number="7.1")).get_text(), "it speaks of the main clause"


def test_a_note_on_a_figure_that_does_not_exist_is_left_out() -> None:
    silent = one(outcome=Outcome.NOT_ASSESSABLE, why_not=Unassessable.NO_DATA)
    (verdict,) = page(replace(ENTRY, verdicts=(silent,))).select(".verdict")
    assert "near the subject" not in verdict.get_text()


def test_a_note_on_several_series_says_so() -> None:
    both = tuple(replace(one, note=NOTE if n else None, together=n + 1) for n, one in enumerate(ENTRY.series))
    assert "On the last 2 figures: It is near the subject." in page(replace(ENTRY, series=both)).get_text()


def test_directions_lead_to_their_clauses() -> None:
    soup = page(lang="az")
    (link,) = soup.select(".parts a")
    assert link["href"] == "#scorecard.clauses.results"
    assert soup.find(id="scorecard.clauses.results") is not None
    assert link.parent is not None and link.parent.get_text() == "Gözlənilən nəticələr (1)"


def test_a_target_of_another_clause_names_its_main_clause() -> None:
    assert page().select_one(".target a") is None, "its own clause is the main one"
    link = page(replace(ENTRY, number="7.1")).select_one(".target a")
    assert link is not None
    assert (link.get_text(), link["href"]) == ("16.1.2", "#clause-16.1.2")
