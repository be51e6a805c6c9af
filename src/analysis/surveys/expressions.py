"""Shares with design errors from a file of answers that outgrows memory: the same Ibis expressions on DuckDB and Spark.

Engines add up rows, then units, and hand over one row for each stratum and cell; that little is finished here.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Literal, get_args

from analysis.errors import DataError, MethodError, ParameterError
from analysis.surveys.estimating import EMPTY, Cell, Key

if TYPE_CHECKING:
    import ibis.expr.types as ir  # type: ignore[import-untyped]

Engine = Literal["duckdb", "spark"]

THREADS = 2
"""Processor threads that an engine takes."""


@dataclass(frozen=True)
class Columns:
    """Names of the columns that the variance needs: weight, stratum and unit of the first stage.

    Without a unit every row was drawn by itself; ``reused``: labels of units are used again in other strata.
    """

    weight: str
    stratum: str | None = None
    unit: str | None = None
    reused: bool = False


def lacking(engine: Engine) -> str | None:
    """What an engine lacks here, with the remedy, as "pyspark is not installed: pip install …"; None if nothing."""
    if engine == "duckdb":
        found = find_spec("ibis") and find_spec("duckdb")
        return None if found else "ibis or duckdb is not installed: make setup"
    if not find_spec("pyspark"):
        return "pyspark is not installed: pip install --require-hashes -r requirements/spark.txt"
    java = Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    return None if shutil.which(java) else "no Java: install Java 17, and set JAVA_HOME if it is not on the path"


@contextmanager
def open_parquet(path: Path, engine: Engine = "duckdb", memory: str = "1GB") -> Iterator[ir.Table]:
    """A Parquet file, or a folder of such files, as a table that is read when an expression is carried out.

    Parameters
    ----------
    engine
        ``duckdb``, or ``spark`` for a local PySpark session of this process, which ends with the block.
    memory
        What the engine may take, such as ``1GB`` or ``500MB``; beyond it, work is laid down in a temporary folder.
        Spark's Java starts with it once a process, and takes some 500 MB at least.

    Raises
    ------
    ParameterError
        If the engine is unknown or lacks something, or the memory is not an amount.
    DataError
        If there is no such file, or it is not Parquet.
    """
    if engine not in get_args(Engine):
        raise ParameterError(
            f"engine {engine!r}", rule=f"one of {', '.join(get_args(Engine))}", remedy="take one of these"
        )
    if lack := lacking(engine):
        what, remedy = lack.split(": ", 1)
        raise ParameterError(f"engine {engine!r}: {what}", rule="what the engine needs is here", remedy=remedy)
    if not re.fullmatch(r"[1-9]\d*[MG]B", memory):
        raise ParameterError(f"memory {memory!r}", rule="a number with MB or GB", remedy="write 1GB")
    if not (path.is_file() or any(path.glob("*.parquet"))):
        raise DataError(
            f"{path.name} is not there", rule="a Parquet file, or a folder of them", remedy="check the path"
        )
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, ExitStack() as closing:
        backend = _duckdb(memory, folder, closing) if engine == "duckdb" else _spark(memory, folder, closing)
        try:
            table = backend.read_parquet(str(path / "*.parquet" if path.is_dir() else path))
        except Exception as error:  # an engine's own message may quote more than it should
            raise DataError(
                f"{path.name} cannot be read as Parquet: {type(error).__name__}",
                rule="Parquet files of one form",
                remedy="save them anew",
            ) from None
        yield table


def codes(column: ir.Column) -> ir.StringColumn:
    """Codes as text, missing where nothing is there; 1.0 and 1 are the same code. As `microdata.codes`."""
    if column.type().is_integer():
        return column.cast("string")
    if column.type().is_floating():
        whole = column.try_cast("int64")
        return absent(column).ifelse(None, (whole == column).ifelse(whole.cast("string"), column.cast("string")))
    # not `strip`: what ibis writes for Spark would take letters f and v away as well
    return column.cast("string").re_replace("^[ \t\r\n]+|([.]0+)?[ \t\r\n]*$", "").nullif("")


def cells(
    table: ir.Table,
    columns: Columns,
    top: ir.Value,
    *,
    bottom: ir.Value | None = None,
    where: ir.Value | None = None,
    by: Sequence[str] = (),
) -> dict[Key, Cell]:
    """Σ w top / Σ w bottom for everybody, each group and each crossing, with the variance by Taylor linearisation.

    The first stage is taken as drawn with replacement, from every unit in the file: those without a row in a cell count
    in its variance as well. Cells in which nobody counts are not among the result.

    Parameters
    ----------
    top, bottom
        Numbers or marks, one a row of ``table``: a mark whose share is estimated, over everybody where there is no
        ``bottom``; or a part and its whole, in one unit.
    where
        Marks of the rows that count, all by default; where it is missing, the row does not count.
    by
        Columns of groups; a row that lacks one does not count.

    Raises
    ------
    DataError
        If the file has no rows; a weight is missing, no number or below zero; a label of the design is missing; or a
        value is missing in a row that counts.
    MethodError
        If all weights are zero, a stratum has one unit, or a unit lies in two strata and labels are not ``reused``.

    Reference: as :func:`analysis.methods.survey.linearised.ratio`, which gives the same of rows in memory.

    Examples
    --------
    >>> import ibis
    >>> import pyarrow as pa
    >>> rows = pa.table({"weight": [1.0, 1.0, 2.0, 2.0], "online": [1, 0, 1, 1], "sex": ["f", "f", "m", "m"]})
    >>> answers = ibis.memtable(rows)
    >>> found = cells(answers, Columns("weight"), answers.online == 1, by=["sex"])
    >>> [(key, found[key].n, round(found[key].share, 3)) for key in [(None,), ("f",), ("m",)]]
    [((None,), 4, 0.833), (('f',), 2, 0.5), (('m',), 2, 1.0)]
    """
    import ibis

    names = [f"by{place}" for place in range(len(by))]
    rows = _rows(table, columns, top, bottom, where, dict(zip(names, by, strict=True)))
    _refuse_faults(rows, columns)
    parts: dict[Key, list[dict[str, Any]]] = {}
    with ExitStack() as closing:
        # one pass over the rows gives the units of the smallest cells, and those give all others; where each row is a
        # unit of its own there is nothing to add up, and the file is read again. Sums are kept before they are joined,
        # or engines would keep all rows for two readings
        units = closing.enter_context(_units(rows, ["everybody", *names]).cache()) if columns.unit else rows
        sizes = _sizes(_units(units, []) if columns.unit else rows, columns)
        for taken in product((False, True), repeat=len(names)):
            keys = ["everybody", *(name for name, kept in zip(names, taken, strict=True) if kept)]
            inside = (_units(units, keys) if columns.unit else rows).filter([ibis._[key].notnull() for key in keys])
            sums = closing.enter_context(_sums(inside, keys).cache())
            for row in _strata(inside, sums, keys).to_pyarrow().to_pylist():
                key = tuple(str(row[name]) if name in keys else None for name in names)
                parts.setdefault(key, []).append(row)
    found = {key: _cell(rows, sizes) for key, rows in parts.items()}
    return {key: cell for key, cell in found.items() if cell.n}


def _duckdb(memory: str, folder: str, closing: ExitStack) -> Any:
    import ibis

    backend = ibis.duckdb.connect(memory_limit=memory, threads=THREADS, temp_directory=folder)
    closing.callback(backend.disconnect)
    return backend


def _spark(memory: str, folder: str, closing: ExitStack) -> Any:
    import ibis

    builder = import_module("pyspark.sql").SparkSession.builder.master(f"local[{THREADS}]")
    settings = {
        "spark.driver.memory": memory.removesuffix("B"),
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.local.dir": folder,
        "spark.sql.warehouse.dir": folder,
        "spark.sql.shuffle.partitions": 2 * THREADS,
        "spark.ui.enabled": False,
        "spark.ui.showConsoleProgress": False,
    }
    for name, value in settings.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    closing.callback(session.stop)
    session.sparkContext.setLogLevel("ERROR")
    return ibis.pyspark.connect(session)


def _rows(
    table: ir.Table,
    columns: Columns,
    top: ir.Value,
    bottom: ir.Value | None,
    where: ir.Value | None,
    by: Mapping[str, str],
) -> ir.Table:
    """Weight, stratum, unit, marks and labels of each row, and its weighted top and bottom: zero where it is outside.

    ``everybody`` is a label that all rows have; ``lost`` marks a row that counts and has no value.
    """
    import ibis

    labels = {name: _label(table[column]) for name, column in by.items()}
    inside = ibis.literal(True) if where is None else where.fill_null(False)
    for label in labels.values():
        inside &= label.notnull()
    weight = _number(table[columns.weight], f"column {columns.weight!r}")
    above, below = _number(top, "values"), _number(ibis.literal(1.0) if bottom is None else bottom, "denominators")
    return table.select(
        everybody=ibis.literal(0),
        weight=weight,
        stratum=_label(table[columns.stratum]) if columns.stratum else ibis.literal(0),
        unit=_label(table[columns.unit]) if columns.unit else ibis.literal(0),
        lost=inside & (absent(above) | absent(below)),
        n=(inside & (weight > 0)).cast("int64"),
        top=inside.ifelse(weight * above, 0.0),
        bottom=inside.ifelse(weight * below, 0.0),
        **labels,
    )


def _refuse_faults(rows: ir.Table, columns: Columns) -> None:
    found = rows.aggregate(
        rows=rows.count(),
        missing=absent(rows.weight).sum(),
        negative=(rows.weight < 0).sum(),
        weighted=(rows.weight > 0).sum(),
        strata=rows.stratum.isnull().sum(),
        units=rows.unit.isnull().sum(),
        lost=rows.lost.sum(),
    )
    (count,) = found.to_pyarrow().to_pylist()
    if not count["rows"]:
        raise DataError("a file of no rows", rule="one row a person asked", remedy="export the answers again")
    if count["missing"]:
        raise DataError(
            f"column {columns.weight!r}: {count['missing']} of {count['rows']} weights missing",
            rule="a weight in every row",
            remedy="weight those rows, or leave them out and say so",
        )
    if count["negative"]:
        raise DataError(
            f"column {columns.weight!r}: {count['negative']} weights below zero",
            rule="no weight below zero",
            remedy="mend the weights",
        )
    for column, missing in ((columns.stratum, count["strata"]), (columns.unit, count["units"])):
        if missing:
            raise DataError(
                f"column {column!r}: {missing} labels missing", rule="a label in every row", remedy="fill them in"
            )
    if count["lost"]:
        raise DataError(
            f"{count['lost']} values missing in rows that count",
            rule="a number in each",
            remedy="leave these rows out by `where`",
        )
    if not count["weighted"]:
        raise MethodError(
            f"{count['rows']} weights of zero", rule="one row or more that counts", remedy="mend the weights"
        )


def _units(rows: ir.Table, keys: Sequence[str]) -> ir.Table:
    """What each unit adds to each cell; units and cells without a row are left out."""
    return rows.group_by([*keys, "stratum", "unit"]).aggregate(
        n=rows.n.sum(), top=rows.top.sum(), bottom=rows.bottom.sum()
    )


def _sizes(units: ir.Table, columns: Columns) -> dict[object, int]:
    """Units of each stratum."""
    found = units.group_by("stratum").aggregate(units=units.count()).to_pyarrow().to_pylist()
    sizes = {row["stratum"]: row["units"] for row in found}
    if alone := sum(size < 2 for size in sizes.values()):
        raise MethodError(
            f"{alone} of {len(sizes)} strata of stage 1 with one unit",
            rule="two or more, or their variance is unknown",
            remedy="merge strata",
        )
    if columns.unit and not columns.reused:
        twice = sum(sizes.values()) - int(units.unit.nunique().to_pyarrow().as_py())
        if twice:
            raise MethodError(
                f"{twice} units of stage 1 in two strata",
                rule="every unit lies in one stratum",
                remedy="number units through all strata, or say that labels are reused",
            )
    return sizes


def _sums(units: ir.Table, keys: Sequence[str]) -> ir.Table:
    """Rows that count, and the sums of top and bottom, of each cell."""
    return units.aggregate(count=units.n.sum(), people=units.top.sum(), whole=units.bottom.sum(), by=keys)


def _strata(units: ir.Table, sums: ir.Table, keys: Sequence[str]) -> ir.Table:
    """A row a cell and stratum: its units, the mean and spread of their influence on the cell's share, and the sums."""
    joined = units.inner_join(sums, keys)
    whole = joined.whole.nullif(0.0)
    scored = joined.mutate(influence=(joined.top - joined.people / whole * joined.bottom) / whole)
    return scored.group_by([*keys, "stratum", "count", "people", "whole"]).aggregate(
        units=scored.count(),
        counting=(scored.n > 0).sum(),
        centre=scored.influence.mean(),
        spread=scored.influence.var(how="pop"),
    )


