"""What an edition may know, and how a level is put together."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module

import pandas as pd
import pytest

from analysis import params
from analysis.chapters import cybersecurity, digital_divide, egovernment, infrastructure
from analysis.chapters.editions import editions
from analysis.chapters.evidence import Evidence
from analysis.indicators import indicator
from analysis.methods.results import Level, WhyNot, observations
from analysis.paths import here
from analysis.run.jobs import chapters

CHAPTERS = {c.name: import_module(f"analysis.chapters.{c.name}") for c in chapters(here())}
NO_QUESTIONS = {"gaps"}


def questions(chapter: str) -> list[Callable[[Evidence], object]]:
    module = CHAPTERS[chapter]
    return [
        found
        for name, found in vars(module).items()
        if callable(found)
        and getattr(found, "__module__", "") == module.__name__
        and name.islower()
        and not name.startswith("_")
        and name not in NO_QUESTIONS
    ]


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("year", [2014, 2017])
def test_no_answer_changes_when_later_figures_do(panel: pd.DataFrame, chapter: str, year: int):
    """Every figure that describes a later year is spoilt; not one result of the edition may notice."""
    spoilt = panel.copy()
    later = spoilt["ref_year"] > year
    assert later.sum() > 10_000, "without later figures the test would prove nothing"
    spoilt.loc[later, "value"] = -1e9
    honest, poisoned = (Evidence(p, params.load(year)) for p in (panel, spoilt))
    for question in questions(chapter):
        assert question(honest) == question(poisoned), question.__name__


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_spoiling_a_figure_that_is_seen_does_change_an_answer(panel: pd.DataFrame, chapter: str):
    """The test above can fail: the same spoiling one year earlier is noticed."""
    spoilt = panel.copy()
    spoilt.loc[spoilt["ref_year"] > 2012, "value"] *= 1.5
    honest, poisoned = (Evidence(p, params.load(2017)) for p in (panel, spoilt))
    assert any(q(honest) != q(poisoned) for q in questions(chapter))


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_every_question_has_an_answer_in_every_edition(evidence: Callable[[int], Evidence], chapter: str):
    for year in params.editions():
        for question in questions(chapter):
            result = question(evidence(year))
            years = [o.ref_year for o in observations(result)]
            assert all(y <= year for y in years), (year, question.__name__)


def test_internet_users_of_2018(evidence: Callable[[int], Evidence]):
    level = evidence(2018).level("internet_users")
    assert level.latest is not None
    assert level.baseline is not None
    assert (level.baseline.ref_year, round(level.baseline.value, 3)) == (2013, 73.0)
    assert (level.latest.ref_year, round(level.latest.value, 3)) == (2018, 79.8)
    assert level.pace is not None, "the break of 2013 opens the baseline and does not lie after it"
    assert level.gap is not None
    assert level.gap.peers.size == 34
    assert level.gap.peers.n >= 17


def test_a_break_after_the_baseline_forbids_a_pace(evidence: Callable[[int], Evidence]):
    assert evidence(2015).level("secure_servers").pace is not None
    assert evidence(2018).level("secure_servers").why_no_pace is WhyNot.BREAK


def test_a_figure_over_two_years_old_has_no_pace(evidence: Callable[[int], Evidence]):
    assert evidence(2020).level("coverage_4g").case == "known"
    old = evidence(2024).level("coverage_4g")
    assert (old.case, old.pace, old.why_no_pace) == ("old", None, WhyNot.TOO_OLD)


def test_an_index_has_no_pace(evidence: Callable[[int], Evidence]):
    level = evidence(2018).level("egdi")
    assert (level.pace, level.why_no_pace) == (None, WhyNot.EDITIONS)


def test_no_figure_gives_an_empty_state(evidence: Callable[[int], Evidence]):
    level = evidence(2014).level("price_mobile_gni")
    assert isinstance(level, Level)
    assert (level.latest, level.case, level.why_no_pace) == (None, "none", WhyNot.NO_DATA)


def test_prices_are_compared_with_the_32_economies_that_have_figures(evidence: Callable[[int], Evidence]):
    level = evidence(2018).level("price_fixed_gni")
    assert [p.group for p in level.peers] == ["price_sample"]
    assert level.gap is not None
    assert level.gap.peers.n > 25


def test_the_uns_rank_is_found_again(evidence: Callable[[int], Evidence]):
    """Ranks recomputed from scores equal the ranks that UN DESA prints, survey by survey."""
    index = editions(evidence(2024), "egdi", since=2010, rank="egdi_rank")
    assert len(index.points) == 8
    for point in index.points:
        assert point.official_rank is not None
        assert point.standing.rank == point.official_rank.value, point.score.ref_year
    newest = {p.score.ref_year: p.standing.rank for p in index.points}
    assert (newest[2016], newest[2018]) == (56, 70)


def test_places_over_time_are_among_common_economies(evidence: Callable[[int], Evidence]):
    panel = cybersecurity.index_editions(evidence(2024))
    index = panel.panels[0]
    assert [p.score.ref_year for p in index.points] == [2014, 2017, 2018, 2020, 2024]
    assert {p.common.n for p in index.points} == {index.n_common}


def test_itu_counts_distinct_scores(evidence: Callable[[int], Evidence]):
    """ITU's printed ranks are dense: they equal our own count of better scores once ties count as one."""
    for point in cybersecurity.index_editions(evidence(2024)).panels[0].points:
        if point.score.ref_year in (2017, 2018, 2020):
            # ITU ranks the printed scores, which have two decimals on the scale of 100 and three on that of 1
            places = 2 if point.score.ref_year == 2020 else 3
            better = {round(o.value, places) for o in point.standing.others if o.value > point.score.value}
            assert point.official_rank is not None
            assert len(better) + 1 == point.official_rank.value, point.score.ref_year


