"""The compiled engine against the model, in some hundredths of a second, whenever it is loaded.

Tests compare both at length, on the machines that we have. Another processor, C library or compiler
can round a function otherwise; then histories would part company, and this is where it shows.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine import Engine, NoEngineError
from truce_sim.engine.checked import checked_world
from truce_sim.engine.compiling import entry
from truce_sim.engine.spreads import normal_quantile as compiled_quantile
from truce_sim.model import Outcome, simulate
from truce_sim.model.columns import Column, columns_of
from truce_sim.scenario.spreads import normal_quantile

Floats = NDArray[np.float64]

_VALUES = 2_000
_RUNS = 5
_SEED = 20_160_227

_FUNCTIONS: dict[str, tuple[Callable[[float], float], Callable[[Floats], Floats]]] = {
    "exp": (math.exp, lambda u: 40 * u - 35),
    "exp2": (math.exp2, lambda u: 60 * u - 55),
    "log": (math.log, lambda u: u / (1 - u)),
    "log1p": (math.log1p, lambda u: -u),
    "log2": (math.log2, lambda u: 100 * u),
    "sqrt": (math.sqrt, lambda u: 1e6 * u * u),
    "inverse normal": (normal_quantile, lambda u: u),
}
"""Every function that compiled code uses, as Python has it, and what it is tried at: most values
where the model uses it, from uniforms between 0 and 1."""


@entry("void(float64[:, ::1], float64[:, ::1])")
def _compiled(at: Floats, out: Floats) -> None:
    """Fill in each function at its row of values, in the order of `_FUNCTIONS`."""
    for i in range(at.shape[1]):
        out[0, i] = math.exp(at[0, i])
        out[1, i] = math.exp2(at[1, i])
        out[2, i] = math.log(at[2, i])
        out[3, i] = math.log1p(at[3, i])
        out[4, i] = math.log2(at[4, i])
        out[5, i] = math.sqrt(at[5, i])
        out[6, i] = compiled_quantile(at[6, i])


def check(columns: Engine) -> None:
    """Compare functions and whole runs of both engines.

    Raises:
        NoEngineError: naming the first thing in which they differ.
    """
    for name in (*functions_apart(), *columns_apart(columns)):
        raise NoEngineError(f"its numbers are not those of the model on this machine ({name})")


def functions_apart() -> list[str]:
    """Return the functions that compiled code rounds otherwise than Python."""
    uniforms = np.random.Generator(np.random.Philox(key=_SEED)).random(_VALUES - 8)
    # Tails are where approximations change over to others.
    uniforms = np.concatenate(
        [uniforms, [2.0**-k for k in (53, 40, 20, 10)], [0.25, 0.5, 0.75, 0.999]]
    )
    at = np.array([place(uniforms) for _, place in _FUNCTIONS.values()])
    found = np.empty_like(at)
    _compiled(at, found)
    return [
        name
        for (name, (of, _)), values, ours in zip(_FUNCTIONS.items(), at, found, strict=True)
        if np.array([of(value) for value in values.tolist()]).tobytes() != ours.tobytes()
    ]


def columns_apart(columns: Engine) -> list[str]:
    """Return the columns in which runs of the built-in world differ from the model's."""
    world = checked_world()
    outcomes = [simulate(world, _SEED, number) for number in range(_RUNS)]
    found = columns((world,) * _RUNS, _SEED, 0)
    declared = columns_of(world)
    return [
        column.key
        for column in (*declared.runs, *declared.others)
        if column.name != "replication" and not _same(column, outcomes, found)
    ]


def _same(
    column: Column, outcomes: list[Outcome], found: Mapping[str, NDArray[np.generic]]
) -> bool:
    """Return whether a column holds what the outcomes say, to the last bit."""
    ours = found.get(column.key)
    said = np.array([_value(column, one) for one in outcomes])
    if ours is None or len(ours) != len(outcomes):
        return False
    if said.dtype.kind in "US":
        return bool([str(one) for one in ours] == said.tolist())
    said = said.reshape(len(outcomes), -1).astype(ours.dtype)
    return bool(said.tobytes() == np.ascontiguousarray(ours).tobytes())


def _value(column: Column, outcome: Outcome) -> object:
    name = column.name
    match column.shape:
        case "count":
            return outcome.counts[name]
        case "day":
            return outcome.daily[name]
        case "look":
            return [float(getattr(one, name)) for one in outcome.checkpoints]
        case _:
            value = getattr(outcome, name)
            return math.nan if value is None else value
