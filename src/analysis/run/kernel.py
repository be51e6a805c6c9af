"""The kernel a chapter runs in: this environment's Python, whatever kernels the machine has registered."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from analysis.run.loading import quick_imports

with quick_imports():
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from traitlets.config import Config

_ENVIRONMENT = {
    # one thread each: two kernels on two cores, and sums in the same order on every build
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
}
_ARGUMENTS = (
    "-f",
    "{connection_file}",
    # Python's own output is captured either way; what C code says stays on file descriptors 1 and 2
    "--IPKernelApp.capture_fd_output=False",
    # a chapter makes many objects and drops few: looking for cycles every 700 of them costs a tenth of its time
    "--IPKernelApp.exec_lines=import gc; gc.set_threshold(50_000, 20, 50)",
)

_SAID = "said.txt"


class ProjectKernel(AsyncKernelManager):
    """Starts ``python -m ipykernel_launcher`` with the interpreter that is running now."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """What to start; a kernel called python3 elsewhere on the machine is never looked up."""
        return KernelSpec(
            argv=[sys.executable, "-X", "faulthandler", "-m", "ipykernel_launcher", *_ARGUMENTS],
            display_name="Python 3",
            language="python",
            env=_ENVIRONMENT,
        )

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        # what the interpreter itself says goes to a file, not between the lines of our progress
        with (Path(self.connection_file).parent / _SAID).open("wb") as said:
            await super()._async_launch_kernel(kernel_cmd, **{**kw, "stdout": said, "stderr": said})


def settings(folder: Path) -> Config:
    """Keep the kernel's files in ``folder``, and talk through sockets there rather than network ports."""
    return Config(
        {
            "ProjectKernel": {
                "connection_file": str(folder / "kernel.json"),
                "transport": "ipc" if os.name == "posix" else "tcp",
            }
        }
    )


def last_words(folder: Path) -> str:
    """What a dead kernel wrote past Python: the fatal error where Python names it, else the last line."""
    path = folder / _SAID
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    said = [line.strip() for line in lines if line.strip()]
    return next((line for line in said if line.startswith("Fatal Python error")), said[-1] if said else "")
