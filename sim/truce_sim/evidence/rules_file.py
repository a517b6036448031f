"""A file of rules, read with all its faults at once."""

import tomllib
from collections.abc import Iterable, Mapping
from importlib.resources import files
from math import inf, isfinite
from pathlib import Path
from typing import Any

from truce_sim.evidence.cases import PUBLICITY, RECORDS
from truce_sim.evidence.rules import ALWAYS, COLUMNS, EXPECTED, NUMBERS, Rule, Rules
from truce_sim.scenario.durations import hours
from truce_sim.scenario.faults import ScenarioFaults
from truce_sim.scenario.findings import Finding
from truce_sim.scenario.kinds import UnfitError, nearest, short, what
from truce_sim.scenario.layers import FileLayer, located
from truce_sim.scenario.reading import SourceFile, read_file
from truce_sim.scenario.sourcemap import Path as Steps

SHIPPED = "rules.toml"
_TOP = ("title", "base", "longest", "undated", "record", EXPECTED, "rules")
_OF_A_RULE = ("column", "is", "from", "below", "needs", "because", "set")
_WORDS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("outside", "mechanism", "fixed_term"), ("yes", "no")),
    "publicity": PUBLICITY,
    "record": RECORDS,
}
"""Columns of a few words."""


def shipped_file(name: str) -> Path:
    """Return where a file that comes with the program lies."""
    return Path(str(files("truce_sim.evidence").joinpath(name)))


def read_rules(path: Path, label: str) -> Rules:
    """Return the rules in a file.

    Raises:
        ScenarioFaults: with everything that is wrong with it.
    """
    return _rules(read_file(path, label))


def rules_from(text: str, label: str) -> Rules:
    """Return rules from the text of a file that was read before.

    Raises:
        ScenarioFaults: with everything that is wrong with it.
        ValueError: if it is no TOML.
    """
    return _rules(SourceFile(label, Path(label), text, tomllib.loads(text)))


def _rules(file: SourceFile) -> Rules:
    raw = file.raw
    check = _Check()
    check.names((), raw, _TOP, _TOP[:-2])
    record = check.table(("record",), raw.get("record", {}))
    check.names(("record",), record, ("share", "truces", "kinds"), ("share", "truces"))
    kinds = check.table(("record", "kinds"), record.get("kinds", {}))
    rules = check.table(("rules",), raw.get("rules", {}))
    made = Rules(
        text=file.text,
        title=check.text(("title",), raw.get("title", "")),
        base=check.text(("base",), raw.get("base", "")),
        longest=check.hours(("longest",), raw.get("longest", "1 day")),
        undated=check.hours(("undated",), raw.get("undated", "1 day")),
        share=check.number(("record", "share"), record.get("share", 0.5), 0, 1, inside=True),
        truces=check.number(("record", "truces"), record.get("truces", 1), 0, 1e6, inside=True),
        kinds={
            kind: check.pair(("record", "kinds", kind), kinds[kind])
            for kind in RECORDS
            if kind in kinds
        },
        moves=_moves(check, raw.get(EXPECTED, {})),
        rules=tuple(_rule(check, name, rule) for name, rule in rules.items()),
    )
    check.words(("record", "kinds"), kinds, RECORDS)
    if check.findings:
        raise ScenarioFaults(located(check.findings, [FileLayer(file)]))
    return made


def _moves(check: "_Check", raw: object) -> dict[str, dict[str, float]]:
    moves: dict[str, dict[str, float]] = {}
    path: Steps = (EXPECTED,)
    table = check.table(path, raw)
    worded = [column for column in COLUMNS if column not in NUMBERS]
    check.words(path, table, worded)
    for column, values in table.items():
        of_column = check.table((*path, column), values)
        check.words((*path, column), of_column, _WORDS.get(column, ()))
        moves[column] = {
            value: check.number((*path, column, value), by, -20, 20)
            for value, by in of_column.items()
        }
    return moves


