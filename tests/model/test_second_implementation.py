"""The page says what the code does: a second program written from it gives the same histories."""

import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple, fields
from pathlib import Path
from typing import Any

import pytest
from newcomers import written
from random_scenarios import drawn_branches, drawn_scenario
from second_implementation import second
from second_luck import Branches, Luck
from successors import drawn_pair, successor
from truce_sim.model import Outcome, build_world, guarantors, shocks, simulate, violence
from truce_sim.model.candidates import Candidate, candidates
from truce_sim.model.columns import columns_of
from truce_sim.model.may_become import becoming, may_become
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.scenario.paths import NOT_OF_THE_TRUCE, only_told
from truce_sim.scenario.tree import leaves, root

SHIPPED = sorted(Path(__file__).parents[2].glob("scenarios/*.toml"))
SEED = 7

ROUNDED = {"open_harm", "daily"}
"""What holds sums of many terms, taken in another order; all else agrees to the last bit."""


def agree(name: str, one: Any, other: Any) -> bool:
    """Whether two values are the same, NaN with NaN, sums to within their rounding."""
    if isinstance(one, dict):
        # A count that nothing was added to is 0, whether it is named or not.
        return all(agree(name, one.get(key, 0), other.get(key, 0)) for key in {*one, *other})
    if isinstance(one, list | tuple):
        if not isinstance(other, list | tuple):
            return False
        return len(one) == len(other) and all(map(agree, [name] * len(one), one, other))
    if isinstance(one, float) and math.isnan(one):
        return math.isnan(other)
    if name in ROUNDED:
        return math.isclose(one, other, rel_tol=1e-9, abs_tol=1e-9)
    return bool(one == other)


def moments(scenario: Scenario) -> tuple[float, ...]:
    """Return hours at which to look: among them the planned opening and the end of the watch."""
    dates = scenario.dates
    opening, end = (
        (moment - dates.truce_starts).total_seconds() / 3600
        for moment in (dates.talks, dates.watch_until or dates.talks)
    )
    return tuple(sorted({0.0, 24.0, opening / 2, opening, (opening + end) / 2, end}))


def differences(
    scenario: Scenario,
    seed: int,
    replication: int,
    branches: Branches = ((0.0, 0),),
    becomes: tuple[float, Scenario] | None = None,
) -> dict[str, tuple[Any, Any]]:
    """Return the fields of a run's outcome on which the two programs differ."""
    looks = moments(becomes[1] if becomes else scenario)
    if becomes:
        other = build_world(becomes[1], checkpoints=looks)
        world = becoming(build_world(scenario), becomes[0], other)
    else:
        world = build_world(scenario, checkpoints=looks)
    model = simulate(world, seed, replication, branches)
    found = {field.name: getattr(model, field.name) for field in fields(Outcome)}
    found["checkpoints"] = [astuple(look) for look in model.checkpoints]
    page = second(scenario, seed, replication, looks, branches, becomes)
    # The page counts by what is counted, not by the names of columns.
    columns = columns_of(world)
    days = {("grievance", party): name for party, name in columns.grievance.items()}
    days |= {("claims_by", party): name for party, name in columns.claimed.items()}
    for field, names in (("counts", columns.name), ("daily", days)):
        page[field] = {names.get(key, key[0]): value for key, value in page[field].items()}
    return {
        name: (found.get(name), page.get(name))
        for name in {*found, *page}
        if name not in found or name not in page or not agree(name, found[name], page[name])
    }


def check(numbers: range) -> None:
    """Compare two runs of each drawn scenario, and one that is continued with other luck."""
    for number in numbers:
        scenario = from_raw(drawn_scenario(number))
        for replication in range(3):
            cuts = drawn_branches(number) if replication == 2 else ((0.0, 0),)
            found = differences(scenario, SEED, replication, cuts)
            assert found == {}, (number, replication, cuts)


def check_becoming(numbers: range) -> None:
    """Compare runs of drawn scenarios that become another, one of them with other luck later."""
    for number in numbers:
        pair = drawn_pair(number)
        if pair is None:
            continue
        scenario, other, hour = pair
        for replication, cuts in enumerate((((0.0, 0),), drawn_branches(number))):
            found = differences(scenario, SEED, replication, cuts, (hour, other))
            assert found == {}, (number, replication, cuts)


