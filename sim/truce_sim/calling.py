"""How this tool was called, so that every command it prints runs as printed."""

import shlex
from collections.abc import Sequence
from pathlib import Path

DOOR = "run_sim.py"
_USUAL = ("python", DOOR)
_called: list[str] = []


def called_as(interpreter: str, script: str) -> None:
    """Remember how the tool was started: by which word for Python, and where its door stands."""
    word = interpreter if Path(interpreter).name.startswith("python") else _USUAL[0]
    _called[:] = [word, script]


def interpreter() -> str:
    """Return the word for Python by which the tool was started."""
    return (_called or _USUAL)[0]


def command(*words: str) -> str:
    """Return a command line of this tool, quoted for a shell."""
    return shlex.join([*(_called or _USUAL), *words])


def path_word(path: str) -> str:
    """Return a path that no command takes for an option."""
    return f"./{path}" if path.startswith("-") else path


def with_out(words: Sequence[str], out: str) -> list[str]:
    """Return the words of a command with the results folder, where it is not the usual one."""
    return [*words] if out == "results" else [*words, "--out", path_word(out)]
