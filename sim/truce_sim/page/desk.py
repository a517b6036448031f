"""One question at a time, and of each kind only the newest: what a hand on a slider needs.

One thread computes. A newer question of the same kind takes the place of one that waits, and makes
the one under way give up; a hand on a slider (`answer`) makes any other kind give up, too. Whoever
asked is told that it was dropped, and asks again if it still matters. So a page that wants numbers
while the hand moves has one `answer` out at a time, and asks the next when that has come.
"""

import threading
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from contextlib import suppress
from typing import Any

from truce_sim.page.dropped import Dropped

Answer = dict[str, Any]
Stops = Callable[[], bool]
Work = Callable[[Stops], Answer]

HAND = "answer"
"""What is asked while a hand moves: it waits for nothing."""
_ORDER = ("opening", HAND, "story", "ways", "curve")
"""What is computed first where several kinds wait; kinds that are not named come last."""


class Question:
    """One question: its future answer, and whether anybody still waits for it."""

    def __init__(self, kind: str, work: Work) -> None:
        self.kind = kind
        self.answer: Future[Answer] = Future()
        self._work = work
        self._dropped = threading.Event()

    def drop(self) -> None:
        """Wait for it no more: it is given up soon if it is under way, and never begun if not."""
        self._dropped.set()
        self._settle(Dropped())

    def dropped(self) -> bool:
        """Return whether nobody waits for it any more."""
        return self._dropped.is_set()

    def work(self) -> None:
        """Answer it, in the thread of the desk."""
        try:
            if self.dropped():
                raise Dropped
            found = self._work(self.dropped)
            if self.dropped():
                raise Dropped
        except BaseException as error:  # noqa: BLE001 - it belongs to whoever asked
            self._settle(error)
        else:
            with suppress(InvalidStateError):
                self.answer.set_result(found)

    def _settle(self, error: BaseException) -> None:
        with suppress(InvalidStateError):  # something was said already
            self.answer.set_exception(error)


class Desk:
    """Takes questions from anywhere and answers them in one thread."""

    def __init__(self) -> None:
        self._waiting: dict[str, Question] = {}
        self._under_way: Question | None = None
        self._closed = False
        self._changed = threading.Condition()
        # It may be in the middle of a batch when the program ends, and nothing of it is kept.
        threading.Thread(target=self._serve, name="desk", daemon=True).start()

    def ask(self, kind: str, work: Work) -> Question:
        """Take a question; of its kind, older ones are dropped.

        Args:
            kind: what is asked, such as "answer".
            work: computes it; is handed what says whether to give up.
        """
        asked = Question(kind, work)
        with self._changed:
            if self._closed:
                asked.drop()
                return asked
            self._displace(kind)
            self._waiting[kind] = asked
            self._changed.notify()
        return asked

    def drop_all(self) -> None:
        """Drop all questions: the page is closed, and the machine is wanted for something else."""
        with self._changed:
            for one in self._waiting.values():
                one.drop()
            self._waiting.clear()
            if self._under_way is not None:
                self._under_way.drop()

    def busy(self) -> bool:
        """Return whether anything is under way or waits."""
        with self._changed:
            return self._under_way is not None or bool(self._waiting)

    def close(self) -> None:
        """Drop everything, and take no more."""
        with self._changed:
            self._closed = True
            self._changed.notify()
        self.drop_all()

    def _displace(self, kind: str) -> None:
        older = self._waiting.pop(kind, None)
        if older is not None:
            older.drop()
        now = self._under_way
        if now is not None and now.kind != "opening" and kind in (now.kind, HAND):
            now.drop()

    def _next(self) -> Question | None:
        """Wait for a question, and take the most urgent; None once the desk is closed."""
        with self._changed:
            self._under_way = None
            while not self._waiting:
                if self._closed:
                    return None
                self._changed.wait()
            kind = min(self._waiting, key=_rank)
            self._under_way = self._waiting.pop(kind)
            return self._under_way

    def _serve(self) -> None:
        while (asked := self._next()) is not None:
            asked.work()


def _rank(kind: str) -> int:
    return _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
