"""Steps of policy below a series: each is marked and told, none covers another, and nothing is concluded."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import combinations

import pytest
from drawn import clipped, lines, overlapping, words
from made import STEPS, YEAR, context, own, steps, timeline
from matplotlib.figure import Figure
from matplotlib.transforms import Bbox

from analysis import language
from analysis.errors import LanguageError
from analysis.methods.results import PolicyTimeline, Step
from analysis.present import figures, theme
from analysis.present.figures import wording
from analysis.present.figures.runs import OWN
from analysis.present.figures.timeline import STEP
from analysis.present.figures.timeline_lanes import DIRECTIONS, DOT, STAGES, UNSURE, lanes, moment, numbered
from analysis.present.figures.timeline_told import span
from analysis.present.reading import read
from analysis.present.theme import Width
from analysis.strategy import Certainty, StrategicDirection, clauses, stage_of
from analysis.strategy import timeline as events

LANGS = ("az", "en")
EXACT = ("exact", "1", "all")
APART = {
    "az": "bundan səbəb-nəticə əlaqəsi barədə heç bir qənaət çıxarılmır.",
    "en": "nothing about cause and effect is concluded from it.",
}


def drawn(result: PolicyTimeline, *, lang: str = "en", year: int = YEAR, width: Width = Width.WIDE) -> Figure:
    return figures.draw(result, context=context(lang, year), width=width)


def texts(figure: Figure) -> list[str]:
    return [text.replace("\n", " ") for text, _ in words(figure)]


def known(year: int) -> PolicyTimeline:
    """The steps of the strategy's own timeline that an edition sees, below a made-up series."""
    found = tuple(
        Step(e.id, e.date, e.certainty.value, e.clause, clauses()[e.clause].direction.value, e.text, e.address)
        for e in events().values()
        if 2013 <= e.year <= year
    )
    values = {y: 73.0 + 1.5 * (y - 2013) for y in range(2013, year + 1)}
    return PolicyTimeline(own("internet_users", values), (), found, 2013, year)


def dots(figure: Figure) -> list[tuple[float, str]]:
    """Where each marker stands in time, and its filling."""
    return [(float(line.get_xdata()[0]), str(line.get_markerfacecolor())) for line in lines(figure, STEP)]


def marks(figure: Figure) -> dict[int, Bbox]:
    """The box of each dot together with its number, in points."""
    words(figure)  # lays the figure out
    centres = [line.get_transform().transform(line.get_xydata())[0] for line in lines(figure, STEP)]
    numbers = [t for t in figure.texts if re.fullmatch(r"\d{1,2}", t.get_text())]
    found = {}
    for x, y in centres:
        dot = Bbox([[x - DOT / 2, y - DOT / 2], [x + DOT / 2, y + DOT / 2]])
        near = min(numbers, key=lambda t: abs(t.get_window_extent().x0 - dot.x1) + abs(t.get_window_extent().y0 - y))
        number = near.get_window_extent()
        assert 0 < number.x0 - dot.x1 < 4, "the number stands right of its dot"
        found[int(near.get_text())] = Bbox.union([dot, number])
    return found


@pytest.mark.parametrize("width", Width)
def test_every_step_has_a_marker_a_number_and_a_row_of_the_table(width: Width) -> None:
    figure = drawn(timeline(), width=width)
    assert len(dots(figure)) == len(STEPS)
    assert sorted(marks(figure)) == list(range(1, len(STEPS) + 1))
    rows = figures.behind(timeline(), context=context("en")).rows
    assert [row[0].text for row in rows[: len(STEPS)]] == [str(n) for n in range(1, len(STEPS) + 1)]
    assert [row[0].text for row in rows[len(STEPS) :]] == ["Internet users"] * len(timeline().series)


