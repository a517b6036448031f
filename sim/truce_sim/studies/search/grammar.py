"""The text of a condition read: what it means, or everything that is wrong with it at once.

    condition  = all { "or" all }
    all        = one { "and" one }
    one        = "not" one | "(" condition ")" | column [ sign value ]

A column that is yes or no may stand alone. Values go on until the next word that joins.
"""

from collections.abc import Mapping, Sequence

from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.mends import Edit, mended
from truce_sim.scenario.proving import proved
from truce_sim.studies.search.comparing import Comparing
from truce_sim.studies.search.condition import Anything, Both, Condition, Either, Opposite
from truce_sim.studies.search.faults import FaultsOf, put
from truce_sim.studies.search.pieces import Piece, pieces
from truce_sim.studies.search.row import Row
from truce_sim.studies.search.terms import Term

LONGEST, DEEPEST = 1000, 40
"""Letters of a condition, and brackets within brackets: more is no question that anybody reads."""
_INSTEAD = {"&&": "and", "&": "and", ",": "and", ";": "and", "||": "or", "|": "or"}


def condition_of(text: str, terms: Mapping[str, Term]) -> Condition:
    """Return the condition that a text means.

    Args:
        text: such as "cause = walk-out and life < 3 days".
        terms: what can be asked, by name.

    Raises:
        ScenarioFaults: everything that is wrong with it.
    """
    line = " ".join(text.split("\n")).replace("\t", " ").replace("\r", " ")
    condition, faults = _read(line, terms)

    def again(_: Fault, edits: Sequence[Edit]) -> tuple[str, Sequence[Fault]]:
        fresh = mended(line, edits)
        return fresh, _read(fresh, terms)[1]

    if faults:
        raise ScenarioFaults(proved(faults, again, len(line)))
    return condition


def _read(text: str, terms: Mapping[str, Term]) -> tuple[Condition, list[Fault]]:
    faults = FaultsOf(text)
    if len(text) > LONGEST:
        says = f"the condition has {len(text):,} letters; {LONGEST:,} can be read"
        faults.add(says, (LONGEST, len(text)))
        return Anything(), faults.found
    if not text.strip():
        told = "life < 3 days"
        faults.add("the condition says nothing", (0, len(text)), put(told, (0, len(text), told)))
        return Anything(), faults.found
    return _Reader(Row(text, pieces(text)), terms, faults).whole(), faults.found


class _Reader:
    def __init__(self, row: Row, terms: Mapping[str, Term], faults: FaultsOf) -> None:
        self._row = row
        self._terms = terms
        self._faults = faults
        self._comparing = Comparing(row, terms, faults)
        self._depth = self._unclosed = 0

    def whole(self) -> Condition:
        """Read all of it; what is left over after a condition is at fault."""
        found = self._either()
        while (piece := self._row.next) is not None:
            self._left_over(piece)
            self._row.take()
            if self._row.sort in ("and", "or"):
                self._row.take()
            if self._row.next is not None:
                found = Both(found, self._either())
        return found

    def _left_over(self, piece: Piece) -> None:
        if piece.sort == ")":
            says = "a bracket closes that was never opened"
            told = "leave the bracket out"
        else:
            says = f"'{piece.text}' stands where nothing can"
            told = f"leave {piece.text} out"
        self._faults.add(says, piece.span, put(told, (piece.start, piece.end, "")))

    def _either(self) -> Condition:
        found = self._both()
        while self._joined("or"):
            found = Either(found, self._both())
        return found

    def _both(self) -> Condition:
        found = self._one()
        while self._joined("and") or self._unjoined():
            found = Both(found, self._one())
        return found

    def _joined(self, joint: str) -> bool:
        """Take a word that joins, or what was meant to be it, if it comes next."""
        piece = self._row.next
        if piece is None:
            return False
        if piece.sort == "odd" and _INSTEAD.get(piece.text) == joint:
            says = f"'{piece.text}' means nothing here"
            self._faults.add(says, piece.span, put(joint, (piece.start, piece.end, f" {joint} ")))
        elif piece.sort != joint:
            return False
        self._row.take()
        return True

    def _unjoined(self) -> bool:
        """Tell that a word that joins is missing, if another condition begins here."""
        piece = self._row.next
        begins = piece is not None and (
            piece.sort in ("not", "(") or (piece.sort == "word" and piece.text in self._terms)
        )
        if piece is not None and begins:
            says = f"neither 'and' nor 'or' stands before '{piece.text}'"
            tries = [
                put(f"{joint} {piece.text}", (piece.start, piece.start, f"{joint} "))
                for joint in ("and", "or")
            ]
            self._faults.add(says, piece.span, *tries)
        return begins

    def _one(self) -> Condition:
        piece = self._row.next
        while piece is not None and piece.sort in ("and", "or"):
            says = f"nothing stands before '{piece.text}'"
            told = put(f"leave {piece.text} out", (piece.start, piece.end, ""))
            self._faults.add(says, piece.span, told)
            self._row.take()
            piece = self._row.next
        if piece is None:
            return self._nothing_after()
        if piece.sort == "not" or piece.text == "!":
            return self._opposite(self._row.take())
        if piece.sort == "(":
            return self._in_brackets(piece)
        if piece.sort == ")":
            says = "a condition is missing before the bracket that closes"
            self._faults.add(says, piece.span)
            return Anything()
        return self._comparing.read()

    def _opposite(self, joint: Piece) -> Condition:
        if joint.sort != "not":
            told = put("not", (joint.start, joint.end, "not "))
            self._faults.add(f"'{joint.text}' means nothing here", joint.span, told)
        return Opposite(self._one())

    def _nothing_after(self) -> Condition:
        last = self._row.last
        told = put(f"leave {last.text} out", (last.start, last.end, ""))
        self._faults.add(f"nothing stands after '{last.text}'", last.span, told)
        return Anything()

    def _in_brackets(self, opens: Piece) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            says = f"brackets stand in brackets more than {DEEPEST} deep"
            self._faults.add(says, opens.span)
            self._row.skip_all()
            return Anything()
        self._row.take()
        found = self._either()
        if self._row.sort == ")":
            self._row.take()
        elif self._row.next is None:
            self._unclosed += 1
        self._depth -= 1
        if self._unclosed and not self._depth:
            end, count = self._row.last.end, self._unclosed
            told = put(f"{')' * count} at the end", (end, end, ")" * count))
            brackets = (
                "a bracket opens that is" if count == 1 else f"{count} brackets open that are"
            )
            self._faults.add(f"{brackets} never closed", opens.span, told)
            self._unclosed = 0
        return found
