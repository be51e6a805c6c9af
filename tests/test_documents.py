"""What the documents say is so: habits, paths, commands, lists and versions; and the free notebook runs."""

from __future__ import annotations

import ast
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from contextlib import closing
from functools import cache
from importlib.metadata import packages_distributions
from itertools import takewhile
from pathlib import Path

import nbformat
import pytest
import yaml
from typer.testing import CliRunner

import analysis
from analysis import data
from analysis.chapters import infrastructure
from analysis.chapters.evidence import Evidence
from analysis.cli import app
from analysis.methods.results import observations
from analysis.params import load
from analysis.paths import here

ROOT = here().root
DOCUMENTS = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "data/**/README.md", "params/*.md", "benchmarks/*.md", "notebooks/**/*.md")
    for path in ROOT.glob(pattern)
)
WRITTEN = [path for path in DOCUMENTS if path.name != "codebook.md"]
"""Those that a person wrote."""

BUILT = ("reports/", "data/processed/", ".venv/")
DELETABLE = "wef_restricted"
EXPLORE = ROOT / "notebooks" / "bench" / "explore.ipynb"

by_document = pytest.mark.parametrize("path", WRITTEN, ids=lambda p: p.relative_to(ROOT).as_posix())


def blocks(text: str, *languages: str) -> list[str]:
    """The fenced blocks in these languages; in all of them if none is given."""
    found = re.findall(r"^ *```(\w*)\n(.*?)^ *```", text, re.MULTILINE | re.DOTALL)
    return [body for language, body in found if not languages or language in languages]


def spans(text: str) -> list[str]:
    """What stands between single backticks, outside fenced blocks."""
    prose = re.sub(r"^ *```.*?^ *```", "", text, flags=re.MULTILINE | re.DOTALL)
    return [" ".join(span.split()) for span in re.findall(r"`([^`]+)`", prose)]


def commands(text: str) -> list[str]:
    """Command lines: those of the console blocks, and the spans."""
    lines = [line.strip().removeprefix("$ ") for block in blocks(text, "console") for line in block.splitlines()]
    return [*lines, *spans(text)]


def tracked() -> list[Path]:
    """The files under version control."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files are tracked is not known")
    said = subprocess.run([git, "-C", str(ROOT), "ls-files", "-z"], capture_output=True, text=True, check=True)
    return [ROOT / name for name in said.stdout.split("\0") if name and (ROOT / name).is_file()]


def requirements(name: str) -> list[str]:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith(("#", " "))]


def project(line: str) -> str:
    return re.split(r"[\[=<>~! ;]", line)[0].lower()


@by_document
def test_every_habit_named_is_in_the_makefile(path: Path):
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"reports", "test", "help"} <= targets
    for command in commands(path.read_text(encoding="utf-8")):
        if re.match(r"make( |$)", command):
            words = [word for word in shlex.split(command)[1:] if "=" not in word]
            assert words and set(words) <= targets, command


def test_the_readme_tells_the_two_commands():
    told = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "console")
    assert {"make reports\n", "make test\n"} <= set(told)


def exists(name: str, beside: Path) -> bool:
    """Whether a path that a document names is there, seen from the project, the package or the document."""
    if name in named_sources() or name.startswith("text/") or name.rstrip("/").endswith(DELETABLE):
        return True
    if name.startswith(BUILT) and not name.endswith("README.md"):
        return True
    if ".." in name:
        return (beside.parent / name).exists()
    places = (ROOT, ROOT / "src", ROOT / "src" / "analysis", beside.parent)
    return any(list(place.glob(form)) for place in places for form in (name, f"{name}.py"))


@cache
def named_sources() -> frozenset[str]:
    """What stands in the panel's column `source`: like a MIME type, it looks like a path and is none."""
    return frozenset(data.load()["source"])


@by_document
def test_every_path_named_exists(path: Path):
    text = path.read_text(encoding="utf-8")
    links = [link for link in re.findall(r"\]\(([^)#\s]+)\)", text) if "://" not in link]
    named = [span for span in spans(text) if re.fullmatch(r"[\w.\-*/]+/[\w.\-*/]*|[\w\-]+\.(md|toml|txt|cff)", span)]
    shown = [
        word
        for line in commands(text)
        for word in line.split()
        if re.fullmatch(r"(data|docs|params|notebooks)/[\w.\-/]+", word)
    ]
    for name in [*named, *shown, *links]:
        assert exists(name, path), f"{path.relative_to(ROOT)} names {name}"


@by_document
def test_every_command_named_parses(path: Path):
    for command in commands(path.read_text(encoding="utf-8")):
        if not command.startswith("analysis "):
            continue
        words = shlex.split(command)[1:]
        names = list(takewhile(lambda word: not word.startswith("-"), words))
        told = CliRunner().invoke(app, [*names, "--help"])
        assert told.exit_code == 0, f"{command}: {told.output}"
        for option in (word for word in words if word.startswith("--") and word != "--version"):
            assert option in told.output, command


def test_every_requirement_is_explained_and_nothing_else():
    text = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8")
    explained = re.findall(r"^- `([^`]+)`: \S", text, re.MULTILINE)
    assert sorted(explained) == sorted(map(project, requirements("requirements.in")))


