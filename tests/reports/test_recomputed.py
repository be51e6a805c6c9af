"""Every number on a page follows from its lineage: values, medians, gaps, changes and places worked out anew."""

from __future__ import annotations

import csv
import importlib
import re
import string
from collections.abc import Iterator
from functools import cache
from itertools import permutations
from math import prod
from pathlib import Path
from statistics import median

import pandas as pd
import pytest
import yaml
from bs4 import Tag
from ledger import COUNTRY, Ledger, Series, close, code_of, edition, groups, ledger, name
from published import CHAPTERS, Report, cell, numbers, published, records, report, rows
from shown import DRAWN, calls

from analysis.assessment import differing
from analysis.indicators import indicator, source, surveys
from analysis.language import capitalise, economy, text, texts
from analysis.paths import here

pytestmark = pytest.mark.slow

WITHOUT_PEERS = {
    "bandwidth_total",
    "digital_services_exports",
    "digital_services_imports",
    "journal_articles",
    "patents",
}
"""Amounts of whole countries, drawn without medians beside them."""


@cache
def book_of(folder: Path, id: str, *, every: bool = False) -> Ledger:
    return ledger(records(folder, id), every=every)


def pages(reports: Path, chapter: str) -> list[Report]:
    found = [page for page in published(reports) if page.chapter == chapter]
    assert len(found) >= 4
    return found


def returned(page: Report, id: str) -> str:
    """The kind of result an exhibit shows, as the chapter's function is annotated."""
    module = importlib.import_module(f"analysis.chapters.{page.chapter}")
    annotated: str = getattr(module, id.partition(".")[2]).__annotations__["return"]
    return annotated


@pytest.mark.parametrize(
    "chapter", ["infrastructure", "egovernment", "cybersecurity", "ict_sector", "human_capital", "society"]
)
def test_an_overview_follows_from_its_lineage(reports: Path, chapter: str) -> None:
    for page in pages(reports, chapter):
        book = book_of(reports / str(page.year), f"{chapter}.overview")
        table = page.exhibits()[f"{chapter}.overview"]
        assert len(rows(table)) >= 3
        assert [said for line in rows(table) for said in wrong_level(line, book, page)] == []


def wrong_level(line: list[Tag], book: Ledger, page: Report) -> Iterator[str]:
    """What in one row of an overview does not follow from the lineage."""
    (short, _), *told = [cell(c) for c in line]
    shown = [numbers(value, page.lang) for value, _ in told]
    series = {name(series, page.lang): series for series in book.values}.get(short)
    latest = None if series is None else book.latest(series)
    if series is None or latest is None:
        if any(shown):
            yield f"{page} {short}: shown without a row"
        return
    code, decimals = series[0], indicator(series[0]).decimals
    known = edition(page.year)
    group = indicator(code).compared_with or known.benchmark
    own, peers = book.own(series, latest), book.median(series, latest, group)
    base = next((y for y in (known.baseline_year, known.baseline_fallback) if COUNTRY in book.values[series][y]), 0)
    assert own is not None
    expected: list[list[float]] = [
        [own],
        [own - (book.own(series, base) or 0.0)] if shown[1] else [],
        [] if peers is None else [peers],
        [] if peers is None else [own - peers],
    ]
    for column, (found, wanted) in enumerate(zip(shown, expected, strict=False)):
        if len(found) != len(wanted) or not all(close(f, w, decimals) for f, w in zip(found, wanted, strict=True)):
            yield f"{page} {code}, column {column}: {found} for {wanted}"
    n, size = len(book.members(series, latest, group)), len(groups()[group].members)
    notes = [numbers(note, page.lang) for _, note in told]
    if (
        notes[0] != [latest]
        or (shown[1] and notes[1][-1] != base)
        or (peers is not None and notes[2][-2:] != [n, size])
    ):
        yield f"{page} {code}: notes {notes} for {latest}, {base}, {n} of {size}"
    if shown[4] and shown[4] != list(book.place(series, latest) or ()):
        yield f"{page} {code}: place {shown[4]} for {book.place(series, latest)}"


BY_YEAR = {"SurveyCalendar"}
"""Figures of years rather than values: a year too many spoils them, further below."""

COUNTED = {"Tallies"}
"""Figures that count verdicts: their tables follow from the file of verdicts, further below."""


