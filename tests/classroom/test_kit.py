"""The kit for a class: it is laid into a folder, its files differ, and what its page says is so."""

import json
import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import chromium
import pytest
from truce_sim.classroom import kit
from truce_sim.classroom.reading import read_bets, read_endings
from truce_sim.classroom.tally import tally
from truce_sim.cli.main import main
from truce_sim.evidence.case_file import read_cases
from truce_sim.evidence.lookups import chosen
from truce_sim.evidence.rules_file import SHIPPED, read_rules, shipped_file
from truce_sim.model.resolve import build_world
from truce_sim.report.words import nearest
from truce_sim.scenario import Scenario, load
from truce_sim.scenario.loading import from_raw
from truce_sim.scenario.warnings import warnings_of
from truce_sim.shipped import folder as shipped_folder

CASES = ("syria", "donbas", "holiday")
CARDS = ("north", "south", "observers")
DOOR = "truce-sim "
OVERDUE = "most are overdue before anybody looks"
"""What is said of a mechanism with too few teams, which is a truth about that truce."""


@pytest.fixture(scope="module")
def laid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with the kit, and the two files that a class makes of two cards."""
    folder = tmp_path_factory.mktemp("kit") / "my-class"
    kit.lay(folder)
    for new, card, below in (("both", "south", "north"), ("both-again", "north", "south")):
        text = (folder / f"{card}.toml").read_text(encoding="utf-8")
        assert text.count('"river.toml"') == 1
        text = text.replace('"river.toml"', f'"{below}.toml"')
        (folder / f"{new}.toml").write_text(text, encoding="utf-8")
    return folder


def page() -> str:
    return (kit.home() / kit.FIRST).read_text(encoding="utf-8")


def rows_of(table: str) -> Iterator[list[str]]:
    """Yield the cells of a table of the teacher's page, by the first cell of its header."""
    lines = page().splitlines()
    begin = next(at for at, line in enumerate(lines) if line.startswith(f"| {table} |"))
    for line in lines[begin + 2 :]:
        if not line.startswith("|"):
            return
        yield [cell.strip().strip("`") for cell in line.strip("|").split("|")]


def typed() -> list[list[str]]:
    lines = (line.strip() for line in page().splitlines() if line.startswith("    "))
    return [shlex.split(line.removeprefix(DOOR)) for line in lines if line.startswith(DOOR)]


def test_the_kit_is_laid_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "a class"
    assert main(["teach", str(folder)]) == 0
    assert str(folder / kit.FIRST) in capsys.readouterr().out
    there = {one.name for one in folder.iterdir()}
    named = set(re.findall(r"`([a-z-]+\.(?:toml|csv|html))`", page()))
    assert named - {"both.toml", "both-again.toml"} == there - {kit.FIRST}
    (folder / kit.BETS).write_text("ours", encoding="utf-8")
    assert main(["teach", str(folder)]) == 2
    assert "already; name another folder" in capsys.readouterr().err
    assert (folder / kit.BETS).read_text(encoding="utf-8") == "ours"


