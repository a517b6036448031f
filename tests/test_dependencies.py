"""What is imported is declared, what is optional waits, and versions are written down."""

import ast
import re
import sys
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
SOURCES = ROOT / "sim" / "truce_sim"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()

ROOMS = {
    "cluster": ["runs/cluster/dask_link.py"],
    "fast": ["engine/"],
    "page": [
        "page/beating.py",
        "page/guards.py",
        "page/listening.py",
        "page/server.py",
        "page/serving.py",
    ],
    "parquet": ["runs/formats/"],
    "pptx": ["report/brief/powerpoint.py"],
    "xlsx": ["report/workbook.py"],
}
"""Rooms that may import what an extra brings as they load: what is there is itself loaded late."""

BRINGS = {"IPython"}
"""What a notebook, in which the library may run, brings itself."""


def named(requirements: list[str]) -> dict[str, Requirement]:
    found = map(Requirement, requirements)
    return {canonicalize_name(one.name): one for one in found if one.name != PROJECT["name"]}


BASE = named(PROJECT["dependencies"])
EXTRAS = {
    extra: named(requirements) for extra, requirements in PROJECT["optional-dependencies"].items()
}


@cache
def distributions() -> dict[str, set[str]]:
    return {
        module: {canonicalize_name(name) for name in names}
        for module, names in packages_distributions().items()
    }


def of_others(node: ast.AST, *, at_once: bool = True) -> Iterator[tuple[str, bool]]:
    """Yield what code imports of others, and whether it does so as it loads."""
    modules: list[str] = []
    if isinstance(node, ast.Import):
        modules = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and not node.level:
        modules = [node.module or ""]
    elif isinstance(node, ast.If):
        at_once = at_once and not ast.unparse(node.test).endswith("TYPE_CHECKING")
    elif isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        at_once = False
    for module in modules:
        top = module.partition(".")[0]
        if top not in {*sys.stdlib_module_names, *BRINGS, SOURCES.name}:
            yield top, at_once
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.stmt | ast.excepthandler | ast.match_case):
            yield from of_others(child, at_once=at_once)


@cache
def imports(path: Path) -> tuple[tuple[str, bool], ...]:
    return tuple(of_others(ast.parse(path.read_text(encoding="utf-8"))))


def of_extras(path: Path, *, at_once: bool) -> set[str]:
    """Return what extras bring that a module may import."""
    place = path.relative_to(SOURCES).as_posix()
    return {
        name
        for extra, requirements in EXTRAS.items()
        if extra not in ("dev", "docs", "test")
        and (not at_once or place.startswith(tuple(ROOMS.get(extra, []))))
        for name in requirements
    }


@pytest.fixture(scope="module")
def modules() -> list[Path]:
    return sorted(SOURCES.rglob("*.py"))


def test_what_is_imported_is_declared_and_what_is_optional_is_imported_late(
    modules: list[Path],
) -> None:
    undeclared = [
        f"{path.relative_to(ROOT)}: {module}{' (as it loads)' if at_once else ''}"
        for path in modules
        for module, at_once in imports(path)
        if not distributions().get(module, {canonicalize_name(module)})
        & (BASE.keys() | of_extras(path, at_once=at_once))
    ]
    assert undeclared == []


def test_nothing_is_installed_that_nothing_imports(modules: list[Path]) -> None:
    imported = {
        name
        for path in modules
        for module, _ in imports(path)
        for name in distributions().get(module, ())
    }
    assert BASE.keys() - imported == set()


def test_constraints_are_names_and_versions_in_order_and_nothing_else() -> None:
    listed = [line for line in CONSTRAINTS if not line.startswith("#")]
    assert [line for line in listed if not re.fullmatch(r"[\w.-]+==[\w.!+]+", line)] == []
    names = [str(canonicalize_name(line.partition("==")[0])) for line in listed]
    assert names == sorted(set(names))


def test_every_dependency_has_a_version_that_it_was_checked_with() -> None:
    checked = named(CONSTRAINTS[sum(line.startswith("#") for line in CONSTRAINTS) :])
    versions = {name: str(one.specifier).removeprefix("==") for name, one in checked.items()}
    for asked in (BASE, *EXTRAS.values()):
        for name, requirement in asked.items():
            assert name in versions, f"constraints.txt lacks {name}"
            assert requirement.specifier.contains(versions[name]), name


def test_every_dependency_has_a_lowest_version() -> None:
    for asked in (BASE, *EXTRAS.values()):
        for name, requirement in asked.items():
            assert any(bound.operator == ">=" for bound in requirement.specifier), name
