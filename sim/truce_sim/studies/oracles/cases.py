"""The cases: closed forms, queues, branching, chains, and worlds that must agree exactly.

Numbers in brackets are those of the table of oracles in docs/validation.md.
"""

import math
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truce_sim.model import Story, World, build_world, trace
from truce_sim.model.columns import columns_of
from truce_sim.scenario import from_raw
from truce_sim.studies.oracles.agreed import AGREED
from truce_sim.studies.oracles.making import outcomes
from truce_sim.studies.oracles.row import Oracle
from truce_sim.studies.oracles.walk_outs import WALK_OUTS
from truce_sim.studies.oracles.worlds import DAYS, NORTH, SOUTH, check, rate, raw, world

Rows = Iterator[tuple[str, float, ArrayLike]]
T = 24.0 * DAYS
BOTH = NORTH + SOUTH


def _poisson_below(k: int, mean: float) -> float:
    """Return P(Poisson(mean) < k)."""
    return sum(math.exp(-mean) * mean**j / math.factorial(j) for j in range(k))


def first_violation(runs: int, seed: int) -> Rows:
    """The first violation ends the truce."""
    until = 48.0
    found = outcomes(world(days=2, spiral={"violations": 1, "window": "1h"}), runs, seed)
    yield "held", math.exp(-BOTH * until), [o.held for o in found]
    mean = (1 - math.exp(-BOTH * until)) / BOTH
    yield "restricted mean hours", mean, [min(o.life, until) for o in found]


def kth_violation(runs: int, seed: int) -> Rows:
    """The fifth violation within the whole truce ends it."""
    found = outcomes(world(spiral={"violations": 5, "window": "30 days"}), runs, seed)
    yield "held", _poisson_below(5, BOTH * T), [o.held for o in found]


def settling(runs: int, seed: int) -> Rows:
    """Violence settles to a floor, and later frays."""
    half, floor = 40.0, 0.3
    truce = {"settles_in": f"{half}h", "floor": floor}
    found = outcomes(world(spiral={"violations": 3, "window": "30 days"}, truce=truce), runs, seed)
    area = floor * T + (1 - floor) * half / math.log(2) * (1 - 2 ** (-T / half))
    yield "held, settling", _poisson_below(3, BOTH * area), [o.held for o in found]
    yield "violations", *_violations_while_fraying(runs, seed, half, floor)


def _violations_while_fraying(
    runs: int, seed: int, half: float, floor: float
) -> tuple[float, list[float]]:
    after, back = 100.0, 60.0
    truce = {
        "settles_in": f"{half}h",
        "floor": floor,
        "frays_after": f"{after}h",
        "frays_in": f"{back}h",
    }
    found = outcomes(world(truce=truce), runs, seed)
    hours = np.linspace(0, T, 200_001)
    level = floor + (1 - floor) * 2 ** (-hours / half)
    frayed = np.where(hours > after, 1 - (1 - level) * 2 ** (-(hours - after) / back), level)
    return BOTH * float(np.trapezoid(frayed, hours)), [o.counts["incidents"] for o in found]


def grave_incidents(runs: int, seed: int) -> Rows:
    """Incidents above a harm, noticed, end the truce with a probability: marking."""
    from scipy.integrate import quad
    from scipy.stats import norm

    harm = {"median": 1, "p90": 6}
    sigma = math.log(6) / norm.ppf(0.9)
    least = math.log(4) / sigma
    grave = float(norm.sf(least))
    missed = quad(lambda z: norm.pdf(z) * 0.2 ** math.exp(sigma * z), least, 10, limit=200)[0]
    of = world(
        parties__north={"harm": harm},
        parties__south={"harm": harm, "notices": 0.8},
        mass_casualty={"harm": 4, "ends": 0.6},
    )
    hazard = 0.6 * (NORTH * (grave - missed) + SOUTH * grave)
    found = outcomes(of, runs, seed)
    yield "held", math.exp(-hazard * T), [o.held for o in found]


def competing(runs: int, seed: int) -> Rows:
    """A shock and grave incidents compete."""
    shock, grave = 0.004 * 0.5, 0.3 * BOTH
    of = world(
        shocks__raid={**rate(0.004), "ends": 0.5},
        mass_casualty={"harm": 0.5, "ends": 0.3},
    )
    found = outcomes(of, runs, seed)
    ended = 1 - math.exp(-(shock + grave) * T)
    yield "by shock", shock / (shock + grave) * ended, [o.cause == "shock" for o in found]
    yield (
        "by grave incident",
        grave / (shock + grave) * ended,
        [o.cause == "mass-casualty" for o in found],
    )


