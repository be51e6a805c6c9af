"""Which of the package's modules a notebook's code can reach, told from the imports without running anything.

Where a name is imported from a package that passes it on, the module it comes from is followed, not the package:
otherwise every chapter would reach every method. Of the packages on the way count where they pass a name on to, and
what they do besides importing. Imports inside functions count like all others; those under ``TYPE_CHECKING`` never run
and do not.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from analysis.errors import RunError
from analysis.run.digest import short

ROOT = "analysis"

Name = tuple[str, str]
"""A module and a name asked of it; an empty name stands for the whole module."""


@dataclass(frozen=True)
class Module:
    """One module: its syntax, and whether it is a package's own."""

    name: str
    tree: ast.Module = field(repr=False)
    is_package: bool

    @cached_property
    def digest(self) -> str:
        """Changes with the code, not with comments or line breaks."""
        return short(ast.dump(self.tree))

    @cached_property
    def does(self) -> str:
        """A digest of what a package's own module does besides importing and listing names; empty for nothing."""
        rest = [node for node in self.tree.body if not _is_plain(node)]
        return short("".join(map(ast.dump, rest))) if rest else ""

    @cached_property
    def passed_on(self) -> Mapping[str, Name]:
        """Names that are bound here by importing them from elsewhere, at the top of the module."""
        found: dict[str, Name] = {}
        for node in self.tree.body:
            if isinstance(node, ast.ImportFrom) and _ours(node.module):
                found |= {a.asname or a.name: (str(node.module), a.name) for a in node.names}
        return found

    @cached_property
    def asked(self) -> frozenset[Name]:
        """Everything the module asks of others."""
        return frozenset(_asked(self.tree.body))

    def asked_for(self, name: str) -> frozenset[Name]:
        """What it takes to have ``name`` of this package: its imports on top, and those of the functions it calls."""
        functions = {node.name: node for node in self.tree.body if isinstance(node, ast.FunctionDef)}
        needed: set[str] = set()
        waiting = [name]
        while waiting:
            one = waiting.pop()
            if one in functions and one not in needed:
                needed.add(one)
                waiting.extend(node.id for node in _running(functions[one]) if isinstance(node, ast.Name))
        top = [node for node in self.tree.body if not isinstance(node, ast.FunctionDef)]
        return frozenset(_asked([*top, *(functions[one] for one in needed)]))


class Code:
    """The modules of the package.

    Parameters
    ----------
    package
        Its folder.
    sources
        Its modules' text as it was read before; read now, if not given.
    """

    def __init__(self, package: Path, sources: Mapping[Path, bytes] | None = None) -> None:
        found = _read(package, sources_of(package) if sources is None else sources)
        self._modules = {module.name: module for module in found}
        self._reached: dict[frozenset[Name], frozenset[Name]] = {}

    def digests(self, names: frozenset[Name]) -> dict[str, str]:
        """Everything of the package that counts for what was reached: modules, and where names are passed on to."""
        modules = sorted(self.modules(names))
        found = {f"code {module}": self._modules[module].digest for module in modules}
        parents = {".".join(parts[:n]) for parts in (m.split(".") for m in modules) for n in range(1, len(parts))}
        for parent in sorted(parents - set(modules)):
            if (does := self._modules[parent].does) != "":
                found[f"code {parent}"] = does
        for module, name in sorted(names):
            known = self._modules.get(module)
            if known is not None and known.is_package and name in known.passed_on:
                found[f"name {module}.{name}"] = ".".join(known.passed_on[name])
        return found

    def from_modules(self, names: Iterable[str]) -> frozenset[Name]:
        """What is reached from modules, these included."""
        return self._reach(frozenset((name, "") for name in names))

    def from_source(self, source: str) -> frozenset[Name]:
        """What is reached from a piece of code, such as a notebook's cells; everything, if it is not plain Python."""
        try:
            body = ast.parse(source).body
        except SyntaxError:
            return self.from_modules(self._modules)
        return self._reach(frozenset(_asked(body)))

    def modules(self, names: frozenset[Name]) -> frozenset[str]:
        """The modules among what was reached."""
        return frozenset(module for module, name in names if self._counts(module, name))

    def _reach(self, asked: frozenset[Name]) -> frozenset[Name]:
        if asked not in self._reached:
            seen: set[Name] = set()
            waiting = list(asked)
            while waiting:
                one = waiting.pop()
                if one not in seen:
                    seen.add(one)
                    waiting.extend(self._next(*one))
            self._reached[asked] = frozenset(seen)
        return self._reached[asked]

    def _next(self, module: str, name: str) -> Iterable[Name]:
        """What follows from asking ``name`` of ``module``."""
        known = self._modules.get(f"{module}.{name}")
        if known is not None:
            # of a package, what is then taken from it counts, and that is asked by itself
            return () if known.is_package else ((known.name, ""),)
        known = self._modules.get(module)
        if known is None:
            return ()
        if known.is_package and name in known.passed_on:
            return (known.passed_on[name],)
        return known.asked_for(name) if known.is_package and name else known.asked

    def _counts(self, module: str, name: str) -> bool:
        """Whether the module itself was needed, not only passed through."""
        known = self._modules.get(module)
        return (
            known is not None
            and f"{module}.{name}" not in self._modules
            and not (known.is_package and name in known.passed_on)
        )


