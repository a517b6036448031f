"""Fonts for the letters of a picture: matplotlib's own, then whatever is installed that has them.

A page is drawn by a browser, which finds fonts for itself; a PNG is drawn here.
"""

import logging
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.ft2font import FT2Font

OWN = "DejaVu Sans"
_PREFERRED = (
    "Noto Sans",
    "Noto Naskh",
    "Microsoft YaHei",
    "PingFang",
    "WenQuanYi",
    "Arial Unicode",
)

_BOXES = "Last Resort"
"""A font that has a box for every letter."""

# A script's only font may have no bold letters, which is nothing to say to a user.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)


def families(text: str) -> list[str]:
    """Return the families that together draw as much as can be drawn of a text."""
    found = [OWN]
    missing = _needed(text) - _letters(font_manager.findfont(OWN))
    for name, path in _installed() if missing else ():
        drawn = missing & _letters(path)
        if drawn:
            found.append(name)
            missing -= drawn
        if not missing:
            break
    return found


def undrawn(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names with letters that no installed font has."""
    return tuple(name for name in dict.fromkeys(names) if _missing(name))


def _missing(text: str) -> frozenset[int]:
    """Return the letters of a text that are in no installed font."""
    missing = _needed(text) - _letters(font_manager.findfont(OWN))
    for _, path in _installed() if missing else ():
        missing -= _letters(path)
        if not missing:
            break
    return missing


def _needed(text: str) -> frozenset[int]:
    return frozenset(ord(letter) for letter in text if letter.isprintable() and letter != " ")


def _installed() -> Iterator[tuple[str, str]]:
    """Yield family and file of every upright font, well-known ones first, always in one order."""
    _look_again()
    fonts = {
        (one.name, one.fname)
        for one in font_manager.fontManager.ttflist
        if one.style == "normal" and not one.name.startswith(_BOXES)
    }
    yield from sorted(fonts, key=lambda font: (not font[0].startswith(_PREFERRED), *font))


@cache
def _look_again() -> None:
    """Take in fonts installed since matplotlib made its list, which it keeps for good."""
    known = {one.fname for one in font_manager.fontManager.ttflist}
    for path in sorted(set(font_manager.findSystemFonts()) - known):
        # A font that matplotlib cannot read is none for it.
        with suppress(Exception):
            font_manager.fontManager.addfont(path)


@cache
def _letters(path: str) -> frozenset[int]:
    """Return the letters that a font has; none of a file that cannot be read."""
    try:
        return frozenset(FT2Font(Path(path)).get_charmap())
    except (OSError, RuntimeError):
        return frozenset()
