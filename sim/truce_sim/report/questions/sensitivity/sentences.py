"""What is said of which inputs matter, each sentence computed from the typed result alone."""

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.parts import Finding
from truce_sim.report.sentences import reaches_talks
from truce_sim.report.told import Sentence, Told, say
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.sensitivity import Explained, SensitivityResult, TornadoBar

_MISSED = 0.02
"""Share of the variance from which on it is told that the fitted surface misses something."""


def clear_bars(result: SensitivityResult) -> list[TornadoBar]:
    """Return the inputs that move the odds beyond chance: the surely widest first, if there is one."""
    found = [bar for bar in result.tornado if bar.clear]
    return sorted(found, key=lambda bar: bar.path != result.widest_path)


def sensed(result: SensitivityResult) -> Sentence:
    """Say which inputs move the odds beyond chance, and which surely furthest."""
    clear = clear_bars(result)
    if not clear:
        if not result.tornado:
            return reaches_talks(result.base)
        return say("No input moves the odds beyond chance.") + reaches_talks(result.base)
    first = clear[0]
    said = say(
        "*{label}*: at {low} the odds are {at_low} ({low_span}); at {high} they are {at_high} "
        "({high_span}).",
        label=w.sentence_case(first.label),
        low=Told(first.low_text, (first.low_text,)),
        high=Told(first.high_text, (first.high_text,)),
        at_low=t.hundred(first.odds_low.value),
        at_high=t.hundred(first.odds_high.value),
        low_span=t.chance(first.odds_low),
        high_span=t.chance(first.odds_high),
    )
    if first.path == result.widest_path and len(result.tornado) > 1:
        return say("One input moves the odds furthest.") + said
    if len(clear) == 1:
        return say("One input moves the odds beyond chance.") + said
    return (
        say(
            "{count} inputs move the odds beyond chance; which one furthest cannot be told. Of them:",
            count=t.count(len(clear)),
        )
        + said
    )


def untold(result: SensitivityResult) -> str:
    """Name the inputs that are not told to move the odds."""
    names = "; ".join(bar.label for bar in result.tornado if not bar.clear)
    return f"Not told apart from chance: {names}." if names else ""


def over_inputs(explained: Explained, base: Share) -> Sentence:
    """Say the odds over all believable inputs beside those of the file."""
    return say(
        "As the file stands {base} hold; over believable inputs *{mean}* in {all} on average ({span}).",
        base=t.odds(base),
        mean=t.hundred(explained.mean.value),
        span=t.span(explained.mean.low, explained.mean.high),
        all=t.per(explained.points),
    )


def luck(explained: Explained) -> Sentence:
    """Say how much of the difference between runs is luck, and how much the surface misses."""
    said = say(
        "Of {all} parts of the difference between runs, *{luck} are luck* ({span}): runs of the same "
        "inputs differ as much. Inputs explain the rest",
        luck=t.hundred(explained.luck),
        span=t.span(explained.luck_low, explained.luck_high),
        all=t.per(explained.points),
    )
    if explained.missed_low < _MISSED:
        return said.then(".", None)
    missed = say(
        "{missed} of them ({span}) in ways that the fitted surface misses, such as thresholds.",
        missed=t.hundred(explained.missed),
        span=t.span(explained.missed_low, explained.missed_high),
    )
    return said.then(", ", missed)


def holds_up(explained: Explained) -> Sentence:
    """Say whether what the shares rest on holds up on runs that it was not fitted to."""
    better = explained.holdout_brier < explained.base_brier
    said = say(
        "On runs held back, the fitted odds score {fit} against {base} for one constant forecast "
        "(Brier, lower is better)",
        fit=t.made(_score, explained.holdout_brier),
        base=t.made(_score, explained.base_brier),
    )
    end = "." if better else ": no better, so do not read much into the shares."
    return Sentence(said.html + end, said.plain + end, said.numbers)


def _score(brier: float) -> str:
    return f"{brier:.3f}"


def fails_when(explained: Explained) -> Sentence | None:
    """Say under which conditions together the truce fails, if any were found."""
    box = explained.box
    if box is None:
        return None
    return say(
        "*{conditions}*: then {density} collapse ({span}), on runs held back.",
        conditions=Told("; ".join(box.restrictions), box.restrictions),
        density=t.odds(box.density_holdout),
        span=t.chance(box.density_holdout),
    )


def explained(result: SensitivityResult) -> Sentence | None:
    """Say the mean over inputs, how much is luck, whether that holds up, when the truce fails."""
    if result.explained is None:
        return None
    said = over_inputs(result.explained, result.base) + luck(result.explained)
    said += holds_up(result.explained)
    fails = fails_when(result.explained)
    return said if fails is None else said + fails


def sensitivity_findings(result: SensitivityResult) -> list[Finding]:
    """Return what explains the odds, what is luck, and under which conditions the truce fails."""
    explained = result.explained
    if explained is None:
        return []
    found: list[Finding] = []
    if explained.variance:
        top = explained.variance[0]
        if len(explained.variance) == 1 or top.total_low > explained.variance[1].total_high:
            found.append(
                Finding(
                    "It explains most:",
                    say(
                        "{label}, {total} ({span}) of {all} parts of what the fitted surface explains.",
                        label=top.label,
                        total=t.hundred(max(0.0, top.total)),
                        span=t.span(top.total_low, top.total_high),
                        all=t.per(explained.points),
                    ),
                )
            )
        found.append(Finding("Luck.", luck(explained)))
    fails = fails_when(explained)
    if fails is not None:
        found.append(Finding("It fails together:", fails))
    return found
