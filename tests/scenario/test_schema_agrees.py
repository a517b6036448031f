"""The editor's schema and `check` accept the same and refuse the same.

Value by value for every input there is, and file by file for what makes a table whole. What only
other values can tell is left to `check`; the sentences about that are listed here.
"""

import copy
import json
import re
import tomllib
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft7Validator
from scenario_samples import FULL, SMALL, faults_of
from truce_sim.scenario.editor_schema import editor_schema
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.numbers import Weights
from truce_sim.scenario.tree import Leaf, Section, leaves, node_at
from truce_sim.scenario.words import Anything

SCHEMA = editor_schema()
SCENARIOS = Path(__file__).parents[2] / "scenarios"

OTHER_VALUES = (
    "is longer than 100 years",
    "must rise",
    "p90 must be",
    "p90 is more than",
    "must be written alike",
    "is not a day of the calendar",
    "contains characters that cannot be shown",
)
"""Faults of one value that no pattern can find: sums, orders, calendars."""
OTHER_TABLES = (
    "no actor is called",
    "cannot hit itself",
    "and cannot be hit here",
    "no party is called",
    "no zone is called",
    "is both in",
    "add up to",
    "must not be below retaliates",
    "must be after the truce starts",
    "must not be before the talks",
    "more than 20 years after",
    "at an end,",
    "is no input: ",
    "without end",
    "events in one run",
    "is not in what this file extends",
)
"""Faults that only other tables can tell."""


VALUES: list[Any] = [
    *(True, False, 0, 1, 2, 5, 30, 0.0, 0.3, 1.0, 1.5, 2.5, -1, -0.1, 101, 1e7, 1e12, 1e13, 10**13),
    *("", " ", "x", "two words", "two\nlines", "x" * 121, "x" * 2001, "0.3", "25%", "yes"),
    *("36", "36h", "6 Hours", "6H", "1h30min", "1e1h", "1 day 12h", " 2 days ", ".5h", "1.5 weeks"),
    *("0h", "0h 0min", "0.0 days", "0h 1min", "00.10h", "0e5h", "1e-2 h", "5 month", "5m", "-3h"),
    *("3 sec", "90 min", "2 d", "h", "1..5h", "1 h and 2 min", "1,5h", "5 hr", "7 WEEKS", "1 e3h"),
    *(
        "2016-03-09 15:00",
        "2016-03-09T15:00:59",
        "2016-03-09",
        "2016-3-9 15:00",
        "2016-13-09 15:00",
    ),
    *("1700-01-01 00:00", "2201-01-01 00:00", "2016-03-09 24:00", " 2016-03-09 15:00 ", "9 March"),
    *("+10 days", "+ 10 days", "truce + 10 days", "Truce+36h", "-1 day", "+10", "10 days", "+0h"),
    *("truce - 1 day", "truce", "+1 day 12h", "+1e9 days", "\u22121 day", "+ 1 fortnight", "++1h"),
    *("2 x before", "2x before", "0.6 times  before", ".5 X Before", "0 x before", "-1 x before"),
    *("14 days as before", "36h AS before", "0h as before", "2 x", "14 days", "1e-3 x before"),
    *("14 days as  before ", "1 day 12h as before", "as before", "x before", "14 daysas before"),
    *("2 x before it", "0.0 x before", "1e6 x before", "0e-1 x before", "1,5 x before"),
    {"median": "0.6 x before", "p90": "2 x before"},
    {"median": "0.6 x before", "p90": 2},
    *("first come", "First come", "settled", "quiet", "guess", "reported", "lognormal"),
    *([], ["a"], ["a", "a"], [1], ["a", 1], [""], [[]], [0, 1], ["1h", "2h"], [1]),
    *(
        {},
        {"a": 1},
        {"a": 0},
        {"a": 0, "b": 0.0},
        {"a": 0, "b": 2},
        {"a": -1},
        {"a": "x"},
        {"a": []},
    ),
    {"chance": 0.3, "every": "6h"},
    {"chance": 1, "every": "6h"},
    {"chance": 0.3},
    {"every": "6h"},
    {"chance": 0.3, "every": "0h"},
    {"chance": 0.3, "every": "6h", "x": 1},
    {"median": 1, "p90": 6},
    {"median": "1h", "p90": "6h"},
    {"median": 0, "p90": 6},
    {"median": "0h", "p90": "6h"},
    {"median": "1h"},
    {"median": 1},
    {"p90": 1},
    {"between": [1, 2]},
    {"between": ["1h", "2h"]},
    {"between": [1]},
    {"between": 5},
    {"between": [0, "x"]},
    {"low": 0, "likely": 1, "high": 2},
    {"low": "0h", "likely": "0h", "high": "2h"},
    {"low": 1, "high": 2},
    {"mean": 3},
    {"mean": "3h"},
    {"mean": 0},
    {"median": 1, "p90": 6, "mean": 2},
    {"value": 3},
    *("25 a day", "3 a week", "1 an hour", "0 a year", "25/day", "25 / Day", "2.5 per month"),
    *(
        "25 days",
        "25 aday",
        "25a day",
        "a day",
        "25 a fortnight",
        "-3 a day",
        "1e-5 a day",
        "1e5 a day",
    ),
    *("1 every 3 days", "0.5 every 3 days", "2.5 every 1 day 12h", "1 every 0h", "1 every day"),
    *("1 every  36h", "1 every\n36h", ".5 a day", "25. a day", "25 a day.", "1,000 a day"),
    {"per_day": 25},
    {"per_hour": 0},
    {"per_week": 2.5},
    {"per_month": -1},
    {"per_year": "3"},
    {"per_day": 25, "per_week": 3},
    {"per_day": 25, "every": "6h"},
    {"per_fortnight": 3},
]


