"""The door to the truce simulator: `python run_sim.py run scenarios/syria-2016.toml`."""

import sys

from sim.cli.main import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
