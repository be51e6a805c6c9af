"""Everything the panel and the results may hold has a name in both languages."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator

import pytest

from analysis.data.raw import STATUSES
from analysis.indicators import indicator, series
from analysis.language import period, text, texts
from analysis.methods.results import WhyNot
from analysis.paths import here
from analysis.run.jobs import chapters
from analysis.strategy import Stage

CHAPTERS = tuple(chapter.name for chapter in chapters(here()))


def raw_breakdowns(source: str, name: str) -> Iterator[str]:
    for path in sorted((here().raw / source).glob("*/*.csv")):
        with path.open(encoding="utf-8") as file:
            yield from (row["breakdown"] for row in csv.DictReader(file) if row.get("series") == name)


def parts() -> list[str]:
    """Every ``key=value`` that a panel row may carry."""
    found = set()
    for row in series():
        taken = raw_breakdowns(row.source, row.series) if row.breakdown == "*" else [row.breakdown]
        found |= {part for breakdown in taken for part in breakdown.split(";") if part}
    return sorted(found)


@pytest.mark.parametrize("part", parts())
@pytest.mark.parametrize("lang", ["az", "en"])
def test_every_breakdown_has_a_label(part: str, lang: str) -> None:
    assert text(part.replace("=", "."), lang)


def test_the_nine_skills_are_among_them() -> None:
    assert len([part for part in parts() if part.startswith("skill=")]) == 9


def keys() -> list[str]:
    return [
        *(f"why_not.{reason.value}" for reason in WhyNot),
        *(f"stage.{stage.value}" for stage in Stage),
        *(f"status.{status}" for status in STATUSES),
        *(f"chapter.{chapter}.title" for chapter in CHAPTERS),
        *(f"standing.{notice}" for notice in ("independent", "rule", "pseudo_real_time", "ex_post")),
        "errata.none",
    ]


@pytest.mark.parametrize("key", keys())
def test_every_reason_stage_status_and_notice_has_a_text(key: str) -> None:
    assert text(key, "az") != text(key, "en")


def test_a_shared_label_names_something_that_exists() -> None:
    families = {part.partition("=")[0] for part in parts()}
    labels = {key for key in texts() if key.partition(".")[0] in families}
    assert labels == {part.replace("=", ".") for part in parts()}


@pytest.mark.parametrize("lang", ["az", "en"])
def test_every_period_of_the_raw_figures_can_be_said(lang: str) -> None:
    found = set()
    for path in here().raw.glob("*/*/*.csv"):
        with path.open(encoding="utf-8") as file:
            found |= {row["period"] for row in csv.DictReader(file) if row.get("period")}
    assert len(found) > 20
    for code in found:
        said = period(code, lang)
        assert not re.search(r"\d[HQM]\d|\.\.|\d-\d", said), said


def test_town_and_village_are_places_since_computers_and_schools_are_counted_there_too() -> None:
    counted = {indicator(row.indicator).unit for row in series() if "residence=" in row.breakdown}
    assert {"count", "percent"} <= counted, "no longer persons only: the label must fit what is counted"
    for part in ("residence.urban", "residence.rural"):
        assert text(part, "az").endswith("yerləri") and text(part, "en").endswith("areas")
