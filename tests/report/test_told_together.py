"""Numbers that are told together agree, and sentences say what they mean in plain words."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import compare, heading, run, story
from truce_sim.report.charts.hazard import hazard
from truce_sim.report.charts.story import ending
from truce_sim.report.questions.compare.sentences import in_part
from truce_sim.report.questions.run.seen import monitors, one_run, ruled
from truce_sim.report.questions.run.sentences import believable, lasts
from truce_sim.report.words import hundred, nearest, points, signed, within_a_day
from truce_sim.statistics.paired import paired_share_of
from truce_sim.statistics.proportions import share
from truce_sim.studies.results.common import Event, Story
from truce_sim.studies.results.run import RunResult


@pytest.mark.parametrize(
    ("number", "whole"),
    [(27.5, 28), (28.5, 29), (-0.5, -1), (0.49, 0), (100 * 0.285, 29), (-28.5, -29), (0.0, 0)],
)
def test_halves_are_rounded_away_from_nothing(number: float, whole: int) -> None:
    assert nearest(number) == whole
    assert signed(number / 100) == (f"{whole:+d}" if whole else "0")


def test_a_change_that_rounding_would_contradict_keeps_its_decimal() -> None:
    # 27.6 and 28.4 of 100 are both told as 28, and 27.4 and 28.6 as 27 and 29.
    alike = paired_share_of(both=276, gained=8, lost=0, neither=716)
    assert points(alike) == "+0.8"
    apart = paired_share_of(both=274, gained=12, lost=0, neither=714)
    assert points(apart) == "+1.2"
    assert points(paired_share_of(both=275, gained=10, lost=0, neither=715)) == "+1"
    assert points(paired_share_of(both=275, gained=5, lost=5, neither=715)) == "0"
    tiny = paired_share_of(both=27499, gained=4, lost=0, neither=72497)
    assert points(tiny) == "+0.004"


@given(st.tuples(*[st.integers(0, 600)] * 4).filter(any))
def test_a_whole_change_is_that_between_both_odds_as_told(counts: tuple[int, ...]) -> None:
    both, gained, lost, neither = counts
    change = paired_share_of(both, gained, lost, neither)
    said, runs = points(change), sum(counts)
    first, second = (hundred((both + one) / runs) for one in (lost, gained))
    if "." not in said and "e" not in said:
        assert int(said) == second - first or (change.value and not int(said))
    assert (float(said) > 0, float(said) < 0) == (gained > lost, gained < lost) or said == "0"


def test_what_is_told_of_in_part_is_short_where_there_is_none() -> None:
    result = compare()
    none = result.base.model_copy(update={"in_part": share(0, 2000)})
    change = paired_share_of(0, 0, 0, 2000)
    options = [
        option.model_copy(
            update={
                "answers": option.answers.model_copy(update={"in_part": share(0, 2000)}),
                "in_part": change,
            }
        )
        for option in result.options
    ]
    result = result.model_copy(update={"base": none, "options": tuple(options)})
    said = in_part(result)
    assert said is not None
    assert said.plain == (
        "None of 2,000 runs holds in part only, as the file stands or with any option."
    )
    options[0] = options[0].model_copy(
        update={
            "answers": options[0].answers.model_copy(update={"in_part": share(100, 2000)}),
            "in_part": paired_share_of(0, 100, 0, 1900),
        }
    )
    said = in_part(result.model_copy(update={"options": tuple(options)}))
    assert said is not None
    assert said.plain == (
        f"In part only: none of 2,000 runs as the file stands; 5 in 100 with “{options[0].label}” "
        "(a change of +4 to +6 points); no other option changes that beyond chance. "
        "What holds in part only counts as holding."
    )


def test_what_inputs_spread_is_told_in_whole_words() -> None:
    doubt = run(1180).ignorance
    assert doubt is not None
    wide = doubt.model_copy(update={"low_interval": (0.0, 0.39), "high_interval": (0.44, 0.86)})
    said = believable(wide).plain
    assert "(roughly: the low end may be under 39, the high end 44 to 86)." in said
    close = doubt.model_copy(update={"low_interval": (0.51, 0.9), "high_interval": (0.6, 1.0)})
    assert believable(close).plain.endswith("nine sets in ten could be over 51.")


def test_no_more_than_all_collapse_within_a_day() -> None:
    result = run(1180)
    risk = result.hazard
    early = risk.model_copy(
        update={
            "rate": (1.04, *([0.001] * (len(risk.rate) - 1))),
            "low": (0.9, *([0.0005] * (len(risk.rate) - 1))),
            "high": (5.0, *([0.002] * (len(risk.rate) - 1))),
        }
    )
    result = result.model_copy(update={"hazard": early})
    said = lasts(result)
    assert said is not None
    assert "of 100 truces that hold, 65 collapse within a day at first" in said.plain
    (axes,) = (one for one in hazard(result).axes if one.lines)
    drawn = max(float(np.max(np.asarray(line.get_ydata()))) for line in axes.lines)
    assert drawn == pytest.approx(100 * within_a_day(1.04))
    assert axes.get_ylim()[1] <= 125


def _watched(until: str | None) -> RunResult:
    result = run(1180)
    about = result.heading.model_copy(update={"watched_until": until})
    return result.model_copy(update={"heading": about})


def test_counts_that_go_on_after_the_talks_say_so() -> None:
    for tell in (monitors, ruled):
        longer, only = tell(_watched("2016-05-01 00:00")), tell(_watched(None))
        assert longer is not None
        assert only is not None
        assert "Counted until 1 May: these runs are watched beyond the talks." in longer.plain
        assert "watched beyond" not in only.plain


def test_the_drawing_of_one_run_ends_with_what_ended_it() -> None:
    opens = Event(
        hours=10,
        kind="talks open",
        who="",
        whom=None,
        zone=None,
        harm=None,
        incident=None,
        parent=None,
        sentence="",
    )

    def told(end: float, *, cause: str | None = None, held: bool = True) -> tuple[str, str]:
        events = (opens,) if held else ()
        return ending(
            Story(
                replication=0,
                held=held,
                cause=cause,
                end_hours=end,
                horizon_hours=heading().horizon_hours,
                events=events,
            )
        )

    assert told(10) == ("Talks open", "")
    assert told(20) == ("Watch ends", "after the talks")
    assert told(20, cause="shock") == ("Truce collapses", "after the talks")
    assert told(5, cause="shock", held=False) == ("Truce collapses", "")


def test_a_collapse_after_the_talks_is_told_of_the_run() -> None:
    result = run(1180)
    held = story(heading(), held=True)
    assert "after the talks" not in one_run(result, held).plain
    later = held.model_copy(update={"cause": "shock", "end_hours": held.end_hours + 240})
    said = one_run(result, later).plain
    assert "and the talks open on" in said
    assert "after the talks: outside shock." in said
