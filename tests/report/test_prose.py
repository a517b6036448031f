"""Every number in prose comes from the stored result, and says what that result says."""

import json
import math
import re
from collections.abc import Iterator
from itertools import groupby
from typing import Any

import made_up
import pytest
from truce_sim.report.beside import beside
from truce_sim.report.page import build_page, sections
from truce_sim.report.questions.run.sentences import ends, in_words, levers, untold
from truce_sim.report.registry import question_of
from truce_sim.report.terminal import tells
from truce_sim.report.told import Sentence, say
from truce_sim.report.words import about, nearest, sentence_case
from truce_sim.statistics.proportions import share
from truce_sim.studies.results.common import Result, Story
from truce_sim.studies.results.run import RunResult

RUNS = ("run", "none-hold", "all-hold", "rare")


def _result(name: str) -> Result:
    made = {"none-hold": 0, "all-hold": 2000, "rare": 3}
    return made_up.run(made[name]) if name in made else made_up.ALL[name]


def _story(result: Result) -> Story | None:
    return made_up.story(result.heading) if result.kind == "run" else None


def _sentences(result: Result) -> Iterator[Sentence]:
    story = _story(result)
    question = question_of(result)
    charts = question.charts(result, story)
    top = question.hero(result)
    yield from beside(result)
    yield from (s for s in (top.sentence, top.words, top.caption) if s is not None)
    yield from (finding.support for finding in question.findings(result))
    yield from (s.answer for s in sections(result, story, charts, {}) if s.answer is not None)
    yield from (chart.description for chart in charts.values())


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        for key, child in value.items():
            yield key
            yield from _leaves(child)
    elif isinstance(value, list):
        for child in value:
            yield from _leaves(child)
    else:
        yield value


NAMES = [*made_up.ALL, "none-hold", "all-hold", "rare"]


@pytest.mark.parametrize("name", NAMES)
def test_every_number_is_in_the_summary(name: str) -> None:
    result = _result(name)
    stored = set(_leaves(json.loads(result.model_dump_json())))
    told = _counted(result)
    for sentence in _sentences(result):
        for number in sentence.numbers:
            for source in number.sources:
                assert source in stored or source in told, (sentence.plain, number)


def _counted(result: Result) -> set[Any]:
    """Return numbers that are counts of what the stored files list."""
    counts: set[Any] = {"points"}
    if isinstance(result, RunResult):
        story = _story(result)
        assert story is not None
        fired = [event.kind for event in story.events if event.kind in ("violation", "retaliation")]
        counts |= {story.replication, story.end_hours, len(fired), fired.count("retaliation")}
        if result.ignorance is not None:
            counts.add(len(result.ignorance.levers))
    return counts


@pytest.mark.parametrize("name", NAMES)
def test_no_digit_stands_in_a_sentence_unless_it_was_told(name: str) -> None:
    for sentence in _sentences(_result(name)):
        left = sentence.plain
        for number in sorted(sentence.numbers, key=lambda told: -len(told.text)):
            left = left.replace(number.text, "")
        names = [*_result(name).heading.parties.values(), "Wilson"]
        for known in names:
            left = left.replace(known, "")
        assert not re.search(r"\d", left.replace("(median)", "")), (sentence.plain, left)


@pytest.mark.parametrize("name", NAMES)
def test_shares_are_told_to_the_nearest_of_100(name: str) -> None:
    for sentence in _sentences(_result(name)):
        for number in sentence.numbers:
            source = number.sources[0]
            if len(number.sources) == 1 and isinstance(source, float) and 0 < source < 1:
                said = re.fullmatch(r"(\d+)", number.text)
                if said and source > 0.005:
                    near = (100 * source, source, 100 * source + 1e-9)
                    assert any(math.isclose(int(said[1]), x, abs_tol=1.0) for x in near), number


def test_names_in_sentences_are_escaped_once() -> None:
    sentence = say("*{who}* and {who}", who="<b>A & B</b>")
    assert str(sentence.html) == (
        "<b>&lt;b&gt;A &amp; B&lt;/b&gt;</b> and &lt;b&gt;A &amp; B&lt;/b&gt;"
    )
    assert sentence.plain == "<b>A & B</b> and <b>A & B</b>"


def test_braces_in_names_are_left_alone() -> None:
    assert say("{who} left", who="{0} {x} *").plain == "{0} {x} * left"


@pytest.mark.parametrize(("held", "word"), [(0, "none"), (200, "all")])
@pytest.mark.usefixtures("undrawn")
def test_inputs_that_change_nothing_are_told_by_their_runs(held: int, word: str) -> None:
    """Runs that all end alike hint at no spread: an interval would be false precision."""
    result = made_up.run(held, 200, keys=["shock"])
    assert result.ignorance is not None
    mean = result.ignorance.mean.model_copy(update={"value": held / 200})
    alike = {
        "mean": mean,
        "low_interval": (0.0, 0.9),
        "high_interval": (0.1, 1.0),
        "draws": 20,
        "runs_per_draw": 10,
    }
    result = result.model_copy(update={"ignorance": result.ignorance.model_copy(update=alike)})
    assert f"Over believable inputs {word} of 200 runs hold." in in_words(result).plain
    assert "nine sets in ten" not in build_page(result, None, made_up.MANIFEST)


