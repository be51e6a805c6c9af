"""Looking for figures that cannot be what they seem: copies rescaled, counters that fall, values repeated, jumps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

import numpy as np
from typing import NamedTuple, TYPE_CHECKING

from analysis.indicators import registry, series

if TYPE_CHECKING:
    import pandas as pd


PROPORTIONAL, FALLS, REPEATS, JUMP = "proportional", "falls", "repeats", "jump"
KINDS = (PROPORTIONAL, FALLS, REPEATS, JUMP)

REPEATED = 4
"""As many equal values in a row are flagged."""

ROBUST_DEVIATIONS = 4.0
"""Changes further from the median change than this many robust standard deviations (1.4826 MAD) are flagged."""

_MAD_TO_SD = 1.4826
_PROPORTIONAL_YEARS = 3
# Survey shares are published to a tenth of a point at best; a ratio that keeps to two parts in a thousand while the
# values themselves move by ten times as much is arithmetic, not measurement.
_RATIO_TOLERANCE = 2e-3
_LEAST_MOVE = 10 * _RATIO_TOLERANCE
_FEWEST_CHANGES = 5
_CUMULATIVE = "_cumulative"

COLUMNS = ("indicator", "breakdown", "source", "kind", "years", "detail", "answer")

_FloatArray = np.ndarray[tuple[int], np.dtype[np.float64]]


class Flag(NamedTuple):
    """One thing to be answered in the registry's `screening` entries."""

    indicator: str
    breakdown: str
    source: str
    kind: str
    years: str
    detail: str


class _Path(NamedTuple):
    """One series of full-year values of one economy."""

    economy: str
    indicator: str
    breakdown: str
    source: str
    years: tuple[int, ...]
    values: tuple[float, ...]

    @property
    def name(self) -> str:
        return f"{self.indicator} {self.breakdown}".rstrip()

    def flag(self, kind: str, years: str, detail: str) -> Flag:
        return Flag(self.indicator, self.breakdown, self.source, kind, years, detail)


def screen(panel: pd.DataFrame, *, economies: Sequence[str] = ("AZE",)) -> pd.DataFrame:
    """Flags over the series of ``economies``, with the registry's answer (empty where there is none yet).

    Columns: `indicator, breakdown, source, kind, years, detail, answer`; a kind is one of ``proportional``,
    ``falls``, ``repeats``, ``jump``.
    """
    import pandas as pd

    rows = panel[panel["economy"].isin(list(economies))]
    paths = _paths(rows[rows["period"] == ""])
    found = [*_proportional(paths), *_falls(rows), *_repeats(paths), *_jumps(paths)]
    flags = [(*flag, _answer(flag)) for flag in sorted(set(found))]
    return pd.DataFrame(flags, columns=list(COLUMNS), dtype="str")


def unanswered(flags: pd.DataFrame) -> pd.DataFrame:
    """The flags no `screening` entry of the registry answers."""
    return flags[flags["answer"] == ""]


def _answer(flag: Flag) -> str:
    for entry in registry()[flag.indicator].screening:
        if flag.kind in entry.flags:
            return entry.answer
    return ""


def _paths(rows: pd.DataFrame) -> list[_Path]:
    keys = ["economy", "indicator", "breakdown", "source", "vintage"]
    paths = []
    for key, part in rows.sort_values("ref_year", kind="stable").groupby(keys, sort=True):
        economy, code, breakdown, source, _ = map(str, key)
        years, values = tuple(map(int, part["ref_year"])), tuple(map(float, part["value"]))
        paths.append(_Path(economy, code, breakdown, source, years, values))
    return paths


def _proportional(paths: list[_Path]) -> Iterator[Flag]:
    """Series of one economy and source whose ratio stands still over at least three common years while both move.

    Across sources the ratio of two smooth series stands still by chance often enough to hide the real cases.
    """
    for one in paths:
        others = [o for o in paths if o is not one and (o.economy, o.source) == (one.economy, one.source)]
        spans = {o.name: span for o in others if (span := _constant_ratio(one, o))}
        if spans:
            first, last = min(s[0] for s in spans.values()), max(s[1] for s in spans.values())
            with_ = ", ".join(sorted(spans))
            yield one.flag(PROPORTIONAL, f"{first}–{last}", f"moves by the same factors as {with_}")


