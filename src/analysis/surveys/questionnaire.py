"""The definition of a survey: how its sample was drawn, which columns hold which questions, and what answers mean."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from analysis import strict_yaml
from analysis.errors import DataError
from analysis.indicators import Bilingual
from analysis.indicators.registry import first_problem

HOUSEHOLD = "household"
"""The questionnaire that comes with the project."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Drawn(_Part):
    """Columns of the design: weight, strata of the first stage, units stage by stage, populations of the stages.

    ``reused``: labels of units are used again in other strata.
    """

    weight: str
    strata: str | None = None
    units: tuple[str, ...] = ()
    populations: tuple[str, ...] = ()
    reused: bool = False


class Group(_Part):
    """A way to cut the population: the column, and the name of each of its codes."""

    column: str
    codes: dict[str, Bilingual] = Field(min_length=2)


class Asked(_Part):
    """Who was asked a question: those who gave one of these answers to another."""

    question: str
    answers: tuple[str, ...] = Field(min_length=1)


class Question(_Part):
    """A question: its column, wording and answers by code; ``counted`` are the answers whose share is estimated."""

    column: str
    wording: Bilingual
    answers: dict[str, Bilingual] = Field(min_length=2)
    counted: tuple[str, ...] = Field(min_length=1)
    asked: Asked | None = None

    @model_validator(mode="after")
    def _counted_are_answers(self) -> Question:
        if unknown := sorted(set(self.counted) - set(self.answers)):
            raise ValueError(f"counted: {unknown[0]!r} is none of the answers")
        return self


class Questionnaire(_Part):
    """A survey's definition; ``refusals`` are codes of "do not know" and "no answer", which are no answers."""

    name: Bilingual
    population: Bilingual
    design: Drawn
    groups: dict[str, Group]
    refusals: tuple[str, ...] = ()
    questions: dict[str, Question] = Field(min_length=1)

    @model_validator(mode="after")
    def _filters_name_questions(self) -> Questionnaire:
        for code, question in self.questions.items():
            asked = question.asked
            if asked is None:
                continue
            if asked.question not in self.questions:
                raise ValueError(f"questions.{code}.asked: there is no question {asked.question!r}")
            if unknown := sorted(set(asked.answers) - set(self.questions[asked.question].answers)):
                raise ValueError(f"questions.{code}.asked: {unknown[0]!r} is no answer to {asked.question}")
        return self

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that the definition names, each once."""
        drawn = self.design
        named = [drawn.weight, drawn.strata, *drawn.units, *drawn.populations]
        named += [group.column for group in self.groups.values()]
        named += [question.column for question in self.questions.values()]
        return tuple(dict.fromkeys(column for column in named if column))


def questionnaire(path: Path | None = None) -> Questionnaire:
    """The definition in a YAML file; by default that of the household survey which comes with the project.

    Raises
    ------
    DataError
        If the file is missing, is no YAML mapping, or breaks the fields of :class:`Questionnaire`.

    Examples
    --------
    >>> questionnaire().questions["HH7"].counted
    ('1',)
    """
    if path is None:
        package = resources.files("analysis.surveys") / "questionnaires" / f"{HOUSEHOLD}.yaml"
        return read_questionnaire(package.read_text(encoding="utf-8"), place=f"{HOUSEHOLD}.yaml")
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
