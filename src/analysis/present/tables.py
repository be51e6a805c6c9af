"""Results as tables, chosen by the result's type."""

from __future__ import annotations

from functools import singledispatch

from analysis import language
from analysis.indicators import indicator, source
from analysis.methods.results import (
    ChoiceInfluences,
    ClauseEntries,
    Coherence,
    CompositeChange,
    CompositeStanding,
    Contradictions,
    Convergence,
    Convergences,
    Counter,
    Counters,
    CountryDivides,
    DevelopmentYears,
    DistanceKind,
    FiledGaps,
    FiledShares,
    GapMeasures,
    GroupConvergence,
    GrowthPartsTable,
    IncomeConcentrations,
    LastAnswers,
    Level,
    NationalProfile,
    OtherRanks,
    Overview,
    PublishedIndices,
    RecipeRows,
    Side,
    SurveyQuestions,
    Tallies,
    TargetVerdict,
    TimeGap,
    TimeGaps,
    VerdictChanges,
)
from analysis.present import composite, filed, inequality, labels, measured, public_opinion, published, verdicts
from analysis.present.context import Context
from analysis.present.figures import tallies, wording
from analysis.present.qualifiers import qualifiers
from analysis.present.reading import name
from analysis.present.sentences import sentence
from analysis.present.table import Cell, Column, Table


@singledispatch
def tabulate(result: object, *, context: Context) -> Table:
    """The result as a table.

    Raises
    ------
    TypeError
        If no table is known for the result's type.
    """
    raise TypeError(f"no table is known for {type(result).__name__}")


@tabulate.register
def _(result: Overview, *, context: Context) -> Table:
    heads = (
        ("indicator", False),
        ("latest", True),
        ("since", True),
        ("benchmark", True),
        ("gap", True),
        ("place", True),
    )
    columns = tuple(Column(language.text(f"table.{key}", context.lang), numeric) for key, numeric in heads)
    return Table(columns, tuple(_level_row(level, context) for level in result.levels))


def _level_row(level: Level, context: Context) -> tuple[Cell, ...]:
    unit = language.unit_label(indicator(level.indicator).unit, context.lang)
    head = Cell(name(level, context), note=unit)
    if level.latest is None:
        nothing = Cell(language.text("why_not.no_data", context.lang), muted=True)
        return (head, nothing, *(Cell("–", muted=True) for _ in range(4)))
    return (
        head,
        _latest(level, context),
        _since(level, context),
        *_benchmark(level, context),
        _place(level, context),
    )


def _latest(level: Level, context: Context) -> Cell:
    assert level.latest is not None
    known = indicator(level.indicator)
    text = language.number(level.latest.value, context.lang, known.decimals)
    return Cell(text, note=str(level.latest.ref_year), muted=level.latest.is_old(level.edition_year))


def _since(level: Level, context: Context) -> Cell:
    if level.pace is None:
        why = level.why_no_pace.value if level.why_no_pace else "no_data"
        return Cell("–", note=language.text(f"why_not.{why}", context.lang), muted=True)
    known = indicator(level.indicator)
    change = language.signed(level.pace.change, context.lang, known.decimals)
    key = "table.points_since" if labels.in_points(known) else "table.since_year"
    return Cell(change, note=sentence(key, {"year": level.pace.start.ref_year}, context))


def _benchmark(level: Level, context: Context) -> tuple[Cell, Cell]:
    if level.gap is None:
        why = level.why_no_gap.value if level.why_no_gap else "no_peers"
        return Cell("–", note=language.text(f"why_not.{why}", context.lang), muted=True), Cell("–", muted=True)
    known, peers = indicator(level.indicator), level.gap.peers
    which = "table.n_of_size" if peers.group == context.benchmark else "table.n_of_group"
    note = sentence(which, {"peers": peers, "n": peers.n, "size": peers.size}, context)
    muted = level.gap.own.is_old(level.edition_year)
    median = Cell(language.number(peers.median, context.lang, known.decimals), note=note, muted=muted)
    points = language.text("table.points", context.lang) if labels.in_points(known) else ""
    return median, Cell(language.signed(level.gap.difference, context.lang, known.decimals), note=points, muted=muted)


