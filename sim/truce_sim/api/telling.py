"""One run of a truce told incident by incident: by its number, a typical one, or one as asked."""

from dataclasses import dataclass
from html import escape

from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.numbers import checked
from truce_sim.model import build_world, trace
from truce_sim.report.terminal_trace import Extent, story_told
from truce_sim.runs.executors import cores
from truce_sim.scenario import Scenario
from truce_sim.studies.results.common import Event, Story
from truce_sim.studies.search.grammar import condition_of
from truce_sim.studies.search.looking import SEARCHED, Sought, sought
from truce_sim.studies.search.terms import terms_of
from truce_sim.studies.search.typical import sought_typical
from truce_sim.studies.telling import told


@dataclass(frozen=True, slots=True)
class Telling:
    """One run of a truce.

    Attributes:
        scenario: whose run it is.
        seed: whose luck.
        story: the run: whether it held, what ended it, and its events in order.
    """

    scenario: Scenario
    seed: int
    story: Story

    @property
    def events(self) -> tuple[Event, ...]:
        """What happened, in order."""
        return self.story.events

    @property
    def key(self) -> tuple[Event, ...]:
        """The few of them that tell most, as `print` shows them."""
        return tuple(event for event in self.story.events if event.key)

    @property
    def run(self) -> int:
        """Its number."""
        return self.story.replication

    @property
    def all(self) -> str:
        """Every event, a line each, and why it ended."""
        return self._told(Extent(everything=True))

    def __str__(self) -> str:
        return self._told(Extent(more=".all"))

    def _told(self, extent: Extent) -> str:
        starts, names = self.scenario.dates.truce_starts, build_world(self.scenario).shown
        lines = story_told(starts, names, self.story, extent)
        return "\n".join(line.plain.rstrip() for line in lines)

    def __repr__(self) -> str:
        end = "held" if self.story.held else self.story.cause
        return f"<Run {self.run} of {self.scenario.name}: {end}, {len(self.events):,} events>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"


def tell(
    scenario: Scenario,
    run: int | None,
    seed: int | None,
    *,
    where: str | None,
    collapses: bool,
    nth: int,
    runs: int | None,
    jobs: int | None,
) -> Telling:
    """Return one run, told (see `Truce.trace`).

    Raises:
        LookupError: if none of those looked at is as asked.
        QuestionError: if it is asked both by number and by condition.
        ScenarioFaults: everything that is wrong with the condition.
    """
    numbers = checked(run=run, seed=seed, nth=nth, runs=runs, jobs=jobs)
    luck, run, runs = (numbers[name] for name in ("seed", "run", "runs"))
    luck = scenario.run.seed if luck is None else luck
    if where is not None and run is not None:
        raise QuestionError(
            "{run} names a run, {where} looks for one; leave one of them out",
            run=Word("run"),
            where=Word("where"),
        )
    if collapses and (where is not None or run is not None):
        raise QuestionError(
            "{collapses} looks for a run of its own; leave {run} and {where} out",
            collapses=Word("collapses"),
            run=Word("run"),
            where=Word("where"),
        )
    world = build_world(scenario)
    number = run or 0
    found: Sought | None = None
    if collapses:
        found = sought_typical(world, luck, nth, runs, jobs or cores()).found
    elif where is not None:
        condition = condition_of(where, terms_of(world, scenario.dates.truce_starts))
        found = sought(world, luck, condition, nth, runs or SEARCHED, jobs or cores())
    if found is not None:
        if found.number is None:
            raise LookupError(
                f"{found.met:,} of the first {found.searched:,} runs are as asked; "
                "to look at more, give runs="
            )
        number = found.number
    return Telling(scenario, luck, told(trace(world, luck, number)))
