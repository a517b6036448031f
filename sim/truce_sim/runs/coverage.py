"""Which runs of a study are on the disk, whoever put them there; the runs themselves are not kept.

Others may add to it at any time, so it is looked at anew as often as one wants to know.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from truce_sim.runs.chunks import Label, glanced_at
from truce_sim.runs.files import StoreError
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.stretches import Stretches


class Coverage:
    """What a ledger's folder held when it was last looked at.

    Args:
        ledger: whose folder it is; looked at once for a beginning.
        glance: take the chunks' word for what they hold: a thousand machines that each read all
            that is there would read a thousand times as much as is written.
    """

    def __init__(self, ledger: Ledger, *, glance: bool = True) -> None:
        self._ledger = ledger
        self._glance = glance
        self._seen: set[Path] = set()
        self._filled: dict[str, Stretches] = defaultdict(Stretches)
        self.look()

    def look(self) -> None:
        """Take in what has come since."""
        for path, held in self._ledger.there(self._seen, glance=self._glance):
            self._seen.add(path)
            _take(self._filled, held)

    def gaps(self, setting: str, first: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield first and end of each stretch of a setting's runs that is not there."""
        return self._filled[setting].gaps(first, end)


def runs_in(folder: Path) -> int:
    """Return how many runs a ledger's folder holds, at a glance: of chunks only labels are read.

    What may not be read is not counted.
    """
    filled: dict[str, Stretches] = defaultdict(Stretches)
    for path in folder.glob("*.npz"):
        with suppress(StoreError):
            _take(filled, glanced_at(path))
    return sum(end - first for each in filled.values() for first, end in each)


def _take(filled: dict[str, Stretches], held: Iterable[Label]) -> None:
    for setting, first, count in held:
        filled[setting].add(first, first + count)
