"""A file of answers that outgrows memory: checked and estimated where it lies, in the same tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from analysis.errors import DataError, ParameterError
from analysis.indicators import Measure, Questionnaire, Unit
from analysis.paths import here
from analysis.surveys.estimating import Cell, ShareTable, chosen, protected
from analysis.surveys.expressions import Columns, Engine, absent, cells, codes, open_parquet
from analysis.surveys.microdata import MARK, refuse_columns, refuse_tracked

if TYPE_CHECKING:
    import ibis.expr.types as ir  # type: ignore[import-untyped]


@dataclass(frozen=True)
class Outgrown:
    """Answers in Parquet, with the questionnaire that says what they mean."""

    definition: Questionnaire
    rows: ir.Table

    @property
    def is_synthetic(self) -> bool:
        """Whether the answers say of themselves that they are made up."""
        return MARK in self.rows.columns

    def table(self, measure: str, by: Sequence[str]) -> ShareTable:
        """A measure's share for everybody and for each group and crossing of groups, as from a file in memory.

        Units are taken as drawn with replacement.

        Raises
        ------
        ParameterError, DataError, MethodError
            As :func:`analysis.surveys.estimating.share_table` and :func:`analysis.surveys.expressions.cells`.
        """
        known, cuts = chosen(self.definition, measure, by)
        asked, valid, top, bottom = self._answers(known)
        for cut in cuts.values():
            valid &= codes(self.rows[cut.column]).isin(list(cut.codes))
        names = [cut.column for cut in cuts.values()]
        found = cells(self._weighed(known), self._columns(known), top, bottom=bottom, where=valid, by=names)
        keys = list(product(*((*cut.codes, None) for cut in cuts.values())))
        every = [found.get(key, Cell(0, 0.0, None, 0.0, 0)) for key in keys]
        left = self.rows.aggregate(left=(asked & ~valid.fill_null(False)).cast("int64").sum()).to_pyarrow().to_pylist()
        if known.asked.over is not None:
            every = [replace(cell, part=True) for cell in every]
        return protected(measure, by, keys, every, int(left[0]["left"] or 0))

    def _weighed(self, measure: Measure) -> ir.Table:
        """The rows, with no weight for those that stand for no household."""
        if measure.asked.of is Unit.PERSON:
            return self.rows
        weight = self._columns(measure).weight
        return self.rows.mutate(**{weight: self.rows[weight].fill_null(0)})

    def _columns(self, measure: Measure) -> Columns:
        drawn = self.definition.design
        weight = drawn.household_weight if measure.asked.of is Unit.HOUSEHOLD else drawn.weight
        assert weight is not None, "a questionnaire with questions of households has their weight"
        return Columns(weight, drawn.strata, drawn.units[0] if drawn.units else None, drawn.reused)

    def _answers(self, measure: Measure) -> tuple[ir.BooleanValue, ir.BooleanValue, ir.Value, ir.Value | None]:
        """Who was asked, who answered, and what is counted of what; as `answering.answers`."""
        import ibis

        asked: ir.BooleanValue = ibis.literal(True)
        if (before := measure.asked.asked) is not None:
            asked = codes(self.rows[self.definition.questions[before.question].column]).isin(before.answers)
        if measure.asked.over is not None:
            part, whole = (self.rows[name].cast("float64") for name in (measure.column, measure.asked.over))
            return asked, asked & ~absent(part) & ~absent(whole), part, whole
        given = codes(self.rows[measure.column])
        return asked, asked & given.isin(list(measure.asked.answers)), given.isin(measure.asked.counted), None


@contextmanager
def outgrown(path: Path, definition: Questionnaire, engine: str, memory: str) -> Iterator[Outgrown]:
    """Open a Parquet file of answers, or a folder of them, without reading it into memory.

    Raises
    ------
    DataError
        If the answers may not lie where they do, cannot be read, would identify people, lack a column, or hold codes
        that the questionnaire does not know.
    ParameterError
        As :func:`analysis.surveys.expressions.open_parquet`; if the design has populations, which engines leave out.
    """
    if definition.design.populations:
        raise ParameterError(
            "a design with populations", rule="units drawn with replacement", remedy="estimate from a file in memory"
        )
    refuse_tracked(path, here())
    if engine not in get_args(Engine):
        raise ParameterError(
            f"engine {engine!r}", rule=f"memory, {', '.join(get_args(Engine))}", remedy="take one of these"
        )
    with open_parquet(path, cast(Engine, engine), memory) as rows:
        refuse_columns(path, rows.columns, definition)
        _refuse_codes(rows, definition)
        yield Outgrown(definition, rows)


def _refuse_codes(rows: ir.Table, definition: Questionnaire) -> None:
    """One reading of the file counts the unknown codes of all columns."""
    given = {column: codes(rows[column]) for column in definition.known_codes}
    unknown = {
        column: (label.notnull() & ~label.isin(sorted(definition.known_codes[column]))).sum()
        for column, label in given.items()
    }
    (counts,) = rows.aggregate(**unknown).to_pyarrow().to_pylist()
    for column, number in counts.items():
        if number:
            raise DataError(
                f"column {column!r}: {number} answers with a code that the questionnaire does not know",
                rule=f"one of {', '.join(sorted(definition.known_codes[column]))}, or empty",
                remedy="mend the answers, or add the code to the questionnaire",
            )
