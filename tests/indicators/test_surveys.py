"""The list of surveys: what it asks exists, and a slip in it is named."""

from __future__ import annotations

import pandas as pd
import pytest

from analysis.errors import RegistryError
from analysis.indicators import HeldBy, indicator, surveys
from analysis.indicators.surveys import read_surveys

GOOD = """
poll:
  name: {az: "Sorğu", en: "Poll"}
  by: an independent organisation
  asks: {cb_facebook: [""]}
"""


def test_each_quoted_answer_has_figures_of_the_country(panel: pd.DataFrame) -> None:
    own = panel[panel["economy"] == "AZE"]
    known = set(zip(own["indicator"], own["breakdown"], strict=True))
    wanted = {(code, part) for one in surveys().values() for code, parts in one.asks.items() for part in parts}
    assert wanted and wanted <= known


def test_only_the_survey_of_the_strategy_is_sought() -> None:
    assert [code for code, one in surveys().items() if one.by is HeldBy.SOUGHT] == ["strategy"]
    assert [code for code, one in surveys().items() if not one.asks] == ["strategy"]


def test_what_a_body_says_of_itself_is_marked_so_in_the_registry_too() -> None:
    for one in surveys().values():
        for code in one.asks:
            assert indicator(code).self_reported is (one.by is HeldBy.JUDGED), code


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("cb_facebook", "cb_myspace", "indicator 'cb_myspace' of poll in indicators/surveys.yaml; rule: a code of"),
        (
            "an independent organisation",
            "a friend",
            "poll in indicators/surveys.yaml: by: .*; rule: the fields of",
        ),
        ('  name: {az: "Sorğu", en: "Poll"}\n', "", "poll in indicators/surveys.yaml: name: Field required"),
        ("asks:", "ask:", "poll in indicators/surveys.yaml: "),
    ],
)
def test_a_slip_is_named(old: str, new: str, said: str) -> None:
    assert read_surveys(GOOD)["poll"].by is HeldBy.INDEPENDENT
    with pytest.raises(RegistryError, match=said):
        read_surveys(GOOD.replace(old, new))
