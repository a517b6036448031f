"""Keeps the table of `verify` for the reports of this version.

python docs/make_verified.py            rewrites the oracles' verified.json: under a minute
"""

import sys
from pathlib import Path

from truce_sim import __version__
from truce_sim.studies import oracles
from truce_sim.studies.oracles.table import FILE, to_keep


def main() -> int:
    """Verify, and write the table if all agree."""
    rows = list(oracles.verify(oracles.ORACLES))
    if not all(row.passed for row in rows):
        sys.stderr.write("not all agree: see truce-sim verify\n")
        return 3
    target = Path(oracles.__file__).parent / FILE
    target.write_text(to_keep(__version__, rows), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
