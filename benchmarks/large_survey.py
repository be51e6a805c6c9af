"""Print what shares with design errors cost on a Parquet file that outgrows memory. See benchmarks/README.md.

.venv/bin/python benchmarks/large_survey.py [rows, by default 5e7]

The answers are made up and written piece by piece into a temporary folder: 20,000 PSUs in 100 strata, unequal weights,
some answers missing. Each measurement is a process of its own, so that its peak of memory is nobody else's. Spark's
Java is another process, of which nothing is told but the seconds on the clock.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
from timing import timed

from analysis.surveys.expressions import Columns, Engine, cells, lacking, open_parquet

PIECE, PSUS, STRATA = 1_000_000, 20_000, 100
MEMORY = "1GB"


def write(path: Path, rows: int) -> None:
    """Write made-up answers; some twelve megabytes a million rows."""
    rng = np.random.default_rng(1)
    writer = None
    for start in range(0, rows, PIECE):
        size = min(PIECE, rows - start)
        psu = rng.integers(0, PSUS, size, dtype=np.int32)
        residence = (psu % 2).astype(np.int8)
        online = rng.random(size) < 0.5 + 0.2 * residence + 0.02 * (psu % 10)
        piece = pa.table(
            {
                "weight": rng.random(size) + 0.5,
                "stratum": (psu // (PSUS // STRATA)).astype(np.int16),
                "psu": psu,
                "sex": rng.integers(1, 3, size, dtype=np.int8),
                "residence": residence + np.int8(1),
                "online": pa.array(online.astype(np.int8), mask=rng.random(size) < 0.03),
            }
        )
        writer = writer or pq.ParquetWriter(path, piece.schema)
        writer.write_table(piece)
    if writer:
        writer.close()


def estimate(path: Path, engine: Engine, unit: str | None) -> None:
    """Shares by sex, residence and both, from one file with one engine."""

    def work() -> None:
        with open_parquet(path, engine, MEMORY) as table:
            columns = Columns("weight", "stratum", unit)
            found = cells(table, columns, table.online == 1, where=table.online.notnull(), by=["sex", "residence"])
        everybody = found[None, None]
        print(f"{len(found)} cells, everybody {everybody.share}, se {everybody.variance**0.5:.3g}", flush=True)

    timed(f"{engine}, {'PSUs' if unit else 'every row drawn by itself'}", work)


def child(*arguments: object) -> None:
    """One piece of the work in a process of its own."""
    subprocess.run([sys.executable, __file__, "child", *map(str, arguments)], check=True)


def main() -> None:
    """Both designs with each engine that is here."""
    rows = int(float(sys.argv[1])) if len(sys.argv) > 1 else 50_000_000
    with TemporaryDirectory() as folder:
        path = Path(folder, "answers.parquet")
        child("write", path, rows)
        print(f"{rows} rows, {path.stat().st_size / 1e6:.0f} MB of Parquet", flush=True)
        for engine in ("duckdb", "spark"):
            if lack := lacking(engine):
                print(lack)
                continue
            child(engine, path, "psu")
            child(engine, path, "")


if __name__ == "__main__":
    if sys.argv[1:2] != ["child"]:
        main()
    elif sys.argv[2] == "write":
        write(Path(sys.argv[3]), int(sys.argv[4]))
    else:
        estimate(Path(sys.argv[3]), cast(Engine, sys.argv[2]), sys.argv[4] or None)
