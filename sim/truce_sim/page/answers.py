"""What is answered of a state: the odds, what changed against the file, curve and causes.

All of it is read off histories by the functions that the report uses.
"""

from collections.abc import Sequence
from typing import Any

import numpy as np

from truce_sim.page.observing import Given
from truce_sim.report import words as w
from truce_sim.runs.batch import Columns
from truce_sim.statistics.estimates import PairedShare, Share
from truce_sim.statistics.paired import paired_share, unpaired_interval
from truce_sim.statistics.proportions import share
from truce_sim.statistics.survival import share_left
from truce_sim.studies.until_talks import causes_of, until_talks

FATES = 1000
"""Histories whose fate is told one by one."""
_MINUS = "\N{MINUS SIGN}"


def answer_of(
    columns: Columns, file: Columns, opening: float, hours: Sequence[float]
) -> dict[str, Any]:
    """Return the answer of a state.

    Args:
        columns: of its histories.
        file: of the same histories as the file has them, as many.
        opening: hours after which the state's talks open.
        hours: grid of the curve; the answer's ends with the last that all histories were watched.
    """
    held, before = columns["held"].astype(bool), file["held"].astype(bool)
    odds = share(int(held.sum()), len(held))
    change = paired_share(before, held)
    told = told_changes(change)
    return {
        **_of_odds(odds),
        **_of_change(change),
        "given": False,
        "fates": fates(held[:FATES], before[:FATES]),
        "curve": curve_of(columns, opening, hours),
        "until": opening,
        "causes": causes(columns, file),
        "sentence": told,
        "spoken": spoken(odds, change, told),
    }


def given_answer(
    sides: tuple[Given, Given],
    opening: float,
    hours: Sequence[float],
    moment: str,
    *,
    same_pasts: bool,
) -> dict[str, Any]:
    """Return the answer of a state from a day observed on.

    Where its pasts are those of the file its histories are told against the file's one by one. Else
    none is saved or lost; the change is told with an interval for unshared ones.

    Args:
        sides: histories of the state and of the file, from the same moment on.
        opening: hours after which the state's talks open.
        hours: grid of the curve.
        moment: from which on it is, in words.
        same_pasts: whether both go on from the same histories until then.
    """
    here, file = sides
    held, before = (one.columns["held"].astype(bool) for one in sides)
    odds, told = share(int(held.sum()), len(held)), here.told(moment)
    if same_pasts:
        change = paired_share(before, held)
        against = _of_change(change)
        if here is not file:
            told = f"{told_changes(change)}. {told}"
    else:
        against = _of_unshared(share(int(before.sum()), len(before)), odds)
    return {
        **_of_odds(odds),
        **against,
        "given": True,
        "fates": fates(held[:FATES], before[:FATES] if same_pasts else held[:FATES]),
        "curve": curve_of(here.columns, opening, hours),
        "until": opening,
        "causes": causes(here.columns, file.columns),
        "in_effect": here.kept,
        "sentence": told,
        "spoken": f"{w.sentence_case(w.in_100(odds))}, {w.words(odds)}. {told}",
    }


def _of_change(change: PairedShare) -> dict[str, Any]:
    return {
        "change": {
            "share": change.value,
            "low": change.low,
            "high": change.high,
            "points": w.points(change).replace("-", _MINUS),
        },
        "paired": True,
        "saved": change.gained,
        "lost": change.lost,
    }


def _of_unshared(before: Share, odds: Share) -> dict[str, Any]:
    value = odds.value - before.value
    low, high = unpaired_interval((before.count, before.runs), (odds.count, odds.runs))
    points = w.signed(value).replace("-", _MINUS)
    return {
        "change": {"share": value, "low": low, "high": high, "points": points},
        "paired": False,
        "saved": 0,
        "lost": 0,
    }


def _of_odds(odds: Share) -> dict[str, Any]:
    return {
        "histories": odds.runs,
        "share": odds.value,
        "low": odds.low,
        "high": odds.high,
        "number": w.odds(odds.value),
        "said": w.in_100(odds),
        "words": w.words(odds),
    }


def fates(held: Any, before: Any) -> str:  # noqa: ANN401 - arrays of yes and no
    """Return a letter a history: h held, c collapsed; capital where the file has it otherwise."""
    letters = np.array(list("chCH"))
    return "".join(letters[held.astype(int) + 2 * (held != before)].tolist())


def curve_of(columns: Columns, opening: float, hours: Sequence[float]) -> list[float]:
    """Return the share that still holds at each hour until the talks."""
    until = until_talks(columns, opening)
    grid = [hour for hour in hours if hour <= until.span]
    return [round(value, 6) for value in share_left(until.lives, until.collapsed, grid)]


def causes(columns: Columns, file: Columns) -> list[dict[str, Any]]:
    """Return the share of each cause that ends truces here or in the file, commonest here first."""
    here, there = causes_of(columns), {one.key: one.share.value for one in causes_of(file)}
    found = [
        {"key": one.key, "share": one.share.value, "file": there.pop(one.key, 0.0)} for one in here
    ]
    return found + [{"key": key, "share": 0.0, "file": value} for key, value in there.items()]


def told_changes(change: PairedShare) -> str:
    """Say how many histories changed their fate: "12 of 1,000 saved, 3 lost"."""
    runs = change.both + change.gained + change.lost + change.neither
    if not change.gained and not change.lost:
        return f"None of {runs:,} changed its fate"
    saved = f"{change.gained:,}" if change.gained else "None"
    lost = f"{change.lost:,}" if change.lost else "none"
    return f"{saved} of {runs:,} saved, {lost} lost"


def spoken(odds: Share, change: PairedShare, told: str) -> str:
    """Return the answer as one sentence for who cannot see it."""
    said = f"{w.sentence_case(w.in_100(odds))}, {w.words(odds)}"
    if change.gained or change.lost:
        said += f"; {w.points(change).replace('-', _MINUS)} points against the file"
    return f"{said}; {told[:1].lower()}{told[1:]}."
