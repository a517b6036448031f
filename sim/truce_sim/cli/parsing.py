"""The parser of a command line: refuses in sentences, and names what was probably meant."""

import argparse
import re
from difflib import get_close_matches
from typing import Any, NoReturn

from truce_sim.cli.errors import UsageError


def shown(text: str, limit: int = 40) -> str:
    """Return a part of the command line as it may reach a terminal."""
    from truce_sim.scenario.kinds import short  # nothing is wrong for the most part

    return short(text, limit)


class Parser(argparse.ArgumentParser):
    """Raises instead of leaving, and names the nearest word instead of all words.

    A bare one leaves out of what it returns all that was not given.
    """

    def __init__(self, *args: Any, bare: bool = False, **more: Any) -> None:  # noqa: ANN401
        self._bare = bare
        super().__init__(*args, **more)

    def add_argument(self, *names: Any, **more: Any) -> argparse.Action:  # noqa: ANN401
        """Add an option; in a bare parser without its default."""
        if self._bare:
            more["default"] = argparse.SUPPRESS
        return super().add_argument(*names, **more)

    def error(self, message: str) -> NoReturn:
        """Turn argparse's message into ours."""
        chosen = re.search(r"invalid choice: (.*) \(choose from", message, re.DOTALL)
        if chosen:
            message = message.replace(chosen[1], shown(chosen[1]))
        raise UsageError(f"{message}\nHelp: {self.prog} --help")

    def _near(self, word: str) -> str:
        """Return the option that was probably meant, as the end of a sentence."""
        options = [one for one in self._option_string_actions if one.startswith("--")]
        name = word.partition("=")[0]
        near = [one for one in options if one.startswith(name) and len(name) > 3]
        near = near or get_close_matches(name[:40], options, n=1, cutoff=0.6)
        return f"; did you mean {near[0]}?" if near else ""

    def parse_known_args(  # type: ignore[no-untyped-def]
        self,
        args=None,  # noqa: ANN001 - typeshed gives two overloads that say no more
        namespace=None,  # noqa: ANN001
    ) -> Any:  # noqa: ANN401
        """Refuse what is unknown where the command's own options are known."""
        parsed, left = super().parse_known_args(args, namespace)
        if left:
            word = shown(left[0], 60)
            if left[0].startswith("-"):
                self.error(f"there is no option {word} here{self._near(left[0])}")
            self.error(f"'{word}' is one word more than this takes")
        return parsed, left
