"""Commands worth trying after an answer, made of the one that it was asked with."""

from dataclasses import dataclass

from truce_sim.calling import command, with_out


@dataclass(frozen=True, slots=True)
class Asked:
    """How a question was asked, as far as it takes to ask another one."""

    question: tuple[str, ...]
    """The command, and what of its line shapes the answer."""
    scenario: tuple[str, ...]
    """The scenario file, and what was changed in it."""
    seed: int
    out: str
    """The results folder."""

    def odds(self) -> str:
        """Return the command that asks for the odds of the same scenario."""
        return command(*with_out(["run", *self.scenario, *self._seed(), *self._given()], self.out))

    def trace(self, replication: int, *more: str) -> str:
        """Return the command that tells one of the runs."""
        return command("trace", *self.scenario, *self._seed(), "--run", str(replication), *more)

    def with_more(self, *more: str) -> str:
        """Return the command that asks the same with something added."""
        return command(*with_out([*self.question, *more], self.out))

    def afresh(self, runs: int) -> str:
        """Return the command that asks the same of other runs, and of luck not looked at yet.

        More runs of the same luck would be another look at what an answer was found open on: each
        errs in 5 of 100 studies, both together more often.
        """
        words = list(self.question)
        for option, value in (("--runs", runs), ("--seed", _other(self.seed))):
            if option in words:
                words[words.index(option) + 1] = str(value)
            else:
                words += [option, str(value)]
        return command(*with_out(words, self.out))

    def _given(self) -> list[str]:
        """Return what was observed as it was given; nothing where a question is not from then on."""
        if "--given-observed" not in self.question:
            return []
        place = self.question.index("--until") if "--until" in self.question else None
        until = [] if place is None else list(self.question[place : place + 2])
        return ["--given-observed", *until]

    def _seed(self) -> list[str]:
        """Return the seed as it was given; nothing where it is that of the file."""
        return ["--seed", str(self.seed)] if "--seed" in self.question else []


def _other(seed: int) -> int:
    """Return a seed whose luck has nothing to do with that of another."""
    from truce_sim.scenario.study import MOST_SEED

    return seed + 1 if seed < MOST_SEED else 0
