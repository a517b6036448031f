"""What one scenario file says otherwise than another, in plain words, by what a person calls it."""

from collections.abc import Iterator

from truce_sim.scenario import Scenario
from truce_sim.scenario.inputs import InputRow, input_rows
from truce_sim.studies.results.compare import Changed


def changed_inputs(base: Scenario, other: Scenario) -> tuple[Changed, ...]:
    """Return what changed from one file to another: inputs, ranges, options, the title."""
    return (*_titles(base, other), *_values(base, other), *_options(base, other))


def _titles(base: Scenario, other: Scenario) -> Iterator[Changed]:
    if base.title != other.title:
        yield Changed(
            what="changed", path="title", label="Title", before=base.title, after=other.title
        )


def _values(base: Scenario, other: Scenario) -> Iterator[Changed]:
    before, after = (
        {row.path: row for row in input_rows(one, defaults=True)} for one in (base, other)
    )
    # What neither file says is told by neither, also where a section in use has defaults.
    said = {row.path for one in (base, other) for row in input_rows(one)}
    for path in dict.fromkeys((*before, *after)):
        if path in said:
            yield from _of_input(path, before.get(path), after.get(path))


def _of_input(path: str, before: InputRow | None, after: InputRow | None) -> Iterator[Changed]:
    row = after or before
    if row is None:
        return
    if before is None or after is None:
        yield Changed(
            what="added" if before is None else "removed",
            path=path,
            label=row.label,
            before=before.value if before else None,
            after=after.value if after else None,
        )
        return
    if before.exact != after.exact:
        texts = (before.value, after.value)
        if texts[0] == texts[1]:
            # Two numbers that are written alike, and still are not the same.
            texts = (f"{before.exact}", f"{after.exact}")
        yield Changed(what="changed", path=path, label=row.label, before=texts[0], after=texts[1])
    if before.believable != after.believable:
        yield Changed(
            what="range",
            path=path,
            label=row.label,
            before=before.believable,
            after=after.believable,
        )


def _options(base: Scenario, other: Scenario) -> Iterator[Changed]:
    for key in dict.fromkeys((*base.options, *other.options)):
        before, after = base.options.get(key), other.options.get(key)
        one = after or before
        if one is None or (before and after and before.set == after.set):
            continue
        yield Changed(
            what="option",
            path=f"options.{key}",
            label=one.label or key,
            before="other values" if before and after else "there" if before else None,
            after="these values" if before and after else "there" if after else None,
        )
