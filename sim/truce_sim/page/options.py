"""The file's options as the page has them: what each sets, and whom it takes out of your hands."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from truce_sim.page.sliders import TALKS, Slider
from truce_sim.scenario import Scenario, ScenarioFaults, with_option
from truce_sim.scenario.paths import PathError, addresses
from truce_sim.studies.alternatives import apart, differences

_Places = frozenset[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class OptionOfPage:
    """One option.

    Attributes:
        key: its id in the file.
        title: what it is called, unlike every other.
        set: the raw values that it sets, by path.
        told: what it changes, a line an input.
        clashes: ids of options that set an input of its own.
        covers: paths of sliders that have no say while it is on; "talks" for the talks.
    """

    key: str
    title: str
    set: dict[str, Any]
    told: tuple[str, ...]
    clashes: tuple[str, ...] = field(default=())
    covers: tuple[str, ...] = field(default=())


def options_of(scenario: Scenario, sliders: Sequence[Slider]) -> tuple[OptionOfPage, ...]:
    """Return the options of a file, in its order; those that do not fit it are left out."""
    names = [(key, one.label or key) for key, one in scenario.options.items()]
    titles = dict(zip((key for key, _ in names), apart(names), strict=True))
    places = {key: _places(scenario, one.set) for key, one in scenario.options.items()}
    own = {slider.path: _places(scenario, [slider.target]) for slider in sliders}
    own["talks"] = _places(scenario, [TALKS])
    found = []
    for key, one in scenario.options.items():
        try:
            told = differences(scenario, with_option(scenario, one.set))
        except ScenarioFaults:
            continue
        found.append(
            OptionOfPage(
                key=key,
                title=titles[key],
                set=dict(one.set),
                told=told,
                clashes=tuple(
                    other for other, of in places.items() if other != key and _meet(places[key], of)
                ),
                covers=tuple(path for path, of in own.items() if _meet(places[key], of)),
            )
        )
    return tuple(found)


def _places(scenario: Scenario, paths: Sequence[str] | dict[str, Any]) -> _Places:
    """Return where paths lead, each with the part of the value that it means."""
    places: set[tuple[str, ...]] = set()
    for path in paths:
        try:
            found = addresses(scenario.source, path)
        except PathError:
            places.add(tuple(path.split(".")))
            continue
        places |= {(*one.steps, *filter(None, [one.part])) for one in found}
    return frozenset(places)


def _meet(first: _Places, second: _Places) -> bool:
    """Return whether a place of one is a place of the other, or lies in one."""
    return any(
        one[: len(other)] == other or other[: len(one)] == one for one in first for other in second
    )
