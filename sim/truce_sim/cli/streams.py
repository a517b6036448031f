"""Standard output and error, whatever they are: closed, full, left by their reader, or not UTF-8.

What a stream cannot carry gets another character; a reader that has seen enough ends nothing, so
every command comes to its own exit code; control characters of what a user typed are shown, not
sent, unless it is a terminal that our own colours go to.
"""

import codecs
import io
import os
import re
import sys
from typing import BinaryIO
from unicodedata import normalize

from truce_sim.report.directions import isolated

_HANDLER = "truce_sim.plain"
_PLAIN = {
    "\N{EN DASH}": "-",
    "\N{EM DASH}": "-",
    "\N{MINUS SIGN}": "-",
    "\N{NON-BREAKING HYPHEN}": "-",
    "\N{MULTIPLICATION SIGN}": "x",
    "\N{MIDDLE DOT}": ".",
    "\N{BULLET}": "*",
    "\N{HORIZONTAL ELLIPSIS}": "~",
    "\N{RIGHTWARDS ARROW}": ">",
    "\N{LEFTWARDS ARROW}": "<",
    "\N{PLUS-MINUS SIGN}": "+-",
    "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=",
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{FULL BLOCK}": "#",
    "\N{DARK SHADE}": "=",
    "\N{MEDIUM SHADE}": "+",
    "\N{LIGHT SHADE}": ".",
    "\N{BOX DRAWINGS LIGHT HORIZONTAL}": "-",
    "\N{BOX DRAWINGS HEAVY HORIZONTAL}": "=",
    "\N{BLACK CIRCLE}": "o",
    "\N{BLACK DIAMOND}": "o",
    "\N{FIRST STRONG ISOLATE}": "",
    "\N{POP DIRECTIONAL ISOLATE}": "",
}
"""One cell for one cell wherever columns could shift."""
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


def carried(text: str) -> str:
    """Return text in ASCII: what reads like it, or `?` where nothing does."""
    out = []
    for letter in text:
        plain = _PLAIN.get(letter)
        if plain is None:
            plain = normalize("NFKD", letter).encode("ascii", "ignore").decode() or "?"
        out.append(plain)
    return "".join(out)


def visible(text: str) -> str:
    r"""Return text with control characters written out, such as \x1b; line ends and tabs stay."""
    return _CONTROL.sub(lambda found: f"\\x{ord(found[0]):02x}", text)


def _replaced(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return carried(error.object[error.start : error.end]), error.end


class Steady(io.TextIOWrapper):
    """A text stream that carries what it can and goes on in silence when its reader has left."""

    orders = True
    """Whether names from right to left are fenced on a terminal: what is not for eyes is not."""
    lost: OSError | None = None
    """Why something could not be written, other than that the reader had left."""

    def write(self, text: str, /) -> int:
        """Write text; control characters only to a terminal, which also orders letters."""
        if not self.isatty():
            text = visible(text)
        elif self.orders and self.encoding.lower().startswith("utf"):
            text = isolated(text)
        try:
            super().write(text)
        except OSError as error:
            self._drained(error)
        return len(text)

    def flush(self) -> None:
        """Send what is held back."""
        try:
            super().flush()
        except OSError as error:
            self._drained(error)

    def _drained(self, error: OSError) -> None:
        """Send all that follows, and what is still held back, nowhere."""
        # On Windows a pipe whose reader has left is an invalid argument.
        if not isinstance(error, BrokenPipeError) and error.errno != 22:
            self.lost = error
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, self.fileno())
        os.close(nowhere)


def steady() -> None:
    """Make standard output and error steady; called once, before anything is said.

    A stream that a caller put in their place (a test, a notebook) only learns what to do with
    characters that it cannot carry.
    """
    codecs.register_error(_HANDLER, _replaced)
    if sys.stdout is None or sys.stderr is None:
        _fill()
    for name, number in (("stdout", 1), ("stderr", 2)):
        stream = getattr(sys, name)
        if stream is None:
            binary: BinaryIO = os.fdopen(number, "wb", closefd=False)
            setattr(sys, name, Steady(binary, "utf-8", _HANDLER))
        elif type(stream) is io.TextIOWrapper and stream is getattr(sys, f"__{name}__"):
            encoding, by_line = stream.encoding, stream.line_buffering
            ours = Steady(stream.detach(), encoding, _HANDLER, line_buffering=by_line)
            setattr(sys, name, ours)
            setattr(sys, f"__{name}__", ours)
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors=_HANDLER)


def _fill() -> None:
    """Put the null device where a standard stream is closed, or a file of ours would take it."""
    nowhere = os.open(os.devnull, os.O_RDWR)
    while nowhere <= 2:
        nowhere = os.open(os.devnull, os.O_RDWR)
    os.close(nowhere)


def finish() -> OSError | None:
    """Send what is held back, and return why the answer could not be written, if so."""
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    return sys.stdout.lost if isinstance(sys.stdout, Steady) else None


def write_json(text: str) -> None:
    """Write JSON to standard output; what its encoding cannot carry is escaped as JSON does it."""
    try:
        text.encode(sys.stdout.encoding or "utf-8")
    except (UnicodeEncodeError, LookupError):
        text = "".join(letter if letter.isascii() else _escaped(letter) for letter in text)
    if isinstance(sys.stdout, Steady):
        sys.stdout.orders = False
    sys.stdout.write(text)


def _escaped(letter: str) -> str:
    units = letter.encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at] << 8 | units[at + 1]:04x}" for at in range(0, len(units), 2))
