"""How a chapter's kernel comes to life."""

from __future__ import annotations

import sys
from enum import StrEnum

from analysis.errors import RunError


class Start(StrEnum):
    """Forked from a parent that has the libraries loaded, or started anew."""

    WARM = "warm"
    COLD = "cold"


USUAL = Start.WARM if sys.platform == "linux" else Start.COLD
"""Warm kernels give what cold ones give, cell by cell; the cold one stays the reference, and the way where no process
can be told to end with its parent."""


def started(name: str | None) -> Start:
    """The way of starting called ``name``, or the usual one.

    Raises
    ------
    RunError
        If there is no such way.
    """
    try:
        return USUAL if name is None else Start(name)
    except ValueError:
        known = ", ".join(way.value for way in Start)
        raise RunError(f"kernel {name!r}", rule=f"one of {known}", remedy="choose one of these") from None
