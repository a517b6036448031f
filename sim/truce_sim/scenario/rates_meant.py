"""What was meant by a rate that is none, and what to write instead."""

import re
from typing import TypeGuard

from truce_sim.scenario.counts import CHANCE, PER, UNITS, daily
from truce_sim.scenario.durations import hours, written
from truce_sim.scenario.kinds import Problem, UnfitError, nearest, short
from truce_sim.scenario.numbers import LARGEST_NUMBER, in_file, meant, plain

_EXAMPLE = 'write it like "25 a day" or { chance = 0.35, every = "6h" }'
_WITHIN = {
    **UNITS,
    **{f"{unit}s": length for unit, length in UNITS.items()},
    "hourly": 1.0, "h": 1.0, "daily": 24.0, "d": 24.0, "weekly": 168.0, "w": 168.0,
    "monthly": 730.5, "yearly": 8766.0, "annum": 8766.0,
}  # fmt: skip
_LIKE_A_RATE = re.compile(
    r"(?:about |around |some |roughly |ca\.? |~ ?)?"
    r"([0-9]{1,3}(?:[, ][0-9]{3})+|[0-9]*[.,]?[0-9]+|an?|one|two|three|once|twice)"
    r"(\s*%|\s+percent)?"
    r"(?:\s+(?:violations?|incidents?|attacks?|complaints?|times?|events?|shots?))?"
    r"\s*(?:\ban?\b|\bper\b|/|\beach\b|\bevery\b|\bin\b|\bp\.)?\s*(?:\ban?\b|\bevery\b)?\s*([^\n]*)",
    re.IGNORECASE,
)
_WORDS = {"a": 1.0, "an": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "once": 1.0, "twice": 2.0}
_RANGE = re.compile(r"[0-9]\s*(?:to|and|-|\u2013)\s*[0-9]")
_COUNT_NAMES = ("count", "number", "n", "rate", "mean", "times", "violations", "events", "lambda")


def problem_with(raw: object) -> Problem | None:
    """Return what is wrong with a raw rate; None for a table of chance and every, as it seems."""
    if isinstance(raw, dict):
        return _table(raw)
    number = meant(raw) if isinstance(raw, str) else raw
    if isinstance(number, int | float) and not isinstance(number, bool) and number >= 0:
        bare = in_file(float(min(number, LARGEST_NUMBER)))
        return Problem(" must say how often", instead=(f'"{bare} a day"', f'"{bare} a week"'))
    return _text(raw.strip()) if isinstance(raw, str) else Problem(" must say how often", _EXAMPLE)


def _text(text: str) -> Problem:
    found = _rates(text)
    says = f" is not a rate: '{short(text)}'"
    if text.startswith("-") and _rates(text[1:]):
        return Problem(" must not be below 0")
    if _RANGE.search(text):
        return Problem(says, 'one rate, such as "25 a day"; its range stands in [believable]')
    return Problem(says, "" if found else _EXAMPLE, instead=found)


def _table(raw: dict[str, object]) -> Problem | None:
    counts = [name for name in raw if name in PER]
    if counts and len(raw) > 1:
        return _mixed(raw, counts[0])
    for name, number in raw.items():
        value = meant(number) if isinstance(number, str) else number
        if not _is_number(value):
            continue
        if len(raw) == 1:
            return _unit(name)
        length = _length(raw["every"]) if len(raw) == 2 and "every" in raw else None
        if length is not None and name in _COUNT_NAMES:
            says = f" has no part called '{short(name)}'; a count is written as text"
            return Problem(says, whole=_offer(value, length), at=(name,), of=1)
        if length is not None and name == "chance" and value >= 1:
            return _sure(value, raw["every"], length)
    return None


def _mixed(raw: dict[str, object], name: str) -> Problem:
    """Return the problem of a count that something else stands beside."""
    if not _is_number(raw[name]):
        return Problem(" needs one number, as it has several parts", _EXAMPLE)
    one = f"{{ {name} = {short(raw[name])} }}"
    return Problem(f" is a count with {name}: nothing else goes with it", whole=(one,))


def _unit(name: str) -> Problem | None:
    """Return the problem of a single part that stands for a count in a unit of time."""
    if name in ("chance", "every"):
        return None
    unit = re.sub(r"\A(?:per|a|an|each|every)[ _-]?", "", name.lower())
    length = _WITHIN.get(unit) or UNITS.get(nearest(unit, list(UNITS)) or "")
    near = next((part for part, one in PER.items() if one == length), None)
    near = near or nearest(name, list(PER))
    if near is None:
        return None
    return Problem(f" has no part called '{short(name)}'", name=near, at=(name,), of=1)


def _sure(value: float, every: object, length: float) -> Problem:
    """Return the problem of a chance that would be certain: it was a count, or a percentage."""
    says = f".chance must be {CHANCE.allowed}, not {plain(value)}"
    aside = "(so many on average)"
    percent: tuple[str, ...] = ()
    if 5 <= value < 100:
        aside = f"({plain(value)} percent, or so many on average)"
        percent = (f'{{ chance = {in_file(value / 100)}, every = "{short(every)}" }}',)
    return Problem(says, aside, whole=(*percent, *_offer(value, length)), at=("chance",), of=1)


def _rates(text: str) -> tuple[str, ...]:
    """Return the rate that was probably meant by a text: "25 shots daily", "35% every 6h"."""
    match = _LIKE_A_RATE.fullmatch(text) if len(text) < 80 else None
    if match is None:
        return ()
    number = _WORDS.get(match[1].lower(), meant(match[1]))
    within = match[3].strip().rstrip(".").lower()
    length = _WITHIN.get(within)
    length = _length(within) if length is None else length
    length = UNITS.get(nearest(within, list(UNITS)) or "") if length is None else length
    if number is None or length is None:
        return ()
    chance = number / 100 if match[2] else number
    as_chance: tuple[str, ...] = ()
    if 0 < chance < 1:
        every = {24.0: "1 day", 168.0: "1 week"}.get(length, written(length))
        as_chance = (f'{{ chance = {in_file(chance)}, every = "{every}" }}',)
    return as_chance if match[2] else (*as_chance, *_offer(number, length))


def _offer(count: float, length: float) -> tuple[str, ...]:
    return (f'"{daily(count, length)}"',) if 0 <= count < 1e6 and length > 0 else ()


def _length(raw: object) -> float | None:
    try:
        return hours(raw) or None
    except UnfitError:
        return None


def _is_number(raw: object) -> TypeGuard[float]:
    if not isinstance(raw, int | float) or isinstance(raw, bool):
        return False
    return 0 <= raw <= LARGEST_NUMBER
