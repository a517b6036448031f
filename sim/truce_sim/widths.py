"""How wide text is, in the cells of a terminal, and how it is cut and broken to fit.

Charts count in cells as well: a letter of East Asia is about twice as wide as one of Latin there
too. Nothing parts a letter from the marks that belong to it.
"""

from collections.abc import Iterator, Sequence
from unicodedata import category

COLUMNS = 80
"""Cells of a line where nothing is known of the terminal, and the least that is counted on."""
_JOINER = "\N{ZERO WIDTH JOINER}"
_CUT = "\N{HORIZONTAL ELLIPSIS}"
_WAYS_OF_WHOLE = 2
"""Ways of a label that fits: as it is, and numbered."""


def cells(text: str) -> int:
    """Return how many cells text takes: wide letters two, marks upon a letter none."""
    # Most text is plain, and commands that draw nothing need not load rich for it.
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # noqa: PLC0415

    return cell_len(text)


def head(text: str, room: int) -> str:
    """Return as much of the start of text as fits into `room` cells."""
    if len(text) <= room and text.isascii():
        return text
    used, end = 0, 0
    for letter in _letters(text):
        used += cells(letter)
        if used > room:
            break
        end += len(letter)
    return text[:end]


def tail(text: str, room: int) -> str:
    """Return as much of the end of text as fits into `room` cells."""
    used, start = 0, len(text)
    for letter in reversed([*_letters(text)]):
        used += cells(letter)
        if used > room:
            break
        start -= len(letter)
    return text[start:]


def shortened(text: str, room: int) -> str:
    """Return text cut at its end to a width, with an ellipsis."""
    if cells(text) <= room:
        return text
    return head(text, room - 1).rstrip() + _CUT


def told_apart(labels: Sequence[str], room: int, keys: Sequence[str] = ()) -> list[str]:
    """Return labels cut to a width so that no two of them read alike.

    Each keeps as much as it can: whole where it fits, else its start; where that is also another's
    start, its start and its end, else its start and what follows where it first differs, else its
    start and its number.

    Args:
        labels: what is shown together, each for another thing.
        room: cells that each may take; so many labels can be told apart as numbers fit into it.
        keys: what else tells them apart, one for each; added where two labels are the same.
    """
    whole = _whole(labels, keys)
    return _first_apart([[*_ways(whole, place, room)] for place in range(len(whole))])


def lines_apart(
    labels: Sequence[str], room: int, keys: Sequence[str] = (), most: int = 2
) -> list[list[str]]:
    """Return labels broken into at most so many lines so that no two of them read alike."""
    whole = _whole(labels, keys)
    ways: list[list[str]] = []
    for place, label in enumerate(whole):
        total = cells(label) if _folds(label, room, most) else room * most
        found = [*_ways(whole, place, total)]
        while total > room and not all(_folds(way, room, most) for way in found):
            total -= 1
            found = [*_ways(whole, place, total)]
        ways.append(found)
    return [lines(text, room, most) for text in _first_apart(ways)]


def _folds(text: str, room: int, most: int) -> bool:
    """Return whether text fits into so many lines with nothing cut."""
    return " ".join(lines(text, room, most)) == " ".join(text.split())


def _first_apart(ways: Sequence[Sequence[str]]) -> list[str]:
    """Return the first of each one's ways with which no two are alike."""
    chosen = [0] * len(ways)
    while True:
        shown = [way[choice] for way, choice in zip(ways, chosen, strict=True)]
        seen: dict[str, list[int]] = {}
        for place, text in enumerate(shown):
            seen.setdefault(text, []).append(place)
        clashes = [place for places in seen.values() if len(places) > 1 for place in places]
        further = [place for place in clashes if chosen[place] + 1 < len(ways[place])]
        # What fits stays whole where the one that is cut can give way.
        cut = [place for place in further if len(ways[place]) > _WAYS_OF_WHOLE]
        if not further:
            return shown
        for place in cut or further:
            chosen[place] += 1


def _whole(labels: Sequence[str], keys: Sequence[str]) -> list[str]:
    """Return labels of which no two are the same: by their keys, else by their numbers."""
    found: list[str] = []
    counts = {label: labels.count(label) for label in set(labels)}
    for place, label in enumerate(labels):
        own = label
        if counts[label] > 1 and keys and keys[place]:
            own = f"{label} ({keys[place]})"
        number = 1
        while own in found or (own != label and own in counts):
            number += 1
            own = f"{label} ({number})"
        found.append(own)
    return found


def _ways(labels: Sequence[str], place: int, room: int) -> Iterator[str]:
    """Yield one of several labels in ever less natural cuts, each of which fits."""
    label = labels[place]
    yield shortened(label, room)
    if cells(label) > room:
        for share in (0.33, 0.5, 0.67):
            end = tail(label, int(share * (room - 1))).lstrip()
            yield head(label, room - 1 - cells(end)).rstrip() + _CUT + end
        start = _first_difference(label, labels)
        for share in (0.33, 0.0):
            begin = head(label[:start], int(share * room)).rstrip()
            rest = shortened(label[start:].lstrip(), room - 1 - cells(begin))
            yield begin + _CUT + rest
    number = f"{_CUT}({place + 1})"
    if cells(number) > room:
        number = head(str(place + 1), room)
    yield head(label, room - cells(number)).rstrip() + number


def _first_difference(label: str, labels: Sequence[str]) -> int:
    """Return where the word starts at which a label parts from the one that is nearest to it."""
    shared = 0
    for other in labels:
        if other != label:
            both = zip(label, other, strict=False)
            at = next((at for at, (one, two) in enumerate(both) if one != two), None)
            shared = max(shared, min(len(label), len(other)) if at is None else at)
    return label.rfind(" ", 0, shared + 1) + 1 if " " in label[:shared] else shared


def broken(text: str, room: int, first: int | None = None) -> list[str]:
    """Return text broken at spaces into lines of at most `room` cells, of which there is one.

    Args:
        text: one sentence or more; runs of spaces stay within a line.
        room: cells of a line. A word that is wider is cut in pieces.
        first: cells of the first line, if other.
    """
    found: list[str] = []
    line, space = "", room if first is None else first
    for word in _words(text, room):
        if line.strip() and cells(line) + cells(word) > space:
            found.append(line.rstrip())
            line, space = word.lstrip(), room
        else:
            line += word
    return [*found, line.rstrip()]


def lines(text: str, room: int, most: int = 2) -> list[str]:
    """Return text broken at spaces into lines no wider than `room`, the last one cut if need be."""
    found: list[str] = []
    line = ""
    for piece in text.split():
        longer = f"{line} {piece}".strip()
        if line and cells(longer) > room:
            found.append(line)
            line = piece
        else:
            line = longer
    found.append(line)
    if len(found) > most:
        found = [*found[: most - 1], " ".join(found[most - 1 :])]
    return [shortened(line, room) for line in found]


def _words(text: str, longest: int) -> Iterator[str]:
    """Yield words with the spaces before them; overlong ones cut in pieces."""
    for number, word in enumerate(text.split(" ")):
        piece = word if number == 0 else " " + word
        while cells(piece) > longest:
            start = head(piece, longest) or piece[0]
            yield start
            piece = piece[len(start) :]
        yield piece


def _letters(text: str) -> Iterator[str]:
    """Yield letters with the marks that belong to them, joined emoji as one."""
    letter = ""
    for character in text:
        joined = letter.endswith(_JOINER) or category(character) in ("Mn", "Me", "Cf")
        if letter and not joined:
            yield letter
            letter = ""
        letter += character
    if letter:
        yield letter
