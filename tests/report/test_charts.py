"""Charts draw what the results say."""

import itertools

import made_up
import matplotlib as mpl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch
from truce_sim.report import terminal
from truce_sim.report.charts import causes, forest, icons, scales, story, survival, sweep, swimlanes
from truce_sim.report.style import for_phone
from truce_sim.report.words import moment, nearest, span


def texts(figure: Figure) -> list[str]:
    found = [text.get_text() for text in figure.texts]
    for axes in figure.axes:
        found += [text.get_text() for text in axes.texts]
    return found


@pytest.mark.parametrize("held", [0, 1, 333, 1999, 2000])
def test_icons_sum_to_100(held: int) -> None:
    result = made_up.run(held)
    assert sum(group.icons for group in icons.groups(result.answers.held, result.causes)) == 100


@pytest.mark.parametrize("held", [0, 169, 1127, 1128, 1129, 1130, 1131, 2000])
def test_no_count_of_icons_contradicts_the_headline(held: int) -> None:
    result = made_up.run(held)
    first, *others = icons.groups(result.answers.held, result.causes)
    assert first.icons == nearest(100 * held / 2000)
    assert first.icons + sum(group.icons for group in others) == 100


def test_the_terminal_counts_causes_as_the_icons_do() -> None:
    result = made_up.run(1127)
    said = "\n".join(line.plain for line in terminal.tells(result))
    groups = icons.groups(result.answers.held, result.causes)[1:]
    for group, shade in zip(groups, itertools.cycle("▓▒░"), strict=False):
        assert f"{group.icons or '<1':>3} {shade} {group.label}" in said


def test_survival_writes_the_count_not_a_point_of_the_curve() -> None:
    assert "59" in texts(survival.survival(made_up.run(1180)))


def test_risk_table_ends_with_the_runs_that_hold() -> None:
    found = texts(survival.survival(made_up.run(1180)))
    assert "1,180" in found
    assert "820" in found


def test_causes_are_labelled_as_the_icons_are() -> None:
    result = made_up.run(1165)
    shown = icons.groups(result.answers.held, result.causes)
    found = texts(causes.incidence(result))
    for group in shown[1:]:
        assert group.label in found
        assert str(group.icons or "<1") in found


def test_every_retaliation_has_an_arrow() -> None:
    about = made_up.heading()
    told = made_up.story(about)
    answers = sum(event.kind == "retaliation" for event in told.events)
    arrows = [
        patch
        for axes in story.story(about, told).axes
        for patch in axes.patches
        if isinstance(patch, FancyArrowPatch)
    ]
    assert len(arrows) == answers > 0


def test_dot_stands_where_the_last_jump_passes_the_limit() -> None:
    points = [(0.0, 0.0), (1.0, 1.1), (2.0, 0.6), (3.0, 1.2), (4.0, 1.3)]
    assert swimlanes.last_crossing(points) == (3.0, 1.2)
    assert swimlanes.last_crossing(points[:1]) is None


def test_the_party_that_walked_out_leads_the_strip() -> None:
    about = made_up.heading()
    told = made_up.story(about)
    assert story.leader(told, {"p0": [(0, 0.2)], "p1": [(0, 0.9)]}) == "p0"
    assert (
        story.leader(told.model_copy(update={"events": ()}), {"p0": [(0, 0.2)], "p1": [(0, 0.9)]})
        == "p1"
    )


def test_crowded_runs_keep_the_gravest_incidents() -> None:
    about = made_up.heading(days=731)
    told = made_up.story(about, incidents=2000)
    kept = swimlanes.drawn(told)
    assert len(kept) == swimlanes.MOST_DOTS
    assert max(event.harm or 0 for event in told.events) == max(event.harm or 0 for event in kept)


def test_checks_never_share_a_row_at_one_time() -> None:
    found = swimlanes.checks(made_up.story(made_up.heading()))
    assert found
    for one in found:
        for other in found:
            if one is not other and one.row == other.row:
                assert one.end <= other.start or other.end <= one.start


def test_forest_has_change_and_new_odds() -> None:
    found = texts(forest.forest(made_up.compare()))
    assert {"+22", "78", "too close to call"} <= set(found)


def test_heatmap_marks_cells_that_chance_leaves_open() -> None:
    found = texts(sweep.sweep(made_up.sweep_grid()))
    open_cells = [
        point for point in made_up.sweep_grid().points if point.held.low < 0.5 < point.held.high
    ]
    assert sum(text.endswith("?") and text != "?" for text in found) == len(open_cells) > 0


def test_a_users_own_settings_do_not_leak_in() -> None:
    with mpl.rc_context({"font.size": 40, "axes.grid": False, "text.usetex": True}):
        assert float(survival.survival(made_up.run()).texts[0].get_fontsize()) < 12


def test_charts_for_the_phone_are_narrow() -> None:
    with for_phone():
        assert survival.survival(made_up.run()).get_size_inches()[0] < 5
    assert survival.survival(made_up.run()).get_size_inches()[0] > 8


@pytest.mark.parametrize("hours", [20, 48, 96, 264, 24 * 45, 24 * 200, 24 * 731])
@pytest.mark.parametrize("most", [3, 7])
def test_dates_are_few_and_inside(hours: float, most: int) -> None:
    ticks = scales.date_ticks(moment("2031-04-28 09:00"), hours, most)
    assert len(ticks) <= most + 1
    assert all(0 <= tick.hours <= hours for tick in ticks)


def test_months_are_named_when_they_change() -> None:
    labels = [tick.label for tick in scales.date_ticks(moment("2016-02-27 00:00"), 279, 7)]
    assert labels == ["27 Feb", "29", "2 Mar", "4", "6", "8"]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=8))
def test_labels_keep_apart_and_in_order(places: list[float]) -> None:
    moved = scales.apart(places, 0.1, 0, 1)
    ordered = sorted(moved)
    assert all(b - a >= 0.1 - 1e-9 for a, b in itertools.pairwise(ordered))
    assert max(moved) <= 1 + 1e-9


@pytest.mark.parametrize(
    ("low", "high", "said"),
    [
        (0.54, 0.58, "54 to 58"),
        (0.997, 0.9999, "over 99"),
        (0.0001, 0.003, "under 1"),
        (0.0, 0.02, "under 2"),
        (0.88, 1.0, "over 88"),
        (0.0, 1.0, "anything"),
        (0.551, 0.552, "55"),
    ],
)
def test_intervals_never_claim_certainty(low: float, high: float, said: str) -> None:
    assert span(low, high) == said
