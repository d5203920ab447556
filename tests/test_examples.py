"""The examples run as they stand."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.mark.model
def test_script_shows_all_that_is_found(tmp_path: Path) -> None:
    """examples/seeds.py prints quotes, speakers and conflicts, and writes a table and a report."""
    done = subprocess.run(
        [sys.executable, str(EXAMPLES / "seeds.py")],
        env={"PATH": "", "PYTHONPATH": str(EXAMPLES.parent), "PYTHONUTF8": "1", "TMPDIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Steve Witkoff [direct] Abbiamo lavorato per trovare un terreno comune" in done.stdout
    conflicts = done.stdout.partition("Conflicts")[2]
    assert "segretario del Consiglio per la Sicurezza Nazionale ucraino" in conflicts
    [folder] = tmp_path.glob("quotetrack-*")
    assert (folder / "quotes.csv").read_text(encoding="utf-8").count("\n") > 20
    assert "<mark" in (folder / "report.html").read_text(encoding="utf-8")


def test_notebook_stores_no_outputs() -> None:
    """examples/explore.ipynb is kept without outputs, so that a change of it shows what was changed."""
    nbformat = pytest.importorskip("nbformat")
    notebook = nbformat.read(EXAMPLES / "explore.ipynb", as_version=4)
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert cells
    assert not any(cell.outputs or cell.execution_count for cell in cells)


@pytest.mark.model
def test_notebook_runs(tmp_path: Path) -> None:
    """Every cell of examples/explore.ipynb runs, and the articles are shown with their quotes marked."""
    nbformat = pytest.importorskip("nbformat")
    nbclient = pytest.importorskip("nbclient")
    pytest.importorskip("ipykernel")
    notebook = nbformat.read(EXAMPLES / "explore.ipynb", as_version=4)
    client = nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(EXAMPLES)}})
    # Sockets in files need no network at all, not even the machine's own.
    client.config.ConnectionFileMixin.update(transport="ipc", ip=str(tmp_path / "kernel"))
    client.execute(env={**os.environ, "PYTHONPATH": str(EXAMPLES.parent)})
    shown = [o.data.get("text/html", "") for c in notebook.cells for o in c.get("outputs", ()) if "data" in o]
    assert any("<mark" in html for html in shown)
    assert any("<table" in html for html in shown)
