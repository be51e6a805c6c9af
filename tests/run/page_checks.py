"""What every published page has to hold, checked on its HTML alone."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path

from bs4 import BeautifulSoup

from analysis.paths import here


@cache
def parsed(path: Path) -> BeautifulSoup:
    return BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")


def faults(path: Path) -> Iterator[str]:
    """Everything wrong with a page; nothing if all is well."""
    soup = parsed(path)
    yield from _document(soup, path)
    yield from _headings(soup)
    yield from _figures(soup)
    yield from _tables(soup)
    yield from _requests(soup)


def leaks(folder: Path, year: int) -> list[str]:
    """Lineage rows of an edition that describe a later year."""
    return [row["id"] for row in lineage(folder) if int(row["ref_year"]) > year]


def lost(folder: Path) -> list[str]:
    """Raw rows named by an edition's lineage that do not stand in `data/raw`."""
    named = {row["source_row"] for row in lineage(folder)}
    return sorted(row for row in named if row.partition("#")[2] not in _raw_ids(row.partition("#")[0]))


def lineage(folder: Path) -> list[dict[str, str]]:
    with (folder / "lineage.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def _raw_ids(name: str) -> frozenset[str]:
    with (here().raw / name).open(encoding="utf-8", newline="") as file:
        return frozenset(row["id"] or f"L{line}" for line, row in enumerate(csv.DictReader(file), start=2))


def _document(soup: BeautifulSoup, path: Path) -> Iterator[str]:
    html = soup.html
    if html is None or html.get("lang") not in {"az", "en"}:
        yield "no html lang"
    elif path.parent.name in {"az", "en"} and html["lang"] != path.parent.name:
        yield f"html lang is {html['lang']}"
    if soup.title is None or not soup.title.get_text(strip=True):
        yield "no title"
    if len(soup.find_all("main")) != 1:
        yield "not one main"
    twice = [name for name, n in Counter(tag["id"] for tag in soup.find_all(id=True)).items() if n > 1]
    if twice:
        yield f"id twice: {twice}"
    for tag in soup.find_all(attrs={"aria-labelledby": True}):
        if soup.find(id=tag["aria-labelledby"]) is None:
            yield f"label missing: {tag['aria-labelledby']}"


def _headings(soup: BeautifulSoup) -> Iterator[str]:
    levels = [int(tag.name[1]) for tag in soup.find_all(re.compile(r"^h[1-6]$"))]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"headings begin {levels[:3]}"
    if any(b > a + 1 for a, b in pairwise(levels)):
        yield f"a heading level is skipped: {levels}"


def _figures(soup: BeautifulSoup) -> Iterator[str]:
    for image in soup.find_all("img"):
        if len(str(image.get("alt", "")).split()) < 5:
            yield f"no description: {str(image)[:80]}"
    for figure in soup.find_all("figure"):
        if figure.figcaption is None or not figure.figcaption.get_text(strip=True):
            yield f"figure {figure.get('id')} without caption"
        if figure.find("img") is None:
            # nothing to draw yet: an empty state has to explain itself
            if figure.find(["p", "li"]) is None or len(figure.get_text(" ").split()) < 10:
                yield f"figure {figure.get('id')} is empty and does not say why"
            continue
        if not figure.select("details table tbody tr"):
            yield f"figure {figure.get('id')} without the table behind it"
        if figure.select_one(".source") is None:
            yield f"figure {figure.get('id')} without source"


def _tables(soup: BeautifulSoup) -> Iterator[str]:
    for table in soup.find_all("table"):
        if table.caption is None or not table.caption.get_text(strip=True):
            yield f"table {table.get('id')} without caption"
        if any(cell.get("scope") not in {"col", "row"} for cell in table.find_all("th")):
            yield f"table {table.get('id')}: a heading without scope"


def _requests(soup: BeautifulSoup) -> Iterator[str]:
    for tag in soup.find_all(True):
        for name in ("src", "srcset", "data", "poster"):
            if tag.has_attr(name) and not str(tag[name]).startswith("data:image/"):
                yield f"fetched: {tag.name} {name}"
    if soup.find("script") is not None:
        yield "a script"
