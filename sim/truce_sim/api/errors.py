"""What is wrong with a question, in the words of whoever asks: a command line, or Python."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """An option of a question, with a value where one is shown."""

    name: str
    value: object = None


Spelling = Callable[[Word], str]
"""Turns an option into what is typed."""


class QuestionError(ValueError):
    """A question cannot be asked so; its message says why and what to try.

    Args:
        says: the sentence, with a name in braces wherever options stand.
        words: the options of each name, one or more; a text stands as it is.
    """

    blames_input = True

    def __init__(self, says: str, /, **words: "Word | tuple[Word, ...] | str") -> None:
        self._says = says
        self._words = words
        super().__init__(self.spelled(in_python, ", "))

    def _render_traceback_(self) -> list[str]:
        """Return what a notebook shows: the question is at fault, and no code of ours."""
        return [str(self)]

    def __reduce__(self) -> tuple[object, ...]:
        """Return what makes it again in another process: its sentence may hold braces by now."""
        return _made_again, (self._says, self._words)

    def spelled(self, spelling: Spelling, between: str) -> str:
        """Return the sentence with its options as they are typed elsewhere.

        Args:
            spelling: of one option.
            between: what stands between two of them.
        """
        shown = {
            name: found if isinstance(found, str) else between.join(map(spelling, _each(found)))
            for name, found in self._words.items()
        }
        return self._says.format(**shown)


def _made_again(says: str, words: "dict[str, Word | tuple[Word, ...] | str]") -> QuestionError:
    return QuestionError(says, **words)


def in_python(word: Word) -> str:
    """Return an option as an argument of a method: `runs`, `design='lhs'`."""
    return word.name if word.value is None else f"{word.name}={word.value!r}"


def _each(found: "Word | tuple[Word, ...]") -> tuple[Word, ...]:
    return found if isinstance(found, tuple) else (found,)
