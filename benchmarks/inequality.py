"""Print what inequality with its standard error costs, beside PySAL's inequality where it is. See benchmarks/README.md.

.venv/bin/python benchmarks/inequality.py [another Python that has PySAL's inequality]

The values are made up: lognormal with weights; for the bootstrap, PSUs of 50 rows in 20 strata and 10 groups. PySAL's
package has neither weights nor standard errors; it is measured on the same values as far as it goes.
"""

from __future__ import annotations

import os
import subprocess
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded, or it is not heard


import numpy as np
from timing import timed

from analysis.methods.inequality import bootstrap, jackknife, linearised
from analysis.methods.inequality.design import Design, design

SIZES = (1_000_000, 10_000_000)
ROWS, PSU_SIZE, STRATA, GROUPS, REPLICATES = 100_000, 50, 20, 10, 1000

PEER = """
import sys, time
sys.path.pop(0)
try:
    from inequality.gini import Gini
    from inequality.theil import Theil, TheilD
    from inequality import __version__
except ImportError:
    sys.exit("not installed there")
import numpy as np
def timed(name, work):
    start = time.perf_counter()
    work()
    print(f"PySAL inequality {__version__}, {name}: {time.perf_counter() - start:.2f} s wall", flush=True)
for size in (1_000_000, 10_000_000):
    values = np.random.default_rng(0).lognormal(size=size)
    timed(f"Gini without weights or error, {size:,} values", lambda: Gini(values))
    timed(f"Theil T without weights or error, {size:,} values", lambda: Theil(values))
values = np.random.default_rng(0).lognormal(size=100_000)
groups = np.arange(100_000) % 10
timed("Theil T between and within, once, 100,000 rows", lambda: TheilD(values, groups))
"""


def standard_errors(size: int) -> None:
    """Gini and Theil of weighted values with their standard errors."""
    rng = np.random.default_rng(0)
    values, weights = rng.lognormal(size=size), rng.random(size) + 0.5
    timed(f"Gini with linearised error, {size:,} values", lambda: linearised.gini(values, weights).estimate())
    timed(f"Theil T with linearised error, {size:,} values", lambda: linearised.theil_t(values, weights).estimate())
    timed(f"Gini with jackknife error, {size:,} values", lambda: jackknife.gini(values, weights))
    timed(f"Theil T with jackknife error, {size:,} values", lambda: jackknife.generalised_entropy(values, weights))


def replicates() -> None:
    """A thousand bootstrap replicates of PSUs in strata; the PSU as a cluster of rows, and as a single row."""
    rng = np.random.default_rng(0)
    values, weights = rng.lognormal(size=ROWS), rng.random(ROWS) + 0.5
    groups, psu = np.arange(ROWS) % GROUPS, np.arange(ROWS) // PSU_SIZE
    clustered = design(psu, psu % STRATA)
    single = design(np.arange(ROWS), np.arange(ROWS) % STRATA)

    def between_within(drawn: Design) -> None:
        statistic = bootstrap.between_within(values, groups, drawn, weights)
        bootstrap.bootstrap(statistic, drawn, np.random.default_rng(1), n=REPLICATES)

    def gini() -> None:
        bootstrap.bootstrap(
            bootstrap.gini(values, clustered, weights), clustered, np.random.default_rng(1), n=REPLICATES
        )

    what = f"{REPLICATES:,} replicates, {ROWS:,} rows"
    timed(f"Theil T between and within, {what}, {clustered.psus:,} PSUs", lambda: between_within(clustered))
    timed(f"Theil T between and within, {what}, every row a PSU", lambda: between_within(single))
    timed(f"Gini, {what}, {clustered.psus:,} PSUs", gini)


def main() -> None:
    """All measurements, one after another, PySAL's last."""
    for size in SIZES:
        standard_errors(size)
    replicates()
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    if subprocess.run([python, "-c", PEER], check=False).returncode:
        print("PySAL inequality: absent, nothing to compare with; name a Python that has it as the argument")


if __name__ == "__main__":
    main()
