"""The report is one file that shows what was found, safely and always the same."""

import re
import shlex
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from quickest import work
from truce_sim.report.page import build_page
from truce_sim.report.pictures import chart_files
from truce_sim.report.stored import result_of, story_of
from truce_sim.runs.store import Store
from truce_sim.scenario import Scenario, from_raw, load, with_values
from truce_sim.studies.compare import Compare
from truce_sim.studies.odds import Odds
from truce_sim.studies.study import Answer

SMALLEST = load("scenarios/smallest.toml")
MANIFEST: dict[str, Any] = {
    "command": ["truce-sim", "run", "x"],
    "tool_version": "0.1.0",
    "seed": 1,
}


def answer(scenario: Scenario, study: Odds | Compare) -> Answer:
    return study.conduct(scenario, work(1))


def page(scenario: Scenario, runs: int = 60) -> str:
    found = answer(scenario, Odds(runs, 1))
    return build_page(found.result, found.story, MANIFEST)


@pytest.fixture(scope="module")
def smallest() -> str:
    return page(SMALLEST)


def test_nothing_comes_from_outside_the_file(smallest: str) -> None:
    without_names = smallest.replace("http://www.w3.org/", "").replace("http-equiv", "")
    assert "http" not in without_names
    assert "src=" not in smallest.replace("-src ", "")
    assert """content="default-src 'none';""" in smallest


def test_every_chart_has_a_title_and_a_description_with_numbers(smallest: str) -> None:
    charts = re.findall(r"<svg.*?</svg>", smallest, re.DOTALL)
    assert len(charts) >= 5
    for chart in charts:
        assert 'role="img"' in chart
        assert re.search(r"<title[^>]*>[^<]+</title>", chart)
        assert re.search(r"<desc[^>]*>[^<]*\d[^<]*</desc>", chart)


def test_ids_are_unique_over_all_charts(smallest: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', smallest)
    assert len(ids) == len(set(ids))


def test_the_same_result_gives_the_same_bytes(smallest: str) -> None:
    assert page(SMALLEST) == smallest


def test_the_report_of_the_syria_scenario_is_small() -> None:
    assert len(page(load("scenarios/syria-2016.toml"), runs=40).encode()) < 600_000


EVIL = '<b onload="x">[red]$\\frac{1}{2}$ & "quotes"'
NAMES = ["حلب الشرقية", "停火协议监督委员会", EVIL]


@pytest.mark.parametrize("name", NAMES)
def test_user_text_is_shown_as_written_and_never_acts(name: str) -> None:
    found = page(with_values(SMALLEST, {"title": name, "parties.north.name": name[:80]}), runs=30)
    assert "<b onload" not in found
    assert re.search(r"<[^>]*onload", re.sub(r"&lt;.*?&gt;", "", found)) is None
    if name is not EVIL:
        assert name in found


def extreme(**changes: Any) -> Scenario:
    raw: dict[str, Any] = {
        "title": "extreme",
        "dates": {"truce_starts": "2030-01-01 00:00", "talks": "2030-01-03 00:00"},
        "parties": {
            "a": {"violates": {"chance": 0.2, "every": "1 day"}, "hits": {"b": 1}},
            "b": {"violates": {"chance": 0.2, "every": "1 day"}, "hits": {"a": 1}},
        },
    }
    return from_raw(raw | changes)


EXTREMES = {
    "all hold": extreme(),
    "none hold": extreme(
        spiral={"violations": 1, "window": "1h"},
        parties={
            "a": {"violates": {"chance": 0.999, "every": "1h"}, "hits": {"b": 1}},
            "b": {"violates": {"chance": 0.999, "every": "1h"}, "hits": {"a": 1}},
        },
    ),
    "two years": extreme(dates={"truce_starts": "2030-01-01 00:00", "talks": "2032-01-01 00:00"}),
    "twenty parties": extreme(
        parties={
            f"p{n}": {
                "violates": {"chance": 0.3, "every": "1 day"},
                "hits": {f"p{(n + 1) % 20}": 1},
                "tolerance": 9,
            }
            for n in range(20)
        }
    ),
}


@pytest.mark.parametrize(
    "scenario",
    [
        pytest.param(one, id=name, marks=pytest.mark.slow if name == "two years" else ())
        for name, one in EXTREMES.items()
    ],
)
@pytest.mark.filterwarnings("error")
def test_extremes_are_drawn(scenario: Scenario) -> None:
    found = page(scenario, runs=30)
    assert "<svg" in found
    assert "nan" not in re.findall(r'\sd="[^"]*"', found)
    assert "100 %" not in found
    assert "100%" not in re.sub(
        r"<style.*?</style>|style=\"[^\"]*\"|width=\"100%\"", "", found, flags=re.DOTALL
    )


def test_a_comparison_has_a_report_too() -> None:
    calmer = with_values(SMALLEST, {"parties.all.tolerance": 40})
    found = answer(SMALLEST, Compare(60, 1, (calmer,)))
    text = build_page(found.result, None, MANIFEST)
    assert SMALLEST.title in text
    assert "<svg" in text


def test_charts_are_written_as_svg_and_png_that_say_simulated() -> None:
    found = answer(SMALLEST, Odds(30, 1))
    files = chart_files(found.result, found.story, ("svg", "png"))
    assert {Path(name).suffix for name in files} == {".svg", ".png"}
    assert all(data.startswith(b"\x89PNG") for name, data in files.items() if name.endswith("png"))


def test_the_report_is_rebuilt_from_the_stored_result_alone(tmp_path: Path) -> None:
    from truce_sim.cli.main import main

    run = ["run", "scenarios/smallest.toml", "--runs", "40", "--jobs", "1", "--out", str(tmp_path)]
    assert main([*run, "-q", "--format", "html"]) == 0
    (report,) = tmp_path.rglob("report.html")
    before = report.read_bytes()
    report.unlink()
    assert main(["report", "--out", str(tmp_path), "--format", "html"]) == 0
    assert report.read_bytes() == before
    stored = Store(tmp_path).find("latest")
    assert story_of(stored, result_of(stored)) is not None


@pytest.mark.usefixtures("undrawn")
def test_the_command_to_run_it_again_can_be_pasted() -> None:
    found = answer(SMALLEST, Odds(20, 1))
    words = ["truce-sim", "run", "my dir/x.toml", "--set", 'a.b={ chance = 0.2, every = "6h" }']
    text = build_page(found.result, found.story, {**MANIFEST, "command": words})
    said = re.search(r"<pre><code>(.*?)</code></pre>", text)
    assert said is not None
    assert shlex.split(unescape(said[1])) == words
