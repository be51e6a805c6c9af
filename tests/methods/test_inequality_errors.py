"""Standard errors of inequality: brute force, other routes to the same number, and whether intervals hold the truth."""

from __future__ import annotations

import math
from collections.abc import Callable

import numpy as np
import pytest
from statsmodels.datasets import ccard
from statsmodels.stats.oaxaca import OaxacaBlinder as StatsmodelsOaxaca

from analysis.errors import MethodError
from analysis.methods.inequality import bootstrap, concentration, jackknife, linearised, measures, subgroups
from analysis.methods.inequality.design import Design, design
from analysis.methods.inequality.linearised import Linearised
from analysis.methods.inequality.oaxaca_blinder import OaxacaBlinder, Reference, oaxaca_blinder
from analysis.methods.results import Estimate

RNG = np.random.default_rng(7)
N = 60
VALUES = RNG.integers(1, 30, N).astype(float)  # with ties
WEIGHTS = RNG.random(N) + 0.5
INCOME = RNG.integers(1, 15, N).astype(float)
HAS = (RNG.random(N) < 0.4).astype(float)
GROUPS = np.arange(N) % 3
STRATA = np.arange(N) // 20
PSU = np.arange(N) // 4
CLUSTERED = design(PSU, STRATA)

Measure = Callable[[np.ndarray], float]
PAIRS: dict[str, tuple[Measure, Linearised]] = {
    "gini": (lambda w: measures.gini(VALUES, w), linearised.gini(VALUES, WEIGHTS)),
    "theil_t": (lambda w: measures.theil_t(VALUES, w), linearised.theil_t(VALUES, WEIGHTS)),
    "mld": (lambda w: measures.mld(VALUES, w), linearised.mld(VALUES, WEIGHTS)),
    "ge2": (
        lambda w: measures.generalised_entropy(VALUES, w, order=2),
        linearised.generalised_entropy(VALUES, WEIGHTS, order=2),
    ),
    "atkinson half": (
        lambda w: measures.atkinson(VALUES, w, aversion=0.5),
        linearised.atkinson(VALUES, WEIGHTS, aversion=0.5),
    ),
    "atkinson 1": (
        lambda w: measures.atkinson(VALUES, w, aversion=1),
        linearised.atkinson(VALUES, WEIGHTS, aversion=1),
    ),
    "concentration": (
        lambda w: concentration.concentration_index(VALUES, INCOME, w),
        linearised.concentration_index(VALUES, INCOME, WEIGHTS),
    ),
    "wagstaff": (lambda w: concentration.wagstaff(HAS, INCOME, w), linearised.wagstaff(HAS, INCOME, WEIGHTS)),
    "erreygers": (lambda w: concentration.erreygers(HAS, INCOME, w), linearised.erreygers(HAS, INCOME, WEIGHTS)),
}


def slopes(measure: Callable[[np.ndarray], float], weights: np.ndarray, step: float = 1e-6) -> np.ndarray:
    """Derivatives by each row's share of the weights, by central differences."""
    shares = weights / weights.sum()
    towards = np.eye(len(weights)) - shares
    return np.array([(measure(shares + step * way) - measure(shares - step * way)) / (2 * step) for way in towards])


# Linearised


@pytest.mark.parametrize("name", PAIRS)
def test_an_influence_is_the_derivative_by_a_rows_weight(name: str):
    measure, found = PAIRS[name]
    assert found.value == pytest.approx(measure(WEIGHTS), rel=1e-13)
    # central differences of step 1e-6: rounding leaves 1e-16 / 1e-6, the third derivative (up to some 1e3) 1e-9
    assert found.influence == pytest.approx(slopes(measure, WEIGHTS), abs=1e-8)
    assert found.shares @ found.influence == pytest.approx(0, abs=1e-14)


def test_the_variance_counts_psus_within_strata():
    found = PAIRS["gini"][1]
    scores = found.shares * found.influence
    by_hand = 0.0
    for stratum in np.split(scores, 3):
        totals = stratum.reshape(5, 4).sum(axis=1)
        by_hand += 5 * totals.var(ddof=1)
    estimate = found.estimate(CLUSTERED)
    assert estimate.se == pytest.approx(math.sqrt(by_hand), rel=1e-12)
    assert estimate.deff == pytest.approx(by_hand / (found.shares @ found.influence**2 / (N - 1)), rel=1e-12)
    reach = 2.1788128297  # Student's t, 15 PSUs less 3 strata
    assert estimate.ci_high - estimate.value == pytest.approx(reach * estimate.se, rel=1e-9)


