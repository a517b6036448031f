"""Layers of a scenario: files and `--set` values, each able to say where a path stands in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.mends import Change, Edit, Remedy, Try, try_of
from truce_sim.scenario.reading import SourceFile
from truce_sim.scenario.relative_dates import for_a_date
from truce_sim.scenario.sourcemap import Path, SourceMap, Spot
from truce_sim.scenario.tree import Leaf, node_at

_VALUE: Path = ("value",)
_LEAD = "value = "
MOST_OFFERED = 300
"""Faults beyond which nothing is offered: each try is tried, which reads the whole once more."""


class Layer(Protocol):
    """Something that gives values."""

    @property
    def label(self) -> str:
        """Name of the layer as the user knows it."""
        ...

    def find(self, path: Path, *, on_key: bool) -> Spot | None:
        """Return where `path` itself stands in this layer, or None."""
        ...

    def try_of(self, remedy: Remedy) -> Try | None:
        """Return a remedy as edits of this layer's text, or None."""
        ...


@dataclass(frozen=True)
class FileLayer:
    """A scenario file."""

    file: SourceFile

    @property
    def label(self) -> str:
        """The file as the user knows it."""
        return self.file.label

    def find(self, path: Path, *, on_key: bool) -> Spot | None:
        """Return line and column of the key or the value."""
        where = self.file.map
        return where.key(path) if on_key else where.value(path)

    def try_of(self, remedy: Remedy) -> Try | None:
        """Return a remedy as edits of the file."""
        return try_of(self.file.map, remedy)


@dataclass(frozen=True)
class SetLayer:
    """One value set from outside the files.

    Attributes:
        label: "--set", or "" for values that a study sets.
        path: steps that it sets; several for `parties.all`.
        text: the setting as given.
        value_at: offset of the value in it.
    """

    label: str
    paths: frozenset[Path]
    text: str
    value_at: int

    def find(self, path: Path, *, on_key: bool) -> Spot | None:
        """Return the value's place in the setting, if it gave what stands at `path`."""
        if not any(self._gave(own, path) for own in self.paths):
            return None
        if path in self.paths and on_key:
            return Spot(0, 1, max(self._path_ends(), 1), self.text)
        inside = self._inside(path)
        if inside is not None:
            key = inside.keys.get(_VALUE + self._rest(path))
            value = inside.values.get(_VALUE + self._rest(path))
            span = key if on_key and key else value
            if span is not None:
                start = span.start - len(_LEAD) + self.value_at
                return Spot(0, start + 1, max(span.end - span.start, 1), self.text)
        return Spot(0, self.value_at + 1, max(len(self.text) - self.value_at, 1), self.text)

    def try_of(self, remedy: Remedy) -> Try | None:
        """Return a remedy as edits of the setting."""
        if any(one[:1] == ("dates",) for one in self.paths):
            remedy = for_a_date(remedy, self.text[self.value_at :])
        edits: list[Edit] = []
        for change in remedy.changes:
            if change.path in self.paths and change.does in {"value", "name"}:
                end = len(self.text) if change.does == "value" else self._path_ends()
                edits.append(Edit(self.value_at if change.does == "value" else 0, end, change.text))
                continue
            inside = self._inside(change.path)
            if inside is None:
                return None
            moved = Change(change.does, _VALUE + self._rest(change.path), change.text)
            made = try_of(inside, Remedy(remedy.text, (moved,)))
            if made is None:
                return None
            shift = self.value_at - len(_LEAD)
            edits += [Edit(one.start + shift, one.end + shift, one.text) for one in made.edits]
        return Try(remedy.text, tuple(edits), remedy.lead)

    def _path_ends(self) -> int:
        place = self.text.find("=")
        return place if place >= 0 else len(self.text)

    def _rest(self, path: Path) -> Path:
        own = next((one for one in self.paths if path[: len(one)] == one), path)
        return path[len(own) :]

    def _inside(self, path: Path) -> SourceMap | None:
        """Return a map of the value alone, if `path` lies within it."""
        if not any(path[: len(own)] == own and len(path) > len(own) for own in self.paths):
            return None
        return SourceMap(_LEAD + self.text[self.value_at :])

    def _gave(self, own: Path, path: Path) -> bool:
        if path[: len(own)] == own:
            return True
        place = node_at(path)
        return own[: len(path)] == path and place is not None and isinstance(place[0], Leaf)


def located(findings: Iterable[Finding], layers: Sequence[Layer]) -> list[Fault]:
    """Return the findings as faults with file and line, sorted, each once.

    Args:
        findings: what is wrong.
        layers: what gave the values, the winning layer first; the last ones are files.
    """
    order = {layer.label: place for place, layer in enumerate(layers)}
    wrong = tuple(findings)
    if len(wrong) > MOST_OFFERED:
        wrong = tuple(replace(finding, remedies=()) for finding in wrong)
    faults = {_fault(finding, layers): None for finding in wrong}
    return sorted(
        faults, key=lambda f: (order.get(f.file, -1), f.line or 10**9, f.column, f.sentence)
    )


def _fault(finding: Finding, layers: Sequence[Layer]) -> Fault:
    path = finding.path
    name = dotted(path)
    while path:
        for layer in layers:
            spot = layer.find(path, on_key=finding.on_key or path != finding.path)
            if spot is not None:
                fault = Fault(
                    finding.sentence,
                    name,
                    layer.label,
                    spot.line,
                    spot.column,
                    spot.length,
                    spot.text,
                    note=finding.note,
                )
                tries = [made for one in finding.remedies if (made := layer.try_of(one))]
                return fault.offering(tries, finding.try_)
        path = path[:-1]
    main = next((one for one in layers if isinstance(one, FileLayer)), None)
    fault = Fault(finding.sentence, name, main.label if main else "", note=finding.note)
    tries = [made for one in finding.remedies if main and (made := main.try_of(one))]
    return fault.offering(tries, finding.try_)
