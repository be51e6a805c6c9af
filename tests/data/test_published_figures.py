"""The figures themselves: complete, matching what their publishers print, and answered where they look odd."""

from __future__ import annotations

import csv
import subprocess

import pandas as pd
import pytest

import analysis.data as data
from analysis.data.screen import unanswered
from analysis.indicators import registry, sources
from analysis.paths import here

RESTRICTED = here().raw / "wef_restricted"


def one(
    panel: pd.DataFrame,
    code: str,
    year: int,
    *,
    breakdown: str = "",
    source: str,
    economy: str = "AZE",
    period: str = "",
) -> float:
    asked = {"indicator": code, "ref_year": year, "breakdown": breakdown, "economy": economy, "source": source}
    rows = panel
    for column, value in (asked | {"period": period}).items():
        rows = rows[rows[column] == value]
    (found,) = rows["value"]
    return float(found)


def test_raw_figures_have_no_fault() -> None:
    assert [str(problem) for problem in data.check()] == []


def expected(source: str) -> bool:
    """Whether a source feeds the panel: an optional one only where its folder is."""
    return (here().raw / source).is_dir() or not sources()[source].optional


def test_every_indicator_has_a_figure_for_the_country(panel: pd.DataFrame) -> None:
    known = set(panel.loc[panel["economy"] == "AZE", "indicator"])
    expected = {
        c for c, i in registry().items() if (here().raw / i.source).is_dir() or not sources()[i.source].optional
    }
    assert expected - known == set()


def test_every_indicators_preferred_source_feeds_it(panel: pd.DataFrame) -> None:
    fed = set(zip(panel["indicator"], panel["source"].str.split("/").str[0], strict=True))
    wanted = {(code, one.source) for code, one in registry().items() if expected(one.source)}
    assert wanted - fed == set()


# printed by the publishers, and read there before this project existed
PUBLISHED = [
    ("egdi", 2018, "", "un_desa_egdi", 0.6574),
    ("egdi_rank", 2018, "", "un_desa_egdi", 70),
    ("epi", 2020, "", "un_desa_egdi", 0.6905),
    ("epi", 2022, "", "un_desa_egdi", 0.3864),
    ("gci_100", 2020, "", "itu_gci", 89.31),
    ("gci_published", 2024, "", "azerbaijan/itu-gci", 93.76),
    ("gci", 2017, "", "itu_gci", 0.559),
    ("gci", 2014, "", "itu_gci_2014", 0.529),
    ("gci_pillar", 2020, "pillar=organisational", "itu_gci", 13.14),
    ("internet_users", 2013, "", "wdi", 73),
    ("internet_users", 2013, "", "azerbaijan/strategy", 70),
    ("internet_users", 2013, "", "azerbaijan/itu-2014-edition", 58.7),
    ("internet_users", 2012, "", "itu_datahub", 54.2),
    ("bandwidth_total", 2013, "", "azerbaijan/strategy", 200),
    ("bandwidth_total", 2013, "", "itu_prices", 143),
    ("bandwidth_total", 2010, "", "itu_prices", 38),
    ("fixed_broadband", 2018, "", "wdi", 18.8),
    ("mobile_subscriptions", 2018, "", "wdi", 103.0),
    ("price_fixed_gni", 2015, "", "itu_prices", 1.54),
    ("coverage_4g", 2015, "", "un_sdg", 39),
    ("internet_users_group", 2018, "residence=rural;sex=female", "itu_divide", 66.1),
    ("internet_users_group", 2019, "residence=urban;sex=male", "itu_divide", 98.4),
    ("internet_users_sex", 2010, "age=7+;sex=female", "unsd_gender", 36.55),
    ("account", 2017, "", "findex", 28.6),
    ("account", 2022, "", "findex", 46.3),
    ("account", 2024, "", "findex", 56.3),
    ("idi", 2015, "edition=2015", "azerbaijan/itu", 5.79),
    ("idi", 2015, "edition=2016", "azerbaijan/itu", 6.23),
    ("ict_share_gdp", 2015, "", "azerbaijan/mcht", 2.0),
    ("ict_income", 2011, "", "azerbaijan/mcit", 1314.9),
    ("ict_income", 2011, "", "azerbaijan/mcit-minister", 1400),
    ("ict_services_value", 2013, "", "azerbaijan/ssc", 1528.06),
    ("ict_goods_exports", 2018, "", "unctad_ict_trade", 0.02232),
    ("ict_goods_imports", 2018, "", "unctad_ict_trade", 4.57399),
    ("ict_services_exports", 2018, "", "unctad_ict_trade", 0.95),
    ("b2c_index", 2020, "", "unctad_b2c", 60.0),
    ("gii", 2019, "", "gii", 30.2),
    ("firms_website", 2017, "", "unctad_digital", 6.73),
    ("firms_website", 2017, "", "azerbaijan/ssc-via-oecd", 14),
    ("schools_internet", 2018, "level=primary", "un_sdg", 53.6),
    ("schools_internet", 2018, "level=lower_secondary", "un_sdg", 57.6),
    ("schools_internet", 2018, "level=upper_secondary", "un_sdg", 66.8),
    ("study_abroad_admitted", 2014, "", "azerbaijan/moe", 571),
    ("pupils_per_computer", 2024, "", "azerbaijan/mose", 9),
    ("pupils_per_computer", 2024, "", "azerbaijan/ssc", 12),
]


