"""Facts of the chapter on the high-technology sector that its words rest on."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from analysis import params
from analysis.chapters import ict_sector
from analysis.chapters.evidence import Evidence
from analysis.methods.results import WhyNot

At = Callable[[int], Evidence]


def test_the_answer_names_the_last_share_that_a_state_body_printed(evidence: At) -> None:
    said = {year: ict_sector.answer(evidence(year)) for year in params.editions()}
    assert {year: (a.case, a.share.ref_year, a.share.value) for year, a in said.items()} == {
        2014: ("first", 2013, 1.7),
        **dict.fromkeys((2015, 2016, 2017), ("recent", 2015, 2.0)),
        **dict.fromkeys((2018, 2019, 2020, 2024), ("old", 2015, 2.0)),
    }
    assert {a.first.source for a in said.values()} == {"azerbaijan/strategy"}


def test_a_newspaper_s_newer_share_stands_in_the_table_and_not_in_the_answer(evidence: At) -> None:
    shown = {(r.observation.ref_year, r.observation.quality) for r in ict_sector.shares(evidence(2014)).rows}
    assert (2014, "C") in shown
    assert ict_sector.answer(evidence(2014)).share.ref_year == 2013


def test_no_official_full_year_volume_follows_the_strategy_s_own(evidence: At) -> None:
    """The chapter says so in its answer and its prose; a figure that comes in must change both."""
    volumes = evidence(2024).observations("ict_sector_volume", source="*")
    assert [(o.ref_year, o.value) for o in volumes if o.quality in ("A", "B")] == [(2013, 1.9)]
    assert [(o.ref_year, o.source) for o in volumes if o.ref_year > 2013] == [(2014, "azerbaijan/xalq-cebhesi")]


def test_sizes_stand_one_by_one_each_on_its_base_and_with_its_period(evidence: At) -> None:
    rows = [row.observation for row in ict_sector.size(evidence(2024)).rows]
    assert {(o.indicator, o.unit) for o in rows} == {
        ("ict_sector_volume", "billion_usd"),
        ("ict_income", "million_azn"),
        ("ict_services_value", "million_azn"),
    }
    assert [o.ref_year for o in rows if o.indicator == "ict_services_value" and not o.period] == [2013]
    assert sum(bool(o.period) for o in rows) == 14


def test_amounts_of_whole_countries_have_no_peers(evidence: At) -> None:
    panels = (*ict_sector.digital_services(evidence(2018)).panels, *ict_sector.science(evidence(2018)).panels[1:])
    assert [p.indicator for p in panels] == [
        "digital_services_exports",
        "digital_services_imports",
        "journal_articles",
        "patents",
    ]
    for panel in panels:
        assert panel.level is not None
        assert (panel.peers, panel.level.peers, panel.level.gap, panel.level.standing) == ((), (), None, None)


def test_patents_of_2018_have_a_pace(evidence: At) -> None:
    patents = ict_sector.science(evidence(2018)).panels[2].level
    assert patents is not None
    assert patents.pace is not None
    assert (patents.pace.start.value, patents.pace.end.value) == (156.0, 155.0)
    assert patents.pace.growth == pytest.approx(((155 / 156) ** (1 / 5) - 1) * 100)
    late = ict_sector.science(evidence(2024)).panels[2].level
    assert late is not None
    assert (late.pace, late.why_no_pace) == (None, WhyNot.TOO_OLD)


def test_businesses_of_2017_are_not_compared_with_those_before(evidence: At) -> None:
    for panel in ict_sector.businesses(evidence(2018)).panels:
        assert panel.level is not None
        assert (panel.level.pace, panel.level.why_no_pace) == (None, WhyNot.BREAK)
        assert [b.year for b in panel.breaks] == [2017]


def test_a_contradiction_is_told_once_both_sides_are_known(evidence: At) -> None:
    assert "websites_2017" not in {c.key for c in ict_sector.disagreements(evidence(2016)).cases}
    (websites,) = [c for c in ict_sector.disagreements(evidence(2017)).cases if c.key == "websites_2017"]
    assert [round(o.value) for o in websites.claims] == [7, 14]
    assert websites.used == 0
