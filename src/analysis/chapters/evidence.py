"""What an edition may know: the panel up to its year, asked in the terms every chapter shares."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache, cached_property
from itertools import groupby

import pandas as pd

from analysis import reads
from analysis.chapters.converted import Converted
from analysis.errors import MethodError
from analysis.indicators import Indicator, Kind, indicator, is_economy, registry
from analysis.methods.pace import pace
from analysis.methods.peers import MINIMUM_SHARE, summarise
from analysis.methods.results import (
    Break,
    Gap,
    Level,
    Observation,
    Pace,
    PaceKind,
    PeerPath,
    PeerSummary,
    Reference,
    Standing,
    Trajectory,
    WhyNot,
)
from analysis.methods.standing import standing
from analysis.params import Edition, PeerGroup

COUNTRY = "AZE"

_PACE = {
    Kind.SHARE: PaceKind.POINTS,
    Kind.RATE: PaceKind.UNITS,
    Kind.PRICE: PaceKind.UNITS,
    Kind.LEVEL: PaceKind.GROWTH,
    Kind.COUNT: PaceKind.GROWTH,
}


class Evidence:
    """The panel as an edition sees it: no figure that describes a later year is in it.

    Parameters
    ----------
    panel
        The tidy panel (columns as in `docs/architecture.md`), any years.
    edition
        The edition that asks.
    converted
        The same figures as observations, where somebody has converted them already.
    """

    def __init__(self, panel: pd.DataFrame, edition: Edition, *, converted: Converted | None = None) -> None:
        self.edition = edition
        self._given = panel
        self._converted = converted or Converted(self._seen)
        self._levels: dict[tuple[str, str], Level] = {}
        self._earlier: dict[Edition, Evidence] = {}

    @property
    def panel(self) -> pd.DataFrame:
        """The panel without what describes a later year."""
        reads.note(reads.SERIES, "*")
        return self._seen

    @cached_property
    def _seen(self) -> pd.DataFrame:
        return self._given[self._given["ref_year"] <= self.edition.year]

    def __repr__(self) -> str:
        return f"Evidence({self.edition.year}, {len(self._seen):,} figures)"

    def earlier(self, edition: Edition) -> Evidence:
        """What an earlier edition may know; figures that were converted already are not converted again.

        Raises
        ------
        MethodError
            If ``edition`` is later than this one.
        """
        if edition.year > self.edition.year:
            raise MethodError(
                f"the edition of {edition.year} from that of {self.edition.year}",
                rule="an edition never sees later data",
                remedy="start from the later edition",
            )
        if edition not in self._earlier:
            converted = self._converted.up_to(edition.year)
            self._earlier[edition] = Evidence(self._given, edition, converted=converted)
        return self._earlier[edition]

    def observations(
        self,
        code: str,
        *,
        economy: str | None = COUNTRY,
        year: int | None = None,
        breakdown: str | None = "",
        source: str | None = None,
        part_year: bool = False,
    ) -> tuple[Observation, ...]:
        """Observations of an indicator in order of year and economy.

        ``source`` None means the registry's source with those of the years it lacks, ``"*"`` every source;
        ``breakdown`` None means every breakdown; part-year values, stocks at a date and cumulative counters come
        only with ``part_year``.
        """
        known = indicator(code)
        wanted = {source} if source else {known.source, *known.also_from}
        anybody = "*" in wanted
        return tuple(
            o
            for o in self._converted.of(code, economy=economy, year=year)
            if (breakdown is None or o.breakdown == breakdown)
            and (part_year or not o.period)
            and (anybody or o.source in wanted or o.source.split("/")[0] in wanted)
        )

    def latest(self, code: str, *, breakdown: str = "") -> Observation | None:
        """The country's newest full-year value, however old."""
        found = self.observations(code, breakdown=breakdown)
        return found[-1] if found else None

    def newest(self, code: str) -> Observation | None:
        """The newest figure to show: a total of the registry's source, or else a figure of any kind and source.

        A figure for part of a year is shown where no full year is as new. Of the others the total comes before its
        parts, and of parts of a year the last. Where the publisher's terms are not open, only what others print is
        shown.
        """
        known = self.latest(code)
        if known is not None and indicator(code).shows(known.source):
            later = [o for o in self.observations(code, part_year=True) if o.ref_year > known.ref_year]
            return max(later, key=lambda o: (o.ref_year, o.period), default=known)
        found = self.observations(code, breakdown=None, source="*", part_year=True)
        found = tuple(o for o in found if indicator(code).shows(o.source))
        last = [o for o in found if o.ref_year == found[-1].ref_year]
        return max(last, key=lambda o: (not o.breakdown, o.period), default=None)

    def groups(self, code: str) -> tuple[PeerGroup, ...]:
        """The peer groups an indicator is compared with: the edition's, or the one for which figures exist."""
        only = indicator(code).compared_with
        if only is None:
            return tuple(g for g in self.edition.peers if g.code not in _limited())
        return (self.edition.group(only),)

    def benchmark(self, code: str) -> str:
        """The code of the group the gap is measured to."""
        return indicator(code).compared_with or self.edition.benchmark

    def peers(self, code: str, year: int, *, breakdown: str = "", group: str | None = None) -> tuple[PeerSummary, ...]:
        """Median and quartiles of each peer group in ``year``, or of one; under half of its members there is none."""
        return self.peers_of(self.observations(code, economy=None, year=year, breakdown=breakdown), code, group=group)

    def peers_of(self, found: Iterable[Observation], code: str, *, group: str | None = None) -> tuple[PeerSummary, ...]:
        """Median and quartiles of each peer group (or of ``group``) among observations of one year."""
        everyone = tuple(found)
        chosen = (g for g in self.groups(code) if group in (None, g.code))
        return tuple(s for g in chosen if (s := _summary(everyone, g)) is not None)

    def place(
        self, code: str, year: int, *, breakdown: str = "", among: Iterable[str] | None = None
    ) -> Standing | None:
        """The country's place among the economies with a value that year (of ``among``, if given).

        None if the country has no value, or no other economy has.
        """
        chosen = None if among is None else set(among)
        found = [
            o
            for o in self.observations(code, economy=None, year=year, breakdown=breakdown, source="*")
            if is_economy(o.economy) and (chosen is None or o.economy in chosen)
        ]
        own = [o for o in found if o.economy == COUNTRY]
        others = [o for o in found if o.economy != COUNTRY]
        if len(own) > 1:
            raise MethodError(
                f"{code} {year}: {len(own)} values for {COUNTRY}",
                rule="one value an economy and year",
                remedy="ask for one source",
            )
        if not own or not others:
            return None
        return standing(own[0], others, direction=indicator(code).direction or 1)

    def level(self, code: str, *, breakdown: str = "") -> Level:
        """Level, pace since the baseline, peers, gap to the benchmark and place, as far as each can be given."""
        asked = (code, breakdown)
        if asked not in self._levels:
            self._levels[asked] = self._level(code, breakdown)
        return self._levels[asked]

    def _level(self, code: str, breakdown: str) -> Level:
        known, year = indicator(code), self.edition.year
        latest = self.latest(code, breakdown=breakdown)
        if latest is None:
            return Level(code, year, breakdown, why_no_pace=WhyNot.NO_DATA, why_no_gap=WhyNot.NO_DATA)
        baseline = self._baseline(code, breakdown)
        moved, why_no_pace = self._pace(known, baseline, latest)
        peers = self.peers(code, latest.ref_year, breakdown=breakdown)
        gap, why_no_gap = self._gap(known, latest, peers)
        place = None if known.compared_with else self.place_in_source(code, latest, breakdown)
        return Level(code, year, breakdown, latest, baseline, moved, why_no_pace, peers, gap, why_no_gap, place)

    def place_in_source(self, code: str, own: Observation, breakdown: str) -> Standing | None:
        """The place of ``own`` among economies of the same source and year; None under thirty economies."""
        found = self.observations(code, economy=None, year=own.ref_year, breakdown=breakdown)
        others = [o for o in found if o.economy != COUNTRY and is_economy(o.economy)]
        direction = indicator(code).direction
        return standing(own, others, direction=direction) if direction and len(others) >= 29 else None

    def trajectory(
        self,
        code: str,
        *,
        breakdown: str = "",
        since: int = 2005,
        references: tuple[Reference, ...] = (),
        groups: tuple[str, ...] | None = None,
    ) -> Trajectory:
        """The country's path since ``since``, its peers' medians, breaks and reference levels."""
        known = indicator(code)
        own = tuple(o for o in self.observations(code, breakdown=breakdown) if o.ref_year >= since)
        everyone = self.observations(code, economy=None, breakdown=breakdown)
        chosen = [g for g in self.groups(code) if groups is None or g.code in groups]
        by_year = {y: tuple(found) for y, found in groupby(everyone, key=lambda o: o.ref_year) if y >= since}
        paths = tuple(
            PeerPath(g.code, tuple(s for found in by_year.values() if (s := _summary(found, g)) is not None))
            for g in chosen
        )
        breaks = tuple(Break(code, b.year) for b in known.breaks if since < b.year <= self.edition.year)
        return Trajectory(
            code,
            own,
            tuple(p for p in paths if p.points),
            breaks,
            references,
            breakdown,
            known.log_scale,
            self.edition.year,
            self.level(code, breakdown=breakdown),
        )

    def _baseline(self, code: str, breakdown: str) -> Observation | None:
        by_year = {o.ref_year: o for o in self.observations(code, breakdown=breakdown)}
        return by_year.get(self.edition.baseline_year) or by_year.get(self.edition.baseline_fallback)

    def _pace(
        self, known: Indicator, baseline: Observation | None, latest: Observation
    ) -> tuple[Pace | None, WhyNot | None]:
        if known.unit == "percentile":
            return None, WhyNot.RELATIVE
        if known.kind is Kind.INDEX:
            return None, WhyNot.EDITIONS
        if latest.is_old(self.edition.year):
            return None, WhyNot.TOO_OLD
        if baseline is None or known.kind not in _PACE:
            return None, WhyNot.NO_BASELINE
        if latest.ref_year <= baseline.ref_year:
            return None, WhyNot.SAME_YEAR
        if known.breaks_between(baseline.ref_year, latest.ref_year):
            return None, WhyNot.BREAK
        return pace(baseline, latest, kind=_PACE[known.kind]), None

    def _gap(
        self, known: Indicator, latest: Observation, peers: tuple[PeerSummary, ...]
    ) -> tuple[Gap | None, WhyNot | None]:
        benchmark = next((p for p in peers if p.group == self.benchmark(known.code)), None)
        if benchmark is None:
            return None, WhyNot.FEW_PEERS
        difference = latest.value - benchmark.median
        favourable = None if known.direction == 0 else difference * known.direction >= 0
        return Gap(latest, benchmark, difference, favourable), None


@cache
def _limited() -> frozenset[str]:
    """Groups that serve only the indicators that name them."""
    return frozenset(i.compared_with for i in registry().values() if i.compared_with is not None)


def _summary(found: Iterable[Observation], group: PeerGroup) -> PeerSummary | None:
    members = set(group.members)
    chosen = [o for o in found if o.economy in members]
    if len(chosen) < MINIMUM_SHARE * len(members):
        return None
    return summarise(chosen, group=group.code, size=len(members))
