"""The Networked Readiness Index (World Economic Forum, 2012 to 2016): printed scores and ranks, never made again.

Each indicator is brought from 1 (worst) to 7 (best); means of means give the index. The economies differ from edition
to edition, so only places within one are shown.

Reference: World Economic Forum, "The Global Information Technology Report", 2012 to 2016, technical notes.
"""

from __future__ import annotations

import math

from analysis.errors import MethodError
from analysis.indices.places import PublishedPlace, published_place

NAME = "NRI"
WORST, BEST = 1.0, 7.0


def one_to_seven(value: float, *, lowest: float, highest: float, direction: int = 1) -> float:
    """``6 (x − lowest) / (highest − lowest) + 1``; where less is better, ``−6 (…) + 7``; from 1 to 7.

    Parameters
    ----------
    lowest, highest
        The lowest and highest value of the edition's economies, ``value`` between them.
    direction
        1 where more is better, −1 where less is.

    Raises
    ------
    MethodError
        If the value is not between them, they are equal or turned round, or the direction is neither.

    Examples
    --------
    >>> one_to_seven(75, lowest=50, highest=100), one_to_seven(50, lowest=50, highest=100, direction=-1)
    (4.0, 7.0)
    """
    if direction not in (-1, 1):
        raise MethodError(f"direction {direction}", rule="1 or −1", remedy="say which way is better")
    if not lowest < highest or not math.isfinite(highest - lowest):
        raise MethodError(
            f"values from {lowest:g} to {highest:g}", rule="the lower end first, two that differ", remedy="mend them"
        )
    if not lowest <= value <= highest:
        raise MethodError(
            f"a value of {value:g}", rule=f"from {lowest:g} to {highest:g}", remedy="take the extremes of all economies"
        )
    share = (value - lowest) / (highest - lowest)
    return WORST + (BEST - WORST) * (share if direction == 1 else 1 - share)


def nri_place(edition: int, rank: int, n: int) -> PublishedPlace:
    """A printed rank of ``n`` economies as a percentile (0 last, 100 first).

    Raises
    ------
    MethodError
        If the edition is not one of 2012 to 2016, or the rank not one of ``n``.

    Examples
    --------
    >>> nri_place(2013, 56, 144).percentile.__round__(1)
    61.5
    """
    if not 2012 <= edition <= 2016:
        raise MethodError(
            f"{NAME} {edition}",
            rule="editions 2012 to 2016; the index from 2019 is another one",
            remedy="show the later index by itself",
        )
    return published_place(NAME, edition, rank, n)
