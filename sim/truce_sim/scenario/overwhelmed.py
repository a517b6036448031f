"""Inspection teams that cannot keep up, and what is too short where more of them would not help."""

from collections.abc import Iterator

from truce_sim.scenario.durations import spoken
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.teams import most, rule
from truce_sim.scenario.workload import Workload, workload


def overwhelmed(scenario: Scenario) -> Iterator[Finding]:
    """Yield that most complaints are overdue, or have no verdict, before the talks open."""
    rules, work = scenario.verification, workload(scenario)
    if rules is None or work is None or (work.ruled == 0 and most(rules.teams)):
        return
    if work.overdue <= 0.5 and work.ruled >= work.complaints / 2:
        return
    too_short = _too_short(scenario, work) if work.overdue > 0.5 and work.ruled > 0 else None
    if too_short is not None:
        yield too_short
        return
    ends_so = (
        "none has a verdict when the talks open"
        if work.ruled == 0
        else "most are overdue before anybody looks"
        if work.overdue > 0.5
        else "most have no verdict when the talks open"
    )
    says = (
        f"{rule(rules.teams)} on about {_rough(work.ruled)} of {_rough(work.complaints)} "
        f"complaints a day; {ends_so}"
    )
    yield Finding(("verification", "teams"), says, "more teams, or a shorter checked_in")


def _too_short(scenario: Scenario, work: Workload) -> Finding | None:
    """Return what is too short for any number of teams; None where more of them would help."""
    rules = scenario.verification
    if rules is None or max(work.early, work.impatient) <= 0.5:
        return None
    name, party = min(scenario.parties.items(), key=lambda one: one[1].patience)
    path = ("parties", name, "patience")
    says = f"parties.{name}.patience is {spoken(party.patience)}, but "
    if work.impatient > 0.5:
        says += f"a check takes {spoken(rules.checked_in.quantile(0.5))}"
        help_ = "a longer patience, or a shorter checked_in"
    else:
        says += "nobody looks at complaints for so long"
        help_ = "a longer patience, or teams that begin sooner (starts_after, teams)"
    return Finding(path, f"{says}: most are overdue, however many teams there are", help_)


def _rough(number: float) -> str:
    return plain(float(f"{number:.2g}"))