def _place(level: Level, context: Context) -> Cell:
    if level.standing is None:
        return Cell("–", muted=True)
    old = level.standing.observation.is_old(level.edition_year)
    return Cell(sentence("table.place_of", {"place": level.standing}, context), muted=old)


@tabulate.register
def _(result: Counters, *, context: Context) -> Table:
    heads = (("counter", False), ("value", True), ("period", False), ("publisher", False), ("row", False))
    columns = tuple(Column(language.text(f"table.{key}", context.lang), numeric) for key, numeric in heads)
    if not result.rows:
        nothing = sentence("table.no_counters", {"year": context.year}, context)
        return Table(columns[:1], ((Cell(nothing, muted=True),),))
    return Table(columns, tuple(_counter_row(row, context) for row in result.rows))


def _counter_row(row: Counter, context: Context) -> tuple[Cell, ...]:
    o = row.observation
    known = indicator(o.indicator)
    head = wording.short_name(o.indicator, context, o.breakdown)
    kind = language.text("table.self_reported", context.lang) if row.self_reported else ""
    period = language.period(o.period, context.lang) if o.period else str(o.ref_year)
    value = language.quantity(o.value, o.unit, context.lang, known.decimals)
    return (
        Cell(head, note=kind),
        Cell(value, note="; ".join(qualifiers(o.status, o.note, context.lang))),
        Cell(period),
        Cell(source(o.source).publisher[context.lang]),
        Cell(o.source_row.rsplit("#", 1)[-1]),
    )


@tabulate.register
def _(result: Contradictions, *, context: Context) -> Table:
    heads = ("question", "claims", "used")
    columns = tuple(Column(language.text(f"table.{key}", context.lang)) for key in heads)
    if not result.cases:
        nothing = sentence("table.no_contradictions", {"year": context.year}, context)
        return Table(columns[:1], ((Cell(nothing, muted=True),),))
    rows = []
    for case in result.cases:
        key = f"{context.chapter}.contradiction.{case.key}"
        rows.append(tuple(Cell(sentence(f"{key}.{part}", case, context)) for part in heads))
    return Table(columns, tuple(rows))


tabulate.register(Tallies, tallies.behind)


@tabulate.register
def _(result: VerdictChanges, *, context: Context) -> Table:
    lang = context.lang
    if result.since is None or not result.changes:
        nothing = language.text("change.first" if result.since is None else "change.none", lang)
        return Table((Column(language.text("change.clause", lang)),), ((Cell(nothing, muted=True),),))
    years = {"since": result.since, "year": result.edition_year}
    heads = (sentence(f"change.{key}", years, context) for key in ("clause", "before", "after"))
    rows = tuple(
        (
            Cell(change.after.verdict.clause, note=change.after.definition[lang]),
            Cell(_judged(change.before, context), note=_ground(change.before, context)),
            Cell(verdicts.told(change.after, context), note=verdicts.evidence(change.after, context)),
        )
        for change in result.changes
    )
    return Table(tuple(Column(head) for head in heads), rows)


def _judged(one: TargetVerdict, context: Context) -> str:
    return (verdicts.opening if one.verdict.side is Side.OPEN else verdicts.told)(one, context)


def _ground(one: TargetVerdict, context: Context) -> str:
    """The evidence of a verdict, or of one that was not given the reason."""
    return verdicts.rest(one, context) if one.verdict.side is Side.OPEN else verdicts.evidence(one, context)


