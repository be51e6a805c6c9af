"""Values and differences with their units."""

from __future__ import annotations

import pytest

from analysis.errors import LanguageError
from analysis.indicators import registry
from analysis.language import difference, quantity, unit_label, units
from analysis.language.units import _pattern, _unit


@pytest.mark.parametrize("code", registry())
@pytest.mark.parametrize("lang", ["az", "en"])
def test_every_unit_of_the_registry_is_written_in_both_languages(code: str, lang: str) -> None:
    known = registry()[code]
    assert "3" in quantity(3, known.unit, lang, known.decimals)
    assert "3" in difference(3, known.unit, lang, known.decimals)
    assert unit_label(known.unit, lang) or known.unit == "count"


def test_no_unit_is_left_over() -> None:
    assert set(units()) == {known.unit for known in registry().values()}


@pytest.mark.parametrize(
    ("value", "unit", "decimals", "az", "en"),
    [
        (79.8, "percent", 1, "79,8%", "79.8%"),
        (1.54, "percent_gni", 2, "adambaşına ÜMG-nin 1,54%-i", "1.54% of GNI per head"),
        (18.83, "per_100", 1, "hər 100 nəfərə 18,8", "18.8 per 100 people"),
        (143, "gbit_s", 0, "143 Gbit/s", "143 Gbit/s"),
        (5.88, "usd_month", 2, "ayda 5,88 ABŞ dolları", "5.88 US dollars a month"),
        (93.76, "index_0_100", 2, "100 ballıq şkala üzrə 93,76 bal", "93.76 out of 100"),
        (56, "rank", 0, "56-cı yer", "rank 56"),
        (23, "million", 0, "23 milyon", "23 million"),
    ],
)
def test_values(value: float, unit: str, decimals: int, az: str, en: str) -> None:
    assert quantity(value, unit, "az", decimals) == az
    assert quantity(value, unit, "en", decimals) == en


@pytest.mark.parametrize("unit", ["percent", "percent_gni", "percent_wage"])
def test_the_difference_of_two_shares_is_in_points_never_in_per_cent(unit: str) -> None:
    assert difference(-6.8, unit, "az", 1, signed=True) == "−6,8 faiz bəndi"
    assert difference(6.8, unit, "en", 1, signed=True) == "+6.8 percentage points"


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [(1, 0, "1 place"), (2, 0, "2 places"), (1, 1, "1.0 places"), (-1, 0, "−1 place"), (0, 0, "0 places")],
)
def test_english_plurals_follow_the_printed_digits(value: float, decimals: int, written: str) -> None:
    assert difference(value, "rank", "en", decimals) == written


def test_an_unknown_unit_is_named() -> None:
    with pytest.raises(LanguageError, match=r"unit 'parsec'.*units\.yaml"):
        quantity(1, "parsec", "az", 0)


@pytest.mark.parametrize(
    ("entry", "message"),
    [
        ({"value": {"az": "{n}", "en": "{n}"}}, "exactly value, difference, label"),
        (
            {"value": {"az": "{n}"}, "difference": {"az": "{n}", "en": "{n}"}, "label": {"az": "", "en": ""}},
            r"unit 'x', value, in u\.yaml has az; rule: exactly az and en",
        ),
    ],
)
def test_an_incomplete_unit_is_refused(entry: object, message: str) -> None:
    with pytest.raises(LanguageError, match=message):
        _unit("x", entry, "u.yaml")


@pytest.mark.parametrize("entry", ["per cent", "{n} of {n}", {"one": "{n} point"}, {"other": 3}])
def test_a_pattern_without_exactly_one_number_is_refused(entry: object) -> None:
    with pytest.raises(LanguageError, match=r"in u\.yaml|u\.yaml is"):
        _pattern(entry, "u.yaml")
