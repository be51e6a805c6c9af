"""The page: what an exhibit carries, how things are numbered and named, and that it says the same twice."""

from __future__ import annotations

import base64
from collections.abc import Iterator
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup, Tag
from made import GROWING, alone, context, own, path, standing

import analysis as an
from analysis.errors import LanguageError
from analysis.indicators import Bilingual, indicator
from analysis.language import text
from analysis.methods.peers import summarise
from analysis.methods.results import (
    Contradictions,
    Counters,
    Gap,
    Level,
    Observation,
    Overview,
    PeerPath,
    Trajectories,
    observations,
)
from analysis.params import load
from analysis.present import annex
from analysis.present.exhibit import LINEAGE, Exhibit
from analysis.present.page import Page

HOSTILE = "<script>alert(1)</script>\"' & <b onclick=x>"


def users() -> Level:
    """Internet users of 2018 beside thirty economies, as a panel's rows would be."""
    latest = replace(
        own("internet_users", {2018: 79.8})[0],
        source="wdi", vintage="2026-07", source_row="wdi/2026-07/wdi.csv#L2", quality="A",
    )  # fmt: skip
    members = [
        replace(latest, economy=f"X{i:02}", value=60.0 + i, source_row=f"wdi/2026-07/wdi.csv#L{i + 3}")
        for i in range(30)
    ]
    peers = summarise(members, group="developed", size=34)
    assert peers is not None
    return Level("internet_users", 2018, "", latest, peers=(peers,), gap=Gap(latest, peers, 79.8 - peers.median, None))


def drawn() -> Trajectories:
    """A figure's result, with the sources that a page cites."""
    made = path("internet_users", GROWING)
    kept = tuple(replace(o, source="wdi", vintage="2026-07") for o in made.own)
    summary = users().peers[0]
    return alone(replace(made, own=kept, peers=(PeerPath("developed", (summary,)),), level=users()))


def soup(exhibit: Exhibit) -> BeautifulSoup:
    return BeautifulSoup(exhibit.html, "html.parser")


def page(lang: str = "en") -> Page:
    return Page(context(lang))


def test_an_exhibit_speaks_to_the_page_the_terminal_and_the_lineage() -> None:
    bundle = page().table("overview", Overview((users(),)))._repr_mimebundle_()
    assert list(bundle) == ["text/html", "text/plain", LINEAGE]
    assert bundle["text/plain"] == "Table 1. The headline indicators at a glance"
    head, *rows = bundle[LINEAGE].splitlines()
    assert head.startswith("id,kind,clause,") and len(rows) == 31
    silent = page().table("homes", Counters(()))._repr_mimebundle_()
    assert list(silent) == ["text/html", "text/plain"], "what rests on nothing carries no lineage"


def test_lineage_names_each_number_its_row_and_its_maker() -> None:
    own_row, peer, *_ = page().table("overview", Overview((users(),))).lineage
    assert own_row == {
        "id": "infrastructure.overview",
        "kind": "table",
        "clause": ";".join(indicator("internet_users").clauses),
        "indicator": "internet_users",
        "economy": "AZE",
        "ref_year": 2018,
        "breakdown": "",
        "period": "",
        "value": 79.8,
        "unit": "percent",
        "source": "wdi",
        "vintage": "2026-07",
        "source_row": "wdi/2026-07/wdi.csv#L2",
        "function": "analysis.chapters.infrastructure.overview",
        "role": "own",
    }
    assert (peer["role"], peer["economy"]) == ("peer", "X00")


def test_figures_and_tables_are_counted_apart_and_ids_do_not_depend_on_the_order() -> None:
    one, other = page(), page()
    first = [one.table("overview", Overview((users(),))), one.table("homes", Counters(()))]
    second = [other.table("homes", Counters(())), other.table("overview", Overview((users(),)))]
    assert [e.plain.split(".")[0] for e in first] == [e.plain.split(".")[0] for e in second] == ["Table 1", "Table 2"]
    assert {e.id for e in first} == {e.id for e in second} == {"infrastructure.overview", "infrastructure.homes"}
    assert one.figure("speeds", Trajectories(())).plain.startswith("Figure 1. ")
    assert one.table("disagreements", Contradictions(())).plain.startswith("Table 3. ")


