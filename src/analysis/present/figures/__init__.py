"""Figures, chosen by the result's type: the drawing, its alt text and the table behind it."""

from __future__ import annotations

from functools import singledispatch

from matplotlib.figure import Figure

from analysis.errors import MethodError
from analysis.methods.results import (
    Cells,
    CompositeStanding,
    Distribution,
    EditionsPanel,
    GroupGapsPanel,
    PolicyTimeline,
    Profile,
    SurveyCalendar,
    Tallies,
    Trajectories,
)
from analysis.present import theme
from analysis.present.context import Context
from analysis.present.figures import (
    cells,
    distribution,
    editions,
    group_gaps,
    pillars,
    profile,
    survey_calendar,
    tallies,
    timeline,
    trajectories,
)
from analysis.present.table import Table
from analysis.present.theme import Width

__all__ = ["alt", "behind", "draw"]


def draw(result: object, *, context: Context, width: Width) -> Figure:
    """The result drawn for one width of page; a closed figure, unknown to pyplot.

    Raises
    ------
    MethodError
        If there is no chart for this type of result, or nothing in it to draw.
    """
    with theme.applied():
        return _draw(result, context=context, width=width)


@singledispatch
def _draw(result: object, *, context: Context, width: Width) -> Figure:
    raise _no_chart(result)


@singledispatch
def alt(result: object, *, context: Context) -> str:
    """The figure in words, made from its data.

    Raises
    ------
    MethodError
        If there is no chart for this type of result.
    """
    raise _no_chart(result)


@singledispatch
def behind(result: object, *, context: Context) -> Table:
    """The table behind the figure: every number drawn, with its year.

    Raises
    ------
    MethodError
        If there is no chart for this type of result.
    """
    raise _no_chart(result)


def _no_chart(result: object) -> MethodError:
    known = ", ".join(sorted(kind.__name__ for kind in alt.registry if kind is not object))
    return MethodError(
        f"a figure of {type(result).__name__}", rule=f"one of {known}", remedy="show it as a table or a sentence"
    )


for _kind, _module in (
    (Trajectories, trajectories),
    (EditionsPanel, editions),
    (GroupGapsPanel, group_gaps),
    (Distribution, distribution),
    (Profile, profile),
    (Cells, cells),
    (PolicyTimeline, timeline),
    (Tallies, tallies),
    (CompositeStanding, pillars),
    (SurveyCalendar, survey_calendar),
):
    _draw.register(_kind, _module.draw)
    alt.register(_kind, _module.alt)
    behind.register(_kind, _module.behind)
