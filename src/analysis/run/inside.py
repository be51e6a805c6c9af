"""What happens in a kernel before its first cell; `run.kernel` has it called.

A kernel writes what it has read beside its connection file after every cell, so that the file is there however it ends.
"""

from __future__ import annotations

import gc
import json
from pathlib import Path

import analysis
from analysis import reads
from analysis.paths import here

NAME = "reads.json"

PACKAGE = "analysis"
PARAMS = "params"


def begin() -> None:
    """Collect garbage seldom, and keep a note of what is read."""
    # a chapter makes many objects and drops few: looking for cycles every 700 of them costs a tenth of its time
    gc.set_threshold(50_000, 20, 50)
    watch()
    _keep_notes()


def watch() -> None:
    """Note files of the package and of ``params/`` from now on."""
    reads.watch({PACKAGE: Path(analysis.__file__).parent, PARAMS: here().params})


def _keep_notes() -> None:
    from ipykernel.kernelapp import IPKernelApp

    kernel = IPKernelApp.instance()
    path = Path(kernel.connection_file).parent / NAME

    def write(result: object) -> None:
        path.write_text(json.dumps(reads.noted()), encoding="utf-8")

    kernel.shell.events.register("post_run_cell", write)