@pytest.mark.parametrize(("code", "year", "breakdown", "source", "printed"), PUBLISHED)
def test_published_number(
    panel: pd.DataFrame, code: str, year: int, breakdown: str, source: str, printed: float
) -> None:
    # half a unit of the last digit printed
    digits = len(str(printed).partition(".")[2])
    tolerance = 0.5 * 10.0**-digits + 1e-9
    assert one(panel, code, year, breakdown=breakdown, source=source) == pytest.approx(printed, abs=tolerance)


@pytest.mark.skipif(not RESTRICTED.is_dir(), reason="data/raw/wef_restricted was deleted, as its terms allow")
def test_published_networked_readiness(panel: pd.DataFrame) -> None:
    assert one(panel, "nri", 2013, source="wef_restricted") == pytest.approx(4.11, abs=0.005)
    assert one(panel, "nri_rank", 2013, source="wef_restricted") == 56
    assert set(panel.loc[panel["source"] == "wef_restricted", "indicator"]) == {"nri", "nri_rank"}


def test_strategys_rank_stands_without_the_restricted_folder(panel: pd.DataFrame) -> None:
    assert one(panel, "nri_rank", 2013, source="azerbaijan/strategy") == 56


def test_pillars_add_up_to_the_score(panel: pd.DataFrame) -> None:
    gci = panel[panel["source"] == "itu_gci"]
    total = gci[gci["indicator"] == "gci_100"].set_index(["economy", "ref_year"])["value"]
    parts = gci[gci["indicator"] == "gci_pillar"].groupby(["economy", "ref_year"])["value"].sum()
    assert len(total) == len(parts) == 388
    # five pillars of 20 points, each published to six decimals, the score to two in some copies
    assert (total - parts).abs().max() < 0.03


def test_egdi_is_the_mean_of_its_parts(panel: pd.DataFrame) -> None:
    wide = panel[(panel["source"] == "un_desa_egdi") & (panel["ref_year"] >= 2012)].pivot_table(
        index=["economy", "ref_year"], columns="indicator", values="value"
    )
    gap = (wide["egdi"] - wide[["osi", "tii", "hci"]].mean(axis=1, skipna=False)).abs().dropna()
    assert len(gap) > 1300
    assert gap.max() < 0.002  # four decimals printed, parts rounded before the mean is taken


def test_zero_egdi_with_parts_above_zero_is_left_out(panel: pd.DataFrame) -> None:
    rows = panel[(panel["ref_year"] == 2012) & panel["economy"].isin(["CAF", "GIN", "LBY"])]
    assert set(rows["indicator"]).isdisjoint({"egdi", "egdi_rank"})
    assert "tii" in set(rows["indicator"])


