"""The E-Government Development Index: the mean of online services, infrastructure and human capital.

All three parts are relative to the survey's own members, so a score is not carried from one survey to another: places
and distances are taken within one.

Reference: UN DESA, "United Nations E-Government Survey", annex on the survey's methodology (2016, 2018, 2022).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.errors import MethodError
from analysis.indices.cross_section import CrossSection, Excluded, Score, cross_section, one_edition
from analysis.indices.egdi_surveys import rules_of

NAME = "EGDI"


@dataclass(frozen=True)
class SurveyRow:
    """What a survey prints for one economy, all from 0 to 1; a part that it does not give is None."""

    economy: str
    survey: int
    egdi: float
    osi: float | None
    tii: float | None
    hci: float | None


@dataclass(frozen=True)
class Identity:
    """A printed index beside the mean of its printed parts; ``agrees`` if rounding alone explains the difference."""

    economy: str
    survey: int
    published: float
    computed: float
    tolerance: float

    @property
    def difference(self) -> float:
        """Published less computed."""
        return self.published - self.computed

    @property
    def agrees(self) -> bool:
        """Whether the difference is within the tolerance."""
        # the last bits of a double are no difference of the survey's
        return abs(self.difference) <= self.tolerance + 1e-12


def egdi(*, osi: float, tii: float, hci: float, survey: int) -> float:
    """The index out of its parts, with the survey's weights (equal ones but for 2008 and 2010); from 0 to 1.

    Raises
    ------
    MethodError
        If a part is not from 0 to 1, or there was no such survey.

    Examples
    --------
    >>> round(egdi(osi=0.7292, tii=0.5062, hci=0.7369, survey=2018), 4)
    0.6574
    """
    parts = {"OSI": osi, "TII": tii, "HCI": hci}
    for name, value in parts.items():
        _between_nought_and_one(f"{NAME} {survey}: {name}", value)
    return float(sum(weight * value for weight, value in zip(rules_of(survey).weights, parts.values(), strict=True)))


def identity(row: SurveyRow) -> Identity:
    """Whether a row's index is the mean of its parts, to the digits given.

    Raises
    ------
    MethodError
        If a part is missing.

    Examples
    --------
    >>> identity(SurveyRow("AZE", 2018, 0.6574, 0.7292, 0.5062, 0.7369)).agrees
    True
    """
    if row.osi is None or row.tii is None or row.hci is None:
        lacking = [name for name in ("osi", "tii", "hci") if getattr(row, name) is None]
        raise MethodError(
            f"{NAME} {row.survey}: {row.economy} has no {', '.join(lacking).upper()}",
            rule="the index is checked against all three parts",
            remedy="show the printed index as it is",
        )
    found = egdi(osi=row.osi, tii=row.tii, hci=row.hci, survey=row.survey)
    return Identity(row.economy, row.survey, row.egdi, found, rules_of(row.survey).tolerance)


def survey_section(rows: Sequence[SurveyRow]) -> CrossSection:
    """The index of all members of one survey, ready for `analysis.indices.places`.

    An economy whose index is printed as 0 although a part is above 0 is left out, with the reason: three members in
    2012, and members without a website in the first surveys. As they stood last, nobody else's rank changes.

    Raises
    ------
    MethodError
        If surveys are mixed, an economy stands twice, or an index is not from 0 to 1.

    Examples
    --------
    >>> rows = [SurveyRow("AZE", 2012, 0.4984, 0.366, 0.3033, 0.8259), SurveyRow("GEO", 2012, 0.5563, None, None, None)]
    >>> found = survey_section([*rows, SurveyRow("LBY", 2012, 0, 0, 0.3743, 0.8502)])
    >>> [score.economy for score in found.scores], found.excluded[0].economy
    (['AZE', 'GEO'], 'LBY')
    """
    survey = one_edition(NAME, (row.survey for row in rows))
    rules_of(survey)
    for row in rows:
        _between_nought_and_one(f"{NAME} {survey}: the index of {row.economy}", row.egdi)
    excluded = [
        Excluded(row.economy, "the index is printed as 0 although its parts are above 0")
        for row in rows
        if _is_void(row)
    ]
    kept = [Score(row.economy, row.survey, row.egdi) for row in rows if not _is_void(row)]
    return cross_section(NAME, kept, excluded=excluded)


def _is_void(row: SurveyRow) -> bool:
    return row.egdi == 0 and any(part is not None and part > 0 for part in (row.osi, row.tii, row.hci))


def _between_nought_and_one(what: str, value: float) -> None:
    if not math.isfinite(value) or not 0 <= value <= 1:
        raise MethodError(f"{what} is {value:g}", rule="from 0 to 1", remedy="mend the figure, or leave it out")
