"""The ``analysis`` command: parses, calls, prints; nothing else."""

from analysis.cli.app import app

__all__ = ["app"]
