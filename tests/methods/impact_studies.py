"""The published studies that tests of `methods.impact` run: the Basque Country, West Germany, California."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from analysis.methods.impact.study import Predictor, Study, study

ORACLES = Path(__file__).parents[1] / "oracles"

BASQUE, GERMANY, CALIFORNIA = "Basque Country (Pais Vasco)", "West Germany", "California"


def table(name: str, unit: str) -> pd.DataFrame:
    found = pd.read_csv(ORACLES / f"inputs_{name}.csv")
    return found.astype({"year": int}).pivot_table(index="year", columns=unit)


def averages(found: pd.DataFrame, years: Iterable[int], *columns: str) -> list[Predictor]:
    return [Predictor(column, found[column], list(years)) for column in columns]


def basque() -> Study:
    """Abadie and Gardeazabal (2003) as in the example of R's Synth: schooling as shares, the two highest together."""
    found = table("basque", "regionname")
    levels = ["school.illit", "school.prim", "school.med", "school.high"]
    school = {level: found[level] for level in levels}
    school["school.high"] = school["school.high"] + found["school.post.high"]
    means = {level: rows.loc[1964:1969].mean() for level, rows in school.items()}
    all_levels = sum(means.values())
    shares = [Predictor(level, pd.DataFrame([means[level] / all_levels], [1969]), [1969]) for level in levels]
    sectors = [c for c in found.columns.levels[0] if c.startswith("sec.")]
    predictors = [
        *shares,
        *averages(found, range(1964, 1970), "invest"),
        *averages(found, range(1960, 1970), "gdpcap"),
        *averages(found, range(1961, 1970, 2), *sectors),
        *averages(found, [1969], "popdens"),
    ]
    return study(
        found["gdpcap"],
        treated=BASQUE,
        pre=range(1960, 1970),
        post=range(1970, 1998),
        predictors=predictors,
        excluded={"Spain (Espana)": "the whole that all others are part of"},
    )


def germany(*, training: bool) -> Study:
    """Abadie, Diamond and Hainmueller (2015): predictor weights from the training study serve the main one."""
    found = table("germany", "country")
    start, schooling, invest = (1971, [1970, 1975], "invest70") if training else (1981, [1980, 1985], "invest80")
    predictors = [
        *averages(found, range(start, start + 10), "gdp", "trade", "infrate", "industry"),
        *averages(found, schooling, "schooling"),
        *averages(found, [1980], invest),
    ]
    pre = range(1981, 1991) if training else range(1960, 1991)
    return study(found["gdp"], treated=GERMANY, pre=pre, post=range(1991, 2004), predictors=predictors)


def california() -> Study:
    """Abadie, Diamond and Hainmueller (2010): Proposition 99, packs of cigarettes a head."""
    found = table("prop99", "state")
    sales = [Predictor(f"cigsale {year}", found["cigsale"], [year]) for year in (1975, 1980, 1988)]
    predictors = [
        *averages(found, range(1980, 1989), "lnincome", "age15to24", "retprice"),
        *averages(found, range(1984, 1989), "beer"),
        *sales,
    ]
    return study(
        found["cigsale"], treated=CALIFORNIA, pre=range(1970, 1989), post=range(1989, 2001), predictors=predictors
    )
