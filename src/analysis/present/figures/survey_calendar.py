"""Surveys by year: a row for each survey, a mark in each year in which it asked, and an empty row where none did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from matplotlib.figure import Figure

from analysis import language
from analysis.indicators import HeldBy, surveys
from analysis.methods.results import SurveyCalendar, SurveyYears
from analysis.present.context import Context
from analysis.present.figures.lettering import fill, height, width
from analysis.present.figures.sheet import Sheet, sheet
from analysis.present.figures.timeline_lanes import STAGES, Years
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, BAND, BODY, INK, MUTED, RULE, SECOND_TEXT, Width

STRATEGY = (STAGES["first"][0], STAGES["second"][1])
"""The first and last year of the strategy."""
NAME_ROOM = 196.0
"""Room for the names of surveys beside their rows; on a narrow sheet they stand above them."""
PADDING = 5.0
DOT = 8.0
KEY_GAP = 16.0
MARGIN = 6.0
"""Beside the first and the last year, so that marks and numbers are not cut off."""
HEAD_GAP = 5.0

_MARKS: dict[HeldBy, dict[str, Any]] = {
    HeldBy.INDEPENDENT: {"marker": "s", "markerfacecolor": ACCENT, "markeredgecolor": ACCENT},
    HeldBy.STATISTICS: {"marker": "o", "markerfacecolor": MUTED, "markeredgecolor": MUTED},
    HeldBy.JUDGED: {"marker": "D", "markerfacecolor": "white", "markeredgecolor": SECOND_TEXT, "markeredgewidth": 1.4},
}
"""Who asked, told apart by shape as well as by colour."""


def draw(result: SurveyCalendar, *, context: Context, width: Width) -> Figure:
    """A row a survey, the years across; the years of the strategy lie on a field."""
    room, beside = width.points, width is Width.WIDE
    years = Years(result.since, result.year, NAME_ROOM if beside else MARGIN, room - MARGIN)
    names = [fill(_name(row, context), NAME_ROOM - 14 if beside else room) for row in result.rows]
    tall = [2 * PADDING + (max(height(n), DOT + 4) if beside else height(n) + 3 + DOT + 4) for n in names]
    key = list(_key(result, context, room))
    key_height = (key[-1][3] + 1) * (height(" ") + 3) + HEAD_GAP
    top = key_height + 2 * (height(" ") + 2)
    page = sheet(room, top + sum(tall) + 1)
    _write_key(page, key)
    _write_years(page, years, context, top=key_height, bottom=top, end=top + sum(tall))
    for row, name, row_height in zip(result.rows, names, tall, strict=True):
        page.line([0, room], [top, top], color=RULE, linewidth=0.8)
        page.text(0, top + PADDING, name, color=INK)
        at = top + PADDING + (0 if beside else height(name) + 3) + (DOT + 4) / 2
        _put_marks(page, row, years, at, context)
        top += row_height
    return page.figure


def _put_marks(page: Sheet, row: SurveyYears, years: Years, at: float, context: Context) -> None:
    if row.years:
        xs = [years.at(year + 0.5) for year in row.years]
        page.line(xs, [at] * len(xs), linestyle="none", markersize=DOT, **_MARKS[surveys()[row.survey].by])
        return
    page.text(years.left, at, _none(row, context), color=SECOND_TEXT, va="center")


def _none(row: SurveyYears, context: Context) -> str:
    sought = surveys()[row.survey].by is HeldBy.SOUGHT
    return language.text("calendar.sought" if sought else "calendar.none", context.lang)


def _name(row: SurveyYears, context: Context) -> str:
    return surveys()[row.survey].name[context.lang]


def _write_years(page: Sheet, years: Years, context: Context, *, top: float, bottom: float, end: float) -> None:
    """A field below the strategy's years with its name above, and the years' numbers."""
    first, last = max(STRATEGY[0], years.first), min(STRATEGY[1], years.last)
    left, right = years.at(first), years.at(last + 1)
    step = height(" ") + 2
    words = language.text("calendar.strategy", context.lang)
    middle = min(max((left + right) / 2, years.left + width(words) / 2), years.right - width(words) / 2)
    page.text(middle, top, words, color=MUTED, ha="center")
    for year in years.printed:
        page.text(years.at(year + 0.5), top + step, str(year), color=MUTED, ha="center")
    axes = page.figure.add_axes((0, 0, 1, 1), zorder=-1)
    axes.set_axis_off()
    axes.set(xlim=(0, page.width), ylim=(page.height, 0))
    axes.fill_between([left, right], bottom, end, color=BAND, alpha=0.45, linewidth=0)


_Sample = tuple[HeldBy, str, float, int]


def _key(result: SurveyCalendar, context: Context, room: float) -> Iterator[_Sample]:
    """Mark, words, left edge and line of each kind that is drawn."""
    held = {surveys()[row.survey].by for row in result.rows if row.years}
    left, line = 0.0, 0
    for by in _MARKS:
        if by not in held:
            continue
        words = language.text(f"calendar.by.{by.name.lower()}", context.lang)
        wide = 2 * DOT + 2 + width(words)
        if left and left + wide > room:
            left, line = 0.0, line + 1
        yield by, words, left, line
        left += wide + KEY_GAP


def _write_key(page: Sheet, key: Sequence[_Sample]) -> None:
    for by, words, left, line in key:
        y = 2 + line * (height(" ") + 3)
        page.line([left + DOT], [y + BODY * 0.6], linestyle="none", markersize=DOT, **_MARKS[by])
        page.text(left + 2 * DOT + 2, y, words)


def alt(result: SurveyCalendar, *, context: Context) -> str:
    """Every survey with its years."""
    rows = "; ".join(f"{_name(row, context)}: {_years(row, context)}" for row in result.rows)
    return sentence("calendar.alt", {"since": result.since, "year": result.year, "rows": rows}, context)


def behind(result: SurveyCalendar, *, context: Context) -> Table:
    """A row a survey: its years, and who asks."""
    heads = tuple(Column(language.text(f"calendar.head.{key}", context.lang)) for key in ("survey", "years", "by"))
    rows = tuple(
        (
            Cell(_name(row, context)),
            Cell(_years(row, context), muted=not row.years),
            Cell(language.text(f"calendar.by.{surveys()[row.survey].by.name.lower()}", context.lang)),
        )
        for row in result.rows
    )
    return Table(heads, rows)


def _years(row: SurveyYears, context: Context) -> str:
    return ", ".join(str(year) for year in row.years) or _none(row, context)
