"""The Global Cybersecurity Index: commitment as a questionnaire finds it, on another scale in every edition.

Reference: ITU, "Global Cybersecurity Index", editions 2014, 2017, 2018, 2020 and 2024.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.errors import MethodError
from analysis.indices.classes import Membership, classify
from analysis.indices.cross_section import CrossSection, Score, cross_section, one_edition
from analysis.indices.gci_editions import gci_edition
from analysis.indices.places import Place, place

NAME = "GCI"
PILLARS = ("legal", "technical", "organisational", "capacity", "cooperation")


@dataclass(frozen=True)
class PillarSum:
    """A score as the sum of its pillars, and as printed; the two may differ, and then both are shown."""

    edition: int
    pillars: Mapping[str, float]
    by_pillars: float
    published: float | None

    @property
    def difference(self) -> float | None:
        """Published less the sum of pillars; None where no score was printed."""
        return None if self.published is None else self.published - self.by_pillars


def pillar_sum(pillars: Mapping[str, float], *, edition: int, published: float | None = None) -> PillarSum:
    """The score of an economy as the sum of its five pillars (editions 2020 and 2024; 0 to 100).

    Parameters
    ----------
    pillars
        Points by pillar, all of `PILLARS`, each from 0 to 20.
    published
        The score as printed; a disagreement is a result and no error.

    Raises
    ------
    MethodError
        If the edition's score is no sum of pillars, one is missing, or out of range.

    Examples
    --------
    >>> points = dict(zip(PILLARS, [20, 18.02, 18.05, 17.85, 20]))
    >>> found = pillar_sum(points, edition=2024, published=93.76)
    >>> round(found.by_pillars, 2), round(found.difference, 2)
    (93.92, -0.16)
    """
    most = gci_edition(edition).pillar_top
    if most is None:
        raise MethodError(
            f"{NAME} {edition}: its score is not the sum of five pillars",
            rule="editions 2020 and 2024",
            remedy="show the printed score",
        )
    wrong = sorted(set(pillars) ^ set(PILLARS))
    if wrong:
        raise MethodError(
            f"{NAME} {edition}: pillar {wrong[0]} is {'missing' if wrong[0] in PILLARS else 'unknown'}",
            rule=", ".join(PILLARS),
            remedy="give all five",
        )
    for name, value in pillars.items():
        _within(f"{NAME} {edition}: pillar {name}", value, most)
    if published is not None:
        _within(f"{NAME} {edition}: the printed score", published, gci_edition(edition).top)
    ordered = {name: float(pillars[name]) for name in PILLARS}
    return PillarSum(edition, ordered, math.fsum(ordered.values()), published)


def score_of_points(points: int) -> float:
    """The score of 2014: points of 34 (17 indicators of 0, 1 or 2), rounded to three decimals as printed.

    Raises
    ------
    MethodError
        If the points are not from 0 to 34.

    Examples
    --------
    >>> score_of_points(18)
    0.529
    """
    full = _points_of_2014()
    if not 0 <= points <= full:
        raise MethodError(f"{NAME} 2014: {points} points", rule=f"0 to {full}", remedy="mend the figure")
    return round(points / full, gci_edition(2014).decimals)


def points_of_score(score: float) -> int:
    """The points behind a printed score of 2014.

    Raises
    ------
    MethodError
        If no number of points gives the score.

    Examples
    --------
    >>> points_of_score(0.529)
    18
    """
    _within(f"{NAME} 2014: the score", score, gci_edition(2014).top)
    points = round(score * _points_of_2014())
    if not math.isclose(score_of_points(points), score, abs_tol=1e-9):
        raise MethodError(
            f"{NAME} 2014: a score of {score:g}", rule="a multiple of 1/34 to three decimals", remedy="check the cell"
        )
    return points


def gci_section(scores: Sequence[Score]) -> CrossSection:
    """The scores of one edition to the decimals that it prints, which is what it ranks by.

    Raises
    ------
    MethodError
        If editions are mixed, an economy stands twice, or a score is off the edition's scale.

    Examples
    --------
    >>> gci_section([Score("AZE", 2020, 89.309784), Score("GEO", 2020, 81.0611)]).value("AZE")
    89.31
    """
    edition = gci_edition(one_edition(NAME, (score.edition for score in scores)))
    for score in scores:
        _within(f"{NAME} {score.edition}: the score of {score.economy}", score.value, edition.top)
    return cross_section(NAME, [Score(s.economy, s.edition, round(s.value, edition.decimals)) for s in scores])


def gci_place(section: CrossSection, economy: str) -> Place:
    """The economy's place by the edition's own way to rank: dense, so that no rank is skipped after shared ones.

    Raises
    ------
    MethodError
        If the edition gives no ranks (2024), or the economy has no score.

    Examples
    --------
    >>> found = [("USA", 0.824), ("AUS", 0.765), ("MYS", 0.765), ("NZL", 0.735)]
    >>> section = gci_section([Score(economy, 2014, score) for economy, score in found])
    >>> gci_place(section, "NZL").rank
    3
    """
    ties = gci_edition(section.edition).ties
    if ties is None:
        raise MethodError(
            f"{NAME} {section.edition} gives no ranks",
            rule="editions 2014 to 2020 do",
            remedy="give the tier, or a percentile by places.place and say that it is the project's own",
        )
    return place(section, economy, ties=ties)


def tier(score: float, *, edition: int) -> Membership:
    """The edition's group of a score: tiers in 2024, high to low in 2018.

    Raises
    ------
    MethodError
        If no groups of the edition are known, or the score lies on a bound that the source leaves open.

    Examples
    --------
    >>> tier(93.76, edition=2024).group
    'tier 2'
    """
    return classify(NAME, edition, score)


def _points_of_2014() -> int:
    points = gci_edition(2014).points
    assert points is not None
    return points


def _within(what: str, value: float, most: float) -> None:
    if not math.isfinite(value) or not 0 <= value <= most:
        raise MethodError(f"{what} is {value:g}", rule=f"from 0 to {most:g}", remedy="mend the figure, or leave it out")
