"""Values of options as people type them; what is none of them is refused in a sentence."""

import argparse
import re
from decimal import Decimal
from difflib import get_close_matches

from truce_sim.cli.parsing import shown
from truce_sim.runs.known_formats import FORMATS
from truce_sim.runs.known_limits import (
    COARSEST,
    FEWEST_HISTORIES,
    FINEST,
    MOST_HISTORIES,
    MOST_RUNS,
)


def count(text: str) -> int:
    """Return a whole number from 1 on."""
    found = number(text)
    if not 1 <= found <= MOST_RUNS:
        raise argparse.ArgumentTypeError(f"'{shown(text)}' must be between 1 and {MOST_RUNS:,}")
    return found


def runs_count(text: str) -> int:
    """Return a number of runs."""
    if number(text) == 1:
        raise argparse.ArgumentTypeError("1 must be 2 at least: one run has no spread")
    return count(text)


def histories_count(text: str) -> int:
    """Return a number of histories that are kept side by side."""
    found = number(text)
    if not FEWEST_HISTORIES <= found <= MOST_HISTORIES:
        raise argparse.ArgumentTypeError(
            f"'{shown(text)}' must be between {FEWEST_HISTORIES} and {MOST_HISTORIES:,}"
        )
    return found


def cluster(text: str) -> str:
    """Return where a cluster is."""
    from truce_sim.runs.cluster.addresses import AddressError, check

    try:
        return check(text)
    except AddressError as error:
        raise argparse.ArgumentTypeError(f"'{shown(text)}' {error}") from None


_SHARE = re.compile(r"\s*([0-9]{1,7})\s*/\s*([0-9]{1,7})\s*")
_MOST_SHARES = 1_000_000


def share(text: str) -> tuple[int, int]:
    """Return which share of how many: 3/40."""
    found = _SHARE.fullmatch(text)
    if found is None:
        raise argparse.ArgumentTypeError(
            f"'{shown(text)}' is no share; write it like 3/40, the third of forty"
        )
    number, of = int(found[1]), int(found[2])
    if not 1 <= of <= _MOST_SHARES:
        raise argparse.ArgumentTypeError(
            f"'{shown(text)}' must be one of 1 to {_MOST_SHARES:,} shares"
        )
    if not 1 <= number <= of:
        raise argparse.ArgumentTypeError(
            f"'{shown(text)}' is no share: they are numbered 1/{of} to {of}/{of}"
        )
    return number, of


def port(text: str) -> int:
    """Return a port that a user may have."""
    found = number(text)
    if not 1024 <= found <= 65535:
        raise argparse.ArgumentTypeError(f"'{shown(text)}' must be between 1024 and 65535")
    return found


_WHOLE = re.compile(
    r"\+?[0-9][0-9_, ]*(?:\.0*)?(?:[eE]\+?[0-9]{1,2})?|\+?[0-9]+\.[0-9]+[eE]\+?[0-9]{1,2}"
)
_GROUPED = re.compile(r"\+?[0-9]{1,3}(?:[, ][0-9]{2,3})*[, ][0-9]{3}(?:\.0*)?[kKmM]?")
"""Commas and blanks stand before groups of digits: 1,5 is no fifteen."""
_THOUSANDS = {"k": 3, "m": 6}


def number(text: str, too_large: str = "is too large") -> int:
    """Return a whole number as people type it: 10000, 10,000, 10_000, 1e4, 10k."""
    plain = text.strip()
    power = _THOUSANDS.get(plain[-1:].lower(), 0)
    digits = re.sub(r"[,_ ]", "", plain[:-1] if power else plain)
    if digits.startswith("-") and digits[1:].isdigit():
        raise argparse.ArgumentTypeError(f"'{shown(text)}' must not be below 0")
    if len(digits) > 30 and digits.isdecimal():
        raise argparse.ArgumentTypeError(f"'{shown(text)}' {too_large}")
    grouped = not re.search("[, ]", plain) or _GROUPED.fullmatch(plain)
    if len(digits) <= 30 and grouped and _WHOLE.fullmatch(digits):
        found = Decimal(f"{digits}e{power}" if power and "e" not in digits.lower() else digits)
        if found == int(found):
            return int(found)
    raise argparse.ArgumentTypeError(f"'{shown(text)}' is not a whole number")


def seed(text: str) -> int:
    """Return a seed."""
    from truce_sim.scenario.study import MOST_SEED

    too_large = f"is too large for a seed: at most {MOST_SEED:,}"
    found = number(text, too_large)
    if found > MOST_SEED:
        raise argparse.ArgumentTypeError(f"'{shown(text)}' {too_large}")
    return found


def format_list(text: str) -> tuple[str, ...]:
    """Return the formats of a list, in the order of all."""
    asked = [word.strip().lower() for word in text.split(",")]
    for word in asked:
        if word not in FORMATS:
            near = get_close_matches(word[:80], FORMATS, n=1, cutoff=0.4)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(FORMATS)}"
            raise argparse.ArgumentTypeError(f"there is no format '{shown(word)}'; {hint}")
    return tuple(one for one in FORMATS if one in asked)


def points(text: str) -> float:
    """Return points in 100 as a share."""
    value = _real(text)
    if not FINEST <= value / 100 <= COARSEST:
        raise argparse.ArgumentTypeError(
            f"'{shown(text)}' must be between {100 * FINEST:g} and {100 * COARSEST:g} points in 100"
        )
    return value / 100


def span(text: str) -> float:
    """Return a length of time in hours, above 0."""
    from truce_sim.scenario.durations import hours
    from truce_sim.scenario.kinds import UnfitError

    hint = "write it like 36h or 2days"
    try:
        found = hours(text)
    except UnfitError:
        raise argparse.ArgumentTypeError(
            f"'{shown(text)}' is not a length of time; {hint}"
        ) from None
    if not found > 0:
        raise argparse.ArgumentTypeError(f"'{shown(text)}' must be above 0; {hint}")
    return found


def between(text: str) -> float:
    """Return odds, between 0 and 1."""
    value = _real(text)
    if not 0 < value < 1:
        hint = f"; try: {value / 100:g}" if 2 <= value < 100 else ""
        raise argparse.ArgumentTypeError(f"'{shown(text)}' must lie between 0 and 1{hint}")
    return value


def _real(text: str) -> float:
    from truce_sim.scenario.numbers import meant

    plain = text.strip()
    found = meant(plain.removesuffix("%"))
    if found is None:
        raise argparse.ArgumentTypeError(f"'{shown(text)}' is not a number")
    if plain.endswith("%") or "," in plain:
        share = found / 100 if plain.endswith("%") else found
        raise argparse.ArgumentTypeError(f"'{shown(text)}' is not a number; try: {share:g}")
    return found
