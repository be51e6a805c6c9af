"""One thing a page shows, and what it rests on."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import StringIO
from typing import Any

from analysis.indicators import indicator
from analysis.methods.results import observations
from analysis.present.context import COUNTRY

LINEAGE = "text/vnd.analysis.lineage+csv"
"""One text rather than thousands of records: Jupyter's libraries copy and check every object in a notebook."""

VERDICTS = "text/vnd.analysis.verdicts+csv"
"""What the verdicts of an edition rest on."""

VERDICTS_FILE = "verdicts.csv"

Record = dict[str, str | int | float]


@dataclass(frozen=True)
class Exhibit:
    """A sentence, figure or table: what a report shows, what a terminal shows, and its lineage."""

    id: str
    html: str
    plain: str
    lineage: tuple[Record, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)
    """Texts for files beside the page, by their MIME type."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {"text/html": self.html, "text/plain": self.plain}
        return bundle | ({LINEAGE: as_csv(self.lineage)} if self.lineage else {}) | dict(self.files)


def as_csv(records: Sequence[Mapping[str, str | int | float]]) -> str:
    """Records as a table under their names."""
    out = StringIO()
    writer = csv.DictWriter(out, records[0], lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def lineage(result: object, *, id: str, kind: str, function: str) -> tuple[Record, ...]:
    """One record for every published number that ``result`` rests on."""
    return tuple(
        {
            "id": id,
            "kind": kind,
            "clause": ";".join(indicator(o.indicator).clauses),
            "indicator": o.indicator,
            "economy": o.economy,
            "ref_year": o.ref_year,
            "breakdown": o.breakdown,
            "period": o.period,
            "value": o.value,
            "unit": o.unit,
            "source": o.source,
            "vintage": o.vintage,
            "source_row": o.source_row,
            "function": function,
            "role": "own" if o.economy == COUNTRY else "peer",
        }
        for o in observations(result)
    )
