"""What holds for every kind of figure, in both languages and both widths."""

from __future__ import annotations

import re

import matplotlib as mpl
import pytest
from drawn import clipped, overlapping, words
from made import EVERY, context, editions, trajectories
from matplotlib.text import Text

from analysis import language
from analysis.errors import MethodError
from analysis.methods.results import (
    Counters,
    EditionsPanel,
    GroupGapsPanel,
    Observation,
    Trajectories,
    observations,
)
from analysis.present import figures, theme
from analysis.present.theme import Width

LANGS = ("az", "en")
PHONE = 328
"""CSS pixels that a narrow chart is given on a phone 360 wide."""


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", EVERY)
def test_no_word_is_clipped_or_covered(kind: str, lang: str, width: Width) -> None:
    figure = figures.draw(EVERY[kind](), context=context(lang), width=width)
    assert words(figure)
    assert clipped(figure) == []
    assert overlapping(figure) == []


def test_the_checks_see_a_clipped_and_a_covered_word() -> None:
    figure = figures.draw(EVERY["cells"](), context=context("en"), width=Width.WIDE)
    with theme.applied():
        figure.text(0.99, 0.5, "over the edge")
        figure.text(0.4, 0.5, "one")
        figure.text(0.4, 0.5, "another")
    assert clipped(figure) == ["over the edge"]
    assert ("one", "another") in overlapping(figure)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", EVERY)
def test_the_same_bytes_on_every_build(kind: str, lang: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = theme.svg(figures.draw(EVERY[kind](), context=context(lang), width=Width.NARROW))
    monkeypatch.setitem(mpl.rcParams, "font.size", 20.0)
    monkeypatch.setitem(mpl.rcParams, "svg.fonttype", "none")
    monkeypatch.setitem(mpl.rcParams, "axes.facecolor", "red")
    second = theme.svg(figures.draw(EVERY[kind](), context=context(lang), width=Width.NARROW))
    assert first == second


@pytest.mark.parametrize("kind", EVERY)
def test_the_drawing_is_one_element_without_text_clock_or_address(kind: str) -> None:
    drawing = theme.svg(figures.draw(EVERY[kind](), context=context("en"), width=Width.WIDE))
    assert drawing.startswith("<svg ") and drawing.endswith("</svg>")
    assert "<text" not in drawing and "metadata" not in drawing and "<!--" not in drawing
    assert re.findall(r"https?://[^\"]+", drawing) == ["http://www.w3.org/2000/svg"]
    assert not re.search(r"20\d\d-\d\d-\d\d", drawing)
    ids = re.findall(r' id="([^"]+)"', drawing)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r"#([\w]+)", re.sub(r"#[0-9a-f]{6}\b", "", drawing))) <= set(ids)


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize("kind", EVERY)
def test_the_drawing_has_its_width_and_is_unknown_to_pyplot(kind: str, width: Width) -> None:
    figure = figures.draw(EVERY[kind](), context=context("en"), width=width)
    assert figure.get_size_inches()[0] == pytest.approx(width.value)
    view = re.search(r'viewBox="0 0 ([\d.]+) [\d.]+"', theme.svg(figure))
    assert view is not None
    assert float(view[1]) == pytest.approx(width.points, abs=0.01)
    from matplotlib import pyplot

    assert pyplot.get_fignums() == []


@pytest.mark.parametrize("kind", EVERY)
def test_text_is_large_enough_on_a_phone_and_dark_enough(kind: str) -> None:
    figure = figures.draw(EVERY[kind](), context=context("en"), width=Width.NARROW)
    for text in figure.findobj(Text):
        if text.get_text().strip():
            assert text.get_fontsize() * PHONE / Width.NARROW.points >= 10
            assert contrast(mpl.colors.to_hex(text.get_color())) >= 4.5, text.get_text()


def test_marks_stand_out() -> None:
    assert all(contrast(colour) >= 3 for colour in (theme.ACCENT, theme.SECOND, theme.PEER, theme.MUTED))


def contrast(colour: str) -> float:
    """Contrast on white after WCAG 2.2."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 1.05 / (0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2] + 0.05)


def test_the_accent_is_the_first_of_the_colour_blind_palette() -> None:
    assert theme.ACCENT == "#0173b2", "the contrast argued in the theme is that of this colour"
    assert theme.SECOND == "#d55e00"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", EVERY)
def test_alt_text_is_short_prose_that_names_the_country(kind: str, lang: str) -> None:
    text = figures.alt(EVERY[kind](), context=context(lang))
    assert language.economy("AZE", lang) in text
    assert 1 <= len(re.findall(r"[.](?: |$)", text)) <= 3
    assert "{" not in text and ".." not in text and "  " not in text


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", EVERY)
def test_the_table_behind_holds_every_own_number(kind: str, lang: str) -> None:
    result = EVERY[kind]()
    table = figures.behind(result, context=context(lang))
    assert all(len(row) == len(table.columns) for row in table.rows)
    assert all(column.label for column in table.columns)
    printed = " | ".join(f"{row[0].text}: " + " ".join(cell.text for cell in row[1:]) for row in table.rows)
    mine = [o for o in observations(result) if o.economy == "AZE"]
    assert mine
    for o in mine:
        assert formatted(o, lang) in printed
        assert str(o.ref_year) in printed or str(o.ref_year) in table.columns[0].label


def formatted(observation: Observation, lang: str) -> str:
    from analysis.indicators import indicator

    return language.number(observation.value, lang, indicator(observation.indicator).decimals)


def test_other_results_are_refused_by_name() -> None:
    for ask in (figures.alt, figures.behind):
        with pytest.raises(
            MethodError, match=r"a figure of Counters; rule: one of Cells, CompositeStanding, Distribution"
        ):
            ask(Counters(()), context=context("en"))
    with pytest.raises(MethodError, match="a figure of Counters"):
        figures.draw(Counters(()), context=context("en"), width=Width.WIDE)


@pytest.mark.parametrize("empty", [Trajectories(()), EditionsPanel(()), GroupGapsPanel(())])
def test_a_figure_without_panels_is_refused(empty: object) -> None:
    with pytest.raises(MethodError, match="at least one"):
        figures.draw(empty, context=context("en"), width=Width.WIDE)


def test_the_two_widths_hold_the_same_words() -> None:
    for result in (trajectories(), editions()):
        wide, narrow = (
            {w.replace("\n", " ") for w, _ in words(figures.draw(result, context=context("en"), width=width))}
            for width in Width
        )
        years = re.compile(r"20\d\d|\d+ / \d+|\d+")
        assert {w for w in wide if not years.fullmatch(w)} == {w for w in narrow if not years.fullmatch(w)}
