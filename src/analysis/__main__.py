"""``python -m analysis`` is the ``analysis`` command."""

from analysis.cli import app

if __name__ == "__main__":
    app()
