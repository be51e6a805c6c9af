"""Notebooks as they are stored: only the outputs that nbval compares are kept, and nothing of when or where."""

from __future__ import annotations

import tempfile
from contextlib import closing
from pathlib import Path

from analysis.errors import RunError
from analysis.run.kernel import ProjectKernel, settings
from analysis.run.loading import quick_imports
from analysis.run.whole_files import write_whole

with quick_imports():
    import nbformat
    from jupyter_core.utils import ensure_event_loop
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError
    from nbformat import NotebookNode

CHECK_TAGS = frozenset({"nbval-check-output", "keep_output"})
"""Both are needed: the first for nbval, the second for nbstripout."""

_KERNELSPEC = {"display_name": "Python 3", "language": "python", "name": "python3"}
_TIMEOUT = 300


def refresh(path: Path) -> bool:
    """Run the notebook with its own default parameters and store it stripped; True if the file changed.

    Raises
    ------
    RunError
        If a cell raises, or no cell is a check cell; the file stays as it was.
    """
    notebook = nbformat.read(path, as_version=4)
    with tempfile.TemporaryDirectory(prefix="analysis-") as folder, closing(ensure_event_loop()):
        client = NotebookClient(
            notebook,
            kernel_manager_class=ProjectKernel,
            config=settings(Path(folder)),
            kernel_name="python3",
            extra_arguments=[f"--ipython-dir={folder}"],
            resources={"metadata": {"path": str(path.parent)}},
            timeout=_TIMEOUT,
            record_timing=False,
        )
        try:
            client.execute()
        except CellExecutionError as error:
            raise RunError(
                f"notebooks/{path.name}: a cell raised {error.ename}: {error.evalue}",
                rule="a stored notebook runs with its own parameters",
                remedy="mend the cell and refresh again",
            ) from error
    text = nbformat.writes(stripped(notebook)) + "\n"
    if not any(set(cell.metadata.get("tags", [])) >= CHECK_TAGS for cell in notebook.cells):
        raise RunError(
            f"notebooks/{path.name} has no check cell",
            rule=f"a cell tagged {' and '.join(sorted(CHECK_TAGS))}",
            remedy="add one",
        )
    changed: bool = text != path.read_text(encoding="utf-8")
    if changed:
        write_whole(path, text)
    return changed


def stripped(notebook: NotebookNode) -> NotebookNode:
    """A copy in which check cells alone keep outputs and execution counts, and metadata is what readers need.

    ``nbstripout --keep-count`` would change nothing more.
    """
    copy = nbformat.from_dict(notebook)
    kept = {key: copy.metadata[key] for key in ("analysis",) if key in copy.metadata}
    copy.metadata = nbformat.from_dict({**kept, "kernelspec": _KERNELSPEC, "language_info": {"name": "python"}})
    for position, cell in enumerate(copy.cells):
        cell.id = str(position)
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": tags} if tags else {})
        if cell.cell_type == "code" and not set(tags) >= CHECK_TAGS:
            cell.outputs, cell.execution_count = [], None
    return copy
