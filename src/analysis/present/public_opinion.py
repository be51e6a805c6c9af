"""Tables of what surveys said last, and of what nobody has asked."""

from __future__ import annotations

import math

from analysis import language
from analysis.indicators import HeldBy, indicator, surveys
from analysis.methods.results import (
    MAX_AGE,
    Estimate,
    LastAnswer,
    LastAnswers,
    Observation,
    QuestionsOf,
    SurveyQuestions,
)
from analysis.present.context import Context
from analysis.present.figures import wording
from analysis.present.heads import heads, nothing
from analysis.present.qualifiers import qualifiers
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Table


def last_answers(result: LastAnswers, *, context: Context) -> Table:
    """A row an answer: what and who was asked, how many said so, when, and how exact that is."""
    if not result.rows:
        return nothing("opinion", "asked", context)
    keys = ("asked", "value", "year", "interval~")
    return Table(heads("opinion", keys, context), tuple(_answer(one, result.year, context) for one in result.rows))


def _answer(one: LastAnswer, year: int, context: Context) -> tuple[Cell, ...]:
    o, lang = one.observation, context.lang
    survey = surveys()[one.survey]
    known = indicator(o.indicator)
    own = language.text("table.self_reported", lang) if survey.by is HeldBy.JUDGED else ""
    about = "; ".join(part for part in (survey.name[lang], known.base[lang], own) if part)
    old = year - one.asked_in > MAX_AGE
    return (
        Cell(wording.short_name(o.indicator, context, o.breakdown), note=about),
        Cell(wording.quantity(o.value, o.unit, o.indicator, context), note=_qualified(o, lang), muted=old),
        Cell(str(one.asked_in), note=_age(year - one.asked_in, context), muted=old),
        _interval(one, context),
    )


def _age(years: int, context: Context) -> str:
    return sentence(f"opinion.age.{'one' if years == 1 else 'more'}", {"years": years}, context) if years else ""


def _interval(one: LastAnswer, context: Context) -> Cell:
    lang = context.lang
    if one.interval is None or one.respondents is None:
        return Cell(language.text(f"opinion.no_interval.{'group' if one.of_group else 'whole'}", lang), muted=True)
    low, high = _outward(one.interval, indicator(one.observation.indicator).decimals, lang)
    n = language.quantity(one.respondents.value, "count", lang, 0)
    how = _qualified(one.respondents, lang)
    note = sentence("opinion.respondents", {"n": n}, context)
    return Cell(f"{low}–{high}", note=f"{note} ({how})" if how else note)


def _outward(found: Estimate, decimals: int, lang: str) -> tuple[str, str]:
    """The bounds in the share's own decimals, rounded away from it, so that rounding makes no interval narrower."""
    step = 10**decimals
    bounds = math.floor(found.ci_low * step) / step, math.ceil(found.ci_high * step) / step
    low, high = (language.number(bound, lang, decimals) for bound in bounds)
    return low, high


def _qualified(o: Observation, lang: str) -> str:
    return "; ".join(qualifiers(o.status, o.note, lang))


def questions(result: SurveyQuestions, *, context: Context) -> Table:
    """A row a direction: clauses, those that need a survey, those of which only a survey would tell anything."""
    rows = (*result.rows, _sum(result))
    return Table(heads("question", ("direction", "n", "asked", "only"), context), tuple(_row(r, context) for r in rows))


def _sum(result: SurveyQuestions) -> QuestionsOf:
    return QuestionsOf(
        "",
        sum(one.n for one in result.rows),
        sum(one.asked for one in result.rows),
        sum(one.only for one in result.rows),
    )


def _row(one: QuestionsOf, context: Context) -> tuple[Cell, ...]:
    name = f"direction.{one.direction}" if one.direction else "question.sum"
    return (Cell(language.text(name, context.lang)), *(Cell(str(number)) for number in (one.n, one.asked, one.only)))
