"""Abbreviations: the table's rules, and which of them a text uses."""

from __future__ import annotations

import pytest

from analysis.errors import LanguageError
from analysis.language import LANGUAGES, abbreviations, abbreviations_in
from analysis.language.abbreviations import read


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("az,ÜDM,", "line 2"),
        ("fr,PIB,produit intérieur brut", "az or en"),
        ("az,ÜDM,ümumi daxili məhsul\naz,ÜDM,başqa", "'ÜDM' stands twice"),
    ],
)
def test_a_slip_in_the_table_names_its_line(row: str, said: str) -> None:
    with pytest.raises(LanguageError, match=said):
        read(f"lang,short,long\n{row}\n", place="language/abbreviations.csv")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ÜDM-nin 2%-i", ["ÜDM"]),
        ("BTİ‑nin, BMT", ["BMT", "BTİ"]),
        ("https://example.org/TV/ASAN", []),
        ("ASANLIQ; lineage.CSV", []),
        ("Özəl TV; ÜMG; EGDI", ["EGDI", "TV", "ÜMG"]),
    ],
)
def test_only_whole_words_count_and_they_stand_in_the_alphabets_order(text: str, found: list[str]) -> None:
    assert [short for short, _ in abbreviations_in(text, "az")] == found


def test_no_long_form_needs_another_language() -> None:
    assert all(abbreviations()[lang] for lang in LANGUAGES)
    shared = abbreviations()["az"].keys() & abbreviations()["en"].keys()
    assert not [short for short in shared if abbreviations()["az"][short] == abbreviations()["en"][short]]
