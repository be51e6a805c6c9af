"""Interrupted time series: R's numbers, statsmodels as a second route, changes put in, and what is refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.signal import lfilter
from statsmodels.regression.linear_model import OLS
from statsmodels.stats.stattools import durbin_watson

from analysis.errors import MethodError
from analysis.methods.impact.interrupted import Interrupted, by_lag, date_scan, interrupted, rule_of_lag

ORACLE = Path(__file__).parents[1] / "oracles" / "timeseries_diffusion_R.csv"

NOT_RUN = ("ITS HC3",)
"""Errors that take points for independent: the package offers none for a series."""


def closed_form() -> np.ndarray:
    """48 points with the interruption after the 24th, as the oracle's README gives them."""
    t = np.arange(1, 49)
    changed = 20 + 0.5 * t + 4 * (t >= 25) + 0.3 * np.maximum(0, t - 24)
    return np.asarray(changed + 2 * np.sin(1.7 * t) + 1.5 * np.cos(0.9 * t) + t % 5 - 2)


SERIES = closed_form()


def rows() -> list[dict[str, str]]:
    with ORACLE.open(encoding="utf-8") as file:
        return [
            one for one in csv.DictReader(file) if one["edition"].split()[0] == "ITS" and one["edition"] not in NOT_RUN
        ]


def found(edition: str, quantity: str) -> float:
    """A row of R's, in its words."""
    if quantity == "DW":
        return interrupted(SERIES, 24).durbin_watson
    lag = re.search(r"lag ?(\d)", edition)
    one = interrupted(SERIES, 24, lag=int(lag[1]) if lag else None, adjust="adj n/(n-k)" in edition)
    estimate = one.level if "(Intercept)" in quantity else one.level_change
    return estimate.se if lag else estimate.value


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row['edition']} {row['quantity']}")
def test_r_gives_the_same_to_eight_digits(row: dict[str, str]) -> None:
    assert found(row["edition"], row["quantity"]) == pytest.approx(float(row["value"]), rel=1e-7)


def test_eleven_rows_are_run_and_a_changed_number_would_be_noticed() -> None:
    assert len(rows()) == 11
    assert found("ITS NW lag 3 no adj", "D") != pytest.approx(1.1975588, rel=1e-7)


@pytest.mark.parametrize("lag", range(7))
@pytest.mark.parametrize("adjust", [False, True])
def test_statsmodels_gives_the_same_covariance_at_every_lag(lag: int, adjust: bool) -> None:
    t = np.arange(1, 49)
    design = np.column_stack([np.ones(48), t, t > 24, np.maximum(t - 24, 0)]).astype(float)
    theirs = OLS(SERIES, design).fit(cov_type="HAC", cov_kwds={"maxlags": lag, "use_correction": adjust})
    ours = interrupted(SERIES, 24, lag=lag, adjust=adjust)
    assert ours.coefficients == pytest.approx(theirs.params, rel=1e-10)
    assert ours.covariance == pytest.approx(theirs.cov_params(), rel=1e-8, abs=1e-12)
    assert ours.durbin_watson == pytest.approx(durbin_watson(theirs.resid), rel=1e-10)
    assert by_lag(SERIES, 24, adjust=adjust)[lag].trend_change.se == pytest.approx(ours.trend_change.se)


def test_the_counterfactual_is_the_line_before_and_the_effect_what_is_left() -> None:
    one = interrupted(SERIES, 24)
    course = one.counterfactual()
    slope = np.diff(course.path)
    assert slope == pytest.approx(np.full(23, one.trend.value))
    assert one.fitted[24:] - course.path == pytest.approx([one.effect(point).value for point in range(1, 25)])
    assert one.effect(1).value == pytest.approx(one.level_change.value + one.trend_change.value)
    assert (np.diff(course.high - course.low) > 0).all()
    wider = one.counterfactual(confidence=0.99)
    assert (wider.low < course.low).all() and (wider.high > course.high).all()


def test_a_straight_series_has_no_change_whatever_its_unit() -> None:
    noise = np.random.default_rng(4).normal(0, 1, 40)
    one, other = interrupted(noise, 20), interrupted(7 * noise + 3 + 0.25 * np.arange(40), 20)
    assert other.level_change.value == pytest.approx(7 * one.level_change.value)
    assert other.trend_change.se == pytest.approx(7 * one.trend_change.se)
    assert other.trend.value == pytest.approx(7 * one.trend.value + 0.25)


def test_changes_put_in_are_found_and_intervals_hold_them() -> None:
    """400 series of 60 points, autocorrelation 0.4. Newey–West is known to be too narrow there: nine in ten, not 95."""
    rng = np.random.default_rng(9)
    t = np.arange(1, 61)
    held, values = [], []
    for _ in range(400):
        noise = lfilter([1], [1, -0.4], rng.normal(0, 1, 160))[100:]
        one = interrupted(5 + 0.2 * t + 3 * (t > 30) + 0.1 * np.maximum(t - 30, 0) + noise, 30, adjust=True)
        held.append(one.level_change.ci_low <= 3 <= one.level_change.ci_high)
        values.append((one.level_change.value, one.trend_change.value))
    # the spread of one level change is 0.75, so that of the mean of 400 is 0.04; four of these are allowed
    assert np.mean(values, axis=0) == pytest.approx([3, 0.1], abs=0.15)
    assert 0.84 <= np.mean(held) <= 0.96


def test_the_true_date_stands_out_and_dates_before_it_do_not() -> None:
    rng = np.random.default_rng(2)
    t = np.arange(1, 61)
    series = 5 + 0.2 * t + 6 * (t > 36) + rng.normal(0, 1, 60)
    whole, before = date_scan(series), date_scan(series[:36])
    assert max(whole, key=lambda one: one.f).before == 36
    assert [one.before for one in before] == list(range(8, 29))
    assert min(one.p for one in before) > min(one.p for one in whole)
    assert next(one for one in whole if one.before == 36).level_change == pytest.approx(6, abs=2)


def test_the_rule_of_lag() -> None:
    assert [rule_of_lag(n) for n in (16, 24, 48, 100, 200)] == [2, 2, 3, 4, 4]


BAD: list[tuple[Callable[[], Any], str]] = [
    (lambda: interrupted(SERIES[:20], 7), "7 points before and 13 after; rule: 8 or more on each side"),
    (lambda: interrupted(SERIES[:20], 13), "13 points before and 7 after; rule: 8 or more on each side"),
    (lambda: interrupted([*SERIES[:20], np.nan], 10), "values: row 20 is missing"),
    (lambda: interrupted(SERIES, 24, lag=-1), "a lag of -1; rule: 0 to 47"),
    (lambda: interrupted(SERIES, 24, lag=48), "a lag of 48; rule: 0 to 47"),
    (lambda: interrupted(np.arange(40.0), 20), "residuals of zero; rule: a series with chance in it"),
    (lambda: date_scan(SERIES[:15]), "8 points before and 7 after"),
    (lambda: interrupted(SERIES, 24).effect(25), "point 25 after the interruption; rule: 1 to 24"),
    (lambda: interrupted(SERIES, 24).counterfactual(confidence=95), "a confidence of 95; rule: between 0 and 1"),
]


@pytest.mark.parametrize(("ask", "said"), BAD, ids=[said[:40] for _, said in BAD])
def test_what_cannot_be_right_is_refused(ask: Callable[[], Interrupted], said: str) -> None:
    with pytest.raises(MethodError, match=said):
        ask()
