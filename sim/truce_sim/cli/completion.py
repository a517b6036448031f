"""`completion`: print what a shell completes commands from, made from the parser beforehand."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from truce_sim.cli.exits import Exit

FOLDER = Path(__file__).resolve().parents[1] / "completions"
SHELLS = {
    "bash": "truce-sim.bash",
    "zsh": "_truce-sim",
    "fish": "truce-sim.fish",
    "powershell": "truce-sim.ps1",
}
"""The file for each shell, called as that shell looks for it."""


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    sys.stdout.write((FOLDER / SHELLS[parsed.shell]).read_text(encoding="utf-8"))
    return Exit.FINISHED
