"""Azerbaijani ordinals against a written table and against the numbers spelled out in full."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.errors import LanguageError
from analysis.language import ordinal
from analysis.language.ordinals import last_word

# As printed in the strategy and in official texts; the last lines are the tens and powers no year of the reports has.
TABLE = {
    2003: "2003-cü", 2004: "2004-cü", 2005: "2005-ci", 2006: "2006-cı", 2007: "2007-ci", 2008: "2008-ci",
    2009: "2009-cu", 2010: "2010-cu", 2011: "2011-ci", 2012: "2012-ci", 2013: "2013-cü", 2014: "2014-cü",
    2015: "2015-ci", 2016: "2016-cı", 2017: "2017-ci", 2018: "2018-ci", 2019: "2019-cu", 2020: "2020-ci",
    2024: "2024-cü", 2030: "2030-cu", 2040: "2040-cı",
    1: "1-ci", 2: "2-ci", 3: "3-cü", 4: "4-cü", 6: "6-cı", 8: "8-ci", 9: "9-cu", 10: "10-cu", 20: "20-ci",
    30: "30-cu", 40: "40-cı", 50: "50-ci", 56: "56-cı", 60: "60-cı", 70: "70-ci", 80: "80-ci", 90: "90-cı",
    100: "100-cü", 140: "140-cı", 193: "193-cü", 200: "200-cü", 1000: "1000-ci", 2000: "2000-ci",
    1_000_000: "1 000 000-cu", 35_000_000: "35 000 000-cu", 2_000_000_000: "2 000 000 000-cı",
}  # fmt: skip

ONES = ["", "bir", "iki", "üç", "dörd", "beş", "altı", "yeddi", "səkkiz", "doqquz"]
TENS = ["", "on", "iyirmi", "otuz", "qırx", "əlli", "altmış", "yetmiş", "səksən", "doxsan"]
ENDINGS = {
    "ci": {"bir", "iki", "beş", "yeddi", "səkkiz", "iyirmi", "əlli", "yetmiş", "səksən", "min"},
    "cı": {"altı", "qırx", "altmış", "doxsan", "milyard", "sıfır"},
    "cu": {"doqquz", "on", "otuz", "milyon"},
    "cü": {"üç", "dörd", "yüz"},
}


def spelled(n: int) -> list[str]:
    """The number in words, most significant first."""
    if n == 0:
        return ["sıfır"]
    words: list[str] = []
    for size, name in ((10**9, "milyard"), (10**6, "milyon"), (1000, "min"), (1, "")):
        group, n = divmod(n, size)
        hundreds, rest = divmod(group, 100)
        part = [ONES[hundreds] if hundreds > 1 else "", "yüz" if hundreds else "", TENS[rest // 10], ONES[rest % 10]]
        words += [word for word in [*part, name if group else ""] if word]
    return words


@pytest.mark.parametrize(("n", "written"), TABLE.items())
def test_table(n: int, written: str) -> None:
    assert ordinal(n, "az") == written.replace(" ", "\N{NO-BREAK SPACE}")


@given(st.integers(0, 10**12 - 1))
def test_the_ending_is_that_of_the_last_word(n: int) -> None:
    word = spelled(n)[-1]
    assert last_word(n) == word
    assert word in ENDINGS[ordinal(n, "az").rpartition("-")[2]]


@pytest.mark.parametrize(
    ("n", "written"),
    [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (12, "12th"), (13, "13th"), (21, "21st"),
     (101, "101st"), (111, "111th"), (112, "112th"), (122, "122nd"), (193, "193rd")],
)  # fmt: skip
def test_english(n: int, written: str) -> None:
    assert ordinal(n, "en") == written


@pytest.mark.parametrize("n", [-1, 2.5])
def test_what_has_no_ordinal_is_refused(n: float) -> None:
    with pytest.raises(LanguageError, match="whole number"):
        ordinal(n, "az")  # type: ignore[arg-type]