def test_only_levers_whose_direction_is_clear_are_told_and_drawn() -> None:
    result = made_up.run()
    doubt = result.ignorance
    assert doubt is not None
    dull = doubt.model_copy(
        update={
            "levers": tuple(one.model_copy(update={"clear": False}) for one in doubt.levers),
            "widest_path": None,
        }
    )
    said = levers(dull)
    assert said is not None
    assert said.plain == (
        "Of the 4 inputs tried at both ends of their ranges, none stands out from chance."
    )
    unsure = result.model_copy(update={"ignorance": dull})
    charts = question_of(unsure).charts(unsure, None)
    assert "levers" not in charts
    assert "levers" in {section.key for section in sections(unsure, None, charts, {})}
    told = levers(doubt)
    assert told is not None
    for lever in doubt.levers:
        assert (sentence_case(lever.label) in told.plain) == lever.clear
        assert (lever.label in untold(doubt)) == (not lever.clear)
    for label in doubt.untried:
        assert label in untold(doubt)


def test_no_lever_is_called_the_biggest_unless_that_is_sure() -> None:
    result = made_up.run()
    doubt = result.ignorance
    assert doubt is not None
    open_ = doubt.model_copy(update={"widest_path": None})
    for ignorance, sure in ((doubt, True), (open_, False)):
        changed = result.model_copy(update={"ignorance": ignorance})
        terminal = "\n".join(line.plain for line in tells(changed))
        assert ("Biggest" in terminal) == sure
        assert (
            any("stands out" in one.lead for one in question_of(changed).findings(changed)) == sure
        )
        said = levers(ignorance)
        assert said is not None
        assert ("furthest" in said.plain) == sure


@pytest.mark.parametrize(
    ("value", "low", "high", "said"),
    [
        (0.234, 0.01, 0.44, "about 20"),
        (0.234, 0.2, 0.29, "about 25"),
        (0.234, 0.22, 0.25, "about 23"),
        (0.03, 0.0, 0.09, "about 5"),
        (0.03, 0.0, 0.2, "under 10"),
        (0.98, 0.8, 1.0, "over 90"),
        (0.003, 0.0, 0.01, "under 1"),
    ],
)
def test_a_number_is_told_to_the_digit_that_it_bears(
    value: float, low: float, high: float, said: str
) -> None:
    assert about(value, low, high) == said


def test_the_mean_over_inputs_stands_beside_the_files_own_number() -> None:
    result = made_up.run(1180)
    assert result.ignorance is not None
    mean = f"Over believable inputs: {nearest(100 * result.ignorance.mean.value)} on average"
    assert mean in in_words(result).plain
    assert mean in " ".join(line.plain.strip() for line in tells(result))


@pytest.mark.usefixtures("undrawn")
def test_a_value_outside_its_own_range_is_told_by_terminal_and_page() -> None:
    for made in (made_up.run(), made_up.ALL["sensitivity"], made_up.ALL["compare"]):
        row = next(row for row in made.inputs if row.believable)
        rows = tuple(
            one.model_copy(update={"outside": True}) if one == row else one for one in made.inputs
        )
        outside = made.model_copy(update={"inputs": rows})
        said = f"{sentence_case(row.label)} is outside its believable range: {row.value}"
        assert said in " ".join(line.plain.strip() for line in tells(outside))
        assert said not in " ".join(line.plain.strip() for line in tells(made))
    assert "(outside)" in build_page(outside, None, made_up.MANIFEST)
    assert "(outside)" not in build_page(made, None, made_up.MANIFEST)


def test_nobody_says_certain() -> None:
    for held in (0, 1999, 2000):
        text = " ".join(s.plain for s in _sentences(made_up.run(held)))
        assert "100%" not in text
        assert "100 in 100" not in text
        assert " 0 in 100" not in text


def test_a_cause_ends_all_runs_only_where_none_held() -> None:
    for held, said in ((0, "all runs"), (1, "nearly all runs")):
        made = made_up.run(held)
        (first, *_) = made.causes
        whole = first.model_copy(update={"share": share(2000 - held, 2000)})
        sentence = ends(made.model_copy(update={"causes": (whole,)}))
        assert sentence is not None
        assert sentence.plain.endswith(f"ends every run that fails: {said}.")


@pytest.mark.parametrize(("held", "quiet"), [(1180, 0), (2000, 0), (1180, 80)])
def test_holding_is_told_from_quiet(held: int, quiet: int) -> None:
    made = made_up.run(held, verification=False, doubt=False)
    few = share(quiet, 2000)
    result = made.model_copy(update={"answers": made.answers.model_copy(update={"quiet": few})})
    found = [
        one.support.plain for one in question_of(result).findings(result) if "not calm" in one.lead
    ]
    hold = "all runs" if held == 2000 else "59 in 100 runs"
    calm = "only 4 in 100" if quiet else "none"
    assert found == [f"Until the talks {hold} hold, but {calm} are quiet by then."]


def test_nothing_is_said_of_verdicts_where_nobody_checks() -> None:
    result = made_up.run(verification=False)
    charts = question_of(result).charts(result, None)
    [rule] = [s for s in sections(result, None, charts, {}) if s.key == "rule"]
    assert "verdict" not in rule.heading
    assert rule.reading == ""


@pytest.mark.parametrize("kind", sorted(made_up.ALL))
def test_the_terminal_says_what_it_is_and_how_much_is_guessed(kind: str) -> None:
    result = made_up.ALL[kind]
    said = " ".join(line.plain.strip() for line in tells(result))
    assert "A thinking aid, not a forecast" in said
    guesses = sum(row.basis == "guess" for row in result.inputs)
    assert not guesses or f"{guesses} of {len(result.inputs)} inputs are guesses" in said


def test_the_bar_and_its_key_share_their_shades() -> None:
    result = made_up.run(1127)
    lines = [line.plain for line in tells(result)]
    bar = next(line for line in lines if "█" in line)
    assert [letter for letter, _ in groupby(bar.strip("█ "))] == [
        "▓▒░"[place % 3] for place in range(len(result.causes))
    ]
    for place, cause in enumerate(result.causes):
        assert any(f"{'▓▒░'[place % 3]} {cause.label}" in line for line in lines)
