"""The command that installs the compiled engine, as it is typed here."""

import shlex
from pathlib import Path

from truce_sim.calling import interpreter

_CLONE = Path(__file__).resolve().parents[3]
_PINS = "constraints.txt"


def install_command() -> str:
    """Return the command, with the versions that this project is tested with where they are."""
    words = [interpreter(), "-m", "pip", "install"]
    if not (_CLONE / _PINS).is_file():
        return shlex.join([*words, "truce-sim[fast]"])
    here = Path.cwd() == _CLONE
    pins = _PINS if here else str(_CLONE / _PINS)
    what = ".[fast]" if here else f"{_CLONE}[fast]"
    return shlex.join([*words, "-c", pins, "-e", what])
