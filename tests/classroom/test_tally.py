"""`tally`: who bet how well, and everything that is wrong with what was typed."""

import json
from math import log
from pathlib import Path
from typing import Any

import pytest
from truce_sim.classroom.reading import Bet, Ending, read_bets, read_endings
from truce_sim.classroom.tally import tally
from truce_sim.cli.main import main
from truce_sim.scenario import ScenarioFaults

ENDS = (
    Ending("sea", held=True, model=0.6, base_rate=0.9),
    Ending("lake", held=False, model=0.5, base_rate=0.9),
)
OUTCOMES = "case,held,model,base_rate\nsea,yes,60%,90%\nlake,no,50%,90%\n"


def faults_of(text: str, tmp_path: Path, endings: tuple[Ending, ...] = ENDS) -> list[str]:
    path = tmp_path / "bets.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioFaults) as caught:
        read_bets(path, "bets.csv", endings)
    return [fault.sentence for fault in caught.value.faults]


def test_scores_are_those_of_the_formulas() -> None:
    found = tally([Bet("A", "sea", 0.8), Bet("A", "lake", 0.4), Bet("B", "lake", 0.1)], ENDS)
    by_name = {score.name: score for score in found.scores}
    assert by_name["A"].brier == pytest.approx((0.2**2 + 0.4**2) / 2)
    assert by_name["A"].log_score == pytest.approx(-(log(0.8) + log(0.6)) / 2)
    assert by_name["B"].brier == pytest.approx(0.1**2)
    assert by_name["the model"].brier == pytest.approx((0.4**2 + 0.5**2) / 2)
    assert by_name["the base rate"].brier == pytest.approx((0.1**2 + 0.9**2) / 2)
    assert by_name["always 50 in 100"].brier == pytest.approx(0.25)
    assert by_name["everybody's mean"].odds == {"sea": 0.8, "lake": pytest.approx(0.25)}


def test_the_best_group_stands_first() -> None:
    bets = [Bet("bad", "sea", 0.1), Bet("good", "sea", 0.9), Bet("fair", "sea", 0.6)]
    assert [one.name for one in tally(bets, ENDS).of("group")] == ["good", "fair", "bad"]


def test_differences_are_on_the_cases_that_both_have() -> None:
    found = tally([Bet("A", "sea", 0.8)], ENDS).of("group")[0]
    assert found.model is not None
    assert found.model.difference == pytest.approx(0.2**2 - 0.4**2)
    only_lake = (ENDS[0], Ending("lake", held=False, model=None, base_rate=None))
    bets = [Bet("A", "sea", 0.8), Bet("A", "lake", 0.3)]
    lacking = tally(bets, only_lake).of("group")[0]
    assert lacking.model is not None
    assert lacking.model.difference == pytest.approx(0.2**2 - 0.4**2)
    assert tally(bets[1:], only_lake).of("group")[0].model is None


def test_one_case_is_lost_as_often_as_the_odds_say() -> None:
    # At 0.8 against 0.6 the higher odds do worse exactly where the truce does not hold.
    found = tally([Bet("A", "sea", 0.8)], ENDS).of("group")[0]
    assert found.model is not None
    assert found.model.beaten == pytest.approx(0.2)
    same = tally([Bet("A", "sea", 0.6)], ENDS).of("group")[0]
    assert same.model is not None
    assert same.model.beaten is None


