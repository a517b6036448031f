"""`compile`: make the compiled engine ready, so that no study has to wait for it."""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext

from rich.console import Console
from rich.live import Live
from rich.text import Text

from truce_sim.cli.console import answers, messages
from truce_sim.cli.exits import Exit
from truce_sim.engine import NoEngineError, lack
from truce_sim.runs.engines import ensure
from truce_sim.runs.installing import to_get_it
from truce_sim.scenario.kinds import visible


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    started = time.perf_counter()
    try:
        folder, was_ready = _prepared(parsed)
    except NoEngineError as error:
        return _refused(parsed, error)
    seconds = time.perf_counter() - started
    if parsed.json:
        said = {"ready": True, "compiled": not was_ready, "seconds": seconds, "folder": folder}
        sys.stdout.write(json.dumps(said, indent=1) + "\n")
        return Exit.FINISHED
    did = "It was compiled before" if was_ready else f"Compiled in {seconds:.0f} s"
    console = answers(plain=parsed.plain)
    console.print(f"{did}, and agrees with the model here. Studies of some length use it.")
    console.print(f"It is kept in {visible(str(folder))}")
    return Exit.FINISHED


def _prepared(parsed: argparse.Namespace) -> tuple[str, bool]:
    """Compile and check; return where it is kept, and whether it was there before.

    Raises:
        NoEngineError: if it cannot be used.
    """
    if lacking := lack():
        raise NoEngineError(lacking.why)
    from truce_sim.engine.cache import cache

    place, console = cache(), messages(plain=parsed.plain)
    if place.instead:
        console.print(place.instead)
    if place.state == "unfit":
        place.forget()
    with _clock(console) if place.state == "cold" else nullcontext():
        did = ensure(console.print)
    return str(place.folder), not did


def _clock(console: Console) -> AbstractContextManager[object]:
    """Return what shows seconds as they pass, on a terminal."""
    if not console.is_terminal or console.no_color:
        return nullcontext()
    return Live(_Clock(), console=console, transient=True, refresh_per_second=4)


class _Clock:
    """Says how long it has been there, whenever it is looked at."""

    def __init__(self) -> None:
        self._began = time.monotonic()

    def __rich__(self) -> Text:
        return Text(f"  Compiling  {time.monotonic() - self._began:.0f} s")


def _refused(parsed: argparse.Namespace, error: NoEngineError) -> int:
    typed = to_get_it()
    if parsed.json:
        said = {"ready": False, "why": str(error), "try": typed}
        sys.stdout.write(json.dumps(said, indent=1) + "\n")
        return Exit.NOT_MET
    console = messages(plain=parsed.plain)
    console.print(f"There is no compiled engine here: {error}. Studies use SimPy.")
    if typed:
        console.print(f"To get it: {typed}")
    return Exit.NOT_MET
