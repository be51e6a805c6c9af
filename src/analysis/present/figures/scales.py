"""Where an axis starts and ends, and the few numbers printed along it."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.markers import TICKDOWN
from matplotlib.ticker import MaxNLocator, NullLocator

from analysis import language
from analysis.present.figures.lettering import width
from analysis.present.theme import INK, MUTED, PEER, RULE

FIRST_YEAR = 2005
"""Charts of years start here at the earliest."""
KEY_YEARS = (2013, 2020)
"""The strategy's baseline and its last year: printed on the axis wherever there is room."""
FULL = 100.0


@dataclass(frozen=True)
class Scale:
    """Limits of an axis, its ticks and their labels in the report's language."""

    low: float
    high: float
    ticks: tuple[float, ...]
    labels: tuple[str, ...]
    log: bool = False

    @property
    def label_width(self) -> float:
        """The widest label in points."""
        return max((width(label) for label in self.labels), default=0.0)

    def fraction(self, value: float) -> float:
        """Where ``value`` lies between the limits, 0 to 1."""
        if self.log:
            return math.log(value / self.low) / math.log(self.high / self.low)
        return (value - self.low) / (self.high - self.low)


def value_scale(
    values: Sequence[float], *, unit: str, log: bool, lang: str, ticks: int = 4, upper: float | None = None
) -> Scale:
    """An axis for ``values``: from zero, unless it is logarithmic or a value is negative.

    An axis of percentages ends at 100 where values come near it; percentiles always run from 0 to 100. Values that
    are not positive cannot stand on a logarithmic axis and make it linear. ``upper`` is where a linear axis ends,
    if that is known beforehand.
    """
    if unit == "percentile":
        return _linear(0.0, FULL, lang=lang, ticks=ticks)
    if not values:
        return Scale(0.0, 1.0, (), ())
    if log and min(values) > 0:
        return _logarithmic(min(values) / 1.35, max(values) * 1.35, lang=lang, ticks=ticks)
    high = max(*values, 0.0) * 1.08 or 1.0
    if unit == "percent" and 0.7 * FULL < max(values) <= FULL:
        high = FULL
    if upper is not None and max(values) <= upper:
        high = upper
    return _linear(min(*values, 0.0) * 1.08, high, lang=lang, ticks=ticks)


def _linear(low: float, high: float, *, lang: str, ticks: int) -> Scale:
    found = _locator(ticks).tick_values(low, high)
    inside = tuple(float(t) for t in found if low - 1e-9 <= t <= high * (1 + 1e-9))
    decimals = max(_decimals(t) for t in inside)
    return Scale(low, high, inside, tuple(language.number(t, lang, decimals) for t in inside))


def _locator(ticks: int) -> MaxNLocator:
    return MaxNLocator(nbins=ticks, steps=[1, 2, 2.5, 5, 10])


def _logarithmic(low: float, high: float, *, lang: str, ticks: int) -> Scale:
    powers = range(math.floor(math.log10(low)), math.ceil(math.log10(high)) + 1)
    for mantissas in ((1.0,), (1.0, 3.0), (1.0, 2.0, 5.0)):
        inside = [m * 10.0**p for p in powers for m in mantissas if low <= m * 10.0**p <= high]
        if len(inside) >= 2:
            break
    if len(inside) < 2:  # under one decade: round numbers, as on a linear axis
        inside = [float(t) for t in _locator(ticks).tick_values(low, high) if low <= t <= high]
    step = math.ceil(len(inside) / (ticks + 1))
    chosen = tuple(inside[::step])
    return Scale(low, high, chosen, tuple(language.number(t, lang, _decimals(t)) for t in chosen), log=True)


def exact(value: float, lang: str) -> str:
    """A level as it was set, with no more decimals than it has.

    Examples
    --------
    >>> exact(5.0, "en"), exact(2.5, "az")
    ('5', '2,5')
    """
    return language.number(value, lang, _decimals(value))


def _decimals(value: float) -> int:
    """Decimals that print ``value`` exactly, at most six."""
    return next((d for d in range(7) if math.isclose(round(value, d), value, rel_tol=1e-9, abs_tol=1e-12)), 6)


def year_ticks(first: int, last: int, *, room: float) -> tuple[int, ...]:
    """The first and last year and the key years between them, as far as ``room`` points hold their labels apart.

    Examples
    --------
    >>> year_ticks(2005, 2018, room=140.0)
    (2005, 2013, 2018)
    >>> year_ticks(2005, 2014, room=140.0)
    (2005, 2014)
    """
    per_year = room / max(last - first, 1)
    needed = width("2005") + 7
    chosen = [first, last] if last > first else [first]
    for year in KEY_YEARS:
        if first < year < last and all(abs(year - other) * per_year >= needed for other in chosen):
            chosen.append(year)
    return tuple(sorted(chosen))


def dress_values(axes: Axes, scale: Scale) -> None:
    """Put a value scale on the vertical axis, with light rules."""
    if scale.log:
        axes.set_yscale("log")
        axes.yaxis.set_minor_locator(NullLocator())
    axes.set_ylim(scale.low, scale.high)
    axes.set_yticks(scale.ticks, scale.labels)
    axes.tick_params(axis="y", length=0, colors=MUTED, pad=4)
    axes.grid(visible=True, axis="y", color=RULE, linewidth=0.7)


def dress_values_across(axes: Axes, scale: Scale) -> None:
    """Put a value scale on the horizontal axis, with light rules."""
    if scale.log:
        axes.set_xscale("log")
        axes.xaxis.set_minor_locator(NullLocator())
    axes.set_xlim(scale.low, scale.high)
    axes.set_xticks(scale.ticks, scale.labels)
    axes.tick_params(axis="x", length=0, colors=MUTED, pad=4)
    axes.grid(visible=True, axis="x", color=RULE, linewidth=0.7)


def dress_years(axes: Axes, first: int, last: int, *, room: float) -> None:
    """Put years on the horizontal axis: a small tick each, few labels."""
    margin = 4.0 / room * max(last - first, 1)
    axes.set_xlim(first - margin, last + margin)
    years = range(first, last + 1)  # one artist instead of a tick object each, which takes half of the drawing time
    axes.plot(
        years,
        [0.0] * len(years),
        linestyle="",
        marker=TICKDOWN,
        markersize=2.5,
        color=PEER,
        transform=axes.get_xaxis_transform(),
        clip_on=False,
    )
    ticks = year_ticks(first, last, room=room)
    axes.set_xticks(ticks, [str(year) for year in ticks])
    axes.tick_params(axis="x", which="major", bottom=True, length=4, color=PEER, labelcolor=INK, pad=3)
