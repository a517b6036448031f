"""What a question fills a page and a list with: the panel at the top, findings, sections, cells."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.told import Sentence, Told
from truce_sim.statistics.estimates import Share


@dataclass(frozen=True, slots=True)
class Hero:
    """What stands in the panel at the top of the page."""

    number: Told
    unit: str
    sentence: Sentence
    words: Sentence | None = None
    left: str | None = None
    """Key of the chart under the words."""
    caption: Sentence | None = None
    right: str | None = None
    """Key of the chart beside them."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A claim in a few words and the sentence that supports it."""

    lead: str
    support: Sentence


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the page: its heading, its answer, its charts or its own block."""

    key: str
    heading: str
    answer: Sentence | None = None
    charts: Sequence[str] = ()
    block: str | None = None
    """Name of its own template, without the endings."""
    reading: str = ""
    """How to read its charts."""
    data: dict[str, Any] = field(default_factory=dict)
    """What its own template needs beyond the result."""


def big(share: Share) -> tuple[Told, str]:
    """Return an estimate as a big number and what it counts."""
    exact = share.count in (0, share.runs) or share.value < 0.005 or share.value > 0.995
    if exact:
        return t.count(share.count), f"of {share.runs:,} runs"
    return t.hundred(share.value), "in 100"


def hero_of(share: Share, more: str, sentence: Sentence, words: Sentence | None = None) -> Hero:
    """Return the panel of an answer that is a share of runs; `more` goes on after "in 100"."""
    number, unit = big(share)
    return Hero(number, f"{unit} {more}", sentence, words)


def together(said: Sentence, *more: Sentence | None) -> Sentence:
    """Return sentences one after the other, without those that there are not."""
    for sentence in more:
        said = said if sentence is None else said + sentence
    return said


def cell_of(stored: Mapping[str, Any]) -> str:
    """Return a stored share as `list` shows it: "61", "all", "none"."""
    share = Share.model_validate(stored)
    if share.count in (0, share.runs):
        return "none" if share.count == 0 else "all"
    return w.in_100(share).replace(" in 100", "")


def cell_over(stored: Iterable[Mapping[str, Any]]) -> str:
    """Return how far stored shares go, as `list` shows it: "12 to 61"."""
    values = [share["value"] for share in stored]
    ends = [w.odds(min(values)), w.odds(max(values))]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)