def test_the_answer_is_marked_as_the_answer() -> None:
    from analysis.chapters.infrastructure import Answer

    result = Answer(replace(users(), baseline=own("internet_users", {2013: 73.0})[0]), lines())
    exhibit = page().say("answer", result)
    (paragraph,) = soup(exhibit).find_all("p")
    assert (paragraph["id"], paragraph["class"]) == ("infrastructure.answer", ["answer"])
    assert paragraph.get_text() == exhibit.plain
    assert "79.8%" in exhibit.plain and "18.3" in exhibit.plain
    assert {row["kind"] for row in exhibit.lineage} == {"sentence"}


def lines() -> Level:
    latest = replace(own("fixed_broadband", {2018: 18.2949})[0], source="wdi", vintage="2026-07")
    members = [replace(latest, economy=f"X{i:02}", value=33.0) for i in range(30)]
    peers = summarise(members, group="developed", size=34)
    assert peers is not None
    return Level("fixed_broadband", 2018, "", latest, gap=Gap(latest, peers, latest.value - 33.0, None))


def test_a_figure_carries_its_words_its_drawings_and_the_numbers_behind() -> None:
    exhibit = page().figure("connections", drawn())
    figure = soup(exhibit).figure
    assert figure["id"] == exhibit.id == "infrastructure.connections"
    assert figure.figcaption.get_text() == exhibit.plain == "Figure 1. Users and subscriptions"
    assert figure.select_one("ul.reading li").get_text().startswith("Internet users: 79.8% in 2018")
    for drawing in (figure.img["src"], figure.source["srcset"]):
        assert base64.b64decode(drawing.removeprefix("data:image/svg+xml;base64,")).startswith(b"<svg")
    assert figure.img["src"] != figure.source["srcset"], "drawn once for each width"
    assert len(figure.img["alt"].split()) > 10
    assert figure.select_one("p.source").get_text().startswith("Source: World Bank")
    assert figure.details.table["id"] == "infrastructure.connections.table"
    assert figure.details.summary.get_text() == text("page.behind", "en")


def test_a_question_without_a_figure_keeps_its_heading_and_says_so() -> None:
    exhibit = page().figure(
        "connections", alone(replace(path("internet_users", {}), level=Level("internet_users", 2018)))
    )
    figure = soup(exhibit).figure
    assert figure["class"] == ["empty"]
    assert figure.find(["img", "table"]) is None
    assert "Internet users" in figure.select_one("ul.reading").get_text()
    assert exhibit.lineage == ()


def test_the_annexes_list_what_was_shown_and_nothing_else() -> None:
    made = page()
    assert soup(made.sources()).select("tbody tr") == []
    made.table("overview", Overview((users(),)))
    made.table("overview", Overview((lines(),)))
    assert [row.get_text() for row in soup(made.quality()).select("summary")] == [
        f"{indicator(code).name.en} {text('page.quality.grade', 'en').format(grade='A')}"
        for code in ("internet_users", "fixed_broadband")
    ]
    made = page()
    made.table("overview", Overview((users(),)))
    (row,) = soup(made.sources()).select("tbody tr")
    assert [cell.get_text() for cell in row.find_all(["th", "td"])][2] == "2026-07"


def test_the_quality_annex_grades_by_the_country_s_own_figures_and_tells_their_age() -> None:
    latest = replace(own("internet_users", {2015: 77.0})[0], quality="C")
    peer = replace(latest, economy="GEO", quality="A")
    found = BeautifulSoup(annex.quality([peer, latest], context=context("en")), "html.parser")
    assert found.select_one(".grade").get_text().endswith("C")
    told = dict(
        zip((dt.get_text() for dt in found.find_all("dt")), (dd.get_text() for dd in found.find_all("dd")), strict=True)
    )
    assert list(told) == [
        text(f"page.quality.{respect}", "en")
        for respect in ("definition", "relevance", "accuracy", "timeliness", "comparability", "coherence", "base")
    ]
    assert told[text("page.quality.timeliness", "en")] == text("page.quality.newest", "en").format(year=2015, age=3)
    assert text("page.quality.economies", "en").format(n=2) in told[text("page.quality.comparability", "en")]
    without = BeautifulSoup(annex.quality([peer], context=context("en")), "html.parser")
    assert text("page.quality.no_own", "en") in without.get_text()


