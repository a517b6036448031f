"""The command that installs an extra, such as the compiled engine, as it is typed here."""

import os
import re
from importlib.metadata import PackageNotFoundError, requires
from pathlib import Path

from truce_sim.calling import interpreter, line
from truce_sim.engine import lack

_CLONE = Path(__file__).resolve().parents[3]
_PINS = "constraints.txt"
_EXTRA = r"""extra\s*==\s*['"]([\w-]+)['"]"""


def to_get_it() -> str:
    """Return the command after which there would be what the compiled engine lacks, or ""."""
    lacking = lack()
    if lacking is None:
        return ""
    if lacking.kind == "off":
        return "Remove-Item Env:NUMBA_DISABLE_JIT" if os.name == "nt" else "unset NUMBA_DISABLE_JIT"
    return install_command() if lacking.kind == "missing" else _install_again()


def _install_again() -> str:
    words = [interpreter(), "-m", "pip", "install", "--force-reinstall"]
    if not (_CLONE / _PINS).is_file():
        return line([*words, *_brought("fast")])
    pins = _PINS if Path.cwd() == _CLONE else str(_CLONE / _PINS)
    return line([*words, "-c", pins, "numba", "llvmlite"])


def install_command(extra: str = "fast") -> str:
    """Return the command, with the versions that this project is tested with where they are."""
    words = [interpreter(), "-m", "pip", "install"]
    if not (_CLONE / _PINS).is_file():
        return line([*words, *_brought(extra)])
    here = Path.cwd() == _CLONE
    pins = _PINS if here else str(_CLONE / _PINS)
    what = f".[{extra}]" if here else f"{_CLONE}[{extra}]"
    return line([*words, "-c", pins, "-e", what])


def _brought(extra: str) -> list[str]:
    """Return what an extra brings to an installed program; where that came from is not known."""
    try:
        every = requires("truce-sim") or ()
    except PackageNotFoundError:
        every = ()
    asked = (one.partition(";") for one in every)
    found = [name.strip() for name, _, when in asked if extra in re.findall(_EXTRA, when)]
    return found or [f"truce-sim[{extra}]"]
