"""Texts by key: complete in both languages, the same placeholders, and a message that names what is missing."""

from __future__ import annotations

import pytest

from analysis.errors import LanguageError
from analysis.language import placeholders, text, texts
from analysis.language.reading import read_table
from analysis.language.texts import check


def test_every_text_stands_in_both_languages_with_the_same_placeholders() -> None:
    assert len(texts()) > 100
    for pair in texts().values():
        assert placeholders(pair["az"]) == placeholders(pair["en"])


@pytest.mark.parametrize(
    ("az", "en", "message"),
    [
        ("{n} ölkə", "{m} economies", r"\{m, n\} stands in one language only"),
        ("{users.latest} ildə", "in {users.baseline}", "same placeholders"),
        ("{n} ölkə", "economies", r"\{n\} stands in one language only"),
        ("{n ölkə", "{n} economies", "close or double the brace"),
        ("", "empty", "a text that is not empty"),
        (True, "yes", "a text that is not empty"),
        ("No figure was published for it", "No figure was published for it", "same in both languages"),
    ],
)
def test_a_text_that_breaks_a_rule_is_refused_by_name(az: object, en: str, message: str) -> None:
    with pytest.raises(LanguageError, match=message) as raised:
        check({"az": az, "en": en}, place="text 'a.b' in strings/x.yaml")
    assert "text 'a.b' in strings/x.yaml" in str(raised.value)


@pytest.mark.parametrize("entry", [{"az": "bir"}, {"az": "bir", "en": "one", "ru": "one"}, "bir", None, {}])
def test_a_text_needs_exactly_the_two_languages(entry: object) -> None:
    with pytest.raises(LanguageError, match="exactly az and en"):
        check(entry, place="text 'a.b'")


def test_formats_may_differ_between_languages_and_short_names_may_agree() -> None:
    check({"az": "{latest:ord} ildə {latest}", "en": "{latest} in {latest:year}"}, place="t")
    check({"az": "{group}, median", "en": "{group}, median"}, place="t")


@pytest.mark.parametrize("lang", ["az", "en"])
def test_a_missing_key_is_named_with_its_language(lang: str) -> None:
    with pytest.raises(LanguageError, match=rf"text 'no\.such\.key' is missing in '{lang}'"):
        text("no.such.key", lang)


@pytest.mark.parametrize("lang", ["fr", "AZ", ""])
def test_a_language_the_project_does_not_speak_is_refused(lang: str) -> None:
    with pytest.raises(LanguageError, match="rule: az or en"):
        text("sex.female", lang)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("a: 1\na: 2\n", "key 'a' stands twice"),
        ("a: {az: x\n", "valid YAML"),
        ("- a\n", "holds list"),
        ("NO: {az: x, en: y}\n", "key False in s.yaml"),
        ("2020: {az: x, en: y}\n", "key 2020 in s.yaml"),
    ],
)
def test_a_table_that_is_not_keys_with_texts_is_refused(source: str, message: str) -> None:
    with pytest.raises(LanguageError, match=message) as raised:
        read_table(source, place="s.yaml")
    assert "s.yaml" in str(raised.value)
