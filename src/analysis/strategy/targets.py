"""Targets: what the strategy asks to be reached, by when, how it is read, and who set it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from functools import cache
from importlib import resources
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from analysis import strict_yaml
from analysis.errors import RegistryError
from analysis.indicators import Bilingual, Indicator, registry, series
from analysis.indicators.registry import first_problem
from analysis.strategy.baselines import Baseline, baselines
from analysis.strategy.register import Clause, clauses
from analysis.strategy.stages import BASELINE_YEAR, STRATEGY_YEARS
from analysis.strategy.timeline import timeline
from analysis.strategy.watch import IndexWatch, IndicatorWatch, NoWatch, Relation

PLACE = "strategy/targets.yaml"


class TargetKind(Enum):
    """How a target can be read."""

    NUMERIC = "numeric"  # a number to reach
    MILESTONE = "milestone"  # done or not, with a date
    BENCHMARK = "benchmark"  # the level of a group of countries
    DIRECTION = "direction"  # more, or less, without a number
    THRESHOLD = "threshold"  # a limit to keep


class SetBy(Enum):
    """Whose target it is; which indicator, group and statistic stand for it is always this project's choice."""

    STRATEGY = "strategy"
    ITU = "itu"


class Target(BaseModel):
    """A target of a clause.

    Parameters
    ----------
    clause, also
        The clause that sets it, and further clauses that say the same.
    indicator
        The code of the series it is read on; None where no public series exists.
    breakdowns
        The parts of the series that are shown apart because no total exists; empty means the total.
    gap
        Two breakdowns: the target is about the first less the second.
    value, unit
        The number, in the indicator's unit.
    multiple, multiple_of
        Where the strategy names a multiple of a figure that it prints (an id of the baselines): ``value`` is the
        product.
    year
        By when; of a threshold, the year that its author set, and it is to be kept ever after.
    baseline_year
        The year that progress is counted from.
    group, statistic
        Of a benchmark: a peer group of ``params/peers.yaml`` and what of it is taken.
    direction
        +1 where more is better, −1 where less is.
    events
        Of a milestone: the evidence, by ids of the timeline; ``sought`` says instead where none was found.
    relation, difference
        Whether the indicator measures what the target names, and if not, how it differs; where the table leaves
        them out they are those of the clause's own watch item. Of a milestone ``difference`` says what its event
        leaves open.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")
    id: str
    clause: str
    also: tuple[str, ...] = ()
    kind: TargetKind
    indicator: str | None = None
    breakdowns: tuple[str, ...] = ()
    gap: tuple[str, str] | None = None
    value: float | None = None
    unit: str | None = None
    multiple: float | None = None
    multiple_of: str | None = None
    year: int = STRATEGY_YEARS[-1]
    baseline_year: int = BASELINE_YEAR
    group: str | None = None
    statistic: Literal["median"] | None = None
    direction: Literal[-1, 1] | None = None
    events: tuple[str, ...] = ()
    sought: Bilingual | None = None
    definition: Bilingual
    relation: Relation | None = None
    difference: Bilingual | None = None
    set_by: SetBy = Field(default=SetBy.STRATEGY)


@cache
def targets() -> Mapping[str, Target]:
    """Every target by its id, in the order of the table.

    Raises
    ------
    RegistryError
        If an entry of ``strategy/targets.yaml`` breaks its rules.
    """
    text = (resources.files("analysis.strategy") / "targets.yaml").read_text(encoding="utf-8")
    return read_targets(
        text,
        clauses=clauses(),
        indicators=registry(),
        fed={row.indicator for row in series()},
        events=timeline(),
        baselines=baselines(),
    )


def targets_of(number: str) -> tuple[Target, ...]:
    """The targets of a clause, those that it shares with another clause included.

    Examples
    --------
    >>> [target.id for target in targets_of("11.2.1")]
    ['schools_broadband']
    """
    return tuple(target for target in targets().values() if number == target.clause or number in target.also)


def read_targets(
    text: str,
    *,
    clauses: Mapping[str, Clause],
    indicators: Mapping[str, Indicator],
    fed: Collection[str],
    events: Collection[str],
    baselines: Mapping[str, Baseline],
) -> dict[str, Target]:
    """Targets by id from the YAML ``text``.

    Parameters
    ----------
    text
        The table: an id and the fields of :class:`Target` an entry.
    clauses, indicators, events, baselines
        What an entry may refer to.
    fed
        The indicators that a published series feeds.

    Raises
    ------
    RegistryError
        For the first entry that breaks a rule; the message names file, target, rule and remedy.
    """
    found: dict[str, Target] = {}
    for name, entry in strict_yaml.read_mapping(text, place=PLACE, error=RegistryError).items():
        place = f"target {name!r} in {PLACE}"
        target = _target(name, entry, place)
        _check_clauses(target, place, clauses)
        target = _with_multiple(target, place, baselines)
        _check_fields(target, place)
        _check_evidence(target, place, events)
        target = _with_series(target, place, clauses, indicators, fed)
        found[target.id] = target
    return found


def _target(name: Any, entry: Any, place: str) -> Target:
    kinds = ", ".join(kind.value for kind in TargetKind)
    if not isinstance(entry, dict) or "kind" not in entry:
        raise RegistryError(f"{place} has no kind", rule=f"one of {kinds}", remedy="say how it is to be read")
    try:
        return Target(id=name, **entry)
    except (ValidationError, TypeError) as error:
        raise RegistryError(
            f"{place}: {first_problem(error)}", rule="the fields of Target", remedy="mend the entry"
        ) from None


def _check_clauses(target: Target, place: str, known: Mapping[str, Clause]) -> None:
    for number in (target.clause, *target.also):
        if number not in known:
            raise RegistryError(
                f"{place} names clause {number!r}", rule="a clause of strategy/register", remedy="mend the number"
            )


_NEEDED = {
    TargetKind.NUMERIC: ("value", "unit"),
    TargetKind.THRESHOLD: ("value", "unit"),
    TargetKind.BENCHMARK: ("group", "statistic"),
    TargetKind.DIRECTION: (),
    TargetKind.MILESTONE: (),
}


def _check_fields(target: Target, place: str) -> None:
    for field in _NEEDED[target.kind]:
        if getattr(target, field) is None:
            raise RegistryError(
                f"{place} has no {field}",
                rule=f"a {target.kind.value} target gives {' and '.join(_NEEDED[target.kind])}",
                remedy="add it, or choose another kind",
            )
    if target.kind in {TargetKind.DIRECTION, TargetKind.MILESTONE} and target.value is not None:
        raise RegistryError(
            f"{place} has the value {target.value:g}",
            rule=f"a {target.kind.value} target has no number",
            remedy="take it out, or make the target numeric and say who set the number",
        )
    if target.kind is not TargetKind.MILESTONE and target.baseline_year >= target.year:
        raise RegistryError(
            f"{place}: baseline year {target.baseline_year}, target year {target.year}",
            rule="a baseline lies before its target year",
            remedy="mend one of the years",
        )


def _check_evidence(target: Target, place: str, events: Collection[str]) -> None:
    if (target.kind is TargetKind.MILESTONE) is not bool(target.events or target.sought):
        raise RegistryError(
            f"{place} is a {target.kind.value} target {'without' if target.kind is TargetKind.MILESTONE else 'with'}"
            " evidence",
            rule="a milestone names its events, or says in `sought` where none was found; no other kind has them",
            remedy="enter the event in strategy/timeline.csv and name its id",
        )
    if target.events and target.sought:
        raise RegistryError(
            f"{place} has events and says that none was found", rule="one of the two", remedy="take one out"
        )
    for event in target.events:
        if event not in events:
            raise RegistryError(
                f"event {event!r} of {place}",
                rule="an id of strategy/timeline.csv, quoted",
                remedy="enter the event there with date, certainty and address first",
            )


def _with_series(
    target: Target,
    place: str,
    known: Mapping[str, Clause],
    indicators: Mapping[str, Indicator],
    fed: Collection[str],
) -> Target:
    """The target with relation, difference and direction filled from its clause and its indicator."""
    numbers = (target.clause, *target.also)
    if target.kind is TargetKind.MILESTONE:
        return target
    if target.indicator is None:
        if not any(isinstance(item, NoWatch) for item in known[target.clause].watch):
            raise RegistryError(
                f"{place} has no indicator",
                rule="a target without one rests on a clause whose register entry says why (`none`)",
                remedy="name an indicator, or explain in the register what is missing",
            )
        _require_direction(target.direction, place)
        return target
    code = target.indicator
    if code not in indicators:
        raise RegistryError(
            f"indicator {code!r} of {place}", rule="a code of indicators/registry", remedy="register it"
        )
    if code not in fed:
        raise RegistryError(
            f"indicator {code!r} of {place} is linked to no series",
            rule="a row of indicators/series.csv feeds it",
            remedy="add the series, or set indicator to null",
        )
    _check_unit(target, place, indicators[code])
    return _filled(target, place, [_watching(number, code, place, known) for number in numbers], indicators[code])


def _watching(number: str, code: str, place: str, known: Mapping[str, Clause]) -> IndicatorWatch | IndexWatch:
    for item in known[number].series:
        if code in item.codes:
            return item
    raise RegistryError(
        f"indicator {code!r} of {place}",
        rule=f"an indicator by which the register watches clause {number}",
        remedy="add it to that clause's watch with its relation, or take the clause out of the target",
    )


def _filled(target: Target, place: str, items: list[IndicatorWatch | IndexWatch], known: Indicator) -> Target:
    """With several clauses the target is a proxy as soon as it is one for any of them."""
    proxy = next((item for item in items if item.relation is Relation.PROXY), None)
    relation = target.relation or (proxy or items[0]).relation
    direction = target.direction or (known.direction if target.gap is None else None)
    _require_direction(direction, place)
    difference = target.difference or (proxy.note if proxy and relation is Relation.PROXY else None)
    if relation is Relation.PROXY and difference is None:
        raise RegistryError(
            f"{place} rests on a proxy and does not say how it differs",
            rule="`difference` in both languages, here or as note of the clause's watch item",
            remedy="add it",
        )
    unit = target.unit or known.unit
    return target.model_copy(
        update={"relation": relation, "difference": difference, "direction": direction, "unit": unit}
    )


def _require_direction(direction: int | None, place: str) -> None:
    if not direction:
        raise RegistryError(
            f"{place} has no direction",
            rule="+1 or −1 where there is no indicator, where the indicator has none, and wherever a gap is meant",
            remedy="say which way is better",
        )


def _check_unit(target: Target, place: str, known: Indicator) -> None:
    if target.unit is not None and target.unit != known.unit:
        raise RegistryError(
            f"{place} is in {target.unit!r}, its indicator {known.code!r} in {known.unit!r}",
            rule="a target has its indicator's unit",
            remedy="convert the value, or name the right indicator",
        )
    low, high = known.lower, known.upper
    if target.value is None:
        return
    if (low is not None and target.value < low) or (high is not None and target.value > high):
        raise RegistryError(
            f"{place} has the value {target.value:g}",
            rule=f"{known.code!r} lies between {low} and {high}",
            remedy="mend the value",
        )


def _with_multiple(target: Target, place: str, known: Mapping[str, Baseline]) -> Target:
    """The target with its value worked out where it is a multiple of a printed figure."""
    if target.multiple is None and target.multiple_of is None:
        return target
    base = known.get(target.multiple_of or "")
    if target.multiple is None or base is None:
        raise RegistryError(
            f"{place} multiplies {target.multiple_of!r} by {target.multiple}",
            rule="a number, and an id of strategy/baselines.yaml",
            remedy="give both, or neither",
        )
    if target.value is not None or base.indicator != target.indicator:
        raise RegistryError(
            f"{place} multiplies {base.id!r} of indicator {base.indicator!r}",
            rule="a printed figure of the same indicator, and no value beside it",
            remedy="mend indicator or multiple_of, take value out",
        )
    if base.year >= target.year:
        raise RegistryError(
            f"{place}: {base.id!r} is of {base.year}, the target year is {target.year}",
            rule="a baseline lies before its target year",
            remedy="mend one of the years",
        )
    return target.model_copy(update={"value": target.multiple * base.value, "unit": target.unit or base.unit})
