"""Where things lie on disk, found from the project's root whatever the working directory.

papermill runs a notebook in the directory it was started from and nbval in the notebook's own, so no
relative path may be used anywhere else.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from analysis.errors import RunError


@dataclass(frozen=True)
class Project:
    """The project's folders below one root."""

    root: Path

    @property
    def raw(self) -> Path:
        """Figures as gathered, one folder per source and vintage."""
        return self.root / "data" / "raw"

    @property
    def processed(self) -> Path:
        """The panel and what is built beside it."""
        return self.root / "data" / "processed"

    @property
    def panel(self) -> Path:
        """The tidy panel."""
        return self.processed / "panel.parquet"

    @property
    def params(self) -> Path:
        """One file an edition, and the peer groups."""
        return self.root / "params"

    @property
    def notebooks(self) -> Path:
        """One notebook a chapter."""
        return self.root / "notebooks"

    @property
    def docs(self) -> Path:
        """Written and generated documentation."""
        return self.root / "docs"

    @property
    def reports(self) -> Path:
        """What the public reads; built."""
        return self.root / "reports"


def here() -> Project:
    """The project this package was installed from, or the one named by ``ANALYSIS_HOME``.

    Raises
    ------
    RunError
        If the folder found has no ``data/raw`` and ``params``.
    """
    home = os.environ.get("ANALYSIS_HOME")
    root = Path(home) if home else Path(__file__).resolve().parents[2]
    if not (root / "params").is_dir():
        raise RunError(
            f"{root} has no params folder",
            rule="the project's root holds data/raw, params and notebooks",
            remedy="install the project from its checkout, or set ANALYSIS_HOME to it",
        )
    return Project(root)
