"""Values written as a small table, such as { chance = 0.35, every = "6h" }."""

from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, short


def parsed_parts(raw: dict[str, object], kinds: dict[str, Kind], example: str) -> dict[str, Any]:
    """Return each part parsed; unknown, missing and unfit parts are told all at once."""
    values: dict[str, Any] = {}
    problems: list[Problem] = []
    missing = [name for name in kinds if name not in raw]
    for name, part in raw.items():
        if name not in kinds:
            says = f" has no part called '{short(name)}'"
            problems.append(Problem(says, example, at=(name,), of=1))
            continue
        try:
            values[name] = kinds[name].parse(part)
        except UnfitError as error:
            problems.extend(problem.under(name) for problem in error.problems)
    if missing and not any(problem.of for problem in problems):
        problems.append(Problem(f" lacks {' and '.join(missing)}", example))
    if problems:
        raise UnfitError(*problems)
    return values