def test_numbers_follow_time_with_a_bare_year_in_its_middle() -> None:
    found = numbered(steps(("2017", "year", "7.1", "all"), ("2017-08", "exact", "1", "all"), ("2017-02-22", *EXACT)))
    assert [(m.number, m.step.date) for m in found] == [(1, "2017-02-22"), (2, "2017"), (3, "2017-08")]
    assert [m.number for m in numbered(steps(*STEPS[::-1]))] == [m.number for m in numbered(steps())]
    assert [m.step.id for m in numbered(steps(*STEPS[::-1]))] == [m.step.id for m in numbered(steps())]


def test_markers_stand_at_their_dates() -> None:
    figure = drawn(timeline())
    assert sorted(x for x, _ in dots(figure)) == sorted(moment(date) for date, *_ in STEPS)
    assert moment("2018-12-31") < 2019
    assert moment("2016-12-31") < 2017


def test_uncertain_dates_are_hollow_and_the_others_filled() -> None:
    found = dict(dots(drawn(timeline())))
    for date, certainty, *_ in STEPS:
        sure = certainty == "exact"
        assert found[moment(date)] == (theme.MUTED if sure else "white"), date
    assert any(text.startswith("Hollow circle") for text in texts(drawn(timeline())))
    certain = replace(timeline(), steps=steps(("2014-04-02", *EXACT)))
    assert not any(text.startswith("Hollow circle") for text in texts(drawn(certain)))


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize("year", [2014, 2018, 2024])
def test_no_marker_covers_another(year: int, width: Width) -> None:
    result = known(year)
    boxes = marks(drawn(result, year=year, width=width))
    assert len(boxes) == len(result.steps)
    for (_, one), (_, other) in combinations(boxes.items(), 2):
        apart = one.x1 <= other.x0 or other.x1 <= one.x0 or one.y1 <= other.y0 + 2 or other.y1 <= one.y0 + 2
        assert apart


def test_twelve_steps_on_one_day_all_have_their_place() -> None:
    crowd = replace(timeline(), steps=steps(*(("2018-12-31", *EXACT) for _ in range(12))))
    figure = drawn(crowd, width=Width.NARROW)
    assert len(marks(figure)) == 12
    assert overlapping(figure) == clipped(figure) == []


def test_a_mark_takes_the_first_lane_that_is_free() -> None:
    assert lanes([0, 5, 8, 20], [10, 10, 10, 10], gap=2) == [0, 1, 2, 0]
    assert lanes([], []) == []


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("year", [2014, 2018, 2024])
def test_no_word_is_clipped_or_covered_with_the_steps_of_the_strategy(year: int, lang: str, width: Width) -> None:
    figure = drawn(known(year), lang=lang, year=year, width=width)
    assert clipped(figure) == []
    assert overlapping(figure) == []


def test_line_and_steps_share_one_axis_of_years() -> None:
    for width in Width:
        above, below = drawn(timeline(), width=width).axes
        assert above.get_xlim() == below.get_xlim() == (2010, YEAR + 1)
        assert above.get_position().x0 == below.get_position().x0
        assert above.get_position().width == below.get_position().width


def test_rows_come_in_the_order_of_the_strategy_and_only_where_there_are_steps() -> None:
    names = [language.text(f"direction.{code}", "en") for code in DIRECTIONS]
    shown = [text for text in texts(drawn(timeline())) if text in names]
    wanted = {direction for *_, direction in STEPS}
    assert shown == [language.text(f"direction.{code}", "en") for code in DIRECTIONS if code in wanted]


def test_directions_stages_and_certainties_are_those_of_the_strategy() -> None:
    assert tuple(d.value for d in StrategicDirection) == DIRECTIONS
    for name, (first, last) in STAGES.items():
        assert {stage_of(year).value for year in range(first, last + 1)} == {name}
        assert stage_of(last + 1).value != name
    assert {c.value for c in Certainty} - UNSURE == {"exact", "year"}


@pytest.mark.parametrize(
    "key", [*(f"direction.{d.value}" for d in StrategicDirection), *(f"certainty.{c.value}" for c in Certainty)]
)
def test_every_direction_and_certainty_has_a_label(key: str) -> None:
    assert language.text(key, "az") != language.text(key, "en")


