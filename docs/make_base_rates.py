"""Make the tables of base rates from anybody's own copy of the ceasefire data.

    python docs/make_base_rates.py ROWS.csv            # writes them into the package
    python docs/make_base_rates.py ROWS.csv --to DIR   # or elsewhere

ROWS.csv has one row a ceasefire, with the columns that `truce_sim.evidence.rows` names. Its rows
are only counted. The rules are in `sim/truce_sim/evidence/README.md`.
"""

import argparse
from pathlib import Path

from truce_sim.evidence.rows import read_rows
from truce_sim.evidence.tables import made

PACKAGE = Path(__file__).parents[1] / "sim" / "truce_sim" / "evidence"


def main() -> None:
    """Write the tables."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("rows", type=Path)
    parser.add_argument("--to", type=Path, default=PACKAGE)
    asked = parser.parse_args()
    for name, text in made(read_rows(asked.rows)).items():
        asked.to.joinpath(name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
