"""Shares of a study, for machines that see the same folder and never speak to each other.

All runs that are known beforehand form one line, by stage, setting and number, and share 3 of 40 is
the third of forty stretches of it: nobody has to be asked who does what. A worker goes through the
study as whoever gathers it will, and where runs are missing fills its own stretch of them and
stops. So once all that is known beforehand is there, the same shares fill what hangs on it.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, NoReturn, Protocol

from truce_sim.runs.batch import Columns
from truce_sim.runs.coverage import Coverage
from truce_sim.runs.engines import Choice
from truce_sim.runs.executors import executor
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.replications import Progress, Setting, Stage, Work
from truce_sim.runs.store import StoreError
from truce_sim.runs.stored import PARTS, PLAN, Stored
from truce_sim.scenario import Scenario
from truce_sim.studies.study import NothingFinishedError, Study

Stretch = tuple[int, int]
"""Places in a line: the first, and the one behind the last."""


class NotForeseenError(Exception):
    """What the study runs hangs on what it finds, from the beginning."""


class GoneError(Exception):
    """The study's folder is no longer there: it was gathered, or removed, meanwhile."""


@dataclass(frozen=True, slots=True)
class Share:
    """One of so many equal parts."""

    number: int
    """From 1 on."""
    of: int

    def __str__(self) -> str:
        return f"{self.number}/{self.of}"

    def stretch(self, runs: int) -> Stretch:
        """Return its places in a line of so many runs."""
        return runs * (self.number - 1) // self.of, runs * self.number // self.of


@dataclass(frozen=True, slots=True)
class Line:
    """Runs in the order in which they are shared out."""

    stages: tuple[Stage, ...]

    @property
    def runs(self) -> int:
        """How many they are."""
        return sum(stage.runs for stage in self.stages)

    def missing(self, coverage: Coverage, low: int, end: int) -> Iterator[Stage]:
        """Yield what is not there of a stretch, each stage of settings that lack the same runs."""
        lacking: dict[tuple[int, int, int], list[Setting]] = {}
        at = 0
        for place, stage in enumerate(self.stages):
            for one in stage.settings:
                start = stage.first + max(low - at, 0)
                stop = stage.first + min(end - at, stage.count)
                at += stage.count
                shift = one.offset
                if start < stop:
                    for first, last in coverage.gaps(one.key, shift + start, shift + stop):
                        lacking.setdefault((place, first - shift, last - first), []).append(one)
        for (_, first, count), settings in lacking.items():
            yield Stage(tuple(settings), first, count)

    def left(self, coverage: Coverage) -> int:
        """Return how many of its runs are not there."""
        return sum(stage.runs for stage in self.missing(coverage, 0, self.runs))


@dataclass(frozen=True, slots=True)
class Filled:
    """What became of a share."""

    runs: int
    """Runs in it."""
    made: int
    """Of those, how many were simulated now; the others were there, or are missing still."""
    wanted: int
    """Runs in all shares."""
    left: int
    """Of those, how many are on no disk yet, as far as can be seen."""
    beforehand: bool
    """They were known beforehand; otherwise they hang on what those have shown."""
    interrupted: bool = False


@dataclass(slots=True)
class _Through(Work):
    """Goes through a study without running anything, as far as runs are there."""

    meets: Callable[[Line, bool], None] = lambda *_: None
    """Is told what is needed next, and whether beforehand; raises where that is not there."""
    foreseen: bool = False

    def foresee(self, stages: Callable[[], Iterable[Stage]]) -> None:
        """Hear what is needed whatever is found."""
        self.meets(Line(tuple(stages())), True)
        self.foreseen = True

    def run(self, settings: Sequence[Setting], first: int, count: int) -> dict[str, Columns]:
        """Return the runs that are there; see `Work.run`."""
        if not self.foreseen:
            raise NotForeseenError
        self.meets(Line((Stage(tuple(settings), first, count),)), False)
        return Work.run(self, settings, first, count)


class _NotThereError(Exception):
    """Runs that a glance has seen cannot be read."""


class _Refusing(Executor):
    """Computes nothing: a worker makes its share and no other run."""

    def submit(self, *_: Any, **__: Any) -> Future[Any]:  # noqa: ANN401
        """Refuse.

        Raises:
            _NotThereError: always.
        """
        raise _NotThereError


class _Told(Exception):  # noqa: N818 - it is no error
    """All that there was to find out; it ends the way through a study."""

    def __init__(self, line: Line, filled: Filled | None = None) -> None:
        super().__init__()
        self.line = line
        self.filled = filled


def known_beforehand(study: Study, scenario: Scenario) -> Line:
    """Return all runs of a study that it makes whatever it finds.

    Raises:
        NotForeseenError: if there are none.
        ScenarioFaults: if a setting of the study does not fit the scenario.
    """

    def meets(line: Line, _: bool) -> NoReturn:
        raise _Told(line)

    try:
        study.conduct(scenario, _Through(study.seed, _Refusing(), 1, meets=meets))
    except _Told as told:
        return told.line
    raise NotForeseenError


