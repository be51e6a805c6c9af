"""Run one notebook several times in one process: ``loop.py plain|warm <times> <notebook>``. Called by run.py."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

YEAR, LANG = 2018, "en"


def plain(path: Path, times: int) -> None:
    """papermill's own function, as a user would call it in a loop."""
    import papermill

    for _ in range(times):
        papermill.execute_notebook(
            path, None, parameters={"year": YEAR, "lang": LANG}, kernel_name="python3", progress_bar=False
        )


def warm(path: Path, times: int) -> None:
    """The way of `analysis report`, up to the executed notebook."""
    from analysis.run.execute import Limit, execute
    from analysis.run.start import Start

    with tempfile.TemporaryDirectory() as folder:
        failed = Path(folder, "failed.ipynb")
        for _ in range(times):
            execute(path, year=YEAR, lang=LANG, limit=Limit(300), failed=failed, start=Start.WARM)


if __name__ == "__main__":
    {"plain": plain, "warm": warm}[sys.argv[1]](Path(sys.argv[3]), int(sys.argv[2]))
