"""What stands around the content of a page: titles, links, standing, version and errata."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from analysis import language
from analysis.params import Edition
from analysis.present.context import Context
from analysis.present.sentences import sentence
from analysis.run.template import text_in

_SEEN = ("standing.pseudo_real_time", "standing.ex_post")


@dataclass(frozen=True)
class Frame:
    """The frame of one page; every text in the page's language."""

    kind: str
    lang: str
    title: str
    edition: str
    stage: str
    seen: str
    standing: tuple[str, ...]
    version: str
    errata: tuple[tuple[str, str], ...]
    links: Markup
    home: str = "index.html"
    description: str = ""
    files: tuple[tuple[str, str], ...] = ()
    abbreviations: tuple[tuple[str, str], ...] = ()


def frame(
    edition: Edition,
    lang: str,
    *,
    kind: str,
    heading: str,
    links: Markup,
    description: str = "",
    abbreviations: tuple[tuple[str, str], ...] = (),
) -> Frame:
    """The frame of a page of ``edition``; ``heading`` is its own title, empty for the edition's index."""
    text = text_in(lang)
    label = label_of(edition, lang)
    return Frame(
        kind=kind,
        lang=lang,
        title=" · ".join(part for part in (heading, label, text("site.name")) if part),
        edition=label,
        stage=stage_of(edition, lang),
        seen=seen(edition, lang),
        standing=standing(lang),
        version=text("site.version", version=edition.version),
        errata=tuple((erratum.date, erratum.note[lang]) for erratum in edition.errata),
        links=links,
        home="index.html" if heading else "../../index.html",
        description=description,
        files=(
            ("../lineage.csv", text("site.lineage")),
            ("../manifest.json", text("site.manifest")),
        ),
        abbreviations=abbreviations,
    )


def label_of(edition: Edition, lang: str) -> str:
    """The edition's name, e.g. "Edition of 2018"."""
    key = "site.edition.ex_post" if edition.ex_post else "site.edition"
    return sentence(key, {"year": edition.year}, _context(edition, lang))


def stage_of(edition: Edition, lang: str) -> str:
    """The stage of clause 15.1 the edition stands in, with a capital."""
    return language.capitalise(language.text(f"stage.{edition.stage.value}", lang), lang)


def seen(edition: Edition, lang: str) -> str:
    """Which figures the edition can see."""
    pseudo_real_time, ex_post = _SEEN
    return sentence(ex_post if edition.ex_post else pseudo_real_time, {"year": edition.year}, _context(edition, lang))


def standing(lang: str) -> tuple[str, ...]:
    """Paragraphs on what the reports are; the first is the notice that opens every page."""
    paragraphs = (key for key in language.keys("standing.") if key not in _SEEN)
    return (*(language.text(key, lang) for key in paragraphs), language.text("site.licence", lang))


def _context(edition: Edition, lang: str) -> Context:
    groups = {group.code: group.name[lang] for group in edition.peers}
    return Context("site", edition.year, lang, groups, edition.benchmark)
