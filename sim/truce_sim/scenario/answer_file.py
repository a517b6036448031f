"""Answers in a file: a line each, as TOML writes it or plain."""

import re
import tomllib
from collections.abc import Mapping
from contextlib import suppress
from datetime import date, datetime

from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.interview import KEYS, read_all
from truce_sim.scenario.kinds import nearest, short, what
from truce_sim.scenario.writing import inline

_LINE = re.compile(r"\s*([\w-]+)\s*[=:]\s*(.*?)\s*")
_QUOTES = ('"', "'", "[")
_COMMENT = re.compile(r"\s+#.*|\A#.*")


def answers_in(text: str, label: str) -> dict[str, str]:
    """Return the answers in a text, by question.

    Args:
        text: lines such as `incidents = 20 to 40` or `parties = ["Army", "Movement"]`; blank
            lines and what follows a # are passed over.
        label: the file as the user knows it.

    Raises:
        ScenarioFaults: with every line that cannot be used, and every answer that is none.
    """
    found: dict[str, str] = {}
    faults: list[Fault] = []
    at: dict[str, tuple[int, str]] = {}
    for number, line in enumerate(text.removeprefix("\ufeff").splitlines(), 1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            says = "this is no answer; write it like incidents = 20 to 40"
            faults.append(_fault(says, label, number, line))
        elif match[1] not in KEYS:
            near = nearest(match[1], KEYS)
            note = f"{near} = ..." if near else f"the questions: {', '.join(KEYS)}"
            says = f"there is no question '{short(match[1])}'"
            faults.append(_fault(says, label, number, line, note))
        elif match[1] in found:
            says = f"{match[1]} is answered twice, first on line {at[match[1]][0]}"
            faults.append(_fault(says, label, number, line))
        else:
            try:
                found[match[1]] = _text(match[2])
            except ValueError as error:
                faults.append(_fault(f"{match[1]}: {error}", label, number, line))
            at[match[1]] = (number, line)
    # Once all lines are known: what an answer may be depends on others.
    for key, says in read_all(found)[1].items():
        number, line = at.get(key, (0, ""))
        faults.append(_fault(f"{key}: {says}", label, number, line))
    if faults:
        raise ScenarioFaults(sorted(faults, key=lambda fault: fault.line))
    return found


def text_of(answers: Mapping[str, str]) -> str:
    """Return answers as such a file, which says the same when it is read."""
    lines = ((key, " ".join(text.split())) for key, text in answers.items())
    return "".join(f"{key} = {text if _text_is(text) else inline(text)}\n" for key, text in lines)


def _text_is(plain: str) -> bool:
    """Return whether an answer is read as it stands, without quotes."""
    return plain[:1] not in _QUOTES and _COMMENT.sub("", plain) == plain


def _text(raw: str) -> str:
    """Return an answer as it would be typed."""
    if raw[:1] not in _QUOTES:
        return _COMMENT.sub("", raw)
    value: object = None
    with suppress(tomllib.TOMLDecodeError):
        value = tomllib.loads(f"answer = {raw}")["answer"]
    if value is None:
        raise ValueError("a quote or bracket lacks its other half")
    parts = value if isinstance(value, list) else [value]
    return ", ".join(map(_plain, parts))


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, str | date) or (
        isinstance(value, int | float) and not isinstance(value, bool)
    ):
        return str(value)
    raise ValueError(f"{what(value)} is no answer")


def _fault(says: str, label: str, line: int, text: str, note: str = "") -> Fault:
    told = f"line {line}: {says}" if line else says
    return Fault(told, "", label, line, 1 if line else 0, len(text.rstrip()), text, note=note)
