"""The command that installs the compiled engine, as it is typed here."""

import shlex
import sys
from pathlib import Path

from truce_sim.calling import interpreter
from truce_sim.engine import lack

_CLONE = Path(__file__).resolve().parents[3]
_PINS = "constraints.txt"


def to_get_it() -> str:
    """Return the command after which there would be what the compiled engine lacks, or ""."""
    lacking = lack()
    if lacking is None:
        return ""
    if lacking.kind == "off":
        return "set NUMBA_DISABLE_JIT=" if sys.platform == "win32" else "unset NUMBA_DISABLE_JIT"
    return install_command() if lacking.kind == "missing" else _install_again()


def _install_again() -> str:
    words = [interpreter(), "-m", "pip", "install", "--force-reinstall"]
    if not (_CLONE / _PINS).is_file():
        return shlex.join([*words, "truce-sim[fast]"])
    pins = _PINS if Path.cwd() == _CLONE else str(_CLONE / _PINS)
    return shlex.join([*words, "-c", pins, "numba", "llvmlite"])


def install_command() -> str:
    """Return the command, with the versions that this project is tested with where they are."""
    words = [interpreter(), "-m", "pip", "install"]
    if not (_CLONE / _PINS).is_file():
        return shlex.join([*words, "truce-sim[fast]"])
    here = Path.cwd() == _CLONE
    pins = _PINS if here else str(_CLONE / _PINS)
    what = ".[fast]" if here else f"{_CLONE}[fast]"
    return shlex.join([*words, "-c", pins, "-e", what])
