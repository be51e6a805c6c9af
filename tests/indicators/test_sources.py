"""How sources are cited, and the codes of economies."""

from __future__ import annotations

import pytest

from analysis import data
from analysis.errors import RegistryError
from analysis.indicators import economies, publishers, registry, series, source, sources
from analysis.paths import here


def test_every_raw_folder_is_cited_and_nothing_else_is() -> None:
    folders = {path.name for path in here().raw.iterdir() if path.is_dir()}
    assert folders <= set(sources())
    optional = {code for code, cited in sources().items() if cited.optional}
    assert set(sources()) - folders <= optional == {"wef_restricted", "filed_surveys"}


def test_every_source_feeds_an_indicator() -> None:
    assert {row.source for row in series()} == set(sources())


def test_every_source_of_the_panel_is_cited_with_its_publisher() -> None:
    codes = set(data.load()["source"])
    cited = [source(code) for code in codes]
    assert all(one.publisher.az and one.publisher.en for one in cited)
    assert set(publishers()) - {"synthetic"} == {code.partition("/")[2] for code in codes if "/" in code}


@pytest.mark.parametrize("code", ["nowhere", "azerbaijan/nobody", ""])
def test_an_unknown_source_is_named(code: str) -> None:
    with pytest.raises(RegistryError, match=f"source {code!r}"):
        source(code)


def test_what_is_not_open_says_so() -> None:
    for code, cited in sources().items():
        assert ("not open" in cited.licence.en.lower()) is (code == "wef_restricted")
        assert ("açıq deyil" in cited.licence.az.lower()) is (code == "wef_restricted")


def test_restricted_indicators_come_from_the_restricted_folder() -> None:
    for row in series():
        if row.source == "wef_restricted":
            assert registry()[row.indicator].restricted


def test_economies_are_iso_codes_of_three_letters() -> None:
    codes = economies()
    assert codes["AZE"] == "economy" and codes["WLD"] == "aggregate"
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in codes)
    assert set(codes.values()) == {"economy", "aggregate", "other"}
