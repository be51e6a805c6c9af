"""Why something is not given: a statistic, or a verdict on a target."""

from __future__ import annotations

from enum import Enum


class WhyNot(Enum):
    """Why a statistic is not given. Every member has a text in both languages (``why_not.<value>``)."""

    NO_DATA = "no_data"
    TOO_OLD = "too_old"
    NO_BASELINE = "no_baseline"
    BREAK = "break"
    SAME_YEAR = "same_year"
    EDITIONS = "editions"
    RELATIVE = "relative"
    FEW_PEERS = "few_peers"
    NO_PEERS = "no_peers"
    PART_YEAR = "part_year"


class Unassessable(Enum):
    """Why progress, a final result or a verdict is not given."""

    NO_DATA = "no_data"
    NO_INDICATOR = "no_indicator"
    NO_BASELINE = "no_baseline"
    NOT_AFTER_BASELINE = "not_after_baseline"
    NOT_POSITIVE = "not_positive"
    NO_VALUE_AT_END = "no_value_at_end"
    TOO_OLD = "too_old"
    BREAK = "break"
    EDITIONS = "editions"
    RELATIVE = "relative"
    FEW_PEERS = "few_peers"
    PART_YEAR = "part_year"
    PARTS_ONLY = "parts_only"
    NO_EVENT = "no_event"
    MEASURES_DISAGREE = "measures_disagree"
