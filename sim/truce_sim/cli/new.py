"""`new`: a scenario file to begin with: a starter, an archetype, a copy, or from ten answers."""

import argparse
from collections.abc import Sequence
from difflib import get_close_matches
from pathlib import Path

from truce_sim.calling import command, path_word
from truce_sim.cli.console import answers as stdout
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.cli.interviewing import interview
from truce_sim.cli.reading import is_file, tell
from truce_sim.report.terminal import show, signpost
from truce_sim.scenario import ScenarioFaults
from truce_sim.scenario.answered import nearest_archetype, taken_over, text_of_answers
from truce_sim.scenario.archetypes import ARCHETYPES, text_of
from truce_sim.scenario.interview import left_to_default
from truce_sim.scenario.kinds import short
from truce_sim.scenario.starter import (
    NewFileError,
    copied,
    free_path,
    starter_text,
    title_of,
    write_new,
)

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
    if source is None:
        return starter_text(target.stem)
    path = Path(source)
    if is_file(source) or path.suffix == ".toml":
        return copied(path, target.parent)
    shipped = SCENARIOS / f"{source}.toml"
    if is_file(str(shipped)):
        return copied(shipped, target.parent)
    if source in ARCHETYPES:
        return text_of(source)
    raise UsageError(_unknown(source))


def _unknown(name: str) -> str:
    """Return what there is to begin with, where a name is none of it."""
    known = [*ARCHETYPES, *sorted(path.stem for path in SCENARIOS.glob("*.toml"))]
    near = get_close_matches(name[:40].lower(), known, n=1, cutoff=0.5)
    hint = f"\ntry: {near[0]}" if near else ""
    width = max(map(len, ARCHETYPES)) + 2
    kinds = "".join(f"\n  {one:<{width}}{line}" for one, line in ARCHETYPES.items())
    files = ", ".join(one for one in known if one not in ARCHETYPES)
    also = f"\n  and the files in scenarios/: {files}" if files else ""
    return f"There is no file and no archetype '{short(name)}'.{hint}\nTo begin with:{kinds}{also}"
