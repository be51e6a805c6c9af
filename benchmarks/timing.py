"""What a piece of work costs, printed in one line."""

from __future__ import annotations

import resource
import time
from collections.abc import Callable


def timed(name: str, work: Callable[[], object]) -> None:
    """Seconds on the clock and of the processor, and the process's peak of memory so far."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    spent = f"{time.perf_counter() - wall:.2f} s wall, {time.process_time() - cpu:.2f} s CPU"
    print(f"{name}: {spent}, {memory:.0f} MB peak so far", flush=True)
