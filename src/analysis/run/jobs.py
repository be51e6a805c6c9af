"""Which chapter runs for which edition and language, checked before any kernel starts.

papermill only warns about a parameter the notebook does not know, and it passes on whatever type it is given; so
names and types are checked here.
"""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from analysis import params
from analysis.errors import ParameterError, RunError
from analysis.language import LANGUAGES
from analysis.paths import Project

PARAMETERS = ("year", "lang")
"""What papermill passes to a notebook; nothing else."""


@dataclass(frozen=True)
class Chapter:
    """A chapter's notebook; ``order`` is its place among the chapters."""

    name: str
    path: Path
    order: int


@dataclass(frozen=True)
class Job:
    """One chapter in one edition and language."""

    chapter: Chapter
    year: int
    lang: str

    def __str__(self) -> str:
        return f"{self.chapter.name} {self.year} {self.lang}"

    @property
    def key(self) -> str:
        """The report's name within its edition."""
        return f"{self.lang}/{self.chapter.name}"

    def page(self, reports: Path) -> Path:
        """Where its report lies."""
        return reports / str(self.year) / f"{self.key}.html"


def chapters(project: Project) -> tuple[Chapter, ...]:
    """The chapters in their order, found as ``notebooks/*.ipynb``.

    Raises
    ------
    RunError
        If there is none, or one is not a notebook or does not say its place.
    """
    found = tuple(_chapter(path) for path in sorted(project.notebooks.glob("*.ipynb")))
    if not found:
        raise RunError(
            f"{project.notebooks} holds no notebook",
            rule="notebooks/<chapter>.ipynb, one a chapter",
            remedy="restore the notebooks from version control",
        )
    return tuple(sorted(found, key=lambda chapter: (chapter.order, chapter.name)))


def asked(
    project: Project,
    *,
    years: Iterable[int] = (),
    langs: Iterable[str] = (),
    names: Iterable[str] = (),
) -> tuple[Job, ...]:
    """The runs asked for, edition by edition; an empty choice means all.

    Raises
    ------
    ParameterError
        If a year is no edition, a language or chapter is unknown, a value has the wrong type, or a chosen
        notebook does not take exactly ``year`` and ``lang``; the message lists what is valid.
    """
    known = {chapter.name: chapter for chapter in chapters(project)}
    chosen = [known[name] for name in _chosen("chapter", names, tuple(known), str)]
    for chapter in chosen:
        check_parameters(chapter.path)
    some_years = sorted(_chosen("year", years, params.editions(project.params), int))
    some_langs = _chosen("lang", langs, LANGUAGES, str)
    jobs = tuple(Job(c, y, lang) for y in some_years for c in chosen for lang in some_langs)
    for year in some_years:
        params.load(year, project.params)
    return jobs


def check_parameters(path: Path) -> None:
    """Refuse a notebook whose ``parameters`` cell does not set exactly ``year`` (int) and ``lang`` (str).

    Raises
    ------
    ParameterError
        Naming the notebook and what it sets instead.
    """
    cells = [cell for cell in read_json(path)["cells"] if "parameters" in cell.get("metadata", {}).get("tags", [])]
    found = _assigned("".join(cells[0]["source"])) if len(cells) == 1 else None
    if found != {"year": int, "lang": str}:
        names = "no such cell" if not cells else "several such cells" if len(cells) > 1 else _worded(found)
        raise ParameterError(
            f"the parameters cell of notebooks/{path.name} sets {names}",
            rule="exactly year, a whole number, and lang, a text",
            remedy='write year = 2018 and lang = "en" there and nothing else',
        )


def read_json(path: Path) -> dict[str, Any]:
    """A notebook as plain JSON; reading two fields of it needs no schema.

    Raises
    ------
    RunError
        If the file is no notebook.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        content["cells"]
    except (ValueError, KeyError, TypeError):
        raise RunError(
            f"notebooks/{path.name} is not a notebook",
            rule="JSON in nbformat 4",
            remedy="restore it from version control",
        ) from None
    return dict(content)


def _chapter(path: Path) -> Chapter:
    order = read_json(path).get("metadata", {}).get("analysis", {}).get("order")
    if isinstance(order, bool) or not isinstance(order, int):
        raise RunError(
            f"notebooks/{path.name}: metadata analysis.order is {order!r}",
            rule="a whole number, the chapter's place",
            remedy='give it {"analysis": {"order": 1}} in the notebook metadata',
        )
    return Chapter(path.stem, path, order)


def _chosen(name: str, values: Iterable[Any], valid: Sequence[Any], kind: type) -> list[Any]:
    asked = list(values)
    for value in asked:
        if type(value) is not kind or value not in valid:
            listed = ", ".join(str(v) for v in valid)
            what = f"{name} {value!r}" if type(value) is kind else f"{name} {value!r} is a {type(value).__name__}"
            raise ParameterError(what, rule=f"one of {listed}", remedy="choose one of these")
    return [value for value in valid if not asked or value in asked]


def _assigned(source: str) -> dict[str, type] | None:
    """Names and types of the literals a cell sets; None if it does anything else."""
    found: dict[str, type] = {}
    try:
        body = ast.parse(source).body
    except SyntaxError:
        return None
    for statement in body:
        match statement:
            case (
                ast.Assign(targets=[ast.Name(id=name)], value=ast.Constant(value=value))
                | ast.AnnAssign(target=ast.Name(id=name), value=ast.Constant(value=value))
            ):
                found[name] = type(value)
            case _:
                return None
    return found


def _worded(found: dict[str, type] | None) -> str:
    if found is None:
        return "something other than plain values"
    return ", ".join(f"{name} ({kind.__name__})" for name, kind in found.items()) or "nothing"
