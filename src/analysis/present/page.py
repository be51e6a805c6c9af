"""The page of a chapter: what a notebook calls to show sentences, figures and tables."""

from __future__ import annotations

import base64
import re
from collections.abc import Mapping, Sequence

from markupsafe import Markup

from analysis import language
from analysis.indicators import indicator, source
from analysis.methods.results import ClauseRegister, Observation, SurveyQuestions, is_made_up, observations
from analysis.present import annex, clauses, figures, tables
from analysis.present.context import COUNTRY, Context
from analysis.present.exhibit import VERDICTS, VERDICTS_FILE, Exhibit, as_csv, lineage
from analysis.present.reading import read
from analysis.present.sentences import sentence
from analysis.present.theme import Width, svg

MANY = 8
"""More sources than these are counted under an exhibit, and named at the end of the page."""


class Page:
    """A chapter's page in one edition and language.

    It numbers figures and tables in the order they are shown, gives each the stable id ``<chapter>.<key>``, and
    remembers what was shown, so that the annexes list exactly the indicators and sources of this page.
    """

    def __init__(self, context: Context) -> None:
        self.context = context
        self._shown: dict[Observation, None] = {}
        self._walked: tuple[object, tuple[Observation, ...]] = (None, ())
        self._numbers = {"figure": 0, "table": 0}

    def __repr__(self) -> str:
        c = self.context
        return f"Page({c.chapter!r}, {c.year}, {c.lang!r})"

    def say(self, key: str, result: object) -> Exhibit:
        """A sentence with numbers; where the result has a ``case``, the text is ``<chapter>.<key>.<case>``."""
        case = getattr(result, "case", None)
        text = sentence(self._key(key) + (f".{case}" if case else ""), result, self.context)
        css = "answer" if key == "answer" else "reading"
        html = Markup('<p id="{}" class="{}">{}</p>').format(self._key(key), css, text)
        return self._exhibit(key, "sentence", html, text, result)

    def figure(self, key: str, result: object) -> Exhibit:
        """A figure: heading, findings, the drawing for wide and narrow pages, sources, and the table behind it.

        Where no figure was published for the question, heading and explanation stand alone.
        """
        caption = self._caption("figure", key, result)
        empty = not self._observed(result)
        html = Markup('<figure id="{id}"{css}><figcaption>{caption}</figcaption>{findings}{drawing}</figure>').format(
            id=self._key(key),
            css=Markup(' class="empty"') if empty else "",
            caption=caption,
            findings=self._findings(result),
            drawing="" if empty else self._drawing(key, caption, result),
        )
        return self._exhibit(key, "figure", html, caption, result)

    def _drawing(self, key: str, caption: str, result: object) -> Markup:
        wide, narrow = (svg(figures.draw(result, context=self.context, width=w)) for w in (Width.WIDE, Width.NARROW))
        behind = figures.behind(result, context=self.context)
        return Markup(
            '<picture><source media="(max-width: 40rem)" srcset="{narrow}" {narrow_size}>'
            '<img src="{wide}" {wide_size} alt="{alt}"></picture>'
            '<p class="source">{source}</p>{rows}<details><summary>{summary}</summary>{table}</details>'
        ).format(
            wide=_data_uri(wide),
            wide_size=_size(wide),
            narrow=_data_uri(narrow),
            narrow_size=_size(narrow),
            alt=figures.alt(result, context=self.context),
            source=self._source_line(result),
            rows=self._rows_line(result),
            summary=self._text("page.behind"),
            table=behind.html(id=self._key(f"{key}.table"), caption=caption),
        )

    def table(self, key: str, result: object) -> Exhibit:
        """A table with caption and sources."""
        caption = self._caption("table", key, result)
        made = tables.tabulate(result, context=self.context)
        html = made.html(id=self._key(key), caption=caption, note=self._source_line(result))
        return self._exhibit(key, "table", html + self._rows_line(result), caption, result)

    def clauses(self, key: str, result: ClauseRegister) -> Exhibit:
        """The clauses of the strategy one by one, each with an anchor of its own."""
        html = clauses.listing(result, id=self._key(key), context=self.context)
        plain = ", ".join(entry.number for part in result.parts for entry in part.entries)
        return self._exhibit(key, "clauses", html, plain, result)

    def inputs(self, rows: Sequence[Mapping[str, str]]) -> Exhibit:
        """What every verdict rests on, for the file ``verdicts.csv`` beside the edition's pages."""
        link = Markup('<a href="../{0}">{0}</a>').format(VERDICTS_FILE)
        text = Markup.escape(self._text("inputs.told")).replace(VERDICTS_FILE, link, 1)
        html = Markup('<p id="{}" class="reading">{}</p>').format(self._key("inputs"), text)
        return Exhibit(self._key("inputs"), str(html), self._text("inputs.told"), files={VERDICTS: as_csv(rows)})

    def groups(self) -> Exhibit:
        """The peer groups of the edition, with their members and the reason for each."""
        made = annex.groups(context=self.context)
        html = made.html(id=self._key("groups"), caption=self._text("page.groups.caption"))
        return Exhibit(self._key("groups"), str(html), self._text("page.groups.caption"))

    def sources(self) -> Exhibit:
        """The sources and vintages of everything shown so far, with their licences."""
        made = annex.sources(self._shown, context=self.context)
        html = made.html(id=self._key("sources"), caption=self._text("page.sources.caption"))
        return Exhibit(self._key("sources"), str(html), self._text("page.sources.caption"))

    def quality(self) -> Exhibit:
        """The quality annex: each indicator shown so far, in the six respects that the reports promise."""
        html = annex.quality(self._shown, context=self.context)
        return Exhibit(self._key("quality"), str(html), self._text("page.quality.caption"))

    def check(self, result: object) -> None:
        """Print the country's own numbers in a result, for a check cell that nbval compares."""
        for o in observations(result):
            if o.economy == COUNTRY:
                parts = (o.indicator, o.breakdown, str(o.ref_year), o.period, f"{o.value:.6g}", o.unit)
                print(" ".join(part for part in parts if part))

    def _key(self, key: str) -> str:
        return f"{self.context.chapter}.{key}"

    def _text(self, key: str) -> str:
        return language.text(key, self.context.lang)

    def _caption(self, kind: str, key: str, result: object) -> str:
        self._numbers[kind] += 1
        title = sentence(self._key(f"{key}.title"), result, self.context)
        return self._text(f"page.{kind}").format(n=self._numbers[kind]) + " " + title

    def _source_line(self, result: object) -> str:
        found = list(dict.fromkeys((o.source.split("/")[0], o.vintage) for o in self._observed(result)))
        if not found:
            return self._text("page.register" if isinstance(result, SurveyQuestions) else "page.no_source")
        if len(found) > MANY:
            return self._text("page.many_sources").format(n=len(found))
        return self._text("page.source").format(sources="; ".join(self._cited(*each) for each in found))

    def _rows_line(self, result: object) -> Markup:
        """Links from an exhibit to what the quality annex says of its indicators, with their raw rows.

        Folded away where there are many, as under a count of verdicts; empty where the exhibit rests on no figure.
        """
        codes = tuple(dict.fromkeys(o.indicator for o in self._observed(result)))
        links = Markup(", ").join(
            Markup('<a href="#{}">{}</a>').format(
                f"{self._key('quality')}.{code}", indicator(code).short[self.context.lang]
            )
            for code in codes
        )
        if len(codes) > MANY:
            return Markup('<details class="source"><summary>{}</summary>{}</details>').format(
                self._text("page.many_rows").format(n=len(codes)), links
            )
        told = Markup(self._text("page.rows")).format(links=links)
        return Markup('<p class="source">{}</p>').format(told) if codes else Markup("")

    def _cited(self, code: str, vintage: str) -> str:
        known, lang = source(code), self.context.lang
        return f"{known.publisher[lang]}, {known.title[lang]} ({vintage})"

    def _findings(self, result: object) -> Markup:
        lines = Markup("").join(Markup("<li>{}</li>").format(line) for line in read(result, self.context))
        return Markup('<ul class="reading">{}</ul>').format(lines) if lines else lines

    def _exhibit(self, key: str, kind: str, html: Markup | str, plain: str, result: object) -> Exhibit:
        shown = self._observed(result)
        self._shown.update(dict.fromkeys(shown))
        function = f"analysis.chapters.{self.context.chapter}.{key.split('.')[0]}"
        records = lineage(shown, id=self._key(key), kind=kind, function=function)
        if any(is_made_up(o) for o in shown):
            plain = self._text("page.synthetic") + " " + plain
            html = Markup('<p class="synthetic">{}</p>').format(self._text("page.synthetic")) + html
        return Exhibit(self._key(key), str(html), plain, records)

    def _observed(self, result: object) -> tuple[Observation, ...]:
        """What the result at hand rests on; walked once, although heading, sources and lineage each need it."""
        if self._walked[0] is not result:
            self._walked = (result, tuple(observations(result)))
        return self._walked[1]


def _size(drawing: str) -> Markup:
    """Width and height of a drawing, so that the page keeps its place while it loads."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', drawing)
    assert box is not None, "a drawing of ours has a view box"
    return Markup('width="{}" height="{}"').format(*(round(float(side)) for side in box.groups()))


def _data_uri(drawing: str) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()
