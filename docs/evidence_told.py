"""The tables of docs/evidence.md, from counts that docs/make_evidence.py keeps."""

from collections.abc import Callable, Iterator
from math import inf

from evidence_checking import checking, why
from evidence_measured import Interval, rate_ratio
from evidence_parts import Kept, table
from evidence_seen import AGES, CLASS_OF, CLASSES, PATTERNS, Class, Pattern, Seen
from truce_sim.statistics.laws import gamma_quantile

START, END = "<!-- {}: python docs/make_evidence.py -->", "<!-- end of {} -->"


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
    return table(
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
    runs = {name: one["runs"] for name, one in kept["scenarios"].items()}
    said = sorted(set(runs.values()), reverse=True)
    counts = "; ".join(
        f"{count:,} runs of " + ", ".join(f"`{name}`" for name in runs if runs[name] == count)
        for count in said
    )
    tables = (
        f"**{name}** (class: {CLASSES[CLASS_OF[name]].said})\n\n"
        + table(head, _hazard_rows(one["hazard"], CLASSES[CLASS_OF[name]]))
        for name, one in kept["scenarios"].items()
    )
    return "\n\n".join([f"{counts}; each watched for {AGES[-1]} days.", *tables])


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
    return table(head, (_fall(name, one) for name, one in kept["scenarios"].items()))


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
    tables = [_compared(one, names, kept["scenarios"]) for one, names in alike.items()]
    sources: dict[str, list[str]] = {}
    for one in dict.fromkeys(one for compared in alike for one in compared):
        sources.setdefault(one.source, []).append(one.said)
    said = (f"- {'; '.join(patterns)}: {source}" for source, patterns in sources.items())
    return "\n\n".join([*tables, "\n".join(said)])


def _compared(patterns: tuple[Pattern, ...], names: list[str], kept: Kept) -> str:
    """Return a table with a row for each pattern, or where scenarios are more, for each of them."""
    cells = {
        (name, one.said): _beside(one, kept[name]["patterns"][one.measure])
        for name in names
        for one in patterns
    }
    seen = {one.said: _seen(one.seen) for one in patterns}
    if len(names) > len(patterns):
        titles = (f"{one.said} ({seen[one.said]})" for one in patterns)
        head = ["scenario", *(cell for title in titles for cell in (title, "is"))]
        rows = ([name, *(x for said in seen for x in cells[name, said])] for name in names)
        return table(head, rows)
    head = ["pattern", "seen", *(cell for name in names for cell in (name, "is"))]
    return table(
        head,
        (
            [said, of, *(x for name in names for x in cells[name, said])]
            for said, of in seen.items()
        ),
    )


def _seen(seen: Seen) -> str:
    span = f"{_size(seen.low)} to {_size(seen.high)}"
    return span if seen.value is None else f"{_size(seen.value)} ({span})"


def _beside(one: Pattern, found: Interval) -> tuple[str, str]:
    """Return a simulated pattern, and where it lies."""
    if not found:
        return "none stood", ""
    value, low, high = found
    return f"{_size(value)} ({_size(low)} to {_size(high)})", place(low, high, one.seen)


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


def _interval(value: float, low: float, high: float) -> str:
    if high == inf:
        return f"{_small(value)} (no range)"
    return f"{_small(value)} ({_small(low)} to {_small(high)})"


def _small(number: float) -> str:
    """Return a rate: three places, or four where three would say next to nothing."""
    return f"{number:.4f}" if 0 < number < 0.01 else f"{number:.3f}" if number else "0"


def _size(number: float) -> str:
    return f"{number:.2f}" if number < 10 else f"{number:.0f}"
