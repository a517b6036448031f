"""Values from outside the file: `--set PATH=VALUE`, and values that studies put in."""

import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.findings import Finding
from truce_sim.scenario.kinds import short
from truce_sim.scenario.layers import SetLayer
from truce_sim.scenario.mends import Change, Remedy
from truce_sim.scenario.paths import PathError, addresses, put
from truce_sim.scenario.reading import too_deep
from truce_sim.scenario.replaced import without_replaced

SET = "--set"
_SET_PATH = ("--set",)


@dataclass(frozen=True)
class Changed:
    """Raw values with others put in.

    Attributes:
        raw: the values.
        layers: where the new ones came from, the last given first.
        findings: paths that lead nowhere.
    """

    raw: dict[str, Any]
    layers: list[SetLayer]
    findings: list[Finding]


def value_of(text: str) -> Any:  # noqa: ANN401 - any TOML value
    """Return a value written as in a file; what is no TOML value is text, such as 36h."""
    text = text.strip()
    if "\n" in text or "\r" in text:
        return text
    try:
        raw = tomllib.loads(f"value = {text}")
    except (tomllib.TOMLDecodeError, RecursionError, ValueError):
        return text
    if set(raw) != {"value"} or too_deep(raw) is not None:
        return text
    return raw["value"]


def apply_sets(raw: dict[str, Any], sets: Sequence[str]) -> Changed:
    """Return raw values changed by "PATH=VALUE" texts, those values' evidence taken away."""
    values: dict[str, tuple[Any, str, int]] = {}
    wrong: list[tuple[str, Finding]] = []
    for text in sets:
        path, equals, value = text.partition("=")
        path = path.strip()
        if not equals or not path or not value.strip():
            says = f"--set {short(text, 60)} must be PATH=VALUE"
            wrong.append((text, Finding((*_SET_PATH, text), says, *_pair(text))))
            continue
        values.pop(path, None)
        values[path] = (value_of(value), text, len(text) - len(value.lstrip()))
    changed = _applied(raw, values, SET)
    raw = without_replaced(raw, _without_evidence(changed.raw, values))
    bad = [SetLayer(SET, frozenset({(*_SET_PATH, text)}), text, 0) for text, _ in wrong]
    return Changed(
        raw, [*changed.layers, *bad], [*changed.findings, *(finding for _, finding in wrong)]
    )


def _pair(text: str) -> tuple[str, bool, tuple[Remedy, ...]]:
    """Return the rest of the finding that a setting is no PATH=VALUE."""
    match = re.fullmatch(r"\s*([\w.-]+)\s*[:\s]\s*(\S.*)", text)
    if match is None:
        return "such as truce.settles_in=5days", False, ()
    fixed = f"{match[1]}={match[2]}"
    return "", False, (Remedy(fixed, (Change("value", (*_SET_PATH, text), fixed),)),)


def apply_values(raw: dict[str, Any], values: Mapping[str, Any]) -> Changed:
    """Return raw values changed by others that are already parsed from TOML."""
    told = {path: _told(path, _plain(value)) for path, value in values.items()}
    return _applied(raw, told, "")


def _plain(value: Any) -> Any:  # noqa: ANN401
    """Return numbers of numeric libraries as plain ones."""
    return value.item() if hasattr(value, "item") else value


def _told(path: str, value: Any) -> tuple[Any, str, int]:  # noqa: ANN401
    lead = f"{path} = "
    shown = f'"{short(value, 60)}"' if isinstance(value, str) else short(value, 60)
    return value, lead + shown, len(lead)


def _applied(
    raw: dict[str, Any], values: Mapping[str, tuple[Any, str, int]], label: str
) -> Changed:
    layers: list[SetLayer] = []
    findings: list[Finding] = []
    batch = {path: value for path, (value, _, _) in values.items()}
    # A median given alone moves p90 with it, so medians go first and p90 has the last word.
    for path in sorted(batch, key=lambda one: one.endswith(".p90")):
        value, text, value_at = values[path]
        try:
            targets = addresses(raw, path)
            raw = put(raw, {path: value}, batch)
        except PathError as error:
            where = ("--set", path)
            layers.append(SetLayer(label, frozenset({where}), text, 0))
            says = f"'{short(path, 60)}' is no input{error.says}"
            meant = tuple(Remedy(one, (Change("name", where, one),)) for one in error.near)
            findings.append(Finding(where, says, error.few, on_key=True, remedies=meant))
            continue
        steps = frozenset((*one.steps, *((one.part,) if one.part else ())) for one in targets)
        layers.append(SetLayer(label, steps, text, value_at))
    return Changed(raw, layers[::-1], findings)


def _without_evidence(raw: dict[str, Any], values: Mapping[str, object]) -> dict[str, Any]:
    evidence = raw.get("evidence")
    if not isinstance(evidence, Mapping):
        return raw
    gone: set[str] = set()
    for path in values:
        try:
            for address in addresses(raw, path):
                place = ".".join(address.steps)
                gone |= {known for known in evidence if _touches(place, known)}
        except PathError:
            continue
    return {**raw, "evidence": {path: note for path, note in evidence.items() if path not in gone}}


def _touches(place: str, known: str) -> bool:
    return place == known or place.startswith(known + ".") or known.startswith(place + ".")
