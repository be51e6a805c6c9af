"""A report as its reader gets it: what it shows, in words and in numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pandas as pd
from bs4 import BeautifulSoup, Comment, Tag

from analysis.paths import here
from analysis.run.jobs import chapters

CHAPTERS = tuple(chapter.name for chapter in chapters(here()))

ANNEXES = ("quality", "sources", "groups")
"""Exhibits that tell of sources rather than of results."""

_SEPARATORS = {"az": ("\N{NO-BREAK SPACE}", ","), "en": (",", r"\.")}


@dataclass(frozen=True)
class Report:
    """One chapter of one edition in one language; ``main`` is its content, without what stands around every page."""

    chapter: str
    year: int
    lang: str
    main: Tag

    def __str__(self) -> str:
        return f"{self.chapter} {self.year} {self.lang}"

    def exhibits(self) -> dict[str, Tag]:
        """Everything shown with an id of its own, annexes left out."""
        pattern = re.compile(rf"^{self.chapter}\.\w+$")
        found = {str(tag["id"]): tag for tag in self.main.find_all(["p", "figure", "table"], id=pattern)}
        return {id: tag for id, tag in found.items() if id.partition(".")[2] not in ANNEXES}


def report(html: str, chapter: str, year: int, lang: str) -> Report:
    """The report in a page's HTML, its hyphens that hold a number's ending read as plain ones."""
    main = BeautifulSoup(html.replace("\N{NON-BREAKING HYPHEN}", "-"), "html.parser").find("main")
    assert isinstance(main, Tag)
    return Report(chapter, year, lang, main)


@cache
def read(path: Path) -> Report:
    """The report published at ``reports/<year>/<lang>/<chapter>.html``."""
    year, lang = path.parent.parent.name, path.parent.name
    return report(path.read_text(encoding="utf-8"), path.stem, int(year), lang)


def published(folder: Path) -> list[Report]:
    """Every chapter found under ``folder``, edition by edition."""
    return [read(path) for path in sorted(folder.glob("*/*/*.html")) if path.stem in CHAPTERS]


def strings(tag: Tag, *, without: str = "") -> Iterator[tuple[Tag, str]]:
    """Every text a reader sees or hears below ``tag``, with its element; ``without`` selects parts to leave out."""
    left_out = {id(part) for box in (tag.select(without) if without else ()) for part in box.descendants}
    for text in tag.find_all(string=True):
        if id(text) not in left_out and not isinstance(text, Comment) and text.parent is not None and text.strip():
            yield text.parent, str(text).strip()
    for image in tag.find_all("img"):
        yield image, str(image["alt"])


def numbers(text: str, lang: str) -> list[float]:
    """The numbers in a text, read with the separators of its language; an ordinal counts as its number.

    Digits inside a name, as in B2C, are none.
    """
    thousands, point = _SEPARATORS[lang]
    pattern = rf"(?<!\w)[+−]?\d{{1,3}}(?:{thousands}\d{{3}})+(?:{point}\d+)?|(?<!\w)[+−]?\d+(?:{point}\d+)?"
    return [_number(found, lang) for found in re.findall(pattern, text)]


def _number(written: str, lang: str) -> float:
    plain = written.replace("−", "-").replace("\N{NO-BREAK SPACE}", "")
    return float(plain.replace(",", ".") if lang == "az" else plain.replace(",", ""))


def cell(tag: Tag) -> tuple[str, str]:
    """A table cell's text and the note under it."""
    note = tag.find("small")
    under = note.get_text() if isinstance(note, Tag) else ""
    return tag.get_text().removesuffix(under).strip(), under


def rows(table: Tag) -> list[list[Tag]]:
    """The cells of a table's body, row by row, the row's heading first."""
    return [list(row.find_all(["th", "td"])) for row in table.select("tbody tr")]


@cache
def lineage(folder: Path) -> pd.DataFrame:
    """The rows of an edition's lineage.csv, every value as text."""
    return pd.read_csv(folder / "lineage.csv", dtype=str, keep_default_na=False)


def records(folder: Path, id: str) -> list[dict[str, str]]:
    """The lineage of one exhibit, row by row."""
    rows = lineage(folder)
    return [{str(key): str(value) for key, value in row.items()} for row in rows[rows["id"] == id].to_dict("records")]