def test_a_folder_that_cannot_be_one(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert main(["teach", str(tmp_path / "file" / "class")]) == 2
    assert "cannot be written to" in capsys.readouterr().err


@pytest.mark.parametrize("name", [*CASES, *CARDS, "river", "both", "both-again"])
def test_a_file_of_the_kit_checks_clean(name: str, laid: Path) -> None:
    notes = [one.sentence for one in warnings_of(load(laid / f"{name}.toml"))]
    allowed = OVERDUE if name in ("syria", "observers") else "nothing"
    assert [one for one in notes if allowed not in one] == []


def test_cards_say_different_things_and_both_are_merged(laid: Path) -> None:
    river, north, south, both, again = (
        load(laid / f"{name}.toml") for name in ("river", "north", "south", "both", "both-again")
    )
    own = [
        {key: value for key, value in ranges_of(one).items() if ranges_of(river).get(key) != value}
        for one in (north, south)
    ]
    assert own[0]
    assert own[1]
    assert own[0] != own[1]
    assert ranges_of(both) == {**ranges_of(river), **own[0], **own[1]}
    assert ranges_of(again) == {**ranges_of(river), **own[1], **own[0]}
    # Both speak of whether South means it, and the file that extends the other wins.
    assert (north.parties["south"].means_it, south.parties["south"].means_it) == (0.8, 0.99)
    assert (both.parties["south"].means_it, again.parties["south"].means_it) == (0.99, 0.8)
    # What only one of them speaks of is in both.
    assert both.parties["north"].retaliates == north.parties["north"].retaliates == 0.1
    assert both.parties["south"].uncommanded == south.parties["south"].uncommanded == 0.6


def ranges_of(scenario: Scenario) -> dict[str, Any]:
    return dict(scenario.believable)


def test_the_holiday_is_what_the_rules_of_the_back_test_make_of_it(laid: Path) -> None:
    rules = read_rules(shipped_file(SHIPPED), SHIPPED)
    cases = read_cases(shipped_file("cases.csv"), "cases.csv")
    case = next(one for one in cases if one.id == "SYR-2012-10")
    base = load(shipped_folder("scenarios") / rules.base)
    raw = rules.scenario(base.source, rules.fitting(case), rules.hours(case))
    ours = load(laid / "holiday.toml")
    raw["dates"] = {"truce_starts": "2012-10-26 06:00", "talks": "+4 days"}
    raw["excluded"]["left-out"]["name"] = ours.excluded["left-out"].name
    raw["title"], raw["summary"] = ours.title, ours.summary
    assert build_world(from_raw(raw, ours.name)) == build_world(ours)


def test_what_is_told_last_is_told_nowhere_else() -> None:
    for name in CASES:
        text = (kit.home() / f"{name}.toml").read_text(encoding="utf-8")
        assert "# THE QUESTION: will it still be in force" in text
    endings = read_endings(kit.home() / kit.ENDINGS, kit.ENDINGS)
    assert [one.case for one in endings] == list(CASES)
    assert all(one.what and one.source for one in endings)
    for path in kit.files():
        if path.name not in (kit.ENDINGS, kit.FIRST):
            text = path.read_text(encoding="utf-8")
            assert not any(one.what[:30] in text for one in endings), path


def test_past_truces_stand_beside_the_cases_as_the_tables_have_them(laid: Path) -> None:
    told = {name: past for name, _, _, _, past in rows_of("file")}
    ours = {past for name, past in told.items() if name.removesuffix(".toml") not in CASES}
    assert ours == {told["river.toml"]}  # cards change no record
    endings = {one.case: one for one in read_endings(kit.home() / kit.ENDINGS, kit.ENDINGS)}
    for name in (*CASES, "river"):
        scenario = load(laid / f"{name}.toml")
        held = chosen(scenario.base_rate).held_until(build_world(scenario).opening)
        if name in endings:
            assert endings[name].base_rate == pytest.approx(held.value, abs=0.0051)
        assert held.low is not None
        assert held.high is not None
        value, low, high = (f"{100 * one:.0f}" for one in (held.value, held.low, held.high))
        span = f"{value} (over {low})" if high == "100" else f"{value} ({low} to {high})"
        assert told[f"{name}.toml"].startswith(span)


def test_scores_of_the_example_are_those_of_the_page() -> None:
    endings = read_endings(kit.home() / kit.ENDINGS, kit.ENDINGS)
    path = kit.home() / "example-predictions.csv"
    found = tally(read_bets(path, path.name, endings), endings)
    told = [[one.name, f"{one.brier:.3f}", f"{one.log_score:.2f}"] for one in found.scores]
    assert list(rows_of("who")) == told
    best = found.scores[0]
    assert best.model is not None
    assert best.model.beaten is not None
    said = f"done better in {100 * best.model.beaten:.0f} of 100 such classes"
    assert said in " ".join(page().split())


def test_bets_begin_with_a_header_and_nothing_else() -> None:
    text = (kit.home() / kit.BETS).read_text(encoding="utf-8").splitlines()
    assert text[0] == "group,case,probability"
    assert all(line.startswith("#") for line in text[1:])


def test_the_worksheet_needs_nothing_from_elsewhere() -> None:
    sheet = (kit.home() / "worksheet.html").read_text(encoding="utf-8")
    assert not re.findall(r"(?:src|href|url)\s*[=(]", sheet)
    assert sheet.count("<section>") == 2


@pytest.mark.slow
def test_the_worksheet_prints_on_two_sides() -> None:
    sheet = (kit.home() / "worksheet.html").read_text(encoding="utf-8")
    front, back = chromium.printed(sheet)
    assert "Will this truce hold?" in front
    assert "What would change my mind" in front
    assert "The river truce" in back
    assert "A thinking aid, not a forecast" in back
    with pytest.raises(subprocess.CalledProcessError):
        chromium.printed(sheet, pages=3)


@pytest.mark.slow
@pytest.mark.parametrize("line", [*dict.fromkeys(map(shlex.join, typed()))])
def test_a_command_of_the_teachers_page_runs(
    line: str, laid: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(laid)
    # With fewer runs: what they answer is looked at below.
    words = ["20" if word == "300" else word for word in shlex.split(line)]
    if words[0] == "teach":
        shutil.rmtree("my-class", ignore_errors=True)
    if words[0] == "tally" and words[1] == kit.BETS:
        shutil.copyfile("example-predictions.csv", kit.BETS)
    assert main(words) == 0, capsys.readouterr().err
    if "mailed" in words:
        assert list(Path("mailed/river").glob("*/report.html"))


def summary_of(laid: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    """Return what a command answers, for a page that says it to the digit."""
    out = ["--no-report", "--json", "--out", str(laid / "aside")]
    capsys.readouterr()
    assert main([*words, *out]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def odds_of(summary: dict[str, Any]) -> list[str]:
    held = summary["answers"]["held"]
    return [f"{100 * held['value']:.0f}", f"{100 * held['low']:.0f} to {100 * held['high']:.0f}"]


@pytest.mark.slow
@pytest.mark.parametrize("row", [*rows_of("file")], ids=lambda row: row[0])
def test_odds_are_those_of_the_teachers_page(
    row: list[str], laid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name, odds, span, of_all, _ = row
    path = str(laid / name)
    assert odds_of(summary_of(laid, capsys, "run", path, "--runs", "300")) == [odds, span]
    ending = {one.case: one for one in read_endings(kit.home() / kit.ENDINGS, kit.ENDINGS)}
    one = ending.get(name.removesuffix(".toml"))
    assert bool(of_all) == (one is not None)
    if one:
        whole = summary_of(laid, capsys, "run", path, "--no-believable")
        assert odds_of(whole)[0] == of_all
        assert one.model == pytest.approx(int(of_all) / 100)


@pytest.mark.slow
def test_what_the_news_said_lowers_the_odds_as_told(
    laid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = next(words for words in typed() if "truce.takes_hold=0.7" in words)
    words = [word for word in words if word != "--no-report"]
    words[1] = str(laid / words[1])
    odds, span = odds_of(summary_of(laid, capsys, *words))
    assert f"gives {odds} in 100 ({span}) instead of 98" in page()


@pytest.mark.slow
def test_measures_are_those_of_the_teachers_page(
    laid: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = [*rows_of("measure")]
    for place, card in enumerate(("north", "south"), 1):
        path = str(laid / f"{card}.toml")
        found = summary_of(laid, capsys, "compare", path, "--runs", "300")
        assert {row[0]: row[place] for row in told} == dict(changes_of(found))


def changes_of(summary: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield each measure with its change; of one that moves the talks, on the earlier day."""
    for option in summary["options"]:
        change = (option["at_one_date"] or {}).get("change") or option["held"]
        value, low, high = (nearest(100 * change[end]) for end in ("value", "low", "high"))
        yield option["label"], f"{signed(value)} ({signed(low)} to {signed(high)})"


def signed(points: int) -> str:
    return f"{points:+d}" if points else "0"
