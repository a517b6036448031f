"""The ways to ask a study: anew, weighed or planned only, gone on with, once more: a type each.

A command line becomes one of them, and only that goes further: what a way has no field for is
refused when it is made.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self, runtime_checkable

from truce_sim.api.questions.given import GivenAsked
from truce_sim.api.questions.question import AsksOthers, Question, Source
from truce_sim.cli.errors import UsageError
from truce_sim.cli.given import Given
from truce_sim.cli.placing import placed
from truce_sim.cli.reading import read
from truce_sim.runs.formats.extras import lack_of
from truce_sim.runs.known_engines import ENGINES, Asked
from truce_sim.runs.known_formats import USUAL
from truce_sim.scenario import Scenario


@runtime_checkable
class OfItsOwn(Protocol):
    """A question about no scenario of the user's: it brings one of its own."""

    def scenario(self) -> Scenario:
        """Return the scenario.

        Raises:
            BadScenarioError: if it has faults.
        """
        ...

    def words(self) -> list[str]:
        """Return the question as words of a command line."""
        ...


@dataclass(frozen=True, slots=True)
class Sources:
    """The scenario files that are asked about, and what is changed in them."""

    scenarios: tuple[str, ...]
    sets: tuple[str, ...]
    plain: bool
    quiet: bool

    @classmethod
    def taken(cls, given: Given, voice: "Voice") -> Self:
        """Take them from a command line."""
        quiet = voice.quiet or voice.json
        return cls(given.texts("scenario"), given.texts("sets"), voice.plain, quiet)

    def read(self, path: str, sets: Sequence[str] | None = None) -> Scenario:
        """Return the scenario in a file, with other changes if those are given.

        Raises:
            BadScenarioError: if it has faults.
        """
        changed = self.sets if sets is None else sets
        return read(path, changed, plain=self.plain, quiet=self.quiet)

    @property
    def source(self) -> Source:
        """Where the first scenario is from."""
        return Source(self.scenarios[0] if self.scenarios else "", self.sets)

    def beside(self, question: Question) -> Question:
        """Return a question with the other files that are named, read, where it takes any.

        Raises:
            BadScenarioError: if one of them has faults.
        """
        if not isinstance(question, AsksOthers):
            return question
        return question.beside([self.read(path) for path in self.scenarios[1:]])


@dataclass(frozen=True, slots=True)
class Voice:
    """How a command speaks."""

    json: bool
    quiet: bool
    plain: bool
    debug: bool

    @classmethod
    def taken(cls, given: Given) -> Self:
        """Take it from a command line."""
        return cls(*(given.flag(name) for name in ("json", "quiet", "plain", "debug")))


@dataclass(frozen=True, slots=True)
class Dress:
    """What is written beside the summary."""

    formats: tuple[str, ...]
    open: bool

    @classmethod
    def taken(cls, given: Given, *, opens: bool = True) -> Self:
        """Take it from a command line; `opens` says whether there will be anything to open.

        Raises:
            UsageError: if its options contradict each other, or a format's library is absent.
        """
        formats, bare = given.texts("formats"), given.flag("no_report")
        if formats and bare:
            raise UsageError("--no-report stands for --format csv; leave one of them out")
        chosen = ("csv",) if bare else formats or USUAL
        if lack := lack_of(*chosen):
            raise UsageError(lack)
        shown = opens and given.flag("open")
        if shown and "html" not in chosen:
            raise UsageError("--open opens the report, which is not written; add it: --format html")
        return cls(chosen, shown)


@dataclass(frozen=True, slots=True)
class New:
    """A question asked anew."""

    question: Question
    sources: Sources
    jobs: int
    engine: Asked
    out: str
    voice: Voice
    dress: Dress
    on: str | None = None
    """Where a cluster is that computes it."""


@dataclass(frozen=True, slots=True)
class Weigh:
    """A question that is not to be answered: how much work would it be?"""

    question: Question
    sources: Sources
    jobs: int
    engine: Asked
    out: str
    voice: Voice
    formats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """A question that others are to work on: how much that is, and where, is said."""

    question: Question
    sources: Sources
    out: str
    voice: Voice


@dataclass(frozen=True, slots=True)
class Resume:
    """An interrupted study to go on with; what is said of its question is only compared."""

    run: str
    question: Question
    sources: Sources
    jobs: int
    engine: Asked
    out: str
    voice: Voice
    dress: Dress
    on: str | None = None


@dataclass(frozen=True, slots=True)
class Again:
    """A finished study to run once more, and to compare byte by byte."""

    run: str
    jobs: int
    engine: Asked
    out: str
    voice: Voice
    on: str | None = None


Request = New | Weigh | Planned | Resume | Again
Taken = Callable[[Given], Question]
"""Takes the options that a command has for its question."""


def request_of(given: Given, taken: Taken) -> Request:
    """Return what a command line asks for.

    Raises:
        UsageError: if it says something that its way of asking does not read.
    """
    again = given.text("again")
    voice = Voice.taken(given)
    if given.flag("plan_only"):
        return _planned(given, taken, voice, again)
    (jobs, on), out = placed(given), given.text("out") or "results"
    engine: Asked = "auto"
    if (named := given.text("engine")) in ENGINES:
        engine = named
    if again is not None:
        given.refuse_rest("--again repeats a stored study as it was; name nothing else")
        return Again(again, jobs, engine, out, voice, on)
    resume = given.text("resume")
    sources = Sources.taken(given, voice)
    asked = _asked(given, taken)
    if resume is None and given.flag("dry_run"):
        if on is not None:
            raise UsageError("--dry-run weighs a study for this machine; leave out --on")
        dress = Dress.taken(given, opens=False)
        given.refuse_rest("--dry-run runs nothing")
        return Weigh(asked, sources, jobs, engine, out, voice, dress.formats)
    dress = Dress.taken(given)
    if resume is not None:
        given.refuse_rest("--resume goes on with a study as it was asked")
        return Resume(resume, asked, sources, jobs, engine, out, voice, dress, on)
    given.refuse_rest("that is not read here")
    return New(asked, sources, jobs, engine, out, voice, dress, on)


def _planned(given: Given, taken: Taken, voice: Voice, again: str | None) -> Planned:
    """Return a question that is only planned; how it is made and dressed is said by others later.

    Raises:
        UsageError: if it says something else as well.
    """
    if again is not None:
        raise UsageError("--plan-only plans a new study; leave out --again")
    out, sources = given.text("out") or "results", Sources.taken(given, voice)
    asked = _asked(given, taken)
    given.refuse_rest("--plan-only plans a new study and runs nothing")
    return Planned(asked, sources, out, voice)


def _asked(given: Given, taken: Taken) -> Question:
    """Return what is asked, of truces like what was observed if that is said."""
    asked = taken(given)
    return GivenAsked(asked, given.text("until")) if given.flag("given_observed") else asked
