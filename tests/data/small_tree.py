"""A small project tree made from `series.csv` itself: one raw row a line, every source, valid in every rule."""

from __future__ import annotations

import csv
import hashlib
import io
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from analysis.data.raw import ADDRESS_COLUMNS, COLUMNS
from analysis.indicators import Series, indicator, series
from analysis.paths import Project

BY_ROW = "azerbaijan"
VINTAGE = "2020"
YEAR = "2019"
"""Of every row but those whose breakdown names an edition; no edition is of this year."""


@dataclass(frozen=True)
class Tree:
    """A project below a temporary folder, with the edits the tests make to it."""

    project: Project

    def folder(self, source: str) -> Path:
        return self.project.raw / source / VINTAGE

    def figures(self, source: str) -> Path:
        return self.folder(source) / "figures.csv"

    def lines(self, source: str) -> list[str]:
        return self.figures(source).read_text(encoding="utf-8").splitlines()

    def write(self, source: str, lines: list[str]) -> None:
        """Write the figures of a source and put the new hash on its card."""
        self.figures(source).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
        self.rehash(source)

    def change(self, source: str, old: str, new: str) -> None:
        """Replace text in the figures of a source once, and put the new hash on its card."""
        text = self.figures(source).read_text(encoding="utf-8")
        assert old in text
        self.figures(source).write_text(text.replace(old, new, 1), encoding="utf-8", newline="")
        self.rehash(source)

    def cell(self, source: str, column: str, value: str, *, line: int = 2) -> None:
        """Put ``value`` into one cell, and the new hash on the card."""
        rows = list(csv.reader(io.StringIO("\n".join(self.lines(source)))))
        rows[line - 1][COLUMNS.index(column)] = value
        self.figures(source).write_text(_csv(rows), encoding="utf-8", newline="")
        self.rehash(source)

    def rehash(self, source: str) -> None:
        folder = self.folder(source)
        files = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.glob("*.csv"))}
        self.card(source, files=files)

    def card(self, source: str, **changes: object) -> None:
        """Change fields of a source's card."""
        path = self.folder(source) / "source.yml"
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        path.write_text(yaml.safe_dump(content | changes, sort_keys=False), encoding="utf-8")


def _csv(rows: list[list[str]]) -> str:
    sink = io.StringIO()
    csv.writer(sink, lineterminator="\n").writerows(rows)
    return sink.getvalue()


def _raw_value(one: Series) -> str:
    """A published value that lies within the indicator's bounds after the factor."""
    known = indicator(one.indicator)
    value = 1.5 if known.lower is None else known.lower + 0.5
    return f"{value / one.factor:.10g}"


def _raw_row(number: int, one: Series, before: int) -> dict[str, str]:
    """The row of a line of `series.csv`; ``before`` lines above it feed the same indicator and breakdown."""
    row = dict.fromkeys(COLUMNS, "")
    row |= {
        "id": f"T-{number:04d}" if one.source == BY_ROW else "",
        "series": one.series,
        "economy": "AZE",
        "ref_year": YEAR,
        "breakdown": "" if one.raw_breakdown == "*" else one.raw_breakdown,
        "value": _raw_value(one),
        "unit": one.raw_unit,
    }
    if one.raw_breakdown.startswith("edition="):
        row["ref_year"] = one.raw_breakdown.removeprefix("edition=")
    elif before:
        row["period"] = f"{YEAR}-{before:02d}"
    return row


def _card(source: str) -> Mapping[str, object]:
    return {
        "publisher": "Publisher of the tests",
        "title": "Figures made for a test",
        "edition": "2020",
        "vintage": VINTAGE,
        "licence": "CC0",
        "address": "https://example.org/",
        "date_read": "2020-01-01",
        "read_through": [],
        "files": {"figures.csv": "0" * 64},
        "grade": "per row" if source == BY_ROW else "A",
        "population_base": "nobody",
    }


def write_tree(root: Path) -> None:
    (root / "params").mkdir(parents=True)
    tree = Tree(Project(root))
    by_source: dict[str, list[dict[str, str]]] = {}
    fed: Counter[tuple[str, str, str]] = Counter()
    for number, one in enumerate(series()):
        place = (one.source, one.indicator, one.breakdown)
        by_source.setdefault(one.source, []).append(_raw_row(number, one, fed[place]))
        fed[place] += 1
    for source, rows in by_source.items():
        tree.folder(source).mkdir(parents=True)
        (tree.folder(source) / "source.yml").write_text(yaml.safe_dump(dict(_card(source))), encoding="utf-8")
        cells = [list(COLUMNS), *([row[c] for c in COLUMNS] for row in rows)]
        tree.figures(source).write_text(_csv(cells), encoding="utf-8", newline="")
        if source == BY_ROW:
            named = [[row["id"], "A Ministry", "A page", "https://example.org/page", "7.1", "B"] for row in rows]
            (tree.folder(source) / "addresses.csv").write_text(
                _csv([list(ADDRESS_COLUMNS), *named]), encoding="utf-8", newline=""
            )
        tree.rehash(source)
