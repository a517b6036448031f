"""Numbers that are written otherwise than in the digits 0 to 9 alone: which number was meant."""

import re
import unicodedata
from decimal import Decimal

_MARKS = {"\u066b": ".", "\u066c": ""}
"""Arabic marks: of what is less than one, and between thousands."""
_POWER = re.compile(r"([0-9]{1,9}(?:[.,][0-9]{1,9})?)e\+?([0-9]{1,2})")
_APART = re.compile(r"(?<![\w.,/+\u2212-])[0-9]+(?:[.,' ][0-9]{3})*(?![\w.,/%]|\s*%)")
_TIMES = re.compile(
    r"\b(?:dozens?|scores?|hundreds?|thousands?|lakhs?|crores?|k|m|mio|millions?|minus|per ?cent)\b"
)
"""Words that make another number of the digits beside them."""


def in_our_digits(text: str) -> str:
    """Return a text with the digits of other scripts as 0 to 9: "\u0662" is 2."""
    return "".join(
        str(unicodedata.decimal(one)) if one.isdecimal() else _MARKS.get(one, one) for one in text
    )


def number_meant(text: str) -> str:
    """Return the digits of the number that a text in lower case means, or "" where that is open.

    Never other digits of it: 2e3 is 2000, and of "2 thousand" or "2 or 3" nobody can say 2.
    """
    ours = in_our_digits(text).strip()
    power = _POWER.fullmatch(ours)
    if power:
        value = Decimal(power[1].replace(",", ".")).scaleb(int(power[2]))
        return f"{value:.0f}" if value == int(value) else ""
    if ours != text.strip() and re.fullmatch(r"[0-9]+(?:\.[0-9]+)?", ours):
        return ours
    found = _APART.findall(ours)
    alone = len(found) == 1 == len(re.findall(r"[0-9]+(?:[.,' ][0-9]{3})*", ours))
    return found[0] if alone and not _TIMES.search(ours) else ""