def chance_per_time(runs: int, seed: int) -> Rows:
    """A chance of 0.35 in each 6 hours is the chance of at least one violation in 6 hours."""
    of = world(days=0.25, parties__north={"violates": {"chance": 0.35, "every": "6h"}})
    found = outcomes(of, runs, seed)
    yield "", 0.35, [o.counts["violations_north"] > 0 for o in found]


def _waits(story: Story, start: float, end: float) -> list[float]:
    """Return hours from filing to the start of the check, of complaints filed from start to end."""
    filed = {e.incident: e.hours for e in story.events if e.kind == "complaint"}
    begun = {e.incident: e.hours for e in story.events if e.kind == "check"}
    return [begun[name] - at for name, at in filed.items() if start <= at < end]


def _queue(of: World, runs: int, seed: int) -> list[float]:
    """Return the mean wait of each run's warmed-up complaints."""
    means = []
    for replication in range(runs):
        waits = _waits(trace(of, seed, replication), 0.3 * of.opening, 0.8 * of.opening)
        means.append(float(np.mean(waits)))
    return means


def erlang_c(runs: int, seed: int) -> Rows:
    """Two teams, memoryless checks: the M/M/2 queue."""
    arrivals, service, teams = 0.15, 10.0, 2
    load = arrivals * service
    rho = load / teams
    idle = sum(load**k / math.factorial(k) for k in range(teams))
    full = load**teams / math.factorial(teams) / (1 - rho)
    wait = full / (idle + full) * service / (teams * (1 - rho))
    of = world(
        north=0.1,
        south=0.05,
        days=70,
        verification=check(teams=teams, checked_in={"mean": f"{service}h"}),
    )
    yield "mean wait, hours", wait, _queue(of, runs, seed)


def pollaczek_khinchine(runs: int, seed: int) -> Rows:
    """One team, checks of between 2 and 10 hours: the M/G/1 queue."""
    arrivals, low, high = 0.11, 2.0, 10.0
    mean, square = (low + high) / 2, (low**2 + low * high + high**2) / 3
    wait = arrivals * square / (2 * (1 - arrivals * mean))
    of = world(
        north=0.08,
        south=0.03,
        days=70,
        verification=check(checked_in={"between": [f"{low}h", f"{high}h"]}),
    )
    yield "mean wait, hours", wait, _queue(of, runs, seed)


def endless_teams(runs: int, seed: int) -> Rows:
    """More teams than complaints: open complaints at the talks are Poisson (M/G/infinity)."""
    from scipy.integrate import quad
    from scipy.stats import norm

    sigma = math.log(4) / norm.ppf(0.9)
    still_open = quad(lambda u: norm.sf(math.log(max(u, 1e-12) / 20) / sigma), 0, T, limit=200)[0]
    of = world(
        north=0.1,
        south=0.05,
        verification=check(teams=40, checked_in={"median": "20h", "p90": "80h"}),
    )
    found = outcomes(of, runs, seed)
    mean = 0.15 * float(still_open)
    yield "open at the talks", mean, [o.open_complaints for o in found]
    yield "at most four", _poisson_below(5, mean), [o.open_complaints <= 4 for o in found]


def retaliation(runs: int, seed: int) -> Rows:
    """Each side answers some of the other's violations: a two-type branching process."""
    from scipy.linalg import expm

    answer_north, answer_south, mean = 0.5, 0.2, 8.0
    beta = 1 / mean
    of = world(
        parties__north={"retaliates": answer_north, "retaliates_after": {"mean": f"{mean}h"}},
        parties__south={"retaliates": answer_south, "retaliates_after": {"mean": f"{mean}h"}},
    )
    # Pending answers (north's, south's), their totals carried out, and a constant 1.
    flow = np.zeros((5, 5))
    flow[0] = [-beta, answer_north * beta, 0, 0, answer_north * SOUTH]
    flow[1] = [answer_south * beta, -beta, 0, 0, answer_south * NORTH]
    flow[2, 0] = flow[3, 1] = beta
    expected = expm(flow * T) @ np.array([0, 0, 0, 0, 1.0])
    found = outcomes(of, runs, seed)
    yield "by north", float(expected[2]), [o.counts["retaliations_north"] for o in found]
    yield "by south", float(expected[3]), [o.counts["retaliations_south"] for o in found]


