"""Asks the questions of `new --ask` in a terminal, or takes them from a file."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from truce_sim.calling import command, path_word
from truce_sim.cli.errors import UsageError
from truce_sim.cli.streams import visible
from truce_sim.runs.files import StoreError, write_whole
from truce_sim.scenario.answer_file import answers_in, text_of
from truce_sim.scenario.answers_read import AnswerError
from truce_sim.scenario.beginnings import answers_of
from truce_sim.scenario.interview import QUESTIONS, Answers
from truce_sim.scenario.kinds import short
from truce_sim.shipped import file_of
from truce_sim.widths import broken

_HEAD = (
    "Ten questions, a line each. Enter takes what stands in brackets; Ctrl-C stops, and what is "
    "answered is kept."
)
_WIDTH = 76


def interview(name: str, target: Path, answers: str | None) -> Answers:
    """Return the answers about a truce, from a file, or asked for.

    Args:
        name: name of the new scenario, as typed.
        target: the file that will be written; where it stops, answers are kept beside it.
        answers: a file of answers, or None; in a terminal the questions that it leaves are asked.

    Raises:
        ScenarioFaults: with all that is wrong with the file of answers.
        UsageError: if there is neither a file nor a terminal.
    """
    given = {} if answers is None else _from_file(answers)
    if sys.stdin.isatty() and sys.stderr.isatty():
        kept = target.with_suffix(".answers")
        if answers is None and kept.exists():
            said = command("new", name, "--answers", path_word(str(kept)))
            _say(f"Answers are kept from before; to go on with them: {said}")
        try:
            given = ask(given, _typed)
        except _StoppedError as stop:
            _keep(stop.texts, kept, name)
            raise KeyboardInterrupt from None
    elif answers is None:
        example = command("new", name, "--answers", "FILE")
        raise UsageError(
            "--ask needs a terminal to ask in. Answers can stand in a file, a line each, such as\n"
            f"parties = Army, Movement\nThen: {example}"
        )
    return answers_of(given)


class _StoppedError(Exception):
    """Whoever is asked has had enough; `texts` are the answers so far."""

    def __init__(self, texts: dict[str, str]) -> None:
        super().__init__()
        self.texts = texts


def ask(given: dict[str, str], typed: Callable[[str], str]) -> dict[str, str]:
    """Return answers to all questions, those given and those asked for.

    Args:
        given: answers that are known already.
        typed: shows a question and returns what was typed.
    """
    known: dict[str, Any] = {}
    texts = dict(given)
    if set(texts) < {question.key for question in QUESTIONS}:
        _say(_HEAD)
    for number, question in enumerate(QUESTIONS, 1):
        text = given.get(question.key)
        while text is None and (not question.needs or known[question.needs]):
            shown = f"{number:>2}/{len(QUESTIONS)} {question.asks} [{question.default}]: "
            try:
                text = typed(shown).strip()
                known[question.key] = question.read(text or question.default, known)
            except (KeyboardInterrupt, EOFError):
                raise _StoppedError(texts) from None
            except AnswerError as error:
                _say(str(error), indent=6)
                text = None
            else:
                texts |= {question.key: text} if text else {}
        if question.key not in known:
            known[question.key] = question.read(text or question.default, known)
    return texts


def _typed(shown: str) -> str:
    # Questions are no answer of ours: what is piped on holds where the file is, and no more.
    sys.stderr.write(shown)
    sys.stderr.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _say(text: str, indent: int = 0) -> None:
    for line in broken(visible(text), _WIDTH - indent):
        sys.stderr.write(f"{' ' * indent}{line}\n")


def _from_file(name: str) -> dict[str, str]:
    shown = short(name, 60)
    try:
        text = file_of(name, ".answers").read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise UsageError(f"There is no file {shown}") from None
    except (OSError, ValueError):
        raise UsageError(f"{shown} cannot be read") from None
    return answers_in(text, name)


def _keep(texts: dict[str, str], kept: Path, name: str) -> None:
    """Keep the answers so far, and say how to go on."""
    sys.stderr.write("\n")
    if not texts:
        return
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        write_whole(kept, text_of(texts))
    except (OSError, StoreError):
        _say("The answers could not be kept.")
        return
    count = "1 answer is" if len(texts) == 1 else f"{len(texts)} answers are"
    _say(f"{count} kept in {kept}. To go on:")
    sys.stderr.write(f"{command('new', name, '--answers', path_word(str(kept)))}\n")