def schema_at(path: str) -> dict[str, Any]:
    schema = SCHEMA
    for step in path.split("."):
        schema = schema["additionalProperties"] if step == "ID" else schema["properties"][step]
    return schema


def agree(takes: bool, sentences: list[str], excused: tuple[str, ...], valid: bool) -> bool:
    if not takes and all(any(one in said for one in excused) for said in sentences):
        return True
    return takes == valid


LEAVES = [
    (path, leaf)
    for path, leaf in leaves()
    if not isinstance(leaf.kind, Anything) and not path.startswith("evidence.")
]


@pytest.mark.parametrize(("path", "leaf"), LEAVES, ids=[path for path, _ in LEAVES])
def test_every_input_takes_the_same_values_in_both(path: str, leaf: Leaf) -> None:
    validator = Draft7Validator(schema_at(path))
    for value in VALUES:
        problems: list[str] = []
        try:
            leaf.kind.parse(value)
        except UnfitError as error:
            problems = [one.says for one in error.problems]
        if isinstance(leaf.kind, Weights) and not problems and not any(value.values()):
            problems = [" needs at least one weight above 0"]
        valid = validator.is_valid(value)
        assert agree(not problems, problems, OTHER_VALUES, valid), (value, problems, valid)


WHOLE = Draft7Validator(SCHEMA)


def as_editors_see(raw: Any) -> Any:
    """Return values as programs that know only JSON hold them: dates as text."""
    if isinstance(raw, dict):
        return {key: as_editors_see(value) for key, value in raw.items()}
    if isinstance(raw, list):
        return [as_editors_see(value) for value in raw]
    return raw.isoformat() if isinstance(raw, date | datetime | time) else raw


def both(folder: Path, text: str) -> tuple[list[str], bool]:
    found = [fault.sentence for fault in faults_of(folder, text)]
    return found, WHOLE.is_valid(as_editors_see(tomllib.loads(text)))


