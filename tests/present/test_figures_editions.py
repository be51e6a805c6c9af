"""Editions of an index: points by place, never a line."""

from __future__ import annotations

import pytest
from drawn import lines, words
from made import context, editions
from matplotlib.figure import Figure

from analysis.methods.results import Editions, EditionsPanel
from analysis.present import figures
from analysis.present.theme import Width


def drawn(result: EditionsPanel, *, lang: str = "en", width: Width = Width.WIDE) -> Figure:
    return figures.draw(result, context=context(lang), width=width)


def texts(figure: Figure) -> list[str]:
    return [text.replace("\n", " ") for text, _ in words(figure)]


def test_each_edition_is_a_point_of_its_own() -> None:
    result = editions()
    points = lines(drawn(result), "own")
    assert len(points) == sum(len(panel.points) for panel in result.panels)
    assert all(len(point.get_xdata()) == 1 for point in points)


def test_points_stand_at_their_percentile_on_a_scale_from_0_to_100() -> None:
    result = EditionsPanel(editions().panels[:1])
    figure = drawn(result)
    (axes,) = figure.axes
    assert axes.get_ylim() == (0, 100)
    box = axes.get_position()
    heights = [(line.get_ydata()[0] - box.y0) / box.height * 100 for line in lines(figure, "own")]
    assert heights == pytest.approx([p.common.percentile for p in result.panels[0].points])


def test_the_place_stands_over_the_point_and_the_score_under_the_year() -> None:
    result = EditionsPanel(editions().panels[:1])
    boxes = dict(words(drawn(result)))
    for point in result.panels[0].points:
        place = boxes[f"{point.common.rank} / {point.common.n}"]
        year, score = boxes[str(point.score.ref_year)], boxes[f"{point.score.value:.4f}"]
        middles = [(box.x0 + box.x1) / 2 for box in (place, year, score)]
        assert max(middles) - min(middles) < 1
        assert place.y0 > year.y1 > score.y1


def test_where_editions_crowd_the_number_of_economies_moves_to_the_heading() -> None:
    years = (2008, 2010, 2012, 2014, 2016, 2018, 2020, 2022, 2024)
    found = texts(drawn(editions(years), width=Width.NARROW))
    assert not any("/" in text for text in found)
    assert found.count("place among the 192 economies of every edition") == 5


def test_an_index_without_editions_explains_itself() -> None:
    result = EditionsPanel((Editions("egdi", (), 0, 2018),))
    assert "no figure up to 2018" in texts(drawn(result))
    assert figures.alt(result, context=context("az")).endswith("EGDI: 2018-ci ilədək göstərici yoxdur.")


def test_alt_text_tells_first_and_last_place() -> None:
    result = EditionsPanel(editions().panels[:1])
    first, last = result.panels[0].points[0], result.panels[0].points[-1]
    text = figures.alt(result, context=context("az"))
    assert f"2010-cu ildə 192 ölkə arasında {first.common.rank}-cı yer" in text
    assert f"{last.score.value:.4f}".replace(".", ",") in text


def test_the_table_has_places_scores_and_medians() -> None:
    table = figures.behind(editions(), context=context("en"))
    cells = [cell.text for cell in table.rows[0]]
    assert cells[0] == "EGDI, 2010"
    assert cells[2] == cells[4] == "60 / 192"
    assert cells[5] == "none"
    assert cells[6:] == ["0.5000"] * 4
