"""Scenario files read, checked, and changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from truce_sim.scenario.crosschecks import crosschecks
from truce_sim.scenario.doubts import study_checks
from truce_sim.scenario.extending import folded, read_chain
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.inherited_dates import offering_distances
from truce_sim.scenario.layers import FileLayer, Layer, located
from truce_sim.scenario.lookups import table
from truce_sim.scenario.mends import Edit, mended
from truce_sim.scenario.overrides import SET, apply_sets, apply_values
from truce_sim.scenario.proving import proved
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.validating import validate
from truce_sim.shipped import file_of

_OF_STUDIES = {"options", "believable", "evidence", "observed"}


def load(path: str | Path, sets: Sequence[str] = ()) -> Scenario:
    """Return the scenario in a file.

    Args:
        path: a TOML file; as text also the name of a scenario (see `file_of`). What it extends is
            read with it.
        sets: changes as "PATH=VALUE", values written as in the file (quotes may be left out).

    Raises:
        ScenarioFaults: everything that is wrong, all at once.
    """
    return _proven(file_of(path) if isinstance(path, str) else path, sets, {})


def from_text(text: str, name: str = "scenario", sets: Sequence[str] = ()) -> Scenario:
    """Return the scenario of a text that stands in no file.

    Args:
        text: as in a file; what it extends is looked for in the working folder.
        name: what its file would be called, without the ending.
        sets: changes as "PATH=VALUE".

    Raises:
        ScenarioFaults: everything that is wrong, all at once, with its lines.
    """
    path = Path(f"{name}.toml")
    return _proven(path, sets, {str(path): text})


def _proven(path: Path, sets: Sequence[str], texts: dict[str, str]) -> Scenario:
    """Return the scenario, or its faults with only such tries as work."""
    try:
        return _load(path, sets, texts)
    except ScenarioFaults as error:
        size = sum(map(len, (*texts.values(), *sets)))
        raise ScenarioFaults(proved(error.faults, _Again(path, tuple(sets), texts), size)) from None


def _load(path: Path, sets: Sequence[str], texts: dict[str, str]) -> Scenario:
    """Return the scenario; texts of files that are known already are not read again."""
    files = read_chain(path, texts)
    layers: list[Layer] = [FileLayer(file) for file in files]
    changed = apply_sets(folded(files), sets)
    layers = [*changed.layers, *layers]
    return _checked(changed.raw, path.stem, layers, changed.findings, texts=texts)


@dataclass(frozen=True)
class _Again:
    """Loads once more with edits made in one of the texts."""

    path: Path
    sets: tuple[str, ...]
    texts: Mapping[str, str]

    def __call__(self, fault: Fault, edits: Sequence[Edit]) -> tuple[str, Sequence[Fault]]:
        """Return the text with the edits made, and what is wrong then."""
        texts, sets = dict(self.texts), self.sets
        if fault.file == SET:
            fresh = mended(fault.source_line, edits)
            sets = tuple(fresh if one == fault.source_line else one for one in sets)
        elif fault.file in texts:
            fresh = texts[fault.file] = mended(texts[fault.file], edits)
        else:
            return "", (fault,)
        if not edits:
            return fresh, (fault,)
        try:
            _load(self.path, sets, texts)
        except ScenarioFaults as error:
            return fresh, error.faults
        return fresh, ()


def with_sets(scenario: Scenario, sets: Sequence[str]) -> Scenario:
    """Return a scenario as it would be, had it been loaded with these changes as well.

    Args:
        scenario: as loaded; it stays as it is.
        sets: changes as "PATH=VALUE".

    Raises:
        ScenarioFaults: when a path or a value is wrong, or the whole no longer fits together.
    """
    changed = apply_sets(dict(scenario.source), sets)
    past = None if scenario.past is scenario else scenario.past
    layers = [*changed.layers, *scenario.layers]
    return _checked(changed.raw, scenario.name, layers, changed.findings, past=past)


def with_values(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return the scenario with other raw values at dotted paths.

    Args:
        scenario: as loaded; it stays as it is.
        values: raw values as in a file, by path; `parties.all.x` sets x of all parties. Setting
            only the median of a spread moves the whole spread.

    Raises:
        ScenarioFaults: when a path or a value is wrong, or the whole no longer fits together.
    """
    changed = apply_values(dict(scenario.source), values)
    # A draw or a setting leaves options and ranges as they were checked; checking them again
    # would take most of the time of a sweep.
    studies = any(path.split(".")[0] in _OF_STUDIES for path in values)
    past = None if scenario.past is scenario else scenario.past
    return _checked(
        changed.raw, scenario.name, changed.layers, changed.findings, studies=studies, past=past
    )


def with_option(scenario: Scenario, values: Mapping[str, Any]) -> Scenario:
    """Return the scenario as an option has it: its values hold from the truce's start on.

    What was before the truce stays as the scenario has it, so that "2 x before" and grievance at
    the start are what they were: agreed maps of today change nothing of yesterday.

    Args:
        scenario: as loaded; it stays as it is.
        values: what the option sets, as for `with_values`.

    Raises:
        ScenarioFaults: when a path or a value is wrong, or the whole no longer fits together.
    """
    changed = apply_values(dict(scenario.source), values)
    return _checked(
        changed.raw,
        scenario.name,
        changed.layers,
        changed.findings,
        studies=False,
        past=scenario.past,
    )


def from_raw(raw: Mapping[str, Any], name: str = "scenario") -> Scenario:
    """Return the scenario of raw values that stand in no file.

    Raises:
        ScenarioFaults: everything that is wrong, without lines.
    """
    return _checked(dict(raw), name, [], [])


def _checked(
    raw: dict[str, Any],
    name: str,
    layers: Sequence[Layer],
    findings: Sequence[Finding],
    *,
    studies: bool = True,
    past: Scenario | None = None,
    texts: dict[str, str] | None = None,
) -> Scenario:
    counts = None
    if "counts" in table(raw, "observed"):
        from truce_sim.scenario.observed_file import with_counts  # noqa: PLC0415 - few files do

        counts = with_counts(raw, [*layers], {} if texts is None else texts)
        raw, layers, findings = counts.raw, counts.layers, [*findings, *counts.findings]
    result = validate(raw, past)
    wrong = [
        *findings,
        *(result if isinstance(result, list) else []),
        *crosschecks(raw),
        *(study_checks(raw) if studies else ()),
    ]
    if wrong or isinstance(result, list) or (counts and counts.faults):
        faults = located(offering_distances(wrong, layers), layers)
        raise ScenarioFaults(counts.all_faults(faults) if counts else faults)
    return result.known_as(name, raw, layers, past)
