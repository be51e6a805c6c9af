"""What the house says when something is wrong: what, the rule, the remedy.

Every room may import this one.
"""

from __future__ import annotations


class AnalysisError(Exception):
    """One sentence a reader can act on.

    Parameters
    ----------
    what
        The offending value with its place: file, row, column or key.
    rule
        What should have been there.
    remedy
        What to do next.

    Examples
    --------
    >>> print(ParameterError("peers in params/peers.yaml: got False", rule="an ISO code", remedy="quote NO"))
    peers in params/peers.yaml: got False; rule: an ISO code; remedy: quote NO.
    """

    def __init__(self, what: str, *, rule: str, remedy: str) -> None:
        self.what, self.rule, self.remedy = what, rule, remedy
        super().__init__(f"{what}; rule: {rule}; remedy: {remedy}.")

    def __reduce__(self) -> tuple[object, ...]:  # so that it survives a process border
        return (_rebuild, (type(self), self.what, self.rule, self.remedy))


def _rebuild(kind: type[AnalysisError], what: str, rule: str, remedy: str) -> AnalysisError:
    return kind(what, rule=rule, remedy=remedy)


class DataError(AnalysisError):
    """A raw file, a source card or the panel breaks its schema."""


class ParameterError(AnalysisError):
    """A file in params/, or a value given to a command or a notebook, is not valid."""


class RegistryError(AnalysisError):
    """A table that belongs to the package (registry, clauses, strings) breaks its own rules."""


class LanguageError(AnalysisError):
    """A text is missing in a language, or its placeholders do not match the result."""


class MethodError(AnalysisError):
    """A statistic is asked of data it is not defined for."""


class RunError(AnalysisError):
    """A report run cannot start, or did not finish."""
