"""The door to the truce simulator: `python run_sim.py run scenarios/syria-2016.toml`."""

import os
import sys

# Looking for pydantic plugins, of which there are none, would take a tenth of `check`'s time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

from sim.cli.main import main  # after the line above

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
