"""Shares of a study: nobody is asked who does what, and together they are the study."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from asked import MORE
from truce_sim.runs.chunks import HASH, glanced_at
from truce_sim.runs.engines import Choice
from truce_sim.runs.ledger import Ledger
from truce_sim.runs.replications import Setting, Stage
from truce_sim.runs.seals import sums, sums_of
from truce_sim.runs.store import Store, Stored, remove
from truce_sim.scenario import Scenario, dump_toml, load
from truce_sim.statistics.stopping import Decide, Precision
from truce_sim.studies import doubt, regret, sensitivity, what_if
from truce_sim.studies.compare import Compare
from truce_sim.studies.conduct import Origin, answer_files, answered, begin, conduct, plan_of
from truce_sim.studies.given import GivenObserved
from truce_sim.studies.nowcast import Nowcast
from truce_sim.studies.odds import Odds
from truce_sim.studies.postpone import Postpone
from truce_sim.studies.require import Require
from truce_sim.studies.sensitivity import Sensitivity
from truce_sim.studies.shares import (
    Filled,
    Filling,
    GoneError,
    Line,
    NotForeseenError,
    Share,
    known_beforehand,
)
from truce_sim.studies.study import Study
from truce_sim.studies.sweep import Sweep

ORIGIN = Origin(("run",), ("run",), "", ())
TWO_DAYS = """
title = "Two days"
[dates]
truce_starts = "2030-05-01 00:00"
talks = "2030-05-03 00:00"
[parties.north]
violates = { chance = 0.5, every = "6h" }
retaliates = 0.3
tolerance = 6
hits = { south = 1 }
[parties.south]
violates = { chance = 0.5, every = "6h" }
retaliates = 0.3
tolerance = 6
hits = { north = 1 }
[believable]
"parties.all.tolerance" = [3, 9]
"parties.all.retaliates" = [0.1, 0.5]
[options.patient]
set = { "parties.all.tolerance" = 12 }
[options.later]
set = { "dates.talks" = "2030-05-04 00:00" }
"""


@pytest.fixture(scope="module")
def scenario(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    path = tmp_path_factory.mktemp("scenario") / "two-days.toml"
    path.write_text(TWO_DAYS, encoding="utf-8")
    return load(path)


@pytest.fixture
def soon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let what is looked at beside many runs be looked at beside few."""
    for module in (doubt, regret, what_if):
        monkeypatch.setattr(module, "LOOKED_AT_FROM", 5)
    monkeypatch.setattr(sensitivity, "FEWEST_POINTS", 60)


