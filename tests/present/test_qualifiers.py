"""Every kind of raw note that a table of counters meets is told to the reader, or says nothing of the number."""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator

import pytest

from analysis import evidence, params
from analysis.language import LANGUAGES, text
from analysis.methods.results import Counters, Observation
from analysis.present.qualifiers import qualifiers

CHAPTERS = (
    "cybersecurity",
    "digital_divide",
    "egovernment",
    "human_capital",
    "ict_sector",
    "infrastructure",
    "national_content",
    "public_opinion",
    "society",
)

SAYS_NOTHING_OF_THE_NUMBER = (
    r"[\d.]+ (%|points?) (more|less|fewer) than",
    r"[\d.,]+ (more|less|fewer) than",
    r"[\d.]+ % of ",
    r"[\d.,]+ (million )?(of it|of them|households|premises|pupils|persons|found inside|master's|times)",
    r"annual report",
    r"the (lowest|highest) of the regions",
    r"before the network was widened",
    r"(partly|not) free",
    r"\d+ is best on this scale",
    r"recomputed to [\d.]+ a year later|revised by ITU to about",
    r"the strategy prints the same",
    r"the year is the end of the wave",
    r"the sector doubles",
    r"local business and foreign investors",
    r"start of the project",
    r"since |over eight years|issued from",
    r"the [\d,]+th on |the 35 millionth",
    r"state 82,390",
    r"an account is not a person",
    r"no card is issued any more",
    r"the page prints the programme as",
    r"overall level of growth",
    r"the agency's own figure",
)
"""Parts of raw notes that name a change, a milestone or a part; each figure stands as it is without them."""


def shown() -> Iterator[Observation]:
    """Every figure of every table of counters in every edition."""
    for year in params.editions():
        known = evidence(year)
        for chapter in CHAPTERS:
            module = importlib.import_module(f"analysis.chapters.{chapter}")
            for _, question in inspect.getmembers(module, inspect.isfunction):
                if question.__module__ != module.__name__ or question.__name__.startswith("_"):
                    continue
                if inspect.signature(question).return_annotation in ("Counters", Counters):
                    yield from (row.observation for row in question(known).rows)


@pytest.fixture(scope="module")
def rows() -> list[Observation]:
    return list(shown())


def test_no_kind_of_note_is_passed_over(rows: list[Observation]) -> None:
    assert len(rows) > 1000
    silent = {
        f"{o.source_row.rsplit('#', 1)[-1]}: {part}"
        for o in rows
        for part in o.note.split("; ")
        if part
        and not qualifiers("A", part, "en")
        and not any(re.match(plain, part) for plain in SAYS_NOTHING_OF_THE_NUMBER)
    }
    assert silent == set(), "add the kind to present/qualifiers.py, or say here that it says nothing of the number"


def test_no_status_but_the_normal_one_is_passed_over(rows: list[Observation]) -> None:
    marked = [o for o in rows if o.status != "A"]
    assert {o.status for o in marked} >= {"D", "E", "U"}
    for o in marked:
        for lang in LANGUAGES:
            assert text(f"status.{o.status}", lang) in qualifiers(o.status, o.note, lang)


@pytest.mark.parametrize(
    ("note", "keys"),
    [
        ("grades 5 to 11 only", ["grades_5_to_11"]),
        ("above 99; statement of the agency's head", ["more_than", "statement"]),
        ("above the change in stock over the same months (19,732)", ["stock_differs"]),
        ("rounded, undated page; 7.672 million persons", ["rounded", "undated"]),
        ("about 2022-2023; the year is inferred", ["about", "year_inferred"]),
        ("computed from the figure for 2024 and its fall of 2", ["computed"]),
        ("6.1 % more than a year before", []),
        ("the 100,000th on 29 October 2015", []),
    ],
)
def test_what_a_note_says_is_told_in_both_languages(note: str, keys: list[str]) -> None:
    for lang in LANGUAGES:
        assert qualifiers("A", note, lang) == [text(f"note.{key}", lang) for key in keys]


def test_a_rank_is_told_with_the_number_of_economies() -> None:
    assert qualifiers("A", "of 166 economies", "az") == ["166 ölkə arasında"]
    assert qualifiers("A", "67 bodies, from 10 to 56", "en") == ["67 bodies, from 10 to 56"]
