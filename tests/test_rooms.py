"""The rooms of the house: what each may import (docs/architecture.md), proved on the imports themselves."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import analysis
from analysis.paths import here

MAY_IMPORT = {
    "cli": {
        "run",
        "chapters",
        "surveys",
        "assessment",
        "present",
        "data",
        "params",
        "strategy",
        "indicators",
        "language",
        "methods",
        "paths",
    },
    "run": {"params", "present", "language", "indicators", "paths", "data"},
    "chapters": {"assessment", "indices", "methods", "strategy", "params", "indicators"},
    "assessment": {"strategy", "methods", "params", "indicators"},
    "indices": {"methods"},
    "present": {"methods.results", "indicators", "language"},
    "surveys": {"data", "methods", "indicators", "paths"},
    "data": {"indicators", "paths"},
    "params": {"strategy", "indicators", "paths"},
    "strategy": {"indicators"},
    "indicators": set(),
    "language": set(),
    "methods": set(),
    "paths": set(),
    "errors": set(),
    "reads": set(),
    "strict_yaml": set(),
}
FOR_ALL = {"errors", "reads", "strict_yaml"}
NAMELESS = {"utils", "helpers", "common", "core", "config", "misc"}

PACKAGE = Path(analysis.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    parts = path.relative_to(PACKAGE).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(source: str, module: str) -> Iterator[str]:
    """Dotted names below ``analysis`` that a module imports, wherever in the file."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                if alias.name.split(".")[0] == "analysis":
                    yield alias.name.removeprefix("analysis").lstrip(".")
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                pytest.fail(f"{module}: a relative import")
            if base.split(".")[0] == "analysis":
                below = base.removeprefix("analysis").lstrip(".")
                known = {p.stem for p in (PACKAGE / below.replace(".", "/")).glob("*")} if below else set(MAY_IMPORT)
                for alias in node.names:
                    yield f"{below}.{alias.name}".lstrip(".") if alias.name in known else below


def forbidden(room: str, names: Iterator[str]) -> list[str]:
    """The imports that the room may not make; ``analysis`` itself (the version) and ``errors`` are for all."""
    allowed = MAY_IMPORT[room] | {room} | FOR_ALL
    return [n for n in names if n and not any(n == a or n.startswith(f"{a}.") for a in allowed)]


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_room_imports_only_what_it_may(path: Path):
    module = name_of(path)
    room = module.split(".")[0]
    if room in {"", "__main__"}:
        return  # the public face opens every room, and the command's other name opens the command
    assert forbidden(room, imported(path.read_text(encoding="utf-8"), module)) == []


def test_the_public_face_loads_no_room_by_itself():
    source = (PACKAGE / "__init__.py").read_text(encoding="utf-8")
    at_once = [node for node in ast.parse(source).body if isinstance(node, ast.Import | ast.ImportFrom)]
    assert all(
        isinstance(n, ast.ImportFrom) and n.module in {"__future__", "collections.abc", "typing"} for n in at_once
    )


@pytest.mark.parametrize(
    ("room", "source", "found"),
    [
        ("present", "from analysis.methods.pace import pace", ["methods.pace"]),
        ("present", "from analysis.methods import results", []),
        ("present", "from analysis.methods import pace", ["methods.pace"]),
        ("present", "from analysis.methods.results import Level", []),
        ("chapters", "def f():\n    from analysis import data", ["data"]),
        ("chapters", "import analysis.present.page", ["present.page"]),
        ("methods", "from analysis.errors import MethodError", []),
        ("data", "from analysis import paths, params", ["params"]),
        ("run", "import analysis", []),
        ("assessment", "from analysis.chapters.evidence import Evidence", ["chapters.evidence"]),
    ],
)
def test_the_walk_sees_what_is_forbidden(room: str, source: str, found: list[str]):
    assert forbidden(room, imported(source, "here")) == found


def test_the_table_is_the_one_in_the_architecture():
    text = (here().docs / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`\w+`(?:, )?)+) \| ([^|]+) \|", text, re.MULTILINE)
    written = {room: allowed for rooms, allowed in rows for room in re.findall(r"`(\w+)`", rooms)}
    assert set(written) == set(MAY_IMPORT)
    for room, allowed in written.items():
        words = set(re.findall(r"[\w.]+", allowed)) - {"—"}
        assert words == ({"all", "below"} if room == "cli" else MAY_IMPORT[room]), room


def test_every_folder_is_a_room_and_none_is_nameless():
    rooms = {path.name for path in PACKAGE.iterdir() if path.is_dir() and path.name != "__pycache__"}
    assert rooms | {"paths", *FOR_ALL} == set(MAY_IMPORT)
    assert not {path.stem for path in MODULES} & NAMELESS
