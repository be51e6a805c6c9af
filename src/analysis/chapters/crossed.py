"""Questions about two ways to cut the population at once, such as residence and sex."""

from __future__ import annotations

from analysis.chapters.evidence import Evidence
from analysis.methods.results import Cells, Observation


def crossed(evidence: Evidence, code: str, rows: tuple[str, ...], columns: tuple[str, ...]) -> Cells:
    """Every cell in the newest year that has them all; ``rows`` and ``columns`` are parts such as ``sex.female``."""
    found = {(o.ref_year, o.breakdown): o for o in evidence.observations(code, breakdown=None)}
    full = [y for y in {year for year, _ in found} if all((y, _cell(r, c)) in found for r in rows for c in columns)]
    year = max(full, default=None)
    values: tuple[tuple[Observation | None, ...], ...] = tuple(
        tuple(found.get((year, _cell(r, c))) if year else None for c in columns) for r in rows
    )
    return Cells(code, year, rows, columns, values)


def _cell(row: str, column: str) -> str:
    return f"{row.replace('.', '=')};{column.replace('.', '=')}"
