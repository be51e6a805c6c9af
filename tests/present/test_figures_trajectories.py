"""Lines through the years: what is joined, what is not, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from drawn import lines, words
from made import GROWING, YEAR, alone, context, own, path, trajectories
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure

from analysis.methods.results import Break, Observation, Reference, Trajectories
from analysis.present import figures, theme
from analysis.present.figures.runs import OWN, runs
from analysis.present.theme import Width


def drawn(result: Trajectories, *, lang: str = "en", year: int = YEAR, width: Width = Width.WIDE) -> Figure:
    return figures.draw(result, context=context(lang, year), width=width)


def texts(figure: Figure) -> list[str]:
    return [text.replace("\n", " ") for text, _ in words(figure)]


def joined(figure: Figure) -> list[list[float]]:
    """The years of each piece of the country's line."""
    return [[float(x) for x in line.get_xdata()] for line in lines(figure, OWN)]


def test_an_unbroken_series_is_one_line() -> None:
    assert joined(drawn(alone(path("internet_users", GROWING)))) == [[float(y) for y in GROWING]]


def test_a_break_parts_the_line_and_is_worded() -> None:
    figure = drawn(alone(path("internet_users", GROWING, breaks=(2013,))))
    assert [(run[0], run[-1]) for run in joined(figure)] == [(2005, 2012), (2013, 2018)]
    assert "break in series" in texts(figure)
    assert "sıranın kəsilməsi" in texts(drawn(alone(path("internet_users", GROWING, breaks=(2013,))), lang="az"))


def test_a_break_outside_the_own_years_is_not_marked() -> None:
    late = {year: v for year, v in GROWING.items() if year >= 2013}
    assert "break in series" not in texts(drawn(alone(path("internet_users", late, breaks=(2013,)))))


def test_breaks_too_close_for_their_words_share_them() -> None:
    figure = drawn(trajectories_with_breaks(2012, 2013, 2014, 2015), width=Width.NARROW)
    assert texts(figure).count("breaks in series") == 1
    assert "break in series" not in texts(figure)
    assert len(joined(figure)) == 5


def trajectories_with_breaks(*years: int) -> Trajectories:
    return alone(path("internet_users", GROWING, breaks=years))


def test_gaps_of_up_to_three_years_are_bridged_by_a_thin_line_longer_ones_not() -> None:
    values = {2005: 10.0, 2006: 12.0, 2009: 20.0, 2010: 22.0, 2014: 40.0, 2015: 42.0}
    figure = drawn(alone(path("internet_users", values)))
    assert joined(figure) == [[2005, 2006], [2006, 2009], [2009, 2010], [2014, 2015]]
    widths = [line.get_linewidth() for line in lines(figure, OWN)]
    assert widths[1] < min(widths[0], widths[2]) / 2
    assert any("Thin line" in text for text in texts(figure))


def test_no_thin_line_over_a_break() -> None:
    assert [run.points for run in runs([(2010, 1.0), (2012, 2.0)], breaks=[2011])] == [((2010, 1.0),), ((2012, 2.0),)]


def test_part_of_a_year_is_a_hollow_point_and_never_joined() -> None:
    part = replace(own("internet_users", {2018: 70.0})[0], period="2018H1")
    until = {year: v for year, v in GROWING.items() if year < 2018}
    result = path("internet_users", until)
    figure = drawn(alone(replace(result, own=(*result.own, part))))
    assert joined(figure) == [[float(y) for y in until]]
    hollow = [line for axes in figure.axes for line in axes.lines if line.get_markerfacecolor() == "white"]
    assert [(list(line.get_xdata()), list(line.get_ydata())) for line in hollow] == [([2018], [70.0])]
    assert any("Hollow point" in text for text in texts(figure))


@pytest.mark.parametrize("code", ["internet_users", "fixed_broadband", "price_fixed_gni"])
def test_linear_axes_start_at_zero(code: str) -> None:
    figure = drawn(alone(path(code, {2016: 71.0, 2017: 72.0, 2018: 73.0})))
    assert figure.axes[0].get_ylim()[0] == 0


def test_an_axis_of_percentages_ends_at_a_hundred() -> None:
    assert drawn(alone(path("internet_users", {2017: 96.0, 2018: 99.5}))).axes[0].get_ylim() == (0, 100)


def test_a_logarithmic_axis_says_so() -> None:
    figure = drawn(alone(path("secure_servers", {2016: 100.0, 2017: 260.0, 2018: 329.0}, log=True)))
    assert figure.axes[0].get_yscale() == "log"
    assert any("logarithmic scale" in text for text in texts(figure))


def test_years_run_from_2005_to_the_edition_in_whole_steps() -> None:
    values = {year: 1.0 + year - 2000 for year in range(2000, 2025)}
    figure = drawn(alone(path("internet_users", values, year=2016)), year=2016)
    assert joined(figure) == [[float(y) for y in range(2005, 2017)]]
    assert [tick.get_text() for tick in figure.axes[0].get_xticklabels()] == ["2005", "2013", "2016"]


def test_nothing_after_the_edition_is_drawn_said_or_tabled() -> None:
    result = alone(path("internet_users", {2015: 50.0, 2016: 55.0, 2017: 77.7}, (80.0, 60.0), year=2016))
    assert "77.7" not in " ".join(texts(drawn(result, year=2016)))
    assert "77.7" not in figures.alt(result, context=context("en", 2016))
    table = figures.behind(result, context=context("en", 2016))
    assert not any("2017" in row[0].text or "2018" in row[0].text for row in table.rows)


