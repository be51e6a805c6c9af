"""What surveys say, edition by edition: which are known, how old they are, and where an interval may be given."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from hashlib import sha256

import pandas as pd
import pytest

from analysis import data, params
from analysis.chapters import public_opinion
from analysis.chapters.evidence import Evidence
from analysis.indicators import HeldBy, surveys
from analysis.methods.results import LastAnswer
from analysis.paths import Project, here
from analysis.present import figures
from analysis.present.context import Context
from analysis.present.figures.survey_calendar import behind
from analysis.present.reading import read
from analysis.present.tables import tabulate
from analysis.strategy import SurveyWatch, clauses

Of = Callable[[int], Evidence]
YEARS = params.editions()


def years(evidence: Evidence) -> dict[str, tuple[int, ...]]:
    return {row.survey: row.years for row in public_opinion.calendar(evidence).rows}


def last(evidence: Evidence, code: str, breakdown: str = "") -> LastAnswer:
    rows = public_opinion.last_answers(evidence).rows
    return next(r for r in rows if (r.observation.indicator, r.observation.breakdown) == (code, breakdown))


def context(lang: str, year: int) -> Context:
    return Context("public_opinion", year, lang, {}, "developed")


@pytest.mark.parametrize("year", YEARS)
def test_no_survey_of_a_later_year_and_none_of_the_strategy(year: int, evidence: Of) -> None:
    found = years(evidence(year))
    assert list(found) == list(surveys())
    assert found["strategy"] == ()
    assert max(y for held in found.values() for y in held) <= year
    assert all(row.asked_in <= year for row in public_opinion.last_answers(evidence(year)).rows)


def test_the_calendar_of_the_last_edition(evidence: Of) -> None:
    found = years(evidence(2024))
    assert found["caucasus_barometer"] == (2010, 2011, 2012, 2013)
    assert found["findex"] == (2011, 2014, 2017, 2022, 2024)
    assert found["asan"] == (2021, 2022, 2024)


def test_a_wave_printed_for_its_last_year_counts_for_the_year_in_which_people_were_asked(evidence: Of) -> None:
    assert years(evidence(2014))["world_values"] == (2011,)
    assert last(evidence(2014), "wvs_trust").asked_in == 2011


def test_the_opening_tells_what_the_edition_can_know(evidence: Of) -> None:
    cases = {year: public_opinion.answer(evidence(year)).case for year in YEARS}
    assert {cases[year] for year in (2014, 2015, 2016)} == {"account"}
    assert {cases[year] for year in (2017, 2018, 2019, 2020)} == {"payments"}
    assert cases[2024] == "reported"


def test_an_interval_needs_the_number_of_respondents_of_the_whole_sample(evidence: Of) -> None:
    """2,000 were asked in 2013 and 1,000 in 2014; of women and men, and of other waves, no number is published."""
    facebook = last(evidence(2014), "cb_facebook")
    assert facebook.interval is not None and facebook.respondents is not None
    assert facebook.respondents.value == 2000
    assert (round(facebook.interval.ci_low, 1), round(facebook.interval.ci_high, 1)) == (14.5, 17.7)
    assert last(evidence(2014), "account").interval is not None
    assert last(evidence(2017), "account").interval is None and not last(evidence(2017), "account").of_group
    assert last(evidence(2014), "cb_internet_use", "answer=daily;sex=female").of_group
    assert last(evidence(2014), "cb_daily_users_male").of_group  # of daily users, not of the sample
    assert not last(evidence(2014), "wvs_computer", "answer=never").of_group


@pytest.mark.parametrize("lang", ["az", "en"])
def test_the_table_says_why_there_is_no_interval(lang: str, evidence: Of) -> None:
    table = tabulate(public_opinion.last_answers(evidence(2024)), context=context(lang, 2024))
    reasons = {"az": "yoxdur: ", "en": "none: "}[lang]
    for row, answer in zip(table.rows, public_opinion.last_answers(evidence(2024)).rows, strict=True):
        assert row[3].text.startswith(reasons) is (answer.interval is None)
        judged = surveys()[answer.survey].by is HeldBy.JUDGED
        assert ({"az": "öz məlumatı", "en": "self-reported"}[lang] in row[0].note) is judged, row[0].note


WAVE = """id,series,economy,ref_year,period,breakdown,value,unit,status,data_year,note
TEST-1,facebook_weekly_users,AZE,2018,,,40,percent of adults,,,
TEST-2,respondents,AZE,2018,,survey=caucasus_barometer,1200,persons,,,
"""
"""Synthetic: a wave that nobody held."""
ADDRESSES = """id,publisher,title,address,clause,quality
TEST-1,CRRC CB,A synthetic wave,https://example.org/wave,15.2,A
TEST-2,CRRC CB,A synthetic wave,https://example.org/wave,15.2,A
"""


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> pd.DataFrame:
    """The panel of a project to which a wave was filed as docs/surveys.md says."""
    project = Project(tmp_path_factory.mktemp("filed"))
    shutil.copytree(here().raw, project.raw)
    wave = project.raw / "opinion_surveys" / "2099-01-01"
    wave.mkdir()
    (wave / "figures.csv").write_text(WAVE, encoding="utf-8")
    (wave / "addresses.csv").write_text(ADDRESSES, encoding="utf-8")
    card = next(project.raw.glob("opinion_surveys/2026-*/source.yml")).read_text(encoding="utf-8")
    card = re.sub(r"vintage: .*", "vintage: '2099-01-01'", card)
    for name, text in (("figures.csv", WAVE), ("addresses.csv", ADDRESSES)):
        card = re.sub(rf"{name}: [0-9a-f]{{64}}", f"{name}: {sha256(text.encode()).hexdigest()}", card)
    (wave / "source.yml").write_text(card, encoding="utf-8")
    (project.root / "docs").mkdir()
    return data.load(project)


def test_a_wave_that_is_filed_shows_in_the_calendar_and_among_the_last_answers(filed: pd.DataFrame) -> None:
    found = Evidence(filed, params.load(2018))
    assert years(found)["caucasus_barometer"] == (2010, 2011, 2012, 2013, 2018)
    newest = last(found, "cb_facebook")
    assert (newest.observation.value, newest.asked_in) == (40.0, 2018)
    assert newest.observation.source_row == "opinion_surveys/2099-01-01/figures.csv#TEST-1"
    assert newest.interval is not None and newest.interval.n == 1200
    assert public_opinion.answer(found).internet is newest.observation


def test_a_filed_wave_is_not_in_an_earlier_edition(filed: pd.DataFrame) -> None:
    before = Evidence(filed, params.load(2017))
    assert years(before)["caucasus_barometer"] == (2010, 2011, 2012, 2013)


def test_those_not_online_are_the_two_answers_added_up(evidence: Of) -> None:
    found = public_opinion.not_online(evidence(2018))
    assert (found.year, found.female, found.male) == (2012, 82.0, 64.0)
    assert len(found.cells) == 4


def test_clauses_with_a_question_are_counted_once(evidence: Of) -> None:
    rows = public_opinion.questions(evidence(2018)).rows
    asked = [c for c in clauses().values() if any(isinstance(item, SurveyWatch) for item in c.watch)]
    assert sum(row.n for row in rows) == len(clauses())
    assert sum(row.asked for row in rows) == len(asked)
    assert sum(row.only for row in rows) == sum(not c.codes for c in asked)
    assert all(row.only <= row.asked <= row.n for row in rows)


@pytest.mark.parametrize("lang", ["az", "en"])
def test_the_calendar_says_in_words_what_it_draws(lang: str, evidence: Of) -> None:
    result = public_opinion.calendar(evidence(2020))
    (said,) = read(result, context(lang, 2020))
    assert "2014, 2017" in said
    (first,) = read(public_opinion.calendar(evidence(2014)), context(lang, 2014))
    assert first.rstrip(".").endswith("2014")
    told = figures.alt(result, context=context(lang, 2020))
    for row, cells in zip(result.rows, behind(result, context=context(lang, 2020)).rows, strict=True):
        assert surveys()[row.survey].name[lang] in told
        assert all(str(year) in cells[1].text and str(year) in told for year in row.years)


def test_surveys_that_contradict_each_other_are_all_told(evidence: Of) -> None:
    for year in YEARS:
        cases = public_opinion.disagreements(evidence(year)).cases
        assert [case.key for case in cases] == ["users_2011", "weekly_2010", "networks_2012"]
