"""`--again`: a stored study run once more, and compared byte by byte."""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from truce_sim.api.progress import reporting
from truce_sim.calling import command, with_out
from truce_sim.cli.choosing import chosen, speaker
from truce_sim.cli.console import answers, messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit, stop
from truce_sim.cli.requests import Again
from truce_sim.report.registry import study_named
from truce_sim.runs.cluster.errors import ClusterError
from truce_sim.runs.formats import formats_among, other_writers
from truce_sim.runs.formats.extras import lack_of
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.manifest import versions
from truce_sim.runs.replications import BatchFailedError
from truce_sim.runs.seals import Sum, sums, sums_of
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.runs.stored import is_drawn
from truce_sim.scenario import ScenarioFaults, dump_toml
from truce_sim.studies.asked import scenario_from, study_from
from truce_sim.studies.conduct import answer_files, answered
from truce_sim.studies.study import NothingFinishedError


def repeat(request: Again, kind: str) -> Exit:
    """Run a stored study once more and say whether every byte is the same.

    Raises:
        UsageError: if there is no such study, or it is not what was written.
    """
    try:
        stored = Store(Path(request.out)).find(request.run)
        fresh = _once_more(stored, request, kind)
        kept = {name: one for name, one in stored.sums().items() if not is_drawn(name)}
        about = stored.manifest()
    except ScenarioFaults as error:
        raise UsageError(
            f"{request.run} cannot be run again: its scenario no longer fits this version: "
            f"{error.faults[0].sentence}"
        ) from None
    except (StoreError, ClusterError) as error:
        raise UsageError(f"{request.run} cannot be run again: {error}") from None
    except BatchFailedError as error:
        messages(plain=request.voice.plain).print(f"{error}.", soft_wrap=False)
        return Exit.BAD_INPUT if error.blames_input else Exit.FAILED
    if fresh is None:
        code, said = stop()
        messages(plain=request.voice.plain).print(f"{said}. Nothing was kept.")
        return code
    different = sorted(name for name, one in kept.items() if fresh.get(name) != one)
    now = versions()
    others = {key: [about.get(key), value] for key, value in now.items() if about.get(key) != value}
    others |= other_writers(stored.folder, different)
    return _say(request, stored, different, others)


def _once_more(stored: Stored, request: Again, kind: str) -> dict[str, Sum] | None:
    """Return sizes and sums of what comes out now; None if it was stopped."""
    if not stored.finished:
        where = command(*with_out([kind, "--resume", stored.run_id], request.out))
        raise StoreError(f"it is not finished; go on with: {where}")
    about = stored.manifest()
    asked = about.get("study")
    if asked != kind and isinstance(asked, str):
        where = command(*with_out([asked, "--again", stored.run_id], request.out))
        raise StoreError(f"it answers {asked}; try: {where}")
    stored.check(drawn=False)
    name = str(stored.folder)
    study = study_from(study_named(asked), about.get("arguments"), name)
    try:
        text = stored.content("scenario.toml").decode()
    except UnicodeDecodeError:
        raise StoreError(f"{stored.folder / 'scenario.toml'} is not UTF-8") from None
    scenario = scenario_from(text, about.get("scenario"), name)
    formats = formats_among(stored.sums())
    if lack := lack_of(*formats):
        raise StoreError(lack)
    quiet = request.voice.quiet or request.voice.json
    console = messages(plain=request.voice.plain)
    speak = speaker(console, quiet=quiet)
    try:
        with (
            TemporaryDirectory(prefix="truce-sim-") as folder,
            reporting(console, quiet=quiet) as reporter,
        ):
            done = answered(
                study,
                scenario,
                jobs=request.jobs,
                on_progress=reporter,
                choice=chosen(request.engine, request.jobs, study, scenario, speak),
                ledger=Ledger(Path(folder)),
                tell=speak,
                on=request.on,
            )
            if done.interrupted:
                return None
            return sums_of(sums(answer_files(done.answer, dump_toml(scenario), formats)))
    except (NothingFinishedError, KeyboardInterrupt):
        return None


def _say(
    request: Again, stored: Stored, different: list[str], others: dict[str, list[object]]
) -> Exit:
    code = Exit.NOT_MET if different else Exit.FINISHED
    if request.voice.json:
        said = {
            "run": stored.run_id,
            "same": not different,
            "different": different,
            "other_versions": others,
        }
        sys.stdout.write(json.dumps(said, indent=1) + "\n")
        return code
    console = answers(plain=request.voice.plain)
    if not different:
        console.print(f"{stored.run_id}: the same to the byte.")
        return code
    console.print(f"{stored.run_id}: different in {', '.join(different)}.")
    if others and not request.voice.quiet:
        console.print(f"Other versions than then: {', '.join(others)}; see run.json.")
    return code
