"""Markdown cells to HTML: raw HTML escaped, headings numbered so that the contents can point at them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import mistune
from markupsafe import Markup
from mistune.plugins.table import table


@dataclass(frozen=True)
class Heading:
    """A heading: its level 1–6, its anchor and its text as HTML."""

    level: int
    anchor: str
    html: Markup


class _Renderer(mistune.HTMLRenderer):
    def __init__(self) -> None:
        super().__init__(escape=True)
        self.headings: list[Heading] = []

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        # numbered, not named: the same address in both languages
        anchor = f"s{len(self.headings)}"
        self.headings.append(Heading(level, anchor, Markup(re.sub(r"</?a\b[^>]*>", "", text))))
        return f'<h{level} id="{anchor}">{text}</h{level}>\n'


def render(sources: Iterable[str]) -> tuple[tuple[Markup, ...], tuple[Heading, ...]]:
    """Each Markdown text as HTML, and the headings of all of them in order.

    Examples
    --------
    >>> html, headings = render(["# Title", "Text <script>alert(1)</script>"])
    >>> html[1]
    Markup('<p>Text &lt;script&gt;alert(1)&lt;/script&gt;</p>\\n')
    >>> headings
    (Heading(level=1, anchor='s0', html=Markup('Title')),)
    """
    renderer = _Renderer()
    markdown = mistune.Markdown(renderer=renderer, plugins=[table])
    html = tuple(Markup(markdown(source)) for source in sources)
    return html, tuple(renderer.headings)
