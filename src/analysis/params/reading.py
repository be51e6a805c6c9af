"""Reading a YAML file of params/ so that a mistake names file and key."""

from __future__ import annotations

from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from analysis.errors import ParameterError

Model = TypeVar("Model", bound=BaseModel)


class _UniqueKeys(yaml.SafeLoader):
    """A loader that refuses a key given twice, where plain YAML keeps the last."""


def _mapping(loader: _UniqueKeys, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"key {key!r} stands twice", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_mapping(path: Path) -> dict[str, Any]:
    """The file's top-level mapping.

    Raises
    ------
    ParameterError
        If the file is missing, is not YAML, repeats a key, or is not a mapping.
    """
    place = f"params/{path.name}"
    try:
        content = yaml.load(path.read_text(encoding="utf-8"), Loader=_UniqueKeys)
    except FileNotFoundError:
        raise ParameterError(
            f"{place} is missing", rule="every edition has its file", remedy="restore it from version control"
        ) from None
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ParameterError(
            f"{place}: {' '.join(str(error).split())}",
            rule="valid YAML in UTF-8",
            remedy="mend the line named",
        ) from None
    if not isinstance(content, dict):
        raise ParameterError(
            f"{place} holds {type(content).__name__}", rule="keys with values", remedy="see params/2014.yaml"
        )
    return content


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
