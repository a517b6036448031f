"""Cases of leaving: grievance at the start, headroom, and parties that did not mean it."""

import math
from collections.abc import Iterator

import numpy as np
from numpy.typing import ArrayLike, NDArray

from truce_sim.studies.oracles.making import outcomes
from truce_sim.studies.oracles.row import Oracle
from truce_sim.studies.oracles.worlds import DAYS, NORTH, SOUTH, rate, world

Rows = Iterator[tuple[str, float, ArrayLike]]
T = 24.0 * DAYS
ON_PURPOSE = "broken on purpose"


def _sigma(median: float, p90: float) -> float:
    """Return the standard deviation of a lognormal's logarithm."""
    from scipy.stats import norm

    return math.log(p90 / median) / float(norm.ppf(0.9))


def sustained(runs: int, seed: int) -> Rows:
    """Where violence goes on as before, the grievance of the start stays what it was on average.

    What fades of it is what comes anew (Campbell): blame of every sort feeds both alike.
    """
    half = {"north": 30.0, "south": 70.0}
    black, west, bears = 0.01, 0.004, 1e6
    of = world(
        parties__north={
            "hits": {"south": 3, "black": 1},
            "harm": 0.8,
            "forgets_in": f"{half['north']}h",
            "tolerance": bears,
        },
        parties__south={
            "harm": {"median": 1, "p90": 3},
            "notices": 0.7,
            "forgets_in": f"{half['south']}h",
            "tolerance": bears,
        },
        excluded__black={
            "attacks": rate(black),
            "hits": {"north": 1},
            "harm": 2,
            "wrongly_blamed": 0.4,
            "disputed": 0.5,
        },
        outside__west={"attacks": rate(west), "hits": {"south": 1}, "harm": 0.5, "strains": 1.5},
        zones={"front": {"share": 1, "mixed": 0.6}, "rear": {"share": 1}},
        grievance={"at_start": 1},
    )
    mean = math.exp(_sigma(1, 3) ** 2 / 2)
    per_hour = {
        "north": SOUTH * mean + black * 0.4 * 2,
        "south": 0.7 * (0.75 * NORTH * 0.8 + west * 0.5 * 1.5)
        + 0.25 * NORTH * (0.6 / 2 * 0.5) * 0.8,
    }
    found = outcomes(of, runs, seed)
    for name, harm in per_hour.items():
        level = harm * half[name] / math.log(2)
        for day in (1, DAYS - 1):
            held = [bears * o.daily[f"grievance_{name}"][day - 1] for o in found]
            yield f"of the {name} after {day} days", level, held


def first_passage(runs: int, seed: int) -> Rows:
    """Grievance starts high and fades: one incident too many soon after the start, two later on.

    With level L, share a at the start, headroom x and half-life h, one incident of harm 1 at t
    reaches the limit aL + x while aL 2^(-t/h) + 1 >= aL + x, which is until t*. Here two always
    reach it until the talks. So a party stays that has had no incident until t*, and at most one
    afterwards.
    """
    until, a = 120.0, 1.2
    rates = {"north": 0.009, "south": 0.012}  # of what hits them
    half = {"north": 200.0, "south": 160.0}
    levels = {name: rates[name] * half[name] / math.log(2) for name in rates}
    headroom = {
        "north": 0.15 * levels["north"],
        "south": levels["south"] * (1 - 2 ** (-24 / half["south"])),
    }
    stays = {}
    for name, hit in rates.items():
        start = a * levels[name]
        alone = half[name] * math.log2(start / (start + headroom[name] - 1))
        stays[name] = math.exp(-hit * until) * (1 + hit * (until - alone))
    parties = {
        "north": {"forgets_in": f"{half['north']}h", "headroom": "0.15 x before"},
        "south": {"forgets_in": f"{half['south']}h", "headroom": "1 day as before"},
    }
    for who, leaving in (("north", ("north",)), ("south", ("south",)), ("both", tuple(parties))):
        of = world(
            north=rates["south"],
            south=rates["north"],
            days=until / 24,
            grievance={"at_start": a},
            **{f"parties__{name}": parties[name] for name in leaving},
        )
        held = math.prod(stays[name] for name in leaving)
        yield f"held, {who} could leave", held, [o.held for o in outcomes(of, runs, seed)]


def drawn_headroom(runs: int, seed: int) -> Rows:
    """What each party bears is drawn, in part for all alike: a mixture over two counts.

    P(held) = sum over i, j of P(Poisson = i) P(Poisson = j) P(H1 > i, H2 > j), where the
    logarithms of H1 and H2 are normal with the common share as their correlation.
    """
    north, south = 0.06, 0.04
    bears = {"north": (3.5, 8.0), "south": (6.0, 14.0)}
    counts = {"north": _poisson(south * T), "south": _poisson(north * T)}
    above = {
        name: [_deviate(count, *bears[name]) for count in range(len(counts[name]))]
        for name in bears
    }
    for common, leaving in ((0.6, ("north",)), (0.6, tuple(bears)), (1.0, tuple(bears))):
        of = world(
            north=north,
            south=south,
            grievance={"common": common},
            **{
                f"parties__{name}": {
                    "headroom": dict(zip(("median", "p90"), bears[name], strict=True))
                }
                for name in leaving
            },
        )
        held = (
            counts["north"] @ _both_above(above["north"], above["south"], common) @ counts["south"]
        )
        if leaving == ("north",):
            held = counts["north"] @ _both_above(above["north"], [math.inf], common)[:, 0]
        found = [o.held for o in outcomes(of, runs, seed)]
        yield f"held, {' and '.join(leaving)} leaving, {common:g} in common", float(held), found


