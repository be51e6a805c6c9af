"""The scores of one edition of an index, economy by economy: the only thing that ranks and gaps are taken from."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from analysis.errors import MethodError


@dataclass(frozen=True)
class Score:
    """What an index gives one economy in one edition (``edition``: the year in its title)."""

    economy: str
    edition: int
    value: float


@dataclass(frozen=True)
class Excluded:
    """An economy that is left out, and why."""

    economy: str
    reason: str


@dataclass(frozen=True)
class CrossSection:
    """Scores of one edition, more being better; made by `cross_section` and then trusted."""

    index: str
    edition: int
    scores: tuple[Score, ...]
    excluded: tuple[Excluded, ...] = ()

    def value(self, economy: str) -> float:
        """The economy's score.

        Raises
        ------
        MethodError
            If it has none; where it was excluded, the message says why.
        """
        for score in self.scores:
            if score.economy == economy:
                return score.value
        why = next((e.reason for e in self.excluded if e.economy == economy), "not among its economies")
        raise MethodError(
            f"{self.index} {self.edition} has no score of {economy}: {why}",
            rule="a place needs a score",
            remedy="show the edition without one",
        )


def one_edition(index: str, editions: Iterable[int]) -> int:
    """The only edition there is.

    Raises
    ------
    MethodError
        If there are several, or none.

    Examples
    --------
    >>> one_edition("EGDI", [2018, 2018])
    2018
    """
    found = sorted(set(editions))
    if len(found) != 1:
        raise MethodError(
            f"{index}: editions {', '.join(map(str, found)) or 'none'} in one call",
            rule="scores of different editions are not chained",
            remedy="take each edition by itself and compare places",
        )
    return found[0]


def cross_section(index: str, scores: Sequence[Score], *, excluded: Sequence[Excluded] = ()) -> CrossSection:
    """The scores of one edition.

    Parameters
    ----------
    index
        The index's name, for messages.
    scores
        One an economy, all of one edition, two or more; in the index's own unit, more being better.
    excluded
        Economies left out before, with the reason.

    Raises
    ------
    MethodError
        If editions are mixed, an economy stands twice, a score is missing, or there are fewer than two.

    Examples
    --------
    >>> section = cross_section("EGDI", [Score("AZE", 2018, 0.6574), Score("GEO", 2018, 0.6893)])
    >>> section.edition, section.value("AZE")
    (2018, 0.6574)
    """
    edition = one_edition(index, (score.edition for score in scores))
    for score in scores:
        if not math.isfinite(score.value):
            raise MethodError(
                f"{index} {edition}: the score of {score.economy} is {score.value}",
                rule="a number for every economy",
                remedy="leave the economy out and say so",
            )
    twice = [economy for economy, times in Counter(score.economy for score in scores).items() if times > 1]
    if twice:
        raise MethodError(
            f"{index} {edition}: {', '.join(sorted(twice))} twice",
            rule="each economy once",
            remedy="choose one source",
        )
    if len(scores) < 2:
        raise MethodError(
            f"{index} {edition}: {len(scores)} economy", rule="two or more", remedy="give the whole edition"
        )
    return CrossSection(index, edition, tuple(scores), tuple(excluded))
