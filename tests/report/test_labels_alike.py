"""Labels that are long and begin alike are told apart wherever a table or a chart cuts them."""

import re
from collections.abc import Callable

import made_up
import pytest
from matplotlib.figure import Figure
from rich.console import Console
from truce_sim.report import level_rows, terminal, terminal_lines
from truce_sim.report.charts import forest, sweep, tornado, variance
from truce_sim.report.questions.sweep import terminal as of_sweep
from truce_sim.report.style import for_phone
from truce_sim.studies.results.common import Result
from truce_sim.studies.results.compare import CompareResult, Option
from truce_sim.studies.results.sensitivity import SensitivityResult
from truce_sim.studies.results.sweep import SweepParam, SweepResult

BEGINNING = "The United National Salvation Front of all the provinces of the river and the"


NUMBER = re.compile(r"\d+(?:th|ax|bx|…)|\(\d+\)")


def name(number: int, end: str = "th") -> str:
    return f"{BEGINNING} {number}{end}"


def options() -> CompareResult:
    result = made_up.ALL["compare"]
    assert isinstance(result, CompareResult)
    alike: list[Option] = [
        option.model_copy(update={"label": name(place)})
        for place, option in enumerate(result.options)
    ]
    assert result.regret is not None
    sets = [
        one.model_copy(update={"label": name(place)})
        for place, one in enumerate(result.regret.options)
    ]
    regret = result.regret.model_copy(update={"options": tuple(sets)})
    return result.model_copy(update={"options": tuple(alike), "regret": regret})


def inputs() -> SensitivityResult:
    result = made_up.ALL["sensitivity"]
    assert isinstance(result, SensitivityResult)
    assert result.explained is not None
    bars = [
        bar.model_copy(update={"label": name(place)}) for place, bar in enumerate(result.tornado)
    ]
    parts = [
        part.model_copy(update={"label": name(place)})
        for place, part in enumerate(result.explained.variance)
    ]
    explained = result.explained.model_copy(update={"variance": tuple(parts)})
    return result.model_copy(update={"tornado": tuple(bars), "explained": explained})


def levels(kind: str) -> SweepResult:
    result = made_up.ALL[kind]
    assert isinstance(result, SweepResult)
    texts = {
        param.path: {text: name(place, end) for place, text in enumerate(param.texts)}
        for param, end in zip(result.params, ("ax", "bx"), strict=False)
    }
    params: list[SweepParam] = [
        param.model_copy(update={"label": name(place), "texts": tuple(texts[param.path].values())})
        for place, param in enumerate(result.params)
    ]
    points = [
        point.model_copy(
            update={
                "levels": tuple(
                    texts[param.path][level]
                    for param, level in zip(result.params, point.levels, strict=True)
                )
            }
        )
        for point in result.points
    ]
    return result.model_copy(update={"params": tuple(params), "points": tuple(points)})


def printed(result: Result) -> list[str]:
    console = Console(width=400, highlight=False, markup=False)
    with console.capture() as capture:
        terminal.show(console, terminal.tells(result))
    return capture.get().splitlines()


def drawn(figure: Figure) -> str:
    axes = [text for one in figure.axes for text in one.texts]
    ticks = [tick for one in figure.axes for tick in one.get_xticklabels()]
    return " | ".join(text.get_text() for text in (*figure.texts, *axes, *ticks))


@pytest.mark.parametrize("wide", [80, 92])
@pytest.mark.parametrize(
    "result",
    [options(), inputs(), levels("sweep-line"), levels("sweep-grid")],
    ids=["compare", "sensitivity", "sweep", "grid"],
)
def test_no_table_shows_two_things_under_one_name(
    monkeypatch: pytest.MonkeyPatch, result: Result, wide: int
) -> None:
    for module in (terminal_lines, level_rows, of_sweep):
        monkeypatch.setattr(module, "columns", lambda: wide)
    # Sentences name things in full; what is cut stands in tables.
    tables: list[list[str]] = [[]]
    for line in printed(result):
        if "…" in line:
            tables[-1].append(line)
        elif tables[-1]:
            tables.append([])
    told = [NUMBER.findall(" ".join(table)) for table in tables if table]
    assert told
    for numbers in told:
        assert numbers
        assert len(set(numbers)) == len(numbers)


def test_a_unit_that_all_columns_share_is_told_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(of_sweep, "columns", lambda: 80)
    result = made_up.sweep_grid()
    across, up = result.params
    for unit, told in (("x before", True), ("", False)):
        new = {text: f"{place + 1.25} {unit}".strip() for place, text in enumerate(across.texts)}
        points = [
            one.model_copy(update={"levels": (new[one.levels[0]], one.levels[1])})
            for one in result.points
        ]
        moved = across.model_copy(update={"texts": tuple(new.values())})
        lines = printed(result.model_copy(update={"params": (moved, up), "points": tuple(points)}))
        (place,) = [at for at, line in enumerate(lines) if line.startswith("  across: ")]
        assert lines[place].endswith(f" ({unit})") == told
        assert lines[place + 2].split() == [text.split()[0] for text in new.values()]


@pytest.mark.parametrize("phone", [False, True])
@pytest.mark.parametrize(
    ("draw", "count"),
    [
        (lambda: forest.forest(options()), len(options().options)),
        (
            lambda: tornado.tornado(tornado.of_bars(inputs().tornado), 0.5),
            len(inputs().tornado),
        ),
        (
            lambda: variance.variance(inputs().explained),  # type: ignore[arg-type]
            len(inputs().explained.variance),  # type: ignore[union-attr]
        ),
        (lambda: sweep.sweep(levels("sweep-grid")), 2),
    ],
)
def test_no_chart_shows_two_things_under_one_name(
    draw: Callable[[], Figure], count: int, phone: bool
) -> None:
    if phone:
        with for_phone():
            text = drawn(draw())
    else:
        text = drawn(draw())
    assert "…" in text
    assert [place for place in range(count) if f"{place}th" not in text] == []
