"""A chapter's page made here and now, from its notebook's own calls and without drawing a line."""

from __future__ import annotations

import importlib
import re
from collections.abc import Iterator

import pytest
from published import CHAPTERS, Report, report

import analysis as an
from analysis.chapters.evidence import Evidence
from analysis.language import LANGUAGES
from analysis.paths import here
from analysis.present import page as pages

_CALL = re.compile(r"page\.(say|figure|table)\(\\\"(\w+)\\\"")


def calls(chapter: str) -> list[tuple[str, str]]:
    """What the notebook asks its page for, in order: ("figure", "connections"), …"""
    notebook = (here().notebooks / f"{chapter}.ipynb").read_text(encoding="utf-8")
    return _CALL.findall(notebook)


DRAWN = tuple(chapter for chapter in CHAPTERS if any(verb == "figure" for verb, _ in calls(chapter)))
"""The chapters that draw a figure; the others have single figures only, in tables."""


def reports_of(chapter: str, evidence: Evidence) -> Iterator[Report]:
    """The chapter in both languages, with annexes; each question is asked once."""
    module = importlib.import_module(f"analysis.chapters.{chapter}")
    asked = calls(chapter)
    answers = {key: getattr(module, key)(evidence) for _, key in asked}
    for lang in LANGUAGES:
        page = an.page(chapter, evidence.edition, lang)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(pages.figures, "draw", lambda *_, **__: None)
            patch.setattr(pages, "svg", lambda _: '<svg viewBox="0 0 1 1"/>')
            exhibits = [getattr(page, verb)(key, answers[key]) for verb, key in asked]
        html = "".join(exhibit.html for exhibit in (*exhibits, page.quality(), page.groups(), page.sources()))
        yield report(f"<main>{html}</main>", chapter, evidence.edition.year, lang)
