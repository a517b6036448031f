"""Cells of a terminal: how wide text is, and cutting it so that what is told apart stays apart."""

from collections import Counter
from collections.abc import Sequence
from unicodedata import category, east_asian_width

_DOTS = "…"
_INVISIBLE = {"Mn", "Me", "Cf"}
"""Letters that stand on another, and marks of format: they take no cell of their own."""


def cells(text: str) -> int:
    """Return the cells that text takes: wide (East Asian) letters two, combining ones none."""
    if text.isascii():
        return len(text)
    return sum(map(_cell, text))


def _cell(letter: str) -> int:
    if category(letter) in _INVISIBLE:
        return 0
    return 2 if east_asian_width(letter) in "WF" else 1


def cut(text: str, room: int) -> str:
    """Return as much of the start of a text as fits into so many cells."""
    used = 0
    for place, letter in enumerate(text):
        used += _cell(letter)
        if used > room:
            return text[:place]
    return text


def shortened(text: str, room: int) -> str:
    """Return text cut to so many cells, with an ellipsis where it was cut."""
    return text if cells(text) <= room else cut(text, room - 1).rstrip() + _DOTS


def told_apart(texts: Sequence[str], room: int) -> list[str]:
    """Return texts cut to so many cells, no two of them alike.

    Each is cut at its end where that tells it from all others, else in its middle; what is alike
    even so is numbered.

    Args:
        texts: in the order in which they are shown.
        room: cells for each; 12 or more.
    """
    shown = [shortened(text, room) for text in texts]
    for tail in (room // 3, room // 2, 2 * room // 3):
        often = Counter(shown)
        if max(often.values(), default=1) == 1:
            return shown
        shown = [
            _without_middle(text, room, tail) if often[cut_] > 1 and cells(text) > room else cut_
            for text, cut_ in zip(texts, shown, strict=True)
        ]
    return _numbered(shown, room)


def _without_middle(text: str, room: int, tail: int) -> str:
    end = cut(text[::-1], tail)[::-1].lstrip()
    return cut(text, room - 1 - cells(end)).rstrip() + _DOTS + end


def _numbered(shown: Sequence[str], room: int) -> list[str]:
    often, taken = Counter(shown), set(shown)
    out: list[str] = []
    number = 1
    for text in shown:
        if often[text] == 1:
            out.append(text)
            continue
        while (one := _with_number(text, number, room)) in taken:
            number += 1
        taken.add(one)
        out.append(one)
    return out


def _with_number(text: str, number: int, room: int) -> str:
    mark = f" ({number})"
    return shortened(text, room - len(mark)) + mark


def lines(text: str, room: int, most: int = 2) -> list[str]:
    """Return text broken at spaces into lines no wider than `room`, the last one cut if need be."""
    broken: list[str] = []
    line = ""
    for piece in text.split():
        longer = f"{line} {piece}".strip()
        if line and cells(longer) > room:
            broken.append(line)
            line = piece
        else:
            line = longer
    broken.append(line)
    if len(broken) > most:
        broken = [*broken[: most - 1], " ".join(broken[most - 1 :])]
    return [shortened(line, room) for line in broken]


def lines_apart(texts: Sequence[str], room: int, most: int = 2) -> list[list[str]]:
    """Return each text in lines as `lines` does, no two alike."""
    shown = [tuple(lines(text, room, most)) for text in texts]
    if len(set(shown)) == len(shown):
        return [list(one) for one in shown]
    often = Counter(shown)
    whole = told_apart(texts, room * most)
    return [
        _broken(text, room) if often[one] > 1 else list(one)
        for one, text in zip(shown, whole, strict=True)
    ]


def _broken(text: str, room: int) -> list[str]:
    """Return text in full lines, broken anywhere: no letter is lost."""
    out = []
    while text:
        head = cut(text, room)
        out.append(head)
        text = text[len(head) :]
    return out
