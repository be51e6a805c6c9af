"""Reports in a browser: axe-core without a violation, phone width, print, no request, contrast."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from analysis.language import LANGUAGES
from analysis.paths import here
from analysis.run.jobs import chapters
from analysis.run.template import FOLDER, NAME

pytestmark = pytest.mark.slow

YEARS = (2014, 2017, 2020, 2024)
CHAPTERS = tuple(chapter.name for chapter in chapters(here()))


def alternating(place: int, name: str) -> str:
    """A page of the chapter at this place: editions and languages take turns, as in the reports of `make test`."""
    year = place // 2 % len(YEARS)
    return f"{YEARS[year]}/{LANGUAGES[(place + year) % len(LANGUAGES)]}/{name}.html"


PAGES = (*(alternating(place, name) for place, name in enumerate(CHAPTERS)), "2020/en/index.html", "index.html")
"""One report a chapter, and an index of each kind."""

DRAWN = next(page for page in PAGES if page.endswith("infrastructure.html"))
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}


def test_the_pages_looked_at_cover_every_chapter_and_both_languages(reports: Path):
    assert [page for page in PAGES if not (reports / page).is_file()] == []
    assert {page.split("/")[1] for page in PAGES if page.count("/") == 2} == set(LANGUAGES)


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(reports: Path, browser: Any, page: str):
    from axe_playwright_python.sync_playwright import Axe

    asked: list[str] = []
    opened = browser.new_page(viewport=PHONE)
    opened.on("request", lambda request: asked.append(request.url))
    opened.goto((reports / page).as_uri())
    as_opened = Axe().run(opened)
    opened.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    on_phone = opened.evaluate("document.documentElement.scrollWidth")
    opened.set_viewport_size(DESKTOP)
    on_desktop = opened.evaluate("document.documentElement.scrollWidth")
    # contrast takes four fifths of the time and hangs on the style sheet alone, whose colours are tested below
    unfolded = Axe().run(opened, options={"rules": {"color-contrast": {"enabled": False}}})
    opened.close()
    assert as_opened.violations_count == 0, as_opened.generate_report()
    assert unfolded.violations_count == 0, unfolded.generate_report()
    assert (on_phone, on_desktop) == (PHONE["width"], DESKTOP["width"])
    assert [url for url in asked if not url.startswith("data:")] == [(reports / page).as_uri()]


def test_axe_would_find_something(browser: Any):
    from axe_playwright_python.sync_playwright import Axe

    opened = browser.new_page()
    opened.set_content("<html><title>x</title><main><img src='data:image/gif;base64,R0lGODlhAQABAAAAACw='></main>")
    found = {violation["id"] for violation in Axe().run(opened).response["violations"]}
    opened.close()
    assert {"html-has-lang", "image-alt"} <= found


def test_print_shows_the_tables_behind_figures_and_no_navigation(reports: Path, browser: Any):
    opened = browser.new_page(viewport=DESKTOP)
    opened.goto((reports / DRAWN).as_uri())
    behind, contents = opened.locator("figure details table").first, opened.locator("nav.contents")
    assert not behind.is_visible() and contents.is_visible()
    opened.emulate_media(media="print")
    assert behind.is_visible() and not contents.is_visible()
    opened.close()


def test_the_keyboard_reaches_the_content_first(reports: Path, browser: Any):
    opened = browser.new_page(viewport=DESKTOP)
    opened.goto((reports / DRAWN).as_uri())
    opened.keyboard.press("Tab")
    skip = opened.locator("a.skip")
    box = skip.bounding_box()
    assert opened.evaluate("document.activeElement.className") == "skip"
    assert box is not None and box["x"] >= 0
    opened.keyboard.press("Enter")
    assert opened.url.endswith("#content")
    opened.close()


STYLE = (FOLDER / NAME / "style.css").read_text(encoding="utf-8")
COLOURS = dict(re.findall(r"--(\w+): (#[0-9a-f]{3,6});", STYLE))


def contrast(one: str, other: str) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""

    def luminance(colour: str) -> float:
        digits = colour.lstrip("#")
        parts = [digits[i : i + 2] for i in (0, 2, 4)] if len(digits) == 6 else [d * 2 for d in digits]
        levels = [int(part, 16) / 255 for part in parts]
        linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in levels]
        return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_by_its_definition():
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#fff") == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize(
    ("ink", "paper"),
    [("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("ink", "wash"), ("soft", "wash"), ("muted", "paper")],
)
def test_text_stands_out_from_its_ground(ink: str, paper: str):
    assert contrast(COLOURS[ink], COLOURS[paper]) >= 4.5


def test_no_other_colour_is_used_for_text():
    used = set(re.findall(r"[{;]\s*color: ([^;}]+)", STYLE))
    assert used <= {"var(--ink)", "var(--soft)", "var(--accent)", "var(--muted)", "#fff", "inherit"}
    assert contrast("#fff", COLOURS["accent"]) >= 4.5
