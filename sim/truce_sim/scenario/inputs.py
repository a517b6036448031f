"""Every input there is, and every number in a scenario with its evidence."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from truce_sim.scenario.amounts import Amount
from truce_sim.scenario.amounts_varying import VaryingAmount
from truce_sim.scenario.believable import axis
from truce_sim.scenario.paths import EVERY_PARTY, NOT_OF_THE_TRUCE, describe_path
from truce_sim.scenario.phrases import in_past
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.relative_dates import with_dates
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.tree import Leaf, Named, Node, Section, leaves, node_at, root
from truce_sim.scenario.values import value_at
from truce_sim.scenario.words import Anything, Text

EXTENDS = "Another scenario file that this one changes, relative to this file."
DROPS = "What this file leaves out of those that it extends: paths of tables or inputs."
BY_DEFAULT = "the simulator's default"


@dataclass(frozen=True, slots=True)
class InputMeaning:
    """One line of `show inputs` and of the reference page.

    Attributes:
        path: dotted path; what the user names stands as ID.
        unit: how a value is written, with its unit.
        default: the default in words; "needed" without one, "off" where absent means off.
        allowed: allowed range in words, or "".
        meaning: one sentence.
        title: short human label.
    """

    path: str
    unit: str
    default: str
    allowed: str
    meaning: str
    title: str


def inputs_table() -> tuple[InputMeaning, ...]:
    """Return every input of a scenario file, in the schema's order."""
    extends = InputMeaning("extends", "text", "off", "", EXTENDS, "extends")
    drops = InputMeaning("drops", "list of paths", "none", "", DROPS, "drops")
    rows = [
        InputMeaning(
            path,
            leaf.kind.form,
            leaf.default_text or '""',
            leaf.kind.allowed,
            leaf.description,
            leaf.title,
        )
        for path, leaf in leaves()
    ]
    return (*rows[:2], extends, drops, *rows[2:])


def inputs_under(place: str) -> tuple[InputMeaning, ...]:
    """Return the inputs at or below a place: "verification", "parties.north.hits", "" for all.

    The user's own names and ID are the same place. Without any such input, an empty tuple.
    """
    wanted = place.split(".") if place else []

    def lies_under(path: str) -> bool:
        steps = path.split(".")
        return len(steps) >= len(wanted) and all(
            step in (asked, "ID") for step, asked in zip(steps, wanted, strict=False)
        )

    return tuple(row for row in inputs_table() if lies_under(row.path))


@dataclass(frozen=True, slots=True)
class InputRow:
    """One input of a scenario, a number, a choice or a flag: what went in.

    Attributes:
        path: dotted path.
        label: short human label, with the actor's name.
        value: the value in words.
        exact: the value itself, for telling two apart that read alike.
        believable: its believable range in words, or None.
        basis: where it comes from.
        source: where exactly, or why it was guessed; may be "".
    """

    path: str
    label: str
    value: str
    exact: Any
    believable: str | None
    basis: Literal["reported", "estimated", "guess"]
    source: str


def input_rows(scenario: Scenario, *, defaults: bool = False) -> tuple[InputRow, ...]:
    """Return what went in, in the schema's order.

    Args:
        scenario: as loaded.
        defaults: whether to add the defaults of sections in use, marked as guesses.
    """
    ranges = _ranges(scenario)
    rows = []
    for steps, leaf, label, given in _given(scenario.source, root(), (), ""):
        if not given and not defaults:
            continue
        path = ".".join(steps)
        note = _evidence(scenario, steps) if given else None
        value = leaf.default
        before = ""
        if given:
            written = _at(with_dates(scenario.source), steps)
            value = leaf.kind.parse(written)
            if isinstance(value, Amount | VaryingAmount):
                value = value_at(scenario, path)
                before = in_past(leaf.kind, written, value)
        if left_out(value):
            continue
        rows.append(
            InputRow(
                path,
                label,
                before or leaf.kind.show(value),
                value,
                ranges.get(path),
                note.basis if note else "guess",
                note.source if note else ("" if given else BY_DEFAULT),
            )
        )
    return tuple(rows)


def label_of(scenario: Scenario, path: str) -> str:
    """Return what a person calls an input: "Opposition groups: violations, chance".

    Raises:
        PathError: for a path that leads to no input.
    """
    title = describe_path(path).title
    section, *names = path.split(".")
    place = node_at((section,))
    if place is None or not isinstance(place[0], Named) or not names:
        return title
    if (section, names[0]) == ("parties", EVERY_PARTY):
        return f"all parties: {title}"
    owner = scenario.source.get(section, {}).get(names[0], {})
    return f"{owner.get('name') or names[0]}: {title}"


def _at(raw: Any, steps: tuple[str, ...]) -> Any:  # noqa: ANN401
    for step in steps:
        raw = raw[step]
    return raw


def _given(
    raw: Mapping[str, Any], node: Node, steps: tuple[str, ...], label: str
) -> Iterator[tuple[tuple[str, ...], Leaf, str, bool]]:
    """Yield every input of the sections in use, with its label and whether the file gives it."""
    below: dict[str, Node] = {}
    if isinstance(node, Section):
        below = node.keys
    elif isinstance(node, Named):
        below = dict.fromkeys(raw, node.of)
    for key, one in below.items():
        if not steps and key in NOT_OF_THE_TRUCE:
            continue
        here = (*steps, key)
        if isinstance(one, Leaf):
            if not isinstance(one.kind, Text | Anything):
                yield here, one, f"{label}{one.title}", key in raw
        elif key in raw or (isinstance(one, Section) and not steps and one.always):
            inside = raw.get(key, {})
            named = isinstance(node, Named)
            name = f"{inside.get('name', key)}: " if named else label
            yield from _given(inside, one, here, name)


def _evidence(scenario: Scenario, steps: tuple[str, ...]) -> Any:  # noqa: ANN401
    """Return the evidence for an input, for a part of it, or for the table that it stands in."""
    own = ".".join(steps)
    if own in scenario.evidence:
        return scenario.evidence[own]
    if steps[0] == "parties":
        shared = ".".join(("parties", "all", *steps[2:]))
        if shared in scenario.evidence:
            return scenario.evidence[shared]
    for path, note in scenario.evidence.items():
        if path.startswith(f"{own}."):
            return note
    for length in range(len(steps) - 1, 0, -1):
        above = ".".join(steps[:length])
        if above in scenario.evidence:
            return scenario.evidence[above]
    return None


def _ranges(scenario: Scenario) -> dict[str, str]:
    """Return believable ranges in words, by the path of the whole input."""
    texts: dict[str, str] = {}
    for path, ends in scenario.believable.items():
        if not isinstance(ends, list):
            continue
        line = axis(scenario, path, ends[0])
        low, high = (line.text(line.number(end)) for end in ends)
        steps = path.split(".")
        everyone = steps[:2] == ["parties", "all"]
        for name in scenario.parties if everyone else [""]:
            full = [*steps[:1], name, *steps[2:]] if everyone else steps
            place = node_at(tuple(full))
            part = full[-1] if place is not None and place[1] < len(full) else ""
            whole = ".".join(full[:-1] if part else full)
            said = f"{part} {low} to {high}" if part else f"{low} to {high}"
            texts[whole] = f"{texts[whole]}; {said}" if whole in texts else said
    return texts