@pytest.mark.parametrize("chapter", DRAWN)
def test_the_table_behind_a_figure_follows_from_its_lineage(reports: Path, chapter: str) -> None:
    seen = set()
    for page in pages(reports, chapter):
        for id, figure in page.exhibits().items():
            table = figure.find("table") if figure.name == "figure" else None
            if isinstance(table, Tag) and returned(page, id) not in COUNTED:
                kind = returned(page, id)
                book = book_of(reports / str(page.year), id, every=kind in BY_YEAR)
                assert list(READERS[kind](table, book, page)) == [], id
                seen.add(kind)
    kinds = {returned(page, f"{chapter}.{key}") for verb, key in calls(chapter) if verb == "figure"}
    assert seen == kinds - COUNTED


@pytest.mark.parametrize("chapter", DRAWN)
def test_a_spoilt_lineage_does_not_give_the_table(reports: Path, chapter: str) -> None:
    """The test above can fail: with the country's values changed, no table follows from its rows."""
    (page,) = [page for page in pages(reports, chapter) if page.year == 2020][:1]
    for id, figure in page.exhibits().items():
        table = figure.find("table") if figure.name == "figure" else None
        if isinstance(table, Tag) and returned(page, id) not in COUNTED | BY_YEAR:
            book = ledger(records(reports / "2020", id))
            for years in book.values.values():
                for found in years.values():
                    found |= {e: value * 1.5 + 1 for e, value in found.items() if e == COUNTRY}
            assert list(READERS[returned(page, id)](table, book, page)) != [], id


def test_a_year_too_many_spoils_the_calendar(reports: Path) -> None:
    (page,) = [page for page in pages(reports, "public_opinion") if page.year == 2020]
    table = page.exhibits()["public_opinion.calendar"].find("table")
    assert isinstance(table, Tag)
    book = book_of(reports / "2020", "public_opinion.calendar", every=True)
    assert list(wrong_calendar(table, book, page)) == []
    book.values["account", ""][2016] = {COUNTRY: 1.0}
    assert len(list(wrong_calendar(table, book, page))) == 1


def heads(table: Tag) -> list[str]:
    return [head.get_text(strip=True) for head in table.select("thead th")]


def shows(tag: Tag, wanted: float | None, decimals: int, lang: str) -> bool:
    """Whether a cell has the number wanted, beside those of its unit (per 100 people), or none where none is."""
    found = numbers(tag.get_text(), lang)
    return not found if wanted is None else any(close(number, wanted, decimals) for number in found)


def groups_of(titles: list[str], lang: str) -> list[str]:
    """The peer groups that a table's columns are headed by, in order."""
    found = []
    for title in titles:
        found += [code for code, group in groups().items() if group.name[lang] in title]
    return found


