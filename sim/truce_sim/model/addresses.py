"""Where each draw stands: addresses of actors and incidents, and the purposes of draws.

An address is a whole number of 64 bits. That of an actor is made of its name, once, when the world
is built; that of an incident is mixed from whose it is and which, and that of an answer from the
incident answered and who answers, so that no name grows with a chain of answers. At each address
stand the draws of many purposes, each apart from the others (see `streams`).
"""

from functools import lru_cache
from hashlib import blake2b

MASK = 2**64 - 1
_ODD = 0x9E3779B97F4A7C15
"""The golden ratio in 64 bits: no small multiple of it comes near another."""
_STIR = 0xD6E8FEB86659FD93
"""Multiplier of a mixer by P. Evensen, whose every output bit depends on every input bit."""

TRUCE = 0
"""Address of what belongs to no actor."""


@lru_cache(maxsize=65536)
def address(name: str) -> int:
    """Return the address of an actor, from 1 to 2^64 - 1, the same in every process."""
    return int.from_bytes(blake2b(name.encode(), digest_size=8).digest(), "little") or 1


def mix(parent: int, child: int) -> int:
    """Return the address of `child` below `parent`, all of 64 bits: not that of the reverse.

    Args:
        parent: an address.
        child: an address, or a number that tells what belongs to the parent apart.
    """
    x = (parent * _ODD + child) & MASK
    x = ((x ^ (x >> 32)) * _STIR) & MASK
    x = ((x ^ (x >> 32)) * _STIR) & MASK
    return x ^ (x >> 32)


class Purpose:
    """What a draw decides. A new decision gets a new number, so that all others keep theirs.

    Those marked * are drawn in strata (see `candidates`); `in_stratum` tells these apart.
    """

    TAKES_HOLD = 0
    """Of the truce: whether it takes hold."""
    TIMES = 1
    """* Of an actor: when it may act of its own accord, and at what height."""
    MARKS = 2
    """* Of an actor: 32 for each of these candidates. Of an answer: its own 32."""
    INVENTED_TIMES = 3
    """* Of a party: when it may complain of what did not happen."""
    INVENTED_MARKS = 4
    """* Of a party: 32 for each of these."""
    SHOCK_TIMES = 5
    """* Of a shock: when it strikes."""
    SHOCK_ENDS = 6
    """* Of a shock: whether it ends the truce, one for each candidate."""
    RUPTURE_TIMES = 7
    """* Of the truce: when the guarantors fall out."""
    NOTICE = 8
    """Of a party: how long it gives notice, one for each notice."""
    PERSUADES = 9
    """Of a guarantor and a party: whether it is persuaded, one for each notice."""
    PRESSES = 10
    """Of an incident and a guarantor: whether it presses over it."""
    HEADROOM = 11
    """Of the truce: what the parties' headroom has in common. Of a party: its own."""
    MEANS_IT = 12
    """Of a party: whether it means what it signed."""
    BREAKS = 13
    """Of a party that does not: when it breaks the truce."""
    COVER = 14
    """Of a party that does not: whether it waits for a strike on an excluded group to do so."""
    SHOCK_RUPTURES = 15
    """* Of a shock: whether it makes the guarantors fall out, one for each candidate."""
    PRESSES_ON_CLAIM = 16
    """Of an incident and a guarantor: whether it presses over the mere claim."""


def in_stratum(purpose: int, stratum: int) -> int:
    """Return the number of a purpose within a stratum, which no other purpose has."""
    return stratum << 8 | purpose


def deed(purpose: int, stratum: int, number: int = 0) -> int:
    """Return the number of an act among all that an actor does of its own accord or makes up.

    Args:
        purpose: of its marks.
        stratum: in which it was drawn, below 2^8.
        number: of the candidate there, below 2^40.
    """
    return purpose << 56 | stratum << 40 | number


def deed_parts(number: int) -> tuple[int, int, int]:
    """Return purpose, stratum and candidate of an act's number (see `deed`)."""
    return number >> 56, number >> 40 & 0xFFFF, number & 0xFF_FFFF_FFFF