def _poisson(mean: float) -> NDArray[np.float64]:
    """Return the chances of counts, from 0 on, up to one that hardly ever comes."""
    from scipy.stats import poisson

    chances: NDArray[np.float64] = poisson.pmf(np.arange(int(mean + 9 * math.sqrt(mean))), mean)
    return chances


def _deviate(count: int, median: float, p90: float) -> float:
    """Return the normal deviate below which -ln(headroom) lies where it is above a count."""
    return -math.log(count / median) / _sigma(median, p90) if count else math.inf


def _both_above(one: list[float], other: list[float], common: float) -> NDArray[np.float64]:
    """Return P(X < x, Y < y) of two standard normals so correlated, for all x and all y."""
    from scipy.stats import multivariate_normal, norm

    x, y = np.meshgrid(np.minimum(one, 9.0), np.minimum(other, 9.0), indexing="ij")
    if common == 1:
        together: NDArray[np.float64] = norm.cdf(np.minimum(x, y))
        return together
    law = multivariate_normal(cov=[[1.0, common], [common, 1.0]])
    apart: NDArray[np.float64] = np.reshape(law.cdf(np.stack([x, y], axis=-1)), x.shape)
    return apart


def pretence(runs: int, seed: int) -> Rows:
    """Some never meant it and break the truce on purpose, each at its time: the first of them.

    P(no break by t) = product over parties of m + (1 - m) P(B > t).
    """
    from scipy.stats import norm

    means = {"north": 0.7, "south": 0.4}
    median, p90, mean = 30.0, 120.0, 100.0
    of = world(
        parties__north={
            "means_it": means["north"],
            "breaks_after": {"median": f"{median}h", "p90": f"{p90}h"},
        },
        parties__south={"means_it": means["south"], "breaks_after": {"mean": f"{mean}h"}},
    )

    def kept(hours: float) -> float:
        north = float(norm.sf(math.log(hours / median) / _sigma(median, p90)))
        south = math.exp(-hours / mean)
        return math.prod(
            m + (1 - m) * later for m, later in zip(means.values(), (north, south), strict=True)
        )

    found = outcomes(of, runs, seed)
    for hours in (12.0, 72.0):
        yield f"kept for {hours:.0f} hours", kept(hours), [o.life > hours for o in found]
    yield "held", kept(T), [o.held for o in found]
    yield "broken on purpose", 1 - kept(T), [o.cause == ON_PURPOSE for o in found]


def under_cover(runs: int, seed: int) -> Rows:
    """Some wait from their time on for a strike on an excluded group: a thinned Poisson stream.

    Strikes come at a rate s that neither settles nor is restrained. With B uniform between b and
    c, and t > c, P(B + Exp(s) > t) = (e^(-s (t - c)) - e^(-s (t - b))) / (s (c - b)).
    """
    means, covered, b, c = 0.2, 0.75, 12.0, 60.0
    strikes = 2 / 3 * NORTH
    of = world(
        parties__north={
            "hits": {"south": 1, "black": 2},
            "means_it": means,
            "breaks_after": {"between": [f"{b}h", f"{c}h"]},
            "under_cover": covered,
        },
        excluded__black={"attacks": rate(0.001), "hits": {"south": 1}},
        truce={"settles_in": "1 day"},
    )

    def waiting(hours: float) -> float:
        late, soon = math.exp(-strikes * (hours - c)), math.exp(-strikes * (hours - b))
        return (late - soon) / (strikes * (c - b))

    found = outcomes(of, runs, seed)
    for hours in (84.0, T):
        kept = means + (1 - means) * covered * waiting(hours)
        yield f"kept for {hours:.0f} hours", kept, [o.life >= hours for o in found]
    with_cover = (1 - means) * covered * (1 - waiting(T))
    yield (
        "broken with a strike",
        with_cover,
        [o.cause == ON_PURPOSE and o.chain != "" for o in found],
    )


WALK_OUTS = (
    Oracle(
        "sustained", "violence as before sustains the start", "L = λ E[H] h / ln 2", 1000, sustained
    ),
    Oracle("start", "starts high, and fades", "exp(-λT) (1 + λ(T - t*))", 1500, first_passage),
    Oracle("headroom", "headroom drawn, partly in common", "Σ P(i) P(j) Φ₂", 2500, drawn_headroom),
    Oracle("pretence", "some never meant it", "Π (m + (1 - m) P(B > t))", 2000, pretence),
    Oracle("cover", "broken under cover", "P(B + Exp(s) > t)", 2000, under_cover),
)
