"""Raw amounts made larger or smaller, as a file would have them: "0.6 x before" times 2."""

import re
from collections.abc import Mapping
from typing import Any

from truce_sim.scenario.numbers import in_file, meant

_NUMBER = re.compile(r"\s*([0-9.,']*[0-9])")
_DIGITS = 4
"""What is kept of a number: more would claim too much, and nobody could read it."""


def scaled(raw: object, factor: float) -> Any:  # noqa: ANN401 - a raw value, of the same form
    """Return a raw amount, or one that varies, with every number in it times `factor`.

    Raises:
        ValueError: if there is no number in it.
    """
    if isinstance(raw, Mapping):
        return {key: scaled(one, factor) for key, one in raw.items()}
    if isinstance(raw, bool) or not isinstance(raw, int | float | str):
        raise ValueError(f"{raw!r} is no amount")
    if not isinstance(raw, str):
        return _short(raw * factor)
    found = _NUMBER.match(raw)
    number = meant(found[1]) if found else None
    if found is None or number is None:
        raise ValueError(f"{raw!r} is no amount")
    return in_file(_short(number * factor)) + raw[found.end() :]


def spread_out(raw: Mapping[str, object], factor: float) -> dict[str, Any]:
    """Return a raw median and p90 whose distance, as a ratio, is raised to the power `factor`.

    Raises:
        ValueError: unless both are amounts of one unit.
    """
    middle, far = _number(raw["median"]), _number(raw["p90"])
    if not 0 < middle < far:
        raise ValueError(f"{raw!r} does not vary")
    return {**raw, "p90": drawn_out(raw["p90"], raw["median"], factor)}


def drawn_out(raw: object, around: object, factor: float) -> Any:  # noqa: ANN401 - of the same form
    """Return a raw amount whose ratio to another of its unit is raised to the power `factor`.

    Raises:
        ValueError: if one of them has no number.
    """
    middle, far = _number(around), _number(raw)
    return scaled(around, (far / middle) ** factor)


def _number(raw: object) -> float:
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        return float(raw)
    found = _NUMBER.match(raw) if isinstance(raw, str) else None
    number = meant(found[1]) if found else None
    if number is None:
        raise ValueError(f"{raw!r} is no amount")
    return number


def _short(number: float) -> float:
    short = float(f"{number:.{_DIGITS}g}")
    return int(short) if short == int(short) else short
