"""Runs report.ipynb in a folder as Jupyter does, and prints as JSON what every cell of code gave."""

import json
import sys

import nbformat
from nbclient import NotebookClient

folder = sys.argv[1]
book = nbformat.read(f"{folder}/report.ipynb", as_version=4)
nbformat.validate(book)
stored = {cell.id: cell.get("outputs", []) for cell in book.cells}
stored = json.loads(json.dumps(stored))
client = NotebookClient(book, timeout=300, allow_errors=True, resources={"metadata": {"path": folder}})
client.execute()


def data(outputs):
    return [output["data"] for output in outputs if "data" in output]


def printed(outputs):
    return "".join(output["text"] for output in outputs if output["output_type"] == "stream")


print(
    json.dumps(
        [
            {
                "id": cell.id,
                "error": next((output.evalue for output in cell.outputs if output.output_type == "error"), None),
                "printed": printed(cell.outputs),
                "stored": data(stored[cell.id]),
                "shown": data(cell.outputs),
            }
            for cell in book.cells
            if cell.cell_type == "code"
        ]
    )
)
