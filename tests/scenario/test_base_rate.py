"""[base_rate]: what is known of earlier truces is read, refused where it cannot be, and told."""

from pathlib import Path

import pytest
from truce_sim.scenario import ScenarioFaults, load
from truce_sim.scenario.base_rate import to_add

SMALLEST = Path("scenarios/smallest.toml").read_text(encoding="utf-8")


def written(folder: Path, more: str) -> Path:
    path = folder / "mine.toml"
    path.write_text(f"{SMALLEST}\n{more}\n", encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("table", "says", "try_"),
    [
        (
            "earlier_truces = 3\nbroken_within_ten_days = 4",
            "must not be above earlier_truces, 3",
            "broken_within_ten_days = 3",
        ),
        ("earlier_truces = 3", "does nothing without", "broken_within_ten_days = 0"),
        ("broken_within_ten_days = 3", "does nothing without", "earlier_truces = 5"),
        ('region = "Midle East"', "must be", 'region = "Middle East"'),
        ("earlier_truces = 2.5\nbroken_within_ten_days = 0", "whole number", "2"),
        ("earlier_truces = -1\nbroken_within_ten_days = 0", "between 0 and", ""),
        ("earlier = 3", "earlier", ""),
    ],
)
def test_what_cannot_be_is_refused_with_what_would_do(
    tmp_path: Path, table: str, says: str, try_: str
) -> None:
    with pytest.raises(ScenarioFaults) as told:
        load(written(tmp_path, f"[base_rate]\n{table}"))
    (fault,) = told.value.faults
    assert says in fault.sentence
    assert fault.line
    assert try_ in fault.try_


def test_it_has_no_range_as_it_moves_nothing(tmp_path: Path) -> None:
    table = "[base_rate]\nearlier_truces = 3\nbroken_within_ten_days = 1\n"
    with pytest.raises(ScenarioFaults, match="nothing depends on"):
        load(written(tmp_path, table + '[believable]\n"base_rate.earlier_truces" = [1, 9]'))


@pytest.mark.parametrize(
    ("table", "lacks"),
    [
        ("", True),
        ("[base_rate]", True),
        ("[base_rate]\nearlier_truces = 0\nbroken_within_ten_days = 0", False),
        ('[base_rate]\nregion = "Asia"', False),
    ],
)
def test_a_file_that_tells_nothing_hears_what_to_add(
    tmp_path: Path, table: str, lacks: bool
) -> None:
    assert bool(to_add(load(written(tmp_path, table)).base_rate)) is lacks
