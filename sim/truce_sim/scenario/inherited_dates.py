"""Dates of options that were inherited from a file of other dates: what they meant there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from truce_sim.scenario.findings import Finding, value_in
from truce_sim.scenario.layers import FileLayer, Layer
from truce_sim.scenario.mends import Change, Remedy
from truce_sim.scenario.relative_dates import KEYS, between, date_in, date_of
from truce_sim.scenario.sourcemap import Path


def offering_distances(findings: Iterable[Finding], layers: Sequence[Layer]) -> Iterator[Finding]:
    """Yield the findings; those about an inherited option's date offer to say it as a distance.

    Args:
        findings: what is wrong.
        layers: what gave the values, the winning layer first.
    """
    files = [one for one in layers if isinstance(one, FileLayer)]
    for finding in findings:
        remedy = _as_distance(files, finding.path) if len(files) > 1 else None
        yield replace(finding, remedies=(*finding.remedies, remedy)) if remedy else finding


def _as_distance(files: Sequence[FileLayer], where: Path) -> Remedy | None:
    """Return the remedy that says an option's date by its distance from its own file's date."""
    if len(where) != 4 or (where[0], where[2]) != ("options", "set"):
        return None
    key = str(where[3]).removeprefix("dates.")
    if key == where[3] or key not in KEYS:
        return None
    asking = next((i for i, one in enumerate(files) if one.find(where, on_key=True)), 0)
    after = date_of(value_in(files[asking].file.raw, where)) if asking else None
    own = next((own for one in files[asking:] if (own := _own(one, key)) is not None), None)
    if after is None or own is None:
        return None
    text = f'"{between(own, after)}"'
    return Remedy(f'"dates.{key}" = {text}', (Change("value", where, text),))


def _own(file: FileLayer, key: str) -> datetime | None:
    return date_in(file.file.raw, key) or date_in(file.file.raw, "talks")
