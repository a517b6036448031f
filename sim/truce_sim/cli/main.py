"""Reads the command line, hands over to a command, and turns what happens into an exit code.

0 finished, whatever the odds; 1 unexpected failure; 2 bad command or bad scenario; 3 a condition
asked for was not met; 130 stopped by Ctrl-C, with what is finished kept.
"""

import argparse
import importlib
import os
import sys
import tempfile
import traceback
from collections.abc import Sequence
from pathlib import Path

from truce_sim.cli.errors import UsageError
from truce_sim.cli.parser import COMMANDS, build_parser, first_screen, known_command

_NOT_SET_UP = """\
{} is not installed for {}.
Set up as the README says, or, if that is done: . .venv/bin/activate"""
OK, FAILED, BAD_INPUT, NOT_MET, STOPPED = 0, 1, 2, 3, 130


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    try:
        if not arguments or arguments[0] in ("-h", "--help", "help"):
            first_screen()
            return OK
        known_command(arguments[0])
        return _guarded(build_parser().parse_args(list(arguments)), ["run_sim.py", *arguments])
    except UsageError as error:
        print(error, file=sys.stderr)  # noqa: T201 - no console yet
        return BAD_INPUT
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)  # noqa: T201
        return STOPPED


def _guarded(parsed: argparse.Namespace, line: Sequence[str]) -> int:
    """Run a command; whatever happens, the user gets a sentence and an exit code."""
    try:
        # Libraries take most of a second to load: time enough to press Ctrl-C, or to lack one.
        command = importlib.import_module(COMMANDS[parsed.command].module)
        code: int = command.main(parsed, line)
        return code
    except UsageError:
        raise
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "truce_sim":
            return _unexpected(error, debug=parsed.debug)
        print(_NOT_SET_UP.format(error.name, sys.executable), file=sys.stderr)  # noqa: T201
        return FAILED
    except BrokenPipeError:
        # Whoever read our output has seen enough; Python would complain once more at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return OK
    except Exception as error:
        if isinstance(error.__context__, KeyboardInterrupt):
            raise KeyboardInterrupt from error  # a library made something else of Ctrl-C
        if getattr(error, "blames_input", False):
            print(error, file=sys.stderr)  # noqa: T201
            return BAD_INPUT
        return _unexpected(error, debug=parsed.debug)


def _unexpected(error: Exception, *, debug: bool) -> int:
    if debug:
        traceback.print_exc()
        return FAILED
    handle, name = tempfile.mkstemp(prefix="truce-sim-", suffix=".log")
    with os.fdopen(handle, "w", encoding="utf-8") as log:
        traceback.print_exc(file=log)
    said = str(error).splitlines()[0] if str(error) else type(error).__name__
    message = f"Something went wrong that should not: {said}\nDetails: {Path(name)}"
    print(message, file=sys.stderr)  # noqa: T201
    return FAILED
