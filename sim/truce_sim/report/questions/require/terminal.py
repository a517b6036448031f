"""What `require` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.level_rows import in_bold, level_column, level_head, level_row
from truce_sim.report.questions.require import sentences as a
from truce_sim.report.terminal_lines import wrapped
from truce_sim.studies.results.require import RequireResult


def lead(result: RequireResult) -> Iterator[Text]:
    """Yield what it takes."""
    yield Text()
    for line in wrapped(a.required(result).plain):
        line.stylize("bold")
        yield line


def body(result: RequireResult) -> Iterator[Text]:
    """Yield how exactly that is known, and the odds at each level that was tried."""
    exact = a.exactly(result)
    if exact is not None:
        yield from wrapped(f"The exact requirement {exact.plain}")
    if result.reversals.count:
        yield from wrapped(
            f"In {w.in_100(result.reversals)} {a.stronger(result)} of it turned holding into collapse "
            "at some level."
        )
    yield Text()
    texts, width = level_column(result.param)
    yield from in_bold(result.param.label)
    yield level_head(width)
    for text, number, held in zip(
        result.param.texts, result.param.numbers, result.levels, strict=True
    ):
        mark = "*" if text == result.enough else " "
        yield level_row(texts[text], width, held, mark, here=number == result.param.in_file)
    if result.past:
        yield from wrapped(result.past)
