"""Answers from a day observed on: of histories like what was known by then, found once a state."""

from collections import OrderedDict
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from truce_sim.page.answers import given_answer
from truce_sim.page.histories import Histories
from truce_sim.page.observing import Given, Known, given, known, observed_in, refused, until
from truce_sim.page.past import past_beside
from truce_sim.page.state import Hands, State
from truce_sim.page.worlds import Worlds
from truce_sim.scenario import Scenario, ScenarioFaults

T = TypeVar("T")
_MOST_KEPT = 8
"""States whose histories are kept."""
_NOT_IN_IT = "Doubt about inputs is not in these odds; ask now for it."
_TOO_SLOW = "Without the compiled engine this takes minutes: ask it by the command below."


class FromThen:
    """Answers of states of one scenario, from a day observed on.

    Args:
        scenario: as loaded.
        hands: what can be moved.
        worlds: makes worlds of states.
        histories: makes histories.
        runs: how many an answer is of.
        hours: grid of all curves.
    """

    def __init__(
        self,
        scenario: Scenario,
        hands: Hands,
        worlds: Worlds,
        histories: Histories,
        runs: int,
        hours: Sequence[float],
    ) -> None:
        self._scenario, self._hands, self._worlds = scenario, hands, worlds
        self._histories, self._runs, self._hours = histories, runs, hours
        self._kept: OrderedDict[State, Given] = OrderedDict()
        self._known: OrderedDict[State, Known] = OrderedDict()

    def answer(self, state: State, place: int, stop: Callable[[], bool]) -> dict[str, Any]:
        """Return the answer of a state, or why there is none.

        Args:
            state: as moved.
            place: stop of the moment from which on it is.
            stop: whether nobody wants it any more.

        Raises:
            Dropped: if nobody does.
            UnfitStateError: if the values of the state do not fit together.
        """
        opening, moment = self._worlds.world(state.truce).opening, self._hands.days[place]
        if self._histories.engine() != "compiled":
            return {"refused": _TOO_SLOW}
        if opening <= moment.number:
            return {"refused": f"The talks had opened by {moment.text}."}
        try:
            file, here = (self._of(one, place, stop) for one in (state.seen, state))
        except ScenarioFaults as error:
            return {"refused": refused(error)}
        past = past_beside(self._scenario.base_rate, opening, moment.number)
        same = state.before == state.seen
        told = given_answer((here, file), opening, self._hours, moment.text, same_pasts=same)
        return {**told, **past, "doubt": _NOT_IN_IT}

    def _of(self, state: State, place: int, stop: Callable[[], bool]) -> Given:
        if state not in self._kept:
            options = self._worlds.option_values(state)
            truce = self._until(state.before, place)
            self._kept[state] = given(truce, options, self._histories, self._runs, stop)
        return _latest(self._kept, state)

    def _until(self, state: State, place: int) -> Known:
        """Return a truce until a moment; what options do comes later, so it is without them."""
        if state not in self._known:
            told = observed_in(self._worlds.as_moved(state), self._worlds.seen(state))
            self._known[state] = known(told, until(self._hands.days[place]), self._histories)
        return _latest(self._known, state)


def _latest(kept: OrderedDict[State, T], state: State) -> T:
    """Return what is kept of a state, which is the last to be given up."""
    kept.move_to_end(state)
    while len(kept) > _MOST_KEPT:
        kept.popitem(last=False)
    return kept[state]
