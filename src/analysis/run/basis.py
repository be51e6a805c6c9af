"""What a report rests on, as digests: taken when it is made, and held against today's when the next run is planned.

What is fixed before a run (code that the notebook can reach, the notebook, libraries, templates) is compared whole, so
that something new is noticed too. What a run has read is known only from the run itself: of that, each thing it read
then is looked at again. Since nothing it rests on has changed, it would read the same again (verifying traces: Mokhov,
Mitchell & Peyton Jones, "Build systems à la carte", 2018, section 4.2).
"""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path

import analysis
from analysis import data, language, reads
from analysis.paths import Project
from analysis.run.digest import short
from analysis.run.jobs import Job, read_json
from analysis.run.packages import packages
from analysis.run.reach import Code, sources_of

RUN = (
    "analysis.run.client",
    "analysis.run.inside",
    "analysis.run.made",
    "analysis.run.warm.parent",
    "analysis.run.warm.provisioner",
)
"""Where a report is made: what these reach, every report rests on."""

_TEMPLATE = "analysis/present/template"
_WORDS = "analysis/language"
_STRINGS = "analysis/language/strings"
_APART = {f"{_TEMPLATE}/report/{name}.html.j2" for name in ("edition", "editions")} | {f"{_WORDS}/glossary.csv"}
"""What no report is made with: the pages that list reports, and the table that texts are checked by."""

_EDITION = re.compile(r"(\d{4})\.yaml")
_CODES = ("code ", "name ")
_GONE = ""


@dataclass(frozen=True)
class Basis:
    """Digests by name, of what was fixed before the run and of what was read in it.

    ``tree`` is one digest over all code of the package, byte for byte: while it is the same, none of the code needs to
    be looked at.
    """

    fixed: Mapping[str, str]
    read: Mapping[str, str]
    tree: str


@dataclass(frozen=True)
class Change:
    """Something a report rests on that is not what it was; digests are empty where it is new or gone."""

    name: str
    before: str
    now: str

    def __str__(self) -> str:
        if self.name.startswith(("package ", "Python")) and self.before and self.now:
            return f"{self.name} was {self.before}, is {self.now}"
        return f"{self.name} {'is new' if not self.before else 'is gone' if not self.now else 'has changed'}"


