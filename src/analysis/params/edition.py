"""An edition: the year a report speaks from, and what it may know."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from analysis.errors import ParameterError
from analysis.indicators import Bilingual
from analysis.params.peers import PeerGroup, peer_groups
from analysis.params.reading import read_mapping, validate
from analysis.paths import here
from analysis.strategy import BASELINE_YEAR, Stage, stage_of


class Erratum(BaseModel):
    """A correction made to an edition after it was first built."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    date: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}$")
    note: Bilingual


class _File(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")
    year: int = Field(strict=True)
    version: str = Field(strict=True)
    stage: Stage
    baseline_year: int = Field(strict=True)
    baseline_fallback: int = Field(strict=True)
    peers: tuple[str, ...]
    benchmark: str
    errata: tuple[Erratum, ...]


class Edition(BaseModel):
    """One edition.

    ``year`` is the last reference year it sees; ``baseline_fallback`` the year that stands in where the
    baseline year has no value (marked where used); ``benchmark`` the peer group that stands for developed
    countries; ``peers`` the groups in the order of their display.
    """

    model_config = ConfigDict(frozen=True)
    year: int
    version: str
    stage: Stage
    baseline_year: int
    baseline_fallback: int
    peers: tuple[PeerGroup, ...]
    benchmark: str
    errata: tuple[Erratum, ...]

    @property
    def ex_post(self) -> bool:
        """Whether this is the evaluation after the strategy's end."""
        return self.stage is Stage.AFTER

    def group(self, code: str) -> PeerGroup:
        """The peer group with this code.

        Raises
        ------
        KeyError
            If the edition does not use it.
        """
        return {g.code: g for g in self.peers}[code]


def editions(folder: Path | None = None) -> tuple[int, ...]:
    """The years that have a file in ``params/``, in order."""
    found = (folder or here().params).glob("*.yaml")
    return tuple(sorted(int(path.stem) for path in found if re.fullmatch(r"\d{4}", path.stem)))


def load(year: int, folder: Path | None = None) -> Edition:
    """The edition of ``year``.

    Raises
    ------
    ParameterError
        If there is no such edition or its file is not valid; the message names file and key.
    """
    folder = folder or here().params
    if isinstance(year, bool) or not isinstance(year, int):
        raise ParameterError(f"year is {year!r}", rule="a whole number", remedy="give a year such as 2018")
    if year not in editions(folder):
        known = ", ".join(str(y) for y in editions(folder))
        raise ParameterError(f"{year} is no edition", rule=f"one of {known}", remedy="choose one of these")
    place = f"params/{year}.yaml"
    file = validate(_File, read_mapping(folder / f"{year}.yaml"), place)
    _check(file, year, place)
    groups = _named(file, peer_groups(folder), place)
    return Edition(**{**file.model_dump(exclude={"errata"}), "errata": file.errata, "peers": groups})


def _check(file: _File, year: int, place: str) -> None:
    if file.year != year:
        raise ParameterError(f"{place}: year is {file.year}", rule="the file's own name", remedy=f"write {year}")
    if file.stage is not stage_of(year):
        raise ParameterError(
            f"{place}: stage is {file.stage.value!r}",
            rule=f"clause 15.1 puts {year} in stage {stage_of(year).value!r}",
            remedy="mend the stage",
        )
    if file.baseline_year != BASELINE_YEAR or not BASELINE_YEAR < file.baseline_fallback <= year:
        raise ParameterError(
            f"{place}: baseline {file.baseline_year}, fallback {file.baseline_fallback}",
            rule=f"the baseline is {BASELINE_YEAR}, its fallback later and not after the edition",
            remedy="mend the years",
        )


def _named(file: _File, groups: Mapping[str, PeerGroup], place: str) -> tuple[PeerGroup, ...]:
    for code in (*file.peers, file.benchmark):
        if code not in groups:
            raise ParameterError(
                f"{place}: peers names {code!r}",
                rule=f"a group of params/peers.yaml: {', '.join(groups)}",
                remedy="mend it",
            )
    if file.benchmark not in file.peers:
        raise ParameterError(
            f"{place}: benchmark {file.benchmark!r}", rule="one of its peers", remedy="add it to peers"
        )
    return tuple(groups[code] for code in file.peers)
