"""The interval of a published share, from the number of people who were asked."""

from __future__ import annotations

import math

from analysis.errors import MethodError
from analysis.methods.inequality.interval import level
from analysis.methods.results import Estimate


def wilson(share: float, n: int, *, confidence: float = 0.95) -> Estimate:
    """A share in per cent with its standard error and score interval, as if each of ``n`` were drawn by itself.

    Clusters and weights of a real survey make the interval wider, so it is the narrowest that the number of respondents
    allows. It stays between 0 and 100 and is not symmetric near them.

    Raises
    ------
    MethodError
        If the share is outside 0 to 100, nobody was asked, or the confidence is not between 0 and 1.

    Reference: Wilson (1927), "Probable inference, the law of succession, and statistical inference", Journal of the
    American Statistical Association 22.

    Examples
    --------
    >>> print(wilson(10.0, 100))
    10.0 (5.5–17.4), n = 100
    """
    if not 0 <= share <= 100:
        raise MethodError(f"a share of {share:g}", rule="per cent, from 0 to 100", remedy="correct the share")
    if n < 1:
        raise MethodError(f"{n} respondents", rule="one or more", remedy="report no interval")
    from statsmodels.stats.proportion import proportion_confint

    p = share / 100
    low, high = proportion_confint(p * n, n, alpha=1 - level(confidence), method="wilson")
    return Estimate(share, 100 * math.sqrt(p * (1 - p) / n), 100 * float(low), 100 * float(high), n)
