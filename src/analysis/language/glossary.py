"""The fixed terms: the strategy's own words and their English counterparts."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib import resources

from analysis.errors import LanguageError


@dataclass(frozen=True)
class Term:
    """A term in both languages and a clause of the strategy that uses it."""

    az: str
    en: str
    clause: str


@cache
def glossary() -> tuple[Term, ...]:
    """Every term of ``language/glossary.csv``, in the order of the file.

    Raises
    ------
    LanguageError
        If a cell is empty or a term stands twice; the message gives the line.
    """
    source = (resources.files("analysis.language") / "glossary.csv").read_text(encoding="utf-8")
    terms: list[Term] = []
    for line, row in enumerate(csv.DictReader(source.splitlines()), start=2):
        place = f"language/glossary.csv line {line}"
        if not all((row.get(column) or "").strip() for column in ("az", "en", "clause")):
            raise LanguageError(f"{place}: {row}", rule="az, en and clause are filled", remedy="fill the empty cell")
        if any(row["az"] == term.az for term in terms):
            raise LanguageError(f"{place}: {row['az']!r} stands twice", rule="each term once", remedy="take one out")
        terms.append(Term(row["az"], row["en"], row["clause"]))
    return tuple(terms)
