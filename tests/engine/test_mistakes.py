"""The comparison has teeth: each deliberate mistake in the engine is caught by the drawn batches.

Most are as small as a slip of the pen. Each is made in a copy of the sources, which runs as plain
Python: first the batch that showed it before, then some, and compiled as many as it takes.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from truce_sim.engine.cache import PLACE

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "tests" / "support" / "first_difference.py"
SECONDS = 1200

Mistake = tuple[str, str, str]
"""Module of the engine, what stands there once, and what is put in its place."""

MISTAKES: dict[str, Mistake] = {
    "a zone flares up one violation late": (
        "zones",
        "front.recent >= w.flare_violations:\n        front.aflame = 1",
        "front.recent > w.flare_violations:\n        front.aflame = 1",
    ),
    "the first danger is remembered as the last": (
        "zones",
        "        s.danger_incident = incident\n",
        "        s.danger_incident = max(s.danger_incident, 0)\n",
    ),
    "danger that is over still ends the truce": (
        "zones",
        "if s.endangered and spell == s.danger:",
        "if s.endangered:",
    ),
    "a spiral needs one violation more": (
        "collapse",
        "s.violation_count < most:",
        "s.violation_count <= most:",
    ),
    "answers in a spiral counted from the wrong end": (
        "collapse",
        "answers = s.answers - first.answers",
        "answers = first.answers",
    ),
    "whoever is appeased leaves all the same": (
        "collapse",
        "if appeased or persuade(",
        "if persuade(",
    ),
    "a calm day has fewer violations than allowed": (
        "record",
        "violations <= w.calm_violations",
        "violations < w.calm_violations",
    ),
    "settled means fewer open than allowed": (
        "record",
        "s.open <= w.settled_open",
        "s.open < w.settled_open",
    ),
    "claims of yesterday are counted today": (
        "record",
        "        bound.claims_today = 0\n",
        "",
    ),
    "open complaints lose their order": (
        "record",
        "        s.first_open = claim.after\n",
        "        s.first_open = s.last_open\n",
    ),
    "persuasion keeps what it should reset": (
        "guarantors",
        "1.0 - given.resets",
        "given.resets",
    ),
    "guarantors draw for one another": (
        "guarantors",
        "place = mix(given.address, address)",
        "place = mix(address, given.address)",
    ),
    "who has fallen out presses over claims": (
        "guarantors",
        "if s.fallen_out or not w.presses_quietly:",
        "if not w.presses_quietly:",
    ),
    "finds and clears swapped": (
        "verification",
        "        w.finds,\n        w.clears,\n",
        "        w.clears,\n        w.finds,\n",
    ),
    "a team too many stays": (
        "verification",
        "    if s.there > s.wanted:\n        s.there -= 1\n    elif",
        "    if s.waiting > s.wanted:\n        s.there -= 1\n    elif",
    ),
    "what is made up runs out of patience": (
        "verification",
        "if claim.truth != Truth.FALSE and s.now + patience",
        "if s.now + patience",
    ),
    "zones are checked smallest first": (
        "verification",
        "else 1.0, -zone.share",
        "else 1.0, zone.share",
    ),
    "a claim weighs what it weighed before": (
        "grievance",
        "(weight - claim.weight)",
        "(weight + claim.weight)",
    ),
    "a claim forgets how it was persuaded": (
        "grievance",
        "        claim.kept *= float_at(",
        "        claim.kept = float_at(",
    ),
    "answers leave the zone that they should keep": (
        "retaliation",
        "Mark.SAME_ZONE) >= given.same_zone",
        "Mark.SAME_ZONE) < given.same_zone",
    ),
    "the hotline brings an answer forward": (
        "retaliation",
        "max(strikes_at, answer_at)",
        "min(strikes_at, answer_at)",
    ),
    "ties go by the last arranged": ("clock", "its_order < other.order", "its_order > other.order"),
    "ties go by number before actor": (
        "clock",
        "return (actor << _NUMBERS) | number",
        "return (number << 8) | actor",
    ),
    "last come, first served": (
        "queue",
        "return number < other.number",
        "return number > other.number",
    ),
    "the weakest pressure counts": (
        "pressure",
        "max(restraint, guarantor",
        "min(restraint, guarantor",
    ),
    "the last bit of a normal": (
        "spreads",
        "_polynomial(_MIDDLE[0], r) * q / _polynomial(_MIDDLE[1], r)",
        "_polynomial(_MIDDLE[0], r) / _polynomial(_MIDDLE[1], r) * q",
    ),
    "the last bit of an exponential": ("spreads", "log1p(-u)", "log(1.0 - u)"),
    "shame lasts for ever": ("pressure", "shamed_until > now", "shamed_until > 0.0"),
    "every other candidate swaps time and height": (
        "candidates",
        "gap, place = rain.gap_1, rain.place_1",
        "place, gap = rain.gap_1, rain.place_1",
    ),
    "the latest shock counts, not the strongest": ("shocks", "if rank > highest:", "if True:"),
    "a shock is over a moment late": (
        "shocks",
        "<= now < strike.time + strike.lasts",
        "<= now <= strike.time + strike.lasts",
    ),
    "talks are moved once too often": (
        "talks",
        "s.moves < w.moves_at_most:",
        "s.moves <= w.moves_at_most:",
    ),
    "cover is for all": ("pretence", "if given.may_cover and _luck", "if _luck"),
    "orders bind those who disobey": (
        "violence",
        ">= party_at(w.party_rows, party).uncommanded",
        "< party_at(w.party_rows, party).uncommanded",
    ),
    "strikes settle with the rest": (
        "rains",
        "    if not is_excluded(w, rain.whom):\n        rain.rate = settled",
        "    rain.rate = settled",
    ),
    "an open inquiry calms nobody": (
        "aftermath",
        "weigh(w, s, number, 1.0 - calm)",
        "weigh(w, s, number, 1.0)",
    ),
    "a second notice has the luck of the first": (
        "notice",
        "    bound.attempts += 1\n",
        "    bound.attempts = 1\n",
    ),
    "measures begin a step late": (
        "measures",
        "float_at(w.steps, one.steps_first + passed) <= now",
        "float_at(w.steps, one.steps_first + passed) < now - 1.0",
    ),
    "a calm streak after the opening counts": (
        "outcome",
        "opening.calm_streak if held else s.calm_streak",
        "s.calm_streak",
    ),
}


SEEN: dict[str, int] = {
    "a zone flares up one violation late": 0,
    "the first danger is remembered as the last": 0,
    "danger that is over still ends the truce": 22,
    "a spiral needs one violation more": 25,
    "answers in a spiral counted from the wrong end": 31,
    "whoever is appeased leaves all the same": 131,
    "a calm day has fewer violations than allowed": 85,
    "settled means fewer open than allowed": 39,
    "claims of yesterday are counted today": 2,
    "open complaints lose their order": 0,
    "persuasion keeps what it should reset": 4,
    "guarantors draw for one another": 4,
    "who has fallen out presses over claims": 76,
    "a team too many stays": 3,
    "what is made up runs out of patience": 4,
    "zones are checked smallest first": 9,
    "a claim forgets how it was persuaded": 26,
    "answers leave the zone that they should keep": 9,
    "the hotline brings an answer forward": 37,
    "ties go by the last arranged": 2,
    "ties go by number before actor": 42,
    "last come, first served": 0,
    "the weakest pressure counts": 0,
    "the last bit of a normal": 7,
    "the last bit of an exponential": 76,
    "shame lasts for ever": 102,
    "every other candidate swaps time and height": 0,
    "the latest shock counts, not the strongest": 9,
    "a shock is over a moment late": 2,
    "talks are moved once too often": 16,
    "cover is for all": 7,
    "orders bind those who disobey": 0,
    "strikes settle with the rest": 6,
    "an open inquiry calms nobody": 2,
    "a second notice has the luck of the first": 26,
    "measures begin a step late": 4,
    "a calm streak after the opening counts": 129,
}
"""The first batch whose first run showed a mistake, when all were looked for: looked at before all
others. What scenarios are drawn from may move it; then the search finds another.
"""


def searched(where: Path, batches: range, *, compiled: bool, caches: Path | None = None) -> str:
    """Return what comes of the search for a difference, of the package in a folder."""
    paths = (where, SCRIPT.parent, ROOT / "tests" / "model")
    environment = {name: value for name, value in os.environ.items() if name != PLACE} | {
        "NUMBA_DISABLE_JIT": "0" if compiled else "1",
        "XDG_CACHE_HOME": str(caches or where),
        "PYTHONPATH": os.pathsep.join(map(str, paths)),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    whole = ["whole"] if compiled else []
    done = subprocess.run(
        [sys.executable, str(SCRIPT), *map(str, (batches.start, len(batches))), *whole],
        env=environment,
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    assert done.returncode == ("differs" in done.stdout), done.stdout + done.stderr
    return done.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return a folder with a copy of the package."""
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(ROOT / "sim" / "truce_sim", tmp_path / "truce_sim", ignore=ignored)
    return tmp_path


