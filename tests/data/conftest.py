"""Fixtures of the data room's tests."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from small_tree import Tree, write_tree

from analysis.data import check
from analysis.paths import Project


@pytest.fixture(scope="session")
def tree_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template") / "project"
    write_tree(root)
    return root


@pytest.fixture
def tree(tree_template: Path, tmp_path: Path) -> Iterator[Tree]:
    """A fresh copy of the small project."""
    root = tmp_path / "project"
    shutil.copytree(tree_template, root)
    yield Tree(Project(root))


@pytest.fixture
def problems_of(tree: Tree) -> Callable[[], list[str]]:
    """What `check` says of the tree, as text."""
    return lambda: [str(problem) for problem in check(tree.project)]