def test_rows_as_psus_are_no_design_and_weights_in_any_unit_the_same():
    found = linearised.gini(VALUES, 7 * WEIGHTS)
    alone, as_psus = found.estimate(), found.estimate(design(np.arange(N)))
    assert as_psus.se == pytest.approx(alone.se, rel=1e-10) and alone.n == N
    assert alone.se == pytest.approx(PAIRS["gini"][1].estimate().se, rel=1e-10)
    assert linearised.gini(VALUES).estimate().deff == pytest.approx(1, rel=1e-12)


def test_labels_of_psus_and_the_order_of_rows_do_not_matter():
    order = np.random.default_rng(0).permutation(N)
    named = design([f"psu {n}" for n in PSU[order]], [f"stratum {-n}" for n in STRATA[order]])
    found = linearised.theil_t(VALUES[order], WEIGHTS[order]).estimate(named)
    assert found.se == pytest.approx(PAIRS["theil_t"][1].estimate(CLUSTERED).se, rel=1e-12)


# Jackknife


@pytest.mark.parametrize("weights", [np.ones(N), WEIGHTS], ids=["equal", "unequal"])
def test_the_closed_jackknife_leaves_each_row_out(weights: np.ndarray):
    for measure, found in (
        (measures.gini, jackknife.gini(VALUES, weights)),
        (measures.theil_t, jackknife.generalised_entropy(VALUES, weights)),
        (measures.mld, jackknife.generalised_entropy(VALUES, weights, order=0)),
    ):
        without = np.array([measure(np.delete(VALUES, row), np.delete(weights, row)) for row in range(N)])
        assert found.value == pytest.approx(measure(VALUES, weights), rel=1e-13)
        assert found.se == pytest.approx(math.sqrt((N - 1) * without.var()), rel=1e-9)


def test_rows_of_no_weight_do_not_count():
    more, zero = np.append(VALUES, 500.0), np.append(WEIGHTS, 0.0)
    assert jackknife.gini(more, zero).se == pytest.approx(jackknife.gini(VALUES, WEIGHTS).se, rel=1e-9)
    assert linearised.gini(more, zero).estimate().se == pytest.approx(PAIRS["gini"][1].estimate().se, rel=1e-9)


def test_jackknife_and_linearised_errors_agree_in_large_samples():
    values = np.random.default_rng(3).lognormal(sigma=0.5, size=5000)
    for one, other in (
        (jackknife.gini(values), linearised.gini(values).estimate()),
        (jackknife.generalised_entropy(values), linearised.theil_t(values).estimate()),
    ):
        assert one.se == pytest.approx(other.se, rel=5e-3), (
            "they differ in the order of 1/n times a heavy tail's factor"
        )


# Bootstrap


def test_multipliers_keep_the_mean_and_draw_one_psu_less_than_there_are():
    drawn = np.vstack(list(bootstrap.multipliers(CLUSTERED, np.random.default_rng(0), 20_000)))
    assert drawn.shape == (20_000, 15)
    per_stratum = np.add.reduceat(drawn, CLUSTERED.starts, axis=1)
    assert per_stratum == pytest.approx(np.full_like(per_stratum, 5)), "weights of a stratum keep their number of PSUs"
    # variance of t · m/(m − 1), where t counts m − 1 draws among m: (m/(m − 1))² (m − 1)/m (1 − 1/m) = 1
    assert drawn.var(axis=0) == pytest.approx(np.ones(15), abs=0.05), "four standard errors of a variance of 20000"


