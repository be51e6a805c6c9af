"""The policy timeline: dated steps, how sure each date is, and where it can be read."""

from __future__ import annotations

import csv
import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from importlib import resources

from analysis.errors import RegistryError
from analysis.indicators import Bilingual
from analysis.strategy.outline import outline

PLACE = "strategy/timeline.csv"

COLUMNS = ("id", "date", "certainty", "clause", "event_az", "event_en", "address")


class Certainty(Enum):
    """How sure a date is."""

    EXACT = "exact"  # as the source gives it, to the day or the month that is written
    YEAR = "year"  # the source names the year only
    INFERRED = "inferred"  # part of the date is concluded from the context
    WEAK = "weak"  # the source is weak
    REPORT_DATE = "report_date"  # the day it was reported, not the day it happened


@dataclass(frozen=True)
class Event:
    """A dated step.

    ``date`` is ISO 8601 with as many parts as are known: a year, a year and month, or a full date.
    """

    id: str
    date: str
    certainty: Certainty
    clause: str
    text: Bilingual
    address: str

    @property
    def year(self) -> int:
        """The year it happened in."""
        return int(self.date[:4])


@cache
def timeline() -> Mapping[str, Event]:
    """Every event by its id, in the order of time.

    Raises
    ------
    RegistryError
        If a row breaks the rules of the table; the message names the line.
    """
    return read_timeline((resources.files("analysis.strategy") / "timeline.csv").read_text(encoding="utf-8"))


def read_timeline(text: str) -> dict[str, Event]:
    """Events by id from the CSV ``text``, in the order of time.

    Raises
    ------
    RegistryError
        For the first row with an empty cell, a date that is none, an id that is not its date (with ``-a``, ``-b`` …
        where a date has several events), an id given twice, an unknown certainty or clause, or no web address.
    """
    reader = csv.DictReader(text.splitlines())
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise RegistryError(
            f"columns {reader.fieldnames} in {PLACE}", rule=f"{', '.join(COLUMNS)}", remedy="mend the heading"
        )
    found: dict[str, Event] = {}
    for line, row in enumerate(reader, start=2):
        event = _event(row, f"{PLACE} line {line}")
        if event.id in found:
            raise RegistryError(f"id {event.id!r} in {PLACE} line {line}", rule="each id once", remedy="add -a and -b")
        found[event.id] = event
    return dict(sorted(found.items(), key=lambda item: (item[1].date, item[0])))


def _event(row: dict[str, str], place: str) -> Event:
    for column in COLUMNS:
        if not (row[column] or "").strip():
            raise RegistryError(f"{column} in {place} is empty", rule="every cell is filled", remedy="fill it")
    _require(_is_date(row["date"]), f"date {row['date']!r} in {place}", "YYYY, YYYY-MM or YYYY-MM-DD")
    _require(
        re.fullmatch(re.escape(row["date"]) + r"(-[a-z])?", row["id"]) is not None,
        f"id {row['id']!r} in {place}",
        f"the date {row['date']}, with -a, -b … where it has several events",
    )
    certainties = {known.value for known in Certainty}
    _require(
        row["certainty"] in certainties, f"certainty {row['certainty']!r} in {place}", "|".join(sorted(certainties))
    )
    _require(
        (row["certainty"] == "year") <= (len(row["date"]) == 4), f"date {row['date']!r} in {place}", "a year alone"
    )
    _require(row["clause"] in outline(), f"clause {row['clause']!r} in {place}", "a clause of the strategy")
    _require(
        re.fullmatch(r"https?://\S+", row["address"]) is not None,
        f"address {row['address']!r} in {place}",
        "the web address where the event can be read",
    )
    return Event(
        id=row["id"],
        date=row["date"],
        certainty=Certainty(row["certainty"]),
        clause=row["clause"],
        text=Bilingual(az=row["event_az"], en=row["event_en"]),
        address=row["address"],
    )


def _require(holds: bool, what: str, rule: str) -> None:
    if not holds:
        raise RegistryError(what, rule=rule, remedy="mend the cell")


def _is_date(date: str) -> bool:
    if not re.fullmatch(r"\d{4}(-\d{2}){0,2}", date):
        return False
    year, *rest = (int(part) for part in date.split("-"))
    month, day = [*rest, 1, 1][:2]
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True
