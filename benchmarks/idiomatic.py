"""A truce as one would write it with SimPy from its manual: the model's events beside plain ones.

No addressed luck, no thinning, no rules of ties: exponential waits, a process a retaliation, a
`PriorityStore` of complaints, teams that take from it. It answers nothing; it costs what SimPy
costs.
"""

import random
from collections.abc import Generator
from dataclasses import dataclass, field
from typing import Any

import simpy

Acts = Generator[simpy.Event, Any, None]


@dataclass(order=True)
class Complaint:
    """One party's complaint, the gravest first."""

    gravity: float
    number: int
    by: int = field(compare=False)
    against: int = field(compare=False)


class Truce:
    """Parties that hit one another, complain, wait for a verdict, answer, and bear a grudge.

    Args:
        seed: of the run.
        parties: how many.
        per_day: violations a day, of all together.
        teams: that check complaints.
        days: until the talks.
    """

    def __init__(self, seed: int, parties: int, per_day: float, teams: int, days: float) -> None:
        self.env = simpy.Environment()
        self.random = random.Random(seed)  # noqa: S311 - no secrets here
        self.parties = parties
        self.complaints = simpy.PriorityStore(self.env)
        self.grievance = [0.0] * parties
        self.violations = self.filed = self.upheld = 0
        for party in range(parties):
            self.env.process(self._acts(party, per_day / parties / 24))
        for _ in range(teams):
            self.env.process(self._team())
        self._until = 24 * days

    def run(self) -> None:
        """Let time pass until the talks."""
        self.env.run(until=self._until)

    def _acts(self, party: int, per_hour: float) -> Acts:
        while True:
            yield self.env.timeout(self.random.expovariate(per_hour))
            self._hit(party)

    def _hit(self, party: int) -> None:
        victim = self.random.choice([one for one in range(self.parties) if one != party])
        harm = self.random.lognormvariate(0, 1)
        self.violations += 1
        self.grievance[victim] += harm
        self.env.process(self._complain(victim, party, harm))
        if self.random.random() < 0.2:
            self.env.process(self._answer(victim))

    def _complain(self, by: int, against: int, harm: float) -> Acts:
        yield self.env.timeout(self.random.lognormvariate(1.8, 0.8))
        self.filed += 1
        yield self.complaints.put(Complaint(-harm, self.filed, by, against))

    def _answer(self, party: int) -> Acts:
        yield self.env.timeout(self.random.lognormvariate(2.5, 0.8))
        self._hit(party)

    def _team(self) -> Acts:
        while True:
            complaint = yield self.complaints.get()
            yield self.env.timeout(self.random.lognormvariate(2.5, 0.8))
            if self.random.random() < 0.5:
                self.upheld += 1
                self.grievance[complaint.by] *= 0.9
