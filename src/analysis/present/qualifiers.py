"""What a raw figure's status and note say of how exact or how broad the number is, in the reader's language."""

from __future__ import annotations

import re

from analysis import language

_KINDS = (
    # how exact the number is
    (r"more than(?! a year)|above \d", "more_than"),
    (r"nearly|close to", "nearly"),
    (r"approximately", "approximately"),
    (r"rounded", "rounded"),
    (r"computed", "computed"),
    (r"printed as", "printed_otherwise"),
    (r"as first published|as printed in the edition", "first_published"),
    (r"after ITU's full revision", "revised"),
    (r"edition of \d+ recomputed", "recomputed"),
    (r"counted anew", "recounted"),
    # what else is printed does not fit
    (r"the parts printed", "parts_differ"),
    (r"(.*, )?the growth .* does not fit", "growth_differs"),
    (r"above the change in stock", "stock_differs"),
    (r"another page prints|the committee has", "other_source"),
    (r"the same (page|statement) (prints|names) .*(exceeds|cannot be true)", "impossible_beside"),
    # when
    (r"about \d", "about"),
    (r"the year is inferred", "year_inferred"),
    (r"(rounded, )?undated page", "undated"),
    (r"at 1 October", "at_october"),
    (r".*read as end of year", "end_of_year"),
    (r"academic year", "academic_year"),
    (r"yearly average", "yearly_average"),
    (r"fieldwork about (?P<year>\d{4})", "fieldwork"),
    (r"persons a year", "per_year"),
    # who says so
    (r"((deputy )?minister's (statement|interview))|statement of|named by the minister", "statement"),
    (r"ministry's figure", "ministry"),
    (r"printed (baseline|in the strategy)", "baseline"),
    (r"quoted|a magazine quoting|the registry's count on a seller's page", "second_hand"),
    (r"newspaper, source not named", "source_not_named"),
    (r"market research firm", "research_firm"),
    (r"household survey", "household_survey"),
    (r"opinion polls not named", "polls_not_named"),
    # who or what is counted
    (r"of (?P<n>\d+) economies", "of_economies"),
    (r"(?P<n>\d+) bodies, from (?P<low>\d+) to (?P<high>\d+)", "bodies"),
    (r"grades 5 to 11 only", "grades_5_to_11"),
    (r"educational institutions", "institutions"),
    (r"bought under the programme", "bought"),
    (r"ICT and post", "ict_and_post"),
    (r"ICT, information and post", "ict_information_post"),
    (r"share of income", "of_income"),
    (r"share of the value of services", "of_services"),
    (r"accounts|.*million accounts", "accounts"),
    (r"the text says home users", "home_users"),
    (r"the text does not say clearly who is counted", "who_unclear"),
    (r".*directly under \.az", "subzones"),
    (r"state network AzStateNet", "state_network"),
    (r"from manual analysis", "manual_analysis"),
)
"""How a part of a raw note begins, and the text that tells a reader the same in both languages."""


def qualifiers(status: str, note: str, lang: str) -> list[str]:
    """What narrows or loosens the number: its status where it is not a normal one, then what its note says.

    Parts of ``note`` stand between semicolons, and one part may say several things.

    Examples
    --------
    >>> qualifiers("D", "grades 5 to 11 only", "en")
    ['definition differs', 'grades 5 to 11 only']
    >>> qualifiers("A", "6 of them in Baku", "en")
    []
    """
    marks = [] if status == "A" else [language.text(f"status.{status}", lang)]
    for part in note.split("; "):
        for begins, kind in _KINDS:
            if (found := re.match(begins, part)) is not None:
                marks.append(language.text(f"note.{kind}", lang).format(**found.groupdict()))
    return list(dict.fromkeys(marks))
