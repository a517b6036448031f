"""`run`: simulate many times and report the odds."""

import argparse
import json
import tempfile
import tomllib
from collections.abc import Sequence
from pathlib import Path

from truce_sim.cli.conducting import OK, ask
from truce_sim.cli.console import answers
from truce_sim.cli.errors import UsageError
from truce_sim.runs.executors import cores
from truce_sim.runs.store import Store, StoreError
from truce_sim.scenario import Scenario, from_raw
from truce_sim.statistics.stopping import Decide, Precision
from truce_sim.studies.conduct import Origin, conduct
from truce_sim.studies.odds import Odds

NOT_MET = 3


def main(parsed: argparse.Namespace, command: Sequence[str]) -> int:
    """Run the command."""
    if parsed.again:
        if parsed.runs is not None or parsed.seed is not None or parsed.sets or parsed.scenario:
            raise UsageError("--again repeats a stored run as it was; name nothing else")
        return _again(parsed)
    return ask(parsed, command, lambda scenario: study_of(parsed, scenario), Odds.from_arguments)


def study_of(parsed: argparse.Namespace, scenario: Scenario) -> Odds:
    """Return what is asked."""
    rule: Precision | Decide | None = None
    for option in ("precision", "decide"):
        if parsed.runs is not None and getattr(parsed, option) is not None:
            raise UsageError(f"--{option} says itself how many runs it takes; leave --runs out")
    if parsed.precision is not None:
        rule = Precision(parsed.precision)
    elif parsed.decide is not None:
        rule = Decide(parsed.decide)
    return Odds(
        runs=scenario.run.runs if parsed.runs is None else parsed.runs,
        seed=scenario.run.seed if parsed.seed is None else parsed.seed,
        rule=rule,
        believable=not parsed.no_believable,
    )


def _again(parsed: argparse.Namespace) -> int:
    """Run a stored run once more and say whether every byte is the same."""
    try:
        stored = Store(Path(parsed.out)).find(parsed.again)
        about = stored.read("run.json")
        if about["study"] != "run":
            raise UsageError(f"{stored.run_id} is a {about['study']}, not a run")
        text = (stored.folder / "scenario.toml").read_text(encoding="utf-8")
        scenario = from_raw(tomllib.loads(text), stored.scenario)
        with tempfile.TemporaryDirectory() as aside:
            done = conduct(
                Odds.from_arguments(about["arguments"]),
                scenario,
                Store(Path(aside)),
                Origin(tuple(about["command"]), "", ()),
                jobs=parsed.jobs or cores(),
                on_progress=lambda _: None,
                files=lambda answer, _: dict(answer.tables),
            )
            different = _differences(done.stored.folder, stored.folder)
    except (StoreError, OSError, KeyError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{parsed.again} cannot be run again: {error}") from None
    console = answers(plain=parsed.plain)
    if not different:
        console.print(f"{stored.run_id}: the same to the byte.")
        return OK
    versions = "" if _same_versions(about, done.manifest) else " Versions differ, see run.json."
    console.print(f"{stored.run_id}: different in {', '.join(different)}.{versions}")
    return NOT_MET


def _differences(fresh: Path, stored: Path) -> list[str]:
    """Return the files of a fresh result that differ from the stored ones.

    A table that was not asked for then is no difference.
    """
    names = sorted(path.name for path in fresh.iterdir() if path.name != "run.json")
    return [
        name
        for name in names
        if ((stored / name).is_file() or not name.endswith(".csv"))
        and _bytes(stored / name) != _bytes(fresh / name)
    ]


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _same_versions(one: dict[str, object], other: dict[str, object]) -> bool:
    keys = ("tool_version", "python", "libraries")
    return all(json.dumps(one.get(key)) == json.dumps(other.get(key)) for key in keys)
