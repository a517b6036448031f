"""Dates of options that were inherited from a file of other dates: what they meant there."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from truce_sim.scenario.findings import Finding, value_in
from truce_sim.scenario.layers import FileLayer, Layer
from truce_sim.scenario.mends import Change, Remedy, inline
from truce_sim.scenario.relative_dates import FOLLOWING, KEYS, between, date_in, date_of
from truce_sim.scenario.sourcemap import Path

_START = "truce_starts"
_STARTS: Path = ("dates", _START)


def offering_distances(findings: Iterable[Finding], layers: Sequence[Layer]) -> Iterator[Finding]:
    """Yield the findings; those about an inherited option's date offer to say it as a distance.

    Args:
        findings: what is wrong.
        layers: what gave the values, the winning layer first.
    """
    files = [one for one in layers if isinstance(one, FileLayer)]
    given = any(one.find(_STARTS, on_key=True) for one in layers if one not in files)
    if len(files) > 1 and not given:
        findings = _in_this_file(list(findings), files)
    for finding in findings:
        remedy = _as_distance(files, finding.path) if len(files) > 1 else None
        yield replace(finding, remedies=(*finding.remedies, remedy)) if remedy else finding


def _in_this_file(findings: Sequence[Finding], files: Sequence[FileLayer]) -> list[Finding]:
    """Return the findings; those about dates inherited into another year, at the own start.

    Whoever extends a file does not change that one: the own file takes its distances over, and
    drops the options that stand at its dates.
    """
    starts = next((i for i, one in enumerate(files) if one.find(_STARTS, on_key=True)), len(files))
    taken = dict(_distances(files, starts))
    if not any(one.path[:1] == ("dates",) and one.path[-1] in taken for one in findings):
        return list(findings)
    stale = [one for one in findings if _of_an_option(one.path) and _giver(files, one) > starts]
    adds = [Change("add", ("dates", key), text) for key, text in taken.items()]
    told = " and ".join(f"{key} = {text}" for key, text in taken.items())
    if stale:
        out, change = _dropping(files[starts], dict.fromkeys(str(one.path[1]) for one in stale))
        adds, told = [*adds, change], f"{told} and {out}"
    remedy = Remedy(told, tuple(adds))
    return [
        replace(one, path=_STARTS, remedies=(remedy,))
        if one.path[:1] == ("dates",) and one.path[-1] in taken
        else one
        for one in findings
    ]


def _distances(files: Sequence[FileLayer], starts: int) -> Iterator[tuple[str, str]]:
    """Yield the dates inherited from beyond a file, with their distance from the truce there."""
    for key in FOLLOWING:
        place = next(
            (i for i, one in enumerate(files) if one.find(("dates", key), on_key=True)), -1
        )
        if place <= starts:
            continue
        own = date_of(value_in(files[place].file.raw, ("dates", key)))
        began = next((at for one in files[place:] if (at := date_in(one.file.raw, _START))), None)
        if own is not None and began is not None and own > began:
            yield key, f'"{between(began, own)}"'


def _dropping(file: FileLayer, names: Iterable[str]) -> tuple[str, Change]:
    """Return the change that drops inherited options in a file, and how it is told."""
    old = file.file.raw.get("drops")
    paths = [*(old if isinstance(old, list) else ()), *(f"options.{name}" for name in names)]
    text = inline(paths)
    return f"drops = {text}", Change("add" if old is None else "value", ("drops",), text)


def _of_an_option(where: Path) -> bool:
    return len(where) == 4 and (where[0], where[2]) == ("options", "set")


def _giver(files: Sequence[FileLayer], finding: Finding) -> int:
    return next((i for i, one in enumerate(files) if one.find(finding.path, on_key=True)), -1)


def _as_distance(files: Sequence[FileLayer], where: Path) -> Remedy | None:
    """Return the remedy that says an option's date by its distance from its own file's date."""
    if not _of_an_option(where):
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
