"""What a share can be at all where some did not answer, and why they did not is not known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.optimize import brentq  # type: ignore[import-untyped]
from scipy.special import stdtr, stdtrit  # type: ignore[import-untyped]

from analysis.errors import MethodError
from analysis.methods.inequality.interval import level
from analysis.methods.inequality.sample import Values
from analysis.methods.results import Estimate
from analysis.methods.survey.design import SurveyDesign, domain
from analysis.methods.survey.intervals import korn_graubard
from analysis.methods.survey.linearised import mean


@dataclass(frozen=True)
class Bounds:
    """A share from 0 to 1 with nothing assumed about those who did not answer; each part with its own interval.

    ``low`` is the share had all of them said no, ``high`` had all said yes; ``ci_low`` to ``ci_high`` holds the true
    share. ``at_random`` is the share among those who answered, which is the true one where silence is at random;
    ``silent`` the share that did not answer, which is ``high`` less ``low``.
    """

    low: Estimate
    high: Estimate
    ci_low: float
    ci_high: float
    at_random: Estimate
    silent: Estimate


def bounds(
    yes: Values, answered: Sequence[bool] | np.ndarray, design: SurveyDesign, *, confidence: float = 0.95
) -> Bounds:
    """The smallest and the largest share of yes that the answers allow, whatever those would say who did not answer.

    The interval from ``ci_low`` to ``ci_high`` holds the true share, wherever between the bounds it lies, with the
    confidence at least; it need not hold both bounds at once. Where the bounds are far apart the truth can be missed on
    one side only, so that each end is one-sided; where all answered it is the two-sided interval of a share. Between
    them c solves F(c + (high − low)/se) − F(−c) = confidence, with the larger standard error and, because standard
    errors have few degrees of freedom, with t in the place of the normal F. Its ends are those of Korn and Graubard's
    intervals at the confidence F(c) − F(−c), which stay between 0 and 1 and hold where nobody or everybody says yes.
    The other parts have Korn and Graubard's intervals at the confidence itself.

    People who were not reached are not counted here: they are a matter of the weights.

    Parameters
    ----------
    yes
        1 for yes and 0 for no; anything, also nothing, in rows without an answer; shape (rows,).
    answered
        Whether there is an answer; shape (rows,).
    confidence
        Above a half.

    Raises
    ------
    MethodError
        If lengths differ, an answer is neither 0 nor 1, fewer than two answered, no degree of freedom is left, or the
        confidence is not above 0.5 and below 1.

    Reference: Manski (1989), "Anatomy of the selection problem", Journal of Human Resources 24, and Horowitz and Manski
    (2000), "Nonparametric analysis of randomized experiments with missing covariate and outcome data", Journal of the
    American Statistical Association 95, for the bounds; Imbens and Manski (2004), "Confidence intervals for partially
    identified parameters", Econometrica 72, for c; Stoye (2009), "More on confidence intervals for partially identified
    parameters", Econometrica 77, for why it holds where hardly anybody is silent: estimated bounds never cross.

    Examples
    --------
    >>> from analysis.methods.survey.design import survey_design
    >>> found = bounds([1] * 40 + [0] * 40 + [None] * 20, [True] * 80 + [False] * 20, survey_design([1.0] * 100))
    >>> [round(one, 3) for one in (found.low.value, found.high.value, found.ci_low, found.ci_high)]
    [0.4, 0.6, 0.317, 0.683]
    >>> found.at_random.value, found.silent.value
    (0.5, 0.2)
    """
    if level(confidence) <= 0.5:
        raise MethodError(f"a confidence of {confidence:g}", rule="above 0.5, below 1", remedy="take 0.95")
    said, marks = np.asarray(yes, dtype=float), np.asarray(answered, dtype=bool)
    if not said.shape == marks.shape == (design.rows,):
        raise MethodError(
            f"answers of shape {said.shape} and marks of shape {marks.shape} for {design.rows} rows",
            rule="one of each a row",
            remedy="give columns of one length",
        )
    if (other := marks & (said != 0) & (said != 1)).any():
        raise MethodError(
            f"an answer that is neither 0 nor 1 (row {int(other.argmax())})",
            rule="0 or 1 where there is an answer",
            remedy="code it, or mark it as not answered",
        )
    if (number := np.count_nonzero(marks & (design.weights > 0))) < 2:
        raise MethodError(
            f"{number} of {design.n} rows with an answer", rule="two or more", remedy="leave the question out"
        )
    low, high = (mean(np.where(marks, said, silence), design) for silence in (0.0, 1.0))
    lower, upper = (korn_graubard(share, confidence=confidence) for share in (low, high))
    apart, se = high.value - low.value, float(np.sqrt(max(low.variance, high.variance)))
    each = _each(apart / se if se else np.inf if apart else 0.0, design.degrees_of_freedom, confidence)
    no, silent = np.where(marks, said, 0.0), (~marks).astype(float)
    return Bounds(
        lower,
        upper,
        korn_graubard(low, confidence=each).ci_low,
        korn_graubard(high, confidence=each).ci_high,
        korn_graubard(mean(no, domain(design, marks)), confidence=confidence),
        korn_graubard(mean(silent, design), confidence=confidence),
    )


def _each(apart: float, degrees: int, confidence: float) -> float:
    """The two-sided confidence of the end at each bound, with bounds so many standard errors apart."""

    def beyond(critical: float) -> float:
        return float(stdtr(degrees, critical + apart) - stdtr(degrees, -critical)) - confidence

    one_sided, two_sided = stdtrit(degrees, confidence), stdtrit(degrees, 0.5 + confidence / 2)
    return float(2 * stdtr(degrees, brentq(beyond, one_sided - 1, two_sided + 1, xtol=1e-12)) - 1)
