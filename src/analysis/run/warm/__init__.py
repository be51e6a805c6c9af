"""Kernels forked from a parent that has loaded everything, so that a run pays for its own work alone.

``parent`` is the program that forks, ``provisioner`` what jupyter_client asks for a kernel. A forked kernel is an
ordinary ipykernel in all but how it came to life.
"""

from __future__ import annotations

from pathlib import Path

JUPYTER = Path(__file__).parent / "jupyter"
"""With this in ``JUPYTER_PATH``, nbval and JupyterLab find the kernel ``analysis-warm``."""