def test_replicates_are_the_measure_under_their_weights():
    times = next(bootstrap.multipliers(CLUSTERED, np.random.default_rng(5), 50))
    gini = bootstrap.gini(VALUES, CLUSTERED, WEIGHTS)(times)
    mld = bootstrap.generalised_entropy(VALUES, CLUSTERED, WEIGHTS, order=0)(times)
    parts = bootstrap.between_within(VALUES, GROUPS, CLUSTERED, WEIGHTS)(times)
    ranked = bootstrap.weighted(lambda w: concentration.concentration_index(HAS, INCOME, w), CLUSTERED, WEIGHTS)(times)
    for row, multiplier in enumerate(times):
        weights = WEIGHTS * multiplier[CLUSTERED.psu]
        whole = subgroups.decompose_entropy(VALUES, GROUPS, weights)
        assert gini[row] == pytest.approx(measures.gini(VALUES, weights), rel=1e-11)
        assert ranked[row] == pytest.approx(concentration.concentration_index(HAS, INCOME, weights), rel=1e-11)
        assert mld[row] == pytest.approx(measures.mld(VALUES, weights), rel=1e-11)
        assert parts[:, row] == pytest.approx([whole.total, whole.between, whole.within], rel=1e-11)


def test_a_group_left_out_of_a_replicate_counts_nothing_in_it():
    drawn = design([1, 2, 3, 4])
    found = bootstrap.between_within([1.0, 1, 3, 3], list("abbb"), drawn)(np.array([[0.0, 1, 1, 1]]))
    assert found[1, 0] == pytest.approx(0, abs=1e-15) and found[0, 0] == pytest.approx(found[2, 0])


def test_the_same_seed_gives_the_same_and_blocks_do_not_matter(monkeypatch: pytest.MonkeyPatch):
    statistic = bootstrap.between_within(VALUES, GROUPS, CLUSTERED, WEIGHTS)

    def ask() -> tuple[Estimate, ...]:
        return bootstrap.bootstrap(statistic, CLUSTERED, np.random.default_rng(2), n=200)

    whole = ask()
    assert ask() == whole
    monkeypatch.setattr(bootstrap, "CELLS", 7 * CLUSTERED.psus)
    for one, other in zip(ask(), whole, strict=True):
        assert one.se == pytest.approx(other.se, rel=1e-9), "the stream of draws is one, however it is cut"


def test_bootstrap_and_linearised_errors_agree_with_many_psus():
    values, drawn = clustered_sample(np.random.default_rng(11), psus=400)
    for statistic, linear in (
        (bootstrap.gini(values, drawn), linearised.gini(values)),
        (bootstrap.generalised_entropy(values, drawn), linearised.theil_t(values)),
    ):
        (found,) = bootstrap.bootstrap(statistic, drawn, np.random.default_rng(1), n=2000)
        # the standard deviation of 2000 replicates has a standard error of 1.6 %; three of them, and a term in 1/psus
        assert found.se == pytest.approx(linear.estimate(drawn).se, rel=0.06)


# Coverage

OF_PSUS, OF_ROWS, NOMINAL = 0.25, 0.4, 0.90
TRUE_THEIL = (OF_PSUS**2 + OF_ROWS**2) / 2
TRUE_GINI = math.erf(math.sqrt(OF_PSUS**2 + OF_ROWS**2) / 2)


def clustered_sample(rng: np.random.Generator, psus: int, rows: int = 8) -> tuple[np.ndarray, Design]:
    """Lognormal values with a part common to all rows of a PSU, PSUs in four strata."""
    psu = np.repeat(np.arange(psus), rows)
    logs = OF_PSUS * rng.standard_normal(psus)[psu] + OF_ROWS * rng.standard_normal(psus * rows)
    return np.exp(logs), design(psu, psu % 4)


def covered(found: Estimate, truth: float) -> bool:
    return found.ci_low <= truth <= found.ci_high


def test_linearised_and_jackknife_intervals_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(20)
    sigma, hits, runs = 0.5, np.zeros(4), 2000
    gini, theil = math.erf(sigma / 2), sigma**2 / 2
    for _ in range(runs):
        values = rng.lognormal(sigma=sigma, size=600)
        hits += [
            covered(linearised.gini(values).estimate(confidence=NOMINAL), gini),
            covered(linearised.theil_t(values).estimate(confidence=NOMINAL), theil),
            covered(jackknife.gini(values, confidence=NOMINAL), gini),
            covered(jackknife.generalised_entropy(values, confidence=NOMINAL), theil),
        ]
    assert hits / runs == pytest.approx(np.full(4, NOMINAL), abs=0.03)


