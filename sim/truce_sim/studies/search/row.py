"""The pieces of a condition in a row, taken one after the other."""

from collections.abc import Sequence

from truce_sim.studies.search.pieces import Piece, Sort


class Row:
    """Pieces of a text, and how far it is read.

    Args:
        text: what they are pieces of.
        pieces: at least one.
    """

    def __init__(self, text: str, pieces: Sequence[Piece]) -> None:
        self.text = text
        self._pieces = pieces
        self._place = 0

    @property
    def next(self) -> Piece | None:
        """The piece that comes next; None at the end."""
        return self.ahead(0)

    @property
    def sort(self) -> Sort | None:
        """Of which sort it is."""
        return None if self.next is None else self.next.sort

    @property
    def last(self) -> Piece:
        """The piece taken last, or the first one of all."""
        return self._pieces[max(self._place - 1, 0)]

    def ahead(self, places: int) -> Piece | None:
        """Return the piece so many places after the next one; None beyond the end."""
        at = self._place + places
        return self._pieces[at] if at < len(self._pieces) else None

    def take(self) -> Piece:
        """Return the next piece, and go on to the one after it."""
        self._place += 1
        return self._pieces[self._place - 1]

    def skip_all(self) -> None:
        """Go to the end."""
        self._place = len(self._pieces)

    def words(self) -> list[Piece]:
        """Take the words that come next, as far as they go."""
        found: list[Piece] = []
        while self.sort == "word":
            found.append(self.take())
        return found
