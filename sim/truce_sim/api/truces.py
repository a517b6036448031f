"""A truce as Python sees it: loaded, changed, asked. Nothing is written."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from os import PathLike, fspath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Unpack

from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.findings import Findings
from truce_sim.api.notebook import in_folds
from truce_sim.api.numbers import checked
from truce_sim.api.questions.question import Source
from truce_sim.api.written import change_of, plain
from truce_sim.scenario import (
    Scenario,
    ScenarioFaults,
    dump_toml,
    from_raw,
    from_text,
    warnings_of,
    with_option,
    with_sets,
)
from truce_sim.scenario import load as load_file
from truce_sim.scenario.describe import as_text, in_words

if TYPE_CHECKING:
    # What asks brings NumPy and SciPy along: a truce is loaded, checked and shown without them.
    from truce_sim.api.answer import Answer, Nowcast, Odds
    from truce_sim.api.asking import How
    from truce_sim.api.questions.question import Question
    from truce_sim.api.telling import Telling
    from truce_sim.studies.results.compare import CompareResult
    from truce_sim.studies.results.postpone import PostponeResult, Unless
    from truce_sim.studies.results.require import RequireResult
    from truce_sim.studies.results.sensitivity import SensitivityResult
    from truce_sim.studies.results.sweep import SweepResult
    from truce_sim.studies.sweep import Design

Levels = Mapping[str, object] | Sequence[str] | str
"""Inputs with their levels: `{path: [a, b, c]}`, `{path: "1:8"}`, or "PATH=..." as on a command
line."""


@dataclass(frozen=True)
class Truce:
    """One truce, as a scenario describes it. It is never changed: `set` returns another one.

    Attributes:
        scenario: the typed scenario.
        source: where it is from, as far as that was said.
        text: the text it was loaded from, where that was no file; else "".
    """

    scenario: Scenario
    source: Source = field(default_factory=Source)
    text: str = ""

    @property
    def name(self) -> str:
        """Name of the scenario: of its file, without the ending."""
        return self.scenario.name

    @property
    def title(self) -> str:
        """What the truce is called."""
        return self.scenario.title

    @cached_property
    def options(self) -> "Mapping[str, Truce]":
        """The truce as each of its `[options]` has it, by id."""
        named = self.scenario.options.items()
        return {key: Truce(with_option(self.scenario, one.set), self.source) for key, one in named}

    def check(self) -> Findings:
        """Return what could not matter, comes too late or cannot be right in it."""
        return Findings(notes=warnings_of(self.scenario))

    def set(self, values: Mapping[str, object] | None = None, **more: object) -> "Truce":
        """Return the truce with other values, as `--set` would give them.

        Args:
            values: by dotted path, written as in a file: `{"verification.teams": 12}`.
            more: the same for paths without a dot.

        Raises:
            QuestionError: if no file could hold a path or a value: None, or an object.
            ScenarioFaults: everything that is wrong with them, all at once.
        """
        changes = tuple(
            change_of(path, value) for path, value in {**(values or {}), **more}.items()
        )
        source = Source(self.source.path, (*self.source.sets, *changes))
        return Truce(with_sets(self.scenario, changes), source)

    def to_toml(self) -> str:
        """Return the truce as a file that stands on its own, without comments.

        An option's truce is written as it is from the truce's start on.
        """
        return dump_toml(self.scenario)

    # Questions.

    def run(
        self,
        runs: int | None = None,
        seed: int | None = None,
        *,
        precision: float | None = None,
        decide: float | None = None,
        believable: bool = True,
        given_observed: bool = False,
        until: object = None,
        **how: "Unpack[How]",
    ) -> "Odds":
        """Simulate it many times: does it hold until the talks, why does it fail, and when?

        Args:
            runs: how many times; None: as the scenario says.
            seed: root seed; None: as the scenario says.
            precision: half-width of the interval, a share, at which to stop instead.
            decide: odds, a share, to be told apart from, instead.
            believable: whether to look at other believable inputs as well.
            given_observed: from the last day observed on, of truces like what was counted.
            until: the moment up to which things are known, where not all that the file says.
            how: `jobs`, `engine`, `progress` (see `How`); none of it changes the answer.

        Raises:
            QuestionError: if it cannot be asked so.
            ScenarioFaults: if what is asked does not fit the truce.
        """
        from truce_sim.api.answer import Odds, answer_to
        from truce_sim.api.questions.run import RunAsked

        numbers = checked(runs=runs, seed=seed, precision=precision, decide=decide)
        asked = RunAsked(**numbers, believable=believable)
        return answer_to(Odds, self._since(asked, given_observed, until), self._asked, how)

    def compare(
        self,
        *others: "Truce | str | PathLike[str]",
        runs: int | None = None,
        seed: int | None = None,
        believable: bool = True,
        given_observed: bool = False,
        until: object = None,
        **how: "Unpack[How]",
    ) -> "Answer[CompareResult]":
        """Set its options side by side, or other truces, on the same simulated histories.

        Args:
            others: truces, or files; without any, the options of this one.
            runs: simulated histories; None: as the scenario says.
            seed: root seed; None: as the scenario says.
            believable: also whether the first place survives over believable inputs, which
                doubles the runs; it is looked at from 500 on.
            given_observed: from the last day observed on, of truces like what was counted.
            until: the moment up to which things are known, where not all that the file says.
            how: `jobs`, `engine`, `progress`.

        Raises:
            QuestionError: if there is nothing to compare.
            ScenarioFaults: if another file has faults, or what is asked does not fit.
        """
        from truce_sim.api.answer import Answer, answer_to
        from truce_sim.api.questions.compare import CompareAsked

        loaded = [one if isinstance(one, Truce) else load(one) for one in others]
        beside = [one.scenario for one in loaded]
        asked = CompareAsked(**checked(runs=runs, seed=seed), believable=believable).beside(beside)
        # On a command line a change is one of all files: a truce with others is a file of its own.
        shared = all(one.source.sets == self.source.sets for one in loaded)
        first, *rest = (one.source if shared else _as_file(one) for one in (self, *loaded))
        paths = tuple(one.path or f"{of.name}.toml" for one, of in zip(rest, loaded, strict=True))
        question = self._since(asked, given_observed, until)
        return answer_to(Answer, question, (self.scenario, first), how, paths)

    def sweep(
        self,
        params: Levels,
        runs: int | None = None,
        seed: int | None = None,
        *,
        design: "Design | None" = None,
        points: int | None = None,
        confirm: bool = False,
        given_observed: bool = False,
        until: object = None,
        **how: "Unpack[How]",
    ) -> "Answer[SweepResult]":
        """Vary one or more inputs over a range.

        Args:
            params: inputs with their levels: `{"verification.teams": [2, 6, 12]}`, a range as
                `{"verification.teams": "1:8"}`, or "PATH=..." as on a command line.
            runs: runs a setting; None: as the scenario says.
            seed: root seed; None: as the scenario says.
            design: "grid", "lhs" or "sobol".
            points: settings of a design that is no grid.
            confirm: whether to run the best and the worst settings once more, with other luck.
            given_observed: from the last day observed on, of truces like what was counted.
            until: the moment up to which things are known, where not all that the file says.
            how: `jobs`, `engine`, `progress`.

        Raises:
            QuestionError: if it cannot be asked so.
            ScenarioFaults: if an input or a level does not fit.
        """
        from truce_sim.api.answer import Answer, answer_to
        from truce_sim.api.questions.sweep import SweepAsked

        numbers = checked(runs=runs, seed=seed, points=points)
        asked = SweepAsked(**numbers, params=levels(params), design=design, confirm=confirm)
        return answer_to(Answer, self._since(asked, given_observed, until), self._asked, how)

    def require(
        self,
        by: Levels,
        holds: float,
        runs: int | None = None,
        seed: int | None = None,
        *,
        given_observed: bool = False,
        until: object = None,
        **how: "Unpack[How]",
    ) -> "Answer[RequireResult]":
        """How much of one input does it take to reach given odds?

        Args:
            by: the input with its range, "verification.teams=1:12".
            holds: the odds to reach, a share.
            runs: runs a setting; None: as many as it takes, within the scenario's number.
            seed: root seed; None: as the scenario says.
            given_observed: from the last day observed on, of truces like what was counted.
            until: the moment up to which things are known, where not all that the file says.
            how: `jobs`, `engine`, `progress`.

        Raises:
            QuestionError: if it cannot be asked so.
            ScenarioFaults: if the input or its range does not fit.
        """
        from truce_sim.api.answer import Answer, answer_to
        from truce_sim.api.questions.require import RequireAsked

        found = levels(by)
        if len(found) != 1:
            raise QuestionError("{by} takes one input", by=Word("by"))
        asked = RequireAsked(**checked(runs=runs, seed=seed, holds=holds), by=found[0])
        return answer_to(Answer, self._since(asked, given_observed, until), self._asked, how)

    def postpone(
        self,
        talks: Sequence[object] | date | str | None = None,
        runs: int | None = None,
        seed: int | None = None,
        *,
        unless: "Unless | None" = None,
        given_observed: bool = False,
        until: object = None,
        **how: "Unpack[How]",
    ) -> "Answer[PostponeResult]":
        """What do later talks buy, and what do they cost?

        Args:
            talks: dates of the talks, "2016-03-14", or several; None: the usual ones.
            runs: simulated histories; None: as the scenario says.
            seed: root seed; None: as the scenario says.
            unless: what the rule beside the dates waits for, "settled" or "quiet".
            given_observed: from the last day observed on, of truces like what was counted.
            until: the moment up to which things are known, where not all that the file says.
            how: `jobs`, `engine`, `progress`.

        Raises:
            ScenarioFaults: if a date does not fit.
        """
        from truce_sim.api.answer import Answer, answer_to
        from truce_sim.api.questions.postpone import PostponeAsked

        several = [talks] if isinstance(talks, str | date) else talks
        dates = None if several is None else ",".join(map(str, several))
        asked = PostponeAsked(**checked(runs=runs, seed=seed), talks=dates, unless=unless)
        return answer_to(Answer, self._since(asked, given_observed, until), self._asked, how)

    def sensitivity(
        self,
        runs: int | None = None,
        seed: int | None = None,
        *,
        given_observed: bool = False,
        until: object = None,
        **how: "Unpack[How]",
    ) -> "Answer[SensitivityResult]":
        """Which believable inputs matter, and how much is luck?

        Args:
            runs: runs a bar; there are two bars for each input.
            seed: root seed; None: as the scenario says.
            given_observed: from the last day observed on, of truces like what was counted.
            until: the moment up to which things are known, where not all that the file says.
            how: `jobs`, `engine`, `progress`.

        Raises:
            QuestionError: if no input has a believable range.
        """
        from truce_sim.api.answer import Answer, answer_to
        from truce_sim.api.questions.sensitivity import SensitivityAsked

        asked = SensitivityAsked(**checked(runs=runs, seed=seed))
        return answer_to(Answer, self._since(asked, given_observed, until), self._asked, how)

    def now(
        self,
        until: object = None,
        runs: int | None = None,
        seed: int | None = None,
        **how: "Unpack[How]",
    ) -> "Nowcast":
        """What do the days that have passed say of the odds?

        Args:
            until: the moment up to which things are known; None: all that the file says.
            runs: simulated histories that are weighed.
            seed: root seed; None: as the scenario says.
            how: `jobs`, `engine`, `progress`.

        Raises:
            QuestionError: for a change of an input that histories draw from its range.
            ScenarioFaults: if nothing is observed, or it does not fit.
        """
        from truce_sim.api.answer import Nowcast, answer_to
        from truce_sim.api.questions.now import NowAsked

        moment = None if until is None else str(until)
        asked = NowAsked(**checked(runs=runs, seed=seed), until=moment)
        return answer_to(Nowcast, asked, self._asked, how)

    def trace(
        self,
        run: int | None = None,
        seed: int | None = None,
        *,
        where: str | None = None,
        collapses: bool = False,
        nth: int = 1,
        runs: int | None = None,
        jobs: int | None = None,
    ) -> "Telling":
        """Tell one run, incident by incident.

        Args:
            run: its number, from 0; None: the first as asked by `where`, or run 0.
            seed: root seed; None: as the scenario says.
            where: a condition on its columns, "cause = walk-out and life < 3 days".
            collapses: a typical run that collapses.
            nth: which of those that meet it, or which of the most typical.
            runs: how many are looked at for it.
            jobs: runs looked at at once.

        Raises:
            LookupError: if none of those looked at is as asked.
            QuestionError: if it is asked in two of these ways.
            ScenarioFaults: everything that is wrong with the condition.
        """
        from truce_sim.api.telling import tell

        return tell(
            self.scenario,
            run,
            seed,
            where=where,
            collapses=collapses,
            nth=nth,
            runs=runs,
            jobs=jobs,
        )

    @property
    def _asked(self) -> tuple[Scenario, Source]:
        return self.scenario, self.source

    def _since(
        self,
        asked: "Question",
        given_observed: bool,
        until: object,
    ) -> "Question":
        from truce_sim.api.asking import from_then_on

        return from_then_on(asked, given_observed, until)

    # How it shows itself.

    def __str__(self) -> str:
        return as_text(in_words(self.scenario)).rstrip("\n")

    def __repr__(self) -> str:
        return f"<Truce {self.name}: {self.title}>"

    def _repr_html_(self) -> str:
        return in_folds(in_words(self.scenario))


def load(
    what: "str | PathLike[str] | Mapping[str, object] | Answer[Any]",
    sets: Sequence[str] = (),
    *,
    name: str = "scenario",
) -> Truce:
    """Return the truce of a scenario.

    Args:
        what: a path; a name, of a file in the working folder or of a scenario that comes with the
            program; the text of a file; what a file would hold, as a mapping; or an answer, for
            the truce that was asked.
        sets: changes, each "PATH=VALUE", as after `--set`.
        name: what to call it where it stands in no file.

    Raises:
        ScenarioFaults: everything that is wrong with it, all at once.
        TypeError: if it is none of these.
    """
    changes = (sets,) if isinstance(sets, str) else tuple(sets)
    if not isinstance(what, str | PathLike | Mapping):
        asked = getattr(what, "scenario", None)
        if not isinstance(asked, Scenario):
            raise TypeError(f"a truce is loaded from a path, a name, a text or a mapping: {what!r}")
        return Truce(with_sets(asked, changes) if changes else asked, Source("", changes))
    if isinstance(what, Mapping):
        scenario = from_raw(what, name)
        return Truce(with_sets(scenario, changes) if changes else scenario, Source("", changes))
    if isinstance(what, str) and "\n" in what:
        return Truce(from_text(what, name, changes), Source("", changes), what)
    path = what if isinstance(what, str) else Path(what)
    return Truce(load_file(path, changes), Source(fspath(what), changes))


def check(what: "str | PathLike[str] | Mapping[str, object]", sets: Sequence[str] = ()) -> Findings:
    """Return all that is wrong with a scenario, and what could be; runs nothing.

    Args:
        what: as for `load`.
        sets: changes, each "PATH=VALUE".
    """
    try:
        return load(what, sets).check()
    except ScenarioFaults as error:
        return Findings(faults=error.faults)


def _as_file(truce: Truce) -> Source:
    """Return where a truce stands without a change: in its file, or in what `to_toml` makes."""
    return Source(f"{truce.name}.toml") if truce.source.sets else truce.source


def levels(params: Levels) -> tuple[str, ...]:
    """Return inputs with their levels as a command line has them, "PATH=A,B,C"."""
    if isinstance(params, str):
        return (params,)
    if not isinstance(params, Mapping):
        return tuple(map(str, params))
    return tuple(f"{path}={_range(value)}" for path, value in params.items())


def _range(value: object) -> str:
    found = plain(value)
    return ",".join(map(str, found)) if isinstance(found, list | tuple) else str(found)
