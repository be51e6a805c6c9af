"""What differs between the surveys: how the parts weigh, and to how many decimals they are given."""

from __future__ import annotations

from functools import cache

from pydantic import BaseModel, ConfigDict

from analysis.errors import MethodError
from analysis.indices.status import Status
from analysis.indices.tables import rows_of


class SurveyRules(BaseModel):
    """One survey; weights need not sum to one, decimals are those of the figures as tabulated."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    survey: int
    osi_weight: float
    tii_weight: float
    hci_weight: float
    egdi_decimals: int
    osi_decimals: int
    tii_decimals: int
    hci_decimals: int
    status: Status
    note: str = ""

    @property
    def weights(self) -> tuple[float, float, float]:
        """Of OSI, TII and HCI, summing to one."""
        found = (self.osi_weight, self.tii_weight, self.hci_weight)
        return tuple(weight / sum(found) for weight in found)  # type: ignore[return-value]

    @property
    def tolerance(self) -> float:
        """How far a printed index may lie from the mean of its printed parts by rounding alone.

        Half a unit of the index's last decimal, and of each part's last decimal its weight times half a unit.
        """
        parts = (self.osi_decimals, self.tii_decimals, self.hci_decimals)
        units = [0.5 * 10.0**-decimals for decimals in parts]
        own = 0.5 * 10.0**-self.egdi_decimals
        return own + sum(weight * unit for weight, unit in zip(self.weights, units, strict=True))


@cache
def surveys() -> tuple[SurveyRules, ...]:
    """All rows of ``indices/egdi_surveys.csv``.

    Raises
    ------
    RegistryError
        If a row is not sound.
    """
    return rows_of("egdi_surveys.csv", SurveyRules)


def rules_of(survey: int) -> SurveyRules:
    """The rules of a survey.

    Raises
    ------
    MethodError
        If there was none that year, or it is not in the table.

    Examples
    --------
    >>> rules_of(2010).weights
    (0.34, 0.33, 0.33)
    >>> round(rules_of(2018).tolerance, 6)
    0.0001
    """
    for rules in surveys():
        if rules.survey == survey:
            return rules
    raise MethodError(
        f"EGDI {survey}: no such survey",
        rule=f"one of {', '.join(str(rules.survey) for rules in surveys())}",
        remedy="give the year in the survey's title",
    )
