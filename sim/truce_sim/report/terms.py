"""Words that mean something of their own here: explained where they stand, and once on the page."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means here.

    Attributes:
        key: its name in an address.
        word: as it is listed.
        pattern: how it stands in sentences and labels.
        meaning: in a sentence or two.
    """

    key: str
    word: str
    pattern: str
    meaning: str


TERMS = (
    Term("takes-hold", "Takes hold", r"takes hold", "The part of the violence before the truce that "
         "orders can stop at all: at 1 every unit obeys in the end, at 0 none does."),
    Term("settles-in", "Settles in", r"settles in", "How fast violence falls from its old level to "
         "its floor: after each such time half of the way that is left is gone."),
    Term("floor", "Floor", r"floor", "The level of violence, as a part of that before the truce, below "
         "which it does not fall however long the truce lasts."),
    Term("spiral", "Spiral", r"spirals?", "Violence at such a level within a few days that the truce is "
         "over, whoever began."),
    Term("rupture", "Rupture", r"ruptures?", "An event from outside, such as a break in politics, that "
         "raises violence for a while or ends the truce at once."),
    Term("aflame", "Aflame", r"aflame", "A zone with more violations within a few days than it can take; "
         "enough such zones at once end the truce."),
    Term("quiet", "Quiet", r"quiet", "Few violations over the last days before the talks, against the "
         "level before the truce. A truce can hold and not be quiet."),
    Term("settled", "Settled", r"settled", "Few complaints without a verdict when the talks open."),
    Term("headroom", "Headroom", r"headroom", "How much more than before the truce a party bears before "
         "it wants to leave."),
    Term("grievance", "Grievance", r"grievances?", "What a party has against the truce: it grows with "
         "harm suffered and complaints unanswered, is forgotten in time, and at its limit makes the "
         "party walk out."),
    Term("walk-out", "Walk-out", r"walk-outs?", "A party leaves the truce because its grievance has "
         "reached what it bears."),
)  # fmt: skip
_WORDS = re.compile(
    r"\b(?:"
    + "|".join(f"(?P<{one.key.replace('-', '_')}>{one.pattern})" for one in TERMS)
    + r")\b",
    re.IGNORECASE,
)
_TAGS = re.compile(r"(<[^>]*>)")
_OF = {one.key: one for one in TERMS}


class Termed:
    """Marks words on a page and remembers which."""

    def __init__(self) -> None:
        """Begin with none."""
        self._found: set[str] = set()

    def marked(self, text: str | Markup) -> Markup:
        """Return text with the first of each such word as a link to its meaning.

        Plain text is escaped; of markup only what stands between tags is looked at.
        """
        here: set[str] = set()

        def link(found: re.Match[str]) -> str:
            key = (found.lastgroup or "").replace("_", "-")
            if key in here:
                return found[0]
            here.add(key)
            meaning = escape(_OF[key].meaning)
            return f'<a class="term" href="#word-{key}" title="{meaning}">{found[0]}</a>'

        pieces = _TAGS.split(str(escape(text)))
        safe = "".join(
            piece if place % 2 else _WORDS.sub(link, piece) for place, piece in enumerate(pieces)
        )
        self._found |= here
        return Markup(safe)  # noqa: S704 - escaped above

    @property
    def terms(self) -> Iterator[Term]:
        """The words that were marked so far, in the order of the list."""
        return (one for one in TERMS if one.key in self._found)
