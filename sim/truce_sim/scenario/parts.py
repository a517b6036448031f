"""Values written as a small table, such as { chance = 0.35, every = "6h" }."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, nearest, short

_ALSO_CALLED = {
    "per": "every", "in": "every", "each": "every", "period": "every", "interval": "every",
    "probability": "chance", "prob": "chance", "p": "chance", "share": "chance",
    "min": "low", "max": "high", "mode": "likely", "average": "mean", "typical": "median",
}  # fmt: skip


def parsed_parts(
    raw: dict[str, object], kinds: dict[str, Kind], optional: Collection[str] = ()
) -> dict[str, Any]:
    """Return each part parsed; unknown, missing and unfit parts are told all at once.

    Args:
        raw: the table.
        kinds: the kind of each part.
        optional: parts that may be left out.
    """
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    missing = [name for name in kinds if name not in raw and name not in optional]
    for name, part in raw.items():
        if name not in kinds:
            problems.append(unknown_part(name, [one for one in kinds if one not in raw], kinds))
            continue
        try:
            values[name] = kinds[name].parse(part)
        except UnfitError as error:
            problems.extend(problem.under(name) for problem in error.problems)
    if missing and not any(problem.of for problem in problems):
        samples = tuple((name, kinds[name].sample) for name in missing)
        problems.append(Problem(f" lacks {' and '.join(missing)}", lacks=samples))
    if problems:
        raise UnfitError(*problems)
    return values


def unknown_part(name: str, missing: Sequence[str], kinds: Mapping[str, Kind]) -> Problem:
    """Return the problem of a part that is none: the one that was meant, or to leave it out."""
    says = f" has no part called '{short(name)}'"
    other = _ALSO_CALLED.get(name.lower(), "")
    near = nearest(name, missing) or (other if other in missing else None)
    if near is None and len(missing) == 1:
        near = missing[0]
    if near is not None:
        return Problem(says, name=near, at=(name,), of=1)
    samples = tuple((one, kinds[one].sample) for one in missing)
    return Problem(says, drop=True, lacks=samples, at=(name,), of=1)
