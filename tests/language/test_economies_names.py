"""Names of economies in both languages."""

from __future__ import annotations

import pytest
from babel import Locale
from babel.core import get_global

from analysis.errors import LanguageError
from analysis.indicators import economies
from analysis.language import economy

NAMED = [code for code, kind in economies().items() if kind != "aggregate"]


@pytest.mark.parametrize("lang", ["az", "en"])
def test_every_economy_has_its_own_name(lang: str) -> None:
    names = [economy(code, lang) for code in NAMED]
    assert len(set(names)) == len(NAMED) > 200
    assert not [name for name in names if len(name) > 34]


@pytest.mark.parametrize(
    ("code", "az", "en"),
    [
        ("AZE", "Azərbaycan", "Azerbaijan"),
        ("XKX", "Kosovo", "Kosovo"),
        ("TUR", "Türkiyə", "Türkiye"),
        ("GEO", "Gürcüstan", "Georgia"),
        ("KOR", "Cənubi Koreya", "South Korea"),
        ("HKG", "Honkonq (Çin)", "Hong Kong (China)"),
    ],
)
def test_names(code: str, az: str, en: str) -> None:
    assert (economy(code, "az"), economy(code, "en")) == (az, en)


@pytest.mark.parametrize("code", ["WLD", "ZZZ", "AZ", "", "031", "SUN"])
def test_what_is_no_economy_is_refused(code: str) -> None:
    with pytest.raises(LanguageError, match=f"economy {code!r}"):
        economy(code, "az")


def test_the_overrides_are_still_needed() -> None:
    names = Locale("az").territories
    assert "Xüsusi İnzibati Rayon" in names["HK"] and "XİR" in names["MO"]
    assert "CHI" not in names and not get_global("territory_aliases").get("CHI")
