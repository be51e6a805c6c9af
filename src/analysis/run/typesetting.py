"""How lines may break: an ending stays with its number."""

from __future__ import annotations

import re

_TEXT = re.compile(r">([^<]+)<")
_ENDING = re.compile(r"(?<=\d)(%?)-(?=[a-zçəğıöşü]{1,4}\b)")
_NON_BREAKING_HYPHEN = "\u2011"


def keep_endings(html: str) -> str:
    """The page with a non-breaking hyphen between a number and its ending, in texts only.

    Examples
    --------
    >>> keep_endings('<p id="2018-ci">2018-ci ildə 80%-i</p>').encode("ascii", "backslashreplace").decode()
    '<p id="2018-ci">2018\\\\u2011ci ild\\\\u0259 80%\\\\u2011i</p>'
    """
    return _TEXT.sub(lambda text: ">" + _ENDING.sub(rf"\1{_NON_BREAKING_HYPHEN}", text[1]) + "<", html)