def test_break_and_estimates_of_internet_users_carry_their_status(panel: pd.DataFrame) -> None:
    rows = panel[(panel["indicator"] == "internet_users") & (panel["economy"] == "AZE") & (panel["source"] == "wdi")]
    status = dict(zip(rows["ref_year"], rows["status"], strict=True))
    assert {y for y, s in status.items() if s == "E"} == {2007, 2011, 2012}
    assert {y for y, s in status.items() if s == "B"} == {2013}


def test_all_nine_skills_are_one_rescaled_profile(panel: pd.DataFrame) -> None:
    flags = data.screen(panel)
    found = flags[(flags["indicator"] == "ict_skills") & (flags["kind"] == "proportional")]
    assert len(found) == 9
    assert all(detail.count("skill=") == 8 for detail in found["detail"])


# every figure of section 2 of the strategy: indicator, breakdown, year, period, value
PRINTED = {
    ("broadband_users_of_users", "", 2013, "", 50),
    ("price_wage", "", 2013, "", 3),
    ("price_1mbit", "", 2004, "", 1200),
    ("price_1mbit", "", 2013, "", 10),
    ("bandwidth_total", "", 2013, "", 200),
    ("growth_multiple", "part=bandwidth", 2013, "2008..2013", 12.9),
    ("growth_multiple", "part=internet", 2013, "2008..2013", 4),
    ("growth_multiple", "part=IT", 2013, "2008..2013", 2),
    ("internet_users", "", 2013, "", 70),
    ("mobile_subscriptions", "", 2013, "", 110),
    ("operators_3g", "", 2013, "", 3),
    ("nri_rank", "", 2013, "", 56),
    ("people_computers", "", 2013, "", 22500),
    ("ict_growth", "bound=low", 2013, "2003..2013", 20),
    ("ict_growth", "bound=high", 2013, "2003..2013", 25),
    ("ict_growth", "part=IT", 2013, "2008..2013", 17),
    ("ict_sector_volume", "", 2013, "", 1.9),
    ("ict_share_gdp", "", 2013, "", 1.7),
    ("ict_share_nonoil_gdp", "", 2013, "", 3.3),
    ("ict_private_share", "", 2003, "", 67.3),
    ("ict_private_share", "", 2013, "", 80),
    ("ict_investment_usd", "", 2013, "2003..2013", 2.5),
    ("ict_investment_funding", "funding=state", 2013, "2003..2013", 28),
    ("ict_investment_funding", "funding=private_and_foreign", 2013, "2003..2013", 72),
}


def test_every_figure_the_strategy_prints_is_a_row_with_its_clause(panel: pd.DataFrame) -> None:
    rows = panel[panel["source"] == "azerbaijan/strategy"]
    columns = ["indicator", "breakdown", "ref_year", "period", "value"]
    assert set(rows[columns].itertuples(index=False, name=None)) == PRINTED
    clause = data.addresses().set_index("source_row")["clause"]
    assert set(clause[rows["source_row"]]) == {"2"}


def test_the_sectors_full_years_are_those_published_as_such(panel: pd.DataFrame) -> None:
    own = panel[(panel["economy"] == "AZE") & (panel["period"] == "")]
    years = own.groupby("indicator")["ref_year"].agg(lambda found: sorted(set(found)))
    assert years["ict_services_value"] == [2013]
    assert years["ict_income"] == [2009, 2010, 2011]
    assert years["ict_sector_volume"] == [2012, 2013, 2014]


def test_footnotes_of_trade_in_services_are_statuses(panel: pd.DataFrame) -> None:
    rows = panel[panel["indicator"] == "ict_services_exports"]
    said = rows["note"].map({"estimated": "E", "break": "B", "": "A"})
    assert (rows["status"] == said).all()
    assert [int((rows["status"] == s).sum()) for s in "EB"] == [730, 4]


def test_schools_are_shown_by_level_and_no_total_is_invented(panel: pd.DataFrame) -> None:
    rows = panel[panel["indicator"].isin(["schools_internet", "schools_computers"])]
    assert set(rows["breakdown"]) == {"level=primary", "level=lower_secondary", "level=upper_secondary"}
    assert set(rows["source"]) == {"un_sdg"}


