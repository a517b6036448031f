"""The engine is the model once more, file by file, so that each can be read beside the other."""

import ast
from pathlib import Path

PACKAGE = Path(__file__).parents[2] / "sim" / "truce_sim"
MODEL, ENGINE = PACKAGE / "model", PACKAGE / "engine"

NOT_OF_A_RUN = {
    "addresses",
    "blame",
    "expected",
    "may_become",
    "naming",
    "resolve",
    "scene",
    "snapshot",
    "story",
    "variants",
    "world",
}
"""Modules of the model that nothing compiled answers to: what comes before a run or tells it."""
ELSEWHERE = {"streams": "draws"}
"""Where the engine has what a module of the model does under another name."""
OWN = {
    "batch": "many runs in a row",
    "cache": "where compiled code is kept",
    "checked": "the built-in world that the self-check simulates",
    "compiling": "how functions are compiled",
    "draws": "draws by address",
    "frame": "what worlds of one structure share as numbers",
    "history": "one run stopped, copied, and continued",
    "layout": "a world as numbers in memory",
    "lucks": "the luck of each run",
    "memory": "records at bare addresses",
    "notice": "the beginning of a walk-out, which grievance brings about",
    "pack": "worlds into numbers",
    "parts": "the parts of a world in a row",
    "rains": "candidates that wait, which violence draws",
    "rows": "outcomes into columns",
    "selfcheck": "whether it rounds as Python does here",
    "source": "how numbers of a record are looked up",
    "sources": "where a world has which number",
    "spreads": "quantiles, which a scenario's own section has",
    "state": "a run as numbers in memory",
    "state_rows": "what there are many of in a run",
    "weights": "names by weight, which the world has",
    "workspace": "room for one run",
    "world_rows": "what there are many of in a world",
}
"""Modules that no module of the model answers to, and what they are for."""


def modules(folder: Path) -> set[str]:
    return {path.stem for path in folder.glob("*.py")} - {"__init__"}


def test_file_by_file_the_same_names() -> None:
    mirrored = (modules(MODEL) - NOT_OF_A_RUN - set(ELSEWHERE)) | set(ELSEWHERE.values())
    assert mirrored - modules(ENGINE) == set(), "the engine lacks what the model has"
    assert modules(ENGINE) - mirrored - set(OWN) == set(), "the model lacks what the engine has"


def test_every_module_of_the_engine_is_short() -> None:
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in ENGINE.glob("*.py")
    }
    assert {name: many for name, many in lengths.items() if many >= 250} == {}


def test_a_rule_is_written_once() -> None:
    """The engine compiles the rules of the model as they stand, all of them, and has none."""
    own = ast.parse((ENGINE / "rules.py").read_text(encoding="utf-8"))
    assert not [node for node in ast.walk(own) if isinstance(node, ast.FunctionDef)]
    compiled = {
        node.targets[0].id
        for node in own.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    model = ast.parse((MODEL / "rules.py").read_text(encoding="utf-8"))
    rules = {node.name for node in model.body if isinstance(node, ast.FunctionDef)}
    assert {rule for rule in rules if not rule.startswith("_")} - compiled == set()


def test_whatever_runs_without_the_interpreter_lock_is_entered_in_one_place() -> None:
    entries = [
        path.stem for path in ENGINE.glob("*.py") if "@entry(" in path.read_text(encoding="utf-8")
    ]
    assert set(entries) <= {"batch", "history", "selfcheck"}
