"""Sentences that several questions say, each computed from typed values alone."""

from collections.abc import Sequence

from truce_sim.report import told as t
from truce_sim.report.told import Sentence, Told, say
from truce_sim.report.words import sentence_case, words
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.common import Input


def reaches_talks(held: Share) -> Sentence:
    """Say how often the truce holds."""
    if held.count in (0, held.runs):
        return say("The truce reaches the talks in {odds}.", odds=t.odds(held))
    if held.value < 0.005 or held.value > 0.995:
        return say("The truce reaches the talks in {odds}.", odds=t.odds(held))
    return say(
        "The truce reaches the talks in {n} of every {all} simulated runs.",
        n=t.hundred(held.value),
        all=Told("100", (held.runs,)),
    )


def with_word(share: Share) -> Sentence:
    """Say an estimate in words, with the chance between runs."""
    return say(
        "In words: *{word}*. Chance between runs: {span} ({level}).",
        word=words(share),
        span=t.chance(share),
        level=t.level(share),
    )


def in_a_word(share: Share) -> Sentence:
    """Say an estimate in words alone."""
    return say("In words: *{word}*.", word=words(share))


def chance_between(share: Share) -> Sentence:
    """Say how far chance between runs alone may have moved an estimate."""
    return say(
        "Other luck would put it at *{span}* ({level}).", span=t.chance(share), level=t.level(share)
    )


def outside_range(inputs: Sequence[Input]) -> Sentence | None:
    """Say which inputs stand outside their own believable ranges, if any."""
    outside = [row for row in inputs if row.outside and row.believable]
    if not outside:
        return None
    first, *more = outside
    said = say(
        "*{label} is outside its believable range*: {value}, not {believable}",
        label=sentence_case(first.label),
        value=Told(first.value, (first.value,)),
        believable=Told(first.believable or "", (first.believable or "",)),
    )
    if more:
        said = said.then("; ", say("so is {others}", others=", ".join(row.label for row in more)))
    return said.then(". ", say("So these odds are not those of believable inputs."))
