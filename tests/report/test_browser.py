"""The page in a real browser: nothing too wide, nothing on top of each other, page one whole."""

import re
from collections.abc import Callable

import chromium
import made_up
import pytest
from truce_sim.report.page import build_page
from truce_sim.studies.results.common import Result, Story

_FAULTS = ("wider", "overlaps", "outside", "stretched")
"""Wider than the page; text on text; text beyond its chart; chart beyond its size."""
TWO_YEARS = made_up.heading(days=731)
TWO_DAYS = made_up.heading(days=2)
MANY = made_up.heading(
    title="A truce of names: " + "very " * 30 + "long?",
    names=[
        "N" * 200,
        "حزب الشمال الديمقراطي",
        "北方联合阵线与同盟者",
        *(f"Party {place} of the northern districts" for place in range(17)),
    ],
    others=[],
)


def _extremes() -> dict[str, str]:
    extremes: dict[str, tuple[Result, Story | None]] = {
        "none-hold": (made_up.run(0, keys=["shock"], doubt=False), None),
        "all-hold": (
            made_up.run(2000, days=2, about=TWO_DAYS),
            made_up.story(TWO_DAYS, held=True, incidents=5),
        ),
        "nobody-verifies": (made_up.run(verification=False), made_up.story(TWO_DAYS, incidents=5)),
        "two-years": (
            made_up.run(days=731, about=TWO_YEARS),
            made_up.story(TWO_YEARS, incidents=1500),
        ),
        "names": (made_up.run(about=MANY), made_up.story(MANY, incidents=300)),
        "options": (
            made_up.compare(["W" * 200, "توسيع لجنة المراقبة", "扩大核查小组的规模"]),
            None,
        ),
    }
    return {
        name: build_page(result, story, made_up.MANIFEST)
        for name, (result, story) in extremes.items()
    }


def test_every_page_fits_shows_charts_and_lets_all_its_words_be_read(
    page: Callable[[str], str],
) -> None:
    """One test of all pages at both widths: drawing and loading them is what takes time."""
    chromium.path()
    fits({kind: page(kind) for kind in made_up.ALL})


@pytest.mark.slow
def test_every_page_of_extremes_fits_as_well() -> None:
    chromium.path()
    fits(_extremes())


def fits(drawn: dict[str, str]) -> None:
    pages, console = chromium.measured(drawn, (1100, 500))
    faults = {
        one["name"]: found
        for one in pages
        if (found := {what: one[what][:6] for what in _FAULTS if one[what]})
    }
    assert faults == {}
    for one in pages:
        assert one["scroll"] <= int(str(one["name"]).rsplit("-", 1)[1]), one["name"]
        assert one["charts"] >= 1, one["name"]
    assert console == ""


def test_page_one_of_the_print_is_the_brief(page: Callable[[str], str]) -> None:
    chromium.path()
    first, second = chromium.printed(page("run"))
    title = made_up.ALL["run"].heading.title
    flat = re.sub(r"\s+", " ", first)
    for piece in (
        title,
        "59 in 100",
        "holds until the talks",
        "Waiting costs odds.",
    ):
        assert piece in flat
    assert "Most often it ends with" in flat
    assert "How long does it last?" in flat
    assert "In what state does it reach the talks?" not in flat
    assert "In what state does it reach the talks?" in re.sub(r"\s+", " ", second)


def test_the_ruler_notices_what_it_should() -> None:
    chromium.path()
    bad = (
        '<body><svg width="100" height="50" viewBox="0 0 100 50"><text x="5" y="20">one</text>'
        '<text x="8" y="22">two</text><text x="90" y="40">far out</text></svg>'
        '<svg style="width:300px" viewBox="0 0 100 50"><text x="5" y="20">big</text></svg>'
        '<p style="width:900px">wide</p><script>console.error("oh")</script></body>'
    )
    (page,), console = chromium.measured({"bad": bad}, (500,))
    assert page["overlaps"] == ["one / two"]
    assert page["outside"] == ["far out"]
    assert page["wider"]
    assert page["stretched"] == [" by 3.00"]
    assert "oh" in console
