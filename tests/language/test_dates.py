"""Periods in words."""

from __future__ import annotations

import pytest

from analysis.errors import LanguageError
from analysis.language import period


@pytest.mark.parametrize(
    ("code", "az", "en"),
    [
        ("2020", "2020-ci il", "2020"),
        ("2014-06", "2014-cü ilin iyunu", "June 2014"),
        ("2017-04", "2017-ci ilin apreli", "April 2017"),
        ("2018-12", "2018-ci ilin dekabrı", "December 2018"),
        ("2021-10", "2021-ci ilin oktyabrı", "October 2021"),
        ("2013-08", "2013-cü ilin avqustu", "August 2013"),
        ("2016H1", "2016-cı ilin birinci yarısı", "first half of 2016"),
        ("2023Q3", "2023-cü ilin üçüncü rübü", "third quarter of 2023"),
        ("2018M1-7", "2018-ci ilin yanvar–iyul ayları", "January to July 2018"),
        ("2025Q1-Q3", "2025-ci ilin birinci–üçüncü rübləri", "first to third quarters of 2025"),
        ("2011..2020", "2011–2020-ci illər", "2011 to 2020"),
        ("..2016-05", "2016-cı ilin mayınadək", "up to May 2016"),
        ("..2017-04", "2017-ci ilin aprelinədək", "up to April 2017"),
        (
            "2012-12..2014-06",
            "2012-ci ilin dekabrından 2014-cü ilin iyununadək",
            "December 2012 to June 2014",
        ),
        (
            "2014-04..2017-02",
            "2014-cü ilin aprelindən 2017-ci ilin fevralınadək",
            "April 2014 to February 2017",
        ),
    ],
)
def test_periods(code: str, az: str, en: str) -> None:
    assert period(code, "az") == az
    assert period(code, "en") == en


@pytest.mark.parametrize("code", ["", "2014-13", "2014-6", "2016H3", "2023Q5", "2014/06", "soon", "2014-06..2014"])
def test_an_unknown_form_is_named(code: str) -> None:
    with pytest.raises(LanguageError, match=f"period {code!r}".replace(".", r"\.")):
        period(code, "az")
