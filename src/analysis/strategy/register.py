"""The register: every clause of the strategy, what it is, and how it is watched."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import cache
from importlib import resources
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis import strict_yaml
from analysis.errors import RegistryError
from analysis.indicators import Bilingual, Indicator, Kind, registry
from analysis.indicators.registry import first_problem
from analysis.strategy.outline import ClauseKind, StrategicDirection, clause_order, direction_of, outline
from analysis.strategy.stages import Stage
from analysis.strategy.timeline import timeline
from analysis.strategy.watch import IndexWatch, IndicatorWatch, MilestoneWatch, NoWatch, Relation, Watch


class Clause(BaseModel):
    """A clause: its number in the strategy's text, a short title in our words, and how it is watched.

    ``watch`` is ordered, the most telling item first. The strategy gives no clause to one stage alone, so
    ``stages`` is both stages of clause 15.1 unless the entry says otherwise.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    kind: ClauseKind
    direction: StrategicDirection
    title: Bilingual
    watch: tuple[Watch, ...] = Field(min_length=1)
    stages: tuple[Stage, ...] = (Stage.FIRST, Stage.SECOND)

    @property
    def series(self) -> tuple[IndicatorWatch | IndexWatch, ...]:
        """The items that name indicators or indices."""
        return tuple(item for item in self.watch if isinstance(item, IndicatorWatch | IndexWatch))

    @property
    def codes(self) -> tuple[str, ...]:
        """Every indicator and index that the clause is watched by, each once."""
        return tuple(dict.fromkeys(code for item in self.series for code in item.codes))

    @property
    def events(self) -> tuple[str, ...]:
        """The ids of the dated steps that the clause is watched by."""
        return tuple(event for item in self.watch if isinstance(item, MilestoneWatch) for event in item.events)


@cache
def clauses() -> Mapping[str, Clause]:
    """Every clause by its number, in the strategy's order.

    Raises
    ------
    RegistryError
        If a file of ``strategy/register`` breaks its rules or a clause of the strategy has no entry.
    """
    folder = resources.files("analysis.strategy") / "register"
    texts = {f.name: f.read_text(encoding="utf-8") for f in folder.iterdir() if f.name.endswith(".yaml")}
    found = read_register(texts, indicators=registry(), events=timeline())
    missing = [number for number in outline() if number not in found]
    if missing:
        raise RegistryError(
            f"clause {missing[0]} in strategy/register (and {len(missing) - 1} more)",
            rule="every clause of the strategy has an entry",
            remedy="add it with kind, direction, titles and watch",
        )
    return found


def clause(number: str) -> Clause:
    """The clause with this number.

    Raises
    ------
    RegistryError
        If the strategy has no such clause.
    """
    try:
        return clauses()[number]
    except KeyError:
        raise RegistryError(
            f"clause {number!r}",
            rule="a clause of the strategy, such as 10.2.9 or 16.1.14",
            remedy="see the strategy's numbering; three-level clauses run from 3.1.1 to 16.1.19",
        ) from None


def read_register(
    texts: Mapping[str, str], *, indicators: Mapping[str, Indicator], events: Collection[str]
) -> dict[str, Clause]:
    """Clauses by number, in the strategy's order, from the YAML ``texts`` of the register by file name.

    Parameters
    ----------
    texts
        File names with their text.
    indicators
        The indicators that may be named, by code.
    events
        The ids of the timeline.

    Raises
    ------
    RegistryError
        For the first entry that breaks a rule; the message names file, clause, rule and remedy.
    """
    found: dict[str, Clause] = {}
    for file in sorted(texts):
        content = strict_yaml.read_mapping(texts[file], place=f"strategy/register/{file}", error=RegistryError)
        for number, entry in content.items():
            place = f"clause {number!r} in strategy/register/{file}"
            if number in found:
                raise RegistryError(f"{place}: a second entry", rule="a clause stands once", remedy="take one out")
            found[number] = _clause(number, entry, place)
            _check(found[number], place, indicators, events)
    return dict(sorted(found.items(), key=lambda item: clause_order(item[0])))


def _clause(number: Any, entry: Any, place: str) -> Clause:
    if number not in outline():
        raise RegistryError(
            place,
            rule="a clause number of the strategy's text, quoted, such as '7.2.1'",
            remedy="mend the number",
        )
    if not isinstance(entry, dict) or not entry.get("watch"):
        raise RegistryError(
            f"{place} has no watch", rule="at least one way to watch it, or `none` with reason and remedy",
            remedy="add a watch item",
        )  # fmt: skip
    try:
        return Clause(id=number, **entry)
    except (ValidationError, TypeError) as error:
        raise RegistryError(
            f"{place}: {first_problem(error)}",
            rule="the fields of Clause and of its watch items",
            remedy="mend the entry",
        ) from None


def _check(known: Clause, place: str, indicators: Mapping[str, Indicator], events: Collection[str]) -> None:
    _check_place(known, place)
    for item in known.watch:
        if isinstance(item, IndicatorWatch | IndexWatch):
            _check_series(item, place, indicators)
        elif isinstance(item, MilestoneWatch):
            _check_events(item, place, events)
        elif isinstance(item, NoWatch) and any(i.relation is Relation.MEASURES for i in known.series):
            raise RegistryError(
                f"{place} is measured and not measurable",
                rule="`none` stands beside proxies, milestones and survey items only",
                remedy="take it out, or make the series a proxy with its note",
            )


def _check_place(known: Clause, place: str) -> None:
    if known.kind is not outline()[known.id]:
        raise RegistryError(
            f"{place} has kind {known.kind.value!r}",
            rule=f"{known.id} is of kind {outline()[known.id].value!r}",
            remedy="mend the kind",
        )
    own = direction_of(known.id)
    if own is not None and known.direction is not own:
        raise RegistryError(
            f"{place} has direction {known.direction.value!r}",
            rule=f"its section treats {own.value!r}",
            remedy="mend the direction",
        )


def _check_series(item: IndicatorWatch | IndexWatch, place: str, indicators: Mapping[str, Indicator]) -> None:
    for code in item.codes:
        if code not in indicators:
            raise RegistryError(
                f"indicator {code!r} of {place}", rule="a code of indicators/registry", remedy="register it first"
            )
        if (indicators[code].kind is Kind.INDEX) is not isinstance(item, IndexWatch):
            raise RegistryError(
                f"indicator {code!r} of {place} is watched as {item.kind}",
                rule="scores, ranks and percentiles are watched as index, everything else as indicator",
                remedy="move it to the other kind of item",
            )
    if item.relation is Relation.PROXY and item.note is None:
        raise RegistryError(
            f"the proxy {', '.join(item.codes)} of {place} has no note",
            rule="a proxy says in both languages how it differs from what the clause asks",
            remedy="add the note",
        )


def _check_events(item: MilestoneWatch, place: str, events: Collection[str]) -> None:
    for event in item.events:
        if event not in events:
            raise RegistryError(
                f"milestone {event!r} of {place}",
                rule="an id of strategy/timeline.csv, quoted",
                remedy="enter the event there with date, certainty and address first",
            )
