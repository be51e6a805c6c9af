"""A file of answers that outgrows memory: checked and estimated where it lies, in the same tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, cast, get_args

from analysis.errors import DataError, ParameterError
from analysis.indicators import Measure, Questionnaire, Unit
from analysis.paths import here
from analysis.surveys.checking import answered_unasked, unknown_codes, wrong_amounts
from analysis.surveys.estimating import EMPTY, ShareTable, chosen, protected
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
        rows, columns = self._weighed(known), self._columns(known)
        found = cells(rows, columns, top, bottom=bottom, where=valid, by=names)
        keys = list(product(*((*cut.codes, None) for cut in cuts.values())))
        every = [found.get(key, EMPTY) for key in keys]
        lost = asked & ~valid.fill_null(False) & (rows[columns.weight] > 0)
        left = rows.aggregate(left=lost.cast("int64").sum()).to_pyarrow().to_pylist()
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

    def asked(self, measure: Measure) -> ir.BooleanValue:
        """Who was to be asked."""
        import ibis

        if (before := measure.asked.asked) is None:
            return ibis.literal(True)
        given = codes(self.rows[self.definition.questions[before.question].column])
        return given.isin(before.answers).fill_null(False)

    def _answers(self, measure: Measure) -> tuple[ir.BooleanValue, ir.BooleanValue, ir.Value, ir.Value | None]:
        """Who was asked, who answered, and what is counted of what; as `answering.answers`."""
        asked = self.asked(measure)
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
        that the questionnaire does not know, wrong amounts, or answers of people who were not to be asked.
    ParameterError
        As :func:`analysis.surveys.expressions.open_parquet`; if the design has populations, which engines leave out.
    """
    if definition.design.populations or definition.design.lonely != "refuse":
        raise ParameterError(
            "a design with populations, or with strata of one unit",
            rule="units drawn with replacement, two or more in a stratum",
            remedy="estimate from a file in memory",
        )
    refuse_tracked(path, here())
    if engine not in get_args(Engine):
        raise ParameterError(
            f"engine {engine!r}", rule=f"memory, {', '.join(get_args(Engine))}", remedy="take one of these"
        )
    with open_parquet(path, cast(Engine, engine), memory) as rows:
        refuse_columns(path, rows.columns, definition)
        found = Outgrown(definition, rows)
        _refuse_faults(found)
        yield found


def _refuse_faults(answers: Outgrown) -> None:
    """One reading of the file counts unknown codes, wrong amounts, and answers of people who were not to be asked."""
    rows, definition = answers.rows, answers.definition
    counted: dict[str, ir.BooleanValue] = {}
    said: dict[str, Callable[[int], DataError]] = {}
    for column, known in definition.known_codes.items():
        label = codes(rows[column])
        counted[f"codes {column}"] = label.notnull() & ~label.isin(sorted(known))
        said[f"codes {column}"] = partial(unknown_codes, column, known)
    for code, measure in definition.measures.items():
        asked = answers.asked(measure)
        if measure.asked.asked is not None:
            counted[f"asked {code}"] = codes(rows[measure.column]).notnull() & ~asked
            said[f"asked {code}"] = partial(answered_unasked, code, measure.asked.asked)
        if measure.asked.over is not None:
            part, whole = (rows[name].cast("float64") for name in (measure.column, measure.asked.over))
            counted[f"amounts {code}"] = ((part < 0) | (part > whole)).fill_null(False)
            said[f"amounts {code}"] = partial(wrong_amounts, code, measure.asked)
    sums = {name: marks.cast("int64").sum() for name, marks in counted.items()}
    (found,) = rows.aggregate(**sums).to_pyarrow().to_pylist()
    for name, number in found.items():
        if number:
            raise said[name](int(number))
