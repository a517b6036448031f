"""Writes the reference of all inputs from the schema's own descriptions.

python docs/make_reference.py           rewrites docs/reference.md
"""

import sys
from itertools import groupby
from pathlib import Path

from truce_sim.scenario.inputs import InputMeaning, inputs_table

PAGE = Path(__file__).parent / "reference.md"
HEAD = """# Every input of a scenario file

Made by `python docs/make_reference.py` from the descriptions that `truce-sim show inputs`
prints and editors show. ID stands for a name of your choice. What is left out is switched off.
"""


def page() -> str:
    """Return the page."""
    parts = [HEAD]
    for table, rows in groupby(inputs_table(), key=lambda row: row.path.rpartition(".")[0]):
        parts.append(f"## {f'[{table}]' if table else 'top of the file'}\n")
        parts.append("| input | written | default | meaning |\n| --- | --- | --- | --- |")
        parts.append("\n".join(_line(row) for row in rows) + "\n")
    return "\n".join(parts)


def _line(row: InputMeaning) -> str:
    written = f"{row.unit}; {row.allowed}" if row.allowed else row.unit
    cells = (f"`{row.path.rpartition('.')[2]}`", written, row.default, row.meaning)
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    sys.exit(0)
