"""Where things stand on a timeline's axis of years: marks in lanes, lanes in rows, years and stages."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis import language
from analysis.methods.results import PolicyTimeline, Step
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.figures.lettering import height, widest_word, wrap
from analysis.present.figures.lettering import width as text_width
from analysis.present.figures.scales import Scale
from analysis.present.theme import Width

DIRECTIONS = (
    "infrastructure",
    "hightech",
    "science",
    "egovernment",
    "society",
    "human_capital",
    "security",
    "content",
    "all",
)
"""The rows in the order of clause 6.1; what concerns all directions comes last."""
STAGES = {"first": (2014, 2017), "second": (2018, 2020)}
"""First and last year of the stages of clause 15.1."""
UNSURE = frozenset({"inferred", "weak", "report_date"})
"""How sure a date is, where it is not known for certain."""
LABEL_COLUMN = 124.0
"""Room for the names of directions beside their rows; on a narrow sheet they stand above them."""
LANE = 13.0
ROW_PADDING = 4.0
DOT = 6.4
NUMBER_OFFSET = 2.0
MARK_GAP = 4.0
YEAR_GAP = 5.0


@dataclass(frozen=True)
class Mark:
    """A step with its number in the order of time, and the moment it is drawn at, in years."""

    number: int
    step: Step
    moment: float

    @property
    def hollow(self) -> bool:
        """Whether the date is uncertain or no more than a year."""
        return unsure(self.step)

    @property
    def width(self) -> float:
        """Dot and number, in points."""
        return DOT + NUMBER_OFFSET + text_width(str(self.number))


@dataclass(frozen=True)
class Row:
    """The steps of a direction: its name as it is lettered, and its marks with the lane each stands in."""

    name: str
    marks: tuple[tuple[Mark, int], ...]

    @property
    def lanes_height(self) -> float:
        """What the lanes take, in points."""
        return LANE * (1 + max(lane for _, lane in self.marks))


@dataclass(frozen=True)
class Years:
    """The axis that curve and steps share: a year is a stretch, a figure for it stands in its middle."""

    first: int
    last: int
    left: float
    right: float

    @property
    def per_year(self) -> float:
        """The length of a year, in points."""
        return (self.right - self.left) / (self.last + 1 - self.first)

    def at(self, moment: float) -> float:
        """Where a moment stands, in points from the sheet's left edge."""
        return self.left + (moment - self.first) * self.per_year

    @property
    def printed(self) -> tuple[int, ...]:
        """The years that have room for their number, counted from the strategy's first."""
        step = next(n for n in range(1, 100) if n * self.per_year >= text_width("2014") + YEAR_GAP)
        start = STAGES["first"][0]
        years = tuple(y for y in range(self.first, self.last + 1) if (y - start) % step == 0)
        return years or (self.last,)


@dataclass(frozen=True)
class Stage:
    """A stage as far as the axis shows it: its words, and where it begins and ends in years."""

    words: str
    start: float
    end: float


def cut(result: PolicyTimeline) -> PolicyTimeline:
    """The result within the years drawn, full years only: what lies before or after is neither drawn nor told."""
    inside = range(result.since, result.edition_year + 1)
    series = sorted((o for o in result.series if o.ref_year in inside and not o.period), key=lambda o: o.ref_year)
    return replace(
        result,
        series=tuple(series),
        breaks=tuple(b for b in result.breaks if series and series[0].ref_year < b.year <= series[-1].ref_year),
        steps=tuple(step for step in result.steps if step.year in inside),
    )


def unsure(step: Step) -> bool:
    """Whether a step's date is uncertain, without a day, or from a weak source."""
    return len(step.date) < len("2014-04-02") or step.certainty in UNSURE


def moment(date: str) -> float:
    """A date as a number of years; the middle of the year or month where no more is known.

    Examples
    --------
    >>> moment("2017"), moment("2014-01-01"), round(moment("2014-02"), 3)
    (2017.5, 2014.0, 2014.125)
    """
    year, *rest = (int(part) for part in date.split("-"))
    if not rest:
        return year + 0.5
    if len(rest) == 1:
        return year + (rest[0] - 0.5) / 12
    return year + (datetime.date(year, *rest).timetuple().tm_yday - 1) / 366


def numbered(steps: Sequence[Step]) -> tuple[Mark, ...]:
    """Steps with their numbers, in the order in which they stand along the axis."""
    ordered = sorted(steps, key=lambda step: (moment(step.date), step.id))
    return tuple(Mark(n, step, moment(step.date)) for n, step in enumerate(ordered, start=1))


def lanes(starts: Sequence[float], widths: Sequence[float], *, gap: float = MARK_GAP) -> list[int]:
    """The lane for each mark, in order from the left: the first in which it does not touch the one before.

    Examples
    --------
    >>> lanes([0.0, 5.0, 30.0], [10.0, 10.0, 10.0])
    [0, 1, 0]
    """
    ends: list[float] = []
    chosen = []
    for start, wide in zip(starts, widths, strict=True):
        lane = next((i for i, end in enumerate(ends) if end + gap <= start), len(ends))
        ends[lane:] = [start + wide, *ends[lane + 1 :]]
        chosen.append(lane)
    return chosen


def years_of(shown: PolicyTimeline, scale: Scale, width: Width) -> Years:
    """The axis between the room for labels on the left and that for the last mark's number on the right."""
    most = max((mark.width for mark in numbered(shown.steps)), default=DOT)
    left = scale.label_width + 5
    if width is Width.WIDE:
        left = max(left, LABEL_COLUMN + 8)
    last = max(shown.edition_year, shown.since)
    return Years(shown.since, last, left, width.points - most)


def stages_of(years: Years, context: Context) -> tuple[Stage, ...]:
    """The stages that have begun by the axis's last year."""
    found = []
    for name, (first, last) in STAGES.items():
        start, end = max(first, years.first), min(last, years.last) + 1
        if start < end:
            words = language.text(f"stage.{name}", context.lang)
            found.append(Stage(words, start, end))
    if all(text_width(stage.words) <= (stage.end - stage.start) * years.per_year for stage in found):
        return tuple(found)
    return tuple(replace(stage, words=_halved(stage.words)) for stage in found)


def _halved(words: str) -> str:
    """``words`` in two lines or, where a word is long, as near to it as can be."""
    return wrap(words, max(text_width(words) * 0.6, widest_word(words)))


def rows_of(marks: Sequence[Mark], years: Years, context: Context, width: Width) -> tuple[Row, ...]:
    """A row for each direction that has steps."""
    found = []
    for direction in dict.fromkeys((*DIRECTIONS, *(mark.step.direction for mark in marks))):
        own = [mark for mark in marks if mark.step.direction == direction]
        if own:
            name = wording.capitalised(language.text(f"direction.{direction}", context.lang), context)
            room = LABEL_COLUMN if width is Width.WIDE else width.points
            chosen = lanes([years.at(m.moment) - DOT / 2 for m in own], [m.width for m in own])
            found.append(Row(wrap(name, room), tuple(zip(own, chosen, strict=True))))
    return tuple(found)


def row_height(row: Row, width: Width) -> float:
    """What a row takes with its name and the room around it."""
    above = name_height(row, width)
    return above + max(row.lanes_height, 0.0 if above else height(row.name)) + 2 * ROW_PADDING


def name_height(row: Row, width: Width) -> float:
    """What the name takes above its row: nothing on a wide sheet, where it stands beside it."""
    return height(row.name) + ROW_PADDING if width is Width.NARROW else 0.0
