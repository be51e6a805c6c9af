"""An executed notebook to a page the public reads: nbconvert's exporter with the project's own template."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from typing import Any

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from analysis import language
from analysis.errors import RunError
from analysis.params import Edition
from analysis.run.frame import frame
from analysis.run.links import links
from analysis.run.loading import quick_imports
from analysis.run.prose import Heading, render
from analysis.run.template import FOLDER, NAME, text_in
from analysis.run.typesetting import keep_endings

with quick_imports():
    import nbformat
    from nbconvert.exporters.templateexporter import TemplateExporter
    from nbformat import NotebookNode

_LANGUAGE_TAG = "lang-"
_NOT_SHOWN = {"parameters", "injected-parameters", "nbval-check-output", "hidden"}
_TAG = re.compile(r"<[^>]+>")
_RAW_ROW = re.compile(r"<a data-raw=.*?</a>", re.DOTALL)


class ReportExporter(TemplateExporter):  # type: ignore[misc]
    """nbconvert with the template in `present`, which escapes whatever is not marked as HTML."""

    export_from_notebook = None
    output_mimetype = "text/html"

    def __init__(self) -> None:
        super().__init__(extra_template_basedirs=[str(FOLDER)], template_name=NAME)

    def _file_extension_default(self) -> str:
        return ".html"

    def _create_environment(self) -> Environment:
        made: Environment = super()._create_environment()
        made.autoescape = True
        made.undefined = StrictUndefined
        made.trim_blocks = made.lstrip_blocks = made.keep_trailing_newline = True
        made.filters["shown"] = shown
        return made


def export(notebook: NotebookNode, *, chapter: str, edition: Edition, lang: str) -> str:
    """The report as one HTML document that needs nothing else.

    Its links name no other page yet (see `run.links`). Cells of the other language, parameters and check cells are left
    out, of outputs only HTML is shown: it comes from `analysis.page`, which escapes every text it is given.

    Raises
    ------
    RunError
        If the notebook does not open with its title, skips a heading level, or shows something active or fetched
        from elsewhere.
    """
    kept = nbformat.from_dict({**notebook, "cells": list(_kept(notebook, lang))})
    prose, headings = render(cell.source for cell in kept.cells if cell.cell_type == "markdown")
    for cell, html in zip((c for c in kept.cells if c.cell_type == "markdown"), prose, strict=True):
        cell.source = html
    place = f"{chapter} {edition.year} {lang}"
    _check_headings(headings, place)
    around = frame(
        edition,
        lang,
        kind="report",
        heading=_plain(headings[0].html),
        links=links(chapter, edition.year, lang, ()),
        description=_answer(kept, chapter),
        abbreviations=language.abbreviations_in(_words(kept), lang),
    )
    contents = [(h.anchor, h.html) for h in headings if h.level == 2]
    made, _ = ReportExporter().from_notebook_node(
        kept, resources={"frame": around, "contents": contents, "t": text_in(lang)}
    )
    page = keep_endings(str(made))
    check_page(page, place)
    return page


def shown(output: Any) -> Markup:
    """What a page shows of a cell's output: its HTML, and nothing of anything else."""
    html = output.get("data", {}).get("text/html", "")
    return Markup("".join(html))


def check_page(html: str, place: str) -> None:
    """Refuse a page that would run a program or ask another host for anything.

    Raises
    ------
    RunError
        Naming the element.
    """
    watch = _Watch()
    watch.feed(html)
    if watch.found:
        raise RunError(
            f"{place}: the page holds {watch.found[0]}",
            rule="no script, no handler, nothing fetched from elsewhere",
            remedy="show texts and figures through the page object, which escapes them",
        )


class _Watch(HTMLParser):
    """Collects what a page must not hold."""

    _ACTIVE = frozenset({"script", "iframe", "object", "embed", "base", "form"})
    _FETCHING = frozenset({"src", "srcset", "poster", "background", "data"})
    _STYLE = re.compile(r"@import|url\(\s*[\"']?(?!data:image/|#)", re.IGNORECASE)
    _SCRIPT = re.compile(r"\s*(javascript|vbscript|data):", re.IGNORECASE)

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._in_style = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._in_style = tag == "style"
        if tag in self._ACTIVE:
            self.found.append(f"<{tag}>")
        for name, value in attrs:
            self._look_at(tag, name, (value or "").strip())

    def handle_data(self, data: str) -> None:
        if self._in_style and (found := self._STYLE.search(data)):
            self.found.append(f"{found[0]} in its style")

    def handle_endtag(self, tag: str) -> None:
        self._in_style = False

    def _look_at(self, tag: str, name: str, value: str) -> None:
        fetches = name in self._FETCHING or (name in {"href", "xlink:href"} and tag in {"link", "image", "use"})
        if name.startswith("on"):
            self.found.append(f"<{tag} {name}=…>")
        elif (
            (fetches and not value.startswith(("data:image/", "#")))
            or (name == "style" and self._STYLE.search(value))
            or (name == "href" and tag != "link" and self._SCRIPT.match(value))
            or name == "http-equiv"
        ):
            self.found.append(f'<{tag} {name}="{value[:40]}">')


def _kept(notebook: NotebookNode, lang: str) -> Iterator[NotebookNode]:
    for cell in notebook.cells:
        tags = set(cell.metadata.get("tags", []))
        languages = {tag.removeprefix(_LANGUAGE_TAG) for tag in tags if tag.startswith(_LANGUAGE_TAG)}
        if not tags & _NOT_SHOWN and (not languages or lang in languages):
            yield cell


def _check_headings(headings: tuple[Heading, ...], place: str) -> None:
    levels = [h.level for h in headings]
    steps = pairwise(levels)
    if levels[:1] != [1] or levels.count(1) != 1 or any(b > a + 1 for a, b in steps):
        raise RunError(
            f"{place}: headings of levels {', '.join(map(str, levels)) or 'none'}",
            rule="one title (#) first, then no level skipped",
            remedy="mend the headings of the Markdown cells",
        )


def _answer(notebook: NotebookNode, chapter: str) -> str:
    return _plain(answer_html("".join(_outputs(notebook)), chapter))


def answer_html(html: str, chapter: str) -> Markup:
    """The inside of the chapter's answer sentence in a page, or nothing."""
    found = re.search(rf'<p id="{re.escape(chapter)}\.answer" class="answer">(.*?)</p>', html, re.DOTALL)
    return Markup(found[1] if found else "")


def _words(notebook: NotebookNode) -> str:
    """Everything a reader sees of the cells, without the names of raw rows."""
    prose = (cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    return _plain(Markup(_RAW_ROW.sub("", " ".join([*prose, *_outputs(notebook)]))))


def _outputs(notebook: NotebookNode) -> list[str]:
    return [str(shown(o)) for cell in notebook.cells if cell.cell_type == "code" for o in cell.outputs]


def _plain(html: Markup) -> str:
    return Markup(_TAG.sub("", html)).unescape()
