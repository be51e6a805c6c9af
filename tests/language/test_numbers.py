"""Numbers in both languages: written forms, and the way back to the value."""

from __future__ import annotations

import math
from decimal import ROUND_HALF_EVEN, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import LanguageError
from analysis.language import number, percent, signed

SPACE = "\N{NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("x", "decimals", "az", "en"),
    [
        (79.8, 1, "79,8", "79.8"),
        (1200, 0, "1200", "1,200"),
        (22500, 0, f"22{SPACE}500", "22,500"),
        (15451832, 0, f"15{SPACE}451{SPACE}832", "15,451,832"),
        (-0.3136, 4, "−0,3136", "−0.3136"),
        (-22500.5, 1, f"−22{SPACE}500,5", "−22,500.5"),
        (9999.96, 1, f"10{SPACE}000,0", "10,000.0"),
        (-0.04, 1, "0,0", "0.0"),
        (0.125, 2, "0,12", "0.12"),
        (0, 0, "0", "0"),
    ],
)
def test_written_forms(x: float, decimals: int, az: str, en: str) -> None:
    assert number(x, "az", decimals) == az
    assert number(x, "en", decimals) == en


@given(st.floats(-1e12, 1e12), st.integers(0, 4), st.sampled_from(["az", "en"]))
def test_a_written_number_reads_back_as_the_rounded_value(x: float, decimals: int, lang: str) -> None:
    written = number(x, lang, decimals).replace("−", "-")
    plain = written.replace(SPACE, "").replace(",", ".") if lang == "az" else written.replace(",", "")
    assert Decimal(plain) == Decimal(str(x)).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)


@given(st.floats(-1e6, 1e6), st.integers(0, 3))
def test_a_sign_stands_exactly_where_the_printed_difference_is_not_zero(x: float, decimals: int) -> None:
    written = signed(x, "en", decimals)
    shows_nothing = set(written) <= set("0.")
    assert written.startswith(("+", "−")) is not shows_nothing


def test_percent_sign_is_set_close_as_the_strategy_writes_it() -> None:
    assert percent(50, "az", 0) == "50%"


@pytest.mark.parametrize("x", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_refused(x: float) -> None:
    with pytest.raises(LanguageError, match="finite number"):
        number(x, "az", 1)


def test_an_unknown_language_is_refused() -> None:
    with pytest.raises(LanguageError, match=r"lang is 'fr'.*az or en"):
        number(1, "fr", 0)
