"""How far a number of a method is known: nothing of unsure standing is used without its mark."""

from __future__ import annotations

from enum import Enum


class Status(Enum):
    """Where a number comes from."""

    READ = "read"  # read in a source
    DERIVED = "derived"  # follows from the published figures themselves
    CONFIRM = "confirm"  # general knowledge, to confirm before it is printed
    CONTRADICTORY = "contradictory"  # two sources, or two pages of one, give two numbers
    UNKNOWN = "unknown"