def test_nobody_bet() -> None:
    with pytest.raises(ValueError, match="nobody"):
        tally([], ENDS)


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_spreadsheets_of_all_sorts_are_read(separator: str, tmp_path: Path) -> None:
    path = tmp_path / "bets.csv"
    lines = ["Group|Probability|CASE|remarks", "A|70%|Sea|", "|||", "a|0.2|LAKE |why"]
    text = "\ufeff" + "\r\n".join(lines).replace("|", separator)
    path.write_bytes(text.encode())
    assert read_bets(path, "bets.csv", ENDS) == (Bet("A", "sea", 0.7), Bet("A", "lake", 0.2))


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    told = faults_of(
        "team,case,odds\nA,see,70\n,sea,likely\nA,lake,1\nB,sea,30%\nb,sea,0.4\nC,sea,60\n"
        "C,lake,0.5\nD,,20\n",
        tmp_path,
    )
    assert told == [
        "line 2: there is no case 'see'",
        "line 3: there is no group",
        "line 3: 'likely' is no probability",
        "line 4: '1' could be one in a hundred or certain",
        "line 6: B bet on sea already, in line 5",
        "line 8: C wrote '0.5' here and '60' in line 7: 50%, or 0.5%?",
        "line 9: there is no case",
    ]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("group,case\nA,sea\n", "these columns are missing: probability"),
        ("group,team,case,odds\nA,B,sea,70\n", "there is a column 'group' already"),
        ("group,case,odds\nA,sea\n", "2 values where the header has 3"),
        ("group,case,odds\n", "there is no line beneath the header"),
        ("", "is empty"),
    ],
)
def test_what_is_no_table_of_bets(text: str, says: str, tmp_path: Path) -> None:
    assert any(says in one for one in faults_of(text, tmp_path))


def test_outcomes_of_ones_own(tmp_path: Path) -> None:
    path = tmp_path / "ends.csv"
    path.write_text(OUTCOMES, encoding="utf-8")
    assert read_endings(path, "ends.csv") == ENDS
    path.write_text("case,held\nsea,yes\n", encoding="utf-8")
    assert read_endings(path, "ends.csv") == (Ending("sea", True, None, None),)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("case,held\nsea,perhaps\n", "held is yes or no"),
        ("case,held\n,yes\n", "there is no name of a case"),
        ("case,held\nsea,yes\nSea,no\n", "there is a case 'Sea' already"),
        ("case,held,model\nsea,yes,1\n", "'1' could be"),
        ("case,model\nsea,1%\n", "these columns are missing: held"),
        ("case,held\n" + "".join(f"c{n},no\n" for n in range(21)), "21 cases; a tally takes at"),
    ],
)
def test_what_is_wrong_with_outcomes(text: str, says: str, tmp_path: Path) -> None:
    path = tmp_path / "ends.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ScenarioFaults) as caught:
        read_endings(path, "ends.csv")
    assert any(says in fault.sentence for fault in caught.value.faults)


def asked(
    bets: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], *more: str
) -> tuple[int, str, str]:
    path, ends = tmp_path / "bets.csv", tmp_path / "ends.csv"
    path.write_text(bets, encoding="utf-8")
    ends.write_text(OUTCOMES, encoding="utf-8")
    code = main(["tally", str(path), "--outcomes", str(ends), *more])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_what_a_class_sees(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bets = "group,case,probability\nA,sea,80%\nA,lake,40%\nthe model,lake,10%\n"
    code, out, err = asked(bets, tmp_path, capsys)
    assert (code, err) == (0, "")
    words = " ".join(out.split())
    assert "2 groups, 2 cases" in words
    assert "2 cases tell little" in words
    assert "lake: it did not hold. In 100: groups 10 to 40, model 50, base rate 90." in words
    assert "the model (group)" in words  # a group that calls itself so is told apart
    assert max(map(len, out.splitlines())) <= 80


def test_values_for_other_programs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bets = "group,case,probability\nA,sea,80%\n"
    code, out, _ = asked(bets, tmp_path, capsys, "--json")
    found: dict[str, Any] = json.loads(out)
    assert code == 0
    assert [one["case"] for one in found["cases"]] == ["sea"]
    first = found["scores"][0]
    assert (first["name"], first["kind"], first["odds"]) == ("A", "group", {"sea": 0.8})
    assert first["brier"] == pytest.approx(0.04)
    assert first["model"] == {"difference": pytest.approx(-0.12), "beaten": pytest.approx(0.2)}


def test_faults_leave_nothing_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = asked("group,case,probability\nA,see,80%\n", tmp_path, capsys)
    assert (code, out) == (2, "")
    assert "try: sea" in err


def test_a_file_that_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tally", "none.csv"]) == 2
    assert "there is no file none.csv" in capsys.readouterr().err
