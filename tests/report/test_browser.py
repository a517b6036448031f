"""The page in a real browser: nothing too wide, nothing on top of each other, page one whole."""

import re
from collections.abc import Callable
from typing import Any

import chromium
import made_up
import pytest

from sim.report.page import build_page
from sim.studies.results import AnyResult, Story

Seen = tuple[list[dict[str, Any]], str]
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


def _pages(page: Callable[[str], str]) -> dict[str, str]:
    extremes: dict[str, tuple[AnyResult, Story | None]] = {
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
    pages = {kind: page(kind) for kind in made_up.ALL}
    for name, (result, story) in extremes.items():
        pages[name] = build_page(result, story, made_up.MANIFEST)
    return pages


@pytest.fixture(scope="module")
def seen(page: Callable[[str], str]) -> Seen:
    chromium.path()
    return chromium.measured(_pages(page), (1100, 500))


def test_nothing_is_wider_than_the_page(seen: Seen) -> None:
    for page in seen[0]:
        wide = int(str(page["name"]).rsplit("-", 1)[1])
        assert page["scroll"] <= wide, page["name"]
        assert not page["wider"], (page["name"], page["wider"][:5])


def test_no_text_in_a_chart_lies_on_another(seen: Seen) -> None:
    assert {p["name"]: p["overlaps"][:6] for p in seen[0] if p["overlaps"]} == {}


def test_no_text_leaves_its_chart(seen: Seen) -> None:
    assert {p["name"]: p["outside"][:6] for p in seen[0] if p["outside"]} == {}


def test_no_chart_is_blown_up_beyond_the_size_that_it_was_drawn_for(seen: Seen) -> None:
    assert {p["name"]: p["stretched"] for p in seen[0] if p["stretched"]} == {}


def test_every_page_shows_charts_and_says_nothing_on_the_console(seen: Seen) -> None:
    pages, console = seen
    assert all(page["charts"] >= 1 for page in pages)
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
