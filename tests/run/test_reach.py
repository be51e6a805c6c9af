"""Which code a notebook can reach: through what only passes a name on, and never what it does not import."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import analysis
from analysis.errors import RunError
from analysis.paths import here
from analysis.run.reach import Code

FILES = {
    "__init__": "def evidence():\n    from analysis.data import load\n    return load()\n\n"
    "def clause():\n    return _found()\n\ndef _found():\n    import analysis.strategy.clauses\n",
    "data/__init__": "from analysis.data.store import load, save\n",
    "data/store": "def load(): ...\ndef save(): ...\n",
    "strategy/__init__": "",
    "strategy/clauses": "from analysis import language\nlanguage.text('a')\n",
    "language/__init__": "from analysis.language.texts import text\nfrom analysis.language.numbers import number\n",
    "language/texts": "def text(key): ...\n",
    "language/numbers": "def number(x): ...\n",
    "methods/__init__": "",
    "methods/gini": "from __future__ import annotations\nfrom typing import TYPE_CHECKING\n"
    "if TYPE_CHECKING:\n    from analysis.methods.theil import theil\ndef gini(): ...\n",
    "methods/theil": "def theil(): ...\n",
    "present/__init__": "",
    "present/figures/__init__": "from analysis.present.figures import dots\nfrom functools import singledispatch\n"
    "@singledispatch\ndef draw(x): ...\n",
    "present/figures/dots": "from analysis import methods\nLATER = methods\n",
}


LANGUAGE = ("analysis.language.texts", "analysis.language.numbers")


@pytest.fixture
def code(tmp_path: Path) -> Code:
    for name, text in FILES.items():
        path = tmp_path / "analysis" / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return Code(tmp_path / "analysis")


@pytest.mark.parametrize(
    ("source", "reached"),
    [
        ("import analysis as an\nan.evidence()", {"analysis", "analysis.data.store"}),
        ("import analysis as an\nan.clause()", {"analysis", "analysis.strategy.clauses", "analysis.language.texts"}),
        ("from analysis.methods import gini\ngini.gini()", {"analysis.methods.gini"}),
        ("from analysis.methods.gini import gini", {"analysis.methods.gini"}),
        ("from analysis import language\nlanguage.number(1)", {"analysis.language.numbers"}),
        (
            "from analysis import language\nprint(language)",
            {"analysis.language", *LANGUAGE},
        ),
        (
            "from analysis.present.figures import draw",
            {"analysis.present.figures", "analysis.present.figures.dots", "analysis.methods"},
        ),
        ("import analysis as an\nan.language.number(1)", {"analysis.language", *LANGUAGE}),
        ("import numpy as np\nnp.zeros(3)", set()),
    ],
)
def test_what_a_piece_of_code_reaches(code: Code, source: str, reached: set[str]):
    assert code.modules(code.from_source(source)) == reached


def test_a_digest_changes_with_the_code_and_not_with_a_comment(tmp_path: Path):
    path = tmp_path / "analysis" / "a.py"
    path.parent.mkdir()
    (path.parent / "__init__.py").touch()
    digests = []
    for text in ("x = 1\n", "# why\nx = 1\n\n", "x = 2\n"):
        path.write_text(text)
        code = Code(path.parent)
        digests.append(code.digests(code.from_modules(["analysis.a"])))
    assert digests[0] == digests[1] != digests[2]


def test_what_is_not_plain_python_reaches_everything(code: Code):
    assert code.modules(code.from_source("%matplotlib inline")) >= {
        "analysis.methods.theil",
        "analysis.strategy.clauses",
    }


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("language/__init__", "import number", "import number as whole, other as number"),
        ("language/__init__", "import text", "import other as text"),
        ("language/__init__", "import number", "import number\nprint()"),
        ("methods/__init__", "", "import warnings\nwarnings.simplefilter('ignore')\n"),
    ],
)
def test_what_a_package_on_the_way_does_counts(tmp_path: Path, code: Code, file: str, old: str, new: str):
    source = "from analysis import language\nlanguage.number(language.text('a'))\nfrom analysis.methods import gini"
    before = code.digests(code.from_source(source))
    path = tmp_path / "analysis" / f"{file}.py"
    path.write_text(path.read_text().replace(old, new) if old else new)
    changed = Code(tmp_path / "analysis")
    assert changed.digests(changed.from_source(source)) != before


def test_a_package_that_passes_on_one_name_more_counts_only_for_those_who_ask_for_it(tmp_path: Path, code: Code):
    source = "from analysis import language\nlanguage.text('a')"
    before = code.digests(code.from_source(source))
    path = tmp_path / "analysis" / "language" / "__init__.py"
    path.write_text(f"{path.read_text()}from analysis.methods.gini import gini\n__all__ = ['gini']\n")
    changed = Code(tmp_path / "analysis")
    assert changed.digests(changed.from_source(source)) == before


def test_a_module_that_is_not_python_is_named(tmp_path: Path, code: Code):
    (tmp_path / "analysis" / "methods" / "gini.py").write_text("def gini(:\n")
    with pytest.raises(RunError, match=r"analysis/methods/gini\.py, line 1: .*; rule: Python"):
        Code(tmp_path / "analysis")


@pytest.fixture(scope="module")
def reached() -> dict[str, frozenset[str]]:
    """The modules that each chapter reaches."""
    known = Code(Path(analysis.__file__).parent)
    found = {}
    for path in sorted(here().notebooks.glob("*.ipynb")):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        source = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        found[path.stem] = known.modules(known.from_source(source))
    return found


def test_a_method_of_one_chapter_is_reached_by_no_other(reached: dict[str, frozenset[str]]):
    def chapters(module: str) -> set[str]:
        return {name for name, modules in reached.items() if module in modules}

    assert chapters("analysis.methods.convergence") == {"scorecard"}
    assert chapters("analysis.methods.group_gap") == {"digital_divide", "human_capital", "scorecard"}
    assert chapters("analysis.methods.peers") == set(reached)
    assert chapters("analysis.chapters.society") == {"society"}
    assert chapters("analysis.strategy.targets") == {"scorecard", "society"}
    assert not any(
        module.startswith(("analysis.cli", "analysis.run")) for modules in reached.values() for module in modules
    )


def test_every_module_that_a_chapter_runs_is_reached(reached: dict[str, frozenset[str]]):
    """Told from a real run: every function of ours that is called lies in a module that the imports lead to."""
    script = """
