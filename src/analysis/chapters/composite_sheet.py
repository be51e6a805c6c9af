"""The figures behind the composite index of one year: which economies, which pillars, which observations."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.errors import MethodError
from analysis.indicators import indicator, is_economy
from analysis.methods.composite.normalise import percentile_rank
from analysis.methods.composite.recipe import Indicator, Means, Recipe, Settings
from analysis.methods.composite.tree import Tree
from analysis.methods.results import Observation
from analysis.params import IndexRecipe
from analysis.params.composite_recipe import IndexIndicator

LEAST_ECONOMIES = 20
"""Fewer economies are no ground for a place among them."""

ROOT = "index"

Found = Mapping[str, Mapping[str, Observation]]
"""Observations by indicator and economy."""


@dataclass(frozen=True)
class Sheet:
    """One year's figures of the economies that have all of them.

    Parameters
    ----------
    year
        The year that is spoken of; figures may be older by what the recipe allows.
    economies
        In the order of the alphabet, the country among them.
    pillars
        Those that the country has fresh figures for.
    found
        Observations by indicator and economy.
    file
        The recipe as it stands in ``params/index.yaml``.
    left_out
        Indicators that are not counted although they are there.
    """

    year: int
    economies: tuple[str, ...]
    pillars: tuple[str, ...]
    found: Found
    file: IndexRecipe
    left_out: frozenset[str] = frozenset()

    @cached_property
    def recipe(self) -> Recipe:
        """The recipe for these pillars; weights of those that are missing go to the others in proportion.

        Raises
        ------
        MethodError
            If weights or goalposts of ``params/index.yaml`` do not hold.
        """
        known = self.file.comparative
        try:
            tree = Tree(
                {
                    ROOT: {name: pillar.weight for name, pillar in known.pillars.items()},
                    **{
                        name: {code: one.weight for code, one in pillar.indicators.items()}
                        for name, pillar in known.pillars.items()
                    },
                }
            )
            for name in known.pillars:
                if name not in self.pillars:
                    tree = tree.without(name)
            for code in self.left_out & set(tree.indicators):
                tree = tree.without(code)
            indicators = tuple(
                # a relative one is given as its place among the economies, 0 to 100
                Indicator(code, 1, 0, 100) if one.relative else Indicator(code, _direction(code), one.worst, one.best)
                for name in self.pillars
                for code, one in self.counted(name).items()
            )
            return Recipe(indicators, tree, Settings(means=Means(known.means.inner, known.means.outer)))
        except MethodError as error:
            place = f"params/index.yaml: {error.what}"
            raise MethodError(place, rule=error.rule, remedy=error.remedy) from error

    @cached_property
    def values(self) -> np.ndarray:
        """Economies by indicators, in the recipe's order; relative ones as places among these economies."""
        columns = []
        for name in self.pillars:
            for code, one in self.counted(name).items():
                column = np.array([self.found[code][economy].value for economy in self.economies])
                columns.append(percentile_rank(column, direction=_direction(code)) if one.relative else column)
        return np.column_stack(columns)

    @property
    def cells(self) -> tuple[Observation, ...]:
        """Everything the sheet rests on."""
        return tuple(self.found[code][economy] for code in self.recipe.codes for economy in self.economies)

    def own(self, pillar: str) -> tuple[Observation, ...]:
        """The country's figures in a pillar."""
        return tuple(self.found[code][COUNTRY] for code in self.counted(pillar))

    def code_of(self, code: str) -> str:
        """The code that this year's figures stand under: an index may change its scale, and its code with it."""
        return self.found[code][COUNTRY].indicator

    def counted(self, pillar: str) -> dict[str, IndexIndicator]:
        """The indicators of a pillar that are not left out."""
        found = self.file.comparative.pillars[pillar].indicators
        return {code: one for code, one in found.items() if code not in self.left_out}

    def of(self, economies: Iterable[str]) -> Sheet:
        """The same of some of the economies, among which relative figures are placed anew."""
        chosen = set(economies)
        return replace(self, economies=tuple(e for e in self.economies if e in chosen))

    def on(self, pillars: Iterable[str]) -> Sheet:
        """The same on some of the pillars."""
        chosen = set(pillars)
        return replace(self, pillars=tuple(p for p in self.pillars if p in chosen))

    def without(self, codes: Iterable[str]) -> Sheet:
        """The same without some of the indicators; a pillar that is left empty goes too."""
        fewer = replace(self, left_out=self.left_out | set(codes))
        return replace(fewer, pillars=tuple(p for p in self.pillars if fewer.counted(p)))


def sheet(evidence: Evidence, file: IndexRecipe, year: int) -> Sheet:
    """The sheet of a year: of the economies that were complete in the base year, those that are complete now.

    A pillar enters only where the country has fresh figures for all its indicators.

    Raises
    ------
    MethodError
        If fewer than `LEAST_ECONOMIES` are complete, or the country is not.
    """
    base = _complete(evidence, file, file.base_year)
    found = base if year == base.year else _complete(evidence, file, year)
    kept = [economy for economy in found.economies if economy in base.economies]
    if len(kept) < LEAST_ECONOMIES or COUNTRY not in kept:
        whether = "among" if COUNTRY in kept else "not among"
        raise MethodError(
            f"the index of {year}: {len(kept)} economies complete, {COUNTRY} {whether} them",
            rule=f"the country and {LEAST_ECONOMIES} or more",
            remedy="take out of params/index.yaml what too few economies have",
        )
    return found.of(kept)


def _complete(evidence: Evidence, file: IndexRecipe, year: int) -> Sheet:
    """Everyone who has all indicators of the pillars that the country has."""
    known = file.comparative.pillars
    found = {
        code: _fresh(evidence, (code, *one.also), year, file.oldest, relative=one.relative)
        for pillar in known.values()
        for code, one in pillar.indicators.items()
    }
    pillars = tuple(name for name, p in known.items() if all(COUNTRY in found[code] for code in p.indicators))
    codes = [code for name in pillars for code in known[name].indicators]
    everyone = set.intersection(*(set(found[code]) for code in codes)) if codes else set()
    return Sheet(year, tuple(sorted(everyone)), pillars, found, file)


def _fresh(
    evidence: Evidence, codes: tuple[str, ...], year: int, oldest: int, *, relative: bool
) -> dict[str, Observation]:
    """Each economy's newest observation that is fresh; of a relative indicator those of one edition only."""
    window = [
        o
        for code in codes
        for o in evidence.observations(code, economy=None)
        if year - oldest <= o.ref_year <= year and is_economy(o.economy)
    ]
    if relative and window:
        own = [o for o in window if o.economy == COUNTRY]
        edition = max(((o.ref_year, o.indicator) for o in own), default=None)
        window = [o for o in window if (o.ref_year, o.indicator) == edition]
    return {o.economy: o for o in sorted(window, key=lambda o: o.ref_year)}


def _direction(code: str) -> int:
    return indicator(code).direction or 1
