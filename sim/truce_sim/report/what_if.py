"""The part of a page where inputs are moved: a fitted surface, if it is near enough to runs."""

import json
import shlex
from dataclasses import replace
from typing import Any

from truce_sim.calling import reported
from truce_sim.report import told as t
from truce_sim.report.parts import Section
from truce_sim.report.told import Sentence, say
from truce_sim.report.words import sentence_case
from truce_sim.studies.results.sensitivity import SensitivityResult, WhatIf

KEY = "what-if"
_NOT_OF_A_RUN = ("--runs", "--precision", "--decide")


def section(result: SensitivityResult) -> Section | None:
    """Return the section, with the surface where it has earned that; None if none was fitted."""
    found = result.what_if
    if found is None or result.heading.given is not None:
        return None
    paths = [one.path for one in found.inputs]
    bars = {bar.path: bar for bar in result.tornado}
    return Section(
        KEY,
        "What if?",
        invited(found) if found.earned else refused(found),
        block="what_if",
        data={
            "surface": surface(found) if found.earned else None,
            "score": score(found),
            "bars": [bars[path] for path in paths if path in bars],
        },
    )


def invited(found: WhatIf) -> Sentence:
    """Say what can be moved, and what stands as it is."""
    said = say(
        "*Move what you are unsure of*: the {count} inputs that matter most",
        count=t.count(len(found.inputs)),
    )
    if not found.others:
        return said.then(".", None)
    return said.then(
        "; ", say("the other {others} stand as in the file.", others=t.count(found.others))
    )


def score(found: WhatIf) -> Sentence:
    """Say what the surface was fitted to, how near it is, and what its range means."""
    return say(
        "Answers come from a surface fitted to {runs} runs at {sets} sets of inputs, not from runs. From "
        "the true odds of sets held back it was {missed} points off (root mean square; {corners} at "
        "corners, roughly); above {most}, or surely so at corners, it would not be shown. The small curve is the odds over the whole range "
        "of an input, the others as they stand; the tick is the file. The range covers chance, fit "
        "and what the fit misses; doubt about the other inputs is not in it.",
        runs=t.count(found.sets * found.runs_a_set),
        sets=t.count(found.sets),
        missed=t.made(_points, found.missed),
        corners=t.made(_points, found.missed_at_corners),
        most=t.made(_points, found.most_missed),
    )


def refused(found: WhatIf) -> Sentence:
    """Say why there is nothing to move."""
    return say(
        "*No sliders here*: a smooth surface fitted to {runs} runs over the {count} inputs that matter "
        "most was {missed} points off the true odds of sets held back (root mean square; {corners} at "
        "corners, roughly); above {most}, or surely so at corners, it is not shown. explore asks runs instead.",
        runs=t.count(found.sets * found.runs_a_set),
        count=t.count(len(found.inputs)),
        missed=t.made(_points, found.missed),
        corners=t.made(_points, found.missed_at_corners),
        most=t.made(_points, found.most_missed),
    )


def _points(share: float) -> str:
    return f"{100 * share:.1f}"


def surface(found: WhatIf) -> dict[str, Any]:
    """Return what the page computes odds from, as plain values."""
    return {
        "inputs": [
            {
                "label": sentence_case(one.label),
                "file": one.file,
                "stops": [stop.model_dump() for stop in one.stops],
            }
            for one in found.inputs
        ],
        "coefficients": found.coefficients,
        "covariance": found.covariance,
        "spread": found.spread,
        "farthest": found.farthest,
        "fresh": found.fresh,
    }


def with_command(given: Section, asked: str) -> Section:
    """Return the section with the command that runs a state properly, all but what is moved.

    Args:
        given: the section.
        asked: the command line that the page's own answer was asked with.
    """
    if given.data["surface"] is None:
        return given
    words = shlex.split(asked)[2:]
    kept = [
        word
        for place, word in enumerate(words)
        if word not in _NOT_OF_A_RUN and (place == 0 or words[place - 1] not in _NOT_OF_A_RUN)
    ]
    told = {**given.data["surface"], "command": reported("run", *kept)}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return replace(given, data={**given.data, "surface": text})
