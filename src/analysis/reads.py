"""What a process reads that may change, noted as it happens: a report's run learns from it what the report rests on.

Two gates note finer than a file: a series of the panel, when its figures are asked for, and a text, when its words are.
Everything else is noted as the file that was opened or the folder that was listed (`watch`).
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

SERIES = "series"
TEXT = "text"
FILE = "file"
FOLDER = "folder"

Read = tuple[str, str]
"""A kind and a name: ``("series", "internet_users")``."""

_everything: set[Read] = set()
_watched: set[str] = set()
_of_one: ContextVar[set[Read] | None] = ContextVar("of_one", default=None)


def note(kind: str, name: str) -> None:
    """Note that ``name`` has been read."""
    found = _of_one.get()
    (_everything if found is None else found).add((kind, name))


def noted() -> list[Read]:
    """Everything noted in this process so far, outside of `noting`, in order."""
    return sorted(_everything)


@contextmanager
def noting() -> Iterator[set[Read]]:
    """Notes of one piece of work in this thread, kept apart from those of others.

    Examples
    --------
    >>> with noting() as found:
    ...     note(TEXT, "en: figure.and")
    >>> found
    {('text', 'en: figure.and')}
    """
    found: set[Read] = set()
    token = _of_one.set(found)
    try:
        yield found
    finally:
        _of_one.reset(token)


def watch(roots: Mapping[str, Path]) -> None:
    """From now on note every file opened for reading and every folder listed below one of ``roots``, for good.

    A file is noted as ``<root's name>/<path below it>``. Python's own modules are left out: which of them a report can
    reach is told from the code.
    """
    if _watched:
        return  # a forked process has the watch of the one it comes from
    _watched.update(roots)
    below = [(f"{os.path.realpath(path)}{os.sep}", name) for name, path in roots.items()]

    def hook(event: str, args: tuple[Any, ...]) -> None:
        if event == "open" and isinstance(args[0], str | os.PathLike) and not _writes(args[1]):
            _note_path(FILE, os.fsdecode(args[0]), below)
        elif event in ("os.listdir", "os.scandir") and isinstance(args[0], str | os.PathLike):
            _note_path(FOLDER, os.fsdecode(args[0]), below)

    sys.addaudithook(hook)


def _writes(mode: object) -> bool:
    return isinstance(mode, str) and any(letter in mode for letter in "wax+")


def _note_path(kind: str, path: str, below: list[tuple[str, str]]) -> None:
    if path.endswith((".py", ".pyc")):
        return
    whole = os.path.realpath(path)
    for start, name in below:
        if f"{whole}{os.sep}".startswith(start) and "__pycache__" not in whole:
            note(kind, f"{name}/{whole[len(start) :]}".rstrip("/").replace(os.sep, "/"))
