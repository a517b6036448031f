"""Two things are never shown under one name, however narrow the column."""

from hypothesis import given, settings
from hypothesis import strategies as st
from truce_sim.scenario.widths import cells, cut, lines_apart, shortened, told_apart

LABELS = st.lists(
    st.one_of(
        st.text("ab 北é\u0301", max_size=60),
        st.builds(
            lambda end: f"the army of the north: {end} of the zone by the river", st.text("xy")
        ),
        st.just("More teams, sooner and with better access than before"),
    ),
    max_size=8,
)


@given(LABELS, st.integers(12, 60))
@settings(max_examples=150)
def test_labels_cut_for_width_stay_different(labels: list[str], room: int) -> None:
    shown = told_apart(labels, room)
    assert len(set(shown)) == len(labels)
    assert all(cells(text) <= room for text in shown)
    for label, text in zip(labels, shown, strict=True):
        if cells(label) <= room and labels.count(label) == 1 and len(set(labels)) == len(labels):
            assert text == label or any(shortened(one, room) == label for one in labels)
    broken = lines_apart(labels, room)
    assert len({tuple(one) for one in broken}) == len(labels)
    assert all(cells(line) <= room for one in broken for line in one)


def test_what_differs_at_its_end_is_cut_in_its_middle() -> None:
    long = "the united armed forces of the north: "
    shown = told_apart([f"{long}retaliates", f"{long}tolerance", "south: tolerance"], 28)
    assert [one.rsplit("…", 1)[-1] for one in shown[:2]] == ["etaliates", " tolerance".strip()]
    assert shown[2] == "south: tolerance"


def test_letters_that_stand_on_others_take_no_cell() -> None:
    assert cells("e\u0301") == 1
    assert cells("北") == 2
    assert cut("北京", 3) == "北"
