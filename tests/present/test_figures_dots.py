"""Rows of dots: gaps between groups, cells of a classification, parts of an index."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn import words
from made import YEAR, cells, context, gap, group_gaps, own, profile, summary
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from analysis.methods.results import Break, Cells, GroupGaps, GroupGapsPanel, Profile
from analysis.present import figures
from analysis.present.theme import ACCENT, SECOND, Width


def drawn(result: object, *, lang: str = "en", width: Width = Width.NARROW) -> Figure:
    return figures.draw(result, context=context(lang), width=width)


def texts(figure: Figure) -> list[str]:
    return [text.replace("\n", " ") for text, _ in words(figure)]


def shapes(figure: Figure) -> list[Line2D]:
    """Single marks that stand on the sheet."""
    alone = [line for line in figure.findobj(Line2D) if line.axes is None]
    return [line for line in alone if line.get_marker() in tuple("oDs^vPX")]


def marks(figure: Figure, colour: str) -> list[Line2D]:
    """Single marks of a colour, from the top of the sheet down."""
    found = [line for line in shapes(figure) if line.get_color() == colour]
    return sorted(found, key=lambda line: -line.get_ydata()[0])


def values(figure: Figure, colour: str) -> list[float]:
    """What the marks of a colour stand for, read off the scale of the only panel."""
    (axes,) = figure.axes
    box, (low, high) = axes.get_position(), axes.get_xlim()
    rows = [li for li in marks(figure, colour) if li.get_ydata()[0] < box.y1]
    return [low + (line.get_xdata()[0] - box.x0) / box.width * (high - low) for line in rows]


def pair(*numbers: tuple[float, float], breaks: tuple[int, ...] = ()) -> GroupGapsPanel:
    gaps = tuple(
        gap("account", 2011 + 3 * i, ("sex=male", high), ("sex=female", low)) for i, (high, low) in enumerate(numbers)
    )
    return GroupGapsPanel((GroupGaps("account", "sex", gaps, tuple(Break("account", b) for b in breaks)),))


def test_dots_stand_at_their_values_on_a_scale_from_zero() -> None:
    figure = drawn(pair((15.6, 14.3), (32.6, 25.9)))
    assert figure.axes[0].get_xlim()[0] == 0
    assert values(figure, ACCENT) == pytest.approx([15.6, 32.6])
    assert values(figure, SECOND) == pytest.approx([14.3, 25.9])


def test_groups_differ_by_shape_too_and_are_named() -> None:
    figure = drawn(pair((15.6, 14.3)))
    assert {line.get_marker() for line in marks(figure, ACCENT)} == {"o"}
    assert {line.get_marker() for line in marks(figure, SECOND)} == {"D"}
    assert {"men", "women"} <= set(texts(figure))


@pytest.mark.parametrize(("lang", "expected"), [("en", ["+1.3", "−4.0", "0.0"]), ("az", ["+1,3", "−4,0", "0,0"])])
def test_the_gap_is_printed_with_its_sign(lang: str, expected: list[str]) -> None:
    found = texts(drawn(pair((15.6, 14.3), (25.9, 29.9), (30.0, 30.0)), lang=lang))
    assert [text for text in expected if text not in found] == []


def test_a_break_stands_between_the_years_it_parts() -> None:
    figure = drawn(pair((15.6, 14.3), (32.6, 25.9), (40.0, 30.0), breaks=(2013,)))
    boxes = dict(words(figure))
    assert boxes["2011"].y0 > boxes["break in series"].y1 - 1
    assert boxes["2014"].y1 < boxes["break in series"].y0 + 1
    assert "break in series" not in texts(drawn(pair((15.6, 14.3), (32.6, 25.9))))


def test_panels_of_one_indicator_share_a_scale_and_are_told_apart() -> None:
    figure = drawn(group_gaps(), width=Width.WIDE)
    assert len({axes.get_xlim() for axes in figure.axes}) == 1
    assert {"By income", "By education", "By sex"} <= set(texts(figure))
    assert "no figure up to 2018" in texts(figure)


def test_what_both_groups_share_stands_in_the_heading() -> None:
    one = gap("internet_weekly", 2018, ("age=16-24;sex=female", 95.8), ("age=55-74;sex=female", 32.3))
    figure = drawn(GroupGapsPanel((GroupGaps("internet_weekly", "age_women", (one,)),)))
    found = texts(figure)
    assert {"aged 16–24", "aged 55–74"} <= set(found)
    assert any(text.endswith(", women") for text in found)


def test_gaps_in_words() -> None:
    text = figures.alt(pair((15.6, 14.3), (32.6, 25.9), breaks=(2013,)), context=context("az"))
    expected = ("kişilər – 15,6%", "qadınlar – 14,3%", "fərq 1,3 faiz bəndi", "32,6% və 25,9%", "(2013)")
    assert [part for part in expected if part not in text] == []


def test_cells_stand_at_their_values() -> None:
    figure = drawn(cells())
    assert values(figure, ACCENT) == pytest.approx([84.2, 66.1])
    assert values(figure, SECOND) == pytest.approx([98.5, 67.4])
    assert {"84.2", "98.5", "66.1", "67.4"} <= set(texts(figure))


def test_a_missing_cell_is_said_not_drawn() -> None:
    figure = drawn(cells(missing=True))
    assert values(figure, ACCENT) == pytest.approx([84.2])
    assert "women: none" in texts(figure)
    table = figures.behind(cells(missing=True), context=context("en"))
    assert [cell.text for cell in table.rows[1]][1:] == ["none", "67.4%"]
    assert table.rows[1][1].muted


def test_three_columns_are_labelled_over_their_dots() -> None:
    ages = ("age.16-24", "age.25-54", "age.55-74")
    numbers = (95.8, 95.0, 32.3)
    line = tuple(own("internet_weekly", {YEAR: v}, a.replace(".", "="))[0] for a, v in zip(ages, numbers, strict=True))
    result = Cells("internet_weekly", YEAR, ("sex.female",), ages, (line,))
    boxes = dict(words(drawn(result)))
    assert {"95.8", "95.0", "32.3"} <= set(boxes)
    assert boxes["95.0"].x1 <= boxes["95.8"].x0


@pytest.mark.parametrize("result", [Cells("internet_users_group", None, (), (), ()), Profile("gci_pillar", ())])
def test_nothing_published_explains_itself(result: Cells | Profile) -> None:
    assert "no figure up to 2018" in texts(drawn(result))
    assert "no figure up to 2018" in figures.alt(result, context=context("en"))


def test_cells_in_words() -> None:
    assert "98,5%" in figures.alt(cells(), context=context("az"))
    assert "urban areas, men: 98.5%" in figures.alt(cells(), context=context("en"))


def test_parts_stand_at_their_values_on_the_whole_scale() -> None:
    figure = drawn(profile())
    assert figure.axes[0].get_xlim() == (0, 20)
    assert values(figure, ACCENT) == pytest.approx([20.0, 19.19, 13.14, 16.99, 0.4])
    assert {"Legal measures", "19.19"} <= set(texts(figure))


def test_groups_of_a_profile_have_shapes_of_their_own() -> None:
    figure = drawn(profile())
    found = [line.get_marker() for line in shapes(figure)]
    assert set(found) == {"o", "D", "s", "^", "v"}
    assert found.count("D") == len(profile().parts) + 1


def test_parts_that_are_indicators_bear_their_names() -> None:
    (mine,) = own("osi", {YEAR: 0.7292})
    result = Profile("egdi", (("osi", mine, (summary("osi", "developed", YEAR, 0.9306),)),))
    assert "Online services" in texts(drawn(result))
    text = figures.alt(result, context=context("az"))
    assert "0,7292 (2018)" in text
    assert "0,9306" in text


def test_the_table_of_a_profile_marks_what_is_missing() -> None:
    first, *others = profile().parts
    bare = Profile("gci_pillar", (replace_peers(first), *others))
    table = figures.behind(bare, context=context("en"))
    assert [cell.text for cell in table.rows[0]] == ["Legal measures, 2020", "20.00", *["none"] * 4]
    assert [cell.text for cell in table.rows[1]][1:3] == ["19.19", "19.40"]


def replace_peers(part: tuple) -> tuple:  # type: ignore[type-arg]
    return (part[0], replace(part[1]), ())
