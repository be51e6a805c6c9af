"""How sources are cited, and the codes of economies."""

from __future__ import annotations

from analysis.indicators import economies, sources, registry, series
from analysis.paths import here


def test_every_raw_folder_is_cited_and_nothing_else_is() -> None:
    folders = {path.name for path in here().raw.iterdir() if path.is_dir()}
    assert folders <= set(sources())
    assert set(sources()) - folders <= {"wef_restricted"}


def test_every_source_feeds_an_indicator() -> None:
    assert {row.source for row in series()} == set(sources())


def test_what_is_not_open_says_so() -> None:
    for code, source in sources().items():
        assert ("not open" in source.licence.en.lower()) is (code == "wef_restricted")
        assert ("açıq deyil" in source.licence.az.lower()) is (code == "wef_restricted")


def test_restricted_indicators_come_from_the_restricted_folder() -> None:
    for row in series():
        if row.source == "wef_restricted":
            assert registry()[row.indicator].restricted


def test_economies_are_iso_codes_of_three_letters() -> None:
    codes = economies()
    assert codes["AZE"] == "economy" and codes["WLD"] == "aggregate"
    assert all(len(code) == 3 and code.isalpha() and code.isupper() for code in codes)
    assert set(codes.values()) == {"economy", "aggregate", "other"}
