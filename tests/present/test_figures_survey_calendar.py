"""The calendar of surveys: a mark for each year, shapes by who asked, nothing cut off."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from drawn import clipped, overlapping
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis import params
from analysis.chapters import public_opinion
from analysis.chapters.evidence import Evidence
from analysis.indicators import HeldBy, surveys
from analysis.present import figures
from analysis.present.context import Context
from analysis.present.theme import Width

At = Callable[[int], Evidence]
SHAPES = {HeldBy.INDEPENDENT: "s", HeldBy.STATISTICS: "o", HeldBy.JUDGED: "D"}


def drawn(evidence: Evidence, year: int, lang: str, width: Width) -> Figure:
    context = Context("public_opinion", year, lang, {}, "developed")
    return figures.draw(public_opinion.calendar(evidence), context=context, width=width)


@pytest.mark.parametrize("width", list(Width))
@pytest.mark.parametrize("year", params.editions())
def test_each_year_of_a_survey_is_a_mark_of_the_shape_of_who_asked(evidence: At, year: int, width: Width) -> None:
    figure = drawn(evidence(year), year, "az", width)
    lines = [line for line in figure.findobj(Line2D) if line.get_marker() in set(SHAPES.values())]
    marks = Counter(line.get_marker() for line in lines for _ in line.get_xdata())
    wanted: Counter[str] = Counter()
    for row in public_opinion.calendar(evidence(year)).rows:
        if row.years:
            wanted[SHAPES[surveys()[row.survey].by]] += len(row.years)
    assert marks - Counter(dict.fromkeys(wanted, 1)) == wanted  # the key shows each shape once


@pytest.mark.parametrize("lang", ["az", "en"])
@pytest.mark.parametrize("width", list(Width))
@pytest.mark.parametrize("year", [2014, 2018, 2024])
def test_nothing_is_cut_off_or_written_over(evidence: At, year: int, lang: str, width: Width) -> None:
    figure = drawn(evidence(year), year, lang, width)
    assert clipped(figure) == []
    assert overlapping(figure) == []
    xs = [float(x) for line in figure.findobj(Line2D) for x in line.get_xdata()]
    assert min(xs) >= 0 and max(xs) <= 1


@pytest.mark.parametrize("lang", ["az", "en"])
def test_an_empty_row_says_so(evidence: At, lang: str) -> None:
    words = {text.get_text() for text in drawn(evidence(2018), 2018, lang, Width.WIDE).texts}
    assert {"az": "heç bir il üzrə tapılmayıb", "en": "found for no year"}[lang] in words
