"""What can be typed, read off the parser: for completion in shells and for the manual page."""

import argparse
from collections.abc import Iterator
from dataclasses import dataclass

from truce_sim.cli.commands import COMMANDS
from truce_sim.cli.parser import build_parser
from truce_sim.scenario.archetypes import ARCHETYPES
from truce_sim.shipped import names


@dataclass(frozen=True)
class Value:
    """What can stand in one place.

    Attributes:
        label: what the help calls it.
        words: those that are known.
        runs: whether ids of stored runs can stand there.
        ending: of the files that can stand there, "*" for any, "" for none.
        folders: whether folders can.
    """

    label: str
    words: tuple[str, ...] = ()
    runs: bool = False
    ending: str = ""
    folders: bool = False

    @property
    def is_open(self) -> bool:
        """Whether nothing is known of it but what it is called."""
        return not (self.words or self.runs or self.ending or self.folders)


@dataclass(frozen=True)
class Option:
    """One option."""

    names: tuple[str, ...]
    help: str
    value: Value | None
    repeated: bool


@dataclass(frozen=True)
class Place:
    """One argument without a name."""

    help: str
    value: Value
    optional: bool
    repeated: bool


@dataclass(frozen=True)
class Command:
    """One command with all that it takes."""

    name: str
    group: str
    line: str
    options: tuple[Option, ...]
    places: tuple[Place, ...]


def commands() -> list[Command]:
    """Return all commands, in the order of the first screen."""
    groups = dict.fromkeys(one.group for one in COMMANDS.values())
    return [_command(name) for group in groups for name in COMMANDS if _group(name) == group]


def _group(name: str) -> str:
    return COMMANDS[name].group


def _command(name: str) -> Command:
    taken = list(_actions(name))
    options = tuple(
        Option(tuple(one.option_strings), _help(one), _value(name, one), _repeats(one))
        for one in taken
        if one.option_strings
    )
    places = tuple(
        Place(_help(one), value, one.nargs in ("?", "*"), one.nargs in ("*", "+"))
        for one in taken
        if not one.option_strings and (value := _value(name, one))
    )
    return Command(name, _group(name), COMMANDS[name].line, options, places)


def _actions(name: str) -> Iterator[argparse.Action]:
    (choice,) = (
        one
        for one in build_parser()._actions  # noqa: SLF001 - argparse has no other way in
        if isinstance(one, argparse._SubParsersAction)  # noqa: SLF001
    )
    yield from choice.choices[name]._actions  # noqa: SLF001


def _help(action: argparse.Action) -> str:
    return (action.help or "").replace("%%", "%")


def _repeats(action: argparse.Action) -> bool:
    return isinstance(action, argparse._AppendAction)  # noqa: SLF001


def _value(command: str, action: argparse.Action) -> Value | None:
    """Return what an argument takes; None of a switch."""
    if action.option_strings and action.nargs == 0:
        return None
    label = str(action.metavar or action.dest.upper())
    if action.choices is not None:
        return Value(label, tuple(map(str, action.choices)))
    if action.dest == "formats":
        return Value(label, _formats(_help(action)))
    special = {
        ("new", "source"): Value(label, (*ARCHETYPES, *names()), ending=".toml"),
        ("new", "answers"): Value(label, tuple(names(".answers")), ending=".answers"),
        ("rates", "counts"): Value(label, tuple(names(".csv")), ending=".csv"),
        ("show", "what"): Value(label, ("inputs", "columns", *names()), runs=True, ending=".toml"),
        ("show", "place"): Value(label, tuple(names()), ending=".toml"),
    }
    return special.get((command, action.dest)) or _labelled(label)


def _labelled(label: str) -> Value:
    """Return what an argument takes that is called so in the help."""
    if label == "SCENARIO":
        return Value(label, tuple(names()), ending=".toml")
    if label == "RUN":
        return Value(label, ("latest",), runs=True)
    if label in ("DIR", "FOLDER"):
        return Value(label, folders=True)
    return Value(label, ending="*" if "FILE" in label or label.endswith(".csv") else "")


def _formats(told: str) -> tuple[str, ...]:
    """Return the formats that the help names."""
    return tuple(one for one in ("html", "svg", "png", "csv", "parquet", "xlsx") if one in told)