def tolerance(runs: int, seed: int) -> Rows:
    """Nothing is forgotten: a side walks out at the last incident that it tolerates."""
    of = world(parties__north={"tolerance": 3}, parties__south={"tolerance": 6})
    held = _poisson_below(3, SOUTH * T) * _poisson_below(6, NORTH * T)
    yield "held", held, [o.held for o in outcomes(of, runs, seed)]


def fading_grievance(runs: int, seed: int) -> Rows:
    """Grievance builds up with incidents and fades by half-lives: shot noise (Campbell)."""
    half, day = 30.0, 24.0 * (DAYS - 1)
    of = world(
        parties__north={"tolerance": 1e6, "forgets_in": f"{half}h"},
        parties__south={"tolerance": 1e6, "forgets_in": f"{2 * half}h"},
    )
    found = outcomes(of, runs, seed)
    for name, arrivals, life in (("north", SOUTH, half), ("south", NORTH, 2 * half)):
        mean = arrivals * life / math.log(2) * (1 - 2 ** (-day / life))
        held = [1e6 * o.daily[f"grievance_{name}"][DAYS - 2] for o in found]
        yield f"of the {name}", mean, held


def patience(runs: int, seed: int) -> Rows:
    """An inquiry calms all grievance until the complaint is overdue: a delayed count."""
    waits = 48.0
    of = world(
        parties__south={"tolerance": 4, "patience": f"{waits}h"},
        verification=check(teams=0, calms=1.0),
        grievance={"overdue": 1.0},
    )
    held = _poisson_below(4, NORTH * (T - waits))
    yield "held", held, [o.held for o in outcomes(of, runs, seed)]


def called_off(runs: int, seed: int) -> Rows:
    """Retaliation in a day, verdicts in six hours: what is rejected is not answered."""
    of = world(
        parties__north={"retaliates": 0.5, "retaliates_after": "24h"},
        verification=check(teams=20, checked_in="6h", mistakes=0.4),
    )
    carried_out = 0.5 * 0.6 * SOUTH * (T - 24)
    found = outcomes(of, runs, seed)
    yield "by north", carried_out, [o.counts["retaliations_north"] for o in found]


def backlog(runs: int, seed: int) -> Rows:
    """Only open complaints weigh, and one team clears them: when does the backlog reach five?"""
    from scipy.linalg import expm

    arrivals, service, limit = 0.05, 15.0, 5
    generator = np.zeros((limit + 1, limit + 1))
    for open_now in range(limit):
        generator[open_now, open_now + 1] = arrivals
        if open_now:
            generator[open_now, open_now - 1] = 1 / service
        generator[open_now, open_now] = -generator[open_now].sum()
    held = 1 - float(expm(generator * T)[0, limit])
    of = world(
        north=arrivals,
        south=0.0,
        parties__south={"tolerance": limit},
        verification=check(checked_in={"mean": f"{service}h"}),
        grievance={"unclear": 0},
    )
    yield "held", held, [o.held for o in outcomes(of, runs, seed)]


def two_backlogs(runs: int, seed: int) -> Rows:
    """Both sides' open complaints, cleared at once by many teams, and a shock: a full chain."""
    from scipy.linalg import expm

    limits, service, shock = (3, 4), 60.0, 0.001
    rates = (SOUTH, NORTH)
    states = [(i, j) for i in range(limits[0]) for j in range(limits[1])]
    place = {state: number for number, state in enumerate(states)}
    walk_out, by_shock = len(states), len(states) + 1
    generator = np.zeros((len(states) + 2, len(states) + 2))
    for state, row in place.items():
        for side in (0, 1):
            more = tuple(n + (k == side) for k, n in enumerate(state))
            generator[row, place.get((more[0], more[1]), walk_out)] += rates[side]
            if state[side]:
                less = tuple(n - (k == side) for k, n in enumerate(state))
                generator[row, place[less[0], less[1]]] += state[side] / service
        generator[row, by_shock] += shock
        generator[row, row] -= generator[row].sum()
    end = expm(generator * T)[0]
    of = world(
        parties__north={"tolerance": limits[0]},
        parties__south={"tolerance": limits[1]},
        verification=check(teams=10, checked_in={"mean": f"{service}h"}),
        grievance={"unclear": 0},
        shocks__raid={**rate(shock), "ends": 1},
    )
    found = outcomes(of, runs, seed)
    yield "by walk-out", float(end[walk_out]), [o.cause == "walk-out" for o in found]
    yield "by shock", float(end[by_shock]), [o.cause == "shock" for o in found]


