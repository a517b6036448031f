"""One column compared with one value, as far as its text can be read."""

from collections.abc import Mapping, Sequence

from truce_sim.scenario.kinds import nearest, short
from truce_sim.studies.search.condition import Anything, Comparison, Condition, Sign
from truce_sim.studies.search.faults import FaultsOf, put, puts
from truce_sim.studies.search.pieces import Piece
from truce_sim.studies.search.row import Row
from truce_sim.studies.search.signs import NEARLY, SIGNS, SPOKEN, TURNED
from truce_sim.studies.search.terms import ALSO_CALLED, Term
from truce_sim.studies.search.values import MISSING, Unfit, value_of

_WHAT = {
    "duration": "a length of time",
    "days": "a number of days",
    "share": "a share",
    "number": "a number",
    "date": "a date",
    "cause": "a word",
    "text": "a text",
    "yes or no": "yes or no",
}


_KNOWN = ("held", "cause", "life", "ends_at")


class Comparing:
    """Reads comparisons off a row of pieces.

    Args:
        row: where the next one begins.
        terms: what can be compared, by name.
        faults: where to tell what is wrong.
    """

    def __init__(self, row: Row, terms: Mapping[str, Term], faults: FaultsOf) -> None:
        self._row = row
        self._terms = terms
        self._faults = faults

    def read(self) -> Condition:
        """Read one; what cannot be read is told, and passed over up to the next joint."""
        piece = self._row.next
        assert piece is not None  # noqa: S101 - whoever calls has seen it
        term = self._terms.get(piece.text)
        if term is None and self._turned():
            return Anything()
        self._row.take()
        if piece.sort != "word":
            self._faults.add(f"'{short(piece.text)}' stands where a column should", piece.span)
            self._pass_over()
            return Anything()
        if term is None:
            self._unknown(piece)
            self._pass_over()
            return Anything()
        sign = self._sign(term, piece)
        if sign is None:
            return self._alone(term, piece)
        return self._with_value(term, sign)

    def _pass_over(self) -> None:
        while self._row.sort in ("word", "sign", "quoted"):
            self._row.take()

    def _unknown(self, piece: Piece) -> None:
        name = piece.text.lower()
        other = name if name in self._terms else ALSO_CALLED.get(name)
        near = [other] if other else [one for one in self._terms if one.startswith(f"{name}_")][:3]
        near = near or [one for one in [nearest(name, list(self._terms))] if one]
        note = "" if near else f"there are {', '.join(_KNOWN)} and more"
        says = f"there is no column '{short(piece.text)}'"
        self._faults.add(says, piece.span, *puts(*piece.span, near), note=note)

    def _turned(self) -> bool:
        """Tell of a value that stands before its column, as in 3 days > life, if one does."""
        count = 0
        while (one := self._row.ahead(count)) is not None and one.sort in ("word", "quoted"):
            count += 1
        sign, name = self._row.ahead(count), self._row.ahead(count + 1)
        if not count or sign is None or name is None or name.text not in self._terms:
            return False
        meant = SIGNS.get(sign.text)
        if meant is None:
            return False
        values = [self._row.take() for _ in range(count)]
        span = (values[0].start, name.end)
        value = self._row.text[values[0].start : values[-1].end]
        instead = f"{name.text} {TURNED[meant]} {value}"
        self._row.take()
        self._row.take()
        if self._row.sort == "sign":
            instead += f" and {name.text}"
        self._faults.add("the column comes first, then the value", span, *puts(*span, [instead]))
        self._pass_over()
        return True

    def _sign(self, term: Term, name: Piece) -> Sign | None:
        """Take the sign that comes next, or what was meant to be one."""
        piece = self._row.next
        if piece is None:
            return None
        if piece.sort == "sign" or piece.text in NEARLY:
            self._row.take()
            sign = SIGNS.get(piece.text)
            if sign is None:
                sign = NEARLY[piece.text]
                says = f"there is no sign '{piece.text}'"
                self._faults.add(says, piece.span, *puts(*piece.span, [sign]))
            self._once()
            return self._fitting(term, sign, piece)
        if piece.sort == "word" and piece.text.lower() in SPOKEN:
            return self._spoken(term, name, self._row.take())
        if piece.sort in ("word", "quoted") and piece.text not in self._terms:
            sign = "<" if term.ordered else "="
            says = f"no sign stands between '{name.text}' and '{short(piece.text)}'"
            instead = ["=", "<", ">"] if term.ordered else ["="]
            tries = [
                put(f"{name.text} {one} {self._ahead()}", (piece.start, piece.start, f"{one} "))
                for one in instead
            ]
            self._faults.add(says, (name.end, piece.start), *tries)
            return sign
        return None

    def _once(self) -> None:
        """Pass over signs beyond the first."""
        while self._row.sort == "sign":
            piece = self._row.take()
            told = put(f"leave one {piece.text} out", (piece.start, piece.end, ""))
            self._faults.add(f"a second sign, '{piece.text}', follows the first", piece.span, told)

    def _ahead(self) -> str:
        """Return the value that comes next, as written, for telling it."""
        count = 0
        while (one := self._row.ahead(count)) is not None and one.sort in ("word", "quoted"):
            count += 1
        first, last = self._row.ahead(0), self._row.ahead(max(count - 1, 0))
        if not count or first is None or last is None:
            return ""
        return short(self._row.text[first.start : last.end])

    def _spoken(self, term: Term, name: Piece, piece: Piece) -> Sign:
        sign, end = SPOKEN[piece.text.lower()], piece.end
        if sign == "=" and self._row.sort == "not":
            sign, end = "!=", self._row.take().end
        says = f"'{self._row.text[piece.start : end]}' is no sign"
        told = puts(piece.start, end, [sign], f"{name.text} {{}} {self._ahead()}")
        self._faults.add(says, (piece.start, end), *told)
        return self._fitting(term, sign, piece, told=False)

    def _fitting(self, term: Term, sign: Sign, piece: Piece, *, told: bool = True) -> Sign:
        """Return the sign; told is one that asks for an order where there is none."""
        if term.ordered or sign in ("=", "!="):
            return sign
        if told:
            says = f"{term.name} is {_WHAT[term.manner]}, which is neither more nor less"
            tries = puts(*piece.span, ["=", "!="], f"{term.name} {{}} {self._ahead()}")
            self._faults.add(says, piece.span, *tries)
        return "="

    def _alone(self, term: Term, name: Piece) -> Condition:
        if term.manner == "yes or no":
            return Comparison(term.key, "=", True)
        sign = ">" if term.ordered else "="
        instead = f"{name.text} {sign} {term.sample}"
        says = f"{name.text} is {_WHAT[term.manner]}, and compared with none"
        self._faults.add(says, name.span, *puts(*name.span, [instead]))
        return Anything()

    def _with_value(self, term: Term, sign: Sign) -> Condition:
        at = self._row.last
        found = self._value(term)
        if found is None:
            told = f"{term.name} {sign} {term.sample}"
            tried = put(told, (at.end, at.end, f" {term.sample} "))
            self._faults.add(f"nothing stands after '{at.text}'", at.span, tried)
            return Anything()
        (start, end), text = found
        try:
            value = value_of(term, text)
        except Unfit as error:
            self._unfit(term, sign, (start, end), text, error)
            return Anything()
        if value is None and sign not in ("=", "!="):
            says = f"'{MISSING}' is neither more nor less than a value"
            tried = put(f"{term.name} = {MISSING}", (at.start, end, f"= {MISSING}"))
            self._faults.add(says, (start, end), tried)
        return Comparison(term.key, sign, value, seconds=term.manner == "date")

    def _unfit(
        self, term: Term, sign: Sign, span: tuple[int, int], text: str, error: Unfit
    ) -> None:
        if text in self._terms:
            says = f"{term.name} can be compared with a value only, not with {text}"
            instead: Sequence[str] = [term.sample]
        else:
            says, instead = f"{term.name}{error.says}", error.instead
        told = f"{term.name} {sign} {{}}"
        self._faults.add(says, span, *puts(*span, instead, told), note=error.note)

    def _value(self, term: Term) -> tuple[tuple[int, int], str] | None:
        """Take a value: where it stands, and its text without quotes; None if there is none."""
        piece = self._row.next
        if piece is None:
            return None
        if piece.sort == "quoted":
            self._row.take()
            return piece.span, piece.text[1:-1]
        if piece.sort == "odd" and piece.text in "\"'":
            return self._unclosed(self._row.take())
        if piece.sort != "word":
            return None
        first = last = self._row.take()
        while self._row.sort == "word" and not self._begins_another(term, first, last):
            last = self._row.take()
        return (first.start, last.end), self._row.text[first.start : last.end]

    def _begins_another(self, term: Term, first: Piece, last: Piece) -> bool:
        """Return whether the next word is a column, and what was taken is whole without it."""
        piece = self._row.next
        if piece is None or piece.text not in self._terms:
            return False
        text = self._row.text
        longer = _fits(term, text[first.start : piece.end])
        return _fits(term, text[first.start : last.end]) and not longer

    def _unclosed(self, mark: Piece) -> tuple[tuple[int, int], str]:
        words = self._row.words()
        end = words[-1].end if words else mark.end
        text = self._row.text[mark.end : end].strip()
        says = "a quotation mark opens that is never closed"
        told = put("leave the mark out", (mark.start, mark.end, ""))
        self._faults.add(says, mark.span, told)
        return (mark.start, end), text or MISSING


def _fits(term: Term, text: str) -> bool:
    try:
        value_of(term, text)
    except Unfit:
        return False
    return True
