"""Ids of actors, made of what people call them."""

import re
from collections.abc import Iterable

ID = re.compile(r"[\w-]{1,60}\Z")
"""What an id may be: letters of any script, digits, - and _."""
_LONGEST = 50


def id_of(name: str) -> str:
    """Return an id made of a name: small letters, digits and _."""
    made = re.sub(r"\W+", "_", name.lower()).strip("_")[:_LONGEST].strip("_")
    # "all" stands for every party where paths are written.
    return "everybody" if made in ("", "all") else made


def ids_of(names: Iterable[str], taken: Iterable[str] = ()) -> list[str]:
    """Return an id for each name, no two alike and none that is taken."""
    used = set(taken)
    made = []
    for name in names:
        own = id_of(name)
        free = (own, *(f"{own}_{number}" for number in range(2, len(used) + 3)))
        made.append(next(one for one in free if one not in used))
        used.add(made[-1])
    return made
