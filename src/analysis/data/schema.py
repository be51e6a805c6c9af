"""The panel's schema: the last door before chapters trust it."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from analysis.data.panel import KEY
from analysis.data.raw import PERIOD, STATUSES, breakdown_holds
from analysis.errors import DataError
from analysis.indicators import economies, registry


def _text(*checks: pa.Check, unique: bool = False) -> pa.Column:
    return pa.Column(str, list(checks), nullable=False, unique=unique)


def panel_schema() -> pa.DataFrameSchema:
    """Columns, types and vocabularies of the panel, with its key."""
    plain = pa.Check.str_matches(r"^[^<\x00-\x1f]*$")
    return pa.DataFrameSchema(
        {
            "economy": _text(pa.Check.isin(list(economies()))),
            "ref_year": pa.Column("int64", pa.Check.in_range(1900, 2100)),
            "period": _text(pa.Check.str_matches(rf"^({PERIOD.pattern})?$")),
            "indicator": _text(pa.Check.isin(list(registry()))),
            "breakdown": _text(pa.Check(lambda text: text.map(breakdown_holds), name="breakdown_in_order")),
            "value": pa.Column("float64", pa.Check(lambda v: v.abs() < float("inf"), name="finite"), nullable=False),
            "unit": _text(pa.Check.isin(sorted({i.unit for i in registry().values()}))),
            "status": _text(pa.Check.isin(list(STATUSES))),
            "quality": _text(pa.Check.isin(["A", "B", "C"])),
            "source": _text(pa.Check.str_matches(r"^[a-z0-9_]+(/[a-z0-9-]+)?$")),
            "source_row": _text(pa.Check.str_matches(r"^[^#]+/[^#]+\.csv#.+$"), unique=True),
            "vintage": _text(pa.Check.str_matches(r"^\d{4}[0-9-]*$")),
            "data_year": pa.Column(pd.Int64Dtype(), pa.Check.in_range(1900, 2100), nullable=True),
            "note": _text(plain),
        },
        strict=True,
        ordered=True,
        unique=list(KEY),
    )


def checked(panel: pd.DataFrame) -> pd.DataFrame:
    """The panel itself, if it keeps its schema.

    Raises
    ------
    DataError
        Naming the first column, check and value that break it.
    """
    try:
        panel_schema().validate(panel, lazy=True)
    except SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        row = "" if pd.isna(first["index"]) else f", row {panel['source_row'].iloc[int(first['index'])]}"
        raise DataError(
            f"{first['failure_case']!r} in column {first['column']} of the panel{row}",
            rule=f"{first['check']} (analysis.data.schema)",
            remedy="mend the raw row, series.csv or the registry",
        ) from error
    return panel
