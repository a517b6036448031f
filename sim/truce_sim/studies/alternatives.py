"""What a truce is set against: its own options, or other files, each under a name of its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from truce_sim.scenario import Scenario, with_option
from truce_sim.scenario.inputs import InputRow, input_rows
from truce_sim.scenario.study import BASE
from truce_sim.studies.results.compare import BASE_ID


@dataclass(frozen=True, slots=True)
class Alternative:
    """One scenario to set against the base."""

    key: str
    label: str
    scenario: Scenario
    other_truce: bool = False
    """It is no change of the base's truce, but another truce."""


def same_truce(base: Scenario, other: Scenario) -> bool:
    """Return whether a file tells of the base's truce, otherwise arranged, or of another truce.

    It is if both start at the same time and one has all parties of the other: a file may add a
    party, as an option may move the talks, but what shares no luck has no change to tell.
    """
    first, second = set(base.parties), set(other.parties)
    start = base.dates.truce_starts
    return (first <= second or second <= first) and start == other.dates.truce_starts


def apart(names: Sequence[tuple[str, str]], taken: Sequence[str] = ()) -> list[str]:
    """Return labels that differ: an id stands behind each that others have as well.

    Args:
        names: id, all different, and label of each.
        taken: labels that are not to be had.
    """
    said = [label for _, label in names]
    found = [
        label if said.count(label) == 1 and label not in taken else f"{label} ({key})"
        for key, label in names
    ]
    # A label may look like another with its id behind it; ids alone never look alike.
    if len({*found, *taken}) < len(found) + len(taken):
        found = [f"{key}: {label}" for key, label in names]
    return found


def labels(files: Sequence[Scenario]) -> list[str]:
    """Return what to call each of several scenario files: its title, or its name beside it."""
    keys = keys_of(files)
    titles = [one.title for one in files]
    found = [
        title if titles.count(title) == 1 else key for key, title in zip(keys, titles, strict=True)
    ]
    if len(set(found)) < len(found):
        # A title looks like the name of another file.
        return [f"{key}: {title}" for key, title in zip(keys, titles, strict=True)]
    return found


def keys_of(files: Sequence[Scenario]) -> list[str]:
    """Return names of files, those that others have as well with their place."""
    names = [one.name for one in files]
    placed = [f"{name} {place}" for place, name in enumerate(names, start=1)]
    found = [
        name if names.count(name) == 1 and name not in (BASE, BASE_ID) else with_place
        for name, with_place in zip(names, placed, strict=True)
    ]
    return found if len(set(found)) == len(found) else placed


def alternatives_of(scenario: Scenario, others: Sequence[Scenario] = ()) -> list[Alternative]:
    """Return what is set against the base: other scenarios, or its own options."""
    if others:
        files = [scenario, *others]
        named = zip(keys_of(files), labels(files), files, strict=True)
        return [
            Alternative(key, label, one, not same_truce(scenario, one)) for key, label, one in named
        ][1:]
    names = [(key, option.label or key) for key, option in scenario.options.items()]
    told = zip(apart(names, taken=(BASE,)), scenario.options.items(), strict=True)
    return [
        Alternative(key, label, with_option(scenario, option.set)) for label, (key, option) in told
    ]


def differences(base: Scenario, other: Scenario) -> tuple[str, ...]:
    """Return what one scenario has otherwise than another, a line an input."""
    before, after = (
        {row.path: row for row in input_rows(one, defaults=True)} for one in (base, other)
    )
    # What neither file says is told by neither, also where a section in use has defaults.
    said = {row.path for one in (base, other) for row in input_rows(one)}
    paths = [*before, *(path for path in after if path not in before)]
    return (
        *(
            _difference(path, before.get(path), after.get(path))
            for path in paths
            if path in said and _exact(before.get(path)) != _exact(after.get(path))
        ),
        *_of_observed(base, other),
    )


def _of_observed(base: Scenario, other: Scenario) -> Iterator[str]:
    """Yield what was observed otherwise: until when it held, who counted, what was counted."""
    before, after = (
        one.observations.in_words() if one.observations else {} for one in (base, other)
    )
    for path in {**before, **after}:
        if before.get(path) != after.get(path):
            yield f"{path}: {before.get(path, 'off')} -> {after.get(path, 'off')}"


def _exact(row: InputRow | None) -> object:
    return None if row is None else row.exact


def _difference(path: str, before: InputRow | None, after: InputRow | None) -> str:
    texts = ["off" if row is None else row.value for row in (before, after)]
    if texts[0] == texts[1] and before is not None and after is not None:
        # Two numbers that are written alike, and still are not the same.
        texts = [f"{before.exact}", f"{after.exact}"]
    return f"{path}: {texts[0]} -> {texts[1]}"
