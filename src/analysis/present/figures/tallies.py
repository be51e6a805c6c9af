"""Verdicts counted: a mark for each target, in columns by the evidence it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from matplotlib.figure import Figure

from analysis import language
from analysis.methods.results import MEASURED, EvidenceStrength, Side, Tallies, Tally
from analysis.present.context import Context
from analysis.present.figures.lettering import fill, height, width
from analysis.present.figures.sheet import Sheet, sheet
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table
from analysis.present.theme import ACCENT, BODY, INK, MUTED, PEER, RULE, SECOND_TEXT, Width

KINDS: dict[str, tuple[EvidenceStrength, ...]] = {
    "own": MEASURED,
    "reported": (EvidenceStrength.SELF_REPORTED,),
    "proxies": (EvidenceStrength.PROXY,),
    "steps": (EvidenceStrength.MILESTONE_ONLY,),
    "unknown": (EvidenceStrength.NONE,),
}
"""The columns: kinds of evidence that are counted apart."""

_SLOW = "#8a6508"
PALE = {Side.WANTED: "#b3d5e8", Side.AGAINST: "#eec39f"}
"""The fill of a mark whose movement is faint; its edge keeps the full colour."""
_MARKS: dict[tuple[Side, bool], dict[str, Any]] = {
    (Side.WANTED, False): {"marker": "s", "markerfacecolor": ACCENT, "markeredgecolor": ACCENT},
    (Side.WANTED, True): {"marker": "s", "markerfacecolor": PALE[Side.WANTED], "markeredgecolor": ACCENT},
    (Side.SHORT, False): {"marker": "s", "markerfacecolor": "white", "markeredgecolor": _SLOW, "markeredgewidth": 1.3},
    (Side.AGAINST, False): {"marker": "X", "markerfacecolor": SECOND_TEXT, "markeredgecolor": SECOND_TEXT},
    (Side.AGAINST, True): {"marker": "X", "markerfacecolor": PALE[Side.AGAINST], "markeredgecolor": SECOND_TEXT},
    (Side.OPEN, False): {"marker": ".", "markerfacecolor": PEER, "markeredgecolor": PEER},
}
"""By side and whether the movement is faint; sides are told apart by shape as well as by colour."""

_Sample = tuple[tuple[Side, bool], str, float, int]

_GAP = 12.0
_PITCH = 11.0
_IN_ONE_LINE = 5
_NAME_ROOM = 180.0
_PADDING = 5.0


@dataclass(frozen=True)
class _Columns:
    """Where the columns begin and how many marks stand side by side in each; ``pitch`` from mark to mark."""

    lefts: tuple[float, ...]
    across: tuple[int, ...]
    pitch: float
    right: float

    def lines(self, row: Tally) -> int:
        """The lines of marks that the fullest column of ``row`` takes."""
        return max(1, *(-(-row.n(*found) // n) for found, n in zip(KINDS.values(), self.across, strict=True)))


def draw(result: Tallies, *, context: Context, width: Width) -> Figure:
    """A row for each direction; beside its name, or below it on a narrow page, a mark for each target."""
    room = width.points
    beside = width is Width.WIDE
    columns = _columns(result, left=_NAME_ROOM if beside else 0.0, right=room)
    names = [fill(head(result.by, row.row, context), _NAME_ROOM - 16 if beside else room) for row in result.rows]
    key = list(_key(context, room))
    heads = _heads(context)
    tall = [
        _row_height(name, columns.lines(row), columns.pitch, beside)
        for name, row in zip(names, result.rows, strict=True)
    ]
    top = _key_height(key) + len(heads) * height(" ") + 4
    page = sheet(room, top + sum(tall))
    _write_key(page, key)
    _write_heads(page, heads, columns, bottom=top)
    for name, row, row_height in zip(names, result.rows, tall, strict=True):
        page.line([0, room], [top, top], color=RULE, linewidth=0.8)
        page.text(0, top + _PADDING, name, color=INK)
        _put_marks(page, row, columns, top + _PADDING + (0 if beside else height(name) + 2))
        top += row_height
    return page.figure


def _columns(result: Tallies, *, left: float, right: float) -> _Columns:
    most = [max((row.n(*found) for row in result.rows), default=0) for found in KINDS.values()]
    across = tuple(max(1, n if n <= _IN_ONE_LINE else -(-n // 2)) for n in most)
    pitch = min(_PITCH, (right - left - _GAP * (len(across) - 1)) / sum(across))
    lefts = tuple(accumulate((n * pitch + _GAP for n in across[:-1]), initial=left))
    return _Columns(lefts, across, pitch, right)


def _row_height(name: str, lines: int, pitch: float, beside: bool) -> float:
    marks = lines * pitch
    return 2 * _PADDING + (max(height(name), marks) if beside else height(name) + 2 + marks)


def _put_marks(page: Sheet, row: Tally, columns: _Columns, top: float) -> None:
    for left, across, found in zip(columns.lefts, columns.across, KINDS.values(), strict=True):
        kinds = [mark for mark in _MARKS for _ in range(row.n(*found, side=mark[0], faint=mark[1]))]
        for kind in dict.fromkeys(kinds):
            at = [i for i, each in enumerate(kinds) if each == kind]
            xs = [left + (i % across + 0.5) * columns.pitch for i in at]
            ys = [top + (i // across + 0.5) * columns.pitch for i in at]
            page.line(xs, ys, linestyle="none", markersize=columns.pitch * 0.62, **_MARKS[kind])


def _heads(context: Context) -> list[str]:
    return [language.text(f"figure.tallies.{kind}", context.lang) for kind in KINDS]


def _write_heads(page: Sheet, heads: Sequence[str], columns: _Columns, *, bottom: float) -> None:
    """Each head on a line of its own, with a stroke down to its column: so that a long word needs no wide column."""
    step = height(" ")
    for i, (text, left) in enumerate(zip(heads, columns.lefts, strict=True)):
        y = bottom - 4 - (len(heads) - i) * step
        start = min(left, columns.right - width(text))
        page.line([left, left], [y + step, bottom], color=PEER, linewidth=0.8)
        page.text(start, y, text, color=MUTED)


def _key(context: Context, room: float) -> Iterator[_Sample]:
    """Mark, words, left edge and line of each sample; a new line where the words would reach beyond the page."""
    left, line = 0.0, 0
    for side, faint in _MARKS:
        words = language.text(f"figure.tallies.side.{side.value}{'.faint' if faint else ''}", context.lang)
        wide = _PITCH + 4 + width(words)
        if left and left + wide > room:
            left, line = 0.0, line + 1
        yield (side, faint), words, left, line
        left += wide + 14


def _key_height(key: Sequence[_Sample]) -> float:
    return (key[-1][3] + 1) * (height(" ") + 3) + 10


def _write_key(page: Sheet, key: Sequence[_Sample]) -> None:
    for mark, words, left, line in key:
        y = 2 + line * (height(" ") + 3)
        page.line([left + _PITCH / 2], [y + BODY * 0.6], linestyle="none", markersize=_PITCH * 0.62, **_MARKS[mark])
        page.text(left + _PITCH + 4, y, words)


def alt(result: Tallies, *, context: Context) -> str:
    """How many targets there are, and how many of each kind, over all rows."""
    whole = Tally("", tuple(one for row in result.rows for one in row.verdicts))
    values = {kind: whole.n(*found) for kind, found in KINDS.items()}
    judged = tuple(e for kind in ("own", "reported", "proxies") for e in KINDS[kind])
    sides = {side.value: whole.n(*judged, side=side) for side in Side}
    done = whole.n(*KINDS["steps"], side=Side.WANTED)
    return sentence("figure.tallies.alt", {"n": whole.n(), **values, **sides, "done": done}, context)


def behind(result: Tallies, *, context: Context) -> Table:
    """The counts as a table."""
    columns = (
        Column(language.text(f"tally.row.{result.by}", context.lang)),
        *(Column(language.text(f"tally.{key}", context.lang), numeric=True) for key in ("n", *KINDS)),
    )
    return Table(columns, tuple(_row(result.by, row, context) for row in result.rows))


def head(by: str, row: str, context: Context) -> str:
    """What a row is called: a direction, a stage's end or an edition."""
    key = f"{by}.{row}" if by == "direction" else f"tally.cut.{row}"
    if key in language.keys(key):
        return language.text(key, context.lang)
    return sentence("tally.edition", {"year": int(row)}, context)


def _row(by: str, row: Tally, context: Context) -> tuple[Cell, ...]:
    steps = row.n(*KINDS["steps"])
    done = {"done": row.n(*KINDS["steps"], side=Side.WANTED), "n": steps}
    return (
        Cell(head(by, row.row, context)),
        Cell(str(row.n())),
        *(_sides(row, KINDS[kind], context) for kind in ("own", "reported", "proxies")),
        Cell(language.text("tally.done", context.lang).format(**done) if steps else "–", muted=not steps),
        Cell(str(row.n(*KINDS["unknown"]))),
    )


def _sides(row: Tally, evidence: tuple[EvidenceStrength, ...], context: Context) -> Cell:
    """As wanted, too slow, and the other way: three numbers, or a dash where nothing is judged."""
    counts = {side.value: row.n(*evidence, side=side) for side in Side}
    if not any(counts.values()):
        return Cell("–", muted=True)
    return Cell(language.text("tally.sides", context.lang).format(**counts))
