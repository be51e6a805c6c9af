"""A number that is estimated, not read."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Estimate:
    """An estimate with its uncertainty.

    Examples
    --------
    >>> print(Estimate(61.3, 0.77, 59.8, 62.8, 4211))
    61.3 (59.8–62.8), n = 4211
    """

    value: float
    se: float
    ci_low: float
    ci_high: float
    n: int
    deff: float | None = None

    def __str__(self) -> str:
        return f"{self.value:.1f} ({self.ci_low:.1f}–{self.ci_high:.1f}), n = {self.n}"
