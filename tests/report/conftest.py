"""Pages are built once for all tests of the report: drawing takes most of their time."""

from collections.abc import Callable
from functools import cache

import made_up
import pytest
from markupsafe import Markup
from truce_sim.report.page import build_page
from truce_sim.studies.results.common import Story


def story_of(kind: str) -> Story | None:
    result = made_up.ALL[kind]
    return made_up.story(result.heading) if result.kind == "run" else None


@cache
def _page(kind: str) -> str:
    return build_page(made_up.ALL[kind], story_of(kind), made_up.MANIFEST)


@pytest.fixture
def undrawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave charts out of pages of which the words are looked at."""
    monkeypatch.setattr("truce_sim.report.page.inlined", lambda _: Markup())


@pytest.fixture(scope="session")
def page() -> Callable[[str], str]:
    """Return a function that gives the page of each made-up result."""
    return _page