def test_scenarios_that_become_others() -> None:
    check_becoming(range(12))


@pytest.mark.slow
@pytest.mark.parametrize("first", range(12, 312, 75))
def test_many_scenarios_that_become_others(first: int) -> None:
    check_becoming(range(first, first + 75))


@pytest.mark.parametrize("first", range(0, 40, 10))
def test_drawn_scenarios(first: int) -> None:
    check(range(first, first + 10))


@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_scenarios(file: Path) -> None:
    scenario = load(file)
    assert differences(scenario, scenario.run.seed, 0) == {}


def together(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """Let candidates come at whole multiples of so many hours alone, in both programs."""

    def earlier(time: float) -> float:
        return math.floor(time / hours) * hours

    def model(*where: Any) -> Iterator[Candidate]:
        for number, time, height, branch in candidates(*where):
            yield number, earlier(time), height, branch

    def page(luck: Luck, *where: Any) -> Iterator[tuple[int, float, float]]:
        for number, time, height in stratum(luck, *where):
            yield number, earlier(time), height

    for module in (violence, shocks, guarantors):
        monkeypatch.setattr(module, "candidates", model)
    stratum = Luck.stratum
    monkeypatch.setattr(Luck, "stratum", page)


@pytest.mark.parametrize("hours", [1, 6, 24])
def test_what_falls_together(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """The order of ties: most of what happens shares its instant with something else."""
    together(monkeypatch, hours)
    for number in range(10):
        scenario = from_raw(drawn_scenario(number))
        assert differences(scenario, SEED, 0) == {}, number


@pytest.mark.parametrize("hours", [6, 24])
def test_what_falls_together_with_the_hour(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    """The other world begins before all that is due at its hour."""
    together(monkeypatch, hours)
    for number in range(12):
        scenario = from_raw(drawn_scenario(number))
        other = successor(scenario, number)
        worlds = build_world(scenario), build_world(other)
        at = [hour for hour in (24.0, 48.0, 72.0) if not may_become(*worlds, hour)]
        if at:
            assert differences(scenario, SEED, 0, becomes=(at[0], other)) == {}, number


@pytest.mark.slow
@pytest.mark.parametrize("hours", [0.25, 1, 6, 24])
def test_much_that_falls_together(monkeypatch: pytest.MonkeyPatch, hours: float) -> None:
    together(monkeypatch, hours)
    for number in range(10, 60):
        scenario = from_raw(drawn_scenario(number))
        assert differences(scenario, SEED, 0) == {}, number


@pytest.mark.slow
@pytest.mark.parametrize("first", range(40, 440, 100))
def test_many_drawn_scenarios(first: int) -> None:
    check(range(first, first + 100))


@pytest.mark.slow
@pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
def test_shipped_scenarios_and_their_options(file: Path) -> None:
    scenario = load(file)
    for values in ({}, *(option.set for option in scenario.options.values())):
        for replication in range(4):
            changed = with_values(scenario, values)
            assert differences(changed, scenario.run.seed, replication) == {}, values


def test_long_chains_of_answers() -> None:
    smallest = next(file for file in SHIPPED if file.stem == "smallest")
    changes = ["parties.all.retaliates=0.999", "parties.all.retaliates_after=10 min"]
    changes += ["parties.all.tolerance=1000", "spiral.violations=600", "spiral.window=9 days"]
    scenario = load(smallest, changes)
    assert "answers)" in second(scenario, SEED, 0)["chain"]
    assert differences(scenario, SEED, 0) == {}


def test_every_input_is_drawn_and_left_out() -> None:
    times = Counter(place for n in range(80) for place in written(root(), drawn_scenario(n)))
    for path, leaf in leaves():
        if path.split(".")[0] in NOT_OF_THE_TRUCE or only_told(path):
            continue
        assert times[path] > 0, f"no drawn scenario sets {path}"
        table = path.rpartition(".")[0]
        assert leaf.required or times[path] < times[table], f"every drawn scenario sets {path}"
