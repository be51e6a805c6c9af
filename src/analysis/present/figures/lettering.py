"""Measuring, wrapping and placing words, in points, so that no label touches another or the figure's edge."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from analysis.present.theme import BODY

LEADING = 1.22
"""Distance between baselines, in text sizes."""


@cache
def width(text: str, *, size: float = BODY, bold: bool = False) -> float:
    """The widest line of ``text`` in points.

    Examples
    --------
    >>> width("ii") < width("mm") < width("mm", bold=True)
    True
    """
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    return max(
        (
            float(text_to_path.get_text_width_height_descent(line, font, ismath=False)[0])
            for line in text.split("\n")
            if line
        ),
        default=0.0,
    )


def height(text: str, *, size: float = BODY) -> float:
    """The height in points that the lines of ``text`` take."""
    return (text.count("\n") + 1) * size * LEADING


def wrap(text: str, room: float, *, size: float = BODY, bold: bool = False) -> str:
    """``text`` broken at spaces into lines no wider than ``room`` points, as even in width as their number allows.

    A single word wider than ``room`` keeps its line; :func:`widest_word` tells beforehand. Non-breaking spaces hold.

    Examples
    --------
    >>> wrap("developed countries (OECD)", 100)
    'developed\\ncountries (OECD)'
    """
    lines = fill(text, room, size=size, bold=bold).split("\n")
    narrower = room
    while narrower > room / 2:  # an even break reads better than one word on the last line
        narrower -= room / 16
        trial = fill(text, narrower, size=size, bold=bold).split("\n")
        if len(trial) > len(lines) or any(width(line, size=size, bold=bold) > room for line in trial):
            break
        lines = trial
    return "\n".join(lines)


def fill(text: str, room: float, *, size: float = BODY, bold: bool = False) -> str:
    """``text`` broken at spaces into lines as full as ``room`` points allow: for running text."""
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and width(joined, size=size, bold=bold) <= room:
            lines[-1] = joined
        else:
            lines.append(word)
    return "\n".join(lines)


def widest_word(text: str, *, size: float = BODY, bold: bool = False) -> float:
    """The width in points below which ``text`` cannot be wrapped."""
    return max(width(word, size=size, bold=bold) for word in text.replace("\n", " ").split(" "))


def spread(wanted: Sequence[float], sizes: Sequence[float], *, low: float, high: float) -> list[float]:
    """Centres as near as possible to ``wanted`` (least squares) so that intervals of ``sizes`` do not overlap.

    Order is kept: of two wanted centres the lower one stays lower. If everything is wider than ``high - low`` the
    intervals are packed from ``low`` upwards without overlap.

    Examples
    --------
    >>> spread([5.0, 5.0], [2.0, 2.0], low=0.0, high=10.0)
    [4.0, 6.0]
    >>> spread([0.0, 9.0], [2.0, 2.0], low=0.0, high=10.0)
    [1.0, 9.0]
    """
    order = sorted(range(len(wanted)), key=lambda i: (wanted[i], i))
    offsets = _offsets([sizes[i] for i in order])
    # pool adjacent violators on the positions with the sizes taken out
    blocks: list[tuple[float, int]] = []
    for i, offset in zip(order, offsets, strict=True):
        blocks.append((wanted[i] - offset, 1))
        while len(blocks) > 1 and blocks[-2][0] > blocks[-1][0]:
            (mean_b, n_b), (mean_a, n_a) = blocks.pop(), blocks.pop()
            blocks.append(((mean_a * n_a + mean_b * n_b) / (n_a + n_b), n_a + n_b))
    free = [mean for mean, n in blocks for _ in range(n)]
    first = low + (sizes[order[0]] / 2 if order else 0.0)
    last = high - (sizes[order[-1]] / 2 if order else 0.0) - (offsets[-1] if offsets else 0.0)
    placed = [0.0] * len(wanted)
    for i, offset, position in zip(order, offsets, free, strict=True):
        placed[i] = max(first, min(position, last)) + offset
    return placed


def _offsets(sizes: Sequence[float]) -> list[float]:
    """Distance of each centre from the first when the intervals touch."""
    found = [0.0] if sizes else []
    for before, after in pairwise(sizes):
        found.append(found[-1] + (before + after) / 2)
    return found
