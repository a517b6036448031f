"""What a question still lacks, in words, from its own description and made-up answers to it."""

import shlex
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from rich.text import Text
from truce_sim import calling
from truce_sim.cli.commands import COMMANDS
from truce_sim.cli.errors import UsageError
from truce_sim.cli.parser import build_parser
from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Section
from truce_sim.report.question import Question
from truce_sim.studies.results.common import SCHEMA_VERSION, Result, Story

Asks = Question[Any]


def study_commands() -> set[str]:
    """Return the commands that conduct a study: those that can go on with one."""
    parsers = build_parser()._subparsers
    assert parsers is not None
    choices = parsers._group_actions[0].choices
    assert isinstance(choices, dict)
    return {name for name in COMMANDS if "--resume" in choices[name]._option_string_actions}


def gaps(question: Asks, answers: dict[str, Result], story: Story | None) -> list[str]:
    """Return what is missing of a question, a sentence each; nothing of one that is whole.

    Args:
        question: the question.
        answers: made-up answers to it, by name.
        story: the run that they tell, where they tell one.
    """
    found = list(_of_itself(question))
    if not answers:
        found.append("there is no made-up answer to it (tests/support/made_up.py)")
    for name, result in answers.items():
        told = story if question.told_run(result) is not None else None
        found += [f"{said} ({name})" for said in _of_answer(question, result, told)]
    return found


def _of_itself(question: Asks) -> Iterator[str]:
    fields = question.result.model_fields
    if fields["kind"].default != question.command:
        yield f"`kind` of its result is not {question.command!r}"
    if "inputs" not in fields:
        yield "its result has no `inputs`"
    if fields["schema_version"].default != SCHEMA_VERSION:
        yield "its result is of another schema version"
    for part in question.result.fitted:
        if part not in fields:
            yield f"its result says that {part!r} is fitted, and has no such part"
    if not question.aim.endswith("."):
        yield "it has no `aim`, in a sentence"
    if question.command not in study_commands():
        yield "no command of that name conducts a study (`COMMANDS`)"
    study: object = question.study()
    for part in ("from_arguments", "arguments", "extent", "conduct", "kind", "seed"):
        if not hasattr(study, part) and part not in getattr(study, "__annotations__", {}):
            yield f"its study has no `{part}`"


def _of_answer(question: Asks, result: Result, story: Story | None) -> Iterator[str]:
    if not question.headline(result).plain.endswith("."):
        yield "it has no headline, in a sentence"
    for name in ("briefly", "body"):
        if not _text(getattr(question, name)(result)):
            yield f"`{name}` says nothing in the terminal"
    yield from _of_page(question, result, story)
    yield from _elsewhere(question, result)


def _of_page(question: Asks, result: Result, story: Story | None) -> Iterator[str]:
    charts = question.charts(result, story)
    hero = question.hero(result)
    if not hero.number.text or not hero.unit or not hero.sentence.plain.endswith("."):
        yield "its panel lacks a number, a unit or a sentence"
    for key in (hero.left, hero.right):
        if key is not None and key not in charts:
            yield f"its panel shows a chart that is not drawn: {key}"
    if len(question.findings(result)) > 3:
        yield "it has more than three findings"
    if not all(one.lead and one.support.plain for one in question.findings(result)):
        yield "a finding lacks its lead or its support"
    for key, drawing in charts.items():
        if not drawing.title or not drawing.description.plain.endswith((".", ";")):
            yield f"its chart {key!r} lacks a title or a description"
    yield from _of_sections(question.sections(result, story, charts), charts)


def _of_sections(sections: Sequence[Section], charts: Collection[str]) -> Iterator[str]:
    if not sections:
        yield "it has no section on the page"
    for section in sections:
        if not section.heading or not (section.answer or section.charts or section.block):
            yield f"its section {section.key!r} says and shows nothing"
    drawn = [section for section in sections if any(key in charts for key in section.charts)]
    if drawn and not any(section.reading for section in drawn):
        yield "nowhere it says how to read its charts"


def _elsewhere(question: Asks, result: Result) -> Iterator[str]:
    if not question.cell(result.model_dump(mode="json")):
        yield "`list` shows nothing under holds"
    if not question.finished(result, 7):
        yield "`finished` does not say how much there is of an interrupted study"
    file = "scenarios/syria-2016.toml"
    asked = Asked((question.command, file), (file,), result.heading.seed, "results")
    said = question.next_step(result, asked)
    try:
        build_parser().parse_args(shlex.split(said.removeprefix(calling.command())))
    except UsageError:
        yield f"its next step is no command: {said}"


def _text(lines: Iterator[Text]) -> str:
    return "".join(line.plain for line in lines).strip()
