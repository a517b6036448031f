"""`compile`: make the compiled engine ready, so that no study has to wait for it."""

import argparse
import json
import sys
import time
from collections.abc import Sequence

from truce_sim.cli.console import answers, messages
from truce_sim.cli.exits import Exit
from truce_sim.engine import NoEngineError, engine, missing
from truce_sim.runs.engines import ensure
from truce_sim.runs.installing import install_command


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
    console.print(f"It is kept in {folder}")
    return Exit.FINISHED


def _prepared(parsed: argparse.Namespace) -> tuple[str, bool]:
    """Compile and check; return where it is kept, and whether it was there before.

    Raises:
        NoEngineError: if it cannot be used.
    """
    if missing() or not built():
        engine()
    from truce_sim.engine.cache import cache

    place = cache()
    if place.instead:
        messages(plain=parsed.plain).print(place.instead)
    if place.state == "unfit":
        place.forget()
    did = ensure(messages(plain=parsed.plain).print)
    return str(place.folder), not did


def _refused(parsed: argparse.Namespace, error: NoEngineError) -> int:
    to_get_it = install_command() if missing() else ""
    if parsed.json:
        said = {"ready": False, "why": str(error), "try": to_get_it}
        sys.stdout.write(json.dumps(said, indent=1) + "\n")
        return Exit.NOT_MET
    console = messages(plain=parsed.plain)
    console.print(f"There is no compiled engine here: {error}. Studies use SimPy.")
    if to_get_it:
        console.print(f"To get it: {to_get_it}")
    return Exit.NOT_MET
