"""Proof of faults: every try is tried, causes come first, what follows from them is folded.

Whatever finds a fault can only guess at what would mend it. So the change is made, the whole is
read again, and a try is told only if its fault is gone and no other came. Faults that go away
together with another one follow from it: they are counted, not told.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.mends import Edit, Try, difference, mended

Again = Callable[[Fault, Sequence[Edit]], tuple[str, Sequence[Fault]]]
"""Makes edits in the text that a fault stands in, and reads the whole again: that text as it then
is, and what is still wrong."""

MOST_READ = 500_000
"""Characters that are read again at most, for all tries together: beyond, nothing is offered."""
_STEPS = 3
"""Mends in a row that one try may need: quotes around a date, then the date itself."""


@dataclass(frozen=True, slots=True)
class _Proof:
    fault: Fault
    gone: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Tried:
    """What became of one try.

    Attributes:
        one: the try that works, or None.
        gone: places of the faults that it takes away.
        instead: what is wrong then, where it takes its own fault away but brings another.
    """

    one: Try | None
    gone: frozenset[int] = frozenset()
    instead: str = ""


def proved(faults: Sequence[Fault], again: Again, size: int) -> list[Fault]:
    """Return faults whose tries work, followers folded under their causes.

    Args:
        faults: as found, in the order in which they are told.
        again: reads once more, with edits made.
        size: number of characters that it reads.
    """
    left = MOST_READ // (size + 200 * len(faults) + 1)
    proofs: list[_Proof] = []
    for place, fault in enumerate(faults):
        tried = [_tried(fault, one, faults, again) for one in fault.tries[: max(left, 0)]]
        left -= len(tried)
        good = [one for one in tried if one.one is not None]
        gone = good[0].gone if good else frozenset[int]()
        proofs.append(_Proof(_with(fault, tried), gone | {place}))
    return _folded(proofs)


def _with(fault: Fault, tried: Sequence[_Tried]) -> Fault:
    """Return a fault with the tries that work; one that brings another fault is worth a note."""
    good = [one.one for one in tried if one.one is not None]
    if tuple(good) == fault.tries:
        return fault
    if good:
        return fault.offering(good)
    bare = fault.offering((), fault.aside)
    but = next(
        (f"{old.lead}{old.text}, but then {one.instead}"
         for old, one in zip(fault.tries, tried, strict=False) if one.instead),
        "",
    )  # fmt: skip
    return replace(bare, note=but or bare.note)


def _tried(fault: Fault, one: Try, faults: Sequence[Fault], again: Again) -> _Tried:
    """Return what becomes of a try.

    Where the mend shows another fault at the same place, mending that too belongs to the try.
    """
    first = again(fault, ())[0]
    edits, lead, told = one.edits, one.lead, one.text
    for _ in range(_STEPS if fault.hides else 1):
        fresh, still = again(fault, edits)
        new = [other for other in still if not _known(other, faults, fault)]
        stays = any(_same(other, fault) for other in still)
        if not new and not stays:
            gone = frozenset(
                place
                for place, other in enumerate(faults)
                if not any(_same(other, now) for now in still)
            )
            return _Tried(Try(told, edits, lead), gone)
        here = [other for other in new if _at(other) == _at(fault) and other.tries]
        if stays or len(here) != len(new) or len(here) != 1:
            return _Tried(None, instead="" if stays or not new else new[0].sentence)
        step = here[0].tries[0]
        if _overlap(edits, step.edits):
            lead, told = step.lead or lead, step.text
        else:
            told = f"{told} and {step.lead}{step.text}"
        edits = difference(first, mended(fresh, step.edits))
    return _Tried(None)


def _overlap(made: Sequence[Edit], next_: Sequence[Edit]) -> bool:
    """Return whether an edit touches what edits before it have written."""
    shift = 0
    written: list[tuple[int, int]] = []
    for one in sorted(made, key=lambda edit: edit.start):
        start = one.start + shift
        written.append((start, start + len(one.text)))
        shift += len(one.text) - (one.end - one.start)
    return any(one.start < end and start < one.end for one in next_ for start, end in written)


def _at(fault: Fault) -> tuple[str, int]:
    return fault.file, fault.line


def _same(one: Fault, other: Fault) -> bool:
    return (one.sentence, one.path, one.file) == (other.sentence, other.path, other.file)


def _known(other: Fault, faults: Sequence[Fault], mending: Fault) -> bool:
    """Return whether a fault was there before, or is told of a place that was at fault before.

    How many parties are lacking is told otherwise once one is named rightly. What was hidden by
    a fault was there as well, but for another file that cannot be read either.
    """
    if mending.hides and _at(other) != _at(mending):
        return not (other.hides and other.file != mending.file)
    return any(
        _same(other, one) or (other.path == one.path and one is not mending) for one in faults
    )


def _folded(proofs: Sequence[_Proof]) -> list[Fault]:
    """Return the causes in their order, with the number of faults that follow from each."""
    order = sorted(range(len(proofs)), key=lambda place: (-len(proofs[place].gone), place))
    cause_of: dict[int, int] = {}
    for place in order:
        if place in cause_of:
            continue
        for other in proofs[place].gone:
            cause_of.setdefault(other, place)
    causes = [place for place in range(len(proofs)) if cause_of[place] == place]
    told_by = Counter(cause_of.values())
    counts = [told_by[place] - 1 for place in causes]
    return [
        replace(proofs[place].fault, followers=count)
        for place, count in zip(causes, counts, strict=True)
    ]
