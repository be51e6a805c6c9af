"""YAML read strictly: a key given twice is an error, and a mistake names its file. Every room may import this."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import yaml

from analysis.errors import AnalysisError

if TYPE_CHECKING:
    from yaml import SafeLoader as _Loader
else:
    # libyaml's parser reads the registry ten times as fast; where it is not compiled in, the plain one does the same
    _Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _UniqueKeys(_Loader):
    """A loader that refuses a key given twice, where plain YAML keeps the last."""


def _mapping(loader: Any, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: dict[Any, Any] = {}
    for key_node, value_node in node.value:
        key = loader.construct_object(key_node, deep=True)
        if key in seen:
            raise yaml.MarkedYAMLError(problem=f"key {key!r} stands twice", problem_mark=key_node.start_mark)
        seen[key] = loader.construct_object(value_node, deep=True)
    return seen


_UniqueKeys.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_mapping(text: str, *, place: str, error: type[AnalysisError]) -> dict[Any, Any]:
    """The top-level mapping of a YAML text; ``place`` is how a message names the file, ``error`` what is raised.

    Raises
    ------
    AnalysisError
        Of the kind asked for, if the text is not YAML, repeats a key, or is not a mapping.

    Examples
    --------
    >>> from analysis.errors import RegistryError
    >>> read_mapping("a: 1", place="x.yaml", error=RegistryError)
    {'a': 1}
    """
    try:
        content = yaml.load(text, Loader=_UniqueKeys)
    except yaml.YAMLError as problem:
        raise error(
            f"{place}: {' '.join(str(problem).split())}", rule="valid YAML, each key once", remedy="mend the line named"
        ) from None
    if not isinstance(content, dict):
        raise error(
            f"{place} holds {type(content).__name__}", rule="keys with values", remedy="see the files beside it"
        )
    return content
