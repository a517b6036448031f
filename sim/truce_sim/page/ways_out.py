"""A state as something to take along: a command that gives the same number, an option, a file.

An option holds from the truce's start on and leaves what was before it as the file has it, so that
"2 x before" stays what it was; `--set` moves both. Where that makes two truces, it is said, and the
command is another.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truce_sim.calling import command, path_word
from truce_sim.model import World, build_world
from truce_sim.page.dropped import Dropped
from truce_sim.page.observing import observed_in, until
from truce_sim.page.state import Hands, State
from truce_sim.page.worlds import Worlds
from truce_sim.scenario import Scenario, ScenarioFaults, with_option, with_sets
from truce_sim.scenario.amounts_before import come_to, written_amounts
from truce_sim.scenario.before import violations_a_day
from truce_sim.scenario.writing import dump_toml, to_toml
from truce_sim.studies.stops import typed

_LABEL = "As on the page"
_KEY = "on-the-page"


class WaysOut:
    """Says states of one scenario in other forms.

    Args:
        scenario: as loaded.
        path: the file as it was named.
        sets: changes with which it was loaded, as after `--set`.
        runs: histories of which an answer is.
        seed: root seed of the histories.
    """

    def __init__(
        self,
        scenario: Scenario,
        path: str,
        sets: Sequence[str],
        hands: Hands,
        worlds: Worlds,
        runs: int,
        seed: int,
    ) -> None:
        self._scenario, self._path, self._sets = scenario, path, tuple(sets)
        self._hands, self._worlds = hands, worlds
        self._last: _Read | None = None
        self._runs = ("--runs", str(runs), "--seed", str(seed))

    def of(self, state: State, stop: Callable[[], bool]) -> dict[str, Any]:
        """Return a state as a command, as an option to paste into the file, and as a file.

        Args:
            state: as moved.
            stop: whether nobody wants them any more.

        Raises:
            Dropped: if nobody does.
            UnfitStateError: if its values do not fit together.
        """
        read = self._read(state)
        if stop():
            raise Dropped
        option, of_option = self._option(read)
        return {
            **self._command(read),
            "option": option,
            "option_told": of_option,
            "file": self._file(read),
        }

    def trace(self, state: State, replication: int) -> str:
        """Return the command that follows one history of a state, or of the file's under an option.

        Blank where no command can: several options that leave what was before the truce alone.
        """
        file, run = path_word(self._path), ("--run", str(replication), *self._runs[2:])
        if self._read(state).by_sets:
            return command("trace", file, *self._set_words(self._typed(state)), *run)
        if len(state.options) == 1:
            options = ("--options", f"base,{state.options[0]}")
            return command("trace", file, *self._set_words(self._moved(state)), *options, *run)
        return ""

    def _read(self, state: State) -> "_Read":
        """Return what a state comes to; once for all that is asked of the one that stands."""
        if self._last is None or self._last.state != state:
            there = self._worlds.scenario(state)
            world, why = build_world(there), ""
            try:
                by_sets = build_world(with_sets(self._scenario, self._typed(state))) == world
            except ScenarioFaults as error:
                by_sets, why = False, "; ".join(fault.sentence for fault in error.faults)
            # From a day observed on an option acts later, and a set from the beginning.
            later = bool(state.options) and state.observed is not None
            self._last = _Read(state, there, world, by_sets and not later, why, later)
        return self._last

    # A command.

    def _command(self, read: "_Read") -> dict[str, str]:
        state, file, more = read.state, path_word(self._path), [*self._runs]
        if state.observed is not None:
            moment = until(self._hands.days[state.observed])
            more += ["--given-observed", *(["--until", moment] if moment else [])]
        if read.by_sets:
            sets = self._set_words(self._typed(state))
            run = command("run", file, *sets, *more, "--no-believable")
            return {"command": run, "told": ""}
        saved = path_word(f"{self._scenario.name}-on-the-page.toml")
        if read.why and not state.options:
            return {"command": "", "told": f"The command line would refuse it: {read.why}."}
        if not state.options:
            run = command("run", saved, *more, "--no-believable")
            return {"command": run, "told": f"Save the file below as {saved} first. {_WHOLE}"}
        why = _LATER if read.later else _PAST
        if len(state.options) == 1 and not read.later:
            title = self._hands.options[state.options[0]].title
            compare = command("compare", file, *self._set_words(self._moved(state)), *more)
            return {"command": compare, "told": f"Its number stands there beside {title}. {why}"}
        return {
            "command": command("compare", saved, *more),
            "told": f"Save the file below as {saved} first; its number stands there beside "
            f"{_LABEL}. {why}",
        }

    def _moved(self, state: State) -> list[str]:
        """Return what sliders and talks set, and what was observed."""
        values = self._worlds.values(state)
        moved = (f"{path}={typed(raw)}" for path, raw in values.items())
        return [*moved, *self._worlds.seen(state)]

    def _typed(self, state: State) -> list[str]:
        options = self._worlds.option_values(state)
        return [*self._moved(state), *(f"{path}={typed(raw)}" for path, raw in options.items())]

    def _set_words(self, texts: Sequence[str]) -> list[str]:
        return [word for text in (*self._sets, *texts) for word in ("--set", text)]

    def _told(self, scenario: Scenario, state: State) -> Scenario:
        """Return a scenario with what was observed in it."""
        return observed_in(scenario, self._worlds.seen(state))

    # An option.

    def _option(self, read: "_Read") -> tuple[str, str]:
        values = {**self._worlds.values(read.state), **self._worlds.option_values(read.state)}
        if not values:
            return "", "Nothing differs from the file."
        for tried in (values, {**values, **_counted(read.there, values)}):
            if self._as_option(tried) == read.world:
                return self._block(tried), ""
        return self._block(values), _OTHER

    def _as_option(self, values: Mapping[str, Any]) -> World | None:
        try:
            return build_world(with_option(self._scenario, values))
        except ScenarioFaults:
            return None

    def _block(self, values: Mapping[str, Any]) -> str:
        key, place = _KEY, 1
        while key in self._scenario.options:
            key, place = f"{_KEY}-{place + 1}", place + 1
        return to_toml({"options": {key: {"label": _LABEL, "set": dict(values)}}})

    # A file.

    def _file(self, read: "_Read") -> str:
        """Return the truce of a state as a file; in it options stay one where they must."""
        if read.by_sets or not read.state.options:
            return dump_toml(self._told(read.there, read.state))
        moved = self._told(self._worlds.as_moved(read.state), read.state)
        option = {"label": _LABEL, "set": self._worlds.option_values(read.state)}
        return to_toml({**moved.source, "options": {_KEY: option}})


@dataclass(frozen=True, slots=True)
class _Read:
    """What a state comes to."""

    state: State
    there: Scenario
    world: World
    by_sets: bool
    """Whether `--set` makes the same of it."""
    why: str
    """Why the file would not take it so."""
    later: bool
    """Whether an option acts from a day observed on."""


_PAST = "An option leaves what was before the truce as it was, which --set would move along."
_LATER = "An option acts from the last moment known on, which --set would not."
_WHOLE = "--set alone would make another truce of it."
_OTHER = (
    "Not the same number: the page moves what was before the truce along, which an option leaves "
    "as the file has it. The command and the file say it whole."
)


def _counted(there: Scenario, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is counted in the past of a state, as the numbers that it comes to there."""
    amounts = {
        ".".join(one.steps): come_to(there, one, there.past)
        for one in written_amounts(there.source)
    }
    moved = {path for path in amounts for value in values if f"{value}.".startswith(f"{path}.")}
    return {
        "quiet.before": violations_a_day(there.past),
        **{path: number for path, number in amounts.items() if path not in moved},
    }
