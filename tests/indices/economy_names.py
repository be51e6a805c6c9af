"""The economies that the published tables name, by their codes: CLDR's English names, and the tables' own."""

from __future__ import annotations

import re
from functools import cache

from analysis.indicators import economies, is_economy
from analysis.language.economies import economy

OWN_NAMES = {
    "Brunei Darussalam": "BRN",
    "Cabo Verde": "CPV",
    "Congo": "COG",
    "Cote d'Ivoire": "CIV",
    "Czech Republic": "CZE",
    "Democratic People's Republic of Korea": "PRK",
    "Democratic Republic of the Congo": "COD",
    "Georgia (Country)": "GEO",
    "Hong Kong": "HKG",
    "Iran (Islamic Republic of)": "IRN",
    "Korea (Rep.)": "KOR",
    "Korea (the Republic of)": "KOR",
    "Lao": "LAO",
    "Lao People's Democratic Republic": "LAO",
    "Macedonia": "MKD",
    "Micronesia (Federated States of)": "FSM",
    "Myanmar": "MMR",
    "Republic of Korea": "KOR",
    "Republic of Moldova": "MDA",
    "Russian Federation": "RUS",
    "Sao Tome and Principe": "STP",
    "State of Palestine": "PSE",
    "Swaziland": "SWZ",
    "Syrian Arab Republic": "SYR",
    "The former Yugoslav Republic of Macedonia": "MKD",
    "Turkey": "TUR",
    "United Kingdom of Great Britain and Northern Ireland": "GBR",
    "United Republic of Tanzania": "TZA",
    "United States of America": "USA",
    "Vatican": "VAT",
    "Viet Nam": "VNM",
}


def code_of(name: str) -> str:
    """The ISO code of an economy as a published table names it."""
    return OWN_NAMES.get(name) or _by_name()[_plain(name)]


@cache
def _by_name() -> dict[str, str]:
    return {_plain(economy(code, "en")): code for code in economies() if is_economy(code)}


def _plain(name: str) -> str:
    lower = name.lower().replace("&", "and").replace("st.", "saint").replace("the ", "")
    return re.sub(r"[^a-z ]", "", lower).strip()
