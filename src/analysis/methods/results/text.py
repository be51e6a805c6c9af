"""Words that a result carries along, in every language of the reports."""

from __future__ import annotations

from typing import Protocol


class Text(Protocol):
    """A text in every language of the reports: ``text["az"]``."""

    def __getitem__(self, lang: str) -> str: ...
