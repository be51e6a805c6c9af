"""What the shell offers to complete an option with."""

from __future__ import annotations


def years() -> list[str]:
    """The editions."""
    from analysis import params

    return [str(year) for year in params.editions()]


def langs() -> list[str]:
    """The languages."""
    from analysis.language import LANGUAGES

    return list(LANGUAGES)


def chapters() -> list[str]:
    """The chapters in their order."""
    from analysis.paths import here
    from analysis.run import jobs

    return [chapter.name for chapter in jobs.chapters(here())]
