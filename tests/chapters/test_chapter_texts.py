"""Every text a chapter can need is there in both languages, and fits every result of every edition."""

from __future__ import annotations

import ast
import importlib
import inspect
import re
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass
from types import ModuleType
from typing import Any, TypeVar, get_type_hints

import pytest

from analysis import params
from analysis.chapters.evidence import Evidence
from analysis.language import LANGUAGES, text, texts
from analysis.methods.results import (
    Cells,
    Contradiction,
    GroupGaps,
    Level,
    Observation,
    Profile,
    Reference,
    WhyNot,
    observations,
)
from analysis.paths import here
from analysis.present.context import COUNTRY, Context
from analysis.present.reading import part_name, read
from analysis.present.sentences import sentence
from analysis.present.tables import tabulate

CHAPTERS = sorted(path.stem for path in here().notebooks.glob("*.ipynb"))
Kind = TypeVar("Kind")


def module(chapter: str) -> ModuleType:
    return importlib.import_module(f"analysis.chapters.{chapter}")


def calls(chapter: str) -> list[tuple[str, str]]:
    """What the notebook asks its page for: ("say", "answer"), ("figure", "connections"), …"""
    notebook = (here().notebooks / f"{chapter}.ipynb").read_text(encoding="utf-8")
    return re.findall(r"page\.(say|figure|table)\(\\\"(\w+)\\\"", notebook)


SAID = [(chapter, key) for chapter in CHAPTERS for verb, key in calls(chapter) if verb == "say"]
TITLED = [(chapter, key) for chapter in CHAPTERS for verb, key in calls(chapter) if verb != "say"]


def cases(chapter: str, key: str) -> set[str]:
    """The values that the ``case`` of a question's answer can take, read from its source; none without a case."""
    kind = get_type_hints(getattr(module(chapter), key))["return"]
    return returned(kind.case) if hasattr(kind, "case") else set()


