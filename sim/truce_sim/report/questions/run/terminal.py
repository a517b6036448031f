"""What `run` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.questions.run import sentences as run
from truce_sim.report.terminal_lines import MUTED, WIDTH, wrapped
from truce_sim.studies.results.run import Ignorance, RunResult

HOLDS = "color(30)"


FAILS = ("color(130)", "color(166)", "color(172)", "color(215)", "color(180)", "color(223)")


BAR = 50
"""Cells of the bar that shows all runs."""


def briefly(result: RunResult) -> Iterator[Text]:
    """Yield the odds in one sentence."""
    held = result.answers.held
    said = w.in_100(held)
    talks = w.between_days(result.openings[0], result.openings[-1])
    runs = "" if said.endswith("runs") else " runs"
    line = Text("  ").append(w.sentence_case(said), style=f"bold {HOLDS}")
    line.append(f"{runs} hold until the talks, {talks}:")
    in_words = Text(f" {w.words(held)}", style="bold").append(".", style="not bold")
    if line.cell_len + in_words.cell_len <= WIDTH:
        yield line.append_text(in_words)
    else:
        yield line
        yield Text(" ").append_text(in_words)


def lead(result: RunResult) -> Iterator[Text]:
    """Yield the odds, in words and as a bar."""
    yield Text()
    yield from briefly(result)
    yield Text("  ").append_text(_bar(result))
    partly = run.in_part(result)
    if partly is not None:
        yield from wrapped(partly.plain)


def body(result: RunResult) -> Iterator[Text]:
    """Yield both doubts, why it fails and when, and the other meanings of "holds"."""
    yield from _doubts(result)
    if result.heading.stopping.rule != "fixed" or result.heading.partial:
        yield from wrapped(result.heading.stopping.sentence)
    yield Text()
    yield from _side_by_side(list(_why(result)), list(_when(result)))
    yield Text()
    yield from _answers(result)


def _bar(result: RunResult) -> Text:
    """Return all runs as one bar: what held, then each cause."""
    causes = result.causes
    held = result.answers.held.value
    parts = w.of_100(result.answers.held, causes)
    cells = [part * BAR // 100 for part in parts]
    whole = max(cells[0], 1 if held else 0)
    partly = 0
    if result.answers.in_part is not None:
        partly = min(round(result.answers.in_part.value * BAR), whole)
    bar = Text("█" * (whole - partly), style=HOLDS).append("▄" * partly, style=HOLDS)
    for place, width in enumerate(cells[1:]):
        bar.append_text(_shade(place, max(1, width)))
    return bar


def _shade(place: int, width: int = 1) -> Text:
    """Return how a cause is shown in the bar: in the order in which causes are told."""
    return Text("▓▒░"[place % 3] * width, style=FAILS[place % len(FAILS)])


def _doubts(result: RunResult) -> Iterator[Text]:
    """Yield both doubts in one sentence."""
    held = result.answers.held
    sentence = f"Chance between runs: {w.span(held.low, held.high)} ({t.level(held).text})"
    bound = w.bound_in_words(held)
    if bound:
        sentence = f"Chance between runs: {bound}"
    doubt = result.ignorance
    if doubt is None and any(row.believable for row in result.inputs):
        from truce_sim.studies.doubt import LOOKED_AT_FROM  # brings SciPy along

        few = result.heading.runs_wanted < LOOKED_AT_FROM
        sentence += "; other believable inputs: not looked at"
        sentence += f" (from {LOOKED_AT_FROM} runs on)" if few else ""
    yield from wrapped(f"{sentence}.")
    if doubt is not None:
        yield from wrapped(run.believable(doubt).plain)


def _why(result: RunResult) -> Iterator[Text]:
    """Yield the causes, counted as the report counts them: with what holds they sum to 100."""
    if not result.causes:
        yield Text("No run collapsed.", style="bold")
        return
    yield Text("Why it fails", style="bold")
    parts = w.of_100(result.answers.held, result.causes)
    for place, (cause, part) in enumerate(zip(result.causes, parts[1:], strict=True)):
        count = f"{part}" if part else "<1"
        yield Text(f"{count:>3} ").append_text(_shade(place)).append(f" {cause.label}")


def _when(result: RunResult) -> Iterator[Text]:
    heading = result.heading
    if not result.causes:
        return
    yield Text("When", style="bold")
    moments = (
        ("first tenth gone by", result.tenth_gone_hours),
        ("half of collapses by", result.half_of_collapses_hours),
    )
    for label, hours in moments:
        if hours is not None:
            yield Text(f"{label:<22}{w.short_day(w.date_at(heading.starts, hours))}")
    for when in (heading.talks_planned, heading.talks):
        if when is None:
            continue
        value = result.survival.at(w.hours_at(heading.starts, when))
        if value is not None:
            label = f"still holding {w.short_day(w.moment(when))}"
            yield Text(f"{label:<22}{w.odds(value)}")


def _side_by_side(left: list[Text], right: list[Text]) -> Iterator[Text]:
    width = 42
    for place in range(max(len(left), len(right))):
        line = Text("  ").append_text(left[place] if place < len(left) else Text())
        if place < len(right):
            line.pad_right(max(1, width - line.cell_len))
            line.append_text(right[place])
        yield line


def _answers(result: RunResult) -> Iterator[Text]:
    """Yield the other meanings of "holds"."""
    a = result.answers
    parts = (
        (a.quiet, "quiet at the end"),
        (a.settled, "settled"),
        (a.calm_streak, "with a calm streak"),
        (a.on_time, "on time"),
        *(((a.in_part, "in part only"),) if a.in_part is not None else ()),
    )
    said = ", ".join(f"{w.odds(share.value)} {name}" for share, name in parts)
    yield from wrapped(f"Of 100: {said}.")
    if result.ignorance is not None:
        yield from _levers(result.ignorance)


def _levers(doubt: Ignorance) -> Iterator[Text]:
    """Yield the inputs whose direction is clear at the ends of their ranges, and count the rest."""
    for lever in doubt.clear:
        name = "Biggest lever" if lever == doubt.widest and len(doubt.levers) > 1 else "Lever"
        line = Text(f"  {name}: ").append(lever.path, style="bold")
        effect = (
            f"{lever.low_text} gives {w.odds(lever.at_low)} ({w.span(*lever.low_interval)}), "
            f"{lever.high_text} gives {w.odds(lever.at_high)} ({w.span(*lever.high_interval)})"
        )
        yield line
        yield from wrapped(effect, 4)
    if doubt.levers and doubt.unclear:
        inputs = "1 input" if len(doubt.unclear) == 1 else f"{len(doubt.unclear)} inputs"
        for text in wrapped(f"No direction can be told of {inputs}; `sensitivity` looks at each."):
            text.stylize(MUTED)
            yield text