tabulate.register(ClauseEntries, measured.table)
tabulate.register(CompositeStanding, composite.ranks)
tabulate.register(CompositeChange, composite.change)
tabulate.register(OtherRanks, composite.other_ranks)
tabulate.register(ChoiceInfluences, composite.choices)
tabulate.register(Coherence, composite.coherence)
tabulate.register(RecipeRows, composite.recipe)
tabulate.register(NationalProfile, composite.profile)
tabulate.register(PublishedIndices, published.editions)
tabulate.register(GapMeasures, inequality.measures)
tabulate.register(CountryDivides, inequality.divides)
tabulate.register(GrowthPartsTable, inequality.growth)
tabulate.register(IncomeConcentrations, inequality.incomes)
tabulate.register(DevelopmentYears, published.development)
tabulate.register(LastAnswers, public_opinion.last_answers)
tabulate.register(FiledShares, filed.shares)
tabulate.register(FiledGaps, filed.gaps)
tabulate.register(SurveyQuestions, public_opinion.questions)


@tabulate.register
def _(result: TimeGaps, *, context: Context) -> Table:
    lang = context.lang
    columns = tuple(
        Column(language.text(f"time_gap.{key}", lang), numeric=key != "indicator")
        for key in ("indicator", "own", "year", "years")
    )
    rows = [_time_gap_row(row, context) for row in result.rows]
    nothing = Cell(language.text("why_not.no_data", lang), muted=True)
    rows += [(_headed(code, context), nothing, Cell("–", muted=True), Cell("–", muted=True)) for code in result.missing]
    return Table(columns, tuple(rows))


def _headed(code: str, context: Context, note: str = "") -> Cell:
    return Cell(labels.headed(code, context.lang), note=note)


def _time_gap_row(row: TimeGap, context: Context) -> tuple[Cell, ...]:
    own, found = row.own, row.distance
    values = {
        "since": row.since,
        "until": row.until,
        "year": None if found.reference_year is None else round(found.reference_year),
        "years": abs(found.years),
    }
    side = "ahead" if found.kind is DistanceKind.EXACT and found.years < 0 else "behind"
    key = f"exact.{side}" if found.kind is DistanceKind.EXACT else found.kind.value
    return (
        _headed(own.indicator, context),
        Cell(
            language.quantity(own.value, own.unit, context.lang, indicator(own.indicator).decimals), str(own.ref_year)
        ),
        Cell(sentence(f"time_gap.year.{found.kind.value}", values, context)),
        Cell(sentence(f"time_gap.years.{key}", values, context)),
    )


@tabulate.register
def _(result: Convergences, *, context: Context) -> Table:
    lang = context.lang
    if not result.rows:
        nothing = language.text("convergence.none", lang)
        return Table((Column(language.text("convergence.series", lang)),), ((Cell(nothing, muted=True),),))
    heads = ("series", "says", "sigma", "delta", "beta", "gamma")
    columns = tuple(
        Column(language.text(f"convergence.{key}", lang), numeric=place > 1) for place, key in enumerate(heads)
    )
    return Table(columns, tuple(_convergence_row(row, context) for row in result.rows))


def _drawn(found: Convergence) -> str:
    """What spread and distances say together of the first and the last year: ``closer``, ``apart`` or ``mixed``."""
    shrank = {found.sigma[-1].sd < found.sigma[0].sd, found.delta[-1] < found.delta[0]}
    return "mixed" if len(shrank) > 1 else "closer" if shrank == {True} else "apart"


def _convergence_row(row: GroupConvergence, context: Context) -> tuple[Cell, ...]:
    found, lang = row.found, context.lang
    decimals, slope = indicator(row.indicator).decimals, found.beta.beta
    about = {
        "group": context.groups[row.group],
        "n": len(found.economies),
        "size": row.size,
        "since": found.years[0],
        "until": found.years[-1],
    }

    def change(first: float, last: float) -> Cell:
        return Cell(" → ".join(language.number(value, lang, decimals) for value in (first, last)))

    low, high = (language.number(bound, lang, 2) for bound in (slope.ci_low, slope.ci_high))
    return (
        _headed(row.indicator, context, sentence("convergence.about", about, context)),
        Cell(language.text(f"convergence.says.{_drawn(found)}", lang)),
        change(found.sigma[0].sd, found.sigma[-1].sd),
        change(found.delta[0], found.delta[-1]),
        Cell(language.number(slope.value, lang, 2), note=f"{low} … {high}"),
        Cell(language.number(found.gamma[-1], lang, 2)),
    )
