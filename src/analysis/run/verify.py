"""Published numbers against numbers worked out again: exhibit by exhibit on the pages, row by row in the files."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html.parser import HTMLParser
from itertools import zip_longest
from pathlib import Path

from analysis.run import record
from analysis.run.jobs import Job

_NUMBER = re.compile(r"[−-]?\d+(?:[ \u00a0\u202f]\d{3})*(?:[.,]\d+)*")
_SILENT = {"style", "script", "title", "desc"}
_VOID = {"br", "hr", "img", "input", "link", "meta", "source", "wbr", "col"}
_NONE = "nothing"


@dataclass(frozen=True)
class Checked:
    """One page or file: how many numbers it prints, and each that does not come out again, in words."""

    place: str
    n: int
    differing: tuple[str, ...]

    @property
    def equal(self) -> int:
        """How many came out as they are printed."""
        return self.n - len(self.differing)


def verified(published: Path, again: Path, jobs: Sequence[Job]) -> tuple[Checked, ...]:
    """The pages of ``jobs`` and the files beside them, as published and as made again in another folder."""
    found = [_page(published, again, job) for job in jobs]
    for year in sorted({job.year for job in jobs}):
        chapters = {job.chapter.name for job in jobs if job.year == year}
        for name in record.FILES:
            if (again / str(year) / name).is_file():
                found.append(_file(published / str(year) / name, again / str(year) / name, f"{year} {name}", chapters))
    return tuple(found)


def _page(published: Path, again: Path, job: Job) -> Checked:
    if not job.page(published).is_file():
        return Checked(str(job), 1, ("the page is not published",))
    old, new = (
        numbers(job.page(folder).read_text(encoding="utf-8"), job.chapter.name) for folder in (published, again)
    )
    return Checked(str(job), max(sum(map(len, old.values())), 1), tuple(_differing(old, new)))


def _file(published: Path, again: Path, place: str, chapters: set[str]) -> Checked:
    if not published.is_file():
        return Checked(place, 1, ("the file is not published",))
    old, new = (_rows(path, chapters) for path in (published, again))
    return Checked(place, max(sum(map(len, old.values())), 1), tuple(_differing(old, new)))


def _differing(old: Mapping[str, Sequence[str]], new: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """Each number that is not the same, as published and as made again."""
    for name in dict.fromkeys((*old, *new)):
        for before, after in zip_longest(old.get(name, ()), new.get(name, ()), fillvalue=_NONE):
            if before != after:
                yield f"{name}: {before} is printed, {after} comes out"


def numbers(html: str, chapter: str) -> dict[str, list[str]]:
    """Every number that a page prints, by the exhibit it stands in, in order.

    Examples
    --------
    >>> numbers('<p id="a.answer">In 2018: 79,8%.</p><p>Page 3</p>', "a")
    {'a.answer': ['2018', '79,8']}
    """
    reader = _Reader(chapter)
    reader.feed(html)
    return reader.found


class _Reader(HTMLParser):
    """Collects numbers in the text below elements whose id begins with the chapter's name."""

    def __init__(self, chapter: str) -> None:
        super().__init__()
        self.found: dict[str, list[str]] = {}
        self._id = re.compile(rf"{re.escape(chapter)}\.\w+")
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _VOID:
            return
        own = self._id.match(dict(attrs).get("id") or "")
        self._open.append((tag, own[0] if own else self._open[-1][1] if self._open else ""))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        return

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            continue

    def handle_data(self, data: str) -> None:
        if self._open and self._open[-1][1] and self._open[-1][0] not in _SILENT:
            self.found.setdefault(self._open[-1][1], []).extend(_NUMBER.findall(data))


def _rows(path: Path, chapters: set[str]) -> dict[str, list[str]]:
    """Every cell of a table that holds a number, by what its row speaks of; rows of other chapters are left out."""
    found: dict[str, list[str]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if "target" in row:
                told = f"{row['target']} {row['row']} {row['ref_year']}".strip()
            elif row["id"].split(".")[0] in chapters:
                told = f"{row['id']} {row['indicator']} {row['economy']} {row['ref_year']}"
            else:
                continue
            found.setdefault(told, []).extend(value for value in row.values() if _is_number(value))
    return found


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True