QUICK = ("a claim weighs what it weighed before", "finds and clears swapped")
"""Some that the first batches show."""


@pytest.mark.parametrize("mistake", QUICK)
def test_a_mistake_is_soon_caught(mistake: str, copied: Path) -> None:
    make(mistake, copied)
    assert "differs" in searched(copied, range(60), compiled=False)


@pytest.mark.slow
@pytest.mark.parametrize("mistake", sorted(MISTAKES.keys() - set(QUICK)))
def test_a_mistake_is_caught(mistake: str, copied: Path) -> None:
    make(mistake, copied)
    seen = SEEN.get(mistake, 0)
    found = searched(copied, range(seen, seen + 1), compiled=False)
    if "differs" not in found:
        found = searched(copied, range(60), compiled=False)
    if "differs" not in found:
        found = searched(copied, range(2500), compiled=True)
    assert "differs" in found


def make(mistake: str, copied: Path) -> None:
    """Make a mistake in a copy of the package."""
    module, right, wrong = MISTAKES[mistake]
    path = copied / "truce_sim" / "engine" / f"{module}.py"
    source = path.read_text(encoding="utf-8")
    assert source.count(right) == 1, f"{module}.py no longer says so once"
    path.write_text(source.replace(right, wrong), encoding="utf-8")


COUNTED = "COVERAGE_PROCESS_START" in os.environ
"""Whether it is counted what tests run: of the engine, only what is not compiled can be."""


@pytest.mark.parametrize("batches", [pytest.param(40, marks=[] if COUNTED else pytest.mark.slow)])
def test_without_a_mistake_there_is_nothing_to_catch(batches: int, tmp_path: Path) -> None:
    found = searched(ROOT / "sim", range(batches), compiled=False, caches=tmp_path)
    assert "no difference" in found