@pytest.fixture
def added(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Return the runs that are made from now on: setting, and number."""
    made: list[tuple[str, int]] = []
    add = Ledger.add

    def noted(self: Ledger, setting: str, first: int, columns: dict[str, object]) -> None:
        made.extend((setting, first + at) for at in range(len(columns["held"])))  # type: ignore[arg-type]
        add(self, setting, first, columns)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "add", noted)
    return made


def planned(study: Study, scenario: Scenario, results: Path) -> Stored:
    return begin(study, scenario, Store(results), ORIGIN, {"runs": 1, "known": 1})


def fill(study: Study, scenario: Scenario, stored: Stored, share: Share) -> Filled | None:
    plan = plan_of(study, scenario)
    return Filling(stored, plan, share, 1, lambda _: Choice()).fill(study, scenario)


def gathered(study: Study, scenario: Scenario, stored: Stored) -> dict[str, object]:
    """Gather a study, and return the sums of its files."""
    store = Store(stored.folder.parents[1])
    done = conduct(study, scenario, store, ORIGIN, stored, jobs=1, on_progress=lambda _: None)
    assert done.finished
    return dict(done.stored.sums())


def direct(study: Study, scenario: Scenario) -> dict[str, object]:
    answer = answered(study, scenario, jobs=1).answer
    return dict(sums_of(sums(answer_files(answer, dump_toml(scenario), ("csv",)))))


def runs_of(line: Line) -> list[tuple[str, int]]:
    return [
        (one.key, one.offset + stage.first + at)
        for stage in line.stages
        for one in stage.settings
        for at in range(stage.count)
    ]


STUDIES: dict[str, tuple[Study, int]] = {
    "run": (Odds(10, 1), 2),
    "compare": (Compare(10, 1, believable=True), 1),
    "sweep": (Sweep(6, 1, ("parties.all.tolerance=3,6,9",)), 1),
    "sweep --confirm": (Sweep(6, 1, ("parties.all.tolerance=3,6,9",), confirm=True), 2),
    "postpone": (Postpone(12, 1, "2030-05-02,2030-05-03", "quiet"), 1),
    "sensitivity": (Sensitivity(6, 1), 2),
}
"""Each study that can be shared out, and in how many rounds it is whole."""


@pytest.mark.parametrize("name", STUDIES)
@pytest.mark.usefixtures("soon")
def test_shares_make_what_the_study_itself_makes(
    name: str, scenario: Scenario, tmp_path: Path, added: list[tuple[str, int]]
) -> None:
    study, rounds = STUDIES[name]
    wanted = direct(study, scenario)
    known = runs_of(known_beforehand(study, scenario))
    assert added == [], "to know what is run takes no run"
    stored = planned(study, scenario, tmp_path / "here")
    for place in (2, 1, 3):
        filled = fill(study, scenario, stored, Share(place, 3))
        assert filled is not None
        assert filled.beforehand
        assert filled.runs == filled.made
    assert filled is not None
    assert filled.left == 0
    assert sorted(added) == sorted(known), "each run once"

    # Whoever gathers now, elsewhere, makes only what hangs on what was found.
    there = Stored(tmp_path / "there" / stored.folder.parent.name / stored.folder.name)
    shutil.copytree(stored.folder, there.folder)
    added.clear()
    assert gathered(study, scenario, there) == wanted
    assert not set(added) & set(known)
    assert bool(added) == (rounds > 1)

    # The same shares once more make that as well, and then nothing is left to anybody.
    for later in range(1, rounds):
        for place in (1, 2):
            filled = fill(study, scenario, stored, Share(place, 2))
            assert filled is not None, later
            assert not filled.beforehand
        assert filled is not None
        assert filled.left == 0
    assert fill(study, scenario, stored, Share(1, 2)) is None
    added.clear()
    assert gathered(study, scenario, stored) == wanted
    assert added == []


def test_dates_that_are_reacted_to_are_known_beforehand_as_well() -> None:
    reacting = load("scenarios/syria-2016.toml")
    assert known_beforehand(Postpone(4, 1, "+0h,+1day"), reacting).runs == 12


@pytest.mark.parametrize(
    "study",
    [
        Odds(20, 1, Precision(0.05)),
        Odds(20, 1, Decide(0.5)),
        Require(20, 1, 0.5, "parties.all.tolerance=3:9"),
        Nowcast(20, 1),
        GivenObserved(Odds(20, 1)),
    ],
    ids=lambda study: type(study).__name__,
)
def test_what_hangs_on_what_is_found_from_the_beginning_is_not_shared_out(
    study: Study, tmp_path: Path
) -> None:
    path = tmp_path / "observed.toml"
    two_sides = Path("tests/support/two-sides.toml").read_text(encoding="utf-8")
    path.write_text(two_sides + MORE, encoding="utf-8")
    scenario = load(path)
    with pytest.raises(NotForeseenError):
        known_beforehand(study, scenario)
    stored = begin(study, scenario, Store(tmp_path), ORIGIN)
    with pytest.raises(NotForeseenError):
        fill(study, scenario, stored, Share(1, 2))


@pytest.mark.parametrize("runs", [1, 7, 40, 1001])
@pytest.mark.parametrize("of", [1, 3, 40])
def test_shares_are_a_line_cut_into_even_parts(runs: int, of: int) -> None:
    stretches = [Share(number, of).stretch(runs) for number in range(1, of + 1)]
    assert [low for low, _ in stretches] == [0, *(end for _, end in stretches[:-1])]
    assert stretches[-1][1] == runs
    sizes = [end - low for low, end in stretches]
    assert max(sizes) - min(sizes) <= 1


class _There:
    """Runs that are there, by setting."""

    def __init__(self, there: dict[str, set[int]]) -> None:
        self._there = there

    def gaps(self, setting: str, first: int, end: int) -> Iterator[tuple[int, int]]:
        for at in range(first, end):
            if at not in self._there.get(setting, ()):
                yield at, at + 1


def test_what_a_share_lacks_is_its_stretch_without_what_is_there() -> None:
    line = Line(
        (
            Stage((Setting("a", None), Setting("b", None, 100)), 2, 5),  # type: ignore[arg-type]
            Stage((Setting("c", None, 50),), 0, 4),  # type: ignore[arg-type]
        )
    )
    assert line.runs == 14
    there = _There({"a": {6}, "b": {102, 104}, "c": {51}})
    missing = [
        (one.key, one.offset + stage.first + at)
        for stage in line.missing(there, 3, 13)  # type: ignore[arg-type]
        for one in stage.settings
        for at in range(stage.count)
    ]
    assert sorted(missing) == [
        *(("a", 5), ("b", 103), ("b", 105), ("b", 106)),
        *(("c", 50), ("c", 52)),
    ]


def test_two_workers_on_one_share_do_no_harm(scenario: Scenario, tmp_path: Path) -> None:
    study = Sweep(6, 1, ("parties.all.tolerance=3,6,9",))
    stored, twin = (planned(study, scenario, tmp_path / name) for name in ("one", "other"))
    for one in (stored, twin):
        fill(study, scenario, one, Share(1, 1))
    for path in (twin.folder / "parts").iterdir():
        shutil.copy(path, stored.folder / "parts")
    assert gathered(study, scenario, stored) == direct(study, scenario)


def test_what_a_killed_worker_leaves_is_as_good_as_absent(
    scenario: Scenario, tmp_path: Path, added: list[tuple[str, int]]
) -> None:
    study = Sweep(6, 1, ("parties.all.tolerance=3,6,9",))
    stored = planned(study, scenario, tmp_path)
    fill(study, scenario, stored, Share(1, 2))
    (chunk, *_) = (stored.folder / "parts").glob("*.npz")
    lost = sum(count for *_, count in glanced_at(chunk))
    (stored.folder / "parts" / ".aside-0123").write_bytes(chunk.read_bytes()[:90])
    chunk.write_bytes(chunk.read_bytes()[:-40])
    added.clear()
    filled = fill(study, scenario, stored, Share(1, 2))
    assert filled is not None
    assert filled.made == len(added) == lost > 0


@pytest.mark.usefixtures("soon")
def test_a_chunk_that_is_not_what_it_says_is_made_again(
    scenario: Scenario, tmp_path: Path, added: list[tuple[str, int]]
) -> None:
    study = Odds(10, 1)
    stored = planned(study, scenario, tmp_path)
    fill(study, scenario, stored, Share(1, 1))
    chunks = sorted((stored.folder / "parts").glob("*.npz"))
    whole = chunks[0].read_bytes()
    chunks[0].write_bytes(b"\0" * HASH + whole[HASH:])
    lost = sum(count for *_, count in glanced_at(chunks[0]))
    assert lost > 0, "a glance does not see it"
    added.clear()
    filled = fill(study, scenario, stored, Share(1, 1))
    assert filled is not None
    assert filled.beforehand, "what hangs on it comes later"
    assert filled.made == len(added) == lost


def test_a_study_that_is_gathered_or_removed_does_not_come_back(
    scenario: Scenario, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = Sweep(6, 1, ("parties.all.tolerance=3,6,9",))
    stored = planned(study, scenario, tmp_path)
    add = Ledger.add

    def gone(self: Ledger, setting: str, first: int, columns: dict[str, object]) -> None:
        remove(stored.folder)
        add(self, setting, first, columns)  # type: ignore[arg-type]

    monkeypatch.setattr(Ledger, "add", gone)
    with pytest.raises(GoneError):
        fill(study, scenario, stored, Share(1, 2))
    assert not stored.folder.exists()
    with pytest.raises(GoneError):
        fill(study, scenario, stored, Share(1, 2))
    stored.folder.mkdir()
    with pytest.raises(GoneError):
        fill(study, scenario, stored, Share(1, 2))
    assert not stored.folder.exists(), "half removed, it was not begun anew"


def test_a_folder_that_lost_its_empty_folders_on_the_way_is_worked_on(
    scenario: Scenario, tmp_path: Path
) -> None:
    study = Sweep(6, 1, ("parties.all.tolerance=3,6,9",))
    stored = planned(study, scenario, tmp_path)
    (stored.folder / "parts").rmdir()
    filled = fill(study, scenario, stored, Share(1, 1))
    assert filled is not None
    assert filled.left == 0
