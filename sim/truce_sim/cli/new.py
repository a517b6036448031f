"""`new`: copy a commented starter file."""

import argparse
from collections.abc import Sequence
from pathlib import Path

from truce_sim.calling import command, path_word
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.reading import is_file, tell
from truce_sim.report.terminal import show, signpost
from truce_sim.scenario import ScenarioFaults
from truce_sim.scenario.starter import NewFileError, write_new

SCENARIOS = Path("scenarios")


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    source = _source(parsed.source) if parsed.source else None
    try:
        path = write_new(parsed.name, SCENARIOS if SCENARIOS.is_dir() else Path(), source)
    except NewFileError as error:
        hint = f"\ntry: {error.try_}" if error.try_ else ""
        raise UsageError(f"{error.says}{hint}") from None
    except ScenarioFaults as error:
        tell(error.faults)
        return Exit.BAD_INPUT
    console = answers()
    check = command("check", path_word(str(path)))
    show(console, signpost([("Written", str(path)), ("Next", check)]))
    return Exit.FINISHED


def _source(name: str) -> Path:
    """Return the file that a name, or a path, stands for."""
    path = Path(name)
    if is_file(name) or path.suffix == ".toml":
        return path
    return SCENARIOS / f"{name}.toml"
