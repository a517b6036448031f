"""A question in the words of the command line, from the arguments of a study."""

import shlex
from collections.abc import Iterator, Mapping

from truce_sim.api.errors import Word
from truce_sim.runs.store import fingerprint

_SWITCHES = {
    ("believable", False): "--no-believable",
    ("confirm", True): "--confirm",
    ("given_observed", True): "--given-observed",
}
_TEXTS = ("cases", "rules", "rows")
"""What is the content of a file: told by four digits, so that two of them are told apart."""
_CALLED = {"params": "--param", "target": "--holds"}


def words(arguments: Mapping[str, object]) -> list[str]:
    """Return options that say what a study was asked, without scenarios."""
    return [word for name, value in arguments.items() for word in _words(name, value)]


def in_words(kind: str, arguments: Mapping[str, object]) -> str:
    """Return a question as a person would type it, other scenarios by their names."""
    others = arguments.get("others")
    names = (
        [str(one.get("name", "")) for one in others if isinstance(one, dict)]
        if isinstance(others, list)
        else []
    )
    return shlex.join([kind, *names, *words(arguments)])


def as_option(word: Word) -> str:
    """Return an option of a question as it is typed."""
    return _flag(word.name) if word.value is None else f"{_flag(word.name)} {word.value}"


def _flag(name: str) -> str:
    return _CALLED.get(name, f"--{name.replace('_', '-')}")


def _words(name: str, value: object) -> Iterator[str]:
    if name in ("others", "called") or value is None:
        return
    if name in _TEXTS:
        yield f"{name}:{fingerprint(str(value))}"
        return
    if isinstance(value, bool):
        if (name, value) in _SWITCHES:
            yield _SWITCHES[name, value]
        return
    flag = _flag(name)
    if name == "precision" and isinstance(value, float):
        value = f"{100 * value:.10g}"
    for one in value if isinstance(value, list | tuple) else [value]:
        yield from (flag, str(one))
