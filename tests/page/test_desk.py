"""One question at a time, and of each kind only the newest."""

import threading
from collections.abc import Iterator

import pytest
from truce_sim.page.desk import Answer, Desk, Question, Stops, Work
from truce_sim.page.dropped import Dropped


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk()
    yield made
    made.close()


class Slow:
    """Work that goes on until it is told to stop, or let go."""

    def __init__(self) -> None:
        self.begun = threading.Event()
        self.go = threading.Event()
        self.stopped = False

    def __call__(self, stop: Stops) -> Answer:
        self.begun.set()
        while not self.go.wait(0.001):
            if stop():
                self.stopped = True
                raise Dropped
        return {"slow": True}


def says(word: str) -> Work:
    return lambda _: {"said": word}


def noted(order: list[str], word: str) -> Work:
    def work(_: Stops) -> Answer:
        order.append(word)
        return {}

    return work


def asked_slowly(desk: Desk, kind: str) -> tuple[Question, Slow]:
    slow = Slow()
    question = desk.ask(kind, slow)
    assert slow.begun.wait(5)
    return question, slow


def was_dropped(question: Question) -> bool:
    return isinstance(question.answer.exception(5), Dropped)


def test_a_question_is_answered(desk: Desk) -> None:
    assert desk.ask("answer", says("yes")).answer.result(5) == {"said": "yes"}


def test_a_newer_question_of_its_kind_makes_one_under_way_give_up(desk: Desk) -> None:
    older, slow = asked_slowly(desk, "answer")
    newer = desk.ask("answer", says("new"))
    assert was_dropped(older)
    assert newer.answer.result(5) == {"said": "new"}
    assert slow.stopped


def test_of_those_that_wait_only_the_newest_of_a_kind_is_begun(desk: Desk) -> None:
    first, slow = asked_slowly(desk, "ways")
    begun: list[str] = []
    waiting = [desk.ask("curve", noted(begun, str(number))) for number in range(20)]
    slow.go.set()
    assert first.answer.result(5) == {"slow": True}
    assert waiting[-1].answer.result(5) == {}
    assert all(was_dropped(one) for one in waiting[:-1])
    assert begun == ["19"]


def test_a_hand_waits_for_nothing_and_nothing_else_makes_another_kind_give_up(desk: Desk) -> None:
    curve, _ = asked_slowly(desk, "curve")
    answer, slow = asked_slowly(desk, "answer")
    assert was_dropped(curve)
    story = desk.ask("story", says("told"))
    assert not answer.answer.done()
    slow.go.set()
    assert answer.answer.result(5) == {"slow": True}
    assert story.answer.result(5) == {"said": "told"}


def test_what_the_page_begins_with_is_not_given_up_for_a_hand(desk: Desk) -> None:
    opening, slow = asked_slowly(desk, "opening")
    answer = desk.ask("answer", says("then"))
    slow.go.set()
    assert opening.answer.result(5) == {"slow": True}
    assert answer.answer.result(5) == {"said": "then"}


def test_what_waits_is_taken_by_how_urgent_it_is(desk: Desk) -> None:
    _, slow = asked_slowly(desk, "story")
    order: list[str] = []
    kinds = ["something", "curve", "ways", "answer"]
    questions = [desk.ask(kind, noted(order, kind)) for kind in kinds]
    slow.go.set()
    for one in questions:
        one.answer.result(5)
    assert order == ["answer", "ways", "curve", "something"]


def test_a_fault_is_handed_to_whoever_asked_and_the_desk_goes_on(desk: Desk) -> None:
    def fails(_: Stops) -> Answer:
        raise RuntimeError("no")

    assert str(desk.ask("answer", fails).answer.exception(5)) == "no"
    assert desk.ask("answer", says("yes")).answer.result(5) == {"said": "yes"}


def test_dropping_all_frees_the_machine(desk: Desk) -> None:
    under_way, slow = asked_slowly(desk, "answer")
    waiting = desk.ask("curve", says("never"))
    desk.drop_all()
    assert was_dropped(under_way)
    assert was_dropped(waiting)
    assert desk.ask("answer", says("again")).answer.result(5) == {"said": "again"}
    assert slow.stopped


def test_a_closed_desk_takes_no_more(desk: Desk) -> None:
    under_way, _ = asked_slowly(desk, "answer")
    desk.close()
    assert was_dropped(under_way)
    assert was_dropped(desk.ask("answer", says("late")))
