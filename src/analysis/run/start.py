"""How a chapter's kernel comes to life."""

from __future__ import annotations

from enum import StrEnum

from analysis.errors import RunError


class Start(StrEnum):
    """Forked from a parent that has the libraries loaded, or started anew."""

    WARM = "warm"
    COLD = "cold"


USUAL = Start.COLD
"""The reference; a warm kernel is asked for, until a plan of runs has proved itself with it."""


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
