"""The door to the truce simulator: `python run_sim.py run scenarios/syria-2016.toml`."""

import os
import sys
from pathlib import Path

# Looking for pydantic plugins, of which there are none, would take a tenth of `check`'s time.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

# Linear algebra on several threads adds up in another order on another machine, so its last digits
# differ, and our matrices are too small to gain from it. The cores are busy with runs.
for library in ("OPENBLAS", "MKL", "OMP"):
    os.environ[f"{library}_NUM_THREADS"] = "1"

# The door of a clone opens this clone, whatever else is installed.
sys.path.insert(0, str(Path(__file__).resolve().parent / "sim"))

try:
    from truce_sim.runs import interrupts  # after the line above

    if __name__ == "__main__":
        interrupts.listen()
    from truce_sim.cli.main import main
except KeyboardInterrupt:
    # A signal before there is anybody else to answer it.
    sys.stderr.write("\nStopped.\n")
    sys.exit(128 + interrupts.stopped_by())

if __name__ == "__main__":
    from truce_sim.calling import called_as

    called_as(sys.orig_argv[0], sys.argv[0])
    code = main(sys.argv[1:])
    interrupts.end()
    sys.exit(code)
