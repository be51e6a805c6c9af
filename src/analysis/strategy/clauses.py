"""The clauses of the strategy that the chapters answer to, with titles in the project's own words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib import resources

from pydantic import BaseModel, ConfigDict

from analysis import strict_yaml
from analysis.errors import RegistryError
from analysis.indicators import Bilingual
from analysis.strategy.outline import clause_order


class Clause(BaseModel):
    """A clause: its number in the strategy's text and a short title."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    title: Bilingual


@cache
def clauses() -> Mapping[str, Clause]:
    """Clauses by id, in the strategy's order.

    Raises
    ------
    RegistryError
        If an id is not a clause number.
    """
    text = (resources.files("analysis.strategy") / "clauses.yaml").read_text(encoding="utf-8")
    found = {}
    for number, title in strict_yaml.read_mapping(text, place="strategy/clauses.yaml", error=RegistryError).items():
        if not isinstance(number, str) or not re.fullmatch(r"\d+(\.\d+){0,2}", number):
            raise RegistryError(
                f"clause {number!r} in strategy/clauses.yaml",
                rule="a quoted number such as '7.2.1'",
                remedy="quote it",
            )
        found[number] = Clause(id=number, title=Bilingual.model_validate(title))
    return dict(sorted(found.items(), key=lambda item: clause_order(item[0])))


def clause(number: str) -> Clause:
    """The clause with this number.

    Raises
    ------
    RegistryError
        If the register does not hold it.
    """
    try:
        return clauses()[number]
    except KeyError:
        raise RegistryError(
            f"clause {number!r}",
            rule="a clause of strategy/clauses.yaml",
            remedy="add it there with both titles",
        ) from None
