"""What may be printed of a file of answers, as raw figures that the reports take up: shares, intervals, gaps."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from analysis.data import Address, next_vintage, write_folder
from analysis.errors import DataError, ParameterError
from analysis.indicators import Measure, publishers, questionnaires
from analysis.methods.results import SYNTHETIC, Estimate
from analysis.methods.survey.design import domain
from analysis.methods.survey.disclosure import Shown
from analysis.methods.survey.missing import bounds
from analysis.paths import Project, here
from analysis.surveys.answering import answers
from analysis.surveys.estimating import ShareTable, cuts_households, gap
from analysis.surveys.opening import Survey, opened

SOURCE = "filed_surveys"
"""The folder below `data/raw` that filed estimates lie in."""

COUNTRY = "AZE"
FIRST_YEAR = 2000
PUBLIC = (Shown.PRINTED, Shown.MARKED)
Figure = tuple[str, dict[str, str], float, str]
"""Series, parts of the breakdown, value, unit."""


@dataclass(frozen=True)
class About:
    """Who held a survey (a code of indicators/publishers.yaml), its title, where it is described, when it was held."""

    publisher: str = ""
    title: str = ""
    address: str = ""
    held: str = ""


MADE_UP = About(SYNTHETIC, "Made-up answers, which show nothing", "https://example.org/synthetic", "by nobody")


def filed(
    path: Path, code: str, year: int, about: About, *, margins: Path | None = None, project: Project | None = None
) -> tuple[Path, int]:
    """Write the shares of everybody and of each group, and the gaps between groups, to a new folder of raw figures.

    Only cells that may be printed are written. The folder is named ``<year>-<number>``.

    Parameters
    ----------
    code
        The questionnaire, one of the project's own.
    year
        The year in which people were asked.
    margins
        Known numbers of people (CSV) that weights are brought to.

    Returns
    -------
    tuple
        The folder, and how many figures it holds.

    Raises
    ------
    ParameterError
        If the project has no such questionnaire, or it is not said who held the survey, and where it is described.
    DataError
        If something is wrong with the answers, or no cell may be printed.
    """
    if code not in questionnaires():
        raise ParameterError(
            f"questionnaire {code!r}",
            rule=f"one of the project's own: {', '.join(questionnaires())}",
            remedy="lay its definition into src/analysis/indicators/questionnaires, where reports find its words",
        )
    if not FIRST_YEAR <= year <= datetime.date.today().year:
        raise ParameterError(
            f"year {year}", rule=f"from {FIRST_YEAR} to this year", remedy="give the year of the survey"
        )
    survey = opened(path, questionnaires()[code], margins=margins)
    held = MADE_UP if survey.is_synthetic else _checked(about)
    figures = [
        (series, parts | {"questionnaire": code}, value, unit)
        for measure in survey.definition.measures.values()
        for series, parts, value, unit in _figures(survey, measure)
    ]
    if not figures:
        raise DataError("no cell may be printed", rule="30 answers, errors within bounds", remedy="ask more people")
    project = project or here()
    rows = sorted((series, _breakdown(parts), f"{value:.1f}", unit) for series, parts, value, unit in figures)
    ids = [f"SV{number:05d}" for number in range(1, len(rows) + 1)]
    folder = write_folder(
        project,
        SOURCE,
        next_vintage(project, SOURCE, year),
        rows=[
            (name, series, COUNTRY, str(year), "", breakdown, value, unit, "", "", "")
            for name, (series, breakdown, value, unit) in zip(ids, rows, strict=True)
        ],
        addresses=[Address(name, held.publisher, held.title, held.address, "15.2", "A") for name in ids],
        card=_card(survey, held),
    )
    return folder, len(rows)


def _checked(about: About) -> About:
    if about.publisher not in publishers() or about.publisher == SYNTHETIC:
        raise ParameterError(
            f"publisher {about.publisher!r}",
            rule="who held the survey: a code of indicators/publishers.yaml",
            remedy="give --publisher; register a new one there, in both languages",
        )
    for name in ("title", "address", "held"):
        if not getattr(about, name):
            raise ParameterError(
                f"no {name}",
                rule="a reader can find what was asked, of whom and when",
                remedy=f"give --{name}",
            )
    if not about.address.startswith(("http://", "https://")):
        raise ParameterError(f"address {about.address!r}", rule="a web address", remedy="begin it with https://")
    return about


def _card(survey: Survey, about: About) -> dict[str, object]:
    raked = ", ".join(survey.margins)
    weights = f"Weights raked to known numbers of people by {raked}." if raked else "Weights as drawn."
    return {
        "publisher": "who held the survey, row by row",
        "title": about.title,
        "edition": f"held {about.held}",
        "licence": "estimates of this project from answers that it does not keep",
        "address": about.address,
        "date_read": datetime.date.today(),
        "read_through": ["analysis survey file"],
        "grade": "per row",
        "population_base": survey.definition.population.en,
        "notes": "Shares with 95 % intervals from design errors, to a tenth; answers to the nearest ten. Cells under "
        "30 answers or over 33 % coefficient of variation, and those that would give them away, are left out. "
        + weights,
    }


def _breakdown(parts: dict[str, str]) -> str:
    return ";".join(f"{key}={value}" for key, value in sorted(parts.items()))


def _figures(survey: Survey, measure: Measure) -> Iterator[Figure]:
    question = {"question": measure.code}
    whole = survey.table(measure.code, ())
    yield from _shares(whole, question)
    if whole.rows[0].shown not in PUBLIC:
        return
    if measure.asked.over is None:
        yield from _unanswered(survey, measure, question)
    for name, group in survey.definition.groups.items():
        if not cuts_households(measure, survey.definition, name):
            continue
        table = survey.table(measure.code, (name,))
        yield from _shares(table, question)
        shown = {row.groups[0]: row.shown in PUBLIC for row in table.rows}
        labels = list(group.codes)
        if group.ordered and shown[labels[0]] and shown[labels[-1]]:
            apart = gap(survey.data, survey.definition, measure.code, name, survey.designs)
            yield from _with_bounds("gap", question | {"between": name}, apart, "points")


def _shares(table: ShareTable, question: dict[str, str]) -> Iterator[Figure]:
    """The rows that may be printed; where a table is cut, only its cells, not everybody again."""
    for row in table.rows:
        if row.shown not in PUBLIC or (table.by and row.groups == (None,)):
            continue
        assert row.estimate is not None, "a cell that may be printed has an estimate"
        parts = question | {name: code for name, code in zip(table.by, row.groups, strict=True) if code}
        yield from _with_bounds("share", parts, row.estimate, "percent")
        yield "answers", parts, float(row.estimate.n), "persons"


def _unanswered(survey: Survey, measure: Measure, question: dict[str, str]) -> Iterator[Figure]:
    """The share had everybody who was asked and gave no answer said no, or yes."""
    given = answers(survey.data, survey.definition, measure)
    found = bounds(given.top, given.valid, domain(survey.designs[measure.asked.of], given.asked))
    yield "share", question | {"bound": "all_no"}, 100 * found.low.value, "percent"
    yield "share", question | {"bound": "all_yes"}, 100 * found.high.value, "percent"


def _with_bounds(series: str, parts: dict[str, str], found: Estimate, unit: str) -> Iterator[Figure]:
    yield series, parts, found.value, unit
    yield series, parts | {"bound": "lower"}, found.ci_low, unit
    yield series, parts | {"bound": "upper"}, found.ci_high, unit
