"""The templates of the page's parts."""

from __future__ import annotations

from functools import cache
from importlib import resources

from jinja2 import Environment, StrictUndefined, Template


@cache
def template(name: str) -> Template:
    """The template of this file name in `present/template`; it escapes every text that is not marked as HTML."""
    source = (resources.files("analysis.present") / "template" / name).read_text(encoding="utf-8")
    return Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True).from_string(
        source
    )
