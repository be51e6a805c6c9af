"""The Azerbaijani alphabet and its capitals."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from analysis.language import capitalise, lower, sort_key, upper
from analysis.language.sorting import ALPHABET

WORDS = st.text(ALPHABET, min_size=1, max_size=8)


def ordered(words: list[str], lang: str = "az") -> list[str]:
    return sorted(words, key=lambda word: sort_key(word, lang))


def test_the_alphabet_has_its_thirty_two_letters_in_order() -> None:
    assert len(ALPHABET) == len(set(ALPHABET)) == 32
    assert ordered(list(reversed(ALPHABET))) == list(ALPHABET)
    assert ordered(list(upper(ALPHABET, "az"))) == list(upper(ALPHABET, "az"))


def test_names_of_countries() -> None:
    right = ["Albaniya", "Avstriya", "Çexiya", "Çin", "Danimarka", "Estoniya", "Ermənistan", "Əfqanıstan"]
    right = ordered(right)
    assert right.index("Danimarka") < right.index("Ermənistan") < right.index("Estoniya") < right.index("Əfqanıstan")
    assert ordered(["Qətər", "Kipr", "Özbəkistan", "Gürcüstan", "Ispaniya", "İspaniya", "Xorvatiya", "Haiti"]) == [
        "Gürcüstan", "Haiti", "Xorvatiya", "Ispaniya", "İspaniya", "Kipr", "Qətər", "Özbəkistan",
    ]  # fmt: skip


def test_a_shorter_word_and_a_space_come_first() -> None:
    assert ordered(["Yeni Zelandiya", "Yeniçağ", "Yeni"]) == ["Yeni", "Yeni Zelandiya", "Yeniçağ"]


def test_a_foreign_letter_stands_with_the_one_it_is_read_as() -> None:
    assert ordered(["WDI", "Ye", "VDI", "Üz"]) == ["Üz", "VDI", "WDI", "Ye"]


def test_english_order_ignores_accents_and_case() -> None:
    assert ordered(["Zambia", "åland", "Türkiye", "Tuvalu"], "en") == ["åland", "Türkiye", "Tuvalu", "Zambia"]


@given(WORDS, WORDS)
def test_the_order_is_the_alphabets_letter_by_letter(a: str, b: str) -> None:
    as_numbers = [ALPHABET.index(c) for c in a], [ALPHABET.index(c) for c in b]
    assert (sort_key(a, "az") < sort_key(b, "az")) == (as_numbers[0] < as_numbers[1])


@given(WORDS)
def test_capitals_and_small_letters_are_inverse(word: str) -> None:
    assert lower(upper(word, "az"), "az") == word
    assert sort_key(upper(word, "az"), "az") == sort_key(word, "az")


@given(WORDS)
def test_only_the_first_letter_changes(word: str) -> None:
    made = capitalise(word, "az")
    assert made[1:] == word[1:] and lower(made, "az") == word
    assert len(made) == len(word)
