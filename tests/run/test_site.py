"""What a run leaves behind beside its chapters: index pages and manifests, and the same bytes each time."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import analysis
from analysis import data
from analysis.run.jobs import asked
from analysis.run.report import Options, report

if TYPE_CHECKING:
    from conftest import TinyProject

pytestmark = pytest.mark.slow

ANSWER = 'display({{"text/html": f\'<p id="{0}.answer" class="answer">{0} &lt; {{year}} {{lang}}</p>\'}}, raw=True)'


@pytest.fixture(scope="module")
def site(tiny_of: Callable[[], TinyProject]) -> TinyProject:
    """Two chapters in both languages for 2018, one of them in English for 2024."""
    project = tiny_of()
    project.add("later", ANSWER.format("later"), order=2)
    project.add("first", ANSWER.format("first"), order=1)
    project.raw.mkdir(parents=True)
    (project.raw / "a.csv").write_text("id\n1\n")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(data, "build", lambda project=None, *, force=False: None)
        for chosen in ({"years": [2018]}, {"years": [2024], "langs": ["en"], "names": ["first"]}):
            assert not report(project, asked(project, **chosen), Options(project.reports)).failures
    return project


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.anchors: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.hrefs += [found["href"] or ""] if tag == "a" else []
        self.anchors |= {found["id"] or ""} if "id" in found else set()


def links_of(path: Path) -> _Links:
    parsed = _Links()
    parsed.feed(path.read_text(encoding="utf-8"))
    return parsed


def test_every_link_leads_somewhere(site: TinyProject):
    pages = sorted(site.reports.rglob("*.html"))
    assert len(pages) == 1 + 3 + 4 + 1
    for page in pages:
        found = links_of(page)
        for href in found.hrefs:
            path, _, anchor = href.partition("#")
            assert not re.match(r"[a-z]+:", path), f"{page}: {href}"
            assert (page.parent / path).resolve().is_file() if path else anchor in found.anchors, f"{page}: {href}"


def test_every_page_can_be_reached_from_the_first(site: TinyProject):
    seen, waiting = set(), [(site.reports / "index.html").resolve()]
    while waiting:
        page = waiting.pop()
        if page not in seen and page.suffix == ".html":
            seen.add(page)
            hrefs = (href.partition("#")[0] for href in links_of(page).hrefs)
            waiting += [(page.parent / href).resolve() for href in hrefs if href]
    assert seen == {page.resolve() for page in site.reports.rglob("*.html")}


def test_an_edition_lists_its_chapters_in_order_with_their_answers(site: TinyProject):
    html = (site.reports / "2018" / "az" / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<h3><a href="(\w+)\.html">Başlıq</a></h3>', html) == ["first", "later"]
    assert "<p>first &lt; 2018 az</p>" in html
    later = (site.reports / "2024" / "en" / "index.html").read_text(encoding="utf-8")
    assert 'href="first.html"' in later and 'href="later.html"' not in later


def test_the_first_page_shows_both_languages_side_by_side(site: TinyProject):
    html = (site.reports / "index.html").read_text(encoding="utf-8")
    az, en = html.split("<section ")[1:]
    assert az.startswith('lang="az"') and en.startswith('lang="en"')
    assert re.findall(r'href="(\d+/..)/index', az) == ["2018/az"]
    assert re.findall(r'href="(\d+/..)/index', en) == ["2018/en", "2024/en"]


@pytest.mark.parametrize("year", ["2018", "2024"])
def test_the_manifest_names_every_input_and_output_with_its_hash(site: TinyProject, year: str):
    folder = site.reports / year
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["edition"] == manifest["parameters"]["year"] == int(year)
    assert set(manifest["inputs"]) == {"data/raw/a.csv", "params/index.yaml", "params/peers.yaml"}
    assert manifest["inputs"]["data/raw/a.csv"] == hashlib.sha256(b"id\n1\n").hexdigest()
    assert set(manifest["outputs"]) == {
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.suffix in {".html", ".csv"}
    }
    for name, digest in manifest["outputs"].items():
        assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == digest, name
    assert manifest["code"]["version"] == analysis.__version__
    assert manifest["packages"]["papermill"].startswith("2.7.")


def test_nothing_tells_the_time_or_the_place(site: TinyProject):
    texts = {
        p: p.read_text(encoding="utf-8") for p in site.reports.rglob("*") if p.suffix in {".html", ".json", ".csv"}
    }
    for path, text in texts.items():
        assert str(site.root) not in text, path
        assert not re.search(r"\d\d:\d\d:\d\d", text), path


def test_a_second_run_gives_the_same_bytes(site: TinyProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(data, "build", lambda project=None, *, force=False: None)
    for folder in ("one", "two"):
        jobs = asked(site, years=[2018], names=["first"])
        assert not report(site, jobs, Options(tmp_path / folder)).failures
    one, two = (
        {p.relative_to(tmp_path / f): p.read_bytes() for p in (tmp_path / f).rglob("*.*") if p.is_file()}
        for f in ("one", "two")
    )
    assert len(one) == 1 + 2 * 2 + 2 + 1 + 2
    assert one == two


def test_code_that_changes_changes_the_manifest(tmp_path: Path):
    from analysis.run.manifest import _tree

    path = tmp_path / "a.py"
    path.write_text("x = 1")
    before = _tree([("a.py", path)])
    assert _tree([("b.py", path)]) != before
    path.write_text("x = 2")
    assert _tree([("a.py", path)]) != before
