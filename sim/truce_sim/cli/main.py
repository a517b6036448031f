"""Reads the command line, hands over to a command, and turns what happens into an exit code.

What each code means stands in `exits.py`.
"""

import argparse
import importlib
import sys
from collections.abc import Sequence

from truce_sim.calling import start_words
from truce_sim.cli.commands import COMMANDS, known_command
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit, stop
from truce_sim.cli.parser import build_parser, first_screen
from truce_sim.cli.streams import finish, steady, visible
from truce_sim.garbage import uncollected
from truce_sim.runs.interrupts import interrupted

_NOT_SET_UP = """\
{} is not installed for {}.
Set up as the README says, or, if that is done: . .venv/bin/activate"""


def main(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    steady()
    code = _commanded(arguments)
    lost = finish()
    if lost is None:
        return code
    said = lost.strerror or str(lost)
    print(f"The answer could not be written: {said}", file=sys.stderr)  # noqa: T201
    return code or Exit.FAILED


def _commanded(arguments: Sequence[str]) -> int:
    try:
        if not arguments or arguments[0] in ("-h", "--help", "help"):
            first_screen()
            return Exit.FINISHED
        known_command(arguments[0])
        return _guarded(build_parser().parse_args(list(arguments)), [*start_words(), *arguments])
    except UsageError as error:
        print(visible(str(error)), file=sys.stderr)  # noqa: T201 - no console yet
        return Exit.BAD_INPUT
    except KeyboardInterrupt:
        return _stopped()


def _guarded(parsed: argparse.Namespace, line: Sequence[str]) -> int:
    """Run a command; whatever happens, the user gets a sentence and an exit code."""
    try:
        # Libraries take most of a second to load: time enough to press Ctrl-C, or to lack one.
        with uncollected():
            command = importlib.import_module(COMMANDS[parsed.command].module)
        code: int = command.main(parsed, line)
        return code
    except UsageError:
        raise
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] == "truce_sim":
            return _unexpected(error, parsed)
        print(_NOT_SET_UP.format(error.name, sys.executable), file=sys.stderr)  # noqa: T201
        return Exit.FAILED
    except Exception as error:
        if interrupted(error):
            raise KeyboardInterrupt from error  # a library made something else of Ctrl-C
        if getattr(error, "blames_input", False):
            print(error, file=sys.stderr)  # noqa: T201
            return Exit.BAD_INPUT
        return _unexpected(error, parsed)


def _unexpected(error: Exception, parsed: argparse.Namespace) -> int:
    from truce_sim.cli.ends import unexpected

    return unexpected(error, debug=getattr(parsed, "debug", False))


def _stopped() -> int:
    code, said = stop()
    sys.stderr.write(f"\n{said}.\n")
    return code
