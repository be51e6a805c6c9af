"""All economies as dots, the country among them."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn import lines, words
from hypothesis import given
from hypothesis import strategies as st
from made import context, distribution
from matplotlib.figure import Figure

from analysis.methods.results import Distribution, WhyNot
from analysis.present import figures
from analysis.present.figures.distribution import SMALLEST, TALLEST, stack
from analysis.present.theme import ACCENT, Width


def drawn(result: Distribution, *, lang: str = "en", width: Width = Width.NARROW) -> Figure:
    return figures.draw(result, context=context(lang), width=width)


def texts(figure: Figure) -> list[str]:
    return [text.replace("\n", " ") for text, _ in words(figure)]


@pytest.mark.parametrize("width", Width)
def test_every_economy_is_a_dot_and_no_two_share_a_place(width: Width) -> None:
    result = distribution()
    assert result.standing is not None
    figure = drawn(result, width=width)
    (others,), (mine,) = lines(figure, "others"), lines(figure, "own")
    places = set(zip(others.get_xdata(), others.get_ydata(), strict=True))
    assert len(places) == len(result.standing.others)
    assert mine.get_color() == ACCENT
    assert (mine.get_xdata()[0], mine.get_ydata()[0]) not in places


def test_the_country_stands_within_a_dot_of_its_value() -> None:
    result = distribution()
    assert result.standing is not None
    figure = drawn(result, width=Width.WIDE)
    (axes,), (mine,) = figure.axes, lines(figure, "own")
    box, (low, high) = axes.get_position(), axes.get_xlim()
    read = low + (mine.get_xdata()[0] - box.x0) / box.width * (high - low)
    assert read == pytest.approx(result.standing.observation.value, abs=(high - low) / 60)


@pytest.mark.parametrize(("lang", "place"), [("en", "47th of 182"), ("az", "182 ölkə arasında 47-ci yer")])
def test_value_and_place_are_printed_and_said(lang: str, place: str) -> None:
    result = distribution()
    assert any(place in text for text in texts(drawn(result, lang=lang)))
    assert place in figures.alt(result, context=context(lang))


def test_medians_are_named_with_their_numbers() -> None:
    names = context("en").groups
    found = texts(drawn(distribution()))
    assert f"{names['developed']}: 87.7" in found
    assert f"{names['neighbours']}: 70.0" in found
    assert "Each dot is one economy." in texts(drawn(replace(distribution(), groups=())))


@pytest.mark.parametrize(("lang", "why"), [("en", "No figure"), ("az", "Göstərici yoxdur")])
def test_no_place_is_explained(lang: str, why: str) -> None:
    result = Distribution("internet_users", None, why_not=WhyNot.NO_DATA)
    figure = drawn(result, lang=lang)
    assert figure.axes == []
    assert why in texts(figure)
    assert why.lower() in figures.alt(result, context=context(lang)).lower()
    table = figures.behind(result, context=context(lang))
    assert why.lower() in table.rows[0][0].text.lower()


def test_a_long_tail_stands_on_a_logarithmic_scale() -> None:
    figure = drawn(distribution("secure_servers", 284_387.0, rank=111))
    assert figure.axes[0].get_xscale() == "log"
    assert any("logarithmic scale" in text for text in texts(figure))


def test_the_table_lists_every_economy_from_the_highest_down() -> None:
    result = distribution()
    table = figures.behind(result, context=context("en"))
    assert len(table.rows) == 182 + 4
    numbers = [float(row[2].text) for row in table.rows[4:]]
    assert numbers == sorted(numbers, reverse=True)
    assert table.rows[4 + 46][0].text == "Azerbaijan"


@given(st.lists(st.floats(0, 1), min_size=1, max_size=250), st.floats(0, 1), st.floats(100, 500))
def test_stacks_stay_low_and_keep_every_dot(fractions: list[float], mine: float, room: float) -> None:
    found = stack(fractions, mine, room=room)
    assert len(found.columns) == len(fractions)
    assert all(0 <= column < room / found.size for column in (*found.columns, found.own))
    assert found.tallest <= TALLEST or found.size == SMALLEST