def verdicts(runs: int, seed: int) -> Rows:
    """Verdicts by truth: access, finding, mistakes, attribution, endorsement."""
    of = world(
        zones__front={"share": 1, "access": 0.7},
        parties__north={"false_complaints": rate(0.02)},
        verification=check(
            teams=20, finds=0.6, clears=0.5, mistakes=0.1, unattributed=0.25, agree=0.8
        ),
    )
    found = outcomes(of, runs, seed)
    shares = {
        ("true", "upheld"): 0.7 * 0.6 * 0.8 * 0.75,
        ("true", "upheld, nobody named"): 0.7 * 0.6 * 0.8 * 0.25,
        ("true", "rejected"): 0.7 * 0.1 * 0.8,
        ("false", "rejected"): 0.7 * 0.5 * 0.8,
        ("false", "upheld"): 0.7 * 0.1 * 0.8 * 0.75,
    }
    for (truth, verdict), share in shares.items():
        # A complaint of the last hour is still open; the others have been decided.
        arrivals = (BOTH if truth == "true" else 0.02) * (T - 1)
        name = columns_of(of).name["verdict", truth, verdict]
        yield f"{truth}, {verdict}", share * arrivals, [o.counts[name] for o in found]


def blame(runs: int, seed: int) -> Rows:
    """Who is noticed and who is blamed, with three parties and an excluded group."""
    of = world(
        parties__east={"violates": rate(0.004), "hits": {"south": 1}},
        parties__south__notices=0.8,
        parties__south__misblames=0.3,
        excluded__black={"attacks": rate(0.03), "hits": {"south": 1}, "wrongly_blamed": 0.4},
    )
    found = outcomes(of, runs, seed)
    # Suspects of an attack are blamed as often as they hit the south: north 21 to east 4.
    north = 0.8 * T * (0.7 * NORTH + 0.3 * 0.004 + 0.4 * 0.03 * NORTH / (NORTH + 0.004))
    east = 0.8 * T * (0.7 * 0.004 + 0.3 * NORTH + 0.4 * 0.03 * 0.004 / (NORTH + 0.004))
    yield "south blames north", north, [o.counts["claims_south_north"] for o in found]
    yield "south blames east", east, [o.counts["claims_south_east"] for o in found]


def littles_law(runs: int, seed: int) -> Rows:
    """Open complaints summed over time are times in the system summed over complaints."""
    of = world(
        north=0.05, south=0.03, verification=check(checked_in={"median": "20h", "p90": "60h"})
    )
    worst = 0.0
    for replication in range(runs):
        story = trace(of, seed, replication)
        moves = [(e.hours, 1) for e in story.events if e.kind == "complaint"]
        moves += [(e.hours, -1) for e in story.events if e.kind == "verdict"]
        moves = sorted([*moves, (0.0, 0), (of.opening, 0)])
        area, level = 0.0, 0
        for (at, move), (until, _) in pairwise(moves):
            level += move
            area += level * (until - at)
        done = {e.incident: e.hours for e in story.events if e.kind == "verdict"}
        spent = sum(
            done.get(e.incident, of.opening) - e.hours
            for e in story.events
            if e.kind == "complaint"
        )
        worst = max(worst, abs(area - spent) / max(1.0, area))
    yield "largest relative error above 1e-9", 0.0, float(worst > 1e-9)


def _fragile(teams: int = 1, tolerated: float = 9) -> World:
    """A truce that verification can save, and in which nothing that it does can hurt."""
    return world(
        north=0.06,
        south=0.05,
        parties__north={"tolerance": tolerated, "forgets_in": "4 days", "patience": "1 day"},
        parties__south={"tolerance": tolerated, "forgets_in": "4 days", "patience": "1 day"},
        verification=check(teams=teams, checked_in="9h", clears=0.5, finds=0.5),
        grievance={"unclear": 0.5, "upheld": 0.5, "overdue": 1.0},
    )