def test_intervals_of_clustered_samples_hold_the_truth_as_often_as_they_say():
    rng = np.random.default_rng(21)
    hits, naive, runs = np.zeros(3), 0, 800
    for _ in range(runs):
        values, drawn = clustered_sample(rng, psus=160)
        statistic = bootstrap.generalised_entropy(values, drawn)
        (resampled,) = bootstrap.bootstrap(statistic, drawn, rng, n=300, confidence=NOMINAL)
        hits += [
            covered(linearised.gini(values).estimate(drawn, confidence=NOMINAL), TRUE_GINI),
            covered(linearised.theil_t(values).estimate(drawn, confidence=NOMINAL), TRUE_THEIL),
            covered(resampled, TRUE_THEIL),
        ]
        naive += covered(linearised.theil_t(values).estimate(confidence=NOMINAL), TRUE_THEIL)
    assert hits / runs == pytest.approx(np.full(3, NOMINAL), abs=0.03)
    assert naive / runs < NOMINAL - 0.03, "without the design the interval is too narrow, so that this test can fail"


# Oaxaca and Blinder

CARDS = ccard.load_pandas()
SPENT = CARDS.endog.to_numpy(dtype=float)
OWNS = np.where(CARDS.exog["OWNRENT"].to_numpy() == 1, "a owns", "b rents")
PREDICTORS = CARDS.exog[["AGE", "INCOME", "INCOMESQ"]].to_numpy(dtype=float)


@pytest.fixture(scope="module")
def statsmodels_oaxaca() -> StatsmodelsOaxaca:
    return StatsmodelsOaxaca(SPENT, CARDS.exog.to_numpy(dtype=float), 3, hasconst=False)


def decomposed(reference: Reference) -> OaxacaBlinder:
    return oaxaca_blinder(SPENT, PREDICTORS, OWNS, reference=reference)


def test_threefold_is_statsmodels(statsmodels_oaxaca: StatsmodelsOaxaca):
    assert list(CARDS.exog.columns).index("OWNRENT") == 3
    found = decomposed(Reference.MEAN)
    ours = [found.endowments.value, found.coefficients.value, found.interaction.value, found.gap.value]
    # least squares with a condition of 1e3 in both; parts of some 300
    assert ours == pytest.approx(list(statsmodels_oaxaca.three_fold().params), rel=1e-8)


@pytest.mark.parametrize(
    ("reference", "name", "weight"),
    [
        (Reference.FIRST, "self_submitted", 1),
        (Reference.SECOND, "self_submitted", 0),
        (Reference.MEAN, "reimers", None),
        (Reference.POOLED, "nuemark", None),  # as it is spelt there
        (Reference.POOLED_WITH_GROUP, "pooled", None),
    ],
)
def test_twofold_is_statsmodels(
    statsmodels_oaxaca: StatsmodelsOaxaca, reference: Reference, name: str, weight: float | None
):
    found = decomposed(reference)
    theirs = statsmodels_oaxaca.two_fold(two_fold_type=name, submitted_weight=weight).params
    assert [found.unexplained.value, found.explained.value, found.gap.value] == pytest.approx(list(theirs), rel=1e-8)
    assert sum(found.explained_by) == pytest.approx(found.explained.value, rel=1e-9)


def test_parts_of_the_gap_add_up_and_the_reference_decides_where_the_interaction_goes():
    first, second = decomposed(Reference.FIRST), decomposed(Reference.SECOND)
    for found in (first, second):
        assert found.explained.value + found.unexplained.value == pytest.approx(found.gap.value, rel=1e-12)
        parts = found.endowments.value + found.coefficients.value + found.interaction.value
        assert parts == pytest.approx(found.gap.value, rel=1e-12)
    assert second.explained.value == pytest.approx(second.endowments.value, rel=1e-12)
    both = first.endowments.value + first.interaction.value
    assert first.explained.value == pytest.approx(both, rel=1e-12)


