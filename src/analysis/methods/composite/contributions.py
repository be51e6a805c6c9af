"""What each element adds to the change of an index, so that the parts add up to the whole.

Reference: for the geometric mean the logarithmic mean Divisia decomposition, Ang (2004), "Decomposition analysis for
policymaking in energy: which is the preferred method?", Energy Policy 32, equation 8: no residual is left.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from analysis.errors import MethodError


def contributions(
    before: Mapping[str, float], now: Mapping[str, float], weights: Mapping[str, float], *, power: float = 0.0
) -> dict[str, float]:
    """Each element's part in the change of their weighted mean; the parts sum to the change.

    Parameters
    ----------
    before, now
        Scores of the same elements at two times; above zero for the geometric mean.
    weights
        One an element, summing to one.
    power
        1 for the arithmetic mean, 0 for the geometric.

    Raises
    ------
    MethodError
        If the elements differ, the mean is of another kind, or a score is not above zero where it must be.

    Examples
    --------
    >>> found = contributions({"a": 20, "b": 80}, {"a": 40, "b": 80}, {"a": 0.5, "b": 0.5})
    >>> {code: round(part, 3) for code, part in found.items()}
    {'a': 16.569, 'b': 0.0}
    """
    if not before.keys() == now.keys() == weights.keys():
        apart = sorted((before.keys() | now.keys() | weights.keys()) - (before.keys() & now.keys() & weights.keys()))
        raise MethodError(
            f"{', '.join(apart)}: not at both times", rule="the same elements", remedy="compare what both times have"
        )
    if power == 1:
        return {code: weights[code] * (now[code] - before[code]) for code in before}
    if power != 0:
        raise MethodError(f"a mean of power {power:g}", rule="0 (geometric) or 1 (arithmetic)", remedy="choose one")
    low = [code for code in before if min(before[code], now[code]) <= 0]
    if low:
        raise MethodError(
            f"{', '.join(low)}: a score of zero or below",
            rule="above zero for a geometric mean",
            remedy="let scores begin at 1 rather than at 0",
        )
    steps = {code: weights[code] * float(np.log(now[code] / before[code])) for code in before}
    first, last = (float(np.exp(sum(weights[c] * np.log(side[c]) for c in before))) for side in (before, now))
    slope = first if last == first else (last - first) / float(np.log(last / first))
    return {code: slope * step for code, step in steps.items()}
