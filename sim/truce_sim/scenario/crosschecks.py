"""What must fit together across keys: order of dates, sums of chances, names of actors.

The checks read raw values, not a finished scenario, so that they speak up even when something
else is wrong; a value that does not parse is simply not compared with anything.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from truce_sim.scenario.beside import beside
from truce_sim.scenario.chains import endless
from truce_sim.scenario.findings import Finding, dotted, value_in
from truce_sim.scenario.ids import ID
from truce_sim.scenario.kinds import nearest, short
from truce_sim.scenario.leaving import leaving
from truce_sim.scenario.limits import LONGEST_WATCH
from truce_sim.scenario.lookups import parsed, table
from truce_sim.scenario.mends import Change, Remedy, dropped, key_text, renamed, value
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.numbers import in_file, plain
from truce_sim.scenario.referring import ACTORS, also_named, references
from truce_sim.scenario.relative_dates import with_dates
from truce_sim.scenario.sequence import in_order
from truce_sim.scenario.sourcemap import Path
from truce_sim.scenario.work import too_much

_NAMED = (*ACTORS, "guarantors", "zones", "shocks", "measures", "options")
_EVERY = {"all": "it stands for every party in paths"}
RESERVED: dict[str, dict[str, str]] = {
    **dict.fromkeys(ACTORS, _EVERY),
    "options": {
        "base": "it stands for the file as it is",
        "all": "it stands for every option",
    },
}
"""Words of the tool that no id may equal, with what they stand for."""
_MOST_OFFERED = 3


def crosschecks(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what does not fit together."""
    raw = with_dates(raw)
    for check in (
        _ids,
        _enough_parties,
        _weights,
        _guarantors,
        _zones_of_measures,
        _broken_of_earlier,
        relations,
    ):
        yield from check(raw)


