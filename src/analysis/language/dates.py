"""Periods in words: the part of a year, the date of a stock, or the span of a running counter."""

from __future__ import annotations

import re
from collections.abc import Callable

from babel import Locale

from analysis.errors import LanguageError
from analysis.language.harmony import close_vowel, open_vowel
from analysis.language.ordinals import ordinal
from analysis.language.reading import one_of_languages

_PARTS = {
    "az": ("birinci", "ikinci", "üçüncü", "dördüncü"),
    "en": ("first", "second", "third", "fourth"),
}


def period(code: str, lang: str) -> str:
    """A period of the panel in words.

    ``2020`` a year, ``2014-06`` a month, ``2016H1`` a half, ``2023Q3`` a quarter, ``2018M1-7`` months,
    ``2025Q1-Q3`` quarters, ``2012-12..2014-10`` a span (years or months), ``..2016-05`` all time up to a month.

    Raises
    ------
    LanguageError
        If the code has none of these forms, or the language is unknown.

    Examples
    --------
    >>> period("2014-06", "az"), period("2014-06", "en")
    ('2014-cü ilin iyunu', 'June 2014')
    >>> period("2016H1", "az"), period("2018M1-7", "en")
    ('2016-cı ilin birinci yarısı', 'January to July 2018')
    >>> period("2012-12..2014-10", "az")
    '2012-ci ilin dekabrından 2014-cü ilin oktyabrınadək'
    """
    one_of_languages(lang)
    for form, write in _FORMS:
        match = form.fullmatch(code)
        if match:
            return write(lang, *match.groups())
    raise LanguageError(f"period {code!r}", rule="a form such as 2014-06, 2016H1 or 2012-12..2014-10", remedy="mend it")


def date(code: str, lang: str) -> str:
    """A date in words as far as it is known: a day, a month or a year in ISO form.

    Raises
    ------
    LanguageError
        If the code has none of these forms, or the language is unknown.

    Examples
    --------
    >>> date("2016-11-08", "az"), date("2016-11-08", "en")
    ('8 noyabr 2016', '8 November 2016')
    >>> date("2016-11", "az"), date("2016", "az")
    ('noyabr 2016', '2016')
    """
    one_of_languages(lang)
    if not _DATE.fullmatch(code):
        raise LanguageError(f"date {code!r}", rule="a form such as 2016, 2016-11 or 2016-11-08", remedy="mend it")
    year, *rest = code.split("-")
    parts = [_name(rest[0], lang), year] if rest else [year]
    return " ".join([str(int(rest[1])), *parts] if len(rest) == 2 else parts)


def _year(lang: str, year: str) -> str:
    return f"{ordinal(int(year), 'az')} il" if lang == "az" else year


def _month(lang: str, year: str, month: str) -> str:
    if lang == "en":
        return f"{_name(month, 'en')} {year}"
    return f"{ordinal(int(year), 'az')} ilin {_owned(month)}"


def _half(lang: str, year: str, part: str) -> str:
    which = _PARTS[lang][int(part) - 1]
    return f"{ordinal(int(year), 'az')} ilin {which} yarısı" if lang == "az" else f"{which} half of {year}"


def _quarter(lang: str, year: str, part: str) -> str:
    which = _PARTS[lang][int(part) - 1]
    return f"{ordinal(int(year), 'az')} ilin {which} rübü" if lang == "az" else f"{which} quarter of {year}"


def _months(lang: str, year: str, first: str, last: str) -> str:
    if lang == "en":
        return f"{_name(first, 'en')} to {_name(last, 'en')} {year}"
    return f"{ordinal(int(year), 'az')} ilin {_name(first, 'az')}–{_name(last, 'az')} ayları"


def _quarters(lang: str, year: str, first: str, last: str) -> str:
    since, until = (_PARTS[lang][int(part) - 1] for part in (first, last))
    if lang == "en":
        return f"{since} to {until} quarters of {year}"
    return f"{ordinal(int(year), 'az')} ilin {since}–{until} rübləri"


def _years(lang: str, first: str, last: str) -> str:
    return f"{first}–{ordinal(int(last), 'az')} illər" if lang == "az" else f"{first} to {last}"


def _span(lang: str, year: str, month: str, last_year: str, last_month: str) -> str:
    if lang == "en":
        return f"{_month(lang, year, month)} to {_month(lang, last_year, last_month)}"
    return f"{_from(year, month)} {_until(last_year, last_month)}"


def _up_to(lang: str, year: str, month: str) -> str:
    return _until(year, month) if lang == "az" else f"up to {_month(lang, year, month)}"


def _from(year: str, month: str) -> str:
    written = _month("az", year, month)
    return f"{written}nd{open_vowel(written)}n"


def _until(year: str, month: str) -> str:
    written = _month("az", year, month)
    return f"{written}n{open_vowel(written)}dək"


def _owned(month: str) -> str:
    name = _name(month, "az")
    return name + close_vowel(name)


def _name(month: str, lang: str) -> str:
    return str(Locale(lang).months["format"]["wide"][int(month)])


_MONTH = r"(\d{4})-(0[1-9]|1[0-2])"
_DATE = re.compile(rf"\d{{4}}|{_MONTH}(-(0[1-9]|[12]\d|3[01]))?")
_FORMS: tuple[tuple[re.Pattern[str], Callable[..., str]], ...] = (
    (re.compile(r"(\d{4})"), _year),
    (re.compile(_MONTH), _month),
    (re.compile(r"(\d{4})H([12])"), _half),
    (re.compile(r"(\d{4})Q([1-4])"), _quarter),
    (re.compile(r"(\d{4})M([1-9]|1[0-2])-([1-9]|1[0-2])"), _months),
    (re.compile(r"(\d{4})Q([1-4])-Q([1-4])"), _quarters),
    (re.compile(r"(\d{4})\.\.(\d{4})"), _years),
    (re.compile(rf"{_MONTH}\.\.{_MONTH}"), _span),
    (re.compile(rf"\.\.{_MONTH}"), _up_to),
)
