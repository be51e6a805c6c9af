"""A text of the registry says in each edition only what is known up to its year."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from markupsafe import escape
from pydantic import ValidationError

from analysis import data, params
from analysis.indicators import Bilingual, Indicator, Remark, Respect, registry, sources
from analysis.language import LANGUAGES
from analysis.methods.results import Observation
from analysis.present.annex import quality
from analysis.present.context import Context

YEAR = re.compile(r"(?<![\d.,])20[0-3]\d(?!\d)")
LASTING = ("name", "short", "definition", "base", "accuracy", "coherence")
CODES = list(registry())


@pytest.fixture(scope="module")
def first_edition() -> dict[str, int]:
    """The first edition that can show each indicator: none looks further than its own year."""
    first = data.load().groupby("indicator")["ref_year"].min()
    years = params.editions()
    return {code: min(year for year in years if year >= min(first[code], years[-1])) for code in first.index}


def named(text: Bilingual) -> list[int]:
    return [int(year) for lang in LANGUAGES for year in YEAR.findall(text[lang])]


@pytest.mark.parametrize("code", CODES)
def test_a_lasting_text_names_no_year_that_its_first_edition_does_not_know(
    code: str, first_edition: dict[str, int]
) -> None:
    known = registry()[code]
    if code not in first_edition:
        assert sources()[known.source].optional, "an indicator without a figure"
        pytest.skip("its only figures are of a source that may be missing, and is")
    texts = {field: getattr(known, field) for field in LASTING}
    later = {f: t.en for f, t in texts.items() if t is not None and max(named(t), default=0) > first_edition[code]}
    assert later == {}, "move the later fact into a remark"


@pytest.mark.parametrize("code", CODES)
def test_a_dated_text_names_no_year_after_its_own(code: str) -> None:
    known = registry()[code]
    dated = [*((b.year, b.note) for b in known.breaks), *((r.since, r.note) for r in known.remarks)]
    assert [note.en for since, note in dated if max(named(note), default=0) > since] == []


@pytest.mark.parametrize("code", [code for code in CODES if registry()[code].remarks])
def test_a_remark_is_made_from_its_year_on(code: str) -> None:
    known = registry()[code]
    for remark in known.remarks:
        before, since = (known.told(remark.respect, year) for year in (remark.since - 1, remark.since))
        assert remark.note not in before
        assert remark.note in since
        assert set(before) < set(since)
    for respect in get_args(Respect):
        lasting = getattr(known, respect)
        assert known.told(respect, 2013)[:1] == (() if lasting is None else (lasting,))


def test_the_annex_of_an_edition_leaves_out_what_came_later() -> None:
    shown = [Observation("epi", "AZE", 2014, 0.43137, "index_0_1")]
    (remark,) = registry()["epi"].remarks
    for year in (2020, 2024):
        for lang in LANGUAGES:
            html = quality(shown, context=Context("egovernment", year, lang, {}, "developed"))
            assert (escape(remark.note[lang]) in html) == (year >= remark.since)


def test_a_remark_says_on_what_and_since_when() -> None:
    note = {"az": "a", "en": "b"}
    assert Remark.model_validate({"since": 2020, "respect": "accuracy", "note": note}).note.en == "b"
    for wrong in ({"since": 2020, "note": note}, {"since": 2020, "respect": "base", "note": note}):
        with pytest.raises(ValidationError):
            Remark.model_validate(wrong)
    entry = registry()["epi"].model_dump() | {"remarks": [{"respect": "accuracy", "note": note}]}
    with pytest.raises(ValidationError, match="since"):
        Indicator.model_validate(entry)
