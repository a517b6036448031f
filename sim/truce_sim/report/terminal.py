"""What each study says in the terminal: the answer first, plain words, 80 columns."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.beside import beside, not_broken
from truce_sim.report.registry import question_of
from truce_sim.report.sentences import outside_range
from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.scenario.kinds import visible
from truce_sim.studies.results.common import Heading, Result


def title(heading: Heading) -> Iterator[Text]:
    """Yield what is being run."""
    for line in wrapped(heading.title, 0):
        line.stylize("bold")
        yield line
    days = w.from_to(heading, w.short_day)
    facts = [days] if days else []
    facts += [f"{len(heading.parties)} parties"] if heading.parties else []
    facts += [f"{heading.runs:,} runs", f"seed {heading.seed}"]
    yield Text(", ".join(facts), style=MUTED)


def tells(result: Result) -> Iterator[Text]:
    """Yield the answer of any study."""
    question = question_of(result)
    yield from question.lead(result)
    for said in beside(result):
        yield from wrapped(said.plain)
    yield from question.body(result)
    yield from aid(result)
    outside = outside_range(result.inputs)
    if outside is not None:
        yield from wrapped(outside.plain)


def aid(result: Result) -> Iterator[Text]:
    """Yield what the answer is, and how much of what went in is a guess."""
    guesses = sum(row.basis == "guess" for row in result.inputs)
    said = "A thinking aid, not a forecast"
    if guesses:
        said += f": {guesses} of {len(result.inputs)} inputs are guesses"
    for line in wrapped(f"{said}."):
        line.stylize(MUTED)
        yield line


def headline(result: Result) -> Iterator[Text]:
    """Yield the one sentence to take away, and what is known of past truces."""
    yield from question_of(result).briefly(result)
    said = not_broken(result)
    if said is not None:
        yield from wrapped(said.plain)


def signpost(rows: Sequence[tuple[str, str]]) -> Iterator[Text]:
    """Yield where things are and what to try next."""
    yield Text()
    for label, text in rows:
        # Paths are the user's, and what is in a name must not steer a terminal.
        yield Text(f"{label:<8} ", style=MUTED).append(visible(text), style="default")


def show(console: Console, lines: Iterator[Text]) -> None:
    """Print lines as they are: user text is never read as markup, nothing is wrapped or cut."""
    for line in lines:
        console.print(line, soft_wrap=True, highlight=False)