import importlib, json, pkgutil, sys
from pathlib import Path
import analysis
root = str(Path(analysis.__file__).parent)
for room in ("assessment", "chapters", "data", "indicators", "language", "methods", "params", "present", "strategy"):
    package = importlib.import_module(f"analysis.{room}")
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        importlib.import_module(module.name)  # so that only what is called counts, not what runs on import
called = set()
def trace(frame, event, arg):
    name = frame.f_code.co_filename
    if name.startswith(root):
        called.add(name)
sys.settrace(trace)
path, year, lang = sys.argv[1:]
import matplotlib; matplotlib.use("agg")
space = {}
cells = [c for c in json.loads(Path(path).read_text())["cells"] if c["cell_type"] == "code"]
for cell in cells:
    exec("".join(cell["source"]) if "parameters" not in cell["metadata"].get("tags", [])
         else f"year = {year}; lang = {lang!r}", space)
sys.settrace(None)
print(json.dumps(sorted(called)))
"""
    package = Path(analysis.__file__).parent
    for chapter in ("scorecard", "digital_divide"):
        path = here().notebooks / f"{chapter}.ipynb"
        done = subprocess.run(
            [sys.executable, "-c", script, str(path), "2018", "az"], capture_output=True, text=True, check=True
        )
        ran = {
            ".".join(Path(name).relative_to(package.parent).with_suffix("").parts).removesuffix(".__init__")
            for name in json.loads(done.stdout.splitlines()[-1])
        }
        assert ran <= reached[chapter], sorted(ran - reached[chapter])
        assert len(ran) > 40, "the walk has seen the chapter's code"
