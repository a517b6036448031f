"""The door to the truce simulator: `python run_sim.py run scenarios/syria-2016.toml`."""

import sys
from pathlib import Path

# The door of a clone opens this clone, whatever else is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent / "sim"))

from truce_sim.start import start

if __name__ == "__main__":
    sys.exit(start())
