"""Published indices held against their own rules: do scores follow from their parts, and ranks from the scores?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from analysis.chapters.evidence import COUNTRY, Evidence
from analysis.indicators import indicator
from analysis.indices.cross_section import Score
from analysis.indices.egdi import SurveyRow, identity, survey_section
from analysis.indices.gci import PILLARS, gci_place, gci_section, pillar_sum
from analysis.indices.gci_editions import GciEdition, gci_editions
from analysis.indices.goalposts import goalposts, known_goalposts
from analysis.indices.idi import BANDWIDTH, PARTS, DevelopmentIndex, constant_goalposts
from analysis.indices.places import Place, place
from analysis.methods.results import (
    DevelopmentYear,
    DevelopmentYears,
    IndexEdition,
    Observation,
    PublishedIndices,
)

SINCE = 2012
"""The last survey that was out before the strategy was drawn up."""

INPUTS = {
    "fixed_telephone": ("fixed_telephone", 1),
    "mobile_subscriptions": ("mobile_subscriptions", 1),
    BANDWIDTH: ("bandwidth_per_user", 1000),  # kbit/s to bit/s
    "households_computer": ("households_computer", 1),
    "households_internet": ("households_internet", 1),
    "internet_users": ("internet_users", 1),
    "fixed_broadband": ("fixed_broadband", 1),
    "mobile_broadband": ("mobile_broadband", 1),
    "secondary_enrolment": ("secondary_enrolment", 1),
    "tertiary_enrolment": ("tertiary_enrolment", 1),
}
"""The registry's indicator for each input of the ICT Development Index, and the factor to the index's unit."""


def published(evidence: Evidence) -> PublishedIndices:
    """Each edition of the EGDI and the GCI: printed score and rank, and what its own rule gives."""
    surveys = [o.ref_year for o in evidence.observations("egdi") if o.ref_year >= SINCE]
    found = [_survey(evidence, survey) for survey in surveys]
    editions = [_cybersecurity(evidence, known) for known in gci_editions()]
    return PublishedIndices(evidence.edition.year, (*found, *(one for one in editions if one is not None)))


def development(evidence: Evidence) -> DevelopmentYears:
    """The ICT Development Index by the goalposts of one edition, as far as the country's figures go.

    The goalposts are those of the newest edition that the report may know; printed indices of different editions are
    not comparable, these years are.
    """
    year = evidence.edition.year
    edition = max(post.edition for post in known_goalposts() if post.edition <= year)
    posts = goalposts(edition)
    figures = _inputs(evidence)
    given = {
        when: {name: INPUTS[name][1] * o.value for name, o in found.items() if name in posts.posts}
        for when, found in figures.items()
    }
    index = constant_goalposts(given, posts=posts)
    told = [when for when, one in index.years.items() if any(_parts(one).values())]
    years = tuple(
        _development_year(when, index.years[when], figures[when], _broken(before, when))
        for before, when in pairwise((None, *told))
        if when is not None
    )
    missing = tuple(name for part in PARTS.values() for name in part if name in posts.posts and name not in INPUTS)
    return DevelopmentYears(edition, year, years, missing)


def _survey(evidence: Evidence, survey: int) -> IndexEdition:
    everyone = {
        code: {o.economy: o for o in evidence.observations(code, economy=None, year=survey)}
        for code in ("egdi", "osi", "tii", "hci")
    }

    def row(economy: str) -> SurveyRow:
        osi, tii, hci = (
            None if (o := everyone[code].get(economy)) is None else o.value for code in ("osi", "tii", "hci")
        )
        return SurveyRow(economy, survey, everyone["egdi"][economy].value, osi, tii, hci)

    section = survey_section([row(economy) for economy in everyone["egdi"]])
    checked, own = identity(row(COUNTRY)), place(section, COUNTRY)
    return IndexEdition(
        "egdi",
        survey,
        everyone["egdi"][COUNTRY],
        tuple(everyone[code][COUNTRY] for code in ("osi", "tii", "hci")),
        checked.computed,
        checked.agrees,
        "",
        _printed_rank(evidence, "egdi_rank", survey),
        own.rank,
        own.n,
        own.percentile,
        tuple(o for o in everyone["egdi"].values() if o.economy != COUNTRY),
    )


def _cybersecurity(evidence: Evidence, known: GciEdition) -> IndexEdition | None:
    """An edition of the GCI; None where the report knows none of it."""
    code = "gci" if known.top == 1 else "gci_100"
    everyone = {o.economy: o for o in evidence.observations(code, economy=None, year=known.edition, source="*")}
    if COUNTRY not in everyone:
        return None
    section = gci_section([Score(economy, known.edition, o.value) for economy, o in everyone.items()])
    own: Place = place(section, COUNTRY)
    printed = next(iter(evidence.observations("gci_published", year=known.edition)), everyone[COUNTRY])
    pillars = {
        o.breakdown.partition("=")[2]: o
        for o in evidence.observations("gci_pillar", year=known.edition, breakdown=None)
    }
    whole = known.pillar_top is not None and set(PILLARS) <= pillars.keys()
    summed = pillar_sum({name: pillars[name].value for name in PILLARS}, edition=known.edition) if whole else None
    return IndexEdition(
        code,
        known.edition,
        printed,
        tuple(pillars[name] for name in PILLARS) if whole else (),
        None if summed is None else summed.by_pillars,
        None if summed is None else round(summed.by_pillars, known.decimals) == round(printed.value, known.decimals),
        "" if summed else "points" if known.points else "weights",
        _printed_rank(evidence, "gci_rank", known.edition),
        gci_place(section, COUNTRY).rank if known.ties else None,
        own.n,
        own.percentile,
        tuple(o for o in everyone.values() if o.economy != COUNTRY),
    )


def _printed_rank(evidence: Evidence, code: str, edition: int) -> Observation | None:
    return next(iter(evidence.observations(code, year=edition)), None)


def _inputs(evidence: Evidence) -> Mapping[int, Mapping[str, Observation]]:
    """The country's figures by year and input, since `SINCE`."""
    found: dict[int, dict[str, Observation]] = {}
    for name, (code, _) in INPUTS.items():
        for o in evidence.observations(code):
            if o.ref_year >= SINCE:
                found.setdefault(o.ref_year, {}).setdefault(name, o)
    return found


def _parts(one: DevelopmentIndex) -> dict[str, float | None]:
    return {sub.part.label: sub.value for sub in (one.access, one.use, one.skills)}


def _development_year(
    when: int, one: DevelopmentIndex, figures: Mapping[str, Observation], broken: Iterator[str]
) -> DevelopmentYear:
    lacking = {sub.part.label: sub.lacking for sub in (one.access, one.use, one.skills)}
    return DevelopmentYear(
        when, **_parts(one), value=one.value, lacking=lacking, broken=tuple(broken), figures=tuple(figures.values())
    )


def _broken(before: int | None, when: int) -> Iterator[str]:
    """Inputs whose series breaks between two years that are told."""
    for code, _ in INPUTS.values():
        if before is not None and indicator(code).breaks_between(before, when):
            yield code
