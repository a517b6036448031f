"""Numbers of inspection teams: always the same, or more and fewer as time goes on."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError
from truce_sim.scenario.numbers import Number, plain
from truce_sim.scenario.parts import parsed_parts
from truce_sim.scenario.since import SinceKind, hours_since

COUNT = Number(0, 10_000, whole=True, counts="teams")
_SAMPLE = '[{ from = "0 days", teams = 6 }, { from = "10 days", teams = 20 }]'
_MOST_CHANGES = 100


@dataclass(frozen=True, slots=True)
class Posting:
    """So many teams from a moment on.

    Attributes:
        since: hours from the truce's start, or a date.
        teams: how many there are from then on.
    """

    since: float | datetime
    teams: int


@dataclass(frozen=True, slots=True)
class Roster:
    """How many teams there are from when on; none before the first of them."""

    postings: tuple[Posting, ...]


@dataclass(frozen=True, eq=False, repr=False)
class TeamsKind(Kind):
    """A number of teams, or a list of { from, teams }."""

    number: Number = COUNT

    def parse(self, raw: object) -> int | Roster:
        """Return the number, or the list."""
        if not isinstance(raw, list):
            return int(self.number.parse(raw))
        if not raw or not all(isinstance(one, dict) for one in raw):
            says = " must be a number, or a list of { from, teams }"
            raise UnfitError(Problem(says, f"write it like {_SAMPLE}"))
        if len(raw) > _MOST_CHANGES:
            raise UnfitError(Problem(f" changes more than {_MOST_CHANGES} times"))
        postings: list[Posting] = []
        problems: list[Problem] = []
        for place, one in enumerate(raw):
            try:
                parts = parsed_parts(one, {"from": SinceKind(), "teams": self.number})
                postings.append(Posting(parts["from"], int(parts["teams"])))
            except UnfitError as error:
                problems.extend(problem.under(place) for problem in error.problems)
        if problems:
            raise UnfitError(*problems)
        return Roster(tuple(postings))

    def show(self, value: int | Roster) -> str:
        """Return the number, or how it changes: "6 from the start, 20 from 10 days on"."""
        if isinstance(value, Roster):
            return ", ".join(
                f"{plain(one.teams)} from "
                + ("the start" if one.since == 0 else f"{SinceKind().show(one.since)} on")
                for one in value.postings
            )
        return plain(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return self.number.sample

    @property
    def form(self) -> str:
        """How it is written."""
        return "whole number of teams, or a list of { from, teams }"

    @property
    def allowed(self) -> str:
        """The range in words."""
        return self.number.allowed

    @property
    def json_schema(self) -> dict[str, Any]:
        """Number, or array of objects with two keys."""
        posting = {
            "type": "object",
            "properties": {
                "from": {
                    **SinceKind().json_schema,
                    "description": "From when on, counted from the truce's start, or a date.",
                },
                "teams": {
                    **self.number.json_schema,
                    "description": "How many teams there are from then on.",
                },
            },
            "required": ["from", "teams"],
            "additionalProperties": False,
        }
        listed = {"type": "array", "items": posting, "minItems": 1, "maxItems": _MOST_CHANGES}
        return {"anyOf": [self.number.json_schema, listed]}


Teams = Annotated[int | Roster, TeamsKind()]


def changes(teams: int | Roster, starts: datetime) -> tuple[tuple[float, int], ...]:
    """Return from which hour on there are how many teams, rising; none before the first.

    Args:
        teams: as in the scenario.
        starts: when the truce starts.
    """
    if not isinstance(teams, Roster):
        return ((0.0, teams),)
    return tuple((hours_since(starts, one.since), one.teams) for one in teams.postings)


def most(teams: int | Roster) -> int:
    """Return the largest number of teams there ever is."""
    return max(one.teams for one in teams.postings) if isinstance(teams, Roster) else teams


def rule(teams: int | Roster) -> str:
    """Return teams as the subject of a sentence: "1 team rules", "6 teams rule"."""
    if isinstance(teams, Roster):
        counts: Iterable[str] = (plain(one.teams) for one in teams.postings)
        return f"{', then '.join(dict.fromkeys(counts))} teams rule"
    return "1 team rules" if teams == 1 else f"{plain(teams)} teams rule"
