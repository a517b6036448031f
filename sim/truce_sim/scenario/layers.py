"""Layers of a scenario: files and `--set` values, each able to say where a path stands in it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.findings import Finding, dotted
from truce_sim.scenario.reading import SourceFile
from truce_sim.scenario.sourcemap import Path, Spot
from truce_sim.scenario.tree import Leaf, node_at


class Layer(Protocol):
    """Something that gives values."""

    @property
    def label(self) -> str:
        """Name of the layer as the user knows it."""
        ...

    def find(self, path: Path, *, on_key: bool) -> Spot | None:
        """Return where `path` itself stands in this layer, or None."""
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
        del on_key
        if not any(self._gave(own, path) for own in self.paths):
            return None
        return Spot(0, self.value_at + 1, max(len(self.text) - self.value_at, 1), self.text)

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
    faults = {_fault(finding, layers): None for finding in findings}
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
                return Fault(
                    finding.sentence,
                    name,
                    layer.label,
                    spot.line,
                    spot.column,
                    spot.length,
                    spot.text,
                    finding.try_,
                )
        path = path[:-1]
    main = next((one for one in layers if isinstance(one, FileLayer)), None)
    return Fault(finding.sentence, name, main.label if main else "", try_=finding.try_)
