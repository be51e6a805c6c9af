"""The chart of verdicts: a mark for every target, told apart by shape, in columns by evidence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from drawn import clipped, overlapping
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.chapters import scorecard
from analysis.chapters.evidence import Evidence
from analysis.methods.results import EvidenceStrength, Side, Tallies
from analysis.present import figures
from analysis.present.context import Context
from analysis.present.figures.tallies import PALE
from analysis.present.theme import ACCENT, PEER, SECOND_TEXT, Width

At = Callable[[int], Evidence]


def context(lang: str, year: int) -> Context:
    return Context("scorecard", year, lang, {}, "developed")


def marks(figure: Figure) -> Counter[tuple[str, str]]:
    """Marks by shape and fill; the key above the chart shows each once."""
    found: Counter[tuple[str, str]] = Counter()
    for line in figure.findobj(Line2D):
        if line.get_linestyle() == "None":
            found[line.get_marker(), line.get_markerfacecolor()] += len(line.get_xdata())
    return found - Counter(dict.fromkeys(found, 1))


@pytest.mark.parametrize("width", list(Width))
@pytest.mark.parametrize("year", [2014, 2018, 2024])
def test_every_target_is_one_mark_of_the_shape_of_its_side(evidence: At, year: int, width: Width) -> None:
    result = scorecard.by_direction(evidence(year))
    drawn = marks(figures.draw(result, context=context("az", year), width=width))
    told = Counter((one.verdict.side, one.verdict.faint) for row in result.rows for one in row.verdicts)
    shapes = {
        ("s", ACCENT): (Side.WANTED, False),
        ("s", PALE[Side.WANTED]): (Side.WANTED, True),
        ("s", "white"): (Side.SHORT, False),
        ("X", SECOND_TEXT): (Side.AGAINST, False),
        ("X", PALE[Side.AGAINST]): (Side.AGAINST, True),
        (".", PEER): (Side.OPEN, False),
    }
    assert {shapes[mark]: n for mark, n in drawn.items()} == told


@pytest.mark.parametrize("lang", ["az", "en"])
@pytest.mark.parametrize("width", list(Width))
def test_nothing_is_drawn_beyond_the_sheet(evidence: At, lang: str, width: Width) -> None:
    figure = figures.draw(scorecard.by_direction(evidence(2018)), context=context(lang, 2018), width=width)
    assert clipped(figure) == []
    assert overlapping(figure) == []
    xs = [float(x) for line in figure.findobj(Line2D) for x in line.get_xdata()]
    assert min(xs) >= 0 and max(xs) <= 1


def test_the_alt_text_counts_what_the_table_behind_holds(evidence: At) -> None:
    result = scorecard.by_direction(evidence(2018))
    whole = [one.verdict for row in result.rows for one in row.verdicts]
    said = figures.alt(result, context=context("en", 2018))
    assert said.startswith(f"{len(whole)} targets.")
    assert f"Not judged: {sum(v.evidence is EvidenceStrength.NONE for v in whole)}." in said
    behind = figures.behind(result, context=context("en", 2018))
    assert sum(int(row[1].text) for row in behind.rows) == len(whole)


def test_an_empty_tally_still_has_a_table() -> None:
    assert figures.behind(Tallies("direction", ()), context=context("en", 2018)).rows == ()
