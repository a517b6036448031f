"""What an answer may be trusted for: what stands beside its number, before anything else is told."""

from dataclasses import dataclass

from truce_sim.report import told as t
from truce_sim.report.beside import parts
from truce_sim.report.registry import question_of
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results.common import Input, Result

CAVEAT = (
    "A thinking aid, not a forecast: fitted to no real ceasefire, its parties follow simple rules. "
    "Compare options with it; do not quote its odds."
)
"""What this is and is not, in the fewest words."""


@dataclass(frozen=True, slots=True)
class Ground:
    """One thing that the number rests on, or that it leaves open.

    Attributes:
        name: what it is about, in a word or two.
        said: what is known of it.
    """

    name: str
    said: Sentence


def grounds(result: Result) -> list[Ground]:
    """Return both doubts, what became of past truces, and how much was guessed, as far as known."""
    found = [Ground(name, said) for name, said in question_of(result).doubts(result)]
    past = parts(result).past
    if past is not None:
        found.append(Ground("Past truces", past))
    if result.inputs:
        found.append(Ground("Guesses", _guessed(result.inputs)))
    return found


def _guessed(inputs: tuple[Input, ...]) -> Sentence:
    """Say how many inputs are guesses, and how many have a range in which they are believed."""
    guesses = sum(row.basis == "guess" for row in inputs)
    ranges = sum(row.believable is not None for row in inputs)
    said = say(
        "*{guesses} of {all} inputs* are guesses",
        guesses=t.made_of(f"{guesses}" if guesses else "None", guesses),
        all=t.count(len(inputs)),
    )
    if not ranges:
        return said.then("; none has a believable range.", None)
    return said.then("; ", say("{ranges} have a believable range.", ranges=t.count(ranges)))
