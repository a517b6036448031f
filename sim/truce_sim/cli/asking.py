"""Every command that asks something of a scenario: its options are the fields of its question."""

import argparse
from collections.abc import Sequence
from dataclasses import MISSING, Field, fields
from importlib import import_module
from typing import Any, get_args, get_type_hints

from truce_sim.api import questions
from truce_sim.api.questions.question import Question
from truce_sim.cli.conducting import ask
from truce_sim.cli.given import Given
from truce_sim.cli.requests import Taken


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    name: str = parsed.command
    asked: type[Question] = import_module(f"{questions.__name__}.{name}").ASKED
    return ask(Given(parsed), command, name, taken_as(asked))


def taken_as(asked: type[Question]) -> Taken:
    """Return what takes the fields of a question off a command line, each by its own name.

    A switch that is on unless it is said is asked by `--no-NAME`. What is neither a number, a word,
    words nor a switch, such as other truces, is no option.
    """
    kinds = get_type_hints(asked)

    def take(given: Given) -> Question:
        found = {one.name: _taken(given, one, kinds[one.name]) for one in fields(asked)}  # type: ignore[arg-type]
        return asked(**{name: value for name, value in found.items() if value is not MISSING})

    return take


def _taken(given: Given, field: Field[Any], kind: Any) -> object:  # noqa: ANN401 - any type
    """Return the value of one field; `MISSING` if it is no option."""
    if kind is bool:
        off = field.default is True
        return not given.flag(f"no_{field.name}") if off else given.flag(field.name)
    if kind == tuple[str, ...]:
        return given.texts(field.name)
    read = {int: given.whole, float: given.real}
    one, *others = [part for part in get_args(kind) or (kind,) if part is not type(None)]
    if one in read and not others:
        return read[one](field.name)
    plain = all(part is str or not isinstance(part, type) for part in (one, *others))
    return given.text(field.name) if plain else MISSING
