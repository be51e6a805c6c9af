"""papermill's own way of running a notebook, but for the kernel, and for an end to what prints without end."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from analysis.errors import RunError
from analysis.run.kernel import WarmKernel, settings
from analysis.run.loading import quick_imports

with quick_imports():
    from nbformat import NotebookNode
    from papermill.clientwrap import PapermillNotebookClient
    from papermill.engines import NBClientEngine
    from papermill.utils import merge_kwargs, remove_args
    from traitlets import Enum

CEILING = 50_000_000
"""Characters that the outputs of one notebook may hold together; the largest chapter has a tenth of it."""


_SHOWN = ("stream", "display_data", "execute_result", "update_display_data")


class Client(PapermillNotebookClient):  # type: ignore[misc]
    """Runs the cells; interrupts the one with which the outputs exceed `CEILING`, and keeps nothing from there on."""

    # nothing is left to end in order: what a kernel has to say of its run it writes after every cell
    shutdown_kernel = Enum(["graceful", "immediate"], default_value="immediate")
    held = 0
    interrupting: asyncio.Future[None] | None = None

    @property
    def flooded(self) -> bool:
        """Whether there was too much."""
        return self.held > CEILING

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> Any:
        if msg["msg_type"] in _SHOWN:
            self.held += _size(msg["content"])
            if self.flooded:
                if self.interrupting is None:
                    self.interrupting = asyncio.ensure_future(self.km.interrupt_kernel())
                return None
        return super().process_message(msg, cell, cell_index)


class Engine(NBClientEngine):  # type: ignore[misc]
    """papermill's own engine but for the kernel and the client."""

    @classmethod
    def execute_managed_notebook(
        cls,
        nb_man: Any,
        kernel_name: str,
        start_timeout: int = 60,
        execution_timeout: int | None = None,
        **kwargs: Any,
    ) -> Any:
        """Run the notebook that papermill has filled with its parameters.

        Raises
        ------
        RunError
            If the outputs grow beyond `CEILING`.
        """
        with tempfile.TemporaryDirectory(prefix="analysis-") as folder:
            asked = merge_kwargs(
                remove_args(["input_path", "timeout", "startup_timeout", "stdout_file", "stderr_file"], **kwargs),
                timeout=execution_timeout or kwargs.get("timeout"),
                startup_timeout=start_timeout,
                kernel_name=kernel_name,
            )
            client = Client(nb_man, **{"kernel_manager_class": WarmKernel, "config": settings(Path(folder)), **asked})
            client.execute()
        if client.flooded:
            raise RunError(
                f"more than {CEILING:,} characters of output",
                rule="a notebook shows what a page can hold",
                remedy="take out what prints without end",
            )
        return nb_man.nb


def _size(content: dict[str, Any]) -> int:
    """How many characters a message adds to the outputs."""
    return len(content.get("text") or "") + sum(len(str(value)) for value in (content.get("data") or {}).values())
