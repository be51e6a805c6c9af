"""The papermill engine ``analysis-warm``: ``papermill --engine analysis-warm notebooks/society.ipynb out.ipynb``.

papermill loads its engines while it is itself being imported, so this module does without papermill until it is called.
"""

from __future__ import annotations

from typing import Any


class WarmEngine:
    """What papermill calls: `run.client.Engine` does the work, in a kernel forked from a warm parent."""

    @classmethod
    def nb_kernel_name(cls, nb: Any, name: str | None = None) -> Any:
        """The kernel that a notebook asks for."""
        return _engine().nb_kernel_name(nb, name)

    @classmethod
    def nb_language(cls, nb: Any, language: str | None = None) -> Any:
        """The language that a notebook is written in."""
        return _engine().nb_language(nb, language)

    @classmethod
    def execute_notebook(cls, nb: Any, kernel_name: str, **kwargs: Any) -> Any:
        """Run a notebook that papermill has filled with its parameters."""
        return _engine().execute_notebook(nb, kernel_name, **kwargs)


def _engine() -> Any:
    from analysis.run.client import Engine

    return Engine
