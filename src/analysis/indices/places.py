"""Where an economy stands in one edition of an index: rank, percentile, and distance to a group's median."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from analysis.errors import MethodError
from analysis.indices.cross_section import CrossSection
from analysis.methods.peers import MINIMUM_SHARE, quartiles
from analysis.methods.standing import rank_and_percentile


class Ties(Enum):
    """What follows economies that share a rank."""

    MIN = "min"  # 1, 2, 2, 4
    DENSE = "dense"  # 1, 2, 2, 3


@dataclass(frozen=True)
class Place:
    """Rank ``rank`` of ``n`` economies in an edition; ``percentile`` from 0 (last) to 100 (first)."""

    index: str
    edition: int
    economy: str
    value: float
    rank: int
    n: int
    percentile: float
    ties: Ties


@dataclass(frozen=True)
class Distance:
    """How far a group's ``median`` lies above an economy's own ``value``, in the index's unit, within one edition.

    ``n`` of the group's ``size`` members have a score; ``lacking`` names the others.
    """

    index: str
    edition: int
    economy: str
    value: float
    median: float
    n: int
    size: int
    lacking: tuple[str, ...]

    @property
    def gap(self) -> float:
        """Median less own value; above zero where the group is ahead."""
        return self.median - self.value


@dataclass(frozen=True)
class PublishedPlace:
    """A printed rank of ``n`` economies, and the percentile that it amounts to."""

    index: str
    edition: int
    rank: int
    n: int
    percentile: float


def ranks(section: CrossSection, *, ties: Ties = Ties.MIN) -> Mapping[str, int]:
    """Rank of every economy, 1 for the highest score; economies with equal scores share the better rank.

    Examples
    --------
    >>> from analysis.indices.cross_section import Score, cross_section
    >>> section = cross_section("X", [Score(e, 2020, v) for e, v in [("A", 3), ("B", 2), ("C", 2), ("D", 1)]])
    >>> ranks(section), ranks(section, ties=Ties.DENSE)
    ({'A': 1, 'B': 2, 'C': 2, 'D': 4}, {'A': 1, 'B': 2, 'C': 2, 'D': 3})
    """
    values = [score.value for score in section.scores]
    downwards = sorted(set(values) if ties is Ties.DENSE else values, reverse=True)
    first: dict[float, int] = {}
    for position, value in enumerate(downwards, start=1):
        first.setdefault(value, position)
    return {score.economy: first[score.value] for score in section.scores}


def place(section: CrossSection, economy: str, *, ties: Ties = Ties.MIN) -> Place:
    """The economy's rank and percentile: the share of the others that do worse, those that tie counted half.

    Raises
    ------
    MethodError
        If the economy has no score.

    Examples
    --------
    >>> from analysis.indices.cross_section import Score, cross_section
    >>> section = cross_section("X", [Score(e, 2020, v) for e, v in [("A", 3), ("B", 2), ("C", 1)]])
    >>> found = place(section, "B")
    >>> found.rank, found.n, found.percentile
    (2, 3, 50.0)
    """
    own = section.value(economy)
    others = [score.value for score in section.scores if score.economy != economy]
    _, percentile = rank_and_percentile(own, others)
    rank = ranks(section, ties=ties)[economy]
    return Place(section.index, section.edition, economy, own, rank, len(section.scores), percentile, ties)


def distance(section: CrossSection, economy: str, members: Sequence[str]) -> Distance:
    """The group's unweighted median less the economy's own score, in one edition.

    Parameters
    ----------
    members
        Economies of the group, the economy itself not among them; at least half of them have a score.

    Raises
    ------
    MethodError
        If the group is empty, holds the economy itself or one twice, or under half of it has a score.

    Examples
    --------
    >>> from analysis.indices.cross_section import Score, cross_section
    >>> scores = [("A", 0.5), ("B", 0.75), ("C", 1.0), ("D", 0.25)]
    >>> distance(cross_section("X", [Score(e, 2020, v) for e, v in scores]), "A", ["B", "C"]).gap
    0.375
    """
    where = f"{section.index} {section.edition}: the group for {economy}"
    if not members or economy in members or len(set(members)) < len(members):
        raise MethodError(
            f"{where} is {', '.join(members) or 'empty'}",
            rule="other economies, each once",
            remedy="mend the group",
        )
    own = section.value(economy)
    known = {score.economy: score.value for score in section.scores}
    found = [known[member] for member in members if member in known]
    lacking = tuple(member for member in members if member not in known)
    if len(found) < MINIMUM_SHARE * len(members) or not found:
        raise MethodError(
            f"{where}: {len(found)} of {len(members)} have a score",
            rule="half of a group or more",
            remedy="show the edition without this group",
        )
    median = quartiles(found)[1]
    return Distance(section.index, section.edition, economy, own, median, len(found), len(members), lacking)


def published_place(index: str, edition: int, rank: int, n: int) -> PublishedPlace:
    """A printed rank as a percentile: the share of the other ``n − 1`` economies that stand below it, 0–100.

    It takes the rank to be shared with nobody, as a rank without the scores behind it says nothing of ties.

    Raises
    ------
    MethodError
        If there are fewer than two economies, or the rank is not one of theirs.

    Examples
    --------
    >>> published_place("NRI", 2013, 56, 144).percentile.__round__(1)
    61.5
    """
    if n < 2 or not 1 <= rank <= n:
        raise MethodError(
            f"{index} {edition}: rank {rank} of {n}", rule="a rank from 1 to n, n two or more", remedy="mend the figure"
        )
    return PublishedPlace(index, edition, rank, n, 100 * (n - rank) / (n - 1))
