"""Facts of the chapter on national content that its words rest on."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from analysis import params
from analysis.chapters import national_content
from analysis.chapters.evidence import Evidence
from analysis.indicators import indicator
from analysis.methods.results import Counters

At = Callable[[int], Evidence]


def shown(counted: Counters) -> list[tuple[int, str, float]]:
    return [(row.observation.ref_year, row.observation.period, row.observation.value) for row in counted.rows]


def test_each_edition_answers_with_the_newest_counts_it_knows(evidence: At) -> None:
    said = {year: national_content.answer(evidence(year)) for year in params.editions()}
    newest = {
        year: (a.case, a.domains.value if a.domains else None, a.articles.value if a.articles else None)
        for year, a in said.items()
    }
    assert newest == {
        2014: ("none", None, None),
        2015: ("one", 24_000, 100_000),
        2016: ("one", 24_000, 102_356),
        2017: ("several", 25_000, 102_356),
        2018: ("several", 25_000, 102_356),
        2019: ("several", 25_000, 150_000),
        2020: ("several", 25_000, 150_000),
        2024: ("several", 41_971, 201_082),
    }
    assert {a.first.value for a in said.values() if a.first} == {24_000}


def test_the_first_edition_knows_no_count_of_content_at_all(evidence: At) -> None:
    """Its answer says so; a count that comes in must change the words."""
    for question in ("domains", "encyclopaedia", "holdings", "readers"):
        assert getattr(national_content, question)(evidence(2014)).rows == (), question


def test_the_registry_told_of_a_fall(evidence: At) -> None:
    """The answer and the registry say so from the edition of 2017 on, so that every exhibit of the series does."""
    newest = national_content.answer(evidence(2017)).domains
    assert newest is not None
    assert "5.2 % fewer than three months before" in newest.note
    known = indicator("az_domains")
    for lang, fall in (("az", "5,2%"), ("en", "5.2%")):
        assert not any(fall in text[lang] for text in known.told("accuracy", 2016))
        assert any(fall in text[lang] for text in known.told("accuracy", 2017))


def test_names_and_articles_stand_one_by_one_with_their_dates(evidence: At) -> None:
    assert shown(national_content.domains(evidence(2024))) == [
        (2015, "2015-04", 24_000),
        (2017, "2017-04", 25_000),
        (2022, "2022-12", 40_690),
        (2023, "2023-07", 41_971),
    ]
    assert shown(national_content.encyclopaedia(evidence(2024))) == [
        (2015, "2015-10", 100_000),
        (2016, "", 102_356),
        (2019, "2019-09", 150_000),
        (2023, "2022..2023", 191_678),
        (2024, "2024-05", 201_082),
    ]


def test_the_library_is_known_for_one_year_and_reports_on_itself(evidence: At) -> None:
    counted = (national_content.holdings(evidence(2024)), national_content.readers(evidence(2024)))
    assert [shown(c) for c in counted] == [[(2015, "", 4_578_000)], [(2015, "", 77_100), (2015, "", 188_169)]]
    assert all(row.self_reported for c in counted for row in c.rows)


def test_no_other_country_has_a_figure_to_compare_with(panel: pd.DataFrame) -> None:
    """The chapter says so, and shows no peer group."""
    codes = [
        "az_domains",
        "azwiki_articles",
        "library_items",
        "library_readers",
        "library_visits",
        "social_media_users",
    ]
    assert set(panel.loc[panel["indicator"].isin(codes), "economy"]) == {"AZE"}