@pytest.mark.parametrize("reference", list(Reference))
def test_errors_of_the_parts_are_those_of_their_derivatives(reference: Reference):
    rng = np.random.default_rng(4)
    groups = np.repeat(["a", "b"], 20)
    predictors = rng.normal(size=(40, 2)) + (groups == "a")[:, None]
    outcome = predictors @ [1.0, 2.0] + (groups == "a") * (1 + predictors[:, 0]) + rng.normal(size=40)
    weights = rng.random(40) + 0.5

    def ask(weights: np.ndarray) -> OaxacaBlinder:
        return oaxaca_blinder(outcome, predictors, groups, weights, reference=reference)

    shares = weights / weights.sum()
    for part in ("gap", "explained", "unexplained", "endowments", "coefficients", "interaction"):
        moved = slopes(lambda w, part=part: getattr(ask(w), part).value, weights)
        by_hand = math.sqrt(((shares * moved) ** 2).sum() * 40 / 39)
        assert getattr(ask(weights), part).se == pytest.approx(by_hand, rel=1e-6)


def test_whole_weights_are_repeated_rows_in_a_decomposition():
    counts = np.arange(len(SPENT)) % 3 + 1
    weighted = oaxaca_blinder(SPENT, PREDICTORS, OWNS, counts, reference=Reference.POOLED)
    repeated = oaxaca_blinder(
        np.repeat(SPENT, counts),
        np.repeat(PREDICTORS, counts, axis=0),
        np.repeat(OWNS, counts),
        reference=Reference.POOLED,
    )
    assert weighted.explained.value == pytest.approx(repeated.explained.value, rel=1e-8)
    assert weighted.interaction.value == pytest.approx(repeated.interaction.value, rel=1e-8)


# Bad input

SIX = np.arange(6.0)
HALVES = list("aaabbb")


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (lambda: design([1, 2, 3], ["n", "n", "s"]), "one PSU in stratum s; rule: two or more"),
        (lambda: design([1, 1]), "one PSU in stratum; rule: two or more"),
        (lambda: design([1, 1, 2], ["n", "s", "s"]), "PSU 1 in two strata"),
        (lambda: design([1, None]), "PSUs: row 1 is missing"),
        (lambda: design([1, 2], ["n"]), "1 strata for 2 rows"),
        (lambda: design([]), "a design of no rows"),
        (lambda: linearised.gini([1, 2]).estimate(design([1, 2, 3])), "a design of 3 rows for 2"),
        (lambda: linearised.gini([1, 2]).estimate(confidence=95), "a confidence of 95; rule: between 0 and 1"),
        (lambda: linearised.gini([1]).estimate(), "1 rows that count; rule: two or more for a standard error"),
        (lambda: jackknife.gini([0, 0, 2]), "one row that holds anything"),
        (lambda: jackknife.generalised_entropy([1, 0], order=0), "the value 0 in row 1"),
        (lambda: bootstrap.gini([1, 2], design([1, 2, 3])), "a design of 3 rows for 2"),
        (
            lambda: bootstrap.between_within([1, 2], ["a", "a"], design([1, 2])),
            "one group only, a; rule: two or more to decompose by",
        ),
        (
            lambda: bootstrap.bootstrap(lambda _: np.ones(1), design([1, 2]), np.random.default_rng(0), n=50),
            "50 replicates; rule: 100 or more",
        ),
        (
            lambda: bootstrap.bootstrap(
                lambda times: np.full(len(times), np.nan), design([1, 2]), np.random.default_rng(0)
            ),
            "a replicate without a value",
        ),
        (
            lambda: oaxaca_blinder(SIX, SIX[:, None], list("aabbcc"), reference=Reference.FIRST),
            "3 groups; rule: two to compare",
        ),
        (
            lambda: oaxaca_blinder(SIX, np.ones((6, 1)), HALVES, reference=Reference.FIRST),
            "collinear predictors in a",
        ),
        (
            lambda: oaxaca_blinder(SIX, SIX, HALVES, reference=Reference.FIRST),
            "predictors of shape (6,) for 6 rows",
        ),
        (
            lambda: oaxaca_blinder(SIX, np.full((6, 1), np.nan), HALVES, reference=Reference.FIRST),
            "predictor 0 of row 0 is missing",
        ),
        (
            lambda: oaxaca_blinder(SIX, SIX[:, None], HALVES, [0, 0, 0, 1, 1, 1], reference=Reference.FIRST),
            "group a has weights of zero only",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence(ask: Callable[[], object], said: str):
    with pytest.raises(MethodError) as caught:
        ask()
    assert said in str(caught.value) and "remedy:" in str(caught.value)