def _constant_ratio(one: _Path, other: _Path) -> tuple[int, int] | None:
    """First and last year of the longest run of common years with one ratio; None if there is none."""
    theirs = dict(zip(other.years, other.values, strict=True))
    common = [(y, v, theirs[y]) for y, v in zip(one.years, one.values, strict=True) if y in theirs]
    common = [(y, a, b) for y, a, b in common if a > 0 and b > 0]
    best: list[tuple[int, float, float]] = []
    for start in range(len(common)):
        base = common[start][1] / common[start][2]
        run = [common[start]]
        for year, a, b in common[start + 1 :]:
            if abs(a / b / base - 1) > _RATIO_TOLERANCE:
                break
            run.append((year, a, b))
        if len(run) > len(best):
            best = run
    if len(best) < _PROPORTIONAL_YEARS or not (_moves([a for _, a, _ in best]) and _moves([b for _, _, b in best])):
        return None
    return best[0][0], best[-1][0]


def _moves(values: list[float]) -> bool:
    return max(values) / min(values) - 1 > _LEAST_MOVE


def _falls(rows: pd.DataFrame) -> Iterator[Flag]:
    """Cumulative counters that are lower at a later date, whoever published them."""
    counters = {s.indicator for s in series() if s.series.endswith(_CUMULATIVE)}
    chosen = rows[rows["indicator"].isin(counters)].assign(end=_ends(rows))
    for key, part in chosen.groupby(["economy", "indicator", "breakdown"], sort=True):
        _, code, breakdown = map(str, key)
        ordered = part.sort_values(["end", "value"], kind="stable")
        steps = pairwise(zip(ordered["end"], ordered["value"], ordered["source"], strict=True))
        for (before, high, _), (after, low, source) in steps:
            if low < high:
                detail = f"{high:.15g} at {before}, {low:.15g} at {after}"
                yield Flag(code, breakdown, source, FALLS, after, detail)


def _ends(rows: pd.DataFrame) -> pd.Series[str]:
    """The date a period ends, as text that sorts: the year's end where there is no period."""
    import pandas as pd

    text = [_end(p, y) for p, y in zip(rows["period"], rows["ref_year"], strict=True)]
    return pd.Series(text, index=rows.index, dtype="str")


def _end(period: str, year: int) -> str:
    """The month a period ends in.

    Examples
    --------
    >>> _end("2012-12..2014-06", 2014), _end("2016H1", 2016), _end("2018M1-7", 2018)
    ('2014-06', '2016-06', '2018-07')
    >>> _end("2025Q1-Q3", 2025), _end("2018-12", 2018), _end("", 2018)
    ('2025-09', '2018-12', '2018-12')
    """
    last = period.rpartition("..")[2]
    if not last:
        return f"{year}-12"
    if last[4:5] in ("H", "Q"):
        months = 6 if last[4] == "H" else 3
        return f"{last[:4]}-{int(last[-1]) * months:02d}"
    if last[4:5] == "M":
        return f"{last[:4]}-{int(last.rpartition('-')[2]):02d}"
    return last if "-" in last else f"{last}-12"


def _repeats(paths: list[_Path]) -> Iterator[Flag]:
    for path in paths:
        for value, run in groupby(zip(path.years, path.values, strict=True), key=lambda pair: pair[1]):
            years = [year for year, _ in run]
            if len(years) >= REPEATED:
                detail = f"{value:.10g} {len(years)} times in a row"
                yield path.flag(REPEATS, f"{years[0]}–{years[-1]}", detail)


def _jumps(paths: list[_Path]) -> Iterator[Flag]:
    """Changes a year far from the series' usual change, one flag a series.

    Changes are taken in logarithms where the indicator is unbounded and the series positive; gaps between years
    share their change evenly.
    """
    for path in paths:
        years, changes = _changes(path)
        if len(changes) < _FEWEST_CHANGES:
            continue
        centre = np.median(changes)
        spread = _MAD_TO_SD * np.median(np.abs(changes - centre))
        # at least half of the changes equal: any other change would be infinitely far, which says nothing
        far = np.abs(changes - centre) > ROBUST_DEVIATIONS * spread if spread > 0 else np.zeros(len(changes), bool)
        if far.any():
            deviations = np.abs(changes - centre)[far] / spread
            named = ", ".join(f"{y} ({d:.1f})" for y, d in zip(years[far], deviations, strict=True))
            yield Flag(
                *path[1:4], JUMP, _listed(years[far]), f"robust standard deviations from the usual change: {named}"
            )


def _listed(years: np.ndarray[tuple[int], np.dtype[np.int64]]) -> str:
    return ", ".join(str(y) for y in years)


def _changes(path: _Path) -> tuple[np.ndarray[tuple[int], np.dtype[np.int64]], _FloatArray]:
    known = registry()[path.indicator]
    values, years = np.asarray(path.values), np.asarray(path.years, dtype=np.int64)
    if known.upper is None and (values > 0).all():
        values = np.log(values)
    gaps = np.diff(years)
    keep = gaps > 0
    return years[1:][keep], np.diff(values)[keep] / gaps[keep]
