"""Who is at the other end: on a shared machine, loopback is open to all of its users.

Linux says whose a connection is (`/proc/net/tcp`). Elsewhere nothing is known, and what keeps
others out is the token alone.
"""

import os
from pathlib import Path

LOOPBACK = "127.0.0.1"
"""From where a browser of this machine comes; all of 127.0.0.0/8 is loopback, and no browser's."""

_TABLES = (
    ("/proc/net/tcp", "0100007F"),
    ("/proc/net/tcp6", "0000000000000000FFFF00000100007F"),
)
"""The tables, and 127.0.0.1 as each has it: a program may come by way of the newer protocol."""
_UID, _INODE = 7, 9
"""Their columns."""


def stranger(them: tuple[str, int], us: tuple[str, int]) -> bool:
    """Return whether a connection is not known to come from this user, or root, where it could be.

    Of an end that was closed the system says no owner any more: that may be anybody's.

    Args:
        them: address and port of the other end.
        us: address and port that we serve on.
    """
    if (them[0], us[0]) != (LOOPBACK, LOOPBACK):
        return True
    if not hasattr(os, "getuid") or not os.access(_TABLES[0][0], os.R_OK):
        return False
    return _owner(them[1], us[1]) not in (0, os.getuid())


def _owner(their_port: int, our_port: int) -> int | None:
    """Return the user id of a connection's other end, or None if it is nobody's any more.

    Tables may be long, and everybody waits meanwhile: they are read only as far as that end.
    """
    for table, loopback in _TABLES:
        ends = f" {loopback}:{their_port:04X} {loopback}:{our_port:04X} ".encode()
        try:
            with Path(table).open("rb") as lines:
                found = next((line.split() for line in lines if ends in line), None)
        except OSError:
            continue
        if found is not None:
            return int(found[_UID]) if found[_INODE] != b"0" else None
    return None
