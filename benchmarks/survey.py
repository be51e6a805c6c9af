"""Print what survey estimates cost, beside svy and samplics where they are. See benchmarks/README.md.

.venv/bin/python benchmarks/survey.py [another Python that has svy and samplics]

The sample is made up: a million rows in 2,000 PSUs and 20 strata with unequal weights, and 12 domains.
"""

from __future__ import annotations

import os
import subprocess
import sys

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # before numpy is loaded, or it is not heard


import numpy as np
from timing import timed

from analysis.methods.survey.design import domain, survey_design
from analysis.methods.survey.linearised import mean
from analysis.methods.survey.replicated import mean_of
from analysis.methods.survey.replicates import rao_wu

ROWS, PSUS, STRATA, DOMAINS, REPLICATES = 1_000_000, 2000, 20, 12, 200

MADE = f"""
import resource, sys, time
import numpy as np
rng = np.random.default_rng(1)
psu = rng.integers(0, {PSUS}, {ROWS})
stratum, weight, value = psu // {PSUS // STRATA}, rng.random({ROWS}) + 0.5, rng.random({ROWS})
group = rng.integers(0, {DOMAINS}, {ROWS})
def timed(name, work):
    start = time.perf_counter()
    work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{{name}}: {{time.perf_counter() - start:.2f}} s wall, {{memory:.0f}} MB peak so far", flush=True)
"""

SVY = """
try:
    import polars as pl, svy
except ImportError:
    sys.exit("svy is not installed there")
table = pl.DataFrame({"psu": psu, "stratum": stratum, "weight": weight, "value": value, "group": group})
sample = svy.Sample(table, svy.Design(stratum="stratum", psu="psu", wgt="weight"))
sample.estimation.mean("value")
timed(f"svy {svy.__version__}, mean with design error", lambda: sample.estimation.mean("value"))
timed("svy, means of 12 domains", lambda: sample.estimation.mean("value", by="group"))
def replicates():
    drawn = sample.weighting.create_bs_wgts(200, rstate=1)
    (drawn or sample).estimation.mean("value", method="replication")
timed("svy, mean with 200 bootstrap replicates", replicates)
"""

SAMPLICS = """
import warnings
warnings.simplefilter("ignore")
try:
    from samplics import TaylorEstimator
    from samplics.utils.types import PopParam
except ImportError:
    sys.exit("samplics is not installed there")
timed("samplics, mean with design error", lambda: TaylorEstimator(PopParam.mean).estimate(
    y=value, samp_weight=weight, stratum=stratum, psu=psu))
"""


def own() -> None:
    """A mean, twelve domains and two hundred replicates, on a design that is checked first."""
    rng = np.random.default_rng(1)
    psu = rng.integers(0, PSUS, ROWS)
    weights, values, group = rng.random(ROWS) + 0.5, rng.random(ROWS), rng.integers(0, DOMAINS, ROWS)
    built = []
    timed("design", lambda: built.append(survey_design(weights, units=[psu], strata=[psu // (PSUS // STRATA)])))
    (design,) = built
    mean(values, design).estimate()
    timed("mean with design error", lambda: mean(values, design).estimate())
    timed(
        f"means of {DOMAINS} domains",
        lambda: [mean(values, domain(design, group == one)).estimate() for one in range(DOMAINS)],
    )
    timed(
        f"mean with {REPLICATES} bootstrap replicates",
        lambda: mean_of(values, design, rao_wu(design, REPLICATES, 1)),
    )


def main() -> None:
    """All measurements, one after another, the peers' last."""
    own()
    python = sys.argv[1] if len(sys.argv) > 1 else sys.executable
    for name, peer in (("svy", SVY), ("samplics", SAMPLICS)):
        if subprocess.run([python, "-c", MADE + peer], check=False).returncode:
            print(f"{name}: absent, nothing to compare with; name a Python that has it as the argument")


if __name__ == "__main__":
    main()