def imported(path: Path) -> set[str]:
    """The top-level modules a file imports by their full names."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    whole = {str(node.module) for node in nodes if isinstance(node, ast.ImportFrom) and not node.level}
    return {name.split(".")[0] for name in plain | whole}


def test_every_import_is_a_named_requirement():
    """What another package happens to bring could go with its next version."""
    files = [path for folder in ("src", "tests", "benchmarks") for path in (ROOT / folder).rglob("*.py")]
    ours = {path.stem for path in files} | {"analysis"}
    foreign = {name for path in files for name in imported(path)} - ours - sys.stdlib_module_names
    named = {canonical(project(line)) for line in requirements("requirements.in")}
    brought_by = packages_distributions()
    assert {"numpy", "bs4"} <= foreign
    assert {name for name in foreign if named.isdisjoint(map(canonical, brought_by[name]))} == set()


def canonical(distribution: str) -> str:
    """One spelling for a distribution's name."""
    return re.sub(r"[-_.]+", "-", distribution).lower()


def test_every_requirement_is_pinned():
    pinned = {project(line) for line in requirements("requirements.txt")}
    assert set(map(project, requirements("requirements.in"))) <= pinned


def test_one_version_everywhere():
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    newest = re.search(r"^## \[([^\]]+)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert newest is not None
    assert {told, citation["version"], newest[1], analysis.__version__} == {told}


def test_the_citation_has_what_the_format_asks_for():
    citation = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert citation["cff-version"] == "1.2.0"
    assert {"message", "title", "authors"} <= set(citation)
    assert all(author.get("name") for author in citation["authors"])


def test_the_licence_has_a_word_on_every_source():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    # the deletable folder is named although it may be gone
    folders = {path.parent.parent.name for path in here().raw.glob("*/*/source.yml")} | {DELETABLE}
    assert [name for name in sorted(folders) if not re.search(rf"[(\s]{name}[),\s]", text)] == []


def test_the_set_up_names_no_address():
    for name in ("requirements/requirements.in", "requirements/requirements.txt", "environment.yml", "pyproject.toml"):
        assert "://" not in (ROOT / name).read_text(encoding="utf-8"), name


def test_no_tracked_file_names_a_machine_or_a_registry():
    foreign = re.compile(
        rb"(?<![\w./:\-])/(?:work|root|tmp|home|opt|Users)/|pythonhosted|pypi\.org|anaconda\.|artifactory|localhost"
    )
    assert foreign.search(b'open("/tmp/x")') and not foreign.search(b"docs/work/x")
    for path in tracked():
        if path.is_relative_to(ROOT / "tests") or path.suffix == ".png":
            continue
        found = foreign.search(path.read_bytes())
        assert found is None, f"{path.relative_to(ROOT)} holds {found[0]!r}"


def test_the_worked_example_is_a_real_one():
    """The row, line and card that the README prints are the ones behind the 2018 report's first number."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    told = {o for o in observations(infrastructure.answer(Evidence(data.load(), load(2018)))) if o.economy == "AZE"}
    (users,) = (o for o in told if o.indicator == "internet_users" and o.ref_year == 2018)
    assert f"{users.value:.1f}%" in text
    assert f",{users.value},{users.unit},{users.source},{users.vintage},{users.source_row},analysis." in text
    shown = 0
    for block in blocks(text, "console"):
        for command, *output in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)+)", block, re.MULTILINE):
            if "reports/" not in command:
                said = subprocess.run(["sh", "-c", command], cwd=ROOT, capture_output=True, text=True, check=True)
                assert said.stdout == output[0], command
                shown += 1
    assert shown == 3


def test_the_readme_s_python_runs():
    (block,) = blocks((ROOT / "README.md").read_text(encoding="utf-8"), "python")
    exec(compile(block, "README.md", "exec"), {})


def test_the_picture_is_small():
    picture = (ROOT / "docs" / "images" / "report.png").read_bytes()
    assert picture.startswith(b"\x89PNG") and len(picture) < 300_000


def test_the_free_notebook_is_stored_without_outputs():
    for cell in nbformat.read(EXPLORE, as_version=4).cells:
        if cell.cell_type == "code":
            assert not cell.outputs and cell.execution_count is None


@pytest.mark.slow
def test_the_free_notebook_runs_without_a_warning():
    from jupyter_core.utils import ensure_event_loop
    from nbclient import NotebookClient

    from analysis.run.kernel import ProjectKernel, settings

    notebook = nbformat.read(EXPLORE, as_version=4)
    strict = "import warnings\nfor kind in (FutureWarning, DeprecationWarning, UserWarning, RuntimeWarning):\n"
    notebook.cells.insert(0, nbformat.v4.new_code_cell(strict + "    warnings.simplefilter('error', kind)"))
    with tempfile.TemporaryDirectory(prefix="analysis-") as folder, closing(ensure_event_loop()):
        NotebookClient(
            notebook,
            kernel_manager_class=ProjectKernel,
            config=settings(Path(folder)),
            kernel_name="python3",
            extra_arguments=[f"--ipython-dir={folder}"],
            timeout=120,
        ).execute()
    shown = [output for cell in notebook.cells for output in cell.get("outputs", ())]
    assert any("image/png" in output.get("data", {}) for output in shown), "the chart is drawn"
    assert not [output for output in shown if output.get("name") == "stderr"]
