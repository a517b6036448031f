"""Options are set against the file on the same histories."""

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from quickest import made, work
from truce_sim.cli.main import main
from truce_sim.model import build_world
from truce_sim.report.registry import question_of
from truce_sim.runs.batch import Batch
from truce_sim.scenario import Scenario, load, with_values
from truce_sim.statistics.paired import paired_share
from truce_sim.studies.alternatives import differences
from truce_sim.studies.compare import Compare
from truce_sim.studies.compare_tables import causes_table
from truce_sim.studies.results.compare import QUARTERS, CompareResult

TWO_SIDES = load("tests/support/two-sides.toml")


def compared(scenario: Scenario, *others: Scenario, runs: int = 150) -> CompareResult:
    seed = scenario.run.seed
    result = Compare(runs, seed, others).conduct(scenario, work(seed)).result
    assert isinstance(result, CompareResult)
    return result


def test_identical_scenarios_differ_by_exactly_nothing() -> None:
    (option,) = compared(TWO_SIDES, TWO_SIDES).options
    assert option.held.value == 0
    assert option.restricted_mean_hours.value == 0
    assert option.verdict == "no change"
    assert option.changes == ()
    assert option.only_option_holds == option.only_base_holds == ()
    assert option.variance_reduction is None


def test_a_calmer_truce_is_better_and_says_in_what_it_differs() -> None:
    calmer = with_values(TWO_SIDES, {"parties.all.retaliates": 0, "parties.all.tolerance": 40})
    (option,) = compared(TWO_SIDES, calmer, runs=400).options
    assert option.verdict == "better"
    assert option.held.low > 0
    assert option.restricted_mean_hours.low > 0
    assert any(line.startswith("parties.north.retaliates: 0.2 -> 0") for line in option.changes)
    assert option.held.gained >= len(option.only_option_holds) > 0


def test_a_named_run_does_what_it_is_named_for() -> None:
    from truce_sim.model import build_world, simulate

    calmer = with_values(TWO_SIDES, {"parties.all.tolerance": 30})
    (option,) = compared(TWO_SIDES, calmer).options
    seed = TWO_SIDES.run.seed
    for number in option.only_option_holds:
        assert simulate(build_world(calmer), seed, number).held
        assert not simulate(build_world(TWO_SIDES), seed, number).held


def test_options_are_sorted_and_their_ranges_hold_together() -> None:
    others = [with_values(TWO_SIDES, {"parties.all.tolerance": t}) for t in (12, 40, 22)]
    options = compared(TWO_SIDES, *others).options
    changes = [option.held.value for option in options]
    assert changes == sorted(changes, reverse=True)
    assert {option.held.family for option in options} == {3}


def test_shared_histories_narrow_the_range() -> None:
    other = with_values(TWO_SIDES, {"parties.all.tolerance": 24})
    (option,) = compared(TWO_SIDES, other, runs=400).options
    assert option.variance_reduction is not None
    assert option.variance_reduction > 3
    assert option.held.high - option.held.low < option.unpaired_high - option.unpaired_low


@pytest.mark.slow
def test_pairing_saves_two_thirds_of_the_runs_on_teams_and_delays() -> None:
    syria = load("scenarios/syria-2016.toml")
    others = [with_values(syria, syria.options[key].set) for key in ("more-teams", "fast-checks")]
    for option in compared(syria, *others, runs=300).options:
        reduction = option.variance_reduction
        assert reduction is None or reduction >= 3, option.label


def test_differences_are_told_in_words() -> None:
    other = with_values(TWO_SIDES, {"spiral.window": "2 days"})
    assert differences(TWO_SIDES, other) == ("spiral.window: 24 hours -> 2 days",)
    assert differences(TWO_SIDES, TWO_SIDES) == ()


def test_the_command_compares_options_of_a_file_and_stores_all_runs(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = Path("scenarios/smallest.toml").read_text()
    file = tmp_path / "options.toml"
    file.write_text(
        f'{text}\n[options.calm]\nlabel = "Nobody retaliates"\n'
        'set = { "parties.all.retaliates" = 0 }\n'
    )
    code = main(
        ["compare", str(file), "--runs", "40", "--jobs", "1", "--out", str(tmp_path / "out")]
    )
    assert code == 0
    shown = capsys.readouterr().out
    assert "Nobody retaliates" in shown
    assert all(len(line) <= 80 for line in shown.splitlines() if "/" not in line)
    (summary,) = tmp_path.rglob("summary.json")
    assert json.loads(summary.read_text())["kind"] == "compare"
    rows = list(csv.DictReader(io.StringIO((summary.parent / "runs.csv").read_text())))
    assert [row["option"] for row in rows].count("calm") == 40


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (["compare"], "Which scenario"),
        (["compare", "scenarios/smallest.toml"], "no \\[options"),
        (["compare", "--resume", "nothing"], "no result"),
    ],
)
def test_a_bad_comparison_is_one_sentence(
    arguments: list[str], hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    import re

    assert re.search(hint, capsys.readouterr().err)


@pytest.mark.slow
def test_the_paired_interval_covers_the_known_change(ruptures: Callable[..., Scenario]) -> None:
    """Chance alone ends these truces, at 5 and at 8 in 100 a day: the change is known exactly."""
    exact = 0.92**10 - 0.95**10
    worlds = [build_world(ruptures(chance)) for chance in (0.05, 0.08)]
    seeds, runs, covered = 600, 150, 0
    for seed in range(seeds):
        before, after = (made(Batch(w, seed, 0, runs))["held"] for w in worlds)
        change = paired_share(before, after)
        covered += change.low <= exact <= change.high
    assert 0.93 <= covered / seeds <= 0.97


def test_an_answer_says_what_ends_truces_and_how_long_they_last_with_each_option() -> None:
    calmer = with_values(TWO_SIDES, {"parties.all.retaliates": 0})
    result = compared(TWO_SIDES, calmer, runs=200)
    (option,) = result.options
    for course, told in ((result.base_course, result.base), (option.course, option.answers)):
        assert course is not None
        ended = sum(cause.share.count for cause in course.causes)
        assert ended + told.held.count == told.held.runs
        assert course.survival.value[-1] == pytest.approx(told.held.value)
        for part in QUARTERS:
            assert course.survival.at(part * result.heading.horizon_hours) is not None
    assert causes_table(result).rows


def test_the_run_that_is_named_parts_where_it_is_said_to() -> None:
    from truce_sim.model import build_world, trace

    calmer = with_values(TWO_SIDES, {"parties.all.tolerance": 30})
    result = compared(TWO_SIDES, calmer)
    (option,) = result.options
    one = option.parting
    assert one is not None
    assert one.replication == (option.only_option_holds or option.only_base_holds)[0]
    base, other = (
        [
            event
            for event in trace(build_world(of), TWO_SIDES.run.seed, one.replication).events
            if not event.kind.startswith("grievance")
        ]
        for of in (TWO_SIDES, calmer)
    )
    same = [(event.hours, event.sentence) for event in base[: one.shared]]
    assert same == [(event.hours, event.sentence) for event in other[: one.shared]]
    first = {event.sentence for event in (base[one.shared], other[one.shared])}
    assert {one.base, one.option} & first
    assert one.base != one.option
    said = " ".join(line.plain.strip() for line in question_of(result).body(result))
    assert f"un {one.replication} holds only" in said
    assert "still holding, of 100" in said
