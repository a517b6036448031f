"""Writes what shells complete from, and the manual page, all read off the parser.

`python docs/make_completion.py`; a test says when it has to be run again.
"""

from pathlib import Path

from commands_read import commands
from completion_bash import bash
from completion_fish import fish
from completion_powershell import powershell
from completion_zsh import zsh
from manual_page import manual
from truce_sim import __version__
from truce_sim.cli.completion import FOLDER, SHELLS
from truce_sim.runs.stored import UNFINISHED

_MAKERS = {"bash": bash, "zsh": zsh, "fish": fish, "powershell": powershell}
MANUAL = Path(__file__).parents[1] / "sim" / "truce_sim" / "manual" / "truce-sim.1"


def made() -> dict[Path, str]:
    """Return the text of each file."""
    found = commands()
    scripts = {FOLDER / SHELLS[one]: make(found, UNFINISHED) for one, make in _MAKERS.items()}
    return {**scripts, MANUAL: manual(found, __version__)}


if __name__ == "__main__":
    for path, text in made().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
