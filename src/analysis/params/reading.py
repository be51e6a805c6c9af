"""Reading a YAML file of params/ so that a mistake names file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analysis import strict_yaml
from analysis.errors import ParameterError

Model = TypeVar("Model", bound=BaseModel)


def read_mapping(path: Path) -> dict[str, Any]:
    """The file's top-level mapping.

    Raises
    ------
    ParameterError
        If the file is missing, is not YAML in UTF-8, repeats a key, or is not a mapping.
    """
    place = f"params/{path.name}"
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ParameterError(
            f"{place} is missing", rule="every edition has its file", remedy="restore it from version control"
        ) from None
    except UnicodeDecodeError as error:
        raise ParameterError(f"{place}: {error}", rule="UTF-8", remedy="save it in UTF-8") from None
    return strict_yaml.read_mapping(text, place=place, error=ParameterError)


def validate(model: type[Model], content: dict[str, Any], place: str) -> Model:
    """``content`` as a checked value of ``model``.

    Raises
    ------
    ParameterError
        For the first unknown key or wrong type, naming file and key.
    """
    try:
        return model.model_validate(content)
    except ValidationError as error:
        # an unknown key explains a missing one, so it is told first
        detail = min(error.errors(), key=lambda e: e["type"] != "extra_forbidden")
        key = ".".join(str(part) for part in detail["loc"])
        known = ", ".join(model.model_fields)
        if detail["type"] == "extra_forbidden":
            raise ParameterError(
                f"{place}: key {key!r} is unknown", rule=f"one of {known}", remedy="mend the key"
            ) from None
        if detail["type"] == "missing":
            raise ParameterError(
                f"{place}: key {key!r} is missing", rule="every key is given", remedy="add it"
            ) from None
        raise ParameterError(
            f"{place}: {key} is {detail['input']!r}", rule=detail["msg"], remedy="mend the value"
        ) from None