def relations(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield what does not fit together among numbers and dates; names are left aside."""
    raw = with_dates(raw)
    for check in (_dates, _verification, beside, leaving, _fed_up, in_order, too_much, endless):
        yield from check(raw)


def _ids(raw: Mapping[str, Any]) -> Iterator[Finding]:
    seen: dict[str, Path] = {}
    for section in _NAMED:
        for name in table(raw, section):
            path = (section, name)
            if not ID.match(name):
                yield Finding(
                    path,
                    f"'{short(name)}' cannot be an id in {section}: letters, digits, - and _ only",
                    also_named(raw, path),
                    on_key=True,
                    remedies=(_with_an_id(raw, path, name),),
                )
            reserved = RESERVED.get(section, {}).get(name.casefold())
            if reserved:
                says = f"{short(name)} cannot be an id in {section}: {reserved}"
                yield Finding(
                    path,
                    says,
                    also_named(raw, path),
                    on_key=True,
                    remedies=(_with_an_id(raw, path, name, f"{name}-1"),),
                )
            if section not in ACTORS:
                continue
            if name in seen:
                yield Finding(
                    path,
                    f"'{short(name)}' is both in {seen[name][0]} and in {section}",
                    "each needs an id of its own",
                    on_key=True,
                    remedies=(renamed(path, f"{name}-2"),),
                )
            seen.setdefault(name, path)


def _shown_as(section: str) -> str:
    return "label" if section == "options" else "name"


def _with_an_id(raw: Mapping[str, Any], path: Path, name: str, here: str = "") -> Remedy:
    """Return the remedy that gives an actor or a zone an id, and keeps what it is called."""
    section = str(path[0])
    called_for = [one for one in _called_for(raw) if not any(one in table(raw, s) for s in ACTORS)]
    near = nearest(name, called_for) or next(
        (one for one in called_for if one.lower() in name.lower()), None
    )
    here = here or near or _as_id(name)
    key = _shown_as(section)
    changes = renamed(path, here).changes + tuple(references(raw, path, here))
    shown = short(name).replace('"', "'")
    if not name.strip() or key in table(raw, *map(str, path)):
        return Remedy(f"[{section}.{key_text(here)}]", changes)
    more = Change("add", (*path, key), f'"{shown}"')
    return Remedy(f'[{section}.{key_text(here)}], and {key} = "{shown}"', (*changes, more))


def _called_for(raw: Mapping[str, Any]) -> list[str]:
    """Return the ids that others hit or have influence over."""
    names: dict[str, None] = {}
    for section in ACTORS:
        for actor in table(raw, section).values():
            hits = value_in(actor, ("hits",))
            names |= dict.fromkeys(hits if isinstance(hits, Mapping) else ())
    for guarantor in table(raw, "guarantors").values():
        over = value_in(guarantor, ("over",))
        listed = over if isinstance(over, list) else ()
        names |= dict.fromkeys(one for one in listed if isinstance(one, str))
    return [name for name in names if ID.match(name)]


def _as_id(name: str) -> str:
    return re.sub(r"[^\w-]+", "-", name).strip("-").lower()[:30] or "zone-1"


def _enough_parties(raw: Mapping[str, Any]) -> Iterator[Finding]:
    parties = raw.get("parties")
    if isinstance(parties, Mapping) and len(parties) < 2:
        count = "only one party" if parties else "no party"
        yield Finding(
            ("parties", *list(parties)[:1]),
            f"a truce needs at least two parties; this one has {count}",
            "[parties.NAME]   (add another one)",
            on_key=True,
        )


def _weights(raw: Mapping[str, Any]) -> Iterator[Finding]:
    parties, excluded = table(raw, "parties"), table(raw, "excluded")
    for section in ACTORS:
        may_hit = [*parties, *excluded] if section == "parties" else list(parties)
        allowed = set(may_hit)
        for name, actor in table(raw, section).items():
            hits = value_in(actor, ("hits",))
            if not isinstance(hits, Mapping):
                continue
            path = (section, name, "hits")
            for whom in hits:
                if whom == name or whom not in allowed:
                    yield _target((*path, whom), name, whom, may_hit, raw)
            weights = parsed(raw, *path)
            if weights is not None and not any(weight > 0 for weight in weights.values()):
                others = [one for one in may_hit if one != name and ID.match(one)]
                yield Finding(
                    path,
                    f"{dotted(path)} needs at least one weight above 0",
                    remedies=tuple(value(path, f"{{ {key_text(one)} = 1 }}") for one in others[:1]),
                )


def _target(
    path: Path, name: str, whom: str, may_hit: list[str], raw: Mapping[str, Any]
) -> Finding:
    others = [one for one in may_hit if one != name]
    beside = table(raw, *map(str, path[:-1]))
    free = [one for one in others if one not in beside and ID.match(one)][:_MOST_OFFERED]
    alone = len(beside) < 2
    instead = tuple(renamed(path, one) for one in free) if alone else (dropped(path),)
    if whom == name:
        says = f"{dotted(path[:-1])}: '{short(whom)}' cannot hit itself"
        return Finding(path, says, on_key=True, remedies=instead)
    says = f"no actor is called '{short(whom)}'"
    for section, sort in (("outside", "an outside power"), ("excluded", "an excluded group")):
        if whom in table(raw, section):
            says = f"'{short(whom)}' is {sort} and cannot be hit here"
    near = nearest(whom, [one for one in others[:1000] if one not in beside])
    return Finding(
        path,
        f"{dotted(path[:-1])}: {says}",
        on_key=True,
        remedies=(renamed(path, near),) if near else instead,
    )


def _guarantors(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for name in table(raw, "guarantors"):
        yield from _listed(raw, ("guarantors", name, "over"), "parties", "party")


def _zones_of_measures(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for name in table(raw, "measures"):
        yield from _listed(raw, ("measures", name, "zones"), "zones", "zone")


def _listed(raw: Mapping[str, Any], path: Path, section: str, sort: str) -> Iterator[Finding]:
    """Yield the ids of a list that are none of a section."""
    names, listed = list(table(raw, section)), value_in(raw, path)
    for place, one in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(one, str) or one in names:
            continue
        free = [name for name in names if name not in listed]
        near = nearest(one, free)
        here = (*path, place)
        instead = tuple(
            value(here, f'"{name}"')
            for name in ([near] if near else free[:_MOST_OFFERED])
            if ID.match(name)
        )
        alone = () if section == "parties" else (dropped(path),)
        yield Finding(
            here,
            f"{dotted(path)}: no {sort} is called '{short(one)}'",
            remedies=instead or ((dropped(here),) if len(listed) > 1 else alone),
        )


def _dates(raw: Mapping[str, Any]) -> Iterator[Finding]:
    starts, talks, until = (_date(raw, key) for key in ("truce_starts", "talks", "watch_until"))
    if starts and talks and talks <= starts:
        yield Finding(
            ("dates", "talks"),
            "dates.talks must be after the truce starts",
            f"the truce starts on {DATE.show(starts)}",
        )
    elif starts and talks and _apart(starts, talks) > LONGEST_WATCH:
        yield Finding(
            ("dates", "talks"), "dates.talks is more than 20 years after the truce starts"
        )
    if talks and until and until < talks:
        yield Finding(
            ("dates", "watch_until"),
            "dates.watch_until must not be before the talks",
            f"the talks open on {DATE.show(talks)}",
        )
    elif starts and until and _apart(starts, until) > LONGEST_WATCH:
        yield Finding(
            ("dates", "watch_until"),
            "dates.watch_until is more than 20 years after the truce starts",
        )


def _date(raw: Mapping[str, Any], key: str) -> datetime | None:
    """Return a date; None where it is unfit or counts from one that is."""
    found = parsed(raw, "dates", key)
    return found if isinstance(found, datetime) else None


def _apart(starts: datetime, until: datetime) -> float:
    return (until - starts).total_seconds() / 3600


def _verification(raw: Mapping[str, Any]) -> Iterator[Finding]:
    if not table(raw, "verification"):
        return
    mistakes = parsed(raw, "verification", "mistakes")
    for key in ("finds", "clears"):
        right = parsed(raw, "verification", key)
        if right is None or mistakes is None or right + mistakes <= 1 + 1e-12:
            continue
        yield Finding(
            ("verification", key),
            f"verification.{key} and verification.mistakes add up to {plain(right + mistakes)}, "
            "more than 1",
            "or less; what remains is unclear",
            remedies=(value(("verification", key), f"{max(1 - mistakes, 0):.6g}"),),
        )


def _fed_up(raw: Mapping[str, Any]) -> Iterator[Finding]:
    for name in table(raw, "parties"):
        calm = parsed(raw, "parties", name, "retaliates")
        fed_up = parsed(raw, "parties", name, "retaliates_fed_up")
        if calm is not None and fed_up is not None and fed_up < calm:
            path = ("parties", name, "retaliates_fed_up")
            yield Finding(
                path,
                f"{dotted(path)} must not be below retaliates, {plain(calm)}",
                "restraint tires: a fed-up party retaliates at least as often",
                remedies=(value(path, in_file(calm)),),
            )


def _broken_of_earlier(raw: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield more broken truces than there were."""
    earlier = parsed(raw, "base_rate", "earlier_truces")
    broken = parsed(raw, "base_rate", "broken_within_ten_days")
    if earlier is not None and broken is not None and broken > earlier:
        path = ("base_rate", "broken_within_ten_days")
        yield Finding(
            path,
            f"{dotted(path)} must not be above earlier_truces, {plain(earlier)}",
            remedies=(value(path, in_file(earlier)),),
        )
