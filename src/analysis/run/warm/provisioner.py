"""How jupyter_client gets a warm kernel: it asks the parent, and signals go to the forked process by its number."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import json
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

from analysis.errors import RunError
from analysis.run.kernel import ENVIRONMENT
from analysis.run.loading import quick_imports

with quick_imports():
    from jupyter_client.connect import KernelConnectionInfo
    from jupyter_client.provisioning.provisioner_base import KernelProvisionerBase
    from traitlets import Int, Unicode

START_TIMEOUT = 60.0
"""Seconds the parent may take to load, and then to fork."""

_LOOK = 0.005
_LOST = -int(signal.SIGKILL)
# pyarrow's allocator starts a thread when it is loaded, and a parent that forks has but one
_ONE_THREAD = {"JE_ARROW_MALLOC_CONF": "background_thread:false"}


class Parent:
    """The client's end of the parent process; threads may share it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-X", "faulthandler", "-m", "analysis.run.warm"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, **ENVIRONMENT, **_ONE_THREAD},
        )
        self._asking = threading.Lock()
        self._answers: queue.Queue[dict[str, int]] = queue.Queue()
        self._codes: dict[int, int] = {}
        self._listener = threading.Thread(target=self._listen, daemon=True, name="warm kernels")
        self._listener.start()
        self._next("ready")

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def fork(self, request: dict[str, Any]) -> int:
        """The process number of a new kernel.

        Raises
        ------
        RunError
            If the parent is gone or does not answer.
        """
        assert self._process.stdin is not None, "the parent is asked through a pipe"
        with self._asking:
            try:
                self._process.stdin.write(json.dumps(request).encode() + b"\n")
                self._process.stdin.flush()
            except (OSError, ValueError) as error:  # a pipe that is broken, or closed by us
                raise self._gone() from error
            return self._next("pid")

    def code(self, pid: int) -> int | None:
        """With what a kernel ended, None while it lives; without its parent it does not live either."""
        return self._codes.get(pid, None if self.alive else _LOST)

    def close(self) -> None:
        """Let go of the parent; it takes its kernels with it."""
        assert self._process.stdin and self._process.stdout and self._process.stderr, "the parent has its pipes"
        with contextlib.suppress(BrokenPipeError):
            self._process.stdin.close()
        try:
            self._process.wait(5)
        except subprocess.TimeoutExpired:
            self._process.kill()
        self._listener.join(5)
        self._process.stdout.close()
        self._process.stderr.close()

    def _next(self, word: str) -> int:
        try:
            return self._answers.get(timeout=START_TIMEOUT)[word]
        except (queue.Empty, KeyError) as error:
            raise self._gone() from error

    def _listen(self) -> None:
        assert self._process.stdout is not None, "the parent answers through a pipe"
        for line in self._process.stdout:
            answer = json.loads(line)
            if "ended" in answer:
                self._codes[answer["ended"]] = answer["code"]
            else:
                self._answers.put(answer)
        self._answers.put({})

    def _gone(self) -> RunError:
        self._process.kill()
        self._process.wait()
        assert self._process.stderr is not None, "the parent's last words go through a pipe"
        words = b"" if self._process.stderr.closed else self._process.stderr.read()
        said = words.decode(errors="replace").strip().splitlines()
        return RunError(
            f"the parent of warm kernels is gone{f': {said[-1]}' if said else ''}",
            rule="it lives as long as the run",
            remedy="start the run again, or with --kernel cold",
        )


class _Family:
    """The one parent of this process, started when a kernel is first asked for and again after it is lost."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._parent: Parent | None = None

    def parent(self) -> Parent:
        """The parent, alive."""
        with self._lock:
            if self._parent is None or not self._parent.alive:
                self.close()
                self._parent = Parent()
            return self._parent

    def fork(self, request: dict[str, Any]) -> tuple[Parent, int]:
        """A new kernel's parent and number; a parent that was lost unnoticed is replaced once."""
        parent = self.parent()
        try:
            return parent, parent.fork(request)
        except RunError:
            parent = self.parent()
            return parent, parent.fork(request)

    def close(self) -> None:
        """Let the parent go, if there is one."""
        if self._parent is not None:
            self._parent.close()
            self._parent = None


_family = _Family()
atexit.register(_family.close)


class WarmProvisioner(KernelProvisionerBase):
    """A kernel forked from the warm parent.

    ``memory`` limits its data in bytes, 0 leaves it unlimited. What it says past Python goes to ``said``, a file beside
    its connection file, or nowhere.
    """

    memory = Int(0, config=True)
    said = Unicode("", config=True)

    parent_process: Parent | None = None
    number: int | None = None

    @property
    def has_process(self) -> bool:
        return self.number is not None

    async def pre_launch(self, **kwargs: Any) -> dict[str, Any]:
        manager = self.parent
        manager.write_connection_file()
        self.connection_info = manager.get_connection_info()
        command = manager.format_kernel_cmd(extra_arguments=kwargs.pop("extra_arguments", []))
        return await super().pre_launch(cmd=command, **kwargs)

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> KernelConnectionInfo:
        request = {
            # the command of the ordinary kernel, from its connection file on
            "argv": cmd[cmd.index("-f") :],
            "env": {key: str(value) for key, value in kwargs["env"].items()},
            "cwd": str(kwargs.get("cwd") or Path.cwd()),
            "said": str(Path(self.parent.connection_file).with_name(self.said)) if self.said else os.devnull,
            "memory": self.memory,
        }
        self.parent_process, self.number = await asyncio.to_thread(_family.fork, request)
        await self._bound()
        return self.connection_info

    async def _bound(self) -> None:
        """Until the kernel's sockets are there: one who connects too early tries again a tenth of a second later."""
        if self.connection_info["transport"] != "ipc":
            return
        ports = ("shell_port", "iopub_port", "control_port", "stdin_port", "hb_port")
        sockets = [Path(f"{self.connection_info['ip']}-{self.connection_info[port]}") for port in ports]  # type: ignore[literal-required]
        end = time.monotonic() + START_TIMEOUT
        while time.monotonic() < end and await self.poll() is None and not all(path.exists() for path in sockets):
            await asyncio.sleep(_LOOK)

    async def poll(self) -> int | None:
        if self.number is None or self.parent_process is None:
            return 0
        return self.parent_process.code(self.number)

    async def wait(self) -> int | None:
        while (code := await self.poll()) is None:
            await asyncio.sleep(_LOOK)
        self.number = None
        return code

    async def send_signal(self, signum: int) -> None:
        if self.number is not None and await self.poll() is None:
            try:
                os.killpg(self.number, signum)
            except ProcessLookupError:
                return

    async def kill(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGKILL)
        await self.wait()

    async def terminate(self, restart: bool = False) -> None:
        await self.send_signal(signal.SIGTERM)

    async def cleanup(self, restart: bool = False) -> None:
        """Nothing is left to clean: the connection file lies in the run's own folder."""