def test_a_direction_without_a_name_is_refused() -> None:
    strange = replace(timeline(), steps=steps(("2014-04-02", "exact", "1", "space")))
    with pytest.raises(LanguageError, match=r"direction\.space"):
        drawn(strange)


@pytest.mark.parametrize(("year", "stages"), [(2013, 0), (2014, 1), (2017, 1), (2018, 2), (2024, 2)])
def test_only_stages_that_have_begun_are_marked(year: int, stages: int) -> None:
    found = texts(drawn(known(year), year=year))
    named = [language.text(f"stage.{name}", "en") for name in ("first", "second")]
    assert [text for text in found if text in named] == named[:stages]


def test_first_and_last_value_stand_at_the_line() -> None:
    found = texts(drawn(timeline()))
    assert "35.5 (2010)" in found
    assert "79.5 (2018)" in found
    assert "35,5 (2010)" in texts(drawn(timeline(), lang="az"))


def test_an_old_last_value_is_greyed() -> None:
    result = replace(timeline(), series=own("internet_users", {2013: 50.0, 2015: 60.0}), since=2013)
    colours = {t.get_text(): t.get_color() for t in drawn(result).texts}
    assert (colours["50.0 (2013)"], colours["60.0 (2015)"]) == (theme.ACCENT, theme.MUTED)


def test_a_value_at_the_foot_of_a_falling_line_stands_clear_of_it() -> None:
    values = {2013: 4.2, 2014: 3.1, 2016: 2.0, 2018: 0.3}
    figure = drawn(replace(timeline(since=2013), series=own("price_fixed_gni", values)), width=Width.NARROW)
    words(figure)
    (last,) = [t.get_window_extent() for t in figure.texts if t.get_text() == "0.30 (2018)"]
    drop = figure.axes[0].transData.transform([(2016.5, 2.0), (2018.5, 0.3)])
    (x0, y0), (x1, y1) = drop
    assert last.y0 > y0 + (last.x0 - x0) / (x1 - x0) * (y1 - y0)


def test_a_break_parts_the_line_and_is_worded() -> None:
    figure = drawn(timeline())
    runs = [[float(x) for x in line.get_xdata()] for line in lines(figure, OWN)]
    assert [(run[0], run[-1]) for run in runs] == [(2010.5, 2012.5), (2013.5, 2018.5)]
    assert "break in series" in texts(figure)
    assert "break in series" not in texts(drawn(timeline(since=2013)))


def test_what_lies_outside_the_years_or_describes_part_of_one_is_left_out() -> None:
    result = timeline()
    part = replace(own("internet_users", {2018: 44.4})[0], period="2018H1")
    more = replace(
        result,
        series=(*own("internet_users", {2009: 11.1, 2019: 99.9}), *result.series, part),
        steps=(*steps(("2009-05", *EXACT), ("2019-01-01", *EXACT)), *result.steps),
    )
    for width in Width:
        assert texts(drawn(more, width=width)) == texts(drawn(result, width=width))
    assert figures.behind(more, context=context("en")) == figures.behind(result, context=context("en"))
    assert figures.alt(more, context=context("en")) == figures.alt(result, context=context("en"))
    assert read(more, context("en")) == read(result, context("en"))


@pytest.mark.parametrize(
    ("lang", "cells"),
    [
        ("az", ["6", "2 aprel 2014", "1", "Addım", "dəqiq tarix"]),
        ("en", ["6", "2 April 2014", "1", "A step", "exact"]),
    ],
)
def test_a_row_has_number_date_clause_step_and_certainty(lang: str, cells: list[str]) -> None:
    rows = figures.behind(timeline(), context=context(lang)).rows
    assert [cell.text for cell in rows[5]] == cells
    assert rows[5][3].note == "example.org"


