"""How a share changed between two waves of a survey, with an error that knows which units both waves asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.errors import ParameterError
from analysis.methods.inequality.interval import wald
from analysis.methods.survey.change import Change, change
from analysis.methods.survey.linearised import Linear
from analysis.surveys.estimating import Key, Share, known, linear
from analysis.surveys.microdata import codes
from analysis.surveys.opening import Survey


@dataclass(frozen=True)
class Compared:
    """A cell in both waves and its change in points, None where one of the two may not be printed."""

    first: Share
    later: Share
    change: Change | None

    @property
    def groups(self) -> Key:
        """The cell's groups, as in the tables."""
        return self.first.groups


def compared(first: Survey, later: Survey, measure: str, by: Sequence[str], *, overlap: bool) -> tuple[Compared, ...]:
    """The change of a measure's share, for everybody and for each group and crossing of groups.

    Parameters
    ----------
    overlap
        Whether units with the same labels are the same units in both waves; without it samples are independent.

    Raises
    ------
    ParameterError
        As :func:`analysis.surveys.estimating.share_table`; if one wave is made up and the other is not.
    DataError
        If something is wrong with a file.
    MethodError
        As :func:`analysis.methods.survey.change.change`.
    """
    if first.is_synthetic is not later.is_synthetic:
        raise ParameterError(
            "one wave of real and one of made-up answers", rule="both real, or both made up", remedy="take another file"
        )
    tables = [wave.table(measure, by) for wave in (first, later)]
    drawn = first.definition.design
    units = _labels(first, later, drawn.units[0]) if overlap and drawn.units else None
    strata = _labels(first, later, drawn.strata) if units and drawn.strata else None
    found = []
    for one, other in zip(tables[0].rows, tables[1].rows, strict=True):
        if one.estimate is None or other.estimate is None:
            found.append(Compared(one, other, None))
            continue
        ends = [_linear(wave, measure, by, one.groups) for wave in (first, later)]
        moved = change(ends[0][0], ends[1][0], units=units, strata=strata)
        found.append(Compared(one, other, _in_points(moved, min(degrees for _, degrees in ends))))
    return tuple(found)


def _linear(wave: Survey, measure: str, by: Sequence[str], groups: Key) -> tuple[Linear, int]:
    cuts = {name: code for name, code in zip(by, groups, strict=True) if code is not None}
    chosen = known(measure, wave.definition.measures, "question")
    return linear(wave.data, wave.definition, chosen, cuts, wave.designs[chosen.asked.of])


def _labels(first: Survey, later: Survey, column: str) -> tuple[list[str], list[str]]:
    before, after = (codes(wave.data[column]).tolist() for wave in (first, later))
    return before, after


def _in_points(found: Change, degrees: int) -> Change:
    """In points, with the degrees of freedom of the cells in place of those of the whole samples."""
    one = wald(found.value, found.se**2, 0, degrees, confidence=0.95)
    return replace(
        found,
        value=100 * one.value,
        se=100 * one.se,
        ci_low=max(100 * one.ci_low, -100.0),
        ci_high=min(100 * one.ci_high, 100.0),
        independent_se=100 * found.independent_se,
    )
