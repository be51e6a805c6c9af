"""The definition of a survey: how its sample was drawn, which columns hold which questions, and what answers mean."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analysis import strict_yaml
from analysis.errors import DataError
from analysis.indicators.registry import Bilingual, first_problem

HOUSEHOLD = "household"
"""The questionnaire that is used where none is named."""

CODE = r"^[A-Z][A-Z0-9_]*$"
"""Codes of questions; those of items and columns are `NAME`."""
NAME = r"^[a-z0-9_]+$"


class Unit(Enum):
    """Whom a question or a group is about."""

    PERSON = "person"
    HOUSEHOLD = "household"


class Block(Enum):
    """What a question belongs to: the internationally agreed list, or the opinions that clause 15.2 asks for."""

    CORE = "core"
    OPINION = "opinion"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Drawn(_Part):
    """Columns of the design: weight, strata of the first stage, units stage by stage, populations of the stages.

    ``reused``: labels of units are used again in other strata. ``household_weight`` is filled in one row a household.
    ``lonely`` says what a stratum with one unit adds to the variance, as in `methods.survey.design.Lonely`.
    """

    weight: str
    household_weight: str | None = None
    strata: str | None = None
    units: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    reused: bool = False
    lonely: Literal["refuse", "certain", "centre"] = "refuse"


class Group(_Part):
    """A way to cut the population: the column, and the name of each of its codes.

    ``ordered``: the first code and the last are opposite ends, between which a gap has a meaning.
    """

    column: str
    name: Bilingual
    codes: dict[str, Bilingual] = Field(min_length=2)
    of: Unit = Unit.PERSON
    ordered: bool = True


class Asked(_Part):
    """Who was asked a question: those who gave one of these answers to another; ``who`` they are, in words."""

    question: str
    answers: tuple[str, ...] = Field(min_length=1)
    who: Bilingual


class Question(_Part):
    """A question, in one of three forms.

    With ``answers`` by code, of which the share of the ``counted`` ones is estimated; with ``items`` besides, where
    several may be true: item ``x`` stands in a column of its own, ``<column>_x``; or with ``over``, the column of an
    amount of which ``column`` is a part.
    """

    column: str = Field(pattern=NAME)
    name: Bilingual
    wording: Bilingual
    of: Unit = Unit.PERSON
    block: Block = Block.CORE
    answers: dict[str, Bilingual] = Field(default_factory=dict)
    counted: tuple[str, ...] = ()
    items: dict[str, Bilingual] = Field(default_factory=dict)
    over: str | None = None
    asked: Asked | None = None

    @model_validator(mode="after")
    def _has_one_form(self) -> Question:
        if self.over is not None:
            if self.answers or self.counted or self.items:
                raise ValueError("over: a part of an amount has no answers")
            return self
        if len(self.answers) < 2 or not self.counted:
            raise ValueError("answers: two or more, of which one or more counted; or over")
        if unknown := sorted(set(self.counted) - set(self.answers)):
            raise ValueError(f"counted: {unknown[0]!r} is none of the answers")
        return self


@dataclass(frozen=True)
class Measure:
    """One share that a questionnaire gives: a question, or an item of one (code ``HH9.email``)."""

    code: str
    asked: Question
    item: str | None = None

    @property
    def column(self) -> str:
        """Where the answers stand."""
        return self.asked.column if self.item is None else f"{self.asked.column}_{self.item}"

    @property
    def name(self) -> Bilingual:
        """The short name, of the item where there is one."""
        return self.asked.name if self.item is None else self.asked.items[self.item]


class Questionnaire(_Part):
    """A survey's definition; ``refusals`` are codes of "do not know" and "no answer", which are no answers."""

    name: Bilingual
    population: Bilingual
    households: Bilingual | None = None
    design: Drawn
    groups: dict[str, Group]
    refusals: tuple[str, ...] = ()
    questions: dict[str, Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _filters_name_questions_before(self) -> Questionnaire:
        before: dict[str, Question] = {}
        for code, question in self.questions.items():
            asked, place = question.asked, f"questions.{code}.asked"
            if asked is not None:
                known = before.get(asked.question)
                if known is None:
                    raise ValueError(f"{place}: there is no question {asked.question!r} before it")
                if not known.answers or known.items:
                    raise ValueError(f"{place}: {asked.question} has no single answer")
                if unknown := sorted(set(asked.answers) - set(known.answers)):
                    raise ValueError(f"{place}: {unknown[0]!r} is no answer to {asked.question}")
            before[code] = question
        return self

    @model_validator(mode="after")
    def _households_are_weighed(self) -> Questionnaire:
        of_households = [code for code, question in self.questions.items() if question.of is Unit.HOUSEHOLD]
        if of_households and (self.design.household_weight is None or self.households is None):
            raise ValueError(
                f"questions.{of_households[0]}: of households, without design.household_weight or households"
            )
        return self

    @cached_property
    def measures(self) -> Mapping[str, Measure]:
        """Every share that the questionnaire gives, by code, in the order of the questions."""
        return {one.code: one for one in self._measures()}

    def _measures(self) -> Iterator[Measure]:
        for code, question in self.questions.items():
            if question.items:
                yield from (Measure(f"{code}.{item}", question, item) for item in question.items)
            else:
                yield Measure(code, question)

    def base(self, measure: Measure) -> Bilingual:
        """Whose share a measure is."""
        if measure.asked.asked is not None:
            return measure.asked.asked.who
        whole = self.population if measure.asked.of is Unit.PERSON else self.households
        assert whole is not None, "a questionnaire with questions of households says who they are"
        return whole

    @cached_property
    def known_codes(self) -> Mapping[str, frozenset[str]]:
        """The codes that may stand in a column of a group or of a question with answers, refusals among them."""
        of_groups = {group.column: frozenset(group.codes) for group in self.groups.values()}
        return of_groups | {
            one.column: frozenset(one.asked.answers) | frozenset(self.refusals)
            for one in self.measures.values()
            if one.asked.over is None
        }

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the definition names, each once."""
        drawn = self.design
        named = [drawn.weight, drawn.household_weight, drawn.strata, *drawn.units, *drawn.populations]
        named += [group.column for group in self.groups.values()]
        named += [measure.column for measure in self.measures.values()]
        named += [question.over for question in self.questions.values()]
        return tuple(dict.fromkeys(column for column in named if column))


@cache
def questionnaires() -> Mapping[str, Questionnaire]:
    """The project's own questionnaires by code: what a filed survey was asked.

    Examples
    --------
    >>> questionnaires()["household"].measures["HH7"].asked.counted
    ('1',)
    """
    folder = resources.files("analysis.indicators") / "questionnaires"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return {
        file.name.removesuffix(".yaml"): read_questionnaire(file.read_text(encoding="utf-8"), place=file.name)
        for file in files
    }


def questionnaire(path: Path | None = None) -> Questionnaire:
    """The definition in a YAML file; by default that of the household survey which comes with the project.

    Raises
    ------
    DataError
        If the file is missing, is no YAML mapping, or breaks the fields of :class:`Questionnaire`.
    """
    if path is None:
        return questionnaires()[HOUSEHOLD]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DataError(
            f"{path.name} cannot be read: {type(error).__name__}", rule="a YAML file in UTF-8", remedy="check the path"
        ) from None
    return read_questionnaire(text, place=path.name)


def read_questionnaire(text: str, *, place: str) -> Questionnaire:
    """The definition in a YAML text; ``place`` is how messages name it. Errors as :func:`questionnaire`."""
    content = strict_yaml.read_mapping(text, place=place, error=DataError)
    try:
        return Questionnaire.model_validate(content)
    except ValidationError as error:
        raise DataError(
            f"{place}: {first_problem(error)}", rule="the fields of Questionnaire", remedy="mend the definition"
        ) from None
