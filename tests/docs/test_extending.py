"""What docs/extending.md changes is there, and its executor keeps what the page promises."""

import sys
import time
from concurrent.futures import BrokenExecutor, wait
from typing import Any

import pytest
from clone import ROOT
from walks import examples, walk


@pytest.mark.parametrize("chapter", ["A mechanism", "A question"])
def test_what_a_step_changes_stands_there_once_and_what_it_adds_does_not(chapter: str) -> None:
    """So that a change of the code is a change of the page; slow tests take the steps."""
    for step in walk(chapter).values():
        for one in step.files:
            path = ROOT / one.file
            if one.old:
                assert path.read_text(encoding="utf-8").count(one.old) == 1, one
            else:
                assert not path.exists(), one.file


@pytest.fixture(scope="module")
def by_command() -> Any:
    code = next(one for one in examples() if "class ByCommand" in one)
    held: dict[str, Any] = {}
    exec(code, held)  # noqa: S102 - our own page
    return held["ByCommand"]


@pytest.mark.slow
def test_what_a_call_raises_comes_back(by_command: Any) -> None:
    with by_command(1) as executor:
        assert executor.submit(divmod, 7, 2).result() == (3, 1)
        with pytest.raises(ZeroDivisionError):
            executor.submit(divmod, 7, 0).result()


@pytest.mark.slow
def test_it_does_not_wait_for_what_is_dropped(by_command: Any) -> None:
    executor = by_command(1)
    begun, queued = executor.submit(time.sleep, 60), executor.submit(time.sleep, 60)
    time.sleep(1)
    before = time.monotonic()
    executor.shutdown(cancel_futures=True)
    assert queued.cancelled()
    wait([begun], timeout=30)
    assert isinstance(begun.exception(timeout=0), BrokenExecutor)
    assert time.monotonic() - before < 20


@pytest.mark.slow
def test_a_worker_that_died_is_a_broken_executor(by_command: Any) -> None:
    with by_command(1, command=(sys.executable, "-c", "import os; os._exit(9)")) as executor:
        assert isinstance(executor.submit(divmod, 7, 2).exception(), BrokenExecutor)