PARENT = "parent.toml"
RAW = tomllib.loads(FULL)
ONE_FAULT = [
    *(
        FULL.replace(f"\n{table}", f"\n{other}", 1)
        for table, other in (
            ("[dates]", "[date]"),
            ("[spiral]", "[spirals]"),
            ("[parties.opposition]", '[parties."a b"]'),
            ("[zones.rest]", '[zones."x.y"]'),
            ("[zones.rest]", '[zones."süd-ost"]'),
            ("[zones.rest]", '[zones."a/b"]'),
            ("[zones.rest]", '[zones."a\u2013b"]'),
            ("[options.early]", "[options.base]"),
            ("[options.early]", "[options.ALL]"),
            ("[outside.turkey]", "[outside.all]"),
            ("[guarantors.russia]", f"[guarantors.{'x' * 61}]"),
            ("[guarantors.russia]", f"[guarantors.{'x' * 60}]"),
        )
    ),
    *(
        re.sub(rf"(?m)^{key} +=.*\n", "", FULL, count=1)
        for key in (
            "title",
            "summary",
            "talks",
            "violates",
            "hits",
            "attacks",
            "share",
            "teams",
            "finds",
            "tolerance",
            "settles_in",
            "frays_in",
            "frays_after",
            "floor",
            "chance",
            "every",
            "window",
            "sessions",
            "cap",
            "unless",
            "label",
            "name",
            "harm",
            "ends",
            "by",
        )
    ),
    *(
        f"{line}\n{FULL}"
        for line in (
            '"$schema" = "x"',
            'extend = "x"',
            "drops = ['zones']",
            "x = 1",
            "[run]\nruns = 5",
        )
        if "[" not in line[:1]
    ),
    *(
        FULL.replace("[believable]\n", f"[believable]\n{line}\n")
        for line in (
            '"verification.finds" = [0.1, 0.2]',
            '"verification.finds" = [0.1, 2]',
            '"verification.finds" = 0.1',
            '"verification.finds" = [0.1]',
            '"verification.found" = [0.1, 0.2]',
            '"parties.all.harm" = [1, 2]',
            '"parties.all.violates" = [0.1, 0.2]',
            '"parties.all.violates.chance" = [0.1, 0.2]',
            '"parties.all.violates.every" = ["3h", "9h"]',
            '"title" = ["a", "b"]',
            '"parties.all.name" = ["a", "b"]',
            '"parties.government.hits.isil" = [1, 2]',
            '"zones.aleppo" = [1, 2]',
            '"zones.aleppo.key" = [false, true]',
            '"truce.settles_in" = ["1 day", 5]',
            '"verification.checked_in.p90" = ["40h", "80h"]',
            '"dates.talks_planned" = ["2016-03-07 15:00", "2016-03-11 15:00"]',
        )
    ),
    *(
        FULL.replace("[options.early]\n", f"[options.early]\nset.{line}\n[options.other]\n")
        for line in (
            '"verification.order" = "by zone"',
            '"verification.order" = "by size"',
            '"verification.hotline" = { reaches = 1, answers_in = "1h" }',
            '"verification.hotline" = { reaches = 1 }',
            '"verification" = 3',
            '"run.runs" = 5',
            '"zones.aleppo.key" = false',
            '"zones.aleppo.key" = 0',
            '"title" = "x"',
            '"parties.all.name" = "x"',
            '"parties.all.harm.median" = 2',
            '"parties.all.harm.middle" = 2',
            '"parties.all.violates" = { chance = 0.1, every = "6h" }',
            '"parties.all.violates" = 0.1',
            '"parties.all.tolerance" = "9"',
            '"parties.all" = {}',
        )
    ),
    *(
        FULL.replace("[evidence]\n", f"[evidence]\n{line}\n")
        for line in (
            '"truce" = {}',
            '"truce" = { basis = "guessed" }',
            '"truce.floor" = "a report"',
            '"truce.flor" = {}',
            '"parties.all.violates.chance" = { source = "a paper" }',
            '"truce.floor" = { basis = "reported", sauce = "x" }',
        )
    ),
    SMALL,
    SMALL.partition("[parties.south]")[0],
    'title = "x"\n',
    "x = 1\n",
]


@pytest.mark.parametrize(
    "first", [0, *(pytest.param(number, marks=pytest.mark.slow) for number in (1, 2))]
)
def test_files_with_one_fault_are_told_alike(tmp_path: Path, first: int) -> None:
    (tmp_path / PARENT).write_text(FULL, encoding="utf-8")
    apart = []
    for text in ONE_FAULT[first::3]:
        found, valid = both(tmp_path, text)
        if not agree(not found, found, OTHER_TABLES, valid):
            apart.append((next(iter(set(text.splitlines()) - set(FULL.splitlines())), text), found))
    assert apart == []


@pytest.mark.parametrize(
    ("more", "good"),
    [
        ("", True),
        ("[verification]\nteams = 9\n", True),
        ("[parties.government]\nretaliates = 0.05\n", True),
        ("[truce]\nfrays_in = '9 days'\n", True),
        ("drops = ['zones', 'measures']\n", True),
        ("drops = 'zones'\n", False),
        ("[verification]\nteams = 9.5\n", False),
        ("[parties.government]\nretaliate = 0.2\n", False),
    ],
)
def test_a_file_that_extends_another_needs_only_what_differs(
    tmp_path: Path, more: str, good: bool
) -> None:
    (tmp_path / PARENT).write_text(FULL, encoding="utf-8")
    found, valid = both(tmp_path, f'extends = "{PARENT}"\n{more}')
    assert (not found, valid) == (good, good), found


def test_every_input_in_a_file_of_its_own_is_told_alike_when_it_is_text_or_a_list(
    tmp_path: Path,
) -> None:
    for path, leaf in LEAVES:
        for value in ("@", ["@"]):
            raw = copy.deepcopy(as_editors_see(RAW))
            table, steps = raw, path.split(".")
            for step in steps[:-1]:
                table = table[next(iter(table))] if step == "ID" else table.setdefault(step, {})
            table[steps[-1]] = value
            above = node_at(tuple(steps[:-1]))
            if above and isinstance(above[0], Section):
                for other in above[0].gives_way_to(steps[-1]):
                    table.pop(other, None)
            takes = True
            try:
                leaf.kind.parse(value)
            except UnfitError:
                takes = False
            assert WHOLE.is_valid(raw) == takes, (path, value)


@pytest.mark.parametrize("path", sorted(SCENARIOS.glob("*.toml")), ids=lambda path: path.name)
def test_the_scenarios_that_come_along_are_valid(path: Path) -> None:
    assert WHOLE.is_valid(as_editors_see(tomllib.loads(path.read_text(encoding="utf-8"))))


def test_the_schema_is_one() -> None:
    Draft7Validator.check_schema(SCHEMA)
    assert json.loads(json.dumps(SCHEMA)) == SCHEMA
