"""Published tables as gathered in ``data/raw``, read plainly: what the indices' tests compare with."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from functools import cache

from analysis.indices.cross_section import Score
from analysis.indices.egdi import SurveyRow
from analysis.paths import here


@cache
def raw(path: str) -> tuple[Mapping[str, str], ...]:
    """The rows of a file below ``data/raw``; none where the folder has been deleted."""
    file = here().raw / path
    return tuple(csv.DictReader(file.read_text(encoding="utf-8").splitlines())) if file.is_file() else ()


@cache
def egdi_table() -> Mapping[tuple[str, int, str], float]:
    """By series, survey and economy; without the two parts above 1 that the source's card leaves out (2003)."""
    rows = raw("un_desa_egdi/2024/surveys.csv")
    found = {(row["series"], int(row["ref_year"]), row["economy"]): float(row["value"]) for row in rows}
    return {key: value for key, value in found.items() if key[0] != "HCI" or value <= 1}


@cache
def survey_rows(survey: int) -> tuple[SurveyRow, ...]:
    """Every member's row of a survey."""
    table = egdi_table()
    members = sorted(economy for series, year, economy in table if (series, year) == ("EGDI", survey))
    return tuple(
        SurveyRow(
            economy,
            survey,
            table["EGDI", survey, economy],
            *(table.get((part, survey, economy)) for part in ("OSI", "TII", "HCI")),
        )
        for economy in members
    )


@cache
def gci_scores(edition: int) -> tuple[Score, ...]:
    """Every economy's score of an edition, as tabulated."""
    files = {
        2014: ("itu_gci_2014/2014/gci_2014.csv", "GCI"),
        2017: ("itu_gci/2024/gci_2017_2018.csv", "GCI_OVERALL_0_1"),
        2018: ("itu_gci/2024/gci_2017_2018.csv", "GCI_OVERALL_0_1"),
        2020: ("itu_gci/2024/gci_2020_2024.csv", "GCI_OVERALL"),
        2024: ("itu_gci/2024/gci_2020_2024.csv", "GCI_OVERALL"),
    }
    path, series = files[edition]
    return tuple(
        Score(row["economy"], edition, float(row["value"]))
        for row in raw(path)
        if row["series"] == series and row["ref_year"] == str(edition)
    )


@cache
def gci_pillars(edition: int) -> Mapping[str, Mapping[str, float]]:
    """Points by pillar, by economy."""
    found: dict[str, dict[str, float]] = {}
    for row in raw("itu_gci/2024/gci_2020_2024.csv"):
        if row["series"] == "GCI_PILLAR" and row["ref_year"] == str(edition):
            pillar = row["breakdown"].removeprefix("pillar=").replace("organizational", "organisational")
            found.setdefault(row["economy"], {})[pillar] = float(row["value"])
    return found


@cache
def idi_2017() -> tuple[Score, ...]:
    """The index of 2017 of all economies."""
    return tuple(Score(row["economy"], 2017, float(row["value"])) for row in raw("itu_idi/2017/idi_2017.csv"))


@cache
def country_figures() -> Mapping[tuple[str, int, str], float]:
    """Figures on the country that one row alone gives, by series, year and breakdown."""
    found: dict[tuple[str, int, str], list[float]] = {}
    for row in raw("azerbaijan/2026-11-22/figures.csv"):
        if not row["period"] and row["ref_year"]:
            found.setdefault((row["series"], int(row["ref_year"]), row["breakdown"]), []).append(float(row["value"]))
    return {key: values[0] for key, values in found.items() if len(values) == 1}


@cache
def bandwidth(year: int) -> float:
    """The country's international bandwidth in bit/s per internet user."""
    (found,) = (
        float(row["value"])
        for row in raw("itu_prices/2026-11-22/bandwidth.csv")
        if row["series"] == "ITU_I994U_INTL_BANDWIDTH_BITS_PER_USER"
        and (row["economy"], row["ref_year"]) == ("AZE", str(year))
    )
    return found


@cache
def nri_table() -> Mapping[tuple[str, int, str], float]:
    """By series, edition and economy; empty where the folder, which is not open, has been deleted."""
    rows = raw("wef_restricted/2016/nri.csv")
    return {(row["series"], int(row["ref_year"]), row["economy"]): float(row["value"]) for row in rows}
