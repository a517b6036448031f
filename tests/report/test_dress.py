"""Each chart is drawn once, whatever it is written to, and none that nobody asks for."""

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import made_up
import pytest
from matplotlib.figure import Figure
from truce_sim.report import pictures
from truce_sim.report.drawings import Drawing
from truce_sim.report.files import Dress, Files
from truce_sim.report.question import Question
from truce_sim.report.style import wide
from truce_sim.studies.results.common import Result, Story

AnyQuestion = Question[Any]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> Counter[tuple[str, float]]:
    """Count what is drawn, by chart and width."""
    count: Counter[tuple[str, float]] = Counter()
    plain = Question.charts

    def counted(question: AnyQuestion, result: Result, story: Story | None) -> dict[str, Drawing]:
        charts = plain(question, result, story)
        return {key: replace(one, draw=_counting(one)) for key, one in charts.items()}

    def _counting(drawing: Drawing) -> Callable[[], Figure]:
        def draw() -> Figure:
            count[drawing.key, wide()] += 1
            return drawing.draw()

        return draw

    monkeypatch.setattr(Question, "charts", counted)
    return count


def dress(kind: str) -> Dress:
    result = made_up.ALL[kind]
    return Dress(result, None)


@pytest.mark.parametrize(
    "kind", ["compare", "sensitivity", pytest.param("run", marks=pytest.mark.slow)]
)
def test_each_chart_is_drawn_once_and_reads_the_same_in_any_order(
    kind: str, drawn: Counter[tuple[str, float]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pictures, "_DPI", 40)
    first, second = dress(kind), dress(kind)
    found: list[Files] = []
    for one, order in ((first, ("html", "svg", "png")), (second, ("png", "svg", "html"))):
        drawn.clear()
        files: Files = {}
        for name in order:
            files |= one.files(made_up.MANIFEST, [name])
        assert drawn
        assert set(drawn.values()) == {1}
        found.append(dict(sorted(files.items())))
    assert found[0] == found[1]


@pytest.mark.parametrize("kind", ["run", "compare"])
def test_nothing_is_drawn_that_is_not_asked_for(
    kind: str, drawn: Counter[tuple[str, float]]
) -> None:
    one = dress(kind)
    assert one.files(made_up.MANIFEST, []) == {}
    assert not drawn
    page = one.files(made_up.MANIFEST, ["html"])["report.html"]
    assert {key for key, _ in drawn} == {
        key for key in one.drawings if f'"{key}-title' in str(page)
    }
    drawn.clear()
    dress(kind).files(made_up.MANIFEST, ["svg"])
    assert len({width for _, width in drawn}) == 1