def wrong_trajectory(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for a series and year: own value, medians, and the benchmark's quartiles."""
    named = {name(series, page.lang): series for series in book.values}
    titles = heads(table)
    spread = len(titles) > 3 and numbers(rows(table)[0][-1].get_text(), page.lang)[1:] != []
    columns = groups_of(titles[2 : -1 if spread else None], page.lang)
    known = 0
    for line in rows(table):
        head, _, when = line[0].get_text(strip=True).rpartition(", ")
        series = named.get(head) if head else next(iter(named.values()))
        if series is None or not when.isdecimal():
            continue  # a reference level, or a part of a year: tested with the raw rows
        known, year, decimals = known + 1, int(when), indicator(series[0]).decimals
        drawn = () if series[0] in WITHOUT_PEERS else columns
        wanted = [book.own(series, year), *(book.median(series, year, group) for group in drawn)]
        for tag, value in zip(line[1:], wanted, strict=False):
            if not shows(tag, value, decimals, page.lang):
                yield f"{page} {head or series[0]} {year}: {tag.get_text()!r} for {value}"
        if spread and drawn:
            pair = book.quartiles(series, year, edition(page.year).benchmark) or (None, None)
            if not all(shows(line[-1], value, decimals, page.lang) for value in pair):
                yield f"{page} {head or series[0]} {year}: {line[-1].get_text()!r} for {pair}"
    if not known:
        yield f"{page}: no row was understood"


def wrong_edition(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for an index and edition: score, place among common economies and among all."""
    by_year: dict[str, dict[int, dict[str, float]]] = {}
    for (code, _), found in book.values.items():
        if indicator(code).unit != "rank":
            # the two scales of the cybersecurity index are one index under two codes
            by_year.setdefault("gci" if code == "gci_100" else code, {}).update(found)
    for line in rows(table):
        short, _, when = line[0].get_text(strip=True).rpartition(", ")
        editions, year = by_year[code_of(short, page.lang)], int(when)
        code = next(c for (c, _), found in book.values.items() if year in found and indicator(c).unit != "rank"
                    and ("gci" if c == "gci_100" else c) == code_of(short, page.lang))  # fmt: skip
        own = editions[year][COUNTRY]
        shared = set.intersection(*(set(found) for found in editions.values() if COUNTRY in found))
        common = [editions[year][e] for e in shared]
        everyone = list(editions[year].values())
        places = [[1 + sum(v > own for v in among), len(among)] for among in (common, everyone)]
        shown = [numbers(tag.get_text(), page.lang) for tag in (line[2], line[4])]
        if not shows(line[1], own, indicator(code).decimals, page.lang) or shown != places:
            yield f"{page} {short} {year}: {line[1].get_text()}, {shown} for {own}, {places}"


def wrong_economy(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for each group and economy."""
    ((code, _),) = book.values
    ((year, found),) = book.values[code, ""].items()
    for line in rows(table):
        title = line[0].get_text(strip=True)
        group = groups_of([title], page.lang)
        value = book.median((code, ""), year, group[0]) if group else None
        value = value if group else {economy(e, page.lang): v for e, v in found.items()}[title]
        if int(line[1].get_text()) != year or not shows(line[2], value, indicator(code).decimals, page.lang):
            yield f"{page} {title}: {line[2].get_text()!r} for {value}"
    if len(rows(table)) < len(found):
        yield f"{page}: {len(rows(table))} rows for {len(found)} economies"


def wrong_gap(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for a pair of groups and a year: both rates and their difference."""
    for line in rows(table):
        year = int(line[0].get_text(strip=True).rpartition(", ")[2])
        shown = [numbers(line[n].get_text(), page.lang) for n in (2, 4, 5)]
        sides = [line[n].get_text(strip=True) for n in (1, 3)]
        rates = [
            (high, low)
            for one, other in permutations(book.values, 2)
            if one[0] == other[0] and sides[0] in parts(one[1], page.lang) and sides[1] in parts(other[1], page.lang)
            and (high := book.own(one, year)) is not None and (low := book.own(other, year)) is not None
        ]  # fmt: skip
        if not any(
            close(shown[0][0], high, 1) and close(shown[1][0], low, 1) and close(shown[2][0], high - low, 1)
            for high, low in rates
        ):
            yield f"{page} {line[0].get_text()}: {shown} for one of {rates}"


def label(breakdown: str, lang: str) -> str:
    return ", ".join(text(part.replace("=", "."), lang) for part in breakdown.split(";") if part)


def parts(breakdown: str, lang: str) -> set[str]:
    return {text(part.replace("=", "."), lang) for part in breakdown.split(";") if part}


def wrong_part(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for a part of an index: own value and the groups' medians."""
    columns = groups_of(heads(table)[2:], page.lang)
    named: dict[str, Series] = {}
    for code, breakdown in book.values:
        head = label(breakdown, page.lang) if breakdown else indicator(code).short[page.lang]
        named[capitalise(head, page.lang)] = (code, breakdown)
    for line in rows(table):
        title, _, when = line[0].get_text(strip=True).rpartition(", ")
        series, year = named[title], int(when)
        wanted = [book.own(series, year), *(book.median(series, year, group) for group in columns)]
        for tag, value in zip(line[1:], wanted, strict=True):
            if not shows(tag, value, indicator(series[0]).decimals, page.lang):
                yield f"{page} {title}: {tag.get_text()!r} for {value}"


def wrong_cell(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row and a column for each way the population is cut."""
    titles = heads(table)[1:]
    for line in rows(table):
        for title, tag in zip(titles, line[1:], strict=True):
            wanted = {line[0].get_text(strip=True), title}
            ((series, found),) = [(s, f) for s, f in book.values.items() if parts(s[1], page.lang) == wanted]
            if not shows(tag, book.own(series, max(found)), indicator(series[0]).decimals, page.lang):
                yield f"{page} {wanted}: {tag.get_text()!r}"


def wrong_calendar(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for a survey, with the years of its figures."""
    for line, survey in zip(rows(table), surveys().values(), strict=True):
        years = {year for (code, _), found in book.values.items() if code in survey.asks for year in found}
        told = [int(word) for word in re.findall(r"\b20\d\d\b", line[1].get_text())]
        if line[0].get_text(strip=True) != survey.name[page.lang] or told != sorted(years):
            yield f"{page} {survey.code}: {told} for {sorted(years)}"


def wrong_year(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """Below the numbered steps of a timeline stand the values of its series, a year a line."""
    (series,) = book.values
    for head, date, _, value, _ in (line for line in rows(table) if not line[0].get_text(strip=True).isdigit()):
        (year,) = numbers(date.get_text(), page.lang)
        own = book.own(series, int(year))
        if own is None or not close(numbers(value.get_text(), page.lang)[0], own, indicator(series[0]).decimals):
            yield f"{page} {head.get_text()} {year:.0f}: {value.get_text()} for {own}"


def composite_scores(book: Ledger) -> dict[str, dict[str, float]]:
    """Scores by pillar and economy, worked out from the lineage and the recipe as it stands in params/index.yaml."""
    recipe = yaml.safe_load((here().params / "index.yaml").read_text(encoding="utf-8"))["comparative"]["pillars"]
    scores: dict[str, dict[str, float]] = {}
    for pillar, made in recipe.items():
        codes = {code: next((c for c in (code, *one.get("also", ())) if (c, "") in book.values), None)
                 for code, one in made["indicators"].items()}  # fmt: skip
        if None in codes.values():
            continue
        for code, one in made["indicators"].items():
            newest: dict[str, float] = {}
            for year in sorted(book.values[codes[code], ""]):  # type: ignore[index]
                newest |= book.values[codes[code], ""][year]  # type: ignore[index]
            for economy_, value in newest.items():
                if one.get("relative"):
                    worse = sum((v < value) + (v == value) / 2 for e, v in newest.items() if e != economy_)
                    part = worse / (len(newest) - 1)
                else:
                    part = min(max((value - one["worst"]) / (one["best"] - one["worst"]), 0), 1)
                found = scores.setdefault(pillar, {})
                found[economy_] = found.get(economy_, 0.0) + one["weight"] * (1 + 99 * part)
    return scores


def wrong_score(table: Tag, book: Ledger, page: Report) -> Iterator[str]:
    """A row for a pillar: the country's score and the median of the others."""
    scores = composite_scores(book)
    named = {text(f"composite.pillar.{pillar}", page.lang): found for pillar, found in scores.items()}
    if len(rows(table)) != len(named):
        yield f"{page}: {len(rows(table))} rows for {len(named)} pillars"
    for line in rows(table):
        title, _ = cell(line[0])
        wanted = [named[title][COUNTRY], median(v for e, v in named[title].items() if e != COUNTRY)]
        for tag, value in zip(line[1:], wanted, strict=False):
            if not shows(tag, value, 1, page.lang):
                yield f"{page} {title}: {tag.get_text()!r} for {value}"


def test_the_place_by_the_composite_index_follows_from_its_lineage(reports: Path) -> None:
    """The geometric mean of the pillars' scores by the recipe's weights, and the place of the country by it."""
    recipe = yaml.safe_load((here().params / "index.yaml").read_text(encoding="utf-8"))["comparative"]["pillars"]
    for page in pages(reports, "composite_index"):
        scores = composite_scores(book_of(reports / str(page.year), "composite_index.pillars"))
        whole = sum(recipe[pillar]["weight"] for pillar in scores)
        index = {
            e: prod(found[e] ** (recipe[pillar]["weight"] / whole) for pillar, found in scores.items())
            for e in next(iter(scores.values()))
        }
        place = 1 + sum(value > index[COUNTRY] for value in index.values())
        said = numbers(page.exhibits()["composite_index.answer"].get_text(), page.lang)
        assert set(said[:3]) == {page.year, len(index), place}
        findings = page.exhibits()["composite_index.pillars"].select("ul.reading li")
        told = numbers(findings[0].get_text(), page.lang)
        arithmetic = sum(recipe[pillar]["weight"] / whole * found[COUNTRY] for pillar, found in scores.items())
        assert any(close(n, index[COUNTRY], 1) for n in told) and any(close(n, arithmetic, 1) for n in told)


READERS = {
    "CompositeStanding": wrong_score,
    "Trajectories": wrong_trajectory,
    "EditionsPanel": wrong_edition,
    "Distribution": wrong_economy,
    "GroupGapsPanel": wrong_gap,
    "Profile": wrong_part,
    "Cells": wrong_cell,
    "PolicyTimeline": wrong_year,
    "SurveyCalendar": wrong_calendar,
}


@pytest.mark.parametrize(
    "chapter",
    ["infrastructure", "egovernment", "cybersecurity", "ict_sector", "human_capital", "society", "national_content"],
)
def test_a_single_figure_is_that_of_the_row_it_names(reports: Path, chapter: str) -> None:
    """Tables of single figures print the raw row's own id, so each is looked up by it."""
    understood = 0
    for page in pages(reports, chapter):
        for id, table in page.exhibits().items():
            if table.name == "table" and returned(page, id) == "Counters":
                named = {row["source_row"].rsplit("#", 1)[-1]: row for row in records(reports / str(page.year), id)}
                for line in (line for line in rows(table) if len(line) == 5):
                    row = named[line[4].get_text(strip=True)]
                    value = cell(line[1])[0]
                    decimals = indicator(row["indicator"]).decimals
                    assert any(close(n, float(row["value"]), decimals) for n in numbers(value, page.lang)), (id, row)
                    assert line[3].get_text(strip=True) == source(row["source"]).publisher[page.lang]
                    understood += 1
    assert understood > 10


# what the scorecard counts and how the composite index comes out is worked out anew elsewhere in this file
@pytest.mark.parametrize(
    "chapter", [chapter for chapter in CHAPTERS if chapter not in {"scorecard", "composite_index"}]
)
def test_every_number_in_the_answer_follows_from_its_lineage(reports: Path, chapter: str) -> None:
    for page in pages(reports, chapter):
        id = f"{chapter}.answer"
        said = page.exhibits()[id].get_text()
        rested = records(reports / str(page.year), id)
        allowed = answerable(ledger(rested, every=True), page)
        found = numbers(said, page.lang)
        assert len(found) >= 3 or not rested, "an answer without a number rests on none"
        assert [n for n in found if not any(close(n, value, places) for value, places in allowed)] == [], said


def recounted(folder: Path, year: int) -> dict[str, int]:
    """What the scorecard's first sentence counts, counted again from the file of the verdicts."""
    told = pd.read_csv(folder / "verdicts.csv", dtype=str, keep_default_na=False).query("row == 'rule'")
    assert set(told["edition_year"]) == {str(year)}
    own, proxies = (told[told["evidence_strength"].isin(kinds)] for kinds in (["strong", "weak"], ["proxy"]))
    good = {"achieved", "on_track", "met", "met_late", "as_wanted", "threshold_held"}
    bad = {"away", "against", "threshold_broken"}
    missed = own["outcome"] == "not_met"
    covered = pd.to_numeric(own["share_of_way"]) > 0
    against = own["outcome"].isin(bad) | (missed & ~covered)
    # a place among economies is compared as the share of others that do worse: up is better, whatever the indicator
    good_way = proxies["direction"].where(proxies["standing"] != "True", "1").replace({"1": "up", "-1": "down"})
    moved_well = proxies["movement"] == good_way
    steps = told[told["evidence_strength"] == "milestone_only"]
    return {
        "n": len(told),
        "unknown": int((told["evidence_strength"] == "none").sum()),
        "own": len(own),
        "own_wanted": int(own["outcome"].isin(good).sum()),
        "own_short": int((~own["outcome"].isin(good) & ~against).sum()),
        "own_against": int(against.sum()),
        "reported": int((told["evidence_strength"] == "self_reported").sum()),
        "proxies": len(proxies),
        "proxies_wanted": int(moved_well.sum()),
        "proxies_clear": int((moved_well & (proxies["swing"] == "beyond")).sum()),
        "proxies_short": int((proxies["movement"] == "flat").sum()),
        "proxies_against": int((~moved_well & (proxies["movement"] != "flat")).sum()),
        "steps": len(steps),
        "done": int((steps["outcome"] == "done").sum()),
    }


def test_the_scorecard_counts_what_its_file_of_verdicts_holds(reports: Path) -> None:
    for page in pages(reports, "scorecard"):
        counted = recounted(reports / str(page.year), page.year)
        said = page.exhibits()["scorecard.answer"].get_text()
        assert numbers(said, page.lang) == list(counted.values()), said


def test_the_file_of_verdicts_is_judged_again_with_the_same_result(reports: Path) -> None:
    for page in pages(reports, "scorecard"):
        with (reports / str(page.year) / "verdicts.csv").open(encoding="utf-8", newline="") as file:
            assert differing(csv.DictReader(file)) == []


def test_the_counts_by_direction_add_up_to_the_answer(reports: Path) -> None:
    for page in pages(reports, "scorecard"):
        counted = recounted(reports / str(page.year), page.year)
        table = rows(page.exhibits()["scorecard.by_direction"])  # the table behind the chart
        lines = [[numbers(cell(c)[0], page.lang) for c in line[1:]] for line in table]
        assert sum(line[0][0] for line in lines) == counted["n"]
        assert sum(sum(line[1]) for line in lines) == counted["own"]
        assert sum(sum(line[3]) for line in lines) == counted["proxies"]
        assert sum(line[5][0] for line in lines) == counted["unknown"]


def answerable(book: Ledger, page: Report) -> set[tuple[float, int]]:
    """Numbers an answer may hold, each with its decimals: what its rows say, and the numbers of its own wording."""
    benchmark = edition(page.year).benchmark
    allowed = {(number, 0) for number in worded(page)}
    years: dict[str, list[int]] = {}
    for series, found in book.values.items():
        places = indicator(series[0]).decimals
        own_years = [year for year in found if COUNTRY in found[year]]
        years.setdefault("gci" if series[0].startswith("gci") else series[0], []).extend(own_years)
        for year in own_years:
            own, middle = book.own(series, year), book.median(series, year, benchmark)
            allowed |= {(float(year), 0), *((value, places) for value in (own, middle) if value is not None)}
            allowed |= {(float(n), 0) for n in book.place(series, year) or ()}
            allowed |= common_place(book, series, year)
    for one, other in permutations(book.values, 2):
        for year in book.values[one].keys() & book.values[other].keys() if one[0] == other[0] else ():
            high, low = book.own(one, year), book.own(other, year)
            if high is not None and low is not None:
                allowed.add((high - low, indicator(one[0]).decimals))
    return allowed


def common_place(book: Ledger, series: Series, year: int) -> set[tuple[float, int]]:
    """The place among the economies of every edition in the book, and their number."""
    family = [s for s in book.values if indicator(s[0]).kind is indicator(series[0]).kind and s[1] == series[1]
              and (s == series or {s[0], series[0]} == {"gci", "gci_100"})]  # fmt: skip
    editions = [found for s in family for found in book.values[s].values() if len(found) > 30]
    shared = set.intersection(*(set(found) for found in editions)) if editions else set()
    own = book.own(series, year)
    if own is None or COUNTRY not in shared:
        return set()
    better = sum(book.values[series][year].get(e, own) > own for e in shared)
    return {(float(1 + better), 0), (float(len(shared)), 0)}


def worded(page: Report) -> list[float]:
    """The numbers that stand in the wordings of the answer themselves, such as "per 100 people"."""
    keys = [key for key in texts() if key.startswith(f"{page.chapter}.answer.")]
    plain = " ".join(part for key in keys for part, *_ in string.Formatter().parse(text(key, page.lang)))
    return numbers(plain, page.lang)


def test_a_wrong_number_is_seen() -> None:
    book = Ledger()
    for e, value in {"AZE": 79.8, **dict.fromkeys(groups()["developed"].members, 88.0)}.items():
        row = {"indicator": "internet_users", "breakdown": "", "period": "", "source": "wdi", "economy": e}
        book.add(row | {"ref_year": "2018", "value": str(value)})
    head = "<tr><th>Internet users</th>"
    right = ("79.8<small>2018</small>", "–", "88.0<small>34 of 34</small>", "−8.2", "35 of 35")
    for column, wrong in enumerate(
        (None, "79.9<small>2018</small>", None, "88.1<small>34 of 34</small>", "8.2", "34 of 35")
    ):
        told = [wrong if n == column - 1 and wrong else value for n, value in enumerate(right)]
        body = head + "".join(f"<td>{value}</td>" for value in told) + "</tr>"
        page = report(f"<main><table><tbody>{body}</tbody></table></main>", "infrastructure", 2018, "en")
        assert bool(list(wrong_level(rows(page.main)[0], book, page))) == bool(wrong), told
