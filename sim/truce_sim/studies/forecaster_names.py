"""Who gave odds of past truces: a key for tables, and words for people."""

from dataclasses import dataclass

from truce_sim.evidence.forecasters import CLASS, POOLED, RECORD, REGION

MODEL, WITHOUT_RECORD, EXPECTED = "model", "without record", "expected"
AFTERWARDS = "known afterwards"


@dataclass(frozen=True, slots=True)
class Name:
    """How a forecaster is called.

    Attributes:
        label: in full, as it is stored and stands in the page's tables.
        short: in a row of the terminal.
        than: in a sentence after "better than"; most are in none.
    """

    label: str
    short: str
    than: str = ""


NAMES = {
    MODEL: Name("simulated", "simulated"),
    POOLED: Name(
        "always the share of all truces of two or more parties",
        "all truces, always the same",
        "always the share of all past truces",
    ),
    CLASS: Name(
        "the share of those with, or without, a mechanism like it", "with or without a mechanism"
    ),
    REGION: Name("the share of those in its part of the world", "its part of the world"),
    RECORD: Name("the record of its war", "record of its war", "the record of the same war"),
    WITHOUT_RECORD: Name("simulated without the record of the war", "simulated without the record"),
    EXPECTED: Name("what the rules expect, without simulation", "the rules' own arithmetic"),
    AFTERWARDS: Name(
        "always the share that happened, known only afterwards",
        "the share seen afterwards",
        "always the share that happened",
    ),
}
"""Everybody who can give odds."""
