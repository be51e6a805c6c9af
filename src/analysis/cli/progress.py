"""Progress of a run: bars on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING, Protocol

import typer

from analysis.run.terms import Event, State

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


class Display(Protocol):
    """Told of every step of a run, from any thread, and first how many reports it will make."""

    def expect(self, total: int) -> None:
        """Show how much there is to do."""

    def tell(self, event: Event) -> None:
        """Show one step."""


@contextmanager
def shown() -> Iterator[Display]:
    """A display for a run, while it lasts."""
    if not sys.stderr.isatty():
        yield _Lines()
        return
    # a quarter of a second that a run without a terminal, and without anything to do, need not pay
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(finished_text=" "), TextColumn("{task.description}"), BarColumn(bar_width=30))
    with Progress(*columns, MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True)) as progress:
        yield _Bars(progress)


class _Lines:
    def __init__(self) -> None:
        self._total, self._done = 0, 0
        self._start = time.monotonic()
        self._lock = Lock()

    def expect(self, total: int) -> None:
        self._total = total

    def tell(self, event: Event) -> None:
        if event.state is State.STARTED:
            return
        with self._lock:
            self._done += 1
            since = time.monotonic() - self._start
            what = f"{event.job} {event.state.value}, {event.elapsed:.1f} s"
            typer.echo(f"[{self._done}/{self._total}] {since:.0f} s  {what}", err=True)
            sys.stderr.flush()


class _Bars:
    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._all = progress.add_task("reports", total=None)
        self._running: dict[str, TaskID] = {}
        self._lock = Lock()

    def expect(self, total: int) -> None:
        self._progress.update(self._all, total=total)

    def tell(self, event: Event) -> None:
        name = str(event.job)
        with self._lock:
            if event.state is State.STARTED:
                self._running[name] = self._progress.add_task(name, total=1)
                return
            if name in self._running:
                self._progress.remove_task(self._running.pop(name))
            self._progress.advance(self._all)
            mark = "[green]✓[/]" if event.state is State.FINISHED else "[red]✗[/]"
            self._progress.console.print(f"{mark} {name}  {event.elapsed:.1f} s")
