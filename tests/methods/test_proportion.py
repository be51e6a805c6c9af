"""The score interval of a share: its defining equation, its limits, and how often it holds the truth."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import MethodError
from analysis.methods.proportion import wilson

Z = 1.959963984540054


@given(st.floats(0, 100), st.integers(1, 100_000))
def test_each_bound_is_as_far_from_the_share_as_its_own_error_allows(share: float, n: int) -> None:
    """Wilson's interval are the p for which |share − p| = z √(p(1 − p)/n)."""
    found = wilson(share, n)
    assert -1e-9 <= found.ci_low <= share + 1e-9 and share - 1e-9 <= found.ci_high <= 100 + 1e-9
    for bound in (found.ci_low / 100, found.ci_high / 100):
        reach = Z * math.sqrt(max(0.0, bound * (1 - bound)) / n)
        assert abs(abs(share / 100 - bound) - reach) < 1e-7  # a root of 1e-16 is 1e-8


def test_nobody_saying_yes_still_has_an_upper_bound() -> None:
    found = wilson(0.0, 100)
    assert found.ci_low == pytest.approx(0, abs=1e-12) and found.ci_high == pytest.approx(100 * Z**2 / (100 + Z**2))


def test_ninety_five_of_a_hundred_intervals_hold_the_truth() -> None:
    rng = np.random.default_rng(3)
    for truth, n in ((0.06, 1000), (0.3, 200), (0.9, 400)):
        drawn = rng.binomial(n, truth, 2000)
        held = [(e := wilson(100 * x / n, n)).ci_low <= 100 * truth <= e.ci_high for x in drawn]
        assert abs(np.mean(held) - 0.95) < 0.02, (truth, n)


@pytest.mark.parametrize(
    ("share", "n", "confidence", "said"),
    [
        (101.0, 10, 0.95, "a share of 101; rule: per cent, from 0 to 100"),
        (-1.0, 10, 0.95, "a share of -1"),
        (float("nan"), 10, 0.95, "a share of nan"),
        (50.0, 0, 0.95, "0 respondents; rule: one or more; remedy: report no interval"),
        (50.0, 10, 95, "a confidence of 95; rule: between 0 and 1"),
    ],
)
def test_what_makes_no_share_is_refused(share: float, n: int, confidence: float, said: str) -> None:
    with pytest.raises(MethodError, match=said):
        wilson(share, n, confidence=confidence)
