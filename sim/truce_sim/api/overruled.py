"""Refuse a change of an input that the question itself moves: it would do nothing."""

from collections.abc import Iterable, Sequence

from truce_sim.api.errors import QuestionError, Word
from truce_sim.scenario import Scenario
from truce_sim.scenario.kinds import short
from truce_sim.scenario.paths import PathError, addresses
from truce_sim.scenario.spreads import SpreadKind


def refuse_overruled(
    scenario: Scenario, sets: Iterable[str], moved: Sequence[str], option: Word | str
) -> None:
    """Refuse settings that levels put something else in the place of.

    Args:
        scenario: as read, settings included.
        sets: the settings, "PATH=VALUE".
        moved: inputs with their levels, "PATH=...".
        option: what gave the levels.

    Raises:
        QuestionError: for the first setting that has no effect.
    """
    taken = {place for one in moved for place in _places(scenario, _path(one), whole=False)}
    for text in sets:
        own = _places(scenario, _path(text), whole=True)
        if own and own <= taken:
            path = short(_path(text), 60)
            raise QuestionError(
                "{change} does nothing, as {option} gives that input its values; "
                "leave one of them out",
                change=Word("set", path),
                option=option,
            )


def _path(text: str) -> str:
    return text.partition("=")[0].strip()


Place = tuple[tuple[str, ...], str]


def _places(scenario: Scenario, path: str, *, whole: bool) -> set[Place]:
    """Return the inputs that a path means; levels move a distribution by its median."""
    try:
        found = addresses(scenario.source, path)
    except PathError:
        return set()
    return {
        (one.steps, "median" if not one.part and not whole and _is_spread(one.kind) else one.part)
        for one in found
    }


def _is_spread(kind: object) -> bool:
    return isinstance(kind, SpreadKind)
