"""What each series of the panel says of each year, told by a hash: a report made from some of them knows if it is stale."""

from __future__ import annotations


import hashlib
from collections import defaultdict
from collections.abc import Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd


Digests = Mapping[str, Mapping[int, str]]
"""A hash by indicator and year described."""

_LENGTH = 16


def digests(panel: pd.DataFrame) -> dict[str, dict[int, str]]:
    """SHA-256, cut to 16 digits, over all rows of an indicator in a year, whatever their order.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = pd.DataFrame({"indicator": ["a", "a"], "ref_year": [2013, 2014], "value": [1.0, 2.0]})
    >>> sorted(digests(rows)["a"])
    [2013, 2014]
    """
    rows: dict[tuple[str, int], list[str]] = defaultdict(list)
    for code, year, row in zip(
        panel["indicator"], panel["ref_year"], panel.itertuples(index=False, name=None), strict=True
    ):
        rows[str(code), int(year)].append(repr(row))
    found: dict[str, dict[int, str]] = defaultdict(dict)
    for (code, year), told in sorted(rows.items()):
        found[code][year] = hashlib.sha256("\n".join(sorted(told)).encode()).hexdigest()[:_LENGTH]
    return dict(found)


def up_to(known: Mapping[int, str], year: int) -> str:
    """One hash for what a series says up to ``year``; the same while later years come and go.

    Examples
    --------
    >>> up_to({2013: "a"}, 2013) == up_to({2013: "a", 2014: "b"}, 2013) != up_to({2013: "a", 2014: "b"}, 2014)
    True
    """
    told = "\n".join(f"{y} {known[y]}" for y in sorted(known) if y <= year)
    return hashlib.sha256(told.encode()).hexdigest()[:_LENGTH]