@pytest.mark.parametrize(("lang", "label"), [("en", "Azerbaijan 79.5 (2018)"), ("az", "Azərbaycan 79,5 (2018)")])
def test_the_last_value_stands_at_the_line(lang: str, label: str) -> None:
    assert label in texts(drawn(alone(path("internet_users", GROWING, (88.0,))), lang=lang))


def test_an_old_last_value_is_greyed() -> None:
    result = alone(path("internet_users", {2012: 50.0, 2015: 60.0}))
    found = [t for t in drawn(result).texts if t.get_text().startswith("Azerbaijan")]
    assert [t.get_color() for t in found] == [theme.MUTED]
    found = [t for t in drawn(alone(path("internet_users", {2016: 60.0}))).texts if "2016" in t.get_text()]
    assert [t.get_color() for t in found] == [theme.ACCENT]


def test_only_the_benchmark_has_a_band() -> None:
    figure = drawn(alone(path("internet_users", GROWING, (88.0, 70.0, 65.0))))
    (band,) = [c for c in figure.axes[0].collections if isinstance(c, PolyCollection)]
    last = [y for x, y in band.get_paths()[0].vertices if x == YEAR]
    assert min(last) == pytest.approx(88.0 * 0.8)
    assert max(last) == pytest.approx(88.0 * 1.2)
    name = context("en").groups["developed"]
    assert any(f"Grey band: {name}" in text for text in texts(figure))


def test_a_reference_is_a_dashed_line_with_its_own_label() -> None:
    ceiling = Reference("itu_ceiling", 5.0, "percent_gni")
    figure = drawn(alone(path("price_fixed_gni", {2017: 2.0, 2018: 1.74}, references=(ceiling,))))
    dashed = [line for line in figure.axes[0].lines if line.is_dashed() and list(line.get_ydata()) == [5.0, 5.0]]
    assert len(dashed) == 1
    assert "ITU's ceiling for 2015: 5" in texts(figure)


@pytest.mark.parametrize(
    ("lang", "alone_text", "beside"),
    [
        ("en", "no figure up to 2018", "Azerbaijan: no figure up to 2018"),
        ("az", "2018-ci ilədək göstərici yoxdur", "Azərbaycan: 2018-ci ilədək göstərici yoxdur"),
    ],
)
def test_an_empty_panel_explains_itself(lang: str, alone_text: str, beside: str) -> None:
    assert alone_text in texts(drawn(alone(path("internet_users", {})), lang=lang))
    with_peers = drawn(alone(path("internet_users", {}, (88.0, 70.0))), lang=lang)
    assert beside in texts(with_peers)
    assert joined(with_peers) == []
    assert len(with_peers.axes) == 1


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        ("en", ("8.0% in 2005", "79.5% in 2018", "88.0% (2018)", "Breaks in series: Internet users (2013)")),
        ("az", ("2005-ci ildə 8,0%", "2018-ci ildə 79,5%", "88,0% (2018)", "İnternet istifadəçiləri (2013)")),
    ],
)
def test_alt_text_has_first_last_median_and_break(lang: str, expected: tuple[str, ...]) -> None:
    result = alone(path("internet_users", GROWING, (88.0, 70.0), breaks=(2013,)))
    text = figures.alt(result, context=context(lang))
    assert [part for part in expected if part not in text] == []


def test_alt_text_of_a_single_or_missing_figure() -> None:
    one = figures.alt(alone(path("internet_users", {2018: 79.5})), context=context("en"))
    assert "Internet users: 79.5% (2018)." in one
    none = figures.alt(alone(path("internet_users", {})), context=context("en"))
    assert "Internet users: no figure up to 2018." in none


def test_the_table_holds_medians_quartiles_and_references() -> None:
    ceiling = Reference("itu_ceiling", 5.0, "percent_gni")
    table = figures.behind(
        Trajectories(
            (
                path("internet_users", {2018: 79.5}, (88.0, 70.0)),
                path("price_fixed_gni", {2018: 1.74}, references=(ceiling,)),
            )
        ),
        context=context("en"),
    )
    rows = {row[0].text: [cell.text for cell in row[1:]] for row in table.rows}
    assert rows["Internet users, 2018"] == ["79.5%", "88.0%", "70.0%", "70.4 – 105.6"]
    assert rows["Internet users, 2017"][0] == "none"
    assert rows["ITU's ceiling for 2015"][0] == "5.00% of GNI per head"


def test_a_break_of_another_series_does_not_part_this_one() -> None:
    result = path("internet_users", GROWING)
    assert len(joined(drawn(alone(replace(result, breaks=(Break("internet_users", 2004),)))))) == 1


def test_one_observation_is_a_point() -> None:
    only = Observation("internet_users", "AZE", 2018, 79.5, "percent")
    figure = drawn(alone(replace(path("internet_users", {}), own=(only,))))
    assert joined(figure) == [[2018.0]]


def test_panels_of_a_column_share_their_years() -> None:
    boxes = [axes.get_position() for axes in drawn(trajectories(), width=Width.NARROW).axes]
    assert {round(box.x0, 6) for box in boxes} == {round(boxes[0].x0, 6)}
    assert {round(box.width, 6) for box in boxes} == {round(boxes[0].width, 6)}
