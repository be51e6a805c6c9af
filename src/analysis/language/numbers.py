"""Numbers as each language writes them, with a true minus sign."""

from __future__ import annotations

from decimal import ROUND_HALF_EVEN, Decimal

from babel.numbers import format_decimal

from analysis.errors import LanguageError
from analysis.language.reading import one_of_languages

MINUS = "\N{MINUS SIGN}"
NO_BREAK = "\N{NO-BREAK SPACE}"


def number(x: float, lang: str, decimals: int) -> str:
    """``x`` with ``decimals`` decimals, ties to even.

    Azerbaijani has the decimal comma and, as the strategy writes it (1200, but 22 500), sets off thousands from
    five figures on, here with a no-break space; English has the point and the comma.

    Raises
    ------
    LanguageError
        If ``x`` is no finite number, or the language is unknown.

    Examples
    --------
    >>> number(79.8, "az", 1), number(1200, "az", 0), number(1200, "en", 0), number(-0.04, "en", 1)
    ('79,8', '1200', '1,200', '0.0')
    """
    one_of_languages(lang)
    rounded = _rounded(x, decimals)
    if lang == "en":
        return _grouped(rounded, decimals, "en", ",").replace("-", MINUS)
    separator = NO_BREAK if abs(rounded) >= 10_000 else ""
    return _grouped(rounded, decimals, "az", ".").replace(".", separator).replace("-", MINUS)


def signed(x: float, lang: str, decimals: int) -> str:
    """A difference: like :func:`number`, with a plus before what is more than nothing.

    Examples
    --------
    >>> signed(2.04, "az", 1), signed(-2.04, "az", 1), signed(0.04, "az", 1)
    ('+2,0', '−2,0', '0,0')
    """
    return ("+" if _rounded(x, decimals) > 0 else "") + number(x, lang, decimals)


def percent(x: float, lang: str, decimals: int) -> str:
    """A share given in per cent, with its sign set close, as the strategy writes it.

    Examples
    --------
    >>> percent(79.8, "az", 1), percent(79.8, "en", 0)
    ('79,8%', '80%')
    """
    return number(x, lang, decimals) + "%"


def _rounded(x: float, decimals: int) -> Decimal:
    exact = Decimal(str(x))
    if not exact.is_finite():
        raise LanguageError(f"number {x!r}", rule="a finite number", remedy="show an empty state where there is none")
    rounded = exact.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
    return rounded if rounded else abs(rounded)


def _grouped(rounded: Decimal, decimals: int, locale: str, separator: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written = str(format_decimal(rounded, format=pattern, locale=locale))
    if abs(rounded) >= 1000 and separator not in written:
        raise LanguageError(
            f"{written!r} in {locale!r}", rule=f"thousands set off by {separator!r}", remedy="read the new CLDR release"
        )
    return written
