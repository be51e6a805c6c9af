"""The pages that list reports: one an edition and language, and one over all editions. They list what exists."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from markupsafe import Markup

from analysis import params
from analysis.language import LANGUAGES
from analysis.params import Edition
from analysis.paths import Project
from analysis.run.export import answer_html, check_page
from analysis.run.frame import frame, label_of, stage_of, standing
from analysis.run.links import links, present
from analysis.run.template import environment, text_in
from analysis.run.whole_files import write_whole

PAGE = "index"
_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>", re.DOTALL)


@dataclass(frozen=True)
class Listed:
    """A published chapter: its title and answer as HTML, read from its page."""

    name: str
    title: Markup
    answer: Markup


@dataclass(frozen=True)
class _Entry:
    year: int
    label: str
    stage: str
    chapters: tuple[Listed, ...]


def write_indexes(reports: Path, project: Project, names: Sequence[str]) -> None:
    """Write every index page anew; ``names`` are the chapters in their order."""
    entries: dict[str, list[_Entry]] = {lang: [] for lang in LANGUAGES}
    for year, lang in sorted({(year, lang) for year, lang, name in present(reports) if name in names}):
        edition = params.load(year, project.params)
        listed = tuple(_listed(reports, year, lang, names))
        _write_edition(reports, edition, lang, listed)
        entries[lang].append(_Entry(year, label_of(edition, lang), stage_of(edition, lang), listed))
    _write_all(reports, entries)


def _listed(reports: Path, year: int, lang: str, names: Sequence[str]) -> list[Listed]:
    pages = [(name, reports / str(year) / lang / f"{name}.html") for name in names]
    found = []
    for name, path in pages:
        if path.is_file():
            html = path.read_text(encoding="utf-8")
            title = _TITLE.search(html)
            found.append(Listed(name, Markup(title[1] if title else name), answer_html(html, name)))
    return found


def _write_edition(reports: Path, edition: Edition, lang: str, chapters: tuple[Listed, ...]) -> None:
    year = edition.year
    pages = {*present(reports), (year, lang, PAGE)}
    around = frame(edition, lang, kind="edition", heading="", links=links(PAGE, year, lang, pages))
    template = environment().get_template("edition.html.j2")
    html = template.render(frame=around, t=text_in(lang), chapters=chapters)
    check_page(html, f"index {year} {lang}")
    write_whole(reports / str(year) / lang / f"{PAGE}.html", html)


def _write_all(reports: Path, entries: dict[str, list[_Entry]]) -> None:
    langs = [lang for lang in LANGUAGES if entries[lang]]
    text = {lang: text_in(lang) for lang in langs}
    html = (
        environment()
        .get_template("editions.html.j2")
        .render(
            frame={
                "lang": langs[0],
                "title": " / ".join(text[lang]("site.name") for lang in langs),
                "kind": "editions",
                "description": "",
            },
            t=text[langs[0]],
            langs=langs,
            text=text,
            editions=entries,
            standing={lang: standing(lang)[0] for lang in langs},
        )
    )
    check_page(html, "index")
    write_whole(reports / f"{PAGE}.html", html)
