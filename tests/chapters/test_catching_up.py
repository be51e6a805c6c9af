"""Years between the country and a group, and whether a group draws together, from the real figures and made-up ones."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from analysis import params
from analysis.chapters import scorecard
from analysis.chapters.catching_up import group_convergence, time_gap
from analysis.chapters.evidence import Evidence
from analysis.methods.results import DistanceKind, observations


@pytest.fixture(scope="module")
def seen(panel: pd.DataFrame) -> Evidence:
    return Evidence(panel, params.load(2018))


def test_internet_users_of_2018_stand_where_the_developed_median_stood_in_2012(seen: Evidence) -> None:
    """Worked out by hand from the medians of 2012 and 2013 beside the country's 79.8 per cent."""
    found = time_gap(seen, "internet_users", "developed")
    assert found is not None
    medians = {year: seen.peers("internet_users", year, group="developed")[0].median for year in (2012, 2013)}
    crossing = 2012 + (found.own.value - medians[2012]) / (medians[2013] - medians[2012])
    assert found.distance.kind is DistanceKind.EXACT
    assert found.distance.reference_year == pytest.approx(crossing, abs=1e-9)
    assert found.distance.years == pytest.approx(2018 - crossing, abs=1e-9)
    assert [p.ref_year for p in found.medians] == [2012, 2013], "both medians are in the lineage"


def test_a_level_beyond_every_median_gives_a_bound_and_nothing_more(seen: Evidence) -> None:
    found = time_gap(seen, "ict_services_exports", "developed")
    assert found is not None
    assert (found.distance.kind, found.distance.reference_year) == (DistanceKind.BEHIND_MORE_THAN, None)
    assert found.distance.years == found.own.ref_year - found.since


def test_an_old_figure_has_no_time_distance(panel: pd.DataFrame) -> None:
    late = Evidence(panel, params.load(2024))
    assert time_gap(late, "ict_services_exports", "developed") is None
    assert scorecard.years_behind(late).missing == ("ict_services_exports",)


def test_a_group_is_the_same_from_the_first_year_to_the_last(seen: Evidence) -> None:
    found = group_convergence(seen, "fixed_broadband", "cis", since=2013)
    assert found is not None
    cells = {(o.economy, o.ref_year) for o in observations(found)}
    assert cells == {(e, y) for e in found.found.economies for y in range(2013, 2019)}
    assert "AZE" in found.found.economies
    assert len(found.found.economies) < found.size, "a member without a figure in some year is left out throughout"


def test_spread_and_distances_are_those_of_the_figures(seen: Evidence) -> None:
    found = group_convergence(seen, "internet_users", "neighbours", since=2013)
    assert found is not None
    last = [o.value for o in observations(found) if o.ref_year == 2018]
    assert found.found.sigma[-1].sd == pytest.approx(float(np.std(last)))
    assert found.found.delta[-1] == pytest.approx(sum(max(last) - v for v in last))
    assert found.found.beta.beta.value < 0


def test_one_year_is_not_enough(panel: pd.DataFrame) -> None:
    assert group_convergence(Evidence(panel, params.load(2014)), "internet_users", "cis", since=2014) is None


def test_under_half_of_a_group_nothing_is_said(panel: pd.DataFrame) -> None:
    edition = params.load(2018)
    members = set(edition.group("cis").members)
    few = panel[~((panel["indicator"] == "internet_users") & panel["economy"].isin(sorted(members)[:6]))]
    assert group_convergence(Evidence(few, edition), "internet_users", "cis", since=2013) is None
    gone = panel[~((panel["indicator"] == "internet_users") & (panel["economy"] == "AZE"))]
    assert time_gap(Evidence(gone, edition), "internet_users", "developed") is None
    assert group_convergence(Evidence(gone, edition), "internet_users", "cis", since=2013) is None
