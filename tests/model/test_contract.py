"""The rules keep the form in which a second engine can use them as they are."""

import ast
import inspect
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from truce_sim.model import codes, rules
from truce_sim.model.codes import ACTS, ORDERS, TRUTHS, VERDICTS, Act, Order, Truth, Verdict
from truce_sim.model.columns import columns_of
from truce_sim.model.incidents import Mark
from truce_sim.model.resolve import build_world
from truce_sim.model.streams import BLOCK
from truce_sim.scenario import from_raw

RULES: dict[str, Callable[..., Any]] = {
    name: rule
    for name, rule in inspect.getmembers(rules, inspect.isfunction)
    if not name.startswith("_")
}
NUMBERS = {float, int, bool}
FUNCTIONS = {"exp", "exp2", "log", "log1p", "log2", "sqrt", "min", "max", "int"}
"""What rounds alike in Python and in compiled code, or does not round."""


@pytest.mark.parametrize("name", RULES)
def test_a_rule_is_a_function_of_numbers_by_position(name: str) -> None:
    signature = inspect.signature(RULES[name], eval_str=True)
    for parameter in signature.parameters.values():
        assert parameter.kind is parameter.POSITIONAL_OR_KEYWORD
        assert parameter.default is parameter.empty
        assert parameter.annotation in NUMBERS, parameter
    returned = signature.return_annotation
    assert returned in NUMBERS or set(returned.__args__) <= NUMBERS


@pytest.mark.parametrize("name", RULES)
def test_a_rule_calls_nothing_that_rounds_otherwise_elsewhere(name: str) -> None:
    tree = ast.parse(inspect.getsource(RULES[name]))
    called = {
        node.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called <= FUNCTIONS | set(RULES)
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Dict | ast.Set | ast.List)]
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Pow)]


def test_codes_count_from_nought_and_each_has_a_word() -> None:
    for numbers, words in ((Act, ACTS), (Truth, TRUTHS), (Verdict, VERDICTS), (Order, ORDERS)):
        assert list(numbers) == list(range(len(words)))
    assert codes.NOBODY not in Truth


def test_off_is_a_number() -> None:
    """What a file leaves out stands in the world as a number for which nothing happens."""
    party = {"violates": {"chance": 0.1, "every": "1 day"}}
    world = build_world(
        from_raw(
            {
                "title": "bare",
                "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-11 00:00"},
                "parties": {
                    "a": {**party, "hits": {"b": 1}},
                    "b": {**party, "hits": {"a": 1}},
                },
            }
        )
    )
    one = world.parties["a"]
    assert (one.given.patience, one.given.forgets_in) == (math.inf, math.inf)
    assert rules.halved(3.0, 1e6, one.given.forgets_in) == 3.0
    truce = world.truce
    for age in (0.0, 5.0, 1e6):
        assert rules.settling(age, 0.3, truce.settles_in, truce.frays_after, truce.frays_in) == 1.0
    assert not rules.reaches(1e300, math.inf)
    assert world.levels.grave_harm == math.inf


def test_every_count_has_a_number_and_every_number_a_meaning() -> None:
    from busy import BUSY

    columns = columns_of(build_world(from_raw(BUSY)))
    assert sorted(columns.number.values()) == list(range(len(columns.counts)))
    assert all(column.meaning and column.unit for column in columns.counts)


def test_no_sum_of_floats_in_the_model_depends_on_the_version_of_python() -> None:
    """From 3.12 on `sum` compensates: where it adds up numbers, `total` does so as ever."""
    for file in Path(rules.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                counts = isinstance(node.args[0], ast.GeneratorExp) if node.args else False
                adds_flags = counts and _is_flag(node.args[0])
                assert node.func.id != "sum" or adds_flags, f"{file.name}:{node.lineno}"


def _is_flag(generator: Any) -> bool:
    return isinstance(generator.elt, ast.Compare) or (
        isinstance(generator.elt, ast.Attribute) and generator.elt.attr == "answers_another"
    )


def test_marks_leave_room_for_more() -> None:
    places = [place for name, place in vars(Mark).items() if name.isupper()]
    assert max(places) < BLOCK
