"""The parser of all commands, and what is printed where none is given."""

import argparse
import sys

from truce_sim import calling
from truce_sim.cli.commands import COMMANDS
from truce_sim.cli.parsing import Parser
from truce_sim.shipped import EXAMPLE, page


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    prog = calling.command()
    parser = Parser(prog=prog, add_help=False, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", parser_class=Parser, required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.line,
            description=command.line,
            prog=f"{prog} {name}",
            allow_abbrev=False,
            bare=command.typed,
        )
        for add in command.adds:
            add(sub)
        sub.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


def first_screen() -> None:
    """Print what is there, grouped by what one wants to do."""
    lines = [
        "Estimate the odds that a truce holds until the talks.",
        "",
        "Start here",
        f"  {calling.command('run', EXAMPLE)}      odds, charts, report",
    ]
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        lines += ["", group]
        lines += [
            f"  {name:<12} {command.line}"
            for name, command in COMMANDS.items()
            if command.group == group
        ]
    lines += ["", "Add --help to any command."]
    if guide := page("tutorial.md"):
        lines.append(f"Guide: {guide}")
    sys.stdout.write("\n".join(lines) + "\n")
