"""The kernel a chapter runs in: this environment's Python, whatever kernels the machine has registered."""

from __future__ import annotations

import math
import os
import queue
import sys
import time
from pathlib import Path
from typing import Any

from analysis.run.loading import quick_imports
from analysis.run.start import Start

with quick_imports():
    from jupyter_client.asynchronous.client import AsyncKernelClient
    from jupyter_client.kernelspec import KernelSpec
    from jupyter_client.manager import AsyncKernelManager
    from traitlets import Type
    from traitlets.config import Config

ENVIRONMENT = {
    # one thread each: two kernels on two cores, and sums in the same order on every build
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    # a reader's own locale must not change a report
    "LC_ALL": "C.UTF-8",
}
_ARGUMENTS = (
    "-f",
    "{connection_file}",
    # Python's own output is captured either way; what C code says stays on file descriptors 1 and 2
    "--IPKernelApp.capture_fd_output=False",
    "--IPKernelApp.exec_lines=from analysis.run import inside; inside.begin(); del inside",
)

ENGINE = "analysis-warm"
"""Our engine's name among those of papermill (`run.engine`)."""

SAID = "said.txt"

MEMORY = 2 * 1024**3
"""Bytes of data a warm kernel may have of its own before its cell fails."""


class Client(AsyncKernelClient):
    """A client that is ready as soon as its kernel is, where jupyter_client's own waits a fixed while as well."""

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Return once a question has been answered, and word of its end has come through the channel of outputs.

        Raises
        ------
        RuntimeError
            If the kernel dies or does not answer in time.
        """
        end = time.monotonic() + (math.inf if timeout is None else timeout)
        while not await self._answers():
            if not await self.is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if time.monotonic() > end:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _answers(self) -> bool:
        asked = self.kernel_info()
        try:
            while (await self.get_shell_msg(timeout=1))["parent_header"].get("msg_id") != asked:
                continue
            while True:
                said = await self.get_iopub_msg(timeout=1)
                ended = said["content"].get("execution_state") == "idle"
                if ended and said["parent_header"].get("msg_id") == asked:
                    return True
        except queue.Empty:
            return False


class ProjectKernel(AsyncKernelManager):
    """Starts ``python -m ipykernel_launcher`` with the interpreter that is running now."""

    client_factory = Type(Client, klass=AsyncKernelClient)

    @property
    def kernel_spec(self) -> KernelSpec:
        """What to start; a kernel called python3 elsewhere on the machine is never looked up."""
        return KernelSpec(
            argv=[sys.executable, "-X", "faulthandler", "-m", "ipykernel_launcher", *_ARGUMENTS],
            display_name="Python 3",
            language="python",
            env=ENVIRONMENT,
        )

    async def _async_launch_kernel(self, kernel_cmd: list[str], **kw: Any) -> None:
        # what the interpreter itself says goes to a file, not between the lines of our progress
        with (Path(self.connection_file).parent / SAID).open("wb") as said:
            await super()._async_launch_kernel(kernel_cmd, **{**kw, "stdout": said, "stderr": said})


class WarmKernel(ProjectKernel):
    """The same kernel, forked from a parent that has the libraries loaded (see `run.warm`)."""

    @property
    def kernel_spec(self) -> KernelSpec:
        """What to start, and who starts it."""
        spec = super().kernel_spec
        config = {"memory": MEMORY, "said": SAID}
        spec.metadata = {"kernel_provisioner": {"provisioner_name": "analysis-warm", "config": config}}
        return spec


_OF_START = {Start.WARM: WarmKernel, Start.COLD: ProjectKernel}


def kernel(start: Start) -> type[ProjectKernel]:
    """The kernel that is started so."""
    return _OF_START[start]


def settings(folder: Path) -> Config:
    """Keep the kernel's files in ``folder``, and talk through sockets there rather than network ports."""
    return Config(
        {
            # a subclass takes its parent's settings
            "ProjectKernel": {
                "connection_file": str(folder / "kernel.json"),
                "transport": "ipc" if os.name == "posix" else "tcp",
            }
        }
    )


def last_words(folder: Path) -> str:
    """What a dead kernel wrote past Python: the fatal error where Python names it, else the last line."""
    path = folder / SAID
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n") if path.is_file() else []
    said = [line.strip() for line in lines if line.strip()]
    return next((line for line in said if line.startswith("Fatal Python error")), said[-1] if said else "")
