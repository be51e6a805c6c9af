"""The only reader and writer of `data/`: raw figures and their cards in, one tidy panel out.

pandas is loaded where a frame is made and not before: it takes half a second, and a run with nothing to do makes none.
"""

from analysis.data.building import BuildReport, addresses, build, cards, check, load, series_digests
from analysis.data.card import Card
from analysis.data.digests import up_to
from analysis.data.folder import next_vintage, write_folder
from analysis.data.raw import Address
from analysis.data.screen import screen, unanswered

__all__ = [
    "Address",
    "BuildReport",
    "Card",
    "addresses",
    "build",
    "cards",
    "check",
    "load",
    "next_vintage",
    "screen",
    "series_digests",
    "unanswered",
    "up_to",
    "write_folder",
]
