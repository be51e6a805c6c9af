"""From an executed notebook to a page: what is shown, escaped, refused, and linked."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat
import pytest

from analysis import params
from analysis.errors import RunError
from analysis.run.export import check_page, export
from analysis.run.links import links, present, refresh, with_links
from analysis.run.prose import render
from analysis.run.whole_files import write_whole

V4 = nbformat.v4


def output(**data: Any) -> Any:
    return V4.new_output("display_data", data={kind.replace("_", "/"): value for kind, value in data.items()})


def notebook(*cells: Any) -> Any:
    titles = [
        V4.new_markdown_cell("# Başlıq", metadata={"tags": ["lang-az"]}),
        V4.new_markdown_cell("# Title", metadata={"tags": ["lang-en"]}),
        V4.new_markdown_cell("## Bölmə <b>1</b>", metadata={"tags": ["lang-az"]}),
        V4.new_markdown_cell("## Section 1", metadata={"tags": ["lang-en"]}),
    ]
    return V4.new_notebook(cells=[*titles, *cells])


def page(*cells: Any, lang: str = "en", year: int = 2018) -> str:
    return export(notebook(*cells), chapter="infrastructure", edition=params.load(year), lang=lang)


def body(html: str) -> str:
    return html[html.index("<main") : html.index("</main>")]


def test_one_language_is_kept():
    az, en = page(lang="az"), page(lang="en")
    assert '<html lang="az">' in az and '<html lang="en">' in en
    assert "Başlıq" in az and "Title" not in body(az)
    assert "Title" in en and "Başlıq" not in en


def test_code_parameters_and_check_cells_are_not_shown():
    cells = [
        V4.new_code_cell("secret_code = 1", outputs=[output(text_html="<p>shown</p>")]),
        *(
            V4.new_code_cell("x", metadata={"tags": [tag]}, outputs=[output(text_html=f"<p>{tag} cell</p>")])
            for tag in ("parameters", "injected-parameters", "nbval-check-output", "hidden")
        ),
    ]
    html = page(*cells)
    assert "<p>shown</p>" in html
    assert "secret_code" not in html
    assert " cell</p>" not in html


def test_only_html_outputs_are_shown():
    html = page(
        V4.new_code_cell(
            "x", outputs=[output(text_plain="plain words"), V4.new_output("stream", name="stdout", text="printed")]
        )
    )
    assert "plain words" not in html and "printed" not in html


@pytest.mark.parametrize("prose", ["<script>alert(1)</script>", "a <img src=x onerror=alert(1)> b", "`<script>`"])
def test_markup_in_prose_is_escaped(prose: str):
    html = page(V4.new_markdown_cell(prose))
    assert "<script" not in html and "<img" not in html
    assert "&lt;" in body(html)


def test_a_link_to_a_script_in_prose_is_disarmed():
    html = page(V4.new_markdown_cell("[press](javascript:alert(1))"))
    assert 'href="javascript' not in html


@pytest.mark.parametrize(
    ("html", "said"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<SCRIPT src='x'></SCRIPT>", "<script>"),
        ("<p onclick='go()'>", "<p onclick=…>"),
        ("<svg><image href='https://example.org/a.png'/></svg>", '<image href="https://example.org/a.png">'),
        ("<img alt='' src='//example.org/a.png'>", '<img src="//example.org/a.png">'),
        ("<img alt='' src='a.png'>", '<img src="a.png">'),
        ("<picture><source srcset='https://example.org/a 2x'></picture>", "<source srcset="),
        ("<iframe srcdoc='x'></iframe>", "<iframe>"),
        ("<a href=' JavaScript:x'>", "<a href="),
        ("<link rel='stylesheet' href='https://example.org/a.css'>", "<link href="),
        ("<p style='background: url(https://example.org/a.png)'>", "<p style="),
        ("<style>@import 'https://example.org/a.css';</style>", "@import"),
        ("<style>p { background: url(//example.org/a.png) }</style>", "url("),
        ("<meta http-equiv='refresh' content='0; url=https://example.org'>", "<meta http-equiv"),
    ],
)
def test_what_is_active_or_fetched_is_refused(html: str, said: str):
    with pytest.raises(RunError, match=re.escape(said)):
        check_page(html, "here")


def test_links_and_pictures_inside_the_page_are_allowed():
    check_page(
        '<a href="https://example.org">x</a><img alt="" src="data:image/svg+xml;base64,aa"><svg><use href="#a"/></svg>'
        '<source srcset="data:image/svg+xml;base64,aa"><p id="one">x</p>',
        "here",
    )


@pytest.mark.parametrize("cells", [["# Second title"], ["#### Too deep"], ["### Fine", "##### Skipped"]])
def test_headings_keep_their_order(cells: list[str]):
    with pytest.raises(RunError, match="infrastructure 2018 en: headings of levels 1, 2"):
        page(*(V4.new_markdown_cell(cell) for cell in cells))


def test_a_page_opens_with_its_title():
    with pytest.raises(RunError, match="headings of levels none"):
        export(V4.new_notebook(cells=[V4.new_markdown_cell("text")]), chapter="x", edition=params.load(2018), lang="en")


def test_contents_point_at_sections_at_the_same_address_in_both_languages():
    for lang in ("az", "en"):
        html = page(lang=lang)
        anchors = re.findall(r'<li><a href="#(s\d+)">', html)
        assert anchors == ["s1"]
        assert '<h2 id="s1">' in html
    assert "Bölmə &lt;b&gt;1&lt;/b&gt;</a>" in page(lang="az")


def test_a_heading_that_is_a_link_stays_one_link_in_the_contents():
    _, headings = render(["## [Word](https://example.org)"])
    assert headings[0].html == "Word"


def test_the_answer_describes_the_page():
    answer = '<p id="infrastructure.answer" class="answer">79.8 % &amp; <b>rising</b></p>'
    html = page(V4.new_code_cell("x", outputs=[output(text_html=answer)]))
    assert '<meta name="description" content="79.8 % &amp; rising">' in html


@pytest.mark.parametrize("lang", ["az", "en"])
@pytest.mark.parametrize("year", [2018, 2024])
def test_every_page_says_what_it_is(lang: str, year: int):
    from analysis import language

    html = page(lang=lang, year=year)
    text = html.replace("&#39;", "'")
    assert language.text("standing.independent", lang) in text[: text.index("</main>")]
    assert language.text("standing.rule", lang) in text
    opening = language.text("standing.ex_post", lang).split("{")[0]
    assert len(opening) > 40
    assert (opening in text) == (year == 2024)
    assert language.text("errata.none", lang) in text
    assert language.text("site.version", lang).format(version="1") in text


def test_two_exports_are_the_same_bytes():
    assert page(lang="az") == page(lang="az")


PAGES = frozenset({(2018, "az", "a"), (2018, "en", "a"), (2014, "az", "a"), (2014, "en", "b")})


def test_links_name_pages_that_exist_and_no_others():
    found = re.findall(r'href="([^"]+)"', links("a", 2018, "az", PAGES))
    assert found == ["../en/a.html", "../../2014/az/a.html"]
    assert re.findall(r'href="([^"]+)"', links("b", 2014, "en", PAGES)) == []


def test_pages_get_new_links_when_others_appear(tmp_path: Path):
    def publish(year: int, lang: str) -> Path:
        path = tmp_path / str(year) / lang / "a.html"
        write_whole(path, with_links("<!--links--><!--/links--> rest", "a", year, lang, {(year, lang, "a")}))
        return path

    first = publish(2018, "az")
    refresh(tmp_path, tmp_path / "data" / "raw")
    alone = first.read_text()
    second = publish(2018, "en")
    assert set(refresh(tmp_path, tmp_path / "data" / "raw")) == {first, second}
    assert "../en/a.html" in first.read_text() and "../az/a.html" in second.read_text()
    assert not refresh(tmp_path, tmp_path / "data" / "raw")
    second.unlink()
    assert set(refresh(tmp_path, tmp_path / "data" / "raw")) == {first}
    assert first.read_text() == alone
    assert present(tmp_path) == {(2018, "az", "a")}
