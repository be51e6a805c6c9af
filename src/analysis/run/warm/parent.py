"""The parent of warm kernels: loads the libraries once, forks a kernel when asked, says when one has ended.

Requests come as lines of JSON on standard input: ``{"argv": […], "env": {…}, "cwd": folder, …}``.
Answers go as lines to standard output: ``{"ready": 1}`` once, ``{"pid": n}`` for a request, and for a kernel that has
ended ``{"ended": pid, "code": n}``. When standard input ends, the client is gone, and so are all kernels.

The parent has one thread, because a fork copies only the one that forks, and it touches neither sockets nor figures, so
that no kernel begins with what another has done.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import select
import signal
import sys
import traceback
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import analysis
from analysis.run import inside
from analysis.run.loading import quick_imports
from analysis.run.reach import module_name

_PR_SET_PDEATHSIG = 1
_TASKS = Path("/proc/self/task")
_LIBRARIES = (
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.kernelapp",
    "tornado.platform.asyncio",
    "tornado.queues",
    "numpy",
    "pandas",
    "pyarrow.parquet",
    "seaborn",
)
_ROOMS = ("assessment", "chapters", "data", "indicators", "language", "methods", "params", "present", "strategy")


def main() -> NoReturn:
    """Load, then serve until standard input ends."""
    _load()
    _Parent().serve()


def _load() -> None:
    # matplotlib settles its backend when imported; the backend itself is left to the kernel, whose shell it looks for
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    rooms = list(_modules())
    inside.watch()
    # no report is stepped through, and a kernel that finds a debugger takes a seventh of a second to load it
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    with quick_imports():
        for name in _LIBRARIES:
            importlib.import_module(name)
        for name in rooms:
            importlib.import_module(name)
    threads = [task.name for task in _TASKS.iterdir()] if _TASKS.is_dir() else []
    if len(threads) > 1:
        raise RuntimeError(f"the parent of warm kernels has {len(threads)} threads, and a fork copies one")
    # what is there now is shared by all kernels; looking through it for cycles would copy every page of it
    gc.collect()
    gc.freeze()


def _modules() -> Iterator[str]:
    """The modules of the rooms that a notebook may reach; listed before the watch, because no chapter lists them."""
    package = Path(analysis.__file__).parent
    for room in _ROOMS:
        for path in sorted((package / room).rglob("*.py")):
            yield module_name(path, package)


class _Parent:
    def __init__(self) -> None:
        self._requests = b""
        self._kernels: set[int] = set()
        # the kernel's own output must not come between the lines that the client reads
        self._answers = os.dup(1)
        os.dup2(2, 1)
        self._wake, waking = os.pipe()
        for end in (self._wake, waking):
            os.set_blocking(end, False)
        signal.signal(signal.SIGCHLD, lambda number, frame: None)
        # Ctrl-C goes to every process of the terminal; the client decides what it means
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.set_wakeup_fd(waking)

    def serve(self) -> NoReturn:
        self._answer(ready=1)
        while True:
            found, _, _ = select.select([0, self._wake], [], [])
            if self._wake in found:
                os.read(self._wake, 4096)
                self._reap()
            if 0 in found:
                self._hear()

    def _hear(self) -> None:
        heard = os.read(0, 1 << 16)
        if not heard:
            for pid in self._kernels:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(pid, signal.SIGKILL)
            os._exit(0)
        *requests, self._requests = (self._requests + heard).split(b"\n")
        for request in requests:
            self._fork(json.loads(request))

    def _fork(self, request: dict[str, Any]) -> None:
        parent = os.getpid()
        pid = os.fork()
        if not pid:
            os.close(self._answers)
            _run(request, parent)
        # here as well as in the kernel: whoever asks next may signal its group at once
        with contextlib.suppress(OSError):
            os.setpgid(pid, pid)
        self._kernels.add(pid)
        self._answer(pid=pid)

    def _reap(self) -> None:
        while self._kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._kernels.discard(pid)
            self._answer(ended=pid, code=os.waitstatus_to_exitcode(status))

    def _answer(self, **words: int) -> None:
        os.write(self._answers, json.dumps(words).encode() + b"\n")


def _run(request: dict[str, Any], parent: int) -> NoReturn:
    """Become the kernel of ``request``: the forked process never returns from here."""
    code = 1
    try:
        _detach(request, parent)
        import random

        import numpy as np
        from ipykernel.kernelapp import IPKernelApp

        random.seed()
        np.random.seed()  # noqa: NPY002  what a notebook may still draw from must not be the parent's state
        kernel = IPKernelApp.instance()
        kernel.initialize([*request["argv"], f"--IPKernelApp.parent_handle={parent}"])
        kernel.start()
        code = 0
    except SystemExit as leaving:
        code = leaving.code if isinstance(leaving.code, int) else 0
    except BaseException:
        traceback.print_exc()
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _detach(request: dict[str, Any], parent: int) -> None:
    """A group of its own, its own output, folder and environment, an end with the parent's, and its share of memory."""
    signal.set_wakeup_fd(-1)
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setpgid(0, 0)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
    said = os.open(request["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for there, here in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(there, here)
    os.environ.clear()
    os.environ.update(request["env"])
    os.chdir(request["cwd"])
    if request["memory"]:
        import resource

        resource.setrlimit(resource.RLIMIT_DATA, (request["memory"], request["memory"]))
