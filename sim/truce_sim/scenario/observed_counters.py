"""Counters of what was observed: whether there are such, and what they can count."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.ids import ID, id_of
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.mends import Change, Remedy, inline, renamed, value
from truce_sim.scenario.observed_rows import NUMBERS, Row
from truce_sim.scenario.sourcemap import Path

_MOST_APART = 10
"""Counters that are not there which are told one by one; more of them are one mistake."""


def counters_of(raw: Mapping[str, Any], rows: Mapping[int, Row]) -> Iterator[Finding]:
    """Yield numbers of counters that are not there, and counters of parties that are not."""
    counters = table(raw, "observed", "counters")
    missing: dict[str, list[int]] = {}
    for place, row in rows.items():
        if row.counter is not None and row.counter not in counters:
            missing.setdefault(row.counter, []).append(place)
    if len(missing) > _MOST_APART:
        yield _all_missing(missing)
        missing = {}
    for name, places in missing.items():
        path = (*NUMBERS, places[0], "counter")
        near = nearest(name, list(counters))
        says = f"{dotted(path)}: no counter is called '{short(name)}'"
        also = f" (so {len(places):,} times)" if len(places) > 1 else ""
        if near is not None:
            changes = tuple(
                Change("value", (*NUMBERS, place, "counter"), inline(near)) for place in places
            )
            yield Finding(path, says + also, remedies=(Remedy(near, changes),))
            continue
        here = ("observed", "counters", name)
        new = Change("table", here, 'counts = "violations"\n')
        header = f"[{dotted(here)}]"
        yield Finding(
            path,
            says + also,
            remedies=(Remedy(f'{header} with counts = "violations"', (new,)),),
            note=f'add {header} to the scenario, with counts = "violations", say',
        )
    for name in counters:
        yield from _of_counter(raw, name, rows)


def _all_missing(places: Mapping[str, Sequence[int]]) -> Finding:
    """Return the one finding of so many counters that are not there: one mistake made them all."""
    first, times = next(iter(places)), sum(map(len, places.values()))
    path = (*NUMBERS, places[first][0], "counter")
    says = (
        f"{dotted(path)}: no counter is called '{short(first)}', or as the {len(places) - 1:,} "
        f"others that are not there (so {times:,} times)"
    )
    note = "each counter needs a table [observed.counters.ID] that says what it counts"
    return Finding(path, says, note=note)


def _of_counter(raw: Mapping[str, Any], name: str, rows: Mapping[int, Row]) -> Iterator[Finding]:
    """Yield a counter whose name is no id, or that counts the claims of a party of none."""
    here: Path = ("observed", "counters", name)
    if not ID.match(name):
        fresh = id_of(name)
        changes = [
            Change("value", (*NUMBERS, place, "counter"), inline(fresh))
            for place, row in rows.items()
            if row.counter == name
        ]
        yield Finding(
            here,
            f"'{short(name)}' cannot be an id in observed.counters: letters, digits, - and _ only",
            on_key=True,
            remedies=(Remedy(fresh, (*renamed(here, fresh).changes, *changes)),),
            note=f"call it {fresh}, and so in the file of counts",
        )
    what, parties = parsed(raw, "observed", "counters", name, "counts"), table(raw, "parties")
    if what is None or not what.party or what.party in parties:
        return
    path = (*here, "counts")
    called = [key for key, one in parties.items() if value_in(one, ("name",)) == what.party]
    near = nearest(what.party, list(parties))
    offered = called or ([near] if near else list(parties)[:3])
    says = f"{dotted(path)}: no party is called '{short(what.party)}'"
    yield Finding(
        path, says, remedies=tuple(value(path, inline(f"claims by {one}")) for one in offered)
    )
