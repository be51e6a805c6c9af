"""Loading the Jupyter libraries without what they load for nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

_IRI_GRAMMAR = "rfc3987_syntax"


@contextmanager
def quick_imports() -> Iterator[None]:
    """Import nbformat and what stands on it in a second instead of three.

    jsonschema offers a format check for internationalised addresses and builds its grammar at import, two seconds
    of processor time; the notebook schema uses no such format, and jsonschema does without where it cannot import it.
    """
    if _IRI_GRAMMAR in sys.modules:
        yield
        return
    sys.modules[_IRI_GRAMMAR] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[_IRI_GRAMMAR]
