"""Names of columns that every program reads: a letter, then letters, digits and `_`, 32 at most.

R, Stata, SQL and data frames each refuse or rename something else; this is what all of them take.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from hashlib import blake2b

LONGEST = 32
_DIGITS = 4
"""Hexadecimal digits that stand for what a name cannot carry; more where these clash."""


def column_names(wanted: Sequence[tuple[str, ...]], taken: Sequence[str] = ()) -> tuple[str, ...]:
    """Return a name for each column, no two alike.

    A name is its pieces in small letters without accents, joined by `_`. One that would be too
    long, loses letters (those of other scripts), or would be another's as well ends in digits
    made of its pieces.

    Args:
        wanted: the pieces of each name; the first piece of each starts with a letter from a to z.
        taken: names that others in the same table have.

    Raises:
        ValueError: if two columns have the same pieces, so that no name tells them apart.
    """
    if len(set(wanted)) < len(wanted):
        raise ValueError("two columns of a table are the same")
    plain = ["_".join(filter(None, map(_carried, pieces))) for pieces in wanted]
    often = Counter([*plain, *taken])
    digits = _DIGITS
    while True:
        names = tuple(
            name
            if often[name] == 1 and len(name) <= LONGEST and all(map(_whole, pieces))
            else _marked(name, pieces, digits)
            for name, pieces in zip(plain, wanted, strict=True)
        )
        if len({*names, *taken}) == len(names) + len(set(taken)):
            return names
        digits += 1


def _carried(piece: str) -> str:
    """Return what a name carries of a piece: its letters from a to z, its digits, gaps as `_`."""
    bare = unicodedata.normalize("NFKD", piece).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "_", bare.lower()).strip("_")


def _whole(piece: str) -> bool:
    """Return whether a name carries every letter of a piece, but for accents and capitals."""
    letters = [c for c in unicodedata.normalize("NFKD", piece) if c.isalnum()]
    return bool(letters) and all(letter.isascii() for letter in letters)


def _marked(name: str, pieces: tuple[str, ...], digits: int) -> str:
    digest = blake2b("\x1f".join(pieces).encode()).hexdigest()[:digits]
    return f"{name[: LONGEST - 1 - digits].rstrip('_')}_{digest}"
