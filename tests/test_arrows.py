"""Imports point one way: down from the command line to the scenario, and never in a circle."""

import ast
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

PACKAGE = Path(__file__).parents[1] / "sim" / "truce_sim"

MAY_IMPORT = {
    "": {"api", "runs", "scenario"},
    "scenario": set[str](),
    "statistics": set[str](),
    "counts": {"scenario"},
    "classroom": {"scenario", "statistics"},
    "evidence": {"scenario", "statistics"},
    "model": {"scenario"},
    "engine": {"model", "scenario"},
    "runs": {"engine", "model", "scenario"},
    "studies": {"evidence", "runs", "model", "scenario", "statistics"},
    "report": {
        "studies",
        "evidence",
        "runs",
        "model",
        "counts",
        "classroom",
        "scenario",
        "statistics",
    },
    "api": {
        "report",
        "studies",
        "evidence",
        "runs",
        "engine",
        "model",
        "counts",
        "scenario",
        "statistics",
    },
    "page": {
        "api",
        "report",
        "studies",
        "evidence",
        "runs",
        "engine",
        "model",
        "counts",
        "scenario",
        "statistics",
    },
    "cli": {
        "page",
        "api",
        "report",
        "studies",
        "evidence",
        "runs",
        "engine",
        "model",
        "counts",
        "classroom",
        "scenario",
        "statistics",
    },
}
"""What stands below each folder; the package itself hands on what is public."""
BELOW_ALL = {"", "calling", "garbage", "locks", "shipped", "widths"}
"""The package itself, and its modules that import nothing of ours."""
ABOVE_ALL = {"__main__", "start"}
"""The doors."""


@cache
def modules() -> dict[str, set[str]]:
    """Return every module with those of ours that it imports, also late and for types only."""
    found: dict[str, set[str]] = {}
    for path in PACKAGE.rglob("*.py"):
        name = ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts)
        tree = ast.parse(path.read_text(encoding="utf-8"))
        found[name.removesuffix(".__init__")] = {
            full
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("truce_sim.")
            for full in (f"{node.module}.{alias.name}" for alias in node.names)
        }
    return {
        name: {full if full in found else full.rpartition(".")[0] for full in imported}
        for name, imported in found.items()
    }


def folder(module: str) -> str:
    return module.split(".")[1] if module.count(".") else ""


def test_a_module_imports_only_what_stands_below_it() -> None:
    climbs = [
        f"{name} imports {to}"
        for name, imported in modules().items()
        for to in imported
        if folder(name) not in ABOVE_ALL
        and folder(to) not in {folder(name), *BELOW_ALL, *MAY_IMPORT.get(folder(name), ())}
    ]
    assert not climbs


def test_every_folder_has_its_place() -> None:
    folders = {path.name for path in PACKAGE.iterdir() if (path / "__init__.py").is_file()}
    assert folders == set(MAY_IMPORT) - {""}


def test_no_module_imports_itself_by_a_detour() -> None:
    packages = {name for name in modules() if (PACKAGE.parent / Path(*name.split("."))).is_dir()}
    graph = {name: to - packages for name, to in modules().items() if name not in packages}
    TopologicalSorter(graph).prepare()
