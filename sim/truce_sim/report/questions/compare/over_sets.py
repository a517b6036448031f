"""What is said of options over sets of believable inputs: which is best, what each gives up."""

from collections.abc import Iterator
from dataclasses import dataclass

from rich.text import Text

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.parts import Section
from truce_sim.report.terminal_lines import MUTED, label_column, padded, wrapped
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.results.compare import BASE_ID, CompareResult, OverSets, Regret
from truce_sim.widths import told_apart

_LABEL, _CELLS = 26, 54
READING = (
    "Best: in how many of 100 sets of believable inputs no other choice holds more often; equals have a part each. "
    "Given up: what the best choice of a set has above it, on average and in the worst set, in points. "
    "In each set all have the same histories; the chance of so few is taken off, and the ranges in "
    "brackets cover, roughly nine times in ten, which sets were drawn and what chance is left. Options that move the talks are not in it."
)


def survives(result: CompareResult) -> Sentence | None:
    """Say whether the first place survives over believable inputs; None where that was not asked."""
    told = result.regret
    first = next(iter(result.same_dates), None)
    if told is None or first is None:
        return None
    least = told.options[0]
    sets = say(
        "Over {sets} sets of believable inputs, {runs} histories in each,",
        sets=t.count(told.sets),
        runs=t.count(told.runs_per_set),
    )
    leader = {"better": first.key, "worse": BASE_ID}.get(first.verdict)
    said = sets + say("the first place " + _SAYS[_survival(least, leader)]) + _least(least)
    if least.key == leader:
        return said.then(".", None)
    with_file = say("no option is clearly ahead.")
    if leader is not None:
        with_file = say("{first} comes first.", first=_named(leader, first.label))
    return said.then("; with the inputs of the file ", with_file)


_SAYS = {
    "survives": "*survives*:",
    "open": "*cannot be told*:",
    "other": "*may not survive*:",
}


def _survival(least: OverSets, leader: str | None) -> str:
    """Return whether what leads with the file's inputs leads over the sets as well.

    That it gives up least on average may be luck: it does surely lead where, all doubt of chance
    allowed for, it is the best choice in most sets.
    """
    if least.best_interval[0] <= 0.5:
        return "open"
    return "survives" if least.key == leader else "other"


def _named(key: str, label: str) -> str:
    return "the file as it stands" if key == BASE_ID else f"“{label}”"


def _least(one: OverSets) -> Sentence:
    return say(
        "{name} gives up least, {regret} points on average ({span}) and {worst} in the worst "
        "set; {best} sets have it as their best ({best_span})",
        name=_named(one.key, one.label),
        regret=points(one.regret),
        span=_ends(one.regret_interval),
        worst=points(one.worst),
        best=t.part(one.best),
        best_span=t.span(*one.best_interval),
    )


def points(value: float) -> Told:
    """Tell a share in points, to one decimal below ten."""
    number = 100 * value
    return Told(f"{w.nearest(number)}" if abs(number) >= 9.95 else f"{abs(number):.1f}", (value,))


def _ends(ends: tuple[float, float]) -> Told:
    low, high = (points(end).text for end in ends)
    return Told(low if low == high else f"{low} to {high}", ends)


@dataclass(frozen=True, slots=True)
class Row:
    """One choice in the table."""

    label: str
    best: str
    best_span: str
    regret: str
    regret_span: str
    worst: str
    change: str


def rows(regret: Regret) -> list[Row]:
    """Return the choices, least regret first."""
    names = told_apart(
        [one.label for one in regret.options], 80, [one.key for one in regret.options]
    )
    return [
        Row(
            label=name,
            best=w.odds(one.best),
            best_span=w.span(*one.best_interval),
            regret=points(one.regret).text,
            regret_span=_ends(one.regret_interval).text,
            worst=points(one.worst).text,
            change="" if one.key == BASE_ID else w.signed_span(one.low, one.high),
        )
        for one, name in zip(regret.options, names, strict=True)
    ]


def section(result: CompareResult) -> Section | None:
    """Return the table as a part of the page; None where it was not asked."""
    regret = result.regret
    if regret is None:
        return None
    return Section(
        "survives",
        "Does the first place survive other believable inputs?",
        survives(result),
        block="over_sets",
        reading=READING,
        data={"rows": rows(regret), "regret": regret},
    )


def told(result: CompareResult) -> Iterator[Text]:
    """Yield the table and what it comes to, in the terminal; nothing where it was not asked."""
    regret, said = result.regret, survives(result)
    if regret is None or said is None:
        return
    yield Text()
    found = rows(regret)
    room = label_column([row.label for row in found], _LABEL, _CELLS)
    names = told_apart([row.label for row in found], room - 1, [one.key for one in regret.options])
    head = f"  {'over believable inputs':<{room}}{'best':>5}{'':<11}{'lost':>5}{'':<13}{'worst':>5}"
    yield Text(f"{head}  change", style=MUTED)
    for row, name in zip(found, names, strict=True):
        line = Text("  ").append_text(padded(name, room)).append(f"{row.best:>5}")
        line.append(f" {_bracketed(row.best_span):<10}", style=MUTED)
        line.append(f"{row.regret:>5}")
        line.append(f" {_bracketed(row.regret_span):<12}", style=MUTED)
        yield line.append(f"{row.worst:>5}  {row.change}".rstrip())
    yield from wrapped(said.plain)
    yield from wrapped(
        "Best: in so many of 100 sets. Lost: points below the best choice of a set, on average and "
        "in the worst. Change: in nine of ten sets. Brackets: chance, of sets and of few runs in each."
    )


def _bracketed(span: str) -> str:
    return f"({span})"
