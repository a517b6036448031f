"""How this tool was called, so that every command it prints runs as printed."""

import os
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

PROGRAM = "truce-sim"
DOOR = "run_sim.py"
MODULE = "truce_sim"
_PLAIN = r"\/:.=+-_"
"""What needs no quotes in PowerShell, beside letters and digits; a comma would make a list."""
_called: list[str] = []


def called_as(started: Sequence[str], script: str) -> None:
    """Remember how the tool was started.

    Args:
        started: the command line of the interpreter, its own words first.
        script: what it runs, as it was given: the door of a clone, the package, or the program.
    """
    _called[:] = way(started[0] if started else "python", script)


def way(interpreter: str, script: str) -> list[str]:
    """Return the words by which a tool that was started so is started again."""
    name = Path(script).name
    if name == DOOR:
        return [_python(interpreter), script]
    if name == "__main__.py":
        return [_python(interpreter), "-m", MODULE]
    return [_bare(script)] if name.removesuffix(".exe") == PROGRAM else [PROGRAM]


def start_words() -> list[str]:
    """Return the words that start the tool; those of the installed program by default."""
    return list(_called) or [PROGRAM]


def interpreter() -> str:
    """Return the word for Python by which the tool was started."""
    return _called[0] if len(_called) > 1 else sys.executable


def command(*words: str) -> str:
    """Return a command line of this tool, quoted for a shell."""
    return line([*start_words(), *words])


def line(words: Sequence[str], *, windows: bool = os.name == "nt") -> str:
    """Return words as a shell takes them: that of the system, PowerShell on Windows."""
    if not windows:
        return shlex.join(words)
    quoted = list(map(_for_powershell, words))
    return " ".join(quoted if quoted[0] == words[0] else ["&", *quoted])


def reported(*words: str) -> str:
    """Return a command line as it stands in a report: the same by whichever door it was asked."""
    return shlex.join([PROGRAM, *words])


def path_word(path: str) -> str:
    """Return a path that no command takes for an option."""
    return f"./{path}" if path.startswith("-") else path


def with_out(words: Sequence[str], out: str) -> list[str]:
    """Return the words of a command with the results folder, where it is not the usual one."""
    return [*words] if out == "results" else [*words, "--out", path_word(out)]


def _python(word: str) -> str:
    return _bare(word) if Path(word).name.startswith("python") else "python"


def _bare(program: str) -> str:
    """Return the name of a program where that is found by itself; else its path as given."""
    name = Path(program).name
    if name == program:
        return program
    for folder in os.get_exec_path():
        there = Path(folder or ".") / name
        if there.exists():
            found = Path(program).exists() and there.samefile(program)
            return name.removesuffix(".exe") if found else program
    return program


def _for_powershell(word: str) -> str:
    if word and all(one.isalnum() or one in _PLAIN for one in word):
        return word
    return "'" + word.replace("'", "''") + "'"
