"""What an edition was made from and what was made: hashes, parameters, versions. No clock in it."""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import analysis
from analysis.params.reading import read_mapping
from analysis.paths import Project
from analysis.run.digest import digest
from analysis.run.packages import packages
from analysis.run.whole_files import write_whole

NAME = "manifest.json"


def ingredients(project: Project) -> dict[str, Any]:
    """What every edition of a run is made from: raw files, panel, code, packages."""
    return {
        "inputs": {path.relative_to(project.root).as_posix(): digest(path.read_bytes()) for path in _inputs(project)},
        "code": {
            "version": analysis.__version__,
            "commit": _commit(project.root),
            "sha256": _tree(_code(project)),
        },
        "python": platform.python_version(),
        "packages": packages(),
    }


def write(reports: Path, year: int, project: Project, made_from: dict[str, Any]) -> None:
    """Write the edition's manifest."""
    content = {
        "edition": year,
        "parameters": read_mapping(project.params / f"{year}.yaml"),
        **made_from,
        "outputs": _outputs(reports / str(year)),
    }
    _dump(reports / str(year) / NAME, content)


def refresh_outputs(reports: Path, year: int) -> None:
    """Bring the outputs of an edition that was made earlier up to date, after its links have changed."""
    path = reports / str(year) / NAME
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        content = {}  # nothing is known of what the edition was made from
    _dump(path, {**content, "outputs": _outputs(path.parent)})


def _dump(path: Path, content: dict[str, Any]) -> None:
    write_whole(path, json.dumps(content, ensure_ascii=False, indent=1, default=str) + "\n")


def _outputs(folder: Path) -> dict[str, str]:
    paths = sorted({*folder.glob("*/*.html"), *folder.glob("*.csv")})
    return {path.relative_to(folder).as_posix(): digest(path.read_bytes()) for path in paths}


def _inputs(project: Project) -> list[Path]:
    raw = (path for path in project.raw.rglob("*") if path.is_file())
    panel = [project.panel] if project.panel.is_file() else []
    shared = (project.params / name for name in ("index.yaml", "peers.yaml"))
    return sorted([*raw, *panel, *shared])


def _code(project: Project) -> Iterable[tuple[str, Path]]:
    package = Path(analysis.__file__).parent
    for path in sorted(package.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield path.relative_to(package).as_posix(), path
    for path in sorted(project.notebooks.glob("*.ipynb")):
        yield f"notebooks/{path.name}", path


def _tree(files: Iterable[tuple[str, Path]]) -> str:
    """One hash over names and contents."""
    return digest("".join(f"{name}\0{digest(path.read_bytes())}\n" for name, path in files))


def _commit(root: Path) -> str | None:
    """The commit checked out, where this is a checkout and git is there."""
    try:
        said = subprocess.run(
            ["git", "-C", str(root), "rev-parse", "HEAD"], capture_output=True, text=True, check=False, timeout=10
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return said.stdout.strip() or None if said.returncode == 0 else None