def _rule(check: "_Check", name: str, raw: object) -> Rule:
    path: Steps = ("rules", name)
    table = check.table(path, raw)
    column = check.text((*path, "column"), table.get("column", ALWAYS))
    check.names(path, table, _OF_A_RULE, ("column", "because", "set"))
    check.word((*path, "column"), column, (*COLUMNS, EXPECTED, ALWAYS))
    equals = table.get("is")
    bounded = [key for key in ("from", "below") if key in table]
    if column != ALWAYS and (equals is None) != bool(bounded):
        says = "has both is and a range" if bounded else "says neither is, nor from or below"
        check.find(path, f"rule {name} {says}", "is = 3, or from = 3 and below = 5")
    if bounded and column not in NUMBERS:
        check.find((*path, bounded[0]), f"{column} has words, not numbers", 'is = "yes"')
    needs = check.table((*path, "needs"), table.get("needs", {}))
    check.words((*path, "needs"), needs, COLUMNS)
    return Rule(
        name=name,
        column=column,
        equals=None if equals is None else check.value((*path, "is"), column, equals),
        low=check.number((*path, "from"), table.get("from", -inf), -inf, inf),
        high=check.number((*path, "below"), table.get("below", inf), -inf, inf),
        needs={key: check.value((*path, "needs", key), key, one) for key, one in needs.items()},
        sets=check.table((*path, "set"), table.get("set", {})),
        because=check.text((*path, "because"), table.get("because", "")),
    )


class _Check:
    """Takes values of a file apart; what is wrong becomes a finding."""

    def __init__(self) -> None:
        self.findings: list[Finding] = []

    def find(self, path: Steps, says: str, note: str = "", *, on_key: bool = False) -> None:
        self.findings.append(Finding(path, says, on_key=on_key, note=note))

    def names(
        self, path: Steps, raw: Mapping[str, Any], known: tuple[str, ...], needed: tuple[str, ...]
    ) -> None:
        self.words(path, raw, known)
        where = f"{'.'.join(map(str, path))} lacks " if path else "rules lack "
        for name in needed:
            if name not in raw:
                self.find(path, f"{where}{name}")

    def words(self, path: Steps, raw: Mapping[str, Any], known: Iterable[str]) -> None:
        """Refuse names other than those known; of none known, nothing is refused."""
        names = tuple(known)
        for name in raw if names else ():
            if name not in names:
                self.find((*path, name), *_unknown(name, names), on_key=True)

    def word(self, path: Steps, word: str, known: tuple[str, ...]) -> None:
        if word not in known:
            self.find(path, *_unknown(word, known))

    def table(self, path: Steps, raw: object) -> Mapping[str, Any]:
        if isinstance(raw, Mapping):
            return raw
        self.find(path, f"{path[-1]} must be a table, not {what(raw)}")
        return {}

    def text(self, path: Steps, raw: object) -> str:
        if isinstance(raw, str):
            return raw
        self.find(path, f"{path[-1]} must be text, not {what(raw)}")
        return ""

    def hours(self, path: Steps, raw: object) -> float:
        try:
            found = hours(raw)
        except UnfitError as error:
            problem = error.problems[0]
            self.find(path, f"{path[-1]}{problem.says}", problem.try_ or '"14 days"')
            return 24.0
        if not 1 <= found <= 24 * 3650:
            self.find(path, f"{path[-1]} must be from an hour to ten years", '"14 days"')
        return found

    def number(
        self, path: Steps, raw: object, low: float, high: float, *, inside: bool = False
    ) -> float:
        if isinstance(raw, bool) or not isinstance(raw, int | float):
            self.find(path, f"{path[-1]} must be a number, not {what(raw)}")
            return (max(low, -1e9) + min(high, 1e9)) / 2
        fits = low < raw < high if inside else low <= raw <= high
        if not fits:
            bounds = f"between {low:g} and {high:g}" if isfinite(high) else "a number"
            self.find(path, f"{path[-1]} must be {bounds}, not {raw:g}")
            return (low + high) / 2 if isfinite(low + high) else 0.0
        return float(raw)

    def pair(self, path: Steps, raw: object) -> tuple[float, float]:
        if isinstance(raw, list) and len(raw) == 2:
            earlier, broken = (self.number(path, one, 0, 1e6) for one in raw)
            if broken <= earlier:
                return earlier, broken
        self.find(path, "two numbers: earlier truces, and how many of them were broken", "[8, 2]")
        return 0.0, 0.0

    def value(self, path: Steps, column: str, raw: object) -> float | str:
        """Return what a column is compared with."""
        if column in NUMBERS:
            return self.number(path, raw, 0, 1e6)
        word = self.text(path, raw)
        if column in _WORDS:
            self.word(path, word, _WORDS[column])
        return word


def _unknown(word: str, known: tuple[str, ...]) -> tuple[str, str]:
    near = nearest(word, known)
    return f"'{short(word)}' is none of the words known here", near or ", ".join(known)
