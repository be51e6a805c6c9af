"""Warm kernels: the same outputs as cold ones, cell by cell, and nothing left behind whoever dies."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from analysis.errors import RunError
from analysis.paths import here
from analysis.run.execute import Limit, execute
from analysis.run.jobs import chapters
from analysis.run.start import Start, started
from analysis.run.warm.provisioner import Parent

if TYPE_CHECKING:
    from conftest import TinyProject

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="kernels are forked on Linux only; elsewhere they start cold"),
]

AWKWARD = (
    "from IPython.display import HTML, Markdown, display\ndisplay(HTML('<p>'), Markdown('*a*'))\n{'a': [1, 2.5]}",
    "import pandas as pd\npd.DataFrame({'a': [1, 2]})",
    "import sys\nprint('out')\nprint('err', file=sys.stderr)\nsys.stdout.flush()",
    "import asyncio\nawait asyncio.sleep(0.01)\n'awaited'",
    "try:\n    input('?')\nexcept Exception as error:\n    print(type(error).__name__)",
    "import subprocess\nprint(subprocess.run(['echo', 'said'], capture_output=True, text=True, check=True).stdout)",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "h = display('first', display_id='one')\nh.update('second')",
    "%%capture kept\nprint('captured')",
    "kept.stdout",
    "import os\nos.getcwd() == str(__import__('pathlib').Path.cwd()), os.environ['PYTHONHASHSEED'], hash('a')",
)


def outputs(path: Path, start: Start, year: int = 2018) -> list[Any]:
    made = execute(path, year=year, lang="en", limit=Limit(120), failed=path.with_suffix(".failed"), start=start)
    return [[cell.get("outputs"), cell.get("execution_count")] for cell in made.notebook.cells] + [made.lineage]


def test_awkward_cells_come_out_the_same(tiny: TinyProject):
    path = tiny.add("awkward", *AWKWARD)
    warm, cold = (outputs(path, start) for start in (Start.WARM, Start.COLD))
    assert warm == cold
    assert "image/png" in json.dumps(warm), "the figure went to the page"


@pytest.mark.parametrize("chapter", chapters(here()), ids=lambda chapter: chapter.name)
def test_every_chapter_comes_out_the_same(chapter: Any):
    warm, cold = (outputs(chapter.path, start) for start in (Start.WARM, Start.COLD))
    assert warm == cold


def test_kernels_do_not_draw_the_same_numbers(tiny: TinyProject):
    path = tiny.add("chance", "import random\nimport numpy as np\nprint(random.random(), np.random.random())")
    assert outputs(path, Start.WARM) != outputs(path, Start.WARM)


def test_a_kernel_may_not_take_all_memory(tiny: TinyProject):
    path = tiny.add("hungry", "x = bytearray(3 * 1024**3)")
    with pytest.raises(RunError, match="raised MemoryError"):
        execute(path, year=2018, lang="en", limit=Limit(60), failed=tiny.root / "x.ipynb", start=Start.WARM)


def request(folder: Path) -> dict[str, Any]:
    said = folder / "said.txt"
    return {"argv": ["-f", str(folder / "k.json")], "env": {}, "cwd": str(folder), "said": str(said), "memory": 0}


def gone(pid: int, seconds: float = 10) -> bool:
    """Whether a process ends in time; one whose parent has not asked for its end counts as ended."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        stat = Path(f"/proc/{pid}/stat")
        if not stat.exists() or stat.read_text().rsplit(")", 1)[1].split()[0] == "Z":
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def parent() -> Iterator[Parent]:
    made = Parent()
    yield made
    made.close()


def test_a_kernel_that_is_killed_is_known_to_have_ended(parent: Parent, tmp_path: Path):
    pid = parent.fork(request(tmp_path))
    assert parent.code(pid) is None
    os.killpg(pid, signal.SIGKILL)
    assert gone(pid)
    wait_for(lambda: parent.code(pid) == -signal.SIGKILL)


@pytest.mark.parametrize("how", ["closed", "killed"])
def test_no_kernel_outlives_its_parent(parent: Parent, tmp_path: Path, how: str):
    pids = [parent.fork(request(tmp_path)) for _ in range(2)]
    if how == "closed":
        parent.close()
    else:
        parent._process.kill()
    assert all(gone(pid) for pid in pids)
    wait_for(lambda: all(parent.code(pid) is not None for pid in pids))
    with pytest.raises(RunError, match="parent of warm kernels is gone"):
        parent.fork(request(tmp_path))


def test_no_kernel_outlives_a_client_that_is_killed(tmp_path: Path):
    client = textwrap.dedent(
        """
        import json, sys, time
        from analysis.run.warm.provisioner import Parent
        parent = Parent()
        print(parent.fork(json.loads(sys.argv[1])), parent._process.pid, flush=True)
        time.sleep(60)
        """
    )
    words = [sys.executable, "-c", client, json.dumps(request(tmp_path))]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        kernel, parent = map(int, process.stdout.readline().split())
        process.kill()
    assert gone(kernel) and gone(parent)


def test_a_run_after_the_parent_was_killed_starts_another(tiny: TinyProject):
    from analysis.run.warm import provisioner

    path = tiny.add("again", "1 + 1")
    first = outputs(path, Start.WARM)
    provisioner._family.parent()._process.kill()
    assert outputs(path, Start.WARM) == first


def test_a_way_of_starting_that_does_not_exist_is_refused():
    with pytest.raises(RunError, match="one of warm, cold"):
        started("hot")


def wait_for(true: Callable[[], bool], seconds: float = 5) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end
        time.sleep(0.01)
