"""A stored answer, found again."""

from os import PathLike, fspath
from pathlib import Path
from typing import Any

from truce_sim.api.answer import Answer, answer_class
from truce_sim.api.frame import Frame
from truce_sim.api.keeping import Kept
from truce_sim.report.stored import result_of, story_of
from truce_sim.runs.formats import formats_among
from truce_sim.runs.formats.reading import stored_tables
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.scenario import load


def open_answer(run: "str | PathLike[str]", out: "str | PathLike[str]" = "results") -> Answer[Any]:
    """Return a stored answer.

    Args:
        run: its id, "latest", or its folder.
        out: the folder of all results.

    Raises:
        StoreError: if there is none, or it is not what was written.
    """
    stored = _found(fspath(run), Path(out))
    result = result_of(stored)
    stored.check(drawn=False)
    path = stored.folder / "scenario.toml"
    scenario = load(path)
    scenario = scenario.known_as(result.heading.scenario, dict(scenario.source))
    story = story_of(stored, result)
    # Tables are read when they are looked at, perhaps from another working folder.
    kept = Stored(stored.folder.absolute())
    return answer_class(result)(scenario, result, story, _tables_of(kept), Kept(kept))


def _found(run: str, out: Path) -> Stored:
    folder = Path(run)
    if folder.is_dir() and (folder / "run.json").is_file():
        return Stored(folder)
    stored = Store(out).find(run)
    if not stored.finished:
        raise StoreError(f"{stored.run_id} is not finished")
    return stored


def _tables_of(stored: Stored) -> dict[str, Frame]:
    """Return its tables, each read when it is looked at; none where none were written."""
    if not formats_among(stored.sums()):
        return {}
    return {name: Frame(name, table) for name, table in stored_tables(stored).items()}