def test_dates_are_told_as_far_as_they_are_known() -> None:
    told = [row[1].text for row in figures.behind(timeline(), context=context("az")).rows]
    assert (told[0], told[1], told[4]) == ("2010", "26 sentyabr 2012", "fevral 2014")
    assert told[len(STEPS) :] == [str(year) for year in range(2010, YEAR + 1)]


@pytest.mark.parametrize(
    ("lang", "expected"),
    [
        (
            "en",
            ("Internet users: 35.5% in 2010, 79.5% in 2018 (break in series: 2013)", "15 dated steps (2010 to 2018)"),
        ),
        (
            "az",
            (
                "İnternet istifadəçiləri: 2010-cu ildə 35,5%, 2018-ci ildə 79,5% (sıranın kəsilməsi: 2013)",
                "tarixi məlum 15 addım (2010–2018-ci illər)",
            ),
        ),
    ],
)
def test_alt_text_names_series_values_steps_and_span(lang: str, expected: tuple[str, ...]) -> None:
    text = figures.alt(timeline(), context=context(lang))
    assert [part for part in expected if part not in text] == []


def test_a_span_is_told_in_months_where_both_are_known() -> None:
    both = steps(("2014-04-02", *EXACT), ("2013-01", *EXACT))
    assert span(both, "en") == "January 2013 to April 2014"
    assert span(both, "az") == "2013-cü ilin yanvarından 2014-cü ilin aprelinədək"
    assert span(both[:1], "en") == "April 2014"
    assert span(steps(("2014", "year", "1", "all"), ("2013-01", *EXACT)), "en") == "2013 to 2014"
    with pytest.raises(ValueError, match="a span needs a step"):
        span((), "en")


@pytest.mark.parametrize("lang", LANGS)
def test_figure_alt_text_and_reading_say_that_nothing_is_concluded(lang: str) -> None:
    around = context(lang)
    assert APART[lang] in " ".join(texts(drawn(timeline(), lang=lang)))
    assert figures.alt(timeline(), context=around).endswith(APART[lang])
    assert read(timeline(), around)[-1].endswith(APART[lang])


def test_the_reading_tells_values_and_counts_uncertain_dates() -> None:
    series, counted, _ = read(timeline(), context("en"))
    assert series == "Internet users: 35.5% in 2010, 79.5% in 2018 (break in series: 2013)."
    assert (
        counted == "Below the line: 15 dated steps (2010 to 2018), 5 of them with an uncertain date or a weak source."
    )


@pytest.mark.parametrize("width", Width)
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("without", ["series", "steps", "both"])
def test_what_is_missing_is_said_and_the_rest_drawn(without: str, lang: str, width: Width) -> None:
    result = replace(timeline(), **{part: () for part in ("series", "steps") if without in (part, "both")})
    around = context(lang)
    figure = drawn(result, lang=lang, width=width)
    assert clipped(figure) == overlapping(figure) == []
    found = texts(figure)
    assert (wording.say("none", around, year=YEAR) in found) == (without != "steps")
    assert (wording.say("timeline.no_steps", around, year=YEAR) in found) == (without != "series")
    assert len(lines(figure, STEP)) == len(result.steps)
    assert len(figures.behind(result, context=around).rows) == len(result.steps) + len(result.series)
    assert language.economy("AZE", lang) in figures.alt(result, context=around)
    assert len(read(result, around)) == 2 + (without == "series")
    assert not any("{" in sentence or ".." in sentence for sentence in read(result, around))


def test_one_value_and_one_step_are_told_in_the_singular() -> None:
    result = replace(timeline(), series=own("internet_users", {2018: 79.5}), steps=steps(("2014-04-02", *EXACT)))
    assert "79.5 (2018)" in texts(drawn(result))
    assert "Internet users: 79.5% (2018); 1 dated step (April 2014)." in figures.alt(result, context=context("en"))
    assert read(result, context("en"))[0] == "Internet users: 79.5% in 2018."
    assert "1 dated step (April 2014)" in read(result, context("en"))[1]