def sources_of(package: Path) -> dict[Path, bytes]:
    """The text of every module of a package, in order of their paths."""
    return {path: path.read_bytes() for path in sorted(package.rglob("*.py"))}


def module_name(path: Path, package: Path) -> str:
    """The dotted name of a module of ``package``.

    Examples
    --------
    >>> module_name(Path("src/analysis/run/reach.py"), Path("src/analysis"))
    'analysis.run.reach'
    >>> module_name(Path("src/analysis/run/__init__.py"), Path("src/analysis"))
    'analysis.run'
    """
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _read(package: Path, sources: Mapping[Path, bytes]) -> Iterator[Module]:
    for path, text in sources.items():
        try:
            tree = ast.parse(text, filename=str(path))
        except SyntaxError as error:
            raise RunError(
                f"{path.relative_to(package.parent).as_posix()}, line {error.lineno}: {error.msg}",
                rule="Python",
                remedy="mend the module",
            ) from error
        yield Module(module_name(path, package), tree, path.name == "__init__.py")


def _is_plain(node: ast.stmt) -> bool:
    """An import, a docstring, or the list of names."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    if isinstance(node, ast.Assign):
        return [target.id for target in node.targets if isinstance(target, ast.Name)] == ["__all__"]
    return isinstance(node, ast.Import | ast.ImportFrom)


def _ours(module: str | None) -> bool:
    return module is not None and (module == ROOT or module.startswith(f"{ROOT}."))


def _asked(body: Iterable[ast.AST]) -> Iterator[Name]:
    """Names asked of the package's modules by some statements: imported, or taken from a module that was imported."""
    nodes = [node for statement in body for node in _running(statement)]
    modules = _bound(nodes)
    taken_from = {id(node.value) for node in nodes if isinstance(node, ast.Attribute)}
    for node in nodes:
        match node:
            case ast.ImportFrom(module=str(module)) if _ours(module):
                yield from ((module, alias.name) for alias in node.names)
            case ast.Import():
                yield from ((alias.name, "") for alias in node.names if _ours(alias.name) and alias.name != ROOT)
            case ast.Attribute(value=ast.Name(id=name), attr=attribute):
                for module in modules.get(name, ()):
                    yield module, attribute
                    yield f"{module}.{attribute}", ""  # in case it is a module of its own
            case ast.Name(id=name) if id(node) not in taken_from:
                # a module that is handed on is needed whole
                yield from ((module, "") for module in modules.get(name, ()))


def _bound(nodes: Iterable[ast.AST]) -> Mapping[str, set[str]]:
    """Names that may stand for one of our modules: ``import analysis as an``, ``from analysis import params``."""
    found: dict[str, set[str]] = {}
    for node in nodes:
        if isinstance(node, ast.Import):
            for a in node.names:
                if a.name == ROOT:
                    found.setdefault(a.asname or a.name, set()).add(a.name)
        elif isinstance(node, ast.ImportFrom) and _ours(node.module):
            for a in node.names:
                found.setdefault(a.asname or a.name, set()).add(f"{node.module}.{a.name}")
    return found


def _running(node: ast.AST) -> Iterator[ast.AST]:
    """The node and all below it, without what stands under ``if TYPE_CHECKING``."""
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, ast.If) and isinstance(one.test, ast.Name) and one.test.id == "TYPE_CHECKING":
            waiting.extend(one.orelse)
        else:
            yield one
            waiting.extend(ast.iter_child_nodes(one))
