"""The annexes of a report: where its numbers come from, and how good they are."""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup

from analysis import language
from analysis.indicators import Breakpoint, Indicator, Kind, Respect, indicator, source
from analysis.methods.results import Observation
from analysis.present import labels
from analysis.present.context import COUNTRY, Context
from analysis.present.rendering import template
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table


def sources(shown: Iterable[Observation], *, context: Context) -> Table:
    """Publisher, title, vintage and licence of every source among the observations."""
    lang = context.lang
    found = sorted({(o.source.split("/")[0], o.vintage) for o in shown})
    heads = ("publisher", "title", "vintage", "licence")
    columns = tuple(Column(language.text(f"page.sources.{head}", lang)) for head in heads)
    rows = tuple(
        (
            Cell(source(code).publisher[lang]),
            Cell(source(code).title[lang]),
            Cell(vintage),
            Cell(source(code).licence[lang]),
        )
        for code, vintage in found
    )
    return Table(columns, tuple(sorted(rows, key=lambda row: language.sort_key(row[0].text, lang))))


def groups(*, context: Context) -> Table:
    """The peer groups: who belongs to each, and why it is compared with."""
    lang = context.lang
    columns = tuple(Column(language.text(f"page.groups.{head}", lang)) for head in ("name", "reason", "members"))
    rows = []
    for code, label in context.groups.items():
        names = sorted(
            (language.economy(member, lang) for member in context.members[code]),
            key=lambda text: language.sort_key(text, lang),
        )
        head = Cell(language.capitalise(label, lang), note=language.text("page.groups.n", lang).format(n=len(names)))
        rows.append((head, Cell(context.reasons[code]), Cell(", ".join(names))))
    return Table(columns, tuple(rows))


def quality(shown: Iterable[Observation], *, context: Context) -> Markup:
    """One folded entry an indicator: relevance, accuracy, timeliness, comparability, coherence, population base."""
    by_code: dict[str, list[Observation]] = {}
    for o in shown:
        by_code.setdefault(o.indicator, []).append(o)
    entries = [_entry(indicator(code), found, context) for code, found in by_code.items()]
    return Markup(template("quality.html.j2").render(entries=entries, id=f"{context.chapter}.quality"))


def _entry(known: Indicator, shown: list[Observation], context: Context) -> dict[str, object]:
    lang = context.lang
    own = [o for o in shown if o.economy == COUNTRY]
    grade = max(o.quality for o in own or shown)
    respects = {
        "definition": _told(known, "definition", context),
        "relevance": language.text("page.quality.clauses", lang).format(clauses=", ".join(known.clauses)),
        "accuracy": _told(known, "accuracy", context),
        "timeliness": _timeliness(own, context),
        "comparability": _comparability(known, shown, context),
        "coherence": _told(known, "coherence", context) or language.text("page.quality.coherent", lang),
        "base": known.base[lang],
    }
    return {
        "code": known.code,
        "heading": language.text("page.quality.rows", lang),
        "rows": [_row(o, context) for o in sorted(own, key=lambda o: (o.breakdown, o.ref_year, o.period, o.source))],
        "name": known.name[lang],
        "grade": language.text("page.quality.grade", lang).format(grade=grade),
        "respects": [(language.text(f"page.quality.{respect}", lang), text) for respect, text in respects.items()],
    }


def _row(o: Observation, context: Context) -> tuple[str, str, str]:
    """What a figure says and for when, the raw file that it stands in, and its row there."""
    lang = context.lang
    when = language.period(o.period, lang) if o.period else str(o.ref_year)
    value = language.quantity(o.value, o.unit, lang, indicator(o.indicator).decimals)
    return ", ".join([when, *labels.parts(o.breakdown, lang), value]), o.source_row.rsplit("#", 1)[0], o.source_row


def _told(known: Indicator, respect: Respect, context: Context) -> str:
    return " ".join(text[context.lang] for text in known.told(respect, context.year))


def _timeliness(own: list[Observation], context: Context) -> str:
    if not own:
        return language.text("page.quality.no_own", context.lang)
    newest = max(o.ref_year for o in own)
    text = language.text("page.quality.newest", context.lang)
    return text.format(
        year=language.ordinal(newest, context.lang) if context.lang == "az" else newest,
        age=context.year - newest,
    )


def _comparability(known: Indicator, shown: list[Observation], context: Context) -> str:
    n, is_index = len({o.economy for o in shown}), known.kind is Kind.INDEX
    # of an index the country's own row is shown, but its place rests on all rows
    key = "place" if is_index and n == 1 else "one_economy" if n == 1 else "economies"
    parts = [language.text(f"page.quality.{key}", context.lang).format(n=n)]
    parts += [_broken(b, context) for b in known.breaks if b.year <= context.year]
    if is_index:
        parts.append(language.text("page.quality.index", context.lang))
    return " ".join(parts)


def _broken(found: Breakpoint, context: Context) -> str:
    """What is noted of a break, with the year from which it holds where the note does not name it."""
    note = found.note[context.lang]
    if str(found.year) in note:
        return note
    return sentence("page.quality.break", {"year": found.year, "note": note}, context)
