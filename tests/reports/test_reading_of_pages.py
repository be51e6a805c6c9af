"""The reader of pages reads what it should: without this the tests beside it could pass for the wrong reason."""

from __future__ import annotations

from pathlib import Path

from published import Report, cell, numbers, rows, strings


def test_numbers_are_read_with_the_separators_of_their_language() -> None:
    nbsp = "\N{NO-BREAK SPACE}"
    az = f"2018-ci ildə 79,8%; +22{nbsp}500 və −0,04; 1200 xidmət; 38,8 – 70,1; 16–74 yaş"
    en = "In 2018 79.8%; +22,500 and −0.04; 1,200 services; 38.8 – 70.1; aged 16–74"
    wanted = [2018.0, 79.8, 22500.0, -0.04, 1200.0, 38.8, 70.1, 16.0, 74.0]
    assert numbers(az, "az") == numbers(en, "en") == wanted
    assert numbers("79,8", "en") == [79.0, 8.0], "the other language's comma is no decimal point"


def test_a_page_is_read_into_its_exhibits(tmp_path: Path) -> None:
    path = tmp_path / "2018" / "en" / "egovernment.html"
    path.parent.mkdir(parents=True)
    path.write_text(
        '<html><nav>2024</nav><main><p id="egovernment.answer">A &lt; 1</p><p id="s1">x</p><!-- 2030 -->'
        '<figure id="egovernment.surveys"><img alt="up to 2019"><table id="egovernment.surveys.table"></table></figure>'
        '<div><table id="egovernment.overview"><tbody><tr><th>a</th><td>1.0<small>2018</small></td></tr></tbody>'
        '</table></div><div id="egovernment.quality"></div><table id="egovernment.sources"></table></main></html>'
    )
    page = Report(path)
    assert (page.chapter, page.year, page.lang) == ("egovernment", 2018, "en")
    assert list(page.exhibits()) == ["egovernment.answer", "egovernment.surveys", "egovernment.overview"]
    assert [text for _, text in strings(page.main)] == ["A < 1", "x", "a", "1.0", "2018", "up to 2019"]
    assert [[cell(c) for c in row] for row in rows(page.exhibits()["egovernment.overview"])] == [
        [("a", ""), ("1.0", "2018")]
    ]


def test_two_pages_of_one_name_are_not_confused(tmp_path: Path) -> None:
    for year in (2014, 2017):
        path = tmp_path / str(year) / "az" / "infrastructure.html"
        path.parent.mkdir(parents=True)
        path.write_text(f"<main><p>{year}</p></main>")
    both = [Report(tmp_path / str(year) / "az" / "infrastructure.html") for year in (2014, 2017)]
    assert [page.main.get_text() for page in both] == ["2014", "2017"]
