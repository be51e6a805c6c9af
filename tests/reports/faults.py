"""What must not stand in a report's text, whoever wrote it; each function gives the places, none if all is well."""

from __future__ import annotations

import re
from functools import cache

from published import Report, strings

from analysis.indicators import publishers, sources
from analysis.language import LANGUAGES, capitalise, texts
from analysis.strategy import clauses, targets, timeline

_YEAR = re.compile(r"(?<![\d.,\-])(?<!order )20\d\d(?!\d|[.,]\d| nömrəli| milyon| million)")
"""A year, not the number of an order or an amount in millions."""
_SPAN = re.compile(r"20\d\d–20\d\d")
_CITED = "tfoot, .source, [id$='.sources'], a[data-raw]"
_BARE = re.compile(r"[+−]?[\d\s.,]+(?:%| (?:milyon|million) \D+)?")
_STOP_WORDS = {
    "az": r"the|and|of|is|are|was|were|which|with|from",
    "en": r"və|üzrə|üçün|ilə|isə|olan|deyil|göstərici|əhalinin|ölkə|ildə",
}
"""Frequent words of the other language that are no words of this one."""

_PROPER_NAMES = ("Freedom on the Net",)

_HALF_MADE = re.compile(r"[{}]|\b(?:nan|NaN|NaT|None|inf)\b|&(?:lt|gt|amp|quot|#\d+);|<\w|\[\]|\(\)")


def later_years(report: Report) -> list[str]:
    """Texts that name a year after the edition's own, sources and their vintages left out.

    The strategy's own years and stages, a target the strategy sets or quotes, a programme named by its years, and
    publishers whose name holds the year of their edition are no later facts; nor is a value that happens to look like
    a year.
    """
    return [
        f"{report}: {text[:200]}"
        for holder, text in strings(report.main, without=_CITED)
        if _names_later(text, report.year)
        and _names_later(_without(text, _known_years()), report.year)
        and not (holder.name == "td" and "number" in holder.get("class", "") and _BARE.fullmatch(text))
    ]


def _names_later(text: str, year: int) -> bool:
    return any(int(named) > year for named in _YEAR.findall(text))


def other_language(report: Report) -> list[str]:
    """Texts with words that only the other language has."""
    words = re.compile(rf"\b(?:{_STOP_WORDS[report.lang]})\b")
    return [
        f"{report}: {text[:200]}" for _, text in strings(report.main) if words.search(_without(text, _PROPER_NAMES))
    ]


def half_made(report: Report) -> list[str]:
    """Texts with an unfilled brace, a missing value written out, or markup escaped twice."""
    return [f"{report}: {text[:200]}" for _, text in strings(report.main) if _HALF_MADE.search(text)]


def other_separators(report: Report) -> list[str]:
    """Texts with a number written the other language's way."""
    wrong = re.compile(r"\d\.\d" if report.lang == "az" else r"\d,(?!\d{3}(?!\d))\d|\d\N{NO-BREAK SPACE}\d")
    return [
        f"{report}: {text[:200]}"
        for _, text in strings(report.main)
        if wrong.search(re.sub(r"CC BY(?:-[A-Z]+)* (?:IGO )?\d\.\d", "", _clauses().sub("", text)))
    ]


def _without(text: str, phrases: tuple[str, ...]) -> str:
    for phrase in phrases:
        text = text.replace(phrase, "")
    return text


@cache
def _known_years() -> tuple[str, ...]:
    keys = ("site.strategy", "stage.first", "stage.second", "reference.itu_ceiling", "edition.2015", "edition.2016",
            "programme.2022-2026")  # fmt: skip
    phrases = {said for key in keys for lang in LANGUAGES for said in _both_ways(texts()[key][lang], lang)}
    phrases |= {target.definition[lang] for target in targets().values() for lang in LANGUAGES}
    # a programme may be named by its years before they are over
    phrases |= {span for event in timeline().values() for span in _SPAN.findall(event.text["en"] + event.text["az"])}
    phrases |= {name[lang] for name in publishers().values() for lang in LANGUAGES}
    phrases |= {known.title[lang] for known in sources().values() for lang in LANGUAGES}
    phrases |= {"Azərbaycan 2020", "Azerbaijan 2020"}  # the development concept of 2012 by its name
    dated = {phrase for phrase in phrases if _YEAR.search(phrase)}
    return tuple(sorted(dated, key=len, reverse=True))


def _both_ways(text: str, lang: str) -> tuple[str, str]:
    """A text inside a sentence and at its beginning, where Azerbaijani's i becomes İ."""
    return text, capitalise(text, lang)


@cache
def _clauses() -> re.Pattern[str]:
    known = {number for clause in clauses() for number in (clause, clause.rpartition(".")[0]) if "." in number}
    numbers = sorted(map(re.escape, known), key=len, reverse=True)
    return re.compile(rf"(?<![\d.])(?:{'|'.join(numbers)})(?![\d]|\.\d)")
