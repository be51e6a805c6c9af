"""What is lettered inside a drawing keeps the rules of the page around it; on the page it is only outlines."""

from __future__ import annotations

import importlib
from collections.abc import Iterator

import pytest
from faults import half_made, later_years, other_language, other_separators
from markupsafe import escape
from matplotlib.text import Text
from published import Report, report
from shown import DRAWN, calls

import analysis as an
from analysis import data, params
from analysis.chapters.evidence import Evidence
from analysis.methods.results import observations
from analysis.present import figures
from analysis.present.theme import Width

pytestmark = pytest.mark.slow

EDITIONS = ((2014, "az", Width.WIDE), (2017, "en", Width.NARROW))


@pytest.fixture(scope="module")
def lettered() -> list[Report]:
    """The words in every drawing of two editions, as if each stood in a paragraph."""
    panel = data.load()
    found = []
    for year, lang, width in EDITIONS:
        evidence = Evidence(panel, params.load(year))
        for chapter in DRAWN:
            words = list(words_in(chapter, evidence, lang, width))
            html = "".join(f"<p>{escape(text)}</p>" for text in words)
            found.append(report(f"<main>{html}</main>", chapter, year, lang))
    return found


def words_in(chapter: str, evidence: Evidence, lang: str, width: Width) -> Iterator[str]:
    module = importlib.import_module(f"analysis.chapters.{chapter}")
    around = an.page(chapter, evidence.edition, lang).context
    for verb, key in calls(chapter):
        result = getattr(module, key)(evidence) if verb == "figure" else None
        if next(iter(observations(result)), None) is not None:
            drawing = figures.draw(result, context=around, width=width)
            lines = (text.get_text().replace("\n", " ") for text in drawing.findobj(Text))
            yield from (line for line in lines if line.strip())


@pytest.mark.parametrize("fault", [later_years, other_language, half_made, other_separators])
def test_no_drawing_has(lettered: list[Report], fault: object) -> None:
    assert callable(fault)
    assert [len(page.main.find_all("p")) > 20 for page in lettered] == [True] * (len(EDITIONS) * len(DRAWN))
    assert [said for page in lettered for said in fault(page)] == []