def more_never_hurts(runs: int, seed: int) -> Rows:
    """In the same world, a team more or a longer patience never shortens a life."""
    lives = [
        [one.life for one in outcomes(of, runs, seed)]
        for of in (_fragile(), _fragile(teams=2), _fragile(tolerated=11))
    ]
    for what, other in (("more teams", lives[1]), ("more tolerance", lives[2])):
        shorter = sum(after < before for before, after in zip(lives[0], other, strict=True))
        yield f"lives shortened by {what}", 0.0, float(shorter)


def _busy(**more: Any) -> dict[str, Any]:
    """Return a raw scenario with most mechanisms on."""
    return raw(
        north=0.05,
        south=0.03,
        parties__north={
            "retaliates": 0.3,
            "retaliates_fed_up": 0.6,
            "tolerance": 12,
            "forgets_in": "4 days",
            "patience": "2 days",
            "harm": {"median": 1, "p90": 4},
            "notice": "16h",
            "retaliates_after": "12h",
        },
        parties__south={
            "retaliates": 0.2,
            "tolerance": 14,
            "forgets_in": "3 days",
            "patience": "1 day",
            "false_complaints": rate(0.01),
            "retaliates_after": {"median": "8h", "p90": "32h"},
        },
        guarantors__power={
            "over": ["north"],
            "leverage": 0.5,
            "persuades": 0.3,
            "presses_for": "3 days",
        },
        shocks__raid={**rate(0.002), "factor": 3, "lasts": "2 days"},
        truce={"settles_in": "4 days", "floor": 0.4},
        verification=check(
            teams=2, checked_in={"median": "16h", "p90": "64h"}, finds=0.5, clears=0.5
        ),
        **more,
    )


def other_order(runs: int, seed: int) -> Rows:
    """Parties written in another order, and a party that does nothing, change no history."""
    scenario = _busy()
    turned = dict(scenario)
    turned["parties"] = dict(reversed(list(scenario["parties"].items())))
    joined = dict(scenario)
    joined["parties"] = {
        **scenario["parties"],
        "idle": {"violates": {"chance": 0, "every": "1 day"}, "hits": {"north": 1}},
    }
    lives = [
        [one.life for one in outcomes(of, runs, seed)]
        for of in (build_world(from_raw(one)) for one in (scenario, turned, joined))
    ]
    for what, other in (("written in another order", lives[1]), ("with an idle party", lives[2])):
        changed = sum(a != b for a, b in zip(lives[0], other, strict=True))
        yield f"histories changed {what}", 0.0, float(changed)


def other_unit(runs: int, seed: int) -> Rows:
    """All times doubled give the same histories at half the speed."""
    plain = build_world(from_raw(_busy()))
    doubled = from_raw(_doubled(_busy()))
    slow = replace(build_world(doubled), lowest=plain.lowest / 2)
    both = zip(outcomes(slow, runs, seed), outcomes(plain, runs, seed), strict=True)
    changed = sum(one.life != 2 * other.life for one, other in both)
    yield "histories changed", 0.0, float(changed)