def test_computed_figures_are_kept_apart_and_marked(panel: pd.DataFrame) -> None:
    rows = panel[panel["source"].str.startswith("azerbaijan/")]
    derived = rows["source_row"].str.contains("/derived.csv#AZD-")
    assert derived.sum() == 11
    assert (derived == rows["source_row"].str.contains("#AZD-")).all()
    assert (derived == (rows["status"] == "E")).all()
    assert set(rows.loc[derived, "quality"]) == {"C"}


def test_a_year_that_was_inferred_says_so(panel: pd.DataFrame) -> None:
    rows = panel[panel["source"].str.startswith("azerbaijan/")]
    inferred = rows["note"].str.contains("the year is inferred") | rows["note"].str.startswith("about 20")
    new = ~rows["indicator"].isin(["households_fixed_broadband"])
    assert inferred.sum() > 8
    assert set(rows.loc[inferred & new, "status"]) == {"U"}


def test_impossible_health_cards_are_left_out(panel: pd.DataFrame) -> None:
    rows = panel[panel["indicator"].isin(["ehealth_cards_newborn", "ehealth_cards_issued"])]
    assert len(rows) == 3
    assert rows["value"].max() < 2e6  # births of two decades; the country has ten million people
    assert not rows["source_row"].str.contains("AZF-1343").any()


def test_a_share_of_gdp_without_a_base_is_raw_but_not_used(panel: pd.DataFrame) -> None:
    rows = panel[panel["indicator"] == "ict_share_gdp"]
    assert rows["value"].max() == 2
    raw = (here().raw / "azerbaijan" / "2026-11-22" / "figures.csv").read_text(encoding="utf-8")
    assert "AZF-0890,ict_share_gdp,AZE,2009,,,5,percent" in raw


def test_both_sexes_lie_between_women_and_men(panel: pd.DataFrame) -> None:
    rows = panel[panel["indicator"].isin(["ict_graduates", "stem_graduates"])]
    shares = rows.pivot_table(index=["indicator", "economy", "ref_year"], columns="breakdown", values="value").dropna()
    sexes = shares[["sex=female", "sex=male"]]
    assert len(shares) > 750
    # five decimals are published
    assert shares[""].between(sexes.min(axis=1) - 1e-5, sexes.max(axis=1) + 1e-5).all()


def test_graduates_in_ict_are_among_those_in_science_and_technology(panel: pd.DataFrame) -> None:
    key = ["economy", "ref_year", "breakdown"]
    ict, stem = (panel[panel["indicator"] == f"{field}_graduates"].set_index(key)["value"] for field in ("ict", "stem"))
    together = pd.concat({"ict": ict, "stem": stem}, axis=1).dropna()
    assert len(together) > 1100
    assert (together["ict"] <= together["stem"]).all()


def test_share_alike_figures_say_so_on_their_card() -> None:
    assert "CC BY-SA 3.0 IGO" in data.cards()["uis/2021"].licence


def test_every_flag_is_answered_in_the_registry(panel: pd.DataFrame) -> None:
    missing = unanswered(data.screen(panel))
    assert list(zip(missing["indicator"], missing["kind"], strict=True)) == []


def test_no_restricted_figure_outside_its_folder() -> None:
    for path in here().raw.glob("*/*/addresses.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            publishers = {row["publisher"] for row in csv.DictReader(file)}
        assert not {p for p in publishers if "WEF" in p}


def test_raw_files_are_sorted() -> None:
    def order(row: dict[str, str]) -> tuple[str, ...]:
        return tuple(row[c] for c in ("series", "breakdown", "economy", "ref_year", "period", "id"))

    files = [p for p in here().raw.glob("*/*/*.csv") if p.name != "addresses.csv"]
    assert len(files) >= 15
    for path in files:
        with path.open(encoding="utf-8", newline="") as file:
            keys = [order(row) for row in csv.DictReader(file)]
        assert keys == sorted(keys), path.name


@pytest.mark.skipif(not (here().root / ".git").exists(), reason="not a git checkout")
def test_committed_codebook_is_the_built_one() -> None:
    data.build()
    asked = ["git", "-C", str(here().root), "diff", "--stat", "HEAD", "--", "docs/codebook.md"]
    changed = subprocess.run(asked, capture_output=True, text=True, check=True).stdout
    assert changed == "", "commit docs/codebook.md together with the change that altered it"
