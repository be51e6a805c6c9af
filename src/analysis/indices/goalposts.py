"""The reference values of the ICT Development Index, edition by edition, each with how well it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from pydantic import BaseModel, ConfigDict, PositiveFloat, field_validator, model_validator

from analysis.errors import MethodError
from analysis.indices.status import Status
from analysis.indices.tables import rows_of


class Goalpost(BaseModel):
    """The value of an indicator that scores 1 in an edition; the one that scores 0 is zero.

    ``reference`` is None where it is not known, or where sources contradict each other: ``candidates`` are then the
    values they give.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    edition: int
    indicator: str
    reference: PositiveFloat | None = None
    candidates: tuple[PositiveFloat, ...] = ()
    status: Status
    note: str = ""

    @field_validator("candidates", mode="before")
    @classmethod
    def _numbers(cls, value: object) -> object:
        return value.split() if isinstance(value, str) else value

    @model_validator(mode="after")
    def _fits_its_status(self) -> Goalpost:
        unsure = self.status in {Status.CONTRADICTORY, Status.UNKNOWN}
        if unsure is not (self.reference is None) or (self.status is Status.CONTRADICTORY) is not bool(self.candidates):
            raise ValueError("a reference unless unknown or contradictory; candidates if contradictory")
        return self


@dataclass(frozen=True)
class Goalposts:
    """All reference values of one edition, and what the caller chose where sources contradict each other."""

    edition: int
    posts: Mapping[str, Goalpost]
    chosen: Mapping[str, float] = field(default_factory=dict)

    def reference(self, indicator: str) -> float:
        """The value that scores 1.

        Raises
        ------
        MethodError
            If the indicator is not the edition's, or its reference value is not known or contradictory.
        """
        if indicator not in self.posts:
            raise MethodError(
                f"IDI {self.edition} has no indicator {indicator}",
                rule=f"one of {', '.join(self.posts)}",
                remedy="leave it out, or take the edition that has it",
            )
        post = self.posts[indicator]
        found = self.chosen.get(indicator, post.reference)
        if found is not None:
            return found
        if post.candidates:
            values = " or ".join(f"{value:g}" for value in post.candidates)
            raise MethodError(
                f"IDI {self.edition}: the goalpost of {indicator} is {values} ({post.note})",
                rule="one value a goalpost",
                remedy=f"choose one of them: goalposts({self.edition}, chosen={{'{indicator}': …}})",
            )
        raise MethodError(
            f"IDI {self.edition}: the goalpost of {indicator} is not known ({post.note})",
            rule="goalposts are read in a source, never guessed",
            remedy="read it in the edition and fill it in in indices/idi_goalposts.csv, or take another edition",
        )


@cache
def known_goalposts() -> tuple[Goalpost, ...]:
    """All rows of ``indices/idi_goalposts.csv``.

    Raises
    ------
    RegistryError
        If a row is not sound.
    """
    return rows_of("idi_goalposts.csv", Goalpost)


def goalposts(edition: int, *, chosen: Mapping[str, float] | None = None) -> Goalposts:
    """The reference values of an edition of 2009 to 2017 (the year in the title; the data are older).

    Parameters
    ----------
    chosen
        For an indicator whose sources contradict each other, one of the values they give.

    Raises
    ------
    MethodError
        If the edition is not in the table, or a choice is not one that the sources leave.

    Notes
    -----
    ITU (2009–2017), "Measuring the Information Society", annex on the index's methodology. The bandwidth's reference
    value is set anew each year.

    Examples
    --------
    >>> goalposts(2016).reference("mobile_subscriptions")
    120.0
    >>> goalposts(2011, chosen={"mobile_subscriptions": 180}).reference("mobile_subscriptions")
    180.0
    >>> goalposts(2011).reference("mobile_subscriptions")
    Traceback (most recent call last):
    analysis.errors.MethodError: IDI 2011: the goalpost of mobile_subscriptions is 180 or 170 ...
    """
    posts = {post.indicator: post for post in known_goalposts() if post.edition == edition}
    if not posts:
        editions = ", ".join(map(str, sorted({post.edition for post in known_goalposts()})))
        raise MethodError(
            f"IDI {edition}: its goalposts are not known",
            rule=f"editions {editions}; the index from 2023 is another one and is not chained to them",
            remedy="take a known edition, or add its goalposts with their source to indices/idi_goalposts.csv",
        )
    for indicator, value in (chosen or {}).items():
        left = posts[indicator].candidates if indicator in posts else ()
        if value not in left:
            raise MethodError(
                f"IDI {edition}: {value:g} chosen as the goalpost of {indicator}",
                rule="a choice is among the values that contradicting sources give"
                + (f": {', '.join(f'{v:g}' for v in left)}" if left else ", and none contradict each other here"),
                remedy="drop the choice, or take one of these values",
            )
    return Goalposts(edition, posts, {indicator: float(value) for indicator, value in (chosen or {}).items()})
