"""The STRESS-DES reporting checklist (Monks et al. 2019): what this result supplies, and blanks."""

from dataclasses import dataclass
from typing import Any

from truce_sim.report.registry import question_of
from truce_sim.studies.results.common import Result


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the checklist; no text means that it was not supplied."""

    number: str
    name: str
    text: str | None


def checklist(result: Result, manifest: dict[str, Any]) -> list[Item]:
    """Return all twenty items in order."""
    given = {**_purpose(result), **_logic(result), **_data(result), **_doing(result, manifest)}
    return [Item(number, name, given.get(number)) for number, name in _ITEMS]


_ITEMS = (
    ("1.1", "Purpose of the model"),
    ("1.2", "Model outputs"),
    ("1.3", "Aims of the experiment"),
    ("2.1", "Overview diagram"),
    ("2.2", "Base model logic"),
    ("2.3", "Scenario logic"),
    ("2.4", "Algorithms"),
    ("2.5", "Components"),
    ("3.1", "Data sources"),
    ("3.2", "Pre-processing of data"),
    ("3.3", "Input parameters"),
    ("3.4", "Assumptions"),
    ("4.1", "Initialisation"),
    ("4.2", "Run length"),
    ("4.3", "Estimation approach"),
    ("5.1", "Software"),
    ("5.2", "Random sampling"),
    ("5.3", "Model execution"),
    ("5.4", "System and run time"),
    ("6.1", "How to obtain the model"),
)


def _purpose(result: Result) -> dict[str, str]:
    return {
        "1.1": result.heading.summary or result.heading.title,
        "1.2": "Shares of runs with Wilson intervals (exact ones under a stopping rule); survival "
        "with a simultaneous band; cumulative incidence by cause. Formulas: docs/statistics.md.",
        "1.3": question_of(result).aim,
    }


def _logic(result: Result) -> dict[str, str]:
    heading = result.heading
    teams = ""
    if heading.teams:
        how_many = f"{heading.teams} investigation teams"
        if isinstance(heading.teams, str):
            how_many = f"investigation teams ({heading.teams})"
        teams = f"; complaints queue for {how_many}"
    given = {
        "2.1": "docs/model.md.",
        "2.2": "docs/model.md, in ODD order.",
        "2.4": "docs/model.md and docs/statistics.md.",
        "2.5": f"{len(heading.parties)} bound parties, {len(heading.others)} other actors{teams}.",
    }
    logic = question_of(result).scenario_logic(result)
    if logic is not None:
        given["2.3"] = logic
    return given


def _data(result: Result) -> dict[str, str]:
    if not result.inputs:
        return {}
    sources = sum(bool(row.source) for row in result.inputs)
    guesses = sum(row.basis == "guess" for row in result.inputs)
    return {
        "3.1": f"{sources} of {len(result.inputs)} inputs name a source, in the table above.",
        "3.3": f"All {len(result.inputs)} inputs, in the table above.",
        "3.4": f"{guesses} inputs are guesses and marked so; docs/limits.md says what is left out."
        + (" Notes on the scenario file: above." if result.heading.warnings else ""),
    }


def _doing(result: Result, manifest: dict[str, Any]) -> dict[str, str]:
    heading = result.heading
    given = {
        "4.1": "The truce starts with no open complaint, and with the grievance that "
        "grievance.at_start gives each party (none by default); no warm-up.",
        "4.2": f"From {heading.starts or 'the start of each truce'} to "
        f"{heading.talks or 'its milestone'}, or to collapse.",
        "4.3": f"{heading.runs:,} independent replications a setting. {heading.stopping.sentence}".strip(),
        "5.2": f"Root seed {heading.seed}; a stream of its own for each replication and source of "
        "chance, so that options share histories.",
        "5.3": "Discrete events in order of time; ties in a fixed order.",
        "5.4": "Machine, processes and seconds: run.json beside this page.",
    }
    software = _software(manifest)
    if software:
        given["5.1"] = software
    return given


def _software(manifest: dict[str, Any]) -> str:
    pieces = []
    if manifest.get("tool_version"):
        pieces.append(f"{manifest.get('tool', 'truce-sim')} {manifest['tool_version']}")
    if manifest.get("python"):
        pieces.append(f"Python {manifest['python']}")
    libraries = manifest.get("libraries")
    if isinstance(libraries, dict):
        pieces += [f"{name} {version}" for name, version in sorted(libraries.items())]
    return ", ".join(pieces)
