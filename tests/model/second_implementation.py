"""The model once more, written from docs/model.md: an event loop without SimPy.

Nothing of `truce_sim.model` is used but its random numbers, so where both agree the page says what
the code does. Its parts stand in the page's order, a file each, and a rule of the page stands in
one method, so that a new rule is a new method and a call. Plain and slow on purpose: a grievance is
summed as the page writes it, a window is counted anew each time.
"""

import heapq
import math
from functools import partial
from typing import Any

from second_course import Collapsed, Rank, Watched
from second_luck import Branches, Luck
from second_record import Incident
from second_talks import Talking
from second_violence import Violent
from truce_sim.scenario import Scenario

DRAWN_ANEW = {
    *(Rank.ACT, Rank.INVENTED, Rank.SHOCK, Rank.RUPTURE),
    *(Rank.STARTS, Rank.TEAMS, Rank.ENVOY, Rank.TALKS),
}
"""What is still to come and follows from the file alone."""


def second(
    scenario: Scenario,
    seed: int,
    replication: int,
    checkpoints: tuple[float, ...] = (),
    branches: Branches = ((0.0, 0),),
    becomes: tuple[float, Scenario] | None = None,
) -> dict[str, Any]:
    """Return what comes of one truce, by the names of `truce_sim.model.Outcome`."""
    return History(scenario, Luck(seed, replication, branches), checkpoints, becomes).run()


class History(Violent, Talking):
    """One simulated truce from its start to its end."""

    def run(self) -> dict[str, Any]:
        cause, last_straw = "", None
        self.begin()
        try:
            while True:
                self.now, *_, action = heapq.heappop(self.agenda)
                action()
        except Watched:
            pass
        except Collapsed as collapse:
            cause, last_straw = collapse.cause, collapse.last_straw
        return self.outcome(cause, last_straw)

    def begin(self) -> None:
        """Section 5: what is settled before the run, and what everyone starts with."""
        self.begin_grievance()
        for place, time in enumerate(self.checkpoints):
            self.at(time, Rank.LOOK, (place,), partial(self.look, place))
        self.at(24.0, Rank.DAY, (), partial(self.close_day, 0))
        self.begin_rupture()
        self.begin_mechanism()
        self.begin_shocks()
        self.begin_pretence()
        self.keep_calendar()
        self.begin_violence()
        if self.becomes is not None:
            hour, other = self.becomes
            self.at(hour, Rank.BECOMES, (), partial(self.become, other))

    def become(self, other: Scenario) -> None:
        """Section 3: from now on all is read off another file; what has been drawn stays."""
        self.s = other
        self.agenda = [due for due in self.agenda if due[1] not in DRAWN_ANEW]
        heapq.heapify(self.agenda)
        calm = other.calm_streak
        self.record.calm_days, self.record.calm_violations = calm.days, calm.violations
        self.limits = {name: self.limit(name) for name in other.parties}
        if not self.moves:
            self.announced = self.planned
        self.begin_rupture()
        self.go_on_working()
        self.begin_shocks()
        self.keep_calendar()
        self.begin_violence()

    def close_day(self, day: int) -> None:
        grievances = map(self.share_of_tolerance, self.s.parties)
        self.record.day_over(day, len(self.aflame), grievances)
        if day + 1 < int(self.end // 24):
            self.at(24.0 * (day + 2), Rank.DAY, (), partial(self.close_day, day + 1))

    def outcome(self, cause: str, last_straw: Incident | None) -> dict[str, Any]:
        chain = []
        while last_straw is not None:
            chain.append(told(last_straw.label))
            last_straw = last_straw.answers
        never = {
            **dict.fromkeys(("quiet", "settled", "in_part", "on_time"), False),
            **dict.fromkeys(("open_complaints", "open_harm", "agenda_share"), math.nan),
            "calm_streak": self.record.calm_streak,
        }
        return {
            "held": self.at_opening is not None,
            "life": self.now,
            "cause": cause,
            "opened_at": self.opened_at,
            "took_hold": self.took_hold,
            **(self.at_opening or never),
            **self.record.over(self.now),
            "checkpoints": self.looks,
            "chain": " > ".join(reversed(chain)),
        }


def told(label: str) -> str:
    """Of more than 100 answers in a row, how many there were is told."""
    first, *answers = label.split(">")
    return label if len(answers) <= 100 else f"{first}>({len(answers):,} answers)>{answers[-1]}"
