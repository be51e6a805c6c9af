"""The reader of pages reads what it should, and each fault is seen: else the tests beside this one prove nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from faults import half_made, later_years, other_language, other_separators
from published import Report, cell, numbers, read, report, rows, strings


def page(body: str, lang: str = "en", year: int = 2018) -> Report:
    return report(f"<html><nav>2024</nav><main>{body}</main></html>", "egovernment", year, lang)


def test_numbers_are_read_with_the_separators_of_their_language() -> None:
    nbsp = "\N{NO-BREAK SPACE}"
    az = f"2018-ci ildə 79,8%; +22{nbsp}500 və −0,04; 1200 xidmət; 38,8 – 70,1; 16–74 yaş"
    en = "In 2018 79.8%; +22,500 and −0.04; 1,200 services; 38.8 – 70.1; aged 16–74"
    wanted = [2018.0, 79.8, 22500.0, -0.04, 1200.0, 38.8, 70.1, 16.0, 74.0]
    assert numbers(az, "az") == numbers(en, "en") == wanted
    kept_together = page("<p>2018\N{NON-BREAKING HYPHEN}ci ildə</p>", "az").main.get_text()
    assert numbers(kept_together, "az") == [2018.0]
    assert numbers("79,8", "en") == [79.0, 8.0], "the other language's comma is no decimal point"


def test_a_page_is_read_into_its_exhibits() -> None:
    found = page(
        '<p id="egovernment.answer">A &lt; 1</p><p id="s1">x</p><!-- 2030 -->'
        '<figure id="egovernment.surveys"><img alt="up to 2019"><table id="egovernment.surveys.table"></table></figure>'
        '<div><table id="egovernment.overview"><tbody><tr><th>a</th><td>1.0<small>2018</small></td></tr></tbody>'
        '</table></div><div id="egovernment.quality"></div><table id="egovernment.sources"></table>'
    )
    assert list(found.exhibits()) == ["egovernment.answer", "egovernment.surveys", "egovernment.overview"]
    assert [text for _, text in strings(found.main)] == ["A < 1", "x", "a", "1.0", "2018", "up to 2019"]
    cells = [[cell(c) for c in row] for row in rows(found.exhibits()["egovernment.overview"])]
    assert cells == [[("a", ""), ("1.0", "2018")]]


def test_a_published_page_says_by_its_place_what_it_is(tmp_path: Path) -> None:
    for year in (2014, 2017):
        path = tmp_path / str(year) / "az" / "infrastructure.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<main><p>{year}</p></main>")
    both = [read(tmp_path / str(year) / "az" / "infrastructure.html") for year in (2014, 2017)]
    assert [(str(found), found.main.get_text()) for found in both] == [
        ("infrastructure 2014 az", "2014"),
        ("infrastructure 2017 az", "2017"),
    ]


FAULTY: tuple[tuple[Callable[[Report], list[str]], str, str], ...] = (
    (later_years, "en", "<p>It fell in 2019.</p>"),
    (later_years, "az", "<p>2019-cu ildə azalıb.</p>"),
    (later_years, "en", "<p>between 2017 and 2021/22</p>"),
    (later_years, "en", "<table><tr><th>Users, 2019</th></tr></table>"),
    (later_years, "en", '<img alt="from 2005 to 2019">'),
    (later_years, "en", '<td class="number">1.0<small>2019</small></td>'),
    (other_language, "az", "<p>The share of users is growing.</p>"),
    (other_language, "az", '<img alt="Line charts of users">'),
    (other_language, "en", "<p>əhalinin payı və sayı</p>"),
    (half_made, "en", "<p>{users.latest} of people</p>"),
    (half_made, "en", "<td>nan</td>"),
    (half_made, "en", "<td>None of 3</td>"),
    (half_made, "en", "<p>a &amp;lt; b</p>"),
    (half_made, "az", "<p>a &lt;b&gt;b&lt;/b&gt;</p>"),
    (other_separators, "az", "<p>79.8%</p>"),
    (other_separators, "az", "<td>16.23</td>"),
    (other_separators, "en", "<p>79,8%</p>"),
    (other_separators, "en", "<p>1,2345</p>"),
)


@pytest.mark.parametrize(("fault", "lang", "body"), FAULTY)
def test_each_fault_is_seen(fault: Callable[[Report], list[str]], lang: str, body: str) -> None:
    assert len(fault(page(body, lang))) == 1


SOUND = {
    "en": '<p class="source">Source: WDI (2026-07)</p><p>Second stage (2018–2020): clause 16.1.13, 7.1.</p>'
    '<table><tr><td class="number">2019</td><td>AZF-2019</td><td>0.2081</td><td>22,500</td></tr></table>'
    "<p>In 2018 A &lt; B, nanotechnology is not none; up to 2018.</p><small>CC BY 4.0</small>",
    "az": "<p>Birinci mərhələ (2014–2017); 16.1.5-ci və 10.2-ci bəndlər, 7.1.</p><p>0,2081; CC BY 3.0 IGO</p>"
    '<table><tr><td class="number">2019</td></tr></table><p>2018-ci ildə orta.</p>',
}


@pytest.mark.parametrize("lang", SOUND)
@pytest.mark.parametrize("fault", [later_years, other_language, half_made, other_separators])
def test_what_is_sound_is_let_be(fault: Callable[[Report], list[str]], lang: str) -> None:
    assert fault(page(SOUND[lang], lang)) == []
