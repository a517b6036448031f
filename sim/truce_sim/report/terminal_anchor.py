"""What `anchor` says in the terminal: before, after, and what past truces like it came to."""

from collections.abc import Iterator

from rich.text import Text

from truce_sim.evidence.lookups import LAST_HOUR, AgeHazard
from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.statistics.estimates import Share
from truce_sim.statistics.survival import PiecewiseHazard
from truce_sim.studies.anchor import TOLERANCE, Anchored

_FIRST, _CELL = 24, 18
"""Cells of the labels and of each column."""
_MOVED = {
    "headroom": "headroom, times",
    "start": "grievance at start, x",
    "spread": "spread, to the power",
}


def tells(found: Anchored) -> Iterator[Text]:
    """Yield the table of before and after, and what to make of it."""
    yield Text()
    before, after = found.before, found.after

    def row(label: str, was: str, new: str, theirs: str = "", style: str = "") -> Text:
        # Where nothing was moved there is no second column: it would only say the first again.
        return _row(label, (was, new, theirs) if found.moved else (was, theirs), style)

    yield row("", "before", "nearest" if found.refused else "after", "past truces", style="bold")
    yield row(_MOVED[found.by], "1", f"{after.factor:g}")
    yield row(
        f"of 100, to day {found.age / 24:.3g}",
        _odds(before.by_age),
        _odds(after.by_age),
        _span(found.target.value, found.target.low, found.target.high),
    )
    talks = found.at_talks
    yield row(
        "of 100, to the talks",
        _odds(before.held),
        _odds(after.held),
        "" if talks.cut else _span(talks.value, talks.low, talks.high),
    )
    yield Text("  of 100 that hold, gone within a day", style=MUTED)
    for place, day in enumerate(after.hazard.from_day):
        # As in every answer, the record ends at day 30.
        known = [one for one in found.past.hazards if one.from_day == day < LAST_HOUR / 24]
        yield row(
            f"  day {day:g} to {after.hazard.to_day[place]:.3g}",
            _gone(before.hazard, day),
            _gone(after.hazard, day),
            _theirs(known[0]) if known else "",
        )
    yield row("violations a day", _mean(before.violations.value), _mean(after.violations.value))
    yield row("complaints a day", _mean(before.complaints.value), _mean(after.complaints.value))
    yield Text()
    yield from (line for said in _sentences(found) for line in wrapped(said))


def _sentences(found: Anchored) -> Iterator[str]:
    past = found.past
    if found.refused:
        yield f"Not anchored: {found.refused}. Nothing was written."
        ends = [w.odds(value) for _, value in found.tried]
        steps = [f"{factor:g}" for factor, _ in found.tried]
        told = ", ".join(f"{step}: {end}" for step, end in zip(steps, ends, strict=True))
        yield f"Tried, with how many of 100 hold to that day: {told}."
        low, high = found.target.low, found.target.high
        if low is not None and high is not None and low <= found.before.by_age.value <= high:
            yield "As the file stands its odds lie within the range of theirs by war all the same."
        elif not found.passed:
            yield "Something else makes the odds what they are: `run` says what ends it."
        return
    if not found.moved and found.by_chance:
        yield (
            f"The record's {w.odds(found.target.value)} lie within what chance makes of the odds as "
            f"the file stands, {_odds(found.before.by_age)} in so few runs: nothing needs moving, "
            "and nothing was moved or written. More --runs may tell them apart; --write FILE moves "
            "it all the same."
        )
        return
    if not found.moved:
        yield (
            f"As the file stands it is within {100 * TOLERANCE:.0f} in 100 of the record already: "
            "nothing was moved, and nothing written."
        )
        return
    yield (
        f"Set to within {100 * TOLERANCE:.0f} in 100 of {past.truces} past truces of {past.wars} wars "
        f"({past.name}), on the same simulated histories: truces of this class hold as often as real "
        "ones; the differences between options are the model's, the level is the record's at the "
        "file's own values."
    )
    if found.by_chance:
        yield "Before it was moved its odds lay within chance of the record's already."
    along = "Believable ranges of what was moved are moved along. " if found.ranges else ""
    yield f"{along}The mean over believable inputs is not set to the record: `run` says what it is."
    yield (
        "In the record a truce is gone when a party broke or ended it, which is narrower than a "
        "simulated collapse. Single inputs are not learned from it."
    )


def _row(label: str, cells: tuple[str, ...], style: str = "") -> Text:
    text = f"  {label:<{_FIRST}}" + "".join(f"{cell:>{_CELL}}" for cell in cells)
    return Text(text.rstrip(), style=style)


def _odds(held: Share) -> str:
    return f"{w.odds(held.value)} ({w.span(held.low, held.high)})"


def _span(value: float, low: float | None, high: float | None) -> str:
    said = w.odds(value)
    return said if low is None or high is None else f"{said} ({w.span(low, high)})"


def _gone(hazard: PiecewiseHazard, day: float) -> str:
    if day not in hazard.from_day:
        return ""
    place = hazard.from_day.index(day)
    return _rate(hazard.rate[place], hazard.low[place], hazard.high[place])


def _theirs(piece: AgeHazard) -> str:
    return _rate(piece.a_day, piece.low, piece.high)


def _rate(rate: float, low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return _within(rate)
    return f"{_within(rate)} ({_within(low)} to {_within(high)})"


def _within(rate: float) -> str:
    gone = 100 * w.within_a_day(rate)
    if gone >= 9.95:
        return f"{gone:.0f}"
    return "<0.1" if 0 < gone < 0.05 else f"{gone:.1f}".replace("0.0", "0")


def _mean(value: float) -> str:
    return t.amount(value).text
