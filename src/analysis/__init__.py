"""Yearly assessment of Azerbaijan's National Strategy for the information society, 2014–2020.

The public face for a notebook::

    import analysis as an

    evidence = an.evidence(2018)                 # what the edition of 2018 may know
    page = an.page("infrastructure", evidence.edition, "en")
    an.panel(indicator="internet_users", economies=["AZE", "GEO"], years=range(2010, 2019))

Rooms are loaded when they are first used, so that `import analysis` itself costs nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

    from analysis.chapters.evidence import Evidence
    from analysis.params import Edition
    from analysis.present.page import Page
    from analysis.strategy import Clause

__version__ = "0.1.0"

__all__ = ["clause", "edition", "evidence", "page", "panel"]


def edition(year: int) -> Edition:
    """The edition of ``year``: its stage, baseline and peer groups."""
    from analysis import params

    return params.load(year)


def evidence(year: int) -> Evidence:
    """The panel as the edition of ``year`` sees it; builds the panel where it is missing or out of date."""
    from analysis import data
    from analysis.chapters.evidence import Evidence

    return Evidence(data.load(), edition(year))


def page(chapter: str, edition: Edition, lang: str) -> Page:
    """The page of a chapter's report, in the edition and language given."""
    from analysis.present.context import Context
    from analysis.present.page import Page

    context = Context(
        chapter,
        edition.year,
        lang,
        {group.code: group.name[lang] for group in edition.peers},
        edition.benchmark,
        {group.code: group.members for group in edition.peers},
        {group.code: group.reason[lang] for group in edition.peers},
    )
    return Page(context)


def panel(
    *,
    indicator: str | Iterable[str] | None = None,
    economies: Iterable[str] | None = None,
    years: Iterable[int] | None = None,
) -> pd.DataFrame:
    """The tidy panel, narrowed by indicator codes, ISO 3166-1 alpha-3 economies and reference years."""
    from analysis import data, reads

    reads.note(reads.SERIES, "**")  # of all years: what is made of it rests on all figures there are
    frame = data.load()
    if indicator is not None:
        frame = frame[frame["indicator"].isin([indicator] if isinstance(indicator, str) else list(indicator))]
    if economies is not None:
        frame = frame[frame["economy"].isin(list(economies))]
    if years is not None:
        frame = frame[frame["ref_year"].isin(list(years))]
    return frame.reset_index(drop=True)


def clause(number: str) -> Clause:
    """A clause of the strategy by its number, e.g. ``"10.2.9"``."""
    from analysis import strategy

    return strategy.clause(number)
