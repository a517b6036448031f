"""The question `now` as the report tells it."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report.next_steps import Asked
from truce_sim.report.parts import Finding, Hero, Section, cell_of
from truce_sim.report.past import Standing, standing_of
from truce_sim.report.question import Question
from truce_sim.report.questions.now import sentences as a
from truce_sim.report.questions.now import terminal
from truce_sim.report.terminal_lines import wrapped
from truce_sim.report.told import Sentence, Told
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.now import FEWEST, NowResult

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.nowcast import Nowcast

_LINES = (
    "Each day tells what was known by then. Line: with what was counted, and chance between "
    "histories around it. Dashes: only that the truce still held. Dots: past truces of the class "
    "that had stood so long."
)
_DAYS = (
    "Black: what was counted. Blue: what this counter would have counted in the histories, by how "
    "much each counts now: the middle one, and nine in ten. A number of several days is spread over "
    "them."
)
_CURVE = "The band holds the whole curve in 95 of 100 such studies, for chance alone."


class NowQuestion(Question[NowResult]):
    """The odds given the days that have passed."""

    command = "now"
    result = NowResult
    aim = "Odds that the truce holds until the talks, given what was seen so far."

    def study(self) -> "type[Nowcast]":
        """Return the study, which simulates."""
        from truce_sim.studies.nowcast import Nowcast

        return Nowcast

    def headline(self, result: NowResult) -> Sentence:
        """Say how likely the truce is to hold by now."""
        return a.headline(result)

    def lead(self, result: NowResult) -> Iterator[Text]:
        """Yield the headline."""
        yield Text()
        for line in wrapped(self.headline(result).plain):
            line.stylize("bold")
            yield line

    def body(self, result: NowResult) -> Iterator[Text]:
        """Yield a line a day, and what moved the odds."""
        return terminal.body(result)

    def standing(self, result: NowResult) -> Standing | None:
        """Return the odds by now; None where none are told."""
        odds = None if result.unlike else result.odds
        return None if odds is None else standing_of(odds)

    def hero(self, result: NowResult) -> Hero:
        """Return the odds by now."""
        held = result.odds
        said = a.doubts(result)
        if held is None or result.unlike:
            return Hero(Told("?", (result.last.effective,)), "no odds", a.headline(result), said)
        number = a.odds(held, rough=result.last.rough)
        text = number.text.removesuffix(" in 100")
        return Hero(Told(text, number.sources), "in 100", a.headline(result), said)

    def findings(self, result: NowResult) -> Sequence[Finding]:
        """Return which counter moved the odds, and what ends the truce from now on."""
        found = []
        if (moved := a.moved(result)) is not None:
            found.append(Finding("What the counts do.", moved))
        if not result.unlike and (ends := a.ends(result)) is not None:
            found.append(Finding("What ends it.", ends))
        return found

    def sections(
        self, result: NowResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return the odds day by day, the days seen and simulated, the curve from now on."""
        found = [
            Section("days", "What did each day change?", a.moved(result), ("days",), None, _LINES)
        ]
        found += [
            Section(
                f"seen-{one.key}", f"What did {one.name} count?", a.sees(one), (key,), None, _DAYS
            )
            for one in result.counters
            if (key := f"seen-{one.key}") in charts
        ]
        found.append(
            Section("curve", "How does it go on?", a.ends(result), ("curve",), None, _CURVE)
        )
        if result.inputs_seen and not result.unlike:
            shown = result.inputs_seen
            found.append(
                Section(
                    "inputs-seen",
                    "What do the days tell of the inputs?",
                    a.learned(result),
                    block="inputs_seen",
                    data={"rows": shown},
                )
            )
        return found

    def drawings(self, result: NowResult, story: Story | None) -> Sequence["Drawing"]:
        """Return the odds day by day, the days of each counter, and the curve from now on."""
        from truce_sim.report.questions.now.drawings import drawings

        return drawings(result)

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return the odds by now; where none are told, that."""
        if summary["unlike"]:
            return "unlike"
        counted = any(one["spans"] for one in summary["counters"])
        last = summary["lines"][-1]
        told = last["counted" if counted else "survival"]
        return "too few" if told is None or last["effective"] < FEWEST else cell_of(told)

    def next_step(self, result: NowResult, asked: Asked) -> str:
        """Return how to ask for the odds without what was seen, to set beside it."""
        return asked.odds()


QUESTION = NowQuestion()