def returned(prop: Any) -> set[str]:
    """The texts that a property can return."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(prop.fget)))
    found: set[str] = set()
    for node in (n for n in ast.walk(tree) if isinstance(n, ast.Return)):
        waiting = [node.value]
        while waiting:
            value = waiting.pop()
            if isinstance(value, ast.IfExp):
                waiting += [value.body, value.orelse]
            else:
                assert isinstance(value, ast.Constant) and isinstance(value.value, str), ast.dump(node)
                found.add(value.value)
    return found


def named_cases(chapter: str) -> list[str]:
    """The contradictions that a chapter asks for."""
    tree = ast.parse(inspect.getsource(module(chapter)))
    return [
        str(keyword.arg)
        for call in ast.walk(tree)
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id == "contradictions"
        for keyword in call.keywords
    ]


CONTRADICTIONS = [(chapter, key) for chapter in CHAPTERS for key in named_cases(chapter)]

Results = dict[tuple[str, int], dict[str, object]]


@pytest.fixture(scope="module")
def results(evidence: Callable[[int], Evidence]) -> Results:
    """The answer to every question of every notebook, edition by edition."""
    return {
        (chapter, year): {key: getattr(module(chapter), key)(evidence(year)) for _, key in calls(chapter)}
        for year in params.editions()
        for chapter in CHAPTERS
    }


def context(chapter: str, year: int, lang: str) -> Context:
    edition = params.load(year)
    return Context(chapter, year, lang, {g.code: g.name[lang] for g in edition.peers}, edition.benchmark)


def each(value: object, kind: type[Kind]) -> Iterator[Kind]:
    """Every value of a kind inside a result."""
    if isinstance(value, kind):
        yield value
    if isinstance(value, tuple | list):
        for item in value if not value or not isinstance(value[0], Observation) else ():
            yield from each(item, kind)
    elif is_dataclass(value) and not isinstance(value, Observation | type):
        for field in fields(value):
            yield from each(getattr(value, field.name), kind)


@pytest.mark.parametrize(("chapter", "key"), SAID)
def test_every_case_has_its_text_and_no_text_is_left_over(chapter: str, key: str) -> None:
    prefix = f"{chapter}.{key}"
    wanted = {f"{prefix}.{case}" for case in cases(chapter, key)} or {prefix}
    assert {name for name in texts() if name == prefix or name.startswith(f"{prefix}.")} == wanted


def test_a_level_s_cases_have_their_texts() -> None:
    assert returned(Level.case) == {"none", "old", "known"}
    for case in returned(Level.case):
        assert all(text(f"reading.{case}", lang) for lang in LANGUAGES)


@pytest.mark.parametrize(("chapter", "key"), TITLED)
def test_every_figure_and_table_has_a_title(chapter: str, key: str) -> None:
    assert all(text(f"{chapter}.{key}.title", lang) for lang in LANGUAGES)


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_no_text_of_a_chapter_is_unused(chapter: str) -> None:
    used = {f"{chapter}.{key}" for one, key in SAID if one == chapter}
    used |= {f"{chapter}.{key}.{case}" for one, key in SAID if one == chapter for case in cases(chapter, key)}
    used |= {f"{chapter}.{key}.title" for one, key in TITLED if one == chapter}
    used |= {f"{chapter}.contradiction.{key}.{part}" for key in named_cases(chapter) for part in PARTS}
    assert {name for name in texts() if name.startswith(f"{chapter}.")} - used == set()


PARTS = ("question", "claims", "used")


@pytest.mark.parametrize(("chapter", "key"), CONTRADICTIONS)
def test_a_contradiction_has_its_three_texts_and_is_found(chapter: str, key: str, results: Results) -> None:
    """A claim that names no raw row would make its case vanish without a word; the last edition shows them all."""
    for part in PARTS:
        assert all(text(f"{chapter}.contradiction.{key}.{part}", lang) for lang in LANGUAGES)
    found = {case.key: case for case in each(results[chapter, 2024]["disagreements"], Contradiction)}
    assert key in found
    said = text(f"{chapter}.contradiction.{key}.used", "en")
    assert said.startswith(("Neither", "Both", "None")) == (found[key].used is None), said


@pytest.mark.parametrize("chapter", CHAPTERS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_text_fits_every_result(chapter: str, lang: str, results: Results) -> None:
    """Sentences, titles, findings and tables are made for each edition; a placeholder without a value raises."""
    for year in params.editions():
        around = context(chapter, year, lang)
        said = []
        for verb, key in calls(chapter):
            result = results[chapter, year][key]
            case = getattr(result, "case", None)
            if verb == "say":
                said.append(sentence(f"{chapter}.{key}" + (f".{case}" if case else ""), result, around))
            else:
                assert sentence(f"{chapter}.{key}.title", result, around)
                said += read(result, around)
            if verb == "table":
                said += [cell.text for row in tabulate(result, context=around).rows for cell in row]
        assert len(said) >= len(calls(chapter))
        slips = re.compile(r"[{}]|  |\.\.|[;,:]\.| [,;.:](?!\d|az )")
        assert [one for one in said if not one.strip() or slips.search(one)] == []


@pytest.mark.parametrize("chapter", CHAPTERS)
def test_a_sentence_begins_and_ends_like_one(chapter: str, results: Results) -> None:
    for (name, year), answers in results.items():
        for key, result in answers.items() if name == chapter else ():
            case = getattr(result, "case", None)
            for lang in LANGUAGES:
                around = context(chapter, year, lang)
                said = list(read(result, around))
                if (chapter, key) in SAID:
                    said.append(sentence(f"{chapter}.{key}" + (f".{case}" if case else ""), result, around))
                assert [one for one in said if not one.endswith(".") or one[0].islower()] == [], (year, key, lang)


def test_every_reference_gap_part_and_cell_has_a_label(results: Results) -> None:
    found = list(results.values())
    references = {reference.key for reference in each(found_values(found), Reference)}
    assert {"itu_ceiling", "strategy_users"} <= references
    keys = {f"reference.{key}" for key in references}
    keys |= {f"gap.{gaps.key}" for gaps in each(found_values(found), GroupGaps)}
    keys |= {label for cells in each(found_values(found), Cells) for label in (*cells.rows, *cells.columns)}
    keys |= {f"why_not.{why.value}" for why in WhyNot}
    keys |= {
        part.replace("=", ".")
        for o in observations(found_values(found))
        if o.economy == COUNTRY
        for part in o.breakdown.split(";")
        if part
    }
    assert len(keys) > 40
    assert [key for key in keys for lang in LANGUAGES if not text(key, lang)] == []
    for profile in each(found_values(found), Profile):
        for part, *_ in profile.parts:
            assert all(part_name(profile.indicator, part, context("egovernment", 2024, lang)) for lang in LANGUAGES)


def found_values(found: list[dict[str, object]]) -> list[object]:
    return [result for answers in found for result in answers.values()]


def test_an_unfilled_or_missing_text_is_an_error(results: Results) -> None:
    around = context("infrastructure", 2018, "en")
    answer = results["infrastructure", 2018]["answer"]
    with pytest.raises(AttributeError):
        sentence("egovernment.answer.better", {"newest": answer}, around)
    with pytest.raises(KeyError):
        sentence("infrastructure.answer.known", {}, around)
