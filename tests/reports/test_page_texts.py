"""What the published pages say: nothing of a later year, one language, every sentence filled in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from faults import half_made, later_years, other_language, other_separators
from published import CHAPTERS, Report, published, strings

pytestmark = pytest.mark.slow

FAULTS = (later_years, other_language, half_made, other_separators)


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_page_is_free_of(reports: Path, fault: Callable[[Report], list[str]], chapter: str) -> None:
    pages = [page for page in published(reports) if page.chapter == chapter]
    assert len(pages) >= 4
    assert all(len(list(strings(page.main))) > 80 for page in pages)
    assert [said for page in pages for said in fault(page)] == []


@pytest.mark.every_edition
@pytest.mark.parametrize("fault", FAULTS)
def test_every_page_of_every_edition_is_free_of(every_report: Path, fault: Callable[[Report], list[str]]) -> None:
    assert [said for page in published(every_report) for said in fault(page)] == []
