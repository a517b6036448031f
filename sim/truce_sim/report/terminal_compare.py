"""What `compare` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.terminal_lines import BETTER as _BETTER
from truce_sim.report.terminal_lines import MUTED as _MUTED
from truce_sim.report.terminal_lines import WORSE as _WORSE
from truce_sim.report.terminal_lines import padded, wrapped
from truce_sim.studies.results import CompareResult, Option

_LABEL = 34
_BAR = 8
"""Cells to each side of no change."""


def comparison(result: CompareResult) -> Iterator[Text]:
    """Yield the table, what is clear, and what is too close to call."""
    yield Text()
    head = f"  {'option':<{_LABEL}}{'odds':>5}{'change':>8}  {'95% range':<12}"
    yield Text(head, style=_MUTED)
    widest = max(abs(option.held.value) for option in result.options)
    for option in result.options:
        yield _row(option, widest)
    label = w.shortened(result.base_label, _LABEL)
    base = Text("  ", style=_MUTED).append_text(padded(label, _LABEL))
    yield base.append(f"{w.odds(result.base.held.value):>5}")
    yield Text()
    yield from _sentences(result)


def _row(option: Option, widest: float) -> Text:
    label = w.shortened(option.label, _LABEL - 1)
    held = option.held
    line = Text("  ").append(label)
    line.pad_right(max(0, _LABEL + 2 - line.cell_len))
    line.append(f"{w.odds(option.answers.held.value):>5}")
    style = {"better": f"bold {_BETTER}", "worse": f"bold {_WORSE}"}.get(option.verdict, "")
    line.append(f"{w.points(held):>8}", style=style)
    line.append(f"  {w.signed_span(held.low, held.high):<12}")
    reach = round(_BAR * abs(held.value) / widest) if widest else 0
    if held.value < 0:
        line.append(" " * (_BAR - reach)).append("█" * reach, style=_WORSE).append("│")
    else:
        line.append(" " * _BAR + "│").append("█" * reach, style=_BETTER)
    return line


def _sentences(result: CompareResult) -> Iterator[Text]:
    by_verdict = {
        verdict: [option for option in result.options if option.verdict == verdict]
        for verdict in ("better", "worse", "too close to call", "no change")
    }
    parts = (
        ("Clear gains", by_verdict["better"]),
        ("Clear losses", by_verdict["worse"]),
        ("Too close to call", by_verdict["too close to call"]),
        ("No change at all", by_verdict["no change"]),
    )
    for said, options in parts:
        if options:
            yield from wrapped(f"{said}: {'; '.join(option.label for option in options)}.")
    needed = [o.runs_to_settle for o in by_verdict["too close to call"] if o.runs_to_settle]
    if needed:
        yield Text(f"  About {w.two_digits(min(needed)):,} runs would settle the nearest of them.")
    yield from wrapped(
        "Ranges hold all together; doubt about inputs is not in them. "
        "An option that moves the talks is judged at its own opening."
    )
    told = next((o for o in result.options if o.only_option_holds or o.only_base_holds), None)
    if told is not None:
        runs = told.only_option_holds or told.only_base_holds
        who = f"'{told.key}'" if told.only_option_holds else "the file as it stands"
        yield from wrapped(f"Run {runs[0]} holds only with {who}.")