def test_the_fall_of_e_participation_belongs_to_the_evaluation(evidence: Callable[[int], Evidence]):
    assert egovernment.participation(evidence(2016)).case == "steady"
    known = egovernment.participation(evidence(2020))
    assert (known.case, known.newest.score.ref_year) == ("fell", 2018)
    fell = egovernment.participation(evidence(2024))
    assert (fell.case, fell.previous.score.ref_year, fell.newest.score.ref_year) == ("fell_redefined", 2020, 2022)


def test_town_and_village_are_known_from_2018(evidence: Callable[[int], Evidence]):
    assert digital_divide.answer(evidence(2017)).case == "age"
    answer = digital_divide.answer(evidence(2018))
    assert answer.residence is not None
    assert answer.residence.difference == pytest.approx(91.2 - 66.7, abs=1e-9)


def test_contradictions_show_both_sides(evidence: Callable[[int], Evidence]):
    cases = {c.key: c for c in infrastructure.disagreements(evidence(2018)).cases}
    assert [round(o.value) for o in cases["bandwidth_2013"].claims] == [200, 143, 200]
    assert cases["bandwidth_2013"].used == 1, "ITU's series"
    assert cases["broadband_share"].used is not None or len(cases["broadband_share"].claims) == 2


def test_of_a_restricted_index_only_what_the_strategy_prints_is_shown(evidence: Callable[[int], Evidence]):
    """The publisher's terms are not open: no score and no place of other editions."""
    for year in (2014, 2024):
        shown = [row.observation for row in infrastructure.homes(evidence(year)).rows]
        printed = [o for o in shown if indicator(o.indicator).restricted]
        assert [(o.indicator, o.ref_year, o.value) for o in printed] == [("nri_rank", 2013, 56)]
        assert printed[0].source == "azerbaijan/strategy" and "of 144 economies" in printed[0].note


def test_the_newest_figure_of_an_index_whose_terms_are_not_open_is_what_others_print(
    evidence: Callable[[int], Evidence],
):
    at = evidence(2018)
    assert at.latest("nri_rank") is not None, "the publisher's own row is there to be left out"
    newest = at.newest("nri_rank")
    assert newest is not None
    assert indicator("nri_rank").shows(newest.source)
    assert at.newest("nri") is None
