"""The strategy's own numbering: which clauses its text has, what each is, and whose direction it belongs to."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from functools import cache


class ClauseKind(Enum):
    """What a clause does in the strategy's text."""

    SECTION = "section"
    OBJECTIVE = "objective"
    PRINCIPLE = "principle"
    ROLE = "role"
    DIRECTION = "direction"
    AIM = "aim"
    MEASURE = "measure"
    MECHANISM = "mechanism"
    RESULT = "result"


class StrategicDirection(Enum):
    """The eight priority directions of clause 6.1, and what concerns them all."""

    INFRASTRUCTURE = "infrastructure"
    HIGHTECH = "hightech"
    SCIENCE = "science"
    EGOVERNMENT = "egovernment"
    SOCIETY = "society"
    HUMAN_CAPITAL = "human_capital"
    SECURITY = "security"
    CONTENT = "content"
    ALL = "all"


_NUMBERED = {
    "3.1": (ClauseKind.OBJECTIVE, 10),
    "4.1": (ClauseKind.PRINCIPLE, 10),
    "5.1": (ClauseKind.ROLE, 12),
    "6.1": (ClauseKind.DIRECTION, 8),
    "7.2": (ClauseKind.MEASURE, 6),
    "8.2": (ClauseKind.MEASURE, 11),
    "9.2": (ClauseKind.MEASURE, 5),
    "10.2": (ClauseKind.MEASURE, 11),
    "11.2": (ClauseKind.MEASURE, 8),
    "11.4": (ClauseKind.MEASURE, 6),
    "11.6": (ClauseKind.MEASURE, 4),
    "12.2": (ClauseKind.MEASURE, 7),
    "13.2": (ClauseKind.MEASURE, 10),
    "14.1": (ClauseKind.MEASURE, 9),
    "16.1": (ClauseKind.RESULT, 19),
}

_SINGLE = {
    **dict.fromkeys(("1", "2", "6.1"), ClauseKind.SECTION),
    **dict.fromkeys(("7.1", "8.1", "9.1", "10.1", "11.1", "11.3", "11.5", "12.1", "13.1", "14.1"), ClauseKind.AIM),
    **dict.fromkeys(("15.1", "15.2", "15.3"), ClauseKind.MECHANISM),
}

_BY_SECTION = dict(zip(range(7, 15), StrategicDirection, strict=False))


@cache
def outline() -> Mapping[str, ClauseKind]:
    """The kind of every clause, in the strategy's order.

    The introduction has the number 1 and the current situation 2; 6.1 heads the eight directions.

    Examples
    --------
    >>> outline()["10.2.9"].value, outline()["16.1.14"].value, "16.1.20" in outline()
    ('measure', 'result', False)
    """
    numbered = {f"{head}.{n}": kind for head, (kind, count) in _NUMBERED.items() for n in range(1, count + 1)}
    every = _SINGLE | numbered
    return {number: every[number] for number in sorted(every, key=clause_order)}


def clause_order(number: str) -> tuple[int, ...]:
    """A sort key: 10.2.9 comes after 7.2.

    Examples
    --------
    >>> sorted(["10.2.9", "7.2", "7.1"], key=clause_order)
    ['7.1', '7.2', '10.2.9']
    """
    return tuple(int(part) for part in number.split("."))


def direction_of(number: str) -> StrategicDirection | None:
    """The direction that the clause's own section treats, or None outside sections 7 to 14.

    Examples
    --------
    >>> direction_of("10.2.9"), direction_of("16.1.14")
    (<StrategicDirection.EGOVERNMENT: 'egovernment'>, None)
    """
    return _BY_SECTION.get(clause_order(number)[0])
