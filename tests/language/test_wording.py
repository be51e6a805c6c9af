"""Good Azerbaijani: the strategy's terms and its letters, in everything a reader sees."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest

from analysis.indicators import Bilingual, registry, sources
from analysis.language import glossary, lower, texts
from analysis.params import peer_groups
from analysis.paths import here
from analysis.strategy import clauses

# Known variants of the strategy's terms, each with the term that stands in the glossary or in the strategy's text.
VARIANTS = {
    r"broadband|geniş zolaq|geniş-zolaq": "genişzolaqlı",
    r"rəqəmsal|dijital|digital": "rəqəmli",
    r"rəqəmli (uçurum|bərabərsizlik|ayrılıq)": "rəqəmli fərqlilik",
    r"h[öo]k[üu]m[eə]t(?<!hökumət)": "hökumət",
    r"kiber[- ](təhlükəsizlik|tehlukesizlik)|kibertehl|kiber güvənlik": "kibertəhlükəsizlik",
    r"informasiya (güvənliyi|tehl)|məlumat təhlükəsizliyi": "informasiya təhlükəsizliyi",
    r"kompüter|bilgisayar": "kompyuter",
    r"e-imza atma|rəqəmli imza": "elektron imza",
    r"abunəlik say": "abunəçi",
    r"abonent|abunəci": "abunəçi",
    r"wi-?fi nöqtə": "ictimai çıxış məntəqəsi",
    r"ictimai fikir sorğu": "ictimai rəy sorğusu",
    r"vebsayt|veb[- ]sayt|websayt": "sayt",
    r"\baz(ə|e)rbaijan": "Azərbaycan",
    r"\bitu-n|\bitu\b(?! datahub)": "BTİ",
    r"\boecd\b": "İƏİT",
}

Texts = list[tuple[str, str]]


def bilingual(place: str, value: object) -> Iterator[tuple[str, Bilingual]]:
    """Every bilingual text inside an entry (publishers are left out: proper names follow their own spelling)."""
    if isinstance(value, Bilingual):
        yield place, value
    elif isinstance(value, tuple):
        for part in value:
            yield from bilingual(place, part)
    elif hasattr(type(value), "model_fields"):
        for field in type(value).model_fields:
            yield from bilingual(f"{place}.{field}", getattr(value, field))


def entries() -> Iterator[tuple[str, Bilingual]]:
    for tables in (registry(), sources(), clauses(), peer_groups()):
        for code, entry in tables.items():
            yield from bilingual(code, entry)


def notebook_cells(tag: str) -> Iterator[tuple[str, str]]:
    for path in sorted(here().notebooks.glob("*.ipynb")):
        for n, cell in enumerate(json.loads(path.read_text(encoding="utf-8"))["cells"]):
            if tag in cell["metadata"].get("tags", []):
                yield f"{path.name}, cell {n}", "".join(cell["source"])


def azerbaijani() -> Texts:
    return [
        *((key, pair["az"]) for key, pair in texts().items()),
        *((place, pair.az) for place, pair in entries()),
        *notebook_cells("lang-az"),
    ]


def prose(written: str) -> str:
    """The text without placeholders, code and names of files."""
    return re.sub(r"`[^`]*`|\{[^{}]*\}", " ", written)


def test_there_is_much_to_read() -> None:
    assert len(azerbaijani()) > 600
    assert len(list(notebook_cells("lang-az"))) == len(list(notebook_cells("lang-en"))) > 40


@pytest.mark.parametrize("variant", VARIANTS)
def test_no_text_uses_a_variant_of_a_fixed_term(variant: str) -> None:
    pattern = re.compile(variant)
    found = [place for place, written in azerbaijani() if pattern.search(lower(prose(written), "az"))]
    assert not found, f"write {VARIANTS[variant]!r}"


@pytest.mark.parametrize(
    ("wrong", "variant"),
    [
        ("Broadband internet", r"broadband|geniş zolaq|geniş-zolaq"),
        ("e-hökümət", r"h[öo]k[üu]m[eə]t(?<!hökumət)"),
        ("e-hokumət", r"h[öo]k[üu]m[eə]t(?<!hökumət)"),
        ("Rəqəmsal bərabərsizlik", r"rəqəmsal|dijital|digital"),
        ("kibertehlukesizlik", r"kiber[- ](təhlükəsizlik|tehlukesizlik)|kibertehl|kiber güvənlik"),
    ],
)
def test_the_variants_are_recognised(wrong: str, variant: str) -> None:
    assert variant in VARIANTS
    assert re.search(variant, lower(wrong, "az"))
    assert not re.search(variant, lower("“Elektron hökumət” və genişzolaqlı internet, rəqəmli fərqlilik", "az"))


def test_no_letter_of_another_alphabet() -> None:
    foreign = re.compile(r"[\u0370-\u04ff]")
    symbols = re.compile(r"(?<!\w)[βγδσ](?!\w)")  # the names of statistics
    assert not [place for place, written in azerbaijani() if foreign.search(symbols.sub("", written))]


def test_long_texts_use_the_letters_that_english_has_not() -> None:
    own = set("əğıöşüçƏĞİÖŞÜÇ")
    bare = [
        place
        for place, written in azerbaijani()
        if len(prose(written).split()) > 5 and sum(c.isalpha() for c in prose(written)) > 40 and not own & set(written)
    ]
    assert not bare


def test_no_capital_dotless_i_begins_a_word_that_has_the_dotted_one() -> None:
    """“Internet” and “Inkişaf” are the English capital; Azerbaijani has “İnternet” and “İnkişaf”."""
    wrong = re.compile(r"\bI(nternet|nformasiya|nkişaf|nsan|ndeks|stifadə|darə|ctimai|qtisad|l\b|llik)")
    assert not [place for place, written in azerbaijani() if wrong.search(written)]


def test_registry_texts_are_translated_and_end_like_sentences() -> None:
    for place, pair in entries():
        assert pair.az and pair.en
        if place.rpartition(".")[2] in {"definition", "accuracy", "coherence", "note", "reason"}:
            assert pair.az != pair.en, place
            assert pair.az.endswith(".") and pair.en.endswith("."), place


def test_numbers_in_azerbaijani_prose_have_the_decimal_comma_and_a_close_per_cent_sign() -> None:
    point = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])(?!-c[ıiuü])")
    loose = re.compile(r"\d\s%")
    for place, pair in entries():
        bare = re.sub(r"CC BY[-A-Z ]* \d\.\d", "", pair.az)
        assert not point.search(bare), place
        assert not loose.search(pair.az), place


def test_the_glossary_fixes_terms_of_the_strategy() -> None:
    terms = glossary()
    assert len(terms) >= 40
    assert len({term.az for term in terms}) == len(terms)
    assert all(re.fullmatch(r"\d+(\.\d+){0,2}", term.clause) for term in terms)
    assert {"genişzolaqlı internet", "elektron hökumət", "rəqəmli fərqlilik", "informasiya təhlükəsizliyi",
            "ictimai rəy sorğusu"} <= {term.az for term in terms}  # fmt: skip
