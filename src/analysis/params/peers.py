"""Peer groups: lists of economies fixed at the strategy's signing, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pydantic import BaseModel, ConfigDict

from analysis.errors import ParameterError
from analysis.indicators import Bilingual, is_economy
from analysis.params.reading import read_mapping, validate
from analysis.paths import here


class PeerGroup(BaseModel):
    """A named list of economies; ``members`` are ISO 3166-1 alpha-3 codes, without Azerbaijan."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)
    code: str
    name: Bilingual
    reason: Bilingual
    members: tuple[str, ...]


def peer_groups(folder: Path | None = None) -> Mapping[str, PeerGroup]:
    """The groups of ``params/peers.yaml`` by code.

    Raises
    ------
    ParameterError
        If a member is no economy, stands twice, or is Azerbaijan itself; the message names group and value.
    """
    path = (folder or here().params) / "peers.yaml"
    groups = {}
    for code, entry in read_mapping(path).items():
        place = f"params/{path.name}: {code}"
        if not isinstance(entry, dict):
            raise ParameterError(f"{place} is {entry!r}", rule="name, reason and members", remedy="see its neighbours")
        _check_members(entry.get("members"), place)
        groups[code] = validate(PeerGroup, {"code": code, **entry}, place)
    return groups


def _check_members(members: object, place: str) -> None:
    if not isinstance(members, list) or not members:
        raise ParameterError(f"{place}.members is {members!r}", rule="a list of ISO codes", remedy="list the members")
    for member in members:
        if isinstance(member, bool):
            raise ParameterError(
                f"{place}.members must be ISO codes, got {member}",
                rule="YAML reads a bare NO or ON as true or false",
                remedy="write the three-letter code, quoted",
            )
        if not isinstance(member, str) or not is_economy(member):
            raise ParameterError(
                f"{place}.members: {member!r} is no economy",
                rule="ISO 3166-1 alpha-3",
                remedy="mend the code",
            )
    if "AZE" in members:
        raise ParameterError(f"{place}.members holds AZE", rule="a peer is another economy", remedy="take it out")
    if len(set(members)) < len(members):
        twice = sorted({m for m in members if members.count(m) > 1})
        raise ParameterError(f"{place}.members: {', '.join(twice)} twice", rule="each once", remedy="take one out")
