"""`ro-crate-metadata.json`: what an archive of a result holds, and how it was made.

An RO-Crate (https://w3id.org/ro/crate/1.2), which archives and catalogues of research data read: the
answer as a data set, every file of it, and the run of this program that made them.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import PurePosixPath
from typing import Any

from truce_sim.calling import PROGRAM, reported
from truce_sim.report.registry import question_of
from truce_sim.runs.seals import Sum
from truce_sim.studies.results.common import Result

CRATE = "ro-crate-metadata.json"
_PROFILE = "https://w3id.org/ro/crate/1.2"
_LICENCE = {
    "@id": "#licence",
    "@type": "CreativeWork",
    "name": "Not stated",
    "description": "Whoever asked for the run decides how it may be used, and has not said so here.",
}
_MEDIA = {
    ".csv": "text/csv",
    ".html": "text/html",
    ".json": "application/json",
    ".parquet": "application/vnd.apache.parquet",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".toml": "application/toml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_SAYS = {
    "columns.csv": "what each column of every table means",
    "datapackage.json": "name, type, unit and meaning of every column, as a Data Package",
    "report.html": "the answer as a page",
    "run.json": "how it was made: command, versions, seed, sums of all files",
    "scenario.toml": "the truce as it was simulated",
    "summary.json": "the answer, whole",
    "summary.xlsx": "the answer as a workbook",
}
_STORY, _CHART, _TABLE = "one run, event by event", "a chart of the answer", "a table of the answer"


def crate(result: Result, run_id: str, about: Mapping[str, Any], files: Mapping[str, Sum]) -> str:
    """Return the metadata of an archive of a result.

    Args:
        result: the answer.
        run_id: name of the run.
        about: its manifest.
        files: of which there are, by name: size and sum.
    """
    graph = [
        {
            "@id": CRATE,
            "@type": "CreativeWork",
            "about": {"@id": "./"},
            "conformsTo": {"@id": _PROFILE},
        },
        _whole(result, run_id, about, files),
        *(_file(name, files[name]) for name in sorted(files)),
        *_made(about, files),
        {"@id": "#run-id", "@type": "PropertyValue", "name": "run id", "value": run_id},
        _LICENCE,
    ]
    text = {"@context": f"{_PROFILE}/context", "@graph": graph}
    return json.dumps(text, indent=1, ensure_ascii=False) + "\n"


def _whole(
    result: Result, run_id: str, about: Mapping[str, Any], files: Mapping[str, Sum]
) -> dict[str, Any]:
    question = question_of(result)
    return {
        "@id": "./",
        "@type": "Dataset",
        "name": f"{result.heading.title} ({run_id})",
        "description": f"{question.aim} {question.headline(result).plain}",
        "identifier": {"@id": "#run-id"},
        "datePublished": _started(about)[:10],
        "license": {"@id": _LICENCE["@id"]},
        "hasPart": [{"@id": name} for name in sorted(files)],
        "mentions": {"@id": "#run"},
    }


def _file(name: str, of: Sum) -> dict[str, Any]:
    return {
        "@id": name,
        "@type": "File",
        "name": name,
        "description": _says(PurePosixPath(name)),
        "encodingFormat": _MEDIA.get(PurePosixPath(name).suffix, "application/octet-stream"),
        "contentSize": str(of.size),
        "sha256": of.sha256,
    }


def _says(path: PurePosixPath) -> str:
    if path.name in _SAYS:
        return _SAYS[path.name]
    if path.suffix == ".json":
        return _STORY
    return _CHART if path.parts[0] == "charts" else _TABLE


def _made(about: Mapping[str, Any], files: Mapping[str, Sum]) -> Iterator[dict[str, Any]]:
    """Yield the run that made the files, and the program."""
    yield {
        "@id": "#run",
        "@type": "CreateAction",
        "name": reported(*map(str, about.get("question", ()))),
        "startTime": _started(about),
        "instrument": {"@id": "#program"},
        "object": {"@id": "scenario.toml"},
        "result": [{"@id": name} for name in sorted(files) if name != "scenario.toml"],
    }
    # The type for software asks for an address, which the program has none of.
    yield {
        "@id": "#program",
        "@type": "CreativeWork",
        "name": PROGRAM,
        "version": str(about.get("tool_version", "unknown")),
    }


def _started(about: Mapping[str, Any]) -> str:
    """Return when it was run, to the second; the first date there is where nothing tells."""
    said = about.get("timing")
    started = said.get("started") if isinstance(said, dict) else None
    return str(started or datetime.fromtimestamp(0, UTC).isoformat(timespec="seconds"))
