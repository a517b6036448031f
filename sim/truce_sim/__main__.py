"""The program as a module, for `python -m`."""

import sys

from truce_sim.start import start

if __name__ == "__main__":
    sys.exit(start())
