"""The Frictionless descriptor that lies beside the panel, so that others can read it without this project."""

from __future__ import annotations


import json
from collections.abc import Mapping
from typing import TYPE_CHECKING


from analysis.data.card import Card
from analysis.data.panel import COLUMNS, KEY, RESTRICTED

if TYPE_CHECKING:
    import pandas as pd


DATAPACKAGE = "datapackage.json"

_MEANING = {
    "economy": "ISO 3166-1 alpha-3, or a World Bank aggregate",
    "ref_year": "the year the number describes; for an index its edition",
    "period": "empty for a full year; else a month, quarter, half-year, run of months, or from..to",
    "indicator": "code of docs/codebook.md",
    "breakdown": "key=value parts joined by ';', keys in alphabetical order; empty for the total",
    "value": "in the unit of the column unit",
    "unit": "code of the unit",
    "status": "SDMX observation status (CL_OBS_STATUS): A normal, B break, E estimated",
    "quality": "grade of the source, A to C; grade D never enters",
    "source": "folder below data/raw, with /publisher where a folder holds several",
    "source_row": "<source>/<vintage>/<file>#<id>, or #L<line> where the row has no id",
    "vintage": "release, or the date the source was read",
    "data_year": "year of a published index's inputs, where known",
    "note": "what the source says of this number, in short",
}
_TYPE = {"ref_year": "integer", "value": "number", "data_year": "integer"}


def datapackage(panel: pd.DataFrame, cards: Mapping[str, Card], *, bytes_: int, sha256: str) -> str:
    """The descriptor as JSON text (Frictionless Data Package v1); the same panel gives the same text.

    ``bytes_`` and ``sha256`` are those of the Parquet file.
    """
    described = {
        "name": "information-society-panel",
        "title": "Figures for the assessment of Azerbaijan's information society strategy 2014–2020",
        "profile": "data-package",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "The compilation, where the source allows; each figure keeps its source's terms",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "sources": [_source(name, card) for name, card in sorted(cards.items())],
        "resources": [
            {
                "name": "panel",
                "path": "panel.parquet",
                "format": "parquet",
                "mediatype": "application/vnd.apache.parquet",
                "bytes": bytes_,
                "hash": f"sha256:{sha256}",
                "rows": len(panel),
                "schema": {"fields": [_field(c) for c in COLUMNS], "primaryKey": list(KEY), "missingValues": [""]},
            }
        ],
    }
    return json.dumps(described, ensure_ascii=False, indent=2) + "\n"


def _source(name: str, card: Card) -> dict[str, str]:
    terms = "not for an open release: " if name.startswith(f"{RESTRICTED}/") else ""
    return {
        "title": f"{card.publisher}: {card.title} ({card.edition})",
        "path": card.address,
        "licence": terms + card.licence,
        "folder": f"data/raw/{name}",
    }


def _field(column: str) -> dict[str, object]:
    field: dict[str, object] = {"name": column, "type": _TYPE.get(column, "string"), "description": _MEANING[column]}
    if column not in ("period", "breakdown", "data_year", "note"):
        field["constraints"] = {"required": True}
    return field
