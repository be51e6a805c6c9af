"""Every chapter of every edition in both languages."""

from __future__ import annotations

from pathlib import Path

import pytest
from page_checks import faults, leaks, lost

from analysis import params
from analysis.language import LANGUAGES
from analysis.paths import Project
from analysis.run.jobs import chapters

pytestmark = [pytest.mark.slow, pytest.mark.every_edition]


def test_nothing_is_missing(every_report: Path, project: Project):
    names = [*(chapter.name for chapter in chapters(project)), "index"]
    wanted = {f"{year}/{lang}/{name}.html" for year in params.editions() for lang in LANGUAGES for name in names}
    assert {page.relative_to(every_report).as_posix() for page in every_report.glob("*/*/*.html")} == wanted


@pytest.mark.parametrize("year", params.editions())
def test_an_edition_is_whole_and_looks_no_further_than_its_year(every_report: Path, year: int):
    folder = every_report / str(year)
    for page in sorted(folder.glob("*/*.html")):
        assert list(faults(page)) == [], page.relative_to(every_report)
    assert leaks(folder, year) == []
    assert lost(folder) == []