def _doubled(value: Any, key: str = "") -> Any:
    """Return a raw scenario with every length of time doubled."""
    from truce_sim.scenario.durations import hours

    if key == "dates":
        return {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-21 00:00"}
    if isinstance(value, dict):
        return {name: _doubled(part, name) for name, part in value.items()}
    if isinstance(value, str) and value[:1].isdigit():
        return f"{2 * hours(value)!r}h"
    return value


def split_party(runs: int, seed: int) -> Rows:
    """One party split in two with half the rate each is the same truce in law."""
    spiral = {"violations": 5, "window": "30 days"}
    of = world(
        north=NORTH / 2,
        parties__twin={"violates": rate(NORTH / 2), "hits": {"south": 1}},
        spiral=spiral,
    )
    yield "held", _poisson_below(5, BOTH * T), [o.held for o in outcomes(of, runs, seed)]


def rescaled_times(runs: int, seed: int) -> Rows:
    """Between violations of its own accord a party's expected number rises by Exp(1) steps.

    The whole model is on; the last, unfinished step of a run is kept by drawing its rest, because
    leaving it out would bias the mean.
    """
    of = build_world(from_raw(_busy(parties__north__uncommanded=0.25)))
    rest = np.random.Generator(np.random.Philox(seed))
    steps: list[float] = []
    for replication in range(runs):
        steps += _steps(of, trace(of, seed, replication), rest)
    sample = np.array(steps)
    yield "mean step", 1.0, sample
    yield "steps above ln 2", 0.5, sample > math.log(2)
    yield "steps above 2", math.exp(-2), sample > 2


def _steps(of: World, story: Story, rest: np.random.Generator) -> list[float]:
    """Return the compensator between north's own violations in one story."""
    party = of.parties["north"]
    settles = of.truce
    hours = np.linspace(0, story.end_hours, 4001)
    level = settles.floor + (1 - settles.floor) * 2 ** (-hours / settles.settles_in)
    surge = np.ones_like(hours)
    restraint = np.zeros_like(hours)
    for event in story.events:
        if event.kind == "shock":
            inside = (hours >= event.hours) & (hours < event.hours + of.shocks[0].given.lasts)
            surge[inside] = of.shocks[0].given.factor
        if event.kind == "pressed":
            power = of.guarantors[0].given
            inside = (hours > event.hours) & (hours <= event.hours + power.presses_for)
            restraint[inside] = power.leverage
    uncommanded = party.given.uncommanded
    held_back = uncommanded + (1 - uncommanded) * (1 - restraint)
    intensity = party.per_hour * level * surge * held_back
    total = np.concatenate(
        [[0.0], np.cumsum((intensity[1:] + intensity[:-1]) / 2 * np.diff(hours))]
    )
    own = [e.hours for e in story.events if e.kind == "violation" and e.who == "north"]
    marks: NDArray[np.float64] = np.interp([0.0, *own, story.end_hours], hours, total)
    steps = np.diff(marks).tolist()
    steps[-1] += float(rest.exponential())
    return list(steps)


ORACLES = (
    Oracle("first", "first violation ends the truce", "exp(-ΛT)", 3000, first_violation),
    Oracle("erlang", "fifth violation ends it", "P(Poisson(ΛT) < 5)", 3000, kth_violation),
    Oracle("settling", "violence settles and frays", "Λ ∫ settle(t) dt", 2000, settling),
    Oracle("marking", "grave incidents end it", "exp(-pΛT)", 3000, grave_incidents),
    Oracle("competing", "two causes compete", "b/(a+b) (1 - exp(-(a+b)T))", 3000, competing),
    Oracle("chance", "chance per time", "1 - exp(-λ · 6h) = 0.35", 4000, chance_per_time),
    Oracle("erlang-c", "two teams, M/M/2", "C / (cμ - λ)", 60, erlang_c),
    Oracle("khinchine", "one team, M/G/1", "λ E[S²] / 2(1 - λ E[S])", 60, pollaczek_khinchine),
    Oracle("endless", "teams without end", "Poisson(λ ∫ P(S > u) du)", 1500, endless_teams),
    Oracle("branching", "retaliations", "two-type branching, exp(QT)", 2000, retaliation),
    Oracle("tolerance", "walk-out at a count", "product of Erlang tails", 3000, tolerance),
    Oracle(
        "grievance",
        "grievance builds up and fades",
        "λ h/ln 2 (1 - 2^(-t/h))",
        1500,
        fading_grievance,
    ),
    Oracle("patience", "complaints become overdue", "P(Poisson(λ(T - 48h)) < 4)", 2500, patience),
    Oracle("called-off", "rejected, so not answered", "r (1 - q) λ (T - 24h)", 2000, called_off),
    Oracle("backlog", "backlog reaches five", "1 - [exp(QT)]₀₅", 2500, backlog),
    Oracle("chain", "two backlogs and a shock", "exp(QT) of the whole chain", 2500, two_backlogs),
    Oracle("verdicts", "verdicts by truth", "products of chances", 1200, verdicts),
    Oracle("blame", "who is blamed", "thinned Poisson means", 1200, blame),
    Oracle("little", "Little's law, path by path", "∫ L(t) dt = Σ W", 100, littles_law),
    Oracle("monotone", "more never hurts", "0 of all worlds", 300, more_never_hurts),
    Oracle("order", "names decide, not order", "0 of all worlds", 200, other_order),
    Oracle("unit", "time in other units", "0 of all worlds", 200, other_unit),
    Oracle("split", "a party split in two", "P(Poisson(ΛT) < 5)", 3000, split_party),
    *WALK_OUTS,
    *AGREED,
    Oracle("rescaled", "time rescaled, full model", "steps are Exp(1)", 250, rescaled_times),
)
