"""What tests of several rooms share: an option, reports built once, a browser, tiny projects."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import hypothesis
import pandas as pd
import pytest
from filelock import FileLock

from analysis import data, params
from analysis.chapters.evidence import Evidence
from analysis.language import LANGUAGES
from analysis.paths import Project, here

YEARS = (2014, 2017, 2020, 2024)
"""The editions that `make test` runs every chapter for."""

_BROWSERS = ("chromium", "chromium-browser", "google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-golden", action="store_true", help="rewrite the golden tables instead of comparing")


def pytest_configure(config: pytest.Config) -> None:
    # how long one generated example takes says more of the machine's other work than of the code; the same examples
    # each time, so that a failure can be had again; `HYPOTHESIS_PROFILE=explore` looks for new ones
    hypothesis.settings.register_profile("house", deadline=None, derandomize=True)
    hypothesis.settings.register_profile("explore", deadline=None, max_examples=1000)
    hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "house"))
    # xdist would otherwise put the files with the fewest tests last, and the longest of all has few
    config.option.loadscopereorder = False


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Build the reports first, and look at them last: meanwhile the second process has the other tests."""
    looking = {item.path for item in items if "reports" in getattr(item, "fixturenames", ())}
    items.sort(key=lambda item: (item.path.name != "test_reports.py", item.path in looking))


@pytest.fixture(scope="session")
def project() -> Project:
    return here()


@pytest.fixture(scope="session")
def panel() -> pd.DataFrame:
    return data.load()


@pytest.fixture(scope="session")
def evidence(panel: pd.DataFrame) -> Callable[[int], Evidence]:
    """The evidence of an edition, by its year; what the last one has converted serves the others."""
    last = Evidence(panel, params.load(max(params.editions())))
    return cache(lambda year: last.earlier(params.load(year)))


@pytest.fixture(scope="session")
def reports(project: Project, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Every chapter for 2014, 2017, 2020 and 2024, languages alternating, built once for all test processes."""
    from analysis.run.jobs import asked, chapters

    jobs = [
        job
        for c, chapter in enumerate(chapters(project))
        for y, year in enumerate(YEARS)
        for job in asked(project, years=[year], langs=[LANGUAGES[(c + y) % 2]], names=[chapter.name])
    ]
    return _built_once("reports", project, jobs, tmp_path_factory, worker_id)


@pytest.fixture(scope="session")
def every_report(project: Project, tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """Every chapter of every edition in both languages, built once for all test processes."""
    from analysis.run.jobs import asked

    return _built_once("every_report", project, asked(project), tmp_path_factory, worker_id)


def _built_once(
    name: str, project: Project, jobs: Any, tmp_path_factory: pytest.TempPathFactory, worker_id: str
) -> Path:
    from analysis.run.report import Options
    from analysis.run.report import report as run

    base = tmp_path_factory.getbasetemp()
    shared = base if worker_id == "master" else base.parent
    folder, done = shared / name, shared / f"{name}.txt"
    with FileLock(shared / f"{name}.lock"):
        if not done.is_file():
            summary = run(project, jobs, Options(folder))
            done.write_text("\n".join(f"{job}: {error}" for job, error in summary.failures), encoding="utf-8")
    failures = done.read_text(encoding="utf-8")
    assert not failures, failures
    return folder


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser's path; without one the test says so and is skipped."""
    found = next((path for name in _BROWSERS if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"none of {', '.join(_BROWSERS)} is installed; .ci/run installs Debian's chromium")
    return found


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Any]:
    """A headless browser; closed after each module, because its event loop would stand in the way of a kernel's."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield opened
        opened.close()


Cell = dict[str, Any]

PARAMETERS = 'year = 2018\nlang = "en"'


def code(source: str, *tags: str) -> Cell:
    metadata = {"tags": list(tags)} if tags else {}
    return {"cell_type": "code", "source": source, "metadata": metadata, "outputs": [], "execution_count": None}


def markdown(source: str, *tags: str) -> Cell:
    return {"cell_type": "markdown", "source": source, "metadata": {"tags": list(tags)} if tags else {}}


TITLES = (markdown("# Başlıq\n\nSual?", "lang-az"), markdown("# Title\n\nQuestion?", "lang-en"))


class TinyProject(Project):
    """A project in a temporary folder, with the real editions."""

    code = staticmethod(code)

    def add(self, name: str, *cells: str | Cell, order: int = 1, parameters: str = PARAMETERS) -> Path:
        made = [*TITLES, code(parameters, "parameters"), *(code(c) if isinstance(c, str) else c for c in cells)]
        notebook = {
            "cells": [{**cell, "id": f"c{n}"} for n, cell in enumerate(made)],
            "metadata": {"analysis": {"order": order}, "kernelspec": {"name": "python3", "display_name": "Python 3"}},
            "nbformat": 4,
            "nbformat_minor": 5,
        }
        path = self.notebooks / f"{name}.ipynb"
        path.write_text(json.dumps(notebook), encoding="utf-8")
        return path


def make(root: Path) -> TinyProject:
    shutil.copytree(here().params, root / "params")
    (root / "notebooks").mkdir()
    return TinyProject(root)


@pytest.fixture
def tiny(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> TinyProject:
    """An empty project, made the one the command works in; its panel counts as built."""
    project = make(tmp_path / "project")
    monkeypatch.setenv("ANALYSIS_HOME", str(project.root))
    monkeypatch.setattr(data, "build", lambda project=None, *, force=False: None)
    return project


@pytest.fixture(scope="module")
def tiny_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[], TinyProject]:
    """Makes an empty project for the runs that a whole module shares."""
    return lambda: make(tmp_path_factory.mktemp("shared") / "project")
