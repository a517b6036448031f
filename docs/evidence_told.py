"""The tables of docs/evidence.md, from counts that docs/make_evidence.py keeps."""

from collections.abc import Callable, Iterator
from typing import Any

from evidence_measured import Interval, rate_ratio
from evidence_seen import AGES, CLASS_OF, CLASSES, PATTERNS, Class, Pattern, Seen
from truce_sim.statistics.laws import gamma_quantile
from truce_sim.statistics.proportions import share

START, END = "<!-- {}: python docs/make_evidence.py -->", "<!-- end of {} -->"
Kept = dict[str, Any]
"""What the page is made of, by scenario."""


def page(text: str, kept: Kept) -> str:
    """Return the page with every block made anew.

    Raises:
        ValueError: if the page has no place for one.
    """
    for name, made in BLOCKS.items():
        start, end = START.format(name), END.format(name)
        before, found, rest = text.partition(start)
        _, closed, after = rest.partition(end)
        if not (found and closed):
            raise ValueError(f"docs/evidence.md has no place for '{name}'")
        text = f"{before}{start}\n\n{made(kept)}\n\n{end}{after}"
    return text


def place(low: float, high: float, seen: Seen) -> str:
    """Return where a simulated interval lies to the range seen."""
    if high < seen.low:
        return "below"
    if low > seen.high:
        return "above"
    out = ["below"] * (low < seen.low) + ["above"] * (high > seen.high)
    return " or ".join(["inside", *out])


def rate(ends: int, days: float) -> tuple[float, float, float]:
    """Return ends a day with Garwood's exact 95% interval (see `statistics.survival`)."""
    low = float(gamma_quantile(0.025, ends)) if ends else 0.0
    return ends / days, low / days, float(gamma_quantile(0.975, ends + 1)) / days


# -- blocks


def classes(_: Kept) -> str:
    """Return what is seen: a row for each class."""
    stretches = [_age(place) for place in range(len(AGES) - 2)]
    head = ["truces", "known ends, wars", *stretches, "14 to 30"]
    return _table(
        head,
        (
            [
                one.said,
                f"{one.truces}, {one.wars}",
                *(_interval(seen.value or 0.0, seen.low, seen.high) for seen in one.hazards),
            ]
            for one in CLASSES.values()
        ),
    )


def hazards(kept: Kept) -> str:
    """Return the hazard of each scenario by age, beside its class and all open-ended truces."""
    head = ["days", "simulated", "ends in truce-days", "T1", "is", "its class", "is"]
    return "\n\n".join(
        f"**{name}** (class: {CLASSES[CLASS_OF[name]].said})\n\n"
        + _table(head, _hazard_rows(one["hazard"], CLASSES[CLASS_OF[name]]))
        for name, one in kept["scenarios"].items()
    )


def _hazard_rows(found: dict[str, list[float]], own: Class) -> Iterator[list[str]]:
    for number, (ends, days) in enumerate(zip(found["ends"], found["days"], strict=True)):
        value, low, high = rate(int(ends), days)
        row = [_age(number), _interval(value, low, high), f"{ends} in {days:,.0f}"]
        for one in (CLASSES["T1"], own):
            seen = one.hazards[number]
            row += [_interval(seen.value or 0.0, seen.low, seen.high), place(low, high, seen)]
        yield row


def falls(kept: Kept) -> str:
    """Return how the hazard of the second week compares with that of the first three days."""
    head = ["scenario", "simulated", "so it", "T1", "its class"]
    return _table(head, (_fall(name, one) for name, one in kept["scenarios"].items()))


def _fall(name: str, one: Kept) -> list[str]:
    value, low, high = fall(one)
    said = "falls" if high < 1 else "rises" if low > 1 else "cannot be told"
    seen = (_class_fall(CLASSES["T1"]), _class_fall(CLASSES[CLASS_OF[name]]))
    return [name, f"{value:.2f} ({low:.2f} to {high:.2f})", said, *(f"{x:.2f}" for x in seen)]


def fall(one: Kept) -> tuple[float, float, float]:
    """Return the hazard of days 7 to 14 over that of days 0 to 3, with its interval."""
    ends, days = one["hazard"]["ends"], one["hazard"]["days"]
    return rate_ratio((ends[0] + ends[1], ends[3]), (days[0] + days[1], days[3]))


def _class_fall(one: Class) -> float:
    first, second, _, later, _ = (seen.value or 0.0 for seen in one.hazards)
    return later / ((first + 2 * second) / 3)


def patterns(kept: Kept) -> str:
    """Return all other patterns: a table for the scenarios that are compared with the same ones."""
    alike: dict[tuple[Pattern, ...], list[str]] = {}
    for name in kept["scenarios"]:
        alike.setdefault(PATTERNS[name], []).append(name)
    tables = []
    for compared, names in alike.items():
        head = ["pattern", "seen", *(cell for name in names for cell in (name, "is"))]
        found = [kept["scenarios"][name]["patterns"] for name in names]
        tables.append(_table(head, (_pattern(one, found) for one in compared)))
    sources: dict[str, list[str]] = {}
    for one in dict.fromkeys(one for compared in alike for one in compared):
        sources.setdefault(one.source, []).append(one.said)
    said = (f"- {'; '.join(patterns)}: {source}" for source, patterns in sources.items())
    return "\n\n".join([*tables, "\n".join(said)])


