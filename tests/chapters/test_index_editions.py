"""Published indices beside their own rules: what agrees, what does not, and what cannot be worked out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from analysis import params
from analysis.chapters import published_indices as indices
from analysis.chapters.evidence import Evidence
from analysis.indicators import indicator
from analysis.methods.results import IndexEdition
from analysis.present.context import Context
from analysis.present.published import development, editions

Of = Callable[[int], Evidence]
AZ = Context("composite_index", 2024, "az", {}, "developed")


@pytest.mark.parametrize("year", params.editions())
def test_every_survey_follows_from_its_parts_and_its_ranks_from_the_scores(year: int, evidence: Of) -> None:
    found = [one for one in indices.published(evidence(year)).editions if one.index == "egdi"]
    assert [one.edition for one in found] == [y for y in (2012, 2014, 2016, 2018, 2020, 2022, 2024) if y <= year]
    assert all(one.agrees for one in found)
    assert [one.rank for one in found] == [one.printed_rank.value for one in found if one.printed_rank]


def test_the_cybersecurity_index_shows_both_scores_where_they_differ(evidence: Of) -> None:
    found = {one.edition: one for one in indices.published(evidence(2024)).editions if one.index != "egdi"}
    assert sorted(found) == [2014, 2017, 2018, 2020, 2024]
    assert {year: one.agrees for year, one in found.items()} == {
        2014: None,
        2017: None,
        2018: None,
        2020: True,
        2024: False,
    }
    last = found[2024]
    assert (last.printed.value, round(last.computed or 0, 2), last.rank) == (93.76, 93.92, None)
    assert (last.printed.source, last.why) == ("azerbaijan/itu-gci", "")
    assert (found[2014].why, found[2018].why) == ("points", "weights")


def test_the_table_of_2014_lacks_the_economy_in_second_place(evidence: Of) -> None:
    """What the chapter's text says; a mended table makes it wrong, and this fails."""
    seen = evidence(2024)
    first = next(one for one in indices.published(seen).editions if one.index == "gci")
    assert first.printed_rank is not None
    assert (first.rank, first.printed_rank.value) == (10, 11)
    printed = {o.note for o in seen.observations("gci", economy=None, year=2014, source="*")}
    assert "printed rank 1" in printed and "printed rank 3" in printed and "printed rank 2" not in printed


@pytest.mark.parametrize("year", params.editions())
def test_years_of_the_development_index_have_the_parts_that_figures_allow(year: int, evidence: Of) -> None:
    found = indices.development(evidence(year))
    assert found.goalposts <= year and all(one.year <= year for one in found.years)
    for one in found.years:
        for part in ("access", "use", "skills"):
            value = getattr(one, part)
            assert (value is None) == bool(one.lacking[part])
            assert value is None or 0 <= value <= 10
        assert one.value is None and found.missing[-1] in one.lacking["skills"]


def test_parts_are_the_published_weighted_means(evidence: Of) -> None:
    """By hand for 2017: users 79 of 100, fixed broadband of 60, mobile broadband of 100."""
    seen = evidence(2018)
    use = {code: next(o.value for o in seen.observations(code) if o.ref_year == 2017) for code in USE}
    expected = 10 * sum(min(1, value / USE[code]) for code, value in use.items()) / 3
    found = {one.year: one.use for one in indices.development(seen).years}
    assert found[2017] == pytest.approx(expected)


USE = {"internet_users": 100, "fixed_broadband": 60, "mobile_broadband": 100}


def test_a_break_between_two_years_is_marked(evidence: Of) -> None:
    years = {one.year: one.broken for one in indices.development(evidence(2024)).years}
    assert not years[2012] and "internet_users" in years[2014] and "mobile_broadband" in years[2021]
    assert all(indicator(code).breaks_between(2012, 2014) for code in years[2014])


def told(one: IndexEdition, evidence: Evidence) -> list[str]:
    table = editions(replace(indices.published(evidence), editions=(one,)), context=AZ)
    return [part for cell in table.rows[0] for part in (cell.text, cell.note) if part]


def test_the_tables_say_what_agrees_and_why_something_is_missing(evidence: Of) -> None:
    seen = evidence(2024)
    by_edition = {(one.index, one.edition): one for one in indices.published(seen).editions}
    assert "yuvarlaqlaşdırma nəzərə alınmaqla eynidir" in told(by_edition["egdi", 2018], seen)
    assert "naşirin balı ilə hesablanan bal arasında fərq: −0,16" in told(by_edition["gci_100", 2024], seen)
    assert "hissələrin çəkiləri dərc olunmayıb" in told(by_edition["gci", 2018], seen)
    assert "193 ölkə; digərlərinin 62,0%-i geridədir" in told(by_edition["egdi", 2024], seen)


def test_a_report_without_any_part_says_so(evidence: Of) -> None:
    table = development(replace(indices.development(evidence(2024)), years=()), context=AZ)
    assert table.rows[0][0].text == "Heç bir il üzrə hissələrdən birinin bütün rəqəmləri yoxdur."
