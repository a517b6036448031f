"""Sets simulated patterns beside those seen in real truces.

python docs/make_evidence.py            counts, rewrites docs/evidence.json and .md: about a minute
python docs/make_evidence.py --runs 500 the same with fewer runs
python docs/make_evidence.py --kept     rewrites the page from docs/evidence.json alone
"""

import argparse
import json
import sys
import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

import evidence_told as told
from evidence_checking import TRUCES
from evidence_measured import DAYS, change, hazard, measure, mechanism
from evidence_seen import CLASS_OF, PATTERNS
from truce_sim import __version__
from truce_sim.model import build_world
from truce_sim.runs.executors import cores, executor
from truce_sim.runs.replications import Setting, Work
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.scenario.archetypes import ARCHETYPES, text_of
from truce_sim.scenario.starter import starter_text

PAGE = Path(__file__).parent / "evidence.md"
FILE = Path(__file__).parent / "evidence.json"
RUNS = 2000
NEVER = "400 days"
"""A start that no run sees."""


def scenario_of(name: str) -> Scenario:
    """Return a shipped scenario, or what `new` or `new --from` begins with."""
    if name in ARCHETYPES:
        return from_raw(tomllib.loads(text_of(name)))
    if name == "starter":
        return from_raw(tomllib.loads(starter_text(name)))
    return load(f"scenarios/{name}.toml")


def runs_of(name: str, runs: int) -> int:
    """Return the runs of a scenario: of what is only there to begin with, a quarter."""
    return runs // 4 if name in ARCHETYPES else runs


def watched(scenario: Scenario) -> Scenario:
    """Return the scenario watched for four weeks, whatever the talks do."""
    until = scenario.dates.truce_starts + timedelta(days=DAYS)
    if scenario.dates.talks >= until:
        return scenario
    return with_values(scenario, {"dates.watch_until": f"{until:%Y-%m-%d %H:%M}"})


def mechanisms(scenario: Scenario) -> dict[str, Scenario]:
    """Return the scenario with its checks taken away, as written, and multiplied.

    A hotline stays as it is, so that what changes is checks alone.
    """
    many = {"verification.teams": 1000, "verification.starts_after": "0h"}
    everywhere = {f"zones.{zone}.access": 1.0 for zone in scenario.zones}
    changes: dict[str, dict[str, Any]] = {
        "never": {"verification.starts_after": NEVER},
        "verdicts": {"verification.calms": 0.0},
        "written": {},
        "many": many,
        "perfect": {**many, **everywhere, "verification.agree": 1.0},
    }
    stays = _hotline(scenario)
    return {key: with_values(scenario, {**stays, **one}) for key, one in changes.items()}


def _hotline(scenario: Scenario) -> dict[str, Any]:
    """Return what makes a hotline start when it does, whenever the checks start."""
    rules = scenario.verification
    if rules is None or rules.hotline is None:
        return {}
    own = rules.hotline.starts_after
    return {"verification.hotline.starts_after": f"{rules.starts_after if own is None else own}h"}


def counted(name: str, asked: int) -> dict[str, Any]:
    """Return all that the page says of one scenario, where so many runs are asked for."""
    runs, pairs = runs_of(name, asked), asked // 4
    scenario = scenario_of(name)
    checks = mechanisms(scenario) if name in TRUCES else {}
    with executor(cores()) as pool:
        work = Work(scenario.run.seed, pool, cores())
        found = work.run([Setting("watched", build_world(watched(scenario)))], 0, runs)
        # On the same histories a change shows in a quarter as many.
        paired = [Setting(key, build_world(one)) for key, one in checks.items()]
        found |= work.run(paired, 0, pairs)
    # Claims are compared with counters that stopped about when the talks opened.
    till_talks = found.get("written", found["watched"])
    said: dict[str, Any] = {
        "runs": runs,
        "hazard": hazard(found["watched"]),
        "patterns": {
            one.measure: measure(
                one.measure,
                scenario,
                till_talks if one.measure.startswith("claims") else found["watched"],
            )
            for one in PATTERNS[name]
        },
    }
    if checks:
        said["mechanism"] = {
            key: {
                "held": [int(found[key]["held"].sum()), pairs],
                "change": change(found["never"], found[key]),
                **mechanism(one, found[key]),
            }
            for key, one in checks.items()
        }
    return said


def main(arguments: list[str] | None = None) -> int:
    """Count, unless told not to, and rewrite the page's tables between their marks."""
    parser = argparse.ArgumentParser(description="rewrite docs/evidence.md")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--kept", action="store_true", help="count nothing")
    asked = parser.parse_args(arguments)
    if not asked.kept:
        kept = {
            "version": __version__,
            "scenarios": {name: counted(name, asked.runs) for name in CLASS_OF},
        }
        FILE.write_text(json.dumps(kept, indent=1, allow_nan=False) + "\n", encoding="utf-8")
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


def page(text: str) -> str:
    """Return the page with every table as the kept counts make it."""
    return told.page(text, json.loads(FILE.read_text(encoding="utf-8")))


if __name__ == "__main__":
    sys.exit(main())
