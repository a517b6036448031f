"""Draws by address, as in `model.addresses` and `model.streams`: Philox4x64-10, compiled.

All arithmetic is on words of 64 bits that wrap around. A word and a plain whole number must not
meet in one operation: numba would make a float of them.
"""

import numpy as np

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.memory import high_half
from truce_sim.model import addresses

_ODD = np.uint64(addresses._ODD)  # noqa: SLF001 - one number, in one place
_STIR = np.uint64(addresses._STIR)  # noqa: SLF001
_32 = np.uint64(32)
_11 = np.uint64(11)
_ONE = np.uint64(1)
_M0, _M1 = np.uint64(0xD2E7470EE14C6C93), np.uint64(0xCA5A826395121157)
_W0, _W1 = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xBB67AE8584CAA73B)
_SHARE = 2.0**-53
TRUCE = np.uint64(addresses.TRUCE)
deed = compiled(addresses.deed)
in_stratum = inlined(addresses.in_stratum)

Four = tuple[float, float, float, float]


@inlined
def mix(parent: np.uint64, child: np.uint64) -> np.uint64:
    """Return the address of `child` below `parent` (see `model.addresses.mix`)."""
    x = parent * _ODD + child
    x = (x ^ (x >> _32)) * _STIR
    x = (x ^ (x >> _32)) * _STIR
    return x ^ (x >> _32)


@inlined
def _round(
    a: np.uint64, b: np.uint64, c: np.uint64, d: np.uint64, k0: np.uint64, k1: np.uint64
) -> tuple[np.uint64, np.uint64, np.uint64, np.uint64]:
    return high_half(_M1, c) ^ b ^ k0, _M1 * c, high_half(_M0, a) ^ d ^ k1, _M0 * a


@inlined
def _share(word: np.uint64) -> float:
    return np.float64(np.int64(word >> _11)) * _SHARE


@compiled
def four(
    k0: np.uint64, k1: np.uint64, address: np.uint64, purpose: int, step: int, branch: int
) -> Four:
    """Return draws 4*step to 4*step+3 of a purpose at an address: uniforms in [0, 1).

    Args:
        k0: seed.
        k1: replication.
        address: of whom or what they concern.
        purpose: what they decide, stratum included.
        step: a fourth of the first draw's number.
        branch: of luck.
    """
    a, b, c, d = np.uint64(step) + _ONE, address, np.uint64(purpose), np.uint64(branch)
    a, b, c, d = _round(a, b, c, d, k0, k1)
    for _ in range(9):
        k0 += _W0
        k1 += _W1
        a, b, c, d = _round(a, b, c, d, k0, k1)
    return _share(a), _share(b), _share(c), _share(d)


@compiled
def twice_four(
    k0: np.uint64,
    k1: np.uint64,
    address: np.uint64,
    purpose: int,
    steps: tuple[int, int],
    branch: int,
) -> tuple[Four, Four]:
    """Return the draws of two steps (see `four`) in the time of one.

    Each round waits for the one before it, so a second chain beside the first costs next to
    nothing.
    """
    a, b, c, d = np.uint64(steps[0]) + _ONE, address, np.uint64(purpose), np.uint64(branch)
    e, f, g, h = np.uint64(steps[1]) + _ONE, address, np.uint64(purpose), np.uint64(branch)
    a, b, c, d = _round(a, b, c, d, k0, k1)
    e, f, g, h = _round(e, f, g, h, k0, k1)
    for _ in range(9):
        k0 += _W0
        k1 += _W1
        a, b, c, d = _round(a, b, c, d, k0, k1)
        e, f, g, h = _round(e, f, g, h, k0, k1)
    first = _share(a), _share(b), _share(c), _share(d)
    return first, (_share(e), _share(f), _share(g), _share(h))


@compiled
def nth(
    k0: np.uint64, k1: np.uint64, address: np.uint64, purpose: int, number: int, branch: int
) -> float:
    """Return one draw of a purpose (see `four`)."""
    draws = four(k0, k1, address, purpose, number >> 2, branch)
    place = number & 3
    if place == 0:
        return draws[0]
    if place == 1:
        return draws[1]
    return draws[2] if place == 2 else draws[3]
