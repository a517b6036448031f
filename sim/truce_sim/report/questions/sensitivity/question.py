"""`sensitivity`: which inputs matter, and how much is luck?"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from rich.text import Text

from truce_sim.report import what_if
from truce_sim.report.parts import Finding, Hero, Section, cell_of, hero_of
from truce_sim.report.past import Standing
from truce_sim.report.question import Question, of_all
from truce_sim.report.questions.sensitivity import sentences as a
from truce_sim.report.questions.sensitivity import terminal
from truce_sim.report.sentences import chance_between, in_a_word
from truce_sim.report.told import Sentence
from truce_sim.studies.results.common import Story
from truce_sim.studies.results.sensitivity import SensitivityResult

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.studies.sensitivity import Sensitivity

_TORNADO = (
    "Each bar goes from the odds at one end of an input's believable range to those at the other, "
    "the others left as in the file, on the same histories. Thin lines: chance, for all at once. Only "
    "inputs that move the odds beyond chance are drawn; the order of near ones is chance."
)
_VARIANCE = (
    "The bar: luck in grey, what inputs explain in colour. Below, each input's part of what a fitted "
    "smooth surface explains. Dark: alone. Pale: with its interactions. Line: its range."
)


class SensitivityQuestion(Question[SensitivityResult]):
    """Which believable inputs move the odds."""

    command = "sensitivity"
    result = SensitivityResult
    aim = "Which inputs matter, and how much is luck."
    a_setting = True

    def study(self) -> "type[Sensitivity]":
        """Return the study, which fits and simulates."""
        from truce_sim.studies.sensitivity import Sensitivity

        return Sensitivity

    def headline(self, result: SensitivityResult) -> Sentence:
        """Say which inputs move the odds beyond chance, and which surely furthest."""
        return a.sensed(result)

    def lead(self, result: SensitivityResult) -> Iterator[Text]:
        """Yield which inputs move the odds."""
        return terminal.lead(result)

    def body(self, result: SensitivityResult) -> Iterator[Text]:
        """Yield how far each moves them, how much is luck, and when the truce fails."""
        return terminal.body(result)

    def standing(self, result: SensitivityResult) -> Standing:
        """Return the odds as in the file, and how far one input at a time may move them."""
        ends = [end for bar in result.tornado for end in (bar.odds_low, bar.odds_high)]
        return Standing(
            result.base.value,
            min(share.low for share in (result.base, *ends)),
            max(share.high for share in (result.base, *ends)),
        )

    def doubts(self, result: SensitivityResult) -> Iterator[tuple[str, Sentence]]:
        """Yield chance between runs, and the odds over believable inputs."""
        yield "Chance", chance_between(result.base)
        if result.explained is not None:
            yield "Inputs", a.over_inputs(result.explained, result.base)

    def hero(self, result: SensitivityResult) -> Hero:
        """Return the odds as in the file."""
        return hero_of(result.base, "as in the file", a.sensed(result), in_a_word(result.base))

    def findings(self, result: SensitivityResult) -> Sequence[Finding]:
        """Return what explains the odds, what is luck, and when the truce fails."""
        return a.sensitivity_findings(result)

    def sections(
        self, result: SensitivityResult, story: Story | None, charts: Collection[str]
    ) -> Sequence[Section]:
        """Return which inputs move the odds, what if they are moved, and how much is luck."""
        moved = what_if.section(result)
        return [
            Section(
                "levers",
                "Which inputs move the odds?",
                a.sensed(result),
                ("tornado",) if any(bar.clear for bar in result.tornado) else (),
                reading=f"{_TORNADO} {a.untold(result)}".strip(),
            ),
            *([] if moved is None else [moved]),
            Section(
                "variance",
                "How much is luck?",
                a.explained(result),
                ("variance",),
                reading=_VARIANCE,
            ),
        ]

    def drawings(self, result: SensitivityResult, story: Story | None) -> Sequence["Drawing"]:
        """Return what each input alone changes, and what all together explain."""
        from truce_sim.report.charts import tornado, variance
        from truce_sim.report.drawings import Drawing

        found: list[Drawing] = []
        clear = tuple(bar for bar in result.tornado if bar.clear)
        if clear:
            reaches = tornado.of_bars(clear)
            unclear = [bar.label for bar in result.tornado if not bar.clear]
            found.append(
                Drawing(
                    "tornado",
                    "Which inputs move the odds",
                    a.sensed(result),
                    lambda: tornado.tornado(reaches, result.base.value, unclear),
                )
            )
        explained = result.explained
        if explained is not None and explained.variance:
            found.append(
                Drawing(
                    "variance",
                    "What explains the odds",
                    a.luck(explained),
                    lambda: variance.variance(explained),
                )
            )
        return found

    def cell(self, summary: Mapping[str, Any]) -> str:
        """Return the odds as in the file."""
        return cell_of(summary["base"])

    def finished(self, result: SensitivityResult, settings: int | None) -> str:
        """Return how many inputs were moved of all that have a range."""
        ranges = sum(row.believable is not None for row in result.inputs)
        bars = len(result.tornado)
        return "each input by itself" if bars == ranges else of_all(bars, ranges, "inputs")


QUESTION = SensitivityQuestion()
