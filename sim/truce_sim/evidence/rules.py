"""Rules: which coded columns of a past truce set which inputs of a scenario.

Rules are data (see `rules.toml`): nothing in them is executed, and scenarios that come of them are
read as strictly as any other.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from math import exp, log
from typing import Any

from truce_sim.evidence.cases import Case, WarRecord

EXPECTED = "expected"
"""Not a column of cases: what is to be expected of one, worked out from several."""
ALWAYS = "all"
COLUMNS = (
    *("parties", "excluded", "outside", "mechanism", "monitors", "publicity", "fixed_term"),
    *("region", "record"),
)
"""Columns that rules can read."""
NUMBERS = ("parties", "excluded", "monitors", EXPECTED)
"""Columns with numbers; the others have words."""
Value = float | str


@dataclass(frozen=True, slots=True)
class Rule:
    """One column sets some inputs.

    Attributes:
        name: unique among rules.
        column: one of `COLUMNS`, `EXPECTED`, or `ALWAYS`.
        equals: what must stand there; None where `low` and `high` say.
        low: least number that it is for.
        high: number below which it is for.
        needs: what must stand in other columns.
        sets: part of a scenario file, put over the base.
        because: why.
    """

    name: str
    column: str
    equals: Value | None
    low: float
    high: float
    needs: Mapping[str, Value]
    sets: Mapping[str, Any]
    because: str

    def fits(self, values: Mapping[str, Value]) -> bool:
        """Return whether the rule is for a truce with these values; what is unknown fits none."""
        if any(values.get(column) != wanted for column, wanted in self.needs.items()):
            return False
        if self.column == ALWAYS:
            return True
        value = values.get(self.column)
        if value is None:
            return False
        if self.equals is not None:
            return value == self.equals
        return isinstance(value, float) and self.low <= value < self.high


@dataclass(frozen=True, slots=True)
class Rules:
    """A whole file of rules.

    Attributes:
        text: as it stands in the file.
        title: what they are.
        base: name of the scenario that they change, beside the file.
        longest: hours beyond which no truce is simulated.
        undated: hours after which a truce without a dated milestone is read.
        share: of truces of no known war, not broken within ten days.
        truces: how many earlier truces that share weighs as much as.
        kinds: earlier truces, and those broken, that a record counts as of which only the kind is
            known.
        moves: what the values of a column move what is expected by, in log odds.
        rules: in the order of the file; later ones win.
    """

    text: str
    title: str
    base: str
    longest: float
    undated: float
    share: float
    truces: float
    kinds: Mapping[WarRecord, tuple[float, float]]
    moves: Mapping[str, Mapping[str, float]]
    rules: tuple[Rule, ...]

    def hours(self, case: Case) -> float:
        """Return the hours after which a truce is read."""
        return self.undated if case.days is None else min(24 * case.days, self.longest)

    def expected(self, case: Case) -> float:
        """Return the share of truces like a case that are expected not to be broken by day 10."""
        earlier, broken = self._record(case)
        share = (earlier - broken + self.truces * self.share) / (earlier + self.truces)
        odds = log(share / (1 - share))
        values = _coded(case)
        for column, by in self.moves.items():
            odds += by.get(str(values.get(column, "")), 0.0)
        return 1 / (1 + exp(-odds))

    def fitting(self, case: Case) -> tuple[str, ...]:
        """Return the names of the rules that are for a case."""
        values = {**_coded(case), EXPECTED: self.expected(case)}
        return tuple(rule.name for rule in self.rules if rule.fits(values))

    def read_of(self, case: Case) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return what the rules read of a case, "mechanism yes", and the columns left unknown."""
        asked = {rule.column for rule in self.rules} | set(self.moves) | {"record"}
        values = _coded(case)
        columns = [column for column in COLUMNS if column in asked]
        read = tuple(
            f"{column.replace('_', ' ')} {value if isinstance(value, str) else f'{value:g}'}"
            for column in columns
            if (value := values.get(column)) is not None
        )
        return read, tuple(column.replace("_", " ") for column in columns if column not in values)

    def scenario(
        self, base: Mapping[str, Any], names: tuple[str, ...], hours: float
    ) -> dict[str, Any]:
        """Return the raw values of a scenario.

        Args:
            base: raw values that rules change.
            names: of the rules that do.
            hours: from the truce's start to the talks.
        """
        about_the_file = ("believable", "options", "evidence", "base_rate", "observed")
        raw = {key: value for key, value in base.items() if key not in about_the_file}
        for rule in self.rules:
            if rule.name in names:
                raw = _over(raw, rule.sets)
        raw["dates"] = {
            "truce_starts": raw["dates"]["truce_starts"],
            "talks": f"+{hours / 24:.6f} days",
        }
        return _for_all_parties(raw)

    def _record(self, case: Case) -> tuple[float, float]:
        if case.earlier is not None and case.broken is not None:
            return case.earlier, case.broken
        return self.kinds.get(case.record, (0, 0)) if case.record else (0, 0)


def without_record(case: Case) -> Case:
    """Return a case as if nothing were known of its war's earlier truces."""
    return replace(case, record=None, earlier=None, broken=None)


def _coded(case: Case) -> dict[str, Value]:
    """Return what is known of a case, by column."""
    found: dict[str, Value] = {}
    for column in COLUMNS:
        value = case.class_of_record if column == "record" else getattr(case, column)
        if isinstance(value, bool):
            found[column] = "yes" if value else "no"
        elif value is not None:
            found[column] = value if isinstance(value, str) else float(value)
    return found


def _over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Return tables laid over others, as a file that extends another lies over it.

    A value and a spread or weights (a table of numbers) are replaced whole.
    """
    found = dict(below)
    for key, value in above.items():
        under = found.get(key)
        nested = isinstance(value, Mapping) and isinstance(under, Mapping)
        whole = nested and key in _WHOLE
        found[key] = _over(under, value) if nested and not whole else value  # type: ignore[arg-type]
    return found


_WHOLE = frozenset({"hits", "headroom", "breaks_after", "reported_in", "checked_in", "harm"})
"""Inputs that are written as a table and are one value all the same."""


def _for_all_parties(raw: dict[str, Any]) -> dict[str, Any]:
    """Return raw values in which what stands under `parties.all` stands in every party."""
    parties = dict(raw["parties"])
    shared = parties.pop("all", {})
    return {**raw, "parties": {name: {**party, **shared} for name, party in parties.items()}}