def _cell(strata: Sequence[Mapping[str, Any]], sizes: Mapping[object, int]) -> Cell:
    """A cell from its strata; the units of a stratum that have no row in it influence its share by zero."""
    n, people, whole = (strata[0][name] for name in ("count", "people", "whole"))
    if n == 0 or whole == 0:
        return EMPTY
    variance = 0.0
    for row in strata:
        size, units = sizes[row["stratum"]], row["units"]
        squares = units * (row["spread"] + (1 - units / size) * row["centre"] ** 2)
        variance += size / (size - 1) * squares
    degrees = sum(row["counting"] - 1 for row in strata if row["counting"])
    return Cell(n, people, max(whole - people, 0.0), people / whole, variance, degrees)


def _label(column: ir.Column) -> ir.Column:
    """A label to group by: whole numbers as they are, others as codes."""
    return column if column.type().is_integer() else codes(column)


def _number(value: ir.Value, what: str) -> ir.Value:
    if not (value.type().is_numeric() or value.type().is_boolean()):
        raise DataError(f"{what} of type {value.type()}", rule="numbers, or marks", remedy="save them as numbers")
    return value.cast("float64")


def absent(value: ir.Value) -> ir.Value:
    """Whether a number is missing, or none."""
    return value.isnull() | value.isnan() | value.isinf()
