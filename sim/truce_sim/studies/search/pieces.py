"""The text of a condition cut into pieces: words, signs, brackets, quoted texts."""

import re
from dataclasses import dataclass
from typing import Literal

Sort = Literal["word", "quoted", "sign", "and", "or", "not", "(", ")", "odd"]

_JOINTS = ("and", "or", "not")
_CUT = re.compile(
    r"""(?P<quoted>"[^"]*"|'[^']*')
      | (?P<sign>==|!=|<=|>=|=<|=>|<>|[=<>≠≤≥])
      | (?P<bracket>[()])
      | (?P<word>[^\s()=<>≠≤≥!"'&|,;]+)
      | (?P<odd>&&|\|\||\S)
    """,
    re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of a text, and where it stands in it."""

    sort: Sort
    text: str
    start: int
    end: int

    @property
    def span(self) -> tuple[int, int]:
        """Where it stands: its first offset, and the one after its last."""
        return self.start, self.end


def pieces(text: str) -> list[Piece]:
    """Return the pieces of a text, in order; what belongs nowhere is an "odd" one.

    A comma within a number, as in 1,000, belongs to it.
    """
    found: list[Piece] = []
    for cut in _CUT.finditer(text):
        piece = Piece(_sort(cut), cut[0], cut.start(), cut.end())
        if _goes_on(found, piece):
            before = found.pop()
            piece = Piece("word", text[before.start : piece.end], before.start, piece.end)
        found.append(piece)
    return found


def _sort(cut: re.Match[str]) -> Sort:
    if cut.lastgroup == "bracket":
        return "(" if cut[0] == "(" else ")"
    if cut.lastgroup == "word":
        joint = cut[0].lower()
        return joint if joint in _JOINTS else "word"  # type: ignore[return-value]
    return cut.lastgroup  # type: ignore[return-value]


def _goes_on(found: list[Piece], piece: Piece) -> bool:
    """Return whether a piece goes on with a number that a comma would cut in two."""
    if not found or found[-1].end != piece.start or found[-1].sort != "word":
        return False
    before = found[-1].text
    if piece.text == ",":
        return before[-1].isdigit()
    return before.endswith(",") and piece.sort == "word" and piece.text[0].isdigit()