def _pattern(one: Pattern, found: list[dict[str, Interval]]) -> list[str]:
    span = f"{_size(one.seen.low)} to {_size(one.seen.high)}"
    row = [one.said, span if one.seen.value is None else f"{_size(one.seen.value)} ({span})"]
    for patterns in found:
        value = patterns[one.measure]
        if not value:
            row += ["none stood", ""]
            continue
        row += [
            "{} ({} to {})".format(*map(_size, value)),
            place(value[1], value[2], one.seen),
        ]
    return row


def parts(kept: Kept) -> str:
    """Return where each scenario parts from what is seen, as a list."""
    return "\n".join(
        f"- **{name}**: {_parting(name, one)}." for name, one in kept["scenarios"].items()
    )


def _parting(name: str, one: Kept) -> str:
    said = []
    own = CLASSES[CLASS_OF[name]]
    for number, (ends, days) in enumerate(
        zip(one["hazard"]["ends"], one["hazard"]["days"], strict=True)
    ):
        _, low, high = rate(int(ends), days)
        where = place(low, high, own.hazards[number])
        if not where.startswith("inside"):
            said.append(f"hazard of days {_age(number)} {where} its class")
    for pattern in PATTERNS[name]:
        found = one["patterns"][pattern.measure]
        where = place(found[1], found[2], pattern.seen) if found else "inside"
        if not where.startswith("inside"):
            said.append(f"{pattern.said} {where}")
    return "; ".join(said) or "nowhere, by these measures"


SETTINGS = {
    "never": "nobody ever checks",
    "verdicts": "as written, but an open inquiry calms nobody",
    "written": "as written",
    "many": "1,000 teams from the first day",
    "perfect": "... that reach every site, every finding endorsed",
}


def checking(kept: Kept) -> str:
    """Return what each mechanism does to the truce, on the same histories."""
    head = [
        "scenario",
        "mechanism",
        "holds, in 100",
        "change, in 100",
        "complaints a day",
        "verdicts it could give",
        "verdicts it gave",
        "of complaints",
        "upheld, of verdicts",
        "answers an incident",
    ]
    return _table(head, _checking_rows(kept))


def _checking_rows(kept: Kept) -> Iterator[list[str]]:
    for name, one in kept["scenarios"].items():
        for key, found in one.get("mechanism", {}).items():
            held = share(*found["held"])
            change = found["change"]
            yield [
                name,
                SETTINGS[key],
                f"{100 * held.value:.0f} ({100 * held.low:.0f} to {100 * held.high:.0f})",
                "" if key == "never" else _points(change),
                f"{found['filed'][0]:.1f}",
                "none" if key == "never" else f"{found['capacity'][0]:.1f}",
                f"{found['checked'][0]:.1f}",
                f"{found['share'][0]:.2f}",
                "" if key == "never" else f"{found['upheld'][0]:.2f}",
                f"{found['branching'][0]:.2f}",
            ]


def why(kept: Kept) -> str:
    """Return in words what checking moves, with its figures."""
    return " ".join(_why(name, kept["scenarios"][name]["mechanism"]) for name in TRUCES)


TRUCES = {"syria-2016": "In Syria", "donbas-2020": "In Donbas"}
"""Truces with a mechanism, as sentences call them."""


def _why(name: str, found: Kept) -> str:
    written = found["written"]
    filed, capacity = written["filed"][0], written["capacity"][0]
    much = (
        f"{filed / capacity:.0f} times what its {capacity:.1f} verdicts a day could answer"
        if filed > capacity
        else f"for which its {capacity:.0f} verdicts a day are enough"
    )
    moved = {key: _points(found[key]["change"]) for key in ("written", "verdicts", "many")}
    answers = [found[key]["branching"][0] for key in ("never", "written")]
    return (
        f"{TRUCES[name]} {filed:.1f} complaints a day come in, {much}; "
        f"{100 * written['share'][0]:.0f} in 100 have a verdict by the talks, and of these "
        f"{100 * written['unclear'][0]:.0f} in 100 are unclear. Beside the same histories in which "
        f"nobody checks, {moved['written']} in 100 more hold, {moved['verdicts']} by verdicts "
        "alone and the rest because an open inquiry calms; with 1,000 teams from the first day "
        f"{moved['many']}. Answers to an incident go from {answers[0]:.2f} to {answers[1]:.2f}."
    )


BLOCKS: dict[str, Callable[[Kept], str]] = {
    "classes": classes,
    "hazards": hazards,
    "falls": falls,
    "patterns": patterns,
    "parts": parts,
    "checking": checking,
    "why": why,
}


# -- words


def _age(number: int) -> str:
    return f"{AGES[number]} to {AGES[number + 1]}"


def _points(change: Interval) -> str:
    value, low, high = (100 * one for one in change)
    return f"{value:+z.1f} ({low:+z.1f} to {high:+z.1f})"


def _interval(value: float, low: float, high: float) -> str:
    return f"{_small(value)} ({_small(low)} to {_small(high)})"


def _small(number: float) -> str:
    """Return a rate: three places, or four where three would say next to nothing."""
    return f"{number:.4f}" if 0 < number < 0.01 else f"{number:.3f}" if number else "0"


def _size(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"


def _table(head: list[str], rows: Iterator[list[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)
