"""Links between a page and the same page in the other language and in other editions.

They name only pages that exist, so they change when another edition is built; the block stands between two marks,
and pages already published get a new block without being run again. So do links from the scorecard's series to the
exhibits that show them.
"""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from markupsafe import Markup

from analysis.language import LANGUAGES
from analysis.run import lineage
from analysis.run.template import environment, text_in
from analysis.run.whole_files import write_whole

Present = Collection[tuple[int, str, str]]
"""Pages that exist: edition year, language, file name without ``.html``."""

_BLOCK = re.compile(r"<!--links-->.*?<!--/links-->", re.DOTALL)
_SHOWS = re.compile(r'<a data-shows="([^"]+)"(?: href="[^"]*")?>')
_RAW = re.compile(r'<a data-raw="([^"]+)"(?: href="[^"]*")?>')
_SHOWING = ("figure", "table")
SCORECARD = "scorecard"
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


def shown_in(rows: Iterable[lineage.Row]) -> dict[str, str]:
    """For each indicator the id of the exhibit that shows it best: a figure before a table, then the longest series.

    The scorecard points to the chapters, so its own exhibits are not among them.
    """
    own: Counter[tuple[str, str, str]] = Counter()
    for id, kind, _, code, *_, role in rows:
        if kind in _SHOWING and not id.startswith(f"{SCORECARD}."):
            own[code, kind, id] += role == "own"
    best: dict[str, tuple[int, int, str]] = {}
    for (code, kind, id), n in own.items():
        place = (_SHOWING.index(kind), -n, id)
        best[code] = min(best.get(code, place), place)
    return {code: id for code, (_, _, id) in sorted(best.items())}


def with_exhibits(html: str, name: str, shown: Mapping[str, str]) -> str:
    """The page with every series that it names linked to the exhibit that shows it, where there is one."""

    def link(found: re.Match[str]) -> str:
        code = found[1]
        if code not in shown:
            return f'<a data-shows="{code}">'
        chapter = shown[code].split(".")[0]
        return f'<a data-shows="{code}" href="{"" if chapter == name else f"{chapter}.html"}#{shown[code]}">'

    return _SHOWS.sub(link, html)


def with_raw(html: str, page: Path, raw: Path) -> str:
    """The page with every raw row that it names linked to its file, where reports and raw figures lie together.

    Reports that are written elsewhere name the rows and link to nothing: a path out of them would hold on this machine
    alone.
    """
    root = raw.parent.parent
    if not page.resolve().is_relative_to(root.resolve()):
        return _RAW.sub(r'<a data-raw="\1">', html)
    up = Path(os.path.relpath(raw.resolve(), page.resolve().parent)).as_posix()
    return _RAW.sub(rf'<a data-raw="\1" href="{up}/\1">', html)


def refresh(reports: Path, raw: Path) -> dict[Path, tuple[str, str]]:
    """Bring the links of every published page up to date; returns those that changed, each as it was and as it is."""
    pages = present(reports)
    shown = {year: shown_in(lineage.read(reports / str(year) / "lineage.csv")) for year, _, _ in pages}
    changed: dict[Path, tuple[str, str]] = {}
    for year, lang, name in sorted(pages):
        path = reports / str(year) / lang / f"{name}.html"
        old = path.read_text(encoding="utf-8")
        here = {code: id for code, id in shown[year].items() if (year, lang, id.split(".")[0]) in pages}
        new = with_raw(with_exhibits(with_links(old, name, year, lang, pages), name, here), path, raw)
        if new != old:
            write_whole(path, new)
            changed[path] = old, new
    return changed
