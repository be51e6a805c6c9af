"""What the panel is built from, told by one hash: a panel with another hash is out of date."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from analysis.paths import Project

_TABLES = (".csv", ".yaml", ".py")


def fingerprint(project: Project) -> str:
    """SHA-256 over the names and contents of all raw files, the registry, `series.csv` and this room's code."""
    total = hashlib.sha256()
    for name, content in _inputs(project):
        total.update(f"{name}\0{len(content)}\0".encode())
        total.update(content)
    return total.hexdigest()


def _inputs(project: Project) -> Iterator[tuple[str, bytes]]:
    for path in sorted(p for p in project.raw.rglob("*") if p.is_file() and _counts(p)):
        yield path.relative_to(project.root).as_posix(), path.read_bytes()
    for package in ("analysis.indicators", "analysis.data"):
        yield from _package(resources.files(package), package)


def _counts(path: Path) -> bool:
    return not path.name.startswith(".")


def _package(folder: Traversable, name: str) -> Iterator[tuple[str, bytes]]:
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _package(entry, f"{name}/{entry.name}")
        elif entry.name.endswith(_TABLES):
            yield f"{name}/{entry.name}", entry.read_bytes()
