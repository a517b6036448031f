"""Whether something of single truces could be worked out from classes, by taking some from others.

A class less others that lie in it and have no truce in common leaves truces that no table shows,
but whose number is known from those it does. It must be nobody, or as many as in any cell.
"""

from collections.abc import Iterator, Mapping, Sequence

from truce_sim.evidence.breaches import FEWEST_TRUCES, FEWEST_WARS
from truce_sim.evidence.rows import Truce


def small_complements(classes: Mapping[str, Sequence[Truce]]) -> Iterator[str]:
    """Yield, in words, every class that others leave too little of, and which they are.

    Looked at are truces with a known end, as the shares are of these.

    Args:
        classes: the truces of each class by its name, each truce one object in all of them.
    """
    known = {
        name: {id(one): one.war for one in some if one.days is not None}
        for name, some in classes.items()
    }
    for name, whole in known.items():
        inside = [
            (other, set(some))
            for other, some in known.items()
            if other != name and some and set(some) <= set(whole)
        ]
        for others, left in _left(set(whole), inside):
            wars = {whole[one] for one in left}
            if left and (len(left) < FEWEST_TRUCES or len(wars) < FEWEST_WARS):
                taken = " and ".join(f"'{other}'" for other in others)
                yield (
                    f"'{name}' less {taken} leaves "
                    f"{len(left)} truces of {len(wars)} wars with a known end"
                )


def _left(
    whole: set[int], inside: Sequence[tuple[str, set[int]]], gone: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], set[int]]]:
    """Yield what is left when each choice of classes without common truces is taken away."""
    for place, (name, some) in enumerate(inside):
        if some <= whole:
            left = whole - some
            yield (*gone, name), left
            yield from _left(left, inside[place + 1 :], (*gone, name))