class Today:
    """Everything reports may rest on, as it stands when this is made; what changes later is not seen.

    Parameters
    ----------
    project
        Whose panel, parameters and notebooks.
    package
        The folder of the code; that of this process by default.
    """

    def __init__(self, project: Project, package: Path | None = None) -> None:
        package = package or Path(analysis.__file__).parent
        self._files = dict(_files({"analysis": package, "params": project.params}))
        self._series = data.series_digests(project)
        self._texts = language.texts()
        self._machine = {"Python": platform.python_version()} | {
            f"package {name}": version for name, version in packages().items()
        }
        self._shared = {
            f"file {name}": digest
            for name, digest in self._files.items()
            if name.startswith((f"{_TEMPLATE}/", f"{_WORDS}/")) and not _is_string(name) and name not in _APART
        }
        self._package = package
        self._sources = sources_of(package)
        self._tree = short("".join(f"{path.name} {short(text)}\n" for path, text in self._sources.items()))
        self._cells = {path.stem: read_json(path)["cells"] for path in project.notebooks.glob("*.ipynb")}
        self._notebooks: dict[str, str] = {}
        self._of_chapter: dict[str, Mapping[str, str]] = {}
        self._seen: dict[tuple[str, int], str] = {}

    def basis(self, job: Job, noted: Iterable[reads.Read]) -> Basis:
        """What a report rests on whose run has read what was ``noted``."""
        names = sorted({f"{kind} {name}" for kind, name in noted if not _is_string(name)})
        fixed = {**self._beside_code(job), **self._code_of(job)}
        return Basis(fixed, {name: self._read(name, job.year) for name in names}, self._tree)

    def has_seen(self, basis: Basis) -> bool:
        """Whether the code was, byte for byte, what it is today."""
        return basis.tree == self._tree

    def settled(self, basis: Basis) -> Basis:
        """The basis of a report that is up to date, with today's code seen as the code it rests on."""
        return replace(basis, tree=self._tree)

    def changes(self, job: Job, basis: Basis) -> tuple[Change, ...]:
        """What is not as it was when the report was made."""
        before = dict(basis.fixed)
        same = {name: digest for name, digest in before.items() if name.startswith(_CODES)}
        code = same if self.has_seen(basis) else self._code_of(job)
        now = {**self._beside_code(job), **code}
        names = [*before, *(name for name in now if name not in before)]
        found = [Change(name, before.get(name, _GONE), now.get(name, _GONE)) for name in names]
        found += [Change(name, digest, self._read(name, job.year)) for name, digest in basis.read.items()]
        return tuple(change for change in found if change.before != change.now)

    def _beside_code(self, job: Job) -> dict[str, str]:
        return {"notebook": self._notebook(job.chapter.name), **self._shared, **self._machine}

    def _notebook(self, chapter: str) -> str:
        if chapter not in self._notebooks:
            self._notebooks[chapter] = short(json.dumps([_of_cell(cell) for cell in self._cells[chapter]]))
        return self._notebooks[chapter]

    def _code_of(self, job: Job) -> Mapping[str, str]:
        """Digests of the modules that a chapter's notebook and the run itself can reach."""
        chapter = job.chapter.name
        if chapter not in self._of_chapter:
            source = "\n".join("".join(c["source"]) for c in self._cells[chapter] if c["cell_type"] == "code")
            reached = self._code.from_source(source) | self._code.from_modules(RUN)
            self._of_chapter[chapter] = self._code.digests(reached)
        return self._of_chapter[chapter]

    @cached_property
    def _code(self) -> Code:
        return Code(self._package, self._sources)

    def _read(self, named: str, year: int) -> str:
        if (named, year) not in self._seen:
            self._seen[named, year] = self._look(named, year)
        return self._seen[named, year]

    def _look(self, named: str, year: int) -> str:
        kind, _, name = named.partition(" ")
        match kind:
            case reads.SERIES if name == "**":
                return short(json.dumps(self._series, sort_keys=True))
            case reads.SERIES if name == "*":
                return short("\n".join(f"{c} {data.up_to(years, year)}" for c, years in self._series.items()))
            case reads.SERIES:
                return data.up_to(self._series.get(name, {}), year)
            case reads.TEXT if name.endswith("*"):
                return short("\n".join(key for key in self._texts if key.startswith(name[:-1])))
            case reads.TEXT:
                lang, _, key = name.partition(" ")
                return short(self._texts[key][lang]) if key in self._texts else _GONE
            case reads.FOLDER:
                return short("\n".join(self._listed(name, year)))
            case _:
                return self._files.get(name, _GONE)

    def _listed(self, folder: str, year: int) -> Iterator[str]:
        """The files in a folder; editions of later years, which no report of ``year`` looks at, are left out."""
        for name in self._files:
            place, _, file = name.rpartition("/")
            edition = _EDITION.fullmatch(file)
            if place == folder and (edition is None or int(edition[1]) <= year):
                yield file


def _files(roots: Mapping[str, Path]) -> Iterator[tuple[str, str]]:
    for root, folder in roots.items():
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in {".py", ".pyc"} and not path.name.startswith("."):
                yield f"{root}/{path.relative_to(folder).as_posix()}", short(path.read_bytes())


def _is_string(name: str) -> bool:
    """Whether a file holds texts, which are followed one by one."""
    return f"{name}/".startswith(f"{_STRINGS}/")


def _of_cell(cell: Mapping[str, object]) -> list[object]:
    """What of a cell reaches a report; not its stored outputs."""
    tags = cell.get("metadata", {})
    return [cell["cell_type"], cell["source"], tags.get("tags") if isinstance(tags, dict) else None]
