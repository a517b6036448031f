"""Names written from right to left keep their place among numbers and other words.

Without a fence the digits that follow such a name are drawn on its left (Unicode Standard Annex 9).
"""

import re

_RIGHT_TO_LEFT = (
    r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
)
_RUN = re.compile(f"[{_RIGHT_TO_LEFT}](?:[^\\S\n]*[\\w'-]*[{_RIGHT_TO_LEFT}])*")
_OPEN, _CLOSE = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"


def right_to_left(text: str) -> bool:
    """Return whether some of a text is written from right to left."""
    return _RUN.search(text) is not None


def isolated(text: str) -> str:
    """Return text with a fence of no width round all that is written from right to left."""
    if text.isascii():
        return text
    return _RUN.sub(lambda found: f"{_OPEN}{found[0]}{_CLOSE}", text)
