"""Links between a page and the same page in the other language and in other editions.

They name only pages that exist, so they change when another edition is built; the block stands between two marks,
and pages already published get a new block without being run again.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

from markupsafe import Markup

from analysis.language import LANGUAGES
from analysis.run.template import environment, text_in

Present = Collection[tuple[int, str, str]]
"""Pages that exist: edition year, language, file name without ``.html``."""

_BLOCK = re.compile(r"<!--links-->.*?<!--/links-->", re.DOTALL)
_PAGE = re.compile(r"(\d{4})/([a-z]{2})/([^/]+)\.html")


def present(reports: Path) -> frozenset[tuple[int, str, str]]:
    """The pages published under ``reports``."""
    found = (_PAGE.fullmatch(path.relative_to(reports).as_posix()) for path in reports.glob("*/*/*.html"))
    return frozenset((int(m[1]), m[2], m[3]) for m in found if m)


def links(name: str, year: int, lang: str, pages: Present) -> Markup:
    """The block of links for one page, between its marks."""
    others = [code for code in LANGUAGES if code != lang and (year, code, name) in pages]
    years = sorted({y for y, code, page in pages if code == lang and page == name} | {year})
    made = (
        environment()
        .get_template("links.html.j2")
        .render(
            t=text_in(lang),
            languages=[(code, f"../{code}/{name}.html") for code in others],
            years=[(y, None if y == year else f"../../{y}/{lang}/{name}.html") for y in years],
        )
    )
    return Markup("<!--links-->{}<!--/links-->").format(Markup(made.strip()))


def with_links(html: str, name: str, year: int, lang: str, pages: Present) -> str:
    """The page with its block of links made anew."""
    block = str(links(name, year, lang, pages))
    return _BLOCK.sub(lambda _: block, html, count=1)


def refresh(reports: Path) -> tuple[Path, ...]:
    """Bring the links of every published page up to date; returns the pages that changed."""
    pages = present(reports)
    changed = []
    for year, lang, name in sorted(pages):
        path = reports / str(year) / lang / f"{name}.html"
        old = path.read_text(encoding="utf-8")
        new = with_links(old, name, year, lang, pages)
        if new != old:
            write_whole(path, new)
            changed.append(path)
    return tuple(changed)


def write_whole(path: Path, content: str) -> None:
    """Write under a temporary name beside ``path`` and rename when whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.partial")
    partial.write_text(content, encoding="utf-8", newline="\n")
    partial.replace(path)
