"""What is wrong with the text of a condition, each with its place and what to write instead."""

from collections.abc import Sequence
from dataclasses import replace

from truce_sim.scenario.faults import Fault
from truce_sim.scenario.mends import Edit, Try

OPTION = "--where"
"""How the text is given, which is where it stands."""


class FaultsOf:
    """Collects what is wrong with one text.

    Args:
        text: the condition, on one line.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: list[Fault] = []

    @property
    def found(self) -> list[Fault]:
        """What is wrong; what is wrong in the same way at several places is mended at all."""
        alike: dict[str, list[Fault]] = {}
        for fault in self._found:
            alike.setdefault(fault.sentence, []).append(fault)
        return [_at_all(fault, alike[fault.sentence]) for fault in self._found]

    def add(
        self,
        sentence: str,
        span: tuple[int, int],
        *tries: Try,
        note: str = "",
    ) -> None:
        """Add a fault.

        Args:
            sentence: what is wrong.
            span: first and last offset of what is at fault, the last not included.
            tries: what to write instead.
            note: what helps where nothing to try is sure.
        """
        start, end = span
        # A path of its own tells it from others at other places once the text has changed.
        fault = Fault(
            sentence, sentence, OPTION, 0, start + 1, max(end - start, 1), self._text, note=note
        )
        self._found.append(fault.offering(tries, note) if tries else fault)


def _at_all(fault: Fault, alike: Sequence[Fault]) -> Fault:
    """Return a fault with tries that mend those alike as well, if they are told alike."""
    told = [one.text for one in fault.tries]
    if len(alike) == 1 or any([one.text for one in other.tries] != told for other in alike):
        return fault
    edits = zip(*([one.edits for one in other.tries] for other in alike), strict=True)
    whole = [
        Try(text, tuple(edit for of_one in of_all for edit in of_one))
        for text, of_all in zip(told, edits, strict=True)
    ]
    return replace(fault, tries=tuple(whole))


def put(told: str, *edits: tuple[int, int, str]) -> Try:
    """Return a try: how it is told, and the stretches that it writes anew."""
    return Try(told, tuple(Edit(*one) for one in edits))


def puts(start: int, end: int, texts: Sequence[str], told: str = "{}") -> list[Try]:
    """Return a try for each text that may stand at a place; `told` says how it is told."""
    return [put(told.replace("{}", text).strip(), (start, end, text)) for text in texts]