def test_a_break_is_told_from_its_year_on() -> None:
    o = replace(own("secure_servers", {2014: 23.0})[0])
    (first, second) = indicator("secure_servers").breaks
    for year, told in ((2014, ()), (2016, (first,)), (2017, (first, second))):
        html = BeautifulSoup(annex.quality([o], context=context("en", year)), "html.parser").get_text()
        assert [b for b in (first, second) if b.note.en in html] == list(told)


def test_check_prints_the_country_s_own_numbers_and_no_others(capsys: pytest.CaptureFixture[str]) -> None:
    part = replace(own("internet_users_group", {2018: 91.2}, "residence=urban")[0])
    month = replace(own("portal_services", {2016: 424.0})[0], period="2016-05")
    exact = replace(own("egdi", {2018: 0.657412345})[0])
    page().check([users(), part, month, exact])
    assert capsys.readouterr().out == (
        "internet_users 2018 79.8 percent\n"
        "internet_users_group residence=urban 2018 91.2 percent\n"
        "portal_services 2016 2016-05 424 count\n"
        "egdi 2018 0.657412 index_0_1\n"
    )


@pytest.mark.parametrize("lang", ["az", "en"])
def test_two_pages_say_the_same_bytes(lang: str) -> None:
    def shown() -> Iterator[str]:
        made = page(lang)
        yield made.figure("connections", drawn()).html
        yield made.table("overview", Overview((users(),))).html
        yield made.quality().html
        yield made.sources().html

    assert list(shown()) == list(shown())


def test_a_result_made_anew_is_not_taken_for_the_one_before() -> None:
    made = page()
    ids = [made.table("overview", Overview((replace(users(), edition_year=2018),))).lineage for _ in range(2)]
    other = made.table("overview", Overview((lines(),))).lineage
    assert ids[0] == ids[1]
    assert {row["indicator"] for row in other} == {"fixed_broadband"}


def test_markup_in_any_text_comes_out_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    """A script in a group's name, in a registry text or in a sentence is shown, never run."""
    hostile = Bilingual(az=HOSTILE, en=HOSTILE)
    known = indicator("internet_users").model_copy(update={"accuracy": hostile, "name": hostile, "base": hostile})
    monkeypatch.setattr(annex, "indicator", lambda code: known)
    around = context("en")
    around = replace(
        around,
        groups={**around.groups, "developed": HOSTILE},
        benchmark="cis",
        reasons=dict.fromkeys(around.groups, HOSTILE),
        members=dict.fromkeys(around.groups, ("GEO",)),
    )
    made = Page(around)
    shown = [
        made.figure("connections", drawn()),
        made.table("overview", Overview((users(),))),
        made.quality(),
        made.groups(),
    ]
    for exhibit in shown:
        found = soup(exhibit)
        assert found.find(["script", "b"]) is None, exhibit.id
        assert not [tag for tag in found.find_all(True) if any(key.startswith("on") for key in tag.attrs)]
        assert HOSTILE in found.get_text() or any(HOSTILE in str(tag.get("alt", "")) for tag in found.find_all("img"))
    image = soup(shown[0]).img
    assert isinstance(image, Tag)
    assert HOSTILE in str(image["alt"]), "an attribute's quotes are escaped too"


def test_a_sentence_is_escaped_but_its_plain_form_is_not(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("analysis.present.page.sentence", lambda *_: HOSTILE)
    exhibit = page().say("answer", users())
    assert exhibit.plain == HOSTILE
    assert soup(exhibit).p.get_text() == HOSTILE
    assert soup(exhibit).find("script") is None


def test_a_text_that_is_missing_stops_the_page() -> None:
    with pytest.raises(LanguageError, match=r"text 'infrastructure\.weather\.title' is missing in 'en'"):
        page().table("weather", Overview(()))


def test_a_page_knows_the_edition_s_groups() -> None:
    made = an.page("egovernment", load(2018), "az")
    assert repr(made) == "Page('egovernment', 2018, 'az')"
    listed = soup(made.groups())
    assert len(listed.select("tbody tr")) == len(load(2018).peers)
    assert "Gürcüstan" in listed.get_text()


def test_what_a_result_rests_on_is_walked_in_order_and_once() -> None:
    place = standing("internet_users", 2018, [90.0, 80.0, 70.0], 3)
    found = list(observations((place, place.observation, [place])))
    assert len(found) == 4
    assert found[0] == place.observation
    assert isinstance(found[1], Observation)
