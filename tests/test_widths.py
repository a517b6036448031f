"""Text fits where it stands, no letter loses its marks, and no two labels are shown alike."""

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.widths import broken, cells, head, lines, lines_apart, shortened, tail, told_apart

ANY = st.text(st.characters(codec="utf-8"), max_size=60)
ALIKE = st.lists(
    st.lists(st.sampled_from(["north", "south", "the", "the", "북", "e\u0301", "(2)", "…", "👩‍👧"]))
    .map(" ".join)
    .map(lambda text: f"The northern command {text}"),
    max_size=9,
)
"""Names that begin, end, or are alike."""
LABELS = st.one_of(ALIKE, st.lists(ANY, max_size=6))


@given(ANY, st.integers(2, 30))
def test_what_is_cut_or_broken_fits(text: str, room: int) -> None:
    for piece in (head(text, room), tail(text, room), shortened(text, room)):
        assert cells(piece) <= room
    assert all(cells(line) <= room for line in (*lines(text, room), *broken(text, room)))


@given(ANY, st.integers(2, 30))
def test_what_is_broken_is_all_there(text: str, room: int) -> None:
    assert "".join("".join(broken(text, room)).split()) == "".join(text.split())


@given(st.text("aé한e\u0301\u0308👩\u200d👧नि", max_size=40), st.integers(2, 20))
def test_no_letter_is_parted_from_its_marks(text: str, room: int) -> None:
    start, end = head(text, room), tail(text, room)
    assert text.startswith(start)
    assert text.endswith(end)
    for rest in (text[len(start) :], end):
        if len(rest) < len(text) and rest:
            assert category(rest[0]) not in ("Mn", "Me", "Cf")


@given(LABELS, st.integers(8, 40))
def test_no_two_labels_are_told_alike(labels: list[str], room: int) -> None:
    shown = told_apart(labels, room)
    assert len(set(shown)) == len(labels)
    assert all(cells(text) <= room for text in shown)


@given(LABELS, st.integers(10, 30))
def test_no_two_labels_are_folded_alike(labels: list[str], room: int) -> None:
    shown = lines_apart(labels, room)
    assert all(cells(line) <= room for said in shown for line in said)
    assert all(1 <= len(said) <= 2 for said in shown)
    assert len({" ".join(" ".join(said).split()) for said in shown}) == len(labels)


@given(LABELS, st.integers(8, 40))
def test_labels_that_fit_and_differ_stay_as_they_are(labels: list[str], room: int) -> None:
    shown = told_apart(labels, room)
    for label, text in zip(labels, shown, strict=True):
        if cells(label) <= room and labels.count(label) == 1 and "…" not in "".join(labels):
            assert text == label


@pytest.mark.parametrize(
    ("labels", "room", "shown"),
    [
        (["North", "South"], 10, ["North", "South"]),
        (["A long name of one", "Another long name"], 12, ["A long name…", "Another lon…"]),
        (
            ["The command is paid on day one", "The command is paid on day two"],
            20,
            ["The command i…ay one", "The command i…ay two"],
        ),
    ],
)
def test_labels_read_as_one_would_cut_them(labels: list[str], room: int, shown: list[str]) -> None:
    assert told_apart(labels, room) == shown


def test_labels_that_are_the_same_are_followed_by_what_tells_them_apart() -> None:
    assert told_apart(["Army", "Army", "Navy"], 20, ["north", "south", "sea"]) == [
        "Army (north)",
        "Army (south)",
        "Navy",
    ]
    assert told_apart(["Army", "Army"], 20) == ["Army", "Army (2)"]


def test_letters_that_stand_on_others_take_no_cell() -> None:
    assert cells("e\u0301") == 1
    assert cells("北") == 2
    assert head("北京", 3) == "北"
