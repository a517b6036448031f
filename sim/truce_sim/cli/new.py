"""`new`: a scenario file to begin with: a starter, an archetype, a copy, or from ten answers."""

import argparse
import sys
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from truce_sim.calling import command, path_word
from truce_sim.cli.console import answers as stdout
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.cli.interviewing import interview
from truce_sim.cli.reading import tell
from truce_sim.report.terminal import show, signpost
from truce_sim.scenario import ScenarioFaults
from truce_sim.scenario.answered import nearest_archetype, taken_over, text_of_answers
from truce_sim.scenario.archetypes import ARCHETYPES
from truce_sim.scenario.beginnings import beginning
from truce_sim.scenario.interview import left_to_default
from truce_sim.scenario.kinds import short
from truce_sim.scenario.starter import (
    NewFileError,
    free_path,
    title_of,
    write_new,
)
from truce_sim.shipped import known, overshadowed
from truce_sim.widths import broken

SCENARIOS = Path("scenarios")


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    given = Given(parsed)
    given.flag("debug")
    name, source = given.text("name") or "", given.text("source")
    asks, answered = given.flag("ask"), given.text("answers")
    given.refuse_rest("new writes a scenario file")
    if source and (asks or answered):
        raise UsageError("--from and --ask are two ways to begin: leave one out")
    folder = SCENARIOS if SCENARIOS.is_dir() else Path()
    told: list[tuple[str, str]] = []
    try:
        target = free_path(name, folder)
        if asks or answered:
            answers = interview(name, target, answered)
            text = text_of_answers(answers, title_of(target.stem))
            kind = nearest_archetype(answers)
            told.append(("All else", ": ".join((f"as in {kind}", *taken_over(text)))))
            if unasked := left_to_default(answers):
                told.append(("Default", f"{', '.join(unasked)}: not answered"))
        else:
            text = _text(source, target)
        write_new(target, text)
    except NewFileError as error:
        hint = f"\ntry: {error.try_}" if error.try_ else ""
        raise UsageError(f"{error.says}{hint}") from None
    except ScenarioFaults as error:
        tell(error.faults, of="answers" if answered else "")
        return Exit.BAD_INPUT
    check = command("check", path_word(str(target)))
    show(stdout(), signpost([("Written", str(target)), *told, ("Next", check)]))
    return Exit.FINISHED


def _text(source: str | None, target: Path) -> str:
    """Return what the new file begins with."""
    if source is not None and (said := overshadowed(source)):
        sys.stderr.write(f"Note: {said}.\n")
    text = beginning(source, target.stem, target.parent)
    if text is None:
        raise UsageError(_unknown(source or ""))
    return text


def _unknown(name: str) -> str:
    """Return what there is to begin with, where a name is none of it."""
    there = [*ARCHETYPES, *known()]
    near = get_close_matches(name[:40].lower(), there, n=1, cutoff=0.5)
    hint = f"\ntry: {near[0]}" if near else ""
    width = max(map(len, ARCHETYPES)) + 2
    kinds = "".join(f"\n  {one:<{width}}{line}" for one, line in ARCHETYPES.items())
    files = ", ".join(one for one in there if one not in ARCHETYPES)
    also = "".join(f"\n  {line}" for line in broken(f"and the scenarios {files}", 78))
    return f"There is no file and no archetype '{short(name)}'.{hint}\nTo begin with:{kinds}{also}"
