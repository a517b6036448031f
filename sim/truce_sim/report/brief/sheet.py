"""What stands on the one sheet of an answer, in the order in which it is read."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from truce_sim.report import words as w
from truce_sim.report.beside import beside
from truce_sim.report.drawings import Drawing, source_line
from truce_sim.report.page import sections
from truce_sim.report.parts import Finding, Hero
from truce_sim.report.question import Question
from truce_sim.report.registry import question_of
from truce_sim.studies.results.common import Result, Story

KICKER = "Truce simulation: a thinking aid, not a forecast"


@dataclass(frozen=True)
class Sheet:
    """One answer, cut to a sheet; its words are those of the page.

    Attributes:
        result: the summary.
        story: the run that it tells, if any.
        manifest: what is known of the run.
        charts: its drawings, by key.
    """

    result: Result
    story: Story | None
    manifest: dict[str, Any]
    charts: dict[str, Drawing]

    @property
    def question(self) -> Question[Result]:
        """What was asked."""
        return question_of(self.result)

    @property
    def hero(self) -> Hero:
        """The number, and the sentence that it stands in."""
        return self.question.hero(self.result)

    @property
    def facts(self) -> str:
        """What was simulated, and how much of what went in is a guess."""
        heading = self.result.heading
        days = w.from_to(heading, w.day)
        guesses = sum(row.basis == "guess" for row in self.result.inputs)
        said = [days] if days else []
        setting = " a setting" if self.question.a_setting else ""
        said.append(f"{heading.runs:,} simulated runs{setting}")
        said += [f"scenario {heading.scenario}", f"seed {heading.seed}"]
        if guesses:
            said.append(f"{guesses} of {len(self.result.inputs)} inputs are guesses")
        return " · ".join(said)

    @property
    def doubts(self) -> list[str]:
        """What is known of past truces, and what the numbers leave open."""
        hero = self.hero
        said = [one.plain for one in beside(self.result)]
        said += [one.plain for one in (hero.words, hero.caption) if one is not None]
        return said

    @property
    def findings(self) -> list[Finding]:
        """What else is worth taking away."""
        return [*self.question.findings(self.result)]

    @property
    def stopped(self) -> str:
        """How much of an interrupted study this is, or ""."""
        if not self.result.heading.partial:
            return ""
        done = self.question.finished(self.result, self.manifest.get("settings"))
        return f"Partial: this study was stopped early. Finished and shown here: {done}."

    @property
    def foot(self) -> str:
        """Where it is from."""
        tool = f"{self.manifest.get('tool', 'truce-sim')} {self.manifest.get('tool_version', '')}"
        return f"{source_line(self.result.heading)} {tool.strip()}."

    def shown(self) -> Iterator[tuple[str, str, Drawing]]:
        """Yield the charts that have a section of their own: its heading, its answer, the chart."""
        for section in sections(self.result, self.story, self.charts, self.manifest):
            said = section.answer.plain if section.answer else ""
            several = len(section.charts) > 1
            for key in section.charts:
                drawing = self.charts[key]
                yield drawing.title if several else section.heading, said, drawing
