"""What the last survey whose answers were filed says: shares, and gaps between groups."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from analysis.chapters.evidence import Evidence
from analysis.indicators import Block, questionnaires
from analysis.methods.results import FiledGap, FiledGaps, FiledShare, FiledShares, Observation

Key = tuple[tuple[str, str], ...]


def shares(evidence: Evidence, block: Block) -> FiledShares:
    """The shares of everybody, for every question of a block, of the last survey filed."""
    found = (survey.share(key) for survey in _last(evidence) for key in survey.keys(block, cut=False))
    return FiledShares(evidence.edition.year, tuple(one for one in found if one is not None))


def gaps(evidence: Evidence, block: Block) -> FiledGaps:
    """The gaps between the ends of each group, for questions put to everybody, of the last survey filed."""
    return FiledGaps(evidence.edition.year, tuple(gap for survey in _last(evidence) for gap in survey.gaps(block)))


def _last(evidence: Evidence) -> list[_Survey]:
    found = [o for code in _CODES for o in evidence.observations(code, breakdown=None)]
    newest = max((o.ref_year for o in found), default=None)
    filings: dict[tuple[str, str], dict[str, dict[tuple[str, Key], Observation]]] = {}
    for o in found:
        if o.ref_year == newest:
            parts = dict(part.split("=", 1) for part in o.breakdown.split(";"))
            held = o.source, parts.pop("questionnaire")
            figures = filings.setdefault(held, {}).setdefault(o.vintage, {})
            figures[o.indicator, tuple(sorted(parts.items()))] = o
    return [_Survey(questionnaire, rows[_latest(rows)]) for (_, questionnaire), rows in sorted(filings.items())]


def _latest(vintages: Iterable[str]) -> str:
    """The last filing of a year: ``2018-10`` comes after ``2018-9``."""
    return max(vintages, key=lambda vintage: int(vintage.rpartition("-")[2]))


_CODES = ("filed_share", "filed_answers", "filed_gap")


@dataclass(frozen=True)
class _Survey:
    """Figures of one filing by indicator and the other parts of their breakdown."""

    questionnaire: str
    figures: dict[tuple[str, Key], Observation]

    def keys(self, block: Block, *, cut: bool) -> Iterator[Key]:
        """Keys of shares, in the questionnaire's order: of everybody, or of single questions by a group's codes."""
        known = questionnaires()[self.questionnaire]
        for code, measure in known.measures.items():
            if measure.asked.block is not block:
                continue
            if not cut:
                yield _key(question=code)
            elif measure.item is None and measure.asked.asked is None:
                yield from (_key(question=code, between=name) for name in known.groups)

    def share(self, key: Key) -> FiledShare | None:
        parts = dict(key)
        value = self.figures.get(("filed_share", key))
        if value is None:
            return None
        bounds = {
            bound: self.figures.get(("filed_share", _key(**parts, bound=bound)))
            for bound in ("lower", "upper", "all_no", "all_yes")
        }
        answers = self.figures["filed_answers", key]
        low, high = bounds["lower"], bounds["upper"]
        assert low is not None and high is not None, "a share is filed with its interval"
        measure = parts.pop("question")
        return FiledShare(
            self.questionnaire,
            measure,
            tuple(parts.items()),
            value,
            low,
            high,
            answers,
            bounds["all_no"],
            bounds["all_yes"],
        )

    def gaps(self, block: Block) -> Iterator[FiledGap]:
        groups = questionnaires()[self.questionnaire].groups
        for key in self.keys(block, cut=True):
            parts = dict(key)
            value = self.figures.get(("filed_gap", key))
            if value is None:
                continue
            codes, question = list(groups[parts["between"]].codes), parts["question"]
            ends = (
                self.share(_key(**{"question": question, parts["between"]: code})) for code in (codes[0], codes[-1])
            )
            first, last = ends
            assert first is not None and last is not None, "a gap is filed with its two shares"
            low, high = (self.figures["filed_gap", _key(**parts, bound=bound)] for bound in ("lower", "upper"))
            yield FiledGap(first, last, value, low, high)


def _key(**parts: str) -> Key:
    return tuple(sorted(parts.items()))
