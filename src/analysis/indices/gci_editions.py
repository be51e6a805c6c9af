"""What differs between the editions of the Global Cybersecurity Index: scale, pillars, and whether it ranks."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from analysis.errors import MethodError
from analysis.indices.places import Ties
from analysis.indices.status import Status
from analysis.indices.tables import rows_of


class GciEdition(BaseModel):
    """One edition: scores from 0 to ``top``, printed to ``decimals``.

    ``points`` is what a full score has where the score is points by this number; ``pillar_top`` what each of five
    pillars adds at most where the score is their sum; ``ties`` how it ranks, None where it gives no ranks. ``status``
    is how well the ranking is known.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    edition: int
    version: int
    top: float
    decimals: int
    points: int | None = None
    pillar_top: float | None = None
    ties: Ties | None = None
    status: Status
    note: str = ""


@cache
def gci_editions() -> tuple[GciEdition, ...]:
    """All rows of ``indices/gci_editions.csv``.

    Raises
    ------
    RegistryError
        If a row is not sound.
    """
    return rows_of("gci_editions.csv", GciEdition)


def gci_edition(edition: int) -> GciEdition:
    """What is known of an edition.

    Raises
    ------
    MethodError
        If there was none that year.

    Examples
    --------
    >>> gci_edition(2018).ties, gci_edition(2024).ties
    (<Ties.DENSE: 'dense'>, None)
    """
    for found in gci_editions():
        if found.edition == edition:
            return found
    raise MethodError(
        f"GCI {edition}: no such edition",
        rule=f"one of {', '.join(str(known.edition) for known in gci_editions())}",
        remedy="give the edition's year",
    )
