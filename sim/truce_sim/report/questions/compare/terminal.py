"""What `compare` says in the terminal."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.questions.compare import changed, over_sets
from truce_sim.report.questions.compare import sentences as a
from truce_sim.report.questions.compare.terminal_why import parts, reasons
from truce_sim.report.terminal_lines import BETTER as _BETTER
from truce_sim.report.terminal_lines import MUTED as _MUTED
from truce_sim.report.terminal_lines import WORSE as _WORSE
from truce_sim.report.terminal_lines import label_column, padded, wrapped
from truce_sim.studies.results.compare import CompareResult, Option
from truce_sim.widths import told_apart

_LABEL, _TITLE = 34, 60
"""Cells of a label where all are short; a wide terminal gives more."""
_NUMBERS, _ODDS = 46, 20
"""Cells of a line beside its label."""
_BAR = 8
"""Cells to each side of no change."""


def lead(result: CompareResult) -> Iterator[Text]:
    """Yield a blank line, if there is anything to tell."""
    if result.options or result.beside:
        yield Text()


def body(result: CompareResult) -> Iterator[Text]:
    """Yield the table, what is clear, and what is too close to call."""
    yield Text()
    yield from changed.told(result)
    if result.options:
        yield from _options(result)
    if result.options and result.beside:
        yield Text()
    if result.beside:
        yield from _beside(result)
    if result.options:
        yield Text()
        yield from _sentences(result)


def _options(result: CompareResult) -> Iterator[Text]:
    names = [*(option.label for option in result.options), result.base_label]
    room = label_column(names, _LABEL, _NUMBERS)
    names = told_apart(names, room - 1, [*(option.key for option in result.options), "base"])
    shown = {option.key: name for option, name in zip(result.options, names, strict=False)}
    head = f"  {'option':<{room}}{'odds':>5}{'change':>8}  {'95% range':<12}"
    yield Text(head, style=_MUTED)
    widest = max(abs(option.judged.value) for option in result.options)
    for option in result.same_dates:
        yield _row(option, padded(shown[option.key], room), widest)
    base = Text("  ", style=_MUTED).append_text(padded(names[-1], room))
    yield base.append(f"{w.odds(result.base.held.value):>5}")
    if result.other_dates:
        yield Text()
        yield Text("  other dates, judged at the earlier of the two openings", style=_MUTED)
    for option in result.other_dates:
        yield _row(option, padded(shown[option.key], room), widest)
        yield from _own_date(option)


def _own_date(option: Option) -> Iterator[Text]:
    """Say when an option that moves the talks was judged, and its odds at its own opening."""
    one = option.at_one_date
    if one is not None:
        when = w.day(w.moment(one.date))
        own = w.odds(option.answers.held.value)
        base = w.odds(one.base.value)
        yield Text(f"    by {when}, against {base}; {own} at its own opening", style=_MUTED)


def _beside(result: CompareResult) -> Iterator[Text]:
    """Yield truces that are not this one otherwise, each with its own odds and interval."""
    base = result.base.held
    rows = [(result.base_label, base)] if not result.options else []
    rows += [(other.label, other.answers.held) for other in result.beside]
    head = "other truces, each by itself" if result.options else "two truces, each by itself"
    if len(rows) > 2 and not result.options:
        head = f"{len(rows)} truces, each by itself"
    room = label_column((label for label, _ in rows), _TITLE, _ODDS)
    names = told_apart([label for label, _ in rows], room - 1)
    yield Text(f"  {head:<{room}}{'odds':>5}  95% range", style=_MUTED)
    for name, (_, held) in zip(names, rows, strict=True):
        line = Text("  ").append_text(padded(name, room))
        line.append(f"{w.odds(held.value):>5}  {w.span(held.low, held.high)}")
        yield line
    yield Text()
    yield from wrapped(a.of_their_own().plain)


def _row(option: Option, name: Text, widest: float) -> Text:
    judged = option.judged
    line = Text("  ").append_text(name)
    line.append(f"{w.odds(option.odds.value):>5}")
    style = {"better": f"bold {_BETTER}", "worse": f"bold {_WORSE}"}.get(option.verdict, "")
    line.append(f"{w.points(judged):>8}", style=style)
    line.append(f"  {w.signed_span(judged.low, judged.high):<12}")
    reach = round(_BAR * abs(judged.value) / widest) if widest else 0
    if judged.value < 0:
        line.append(" " * (_BAR - reach)).append("█" * reach, style=_WORSE).append("│")
    else:
        line.append(" " * _BAR + "│").append("█" * reach, style=_BETTER)
    return line


_SAID = {
    "better": "Clear gains",
    "worse": "Clear losses",
    "too close to call": "Too close to call",
    "no change": "No change at all",
}


def _sentences(result: CompareResult) -> Iterator[Text]:
    for options, when in ((result.same_dates, ""), (result.other_dates, " at one date")):
        for verdict, said in _SAID.items():
            of_it = [option.label for option in options if option.verdict == verdict]
            if of_it:
                yield from wrapped(f"{said}{when}: {w.full_stop('; '.join(of_it))}")
    needed = [option.runs_to_settle for option in result.options if option.runs_to_settle]
    if needed:
        yield Text(f"  About {w.two_digits(min(needed)):,} runs would settle the nearest of them.")
    moved = (
        "An option that moves the talks is judged at the earlier of the two openings, where both "
        "have faced the dangers as long."
    )
    yield from wrapped(
        "Ranges hold all together; doubt about inputs is "
        + ("told apart from them." if result.regret else "not in them.")
        + (f" {moved}" if result.other_dates else "")
    )
    partly = a.in_part(result)
    if partly is not None:
        yield from wrapped(partly.plain)
    yield from reasons(result)
    yield from over_sets.told(result)
    told = next((o for o in result.options if o.only_option_holds or o.only_base_holds), None)
    if told is not None and told.parting is not None:
        yield from parts(told)
    elif told is not None:
        runs = told.only_option_holds or told.only_base_holds
        who = f"'{told.key}'" if told.only_option_holds else "the file as it stands"
        yield from wrapped(f"Run {runs[0]} holds only with {who}.")
