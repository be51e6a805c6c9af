"""Print how long the reports take, and where the time goes. See benchmarks/README.md.

.venv/bin/python benchmarks/run.py            # everything
.venv/bin/python benchmarks/run.py chapters   # only one part; a wrong name lists them
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Thread

import psutil

from analysis.paths import here

YEAR = 2018
_EVERY = 0.1


@dataclass(frozen=True)
class Cost:
    """Seconds on the clock, processor seconds of all processes, and their peak memory together in MB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:.0f} s wall, {self.cpu:.0f} s CPU, {self.memory:.0f} MB peak"


def cost_of(command: Sequence[str], *, home: Path | None = None, cwd: Path | None = None) -> Cost:
    """Run a command to its end; a command that fails ends the benchmark."""
    environment = os.environ | ({"ANALYSIS_HOME": str(home)} if home else {})
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.monotonic()
    process = subprocess.Popen(command, env=environment, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    over, peak = Event(), [0.0]
    watcher = Thread(target=_watch, args=(process.pid, over, peak), daemon=True)
    watcher.start()
    _, said = process.communicate()
    wall = time.monotonic() - start
    over.set()
    watcher.join()
    if process.returncode:
        sys.exit(said.decode())
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
    return Cost(wall, cpu, peak[0])


def _watch(pid: int, over: Event, peak: list[float]) -> None:
    root = psutil.Process(pid)
    while not over.wait(_EVERY):
        try:
            peak[0] = max(peak[0], sum(_proportional(p) for p in [root, *root.children(recursive=True)]) / 2**20)
        except psutil.NoSuchProcess:
            return


def _proportional(process: psutil.Process) -> float:
    """Memory of a process, pages shared with others counted in parts where the system tells."""
    try:
        return float(getattr(process.memory_full_info(), "pss", 0) or process.memory_info().rss)
    except (psutil.NoSuchProcess, psutil.AccessDenied):
        return 0.0


def cold_project(folder: Path) -> Path:
    """A project without panel and reports: raw figures, parameters and notebooks as in this checkout."""
    project = here()
    for name in ("data/raw", "params", "notebooks"):
        shutil.copytree(project.root / name, folder / name)
    (folder / "docs").mkdir()
    return folder


def report(arguments: Sequence[str]) -> Cost:
    """A cold `analysis report`, as `make reports` calls it once the environment is there."""
    with tempfile.TemporaryDirectory() as folder:
        home = cold_project(Path(folder))
        return cost_of([sys.executable, "-m", "analysis", "report", *arguments], home=home)


def edition() -> None:
    """One edition, all chapters, both languages."""
    print(f"one edition ({YEAR}): {report(['--year', str(YEAR)])}")


def everything() -> None:
    """All editions."""
    print(f"all editions: {report([])}")


def chapters() -> None:
    """Each chapter alone with plain papermill, and the share spent outside its own cells, up to the finished page."""
    from analysis import data, params
    from analysis.run import jobs
    from analysis.run.execute import cleaned
    from analysis.run.export import export

    data.build()
    print("chapter            cells  papermill    page  outside the cells     CPU")
    for chapter in jobs.chapters(here()):
        start, cpu = time.monotonic(), _cpu()
        notebook, cells = _papermill(chapter.path)
        ran = time.monotonic()
        export(cleaned(notebook), chapter=chapter.name, edition=params.load(YEAR), lang="en")
        whole = time.monotonic() - start
        share = 1 - cells / whole
        seconds = f"{cells:5.1f} s {ran - start:8.1f} s {whole:5.1f} s"
        print(f"{chapter.name:15} {seconds} {share:18.0%} {_cpu() - cpu:5.1f} s")


def _cpu() -> float:
    """Processor seconds of this process and of the kernels that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(u.ru_utime + u.ru_stime for u in used)


def _papermill(path: Path) -> tuple[object, float]:
    import papermill
    from jupyter_core.utils import ensure_event_loop

    from analysis.run.kernel import ProjectKernel, settings

    ensure_event_loop()
    with tempfile.TemporaryDirectory() as folder:
        notebook = papermill.execute_notebook(
            path,
            None,
            parameters={"year": YEAR, "lang": "en"},
            kernel_name="python3",
            kernel_manager_class=ProjectKernel,
            config=settings(Path(folder)),
            progress_bar=False,
        )
    return notebook, sum(cell.metadata.papermill.duration or 0 for cell in notebook.cells if cell.cell_type == "code")


def nbval() -> None:
    """nbval on every notebook."""
    notebooks = sorted(str(path) for path in here().notebooks.glob("*.ipynb"))
    options = ["--nbval-lax", "--nbval-current-env", "-q", "-p", "no:cacheprovider"]
    cost = cost_of([sys.executable, "-m", "pytest", *options, *notebooks], cwd=here().root)
    print(f"nbval ({len(notebooks)} notebooks): {cost}")


def judging() -> None:
    """All verdicts of all editions, from the panel in memory."""
    from analysis import data, params
    from analysis.chapters.evidence import Evidence
    from analysis.chapters.verdicts import verdicts
    from analysis.strategy import targets

    panel, editions, _ = data.load(), [params.load(year) for year in params.editions()], targets()
    start, cpu = time.monotonic(), _cpu()
    newest = Evidence(panel, editions[-1])
    found = sum(len(verdicts(newest.earlier(one))) for one in editions)
    seconds = f"{time.monotonic() - start:.1f} s wall, {_cpu() - cpu:.1f} s CPU"
    print(f"verdicts ({found}, {len(editions)} editions): {seconds}")


def engine() -> None:
    """papermill's command once a run, its function in a loop, and warm kernels: the same notebooks in one sitting."""
    print("notebook            runs  way            wall a run   CPU a run   times less wall, CPU than the command")
    with tempfile.TemporaryDirectory() as folder:
        empty = _near_empty(Path(folder))
        for path, runs in ((empty, 10), (here().notebooks / "national_content.ipynb", 6)):
            command = _total(cost_of(_command(path, Path(folder))) for _ in range(runs))
            loops = {way: cost_of(_loop(way, runs, path)) for way in ("plain", "warm")}
            for way, cost in {"command": command, "loop": loops["plain"], "warm": loops["warm"]}.items():
                less = f"{command.wall / cost.wall:8.1f} {command.cpu / cost.cpu:8.1f}"
                print(f"{path.stem:18} {runs:5}  {way:10} {cost.wall / runs:12.2f} s {cost.cpu / runs:9.2f} s {less}")


def overhead() -> None:
    """What a near-empty run costs when there are ten, a hundred, a thousand of them; the parent's load is taken out."""
    with tempfile.TemporaryDirectory() as folder:
        path = _near_empty(Path(folder))
        start = cost_of(_loop("warm", 1, path))
        print(f"warm, the first run with the parent's load: {start.wall:.2f} s wall, {start.cpu:.2f} s CPU")
        for runs in (10, 100, 1000):
            cost = cost_of(_loop("warm", runs + 1, path))
            wall, cpu = (cost.wall - start.wall) / runs, (cost.cpu - start.cpu) / runs
            print(f"warm, {runs:4} more runs: {wall:.3f} s wall, {cpu:.3f} s CPU a run, {cost.memory:.0f} MB peak")
        plain = [cost_of(_loop("plain", runs, path)) for runs in (1, 6)]
        print(f"papermill's loop: {(plain[1].wall - plain[0].wall) / 5:.2f} s wall a run after the first")


def idle() -> None:
    """A run that has nothing to do: all reports of the checkout are up to date."""
    command = [sys.executable, "-m", "analysis", "report"]
    cost_of(command)
    for _ in range(3):
        cost = cost_of(command)
        print(f"nothing to do: {cost.wall:.1f} s wall, {cost.cpu:.1f} s CPU, {cost.memory:.0f} MB peak")


def _near_empty(folder: Path) -> Path:
    import nbformat

    cells = [
        nbformat.v4.new_code_cell('year = 2018\nlang = "en"', metadata={"tags": ["parameters"]}),
        nbformat.v4.new_code_cell("1 + 1"),
    ]
    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    path = folder / "near_empty.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=cells, metadata=spec), path)
    return path


def _command(path: Path, folder: Path) -> list[str]:
    parameters = ["-p", "year", str(YEAR), "-p", "lang", "en", "--no-progress-bar"]
    return [sys.executable, "-m", "papermill", str(path), str(folder / "out.ipynb"), *parameters]


def _loop(way: str, runs: int, path: Path) -> list[str]:
    return [sys.executable, str(Path(__file__).with_name("loop.py")), way, str(runs), str(path)]


def _total(costs: Iterable[Cost]) -> Cost:
    known = list(costs)
    return Cost(sum(c.wall for c in known), sum(c.cpu for c in known), max(c.memory for c in known))


PARTS: dict[str, Callable[[], None]] = {
    "edition": edition,
    "all": everything,
    "chapters": chapters,
    "nbval": nbval,
    "verdicts": judging,
    "engine": engine,
    "overhead": overhead,
    "idle": idle,
}


def main(wanted: Iterable[str]) -> None:
    """Run the parts asked for, all by default."""
    names = list(wanted) or list(PARTS)
    if unknown := [name for name in names if name not in PARTS]:
        sys.exit(f"{', '.join(unknown)}: choose from {', '.join(PARTS)}")
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}, load {os.getloadavg()[0]:.1f}")
    for name in names:
        PARTS[name]()


if __name__ == "__main__":
    main(sys.argv[1:])
