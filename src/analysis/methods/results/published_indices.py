"""International indices as their publishers print them, beside what their own rules give."""

from __future__ import annotations

from dataclasses import dataclass

from analysis.methods.results.observation import Observation


@dataclass(frozen=True)
class IndexEdition:
    """One edition of an index: the country's printed score and rank, and both worked out anew where they can be.

    ``computed`` is the score by the edition's rule from its own ``parts``, None with the reason ``why`` where there is
    no such rule in print; ``agrees`` whether rounding alone explains the difference. ``rank`` of ``n`` is worked out
    from everybody's scores, None where the edition does not rank; ``percentile`` is the share of the others that do
    worse, 0 to 100.
    """

    index: str
    edition: int
    printed: Observation
    parts: tuple[Observation, ...]
    computed: float | None
    agrees: bool | None
    why: str
    printed_rank: Observation | None
    rank: int | None
    n: int
    percentile: float
    everyone: tuple[Observation, ...] = ()


@dataclass(frozen=True)
class PublishedIndices:
    """The editions that a report knows, index by index in order of year."""

    year: int
    editions: tuple[IndexEdition, ...]


@dataclass(frozen=True)
class DevelopmentYear:
    """A year of the ICT Development Index by fixed goalposts, parts from 0 to 10; None where figures lack.

    ``lacking`` are codes of the inputs without a figure, by part; ``broken`` inputs whose series breaks since the year
    before it that is told.
    """

    year: int
    access: float | None
    use: float | None
    skills: float | None
    value: float | None
    lacking: dict[str, tuple[str, ...]]
    broken: tuple[str, ...]
    figures: tuple[Observation, ...]


@dataclass(frozen=True)
class DevelopmentYears:
    """The years with at least one part, by the goalposts of one edition; what no year has is in ``missing``."""

    goalposts: int
    year: int
    years: tuple[DevelopmentYear, ...]
    missing: tuple[str, ...]