class Engines(Protocol):
    """Chooses who makes so many runs."""

    def __call__(self, runs: int, /) -> Choice:
        """Return who does."""


@dataclass(frozen=True)
class Filling:
    """How a worker fills its share of a study's folder."""

    stored: Stored
    plan: dict[str, Any]
    """As `conduct.plan_of` gives it: parts of another are not taken for this one's."""
    share: Share
    jobs: int
    engines: Engines
    on_progress: Callable[[Progress], None] = lambda _: None
    tell: Callable[[str], None] = lambda _: None

    def fill(self, study: Study, scenario: Scenario) -> Filled | None:
        """Fill the share of what is needed next; return None if the study lacks nothing at all.

        Raises:
            BatchFailedError: if a simulation fails.
            GoneError: if the study was gathered, or removed, meanwhile.
            NotForeseenError: if nothing of the study is known beforehand.
            StoreError: if finished runs cannot be written.
        """
        self._open()
        parts = self.stored.folder / PARTS
        try:
            try:
                return self._through(study, scenario, parts, glance=True)
            except _NotThereError:
                # A chunk is not what it says: now each is read, so that its runs count as missing.
                return self._through(study, scenario, parts, glance=False)
        except NothingFinishedError:
            return None  # all of it is there, and tells nothing
        except _NotThereError as error:
            raise GoneError from error
        except StoreError as error:
            if parts.is_dir():
                raise
            raise GoneError from error

    def _through(
        self, study: Study, scenario: Scenario, parts: Path, *, glance: bool
    ) -> Filled | None:
        asked = json.dumps(self.plan, sort_keys=True)
        reading = Ledger(parts, asked, make=False)
        coverage = Coverage(reading, glance=glance)

        def meets(line: Line, beforehand: bool) -> None:
            if line.left(coverage):
                added = _Added(parts, asked, make=False)
                raise _Told(line, self._filled(study.seed, line, coverage, added, beforehand))

        try:
            study.conduct(
                scenario, _Through(study.seed, _Refusing(), 1, ledger=reading, meets=meets)
            )
        except _Told as told:
            return told.filled
        return None

    def _open(self) -> None:
        """See to the folder of the runs: some ways of copying leave out what is empty.

        Raises:
            GoneError: if the study is not there.
        """
        try:
            (self.stored.folder / PARTS).mkdir(exist_ok=True)
        except FileNotFoundError:
            raise GoneError from None
        except OSError as error:
            said = error.strerror or error
            raise StoreError(f"cannot write to {self.stored.folder}: {said}") from error
        if not (self.stored.folder / PLAN).is_file():
            # It was being removed, and we came in between.
            for folder in (self.stored.folder / PARTS, self.stored.folder):
                try:
                    folder.rmdir()
                except OSError:
                    break
            raise GoneError

    def _filled(
        self,
        seed: int,
        line: Line,
        coverage: Coverage,
        ledger: Ledger,
        beforehand: bool,
    ) -> Filled:
        low, end = self.share.stretch(line.runs)
        missing = list(line.missing(coverage, low, end))
        wanted = sum(stage.runs for stage in missing)
        made, interrupted = 0, False
        if missing:
            choice = self.engines(wanted)
            with choice, executor(self.jobs, self.tell) as pool:
                heard = _Summing(self.on_progress, wanted, missing)
                work = Work(seed, pool, self.jobs, ledger, on_progress=heard, engine=choice)
                for stage in missing:
                    # Runs are written and forgotten, but for what progress is told by.
                    settings = [replace(one, at_hand=("held",)) for one in stage.settings]
                    work.run(settings, stage.first, stage.count)
                    made += heard.stage_ended()
                    if interrupted := work.interrupted:
                        choice.stop()
                        break
        coverage.look()
        return Filled(end - low, made, line.runs, line.left(coverage), beforehand, interrupted)


class _Added(Ledger):
    """A ledger that is only added to: what others have put there is not read."""

    def kept(self, setting: str, names: object = ()) -> list[tuple[int, Columns]]:
        """Return nothing."""
        del setting, names
        return []


class _Summing:
    """Tells how far all stages of a share are, as if they were one."""

    def __init__(
        self, hears: Callable[[Progress], None], wanted: int, stages: Sequence[Stage]
    ) -> None:
        self._hears, self._wanted = hears, wanted
        self._settings = sum(len(stage.settings) for stage in stages)
        self._before = Progress(0, wanted, 0, self._settings, 0)
        self._last = Progress(0, 0, 0, 0, 0)

    def __call__(self, progress: Progress) -> None:
        self._last = progress
        self._hears(self._sum(ended=progress.ended))

    def stage_ended(self) -> int:
        """Return how many runs the stage made that has ended; from now on it counts as before."""
        self._before = self._sum()
        done, self._last = self._last.done, Progress(0, 0, 0, 0, 0)
        return done

    def _sum(self, *, ended: bool = False) -> Progress:
        before, last = self._before, self._last
        return Progress(
            done=before.done + last.done,
            wanted=self._wanted,
            settings_done=before.settings_done + last.settings_done,
            settings=self._settings,
            held=before.held + last.held,
            ended=ended,
        )
