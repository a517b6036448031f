"""What is told of truces that hold, but in part only: zones are aflame as the talks open."""

from truce_sim.report import told as t
from truce_sim.report.answers import told_date
from truce_sim.report.told import Sentence, say
from truce_sim.report.words import sentence_case
from truce_sim.studies.results import CompareResult, PostponeDate, PostponeResult, RunResult


def of_run(result: RunResult, *, whole: bool = True) -> Sentence | None:
    """Say how often the truce holds in part only; None where the file does not say what that is.

    Args:
        result: of `run`.
        whole: whether to say what holding in part is.
    """
    share = result.answers.in_part
    if share is None:
        return None
    said = say(
        "{odds} hold in part only ({chance})",
        odds=t.made_of(sentence_case(t.odds(share).text), *t.odds(share).sources),
        chance=t.chance(share),
    )
    meaning = say("{meaning} when the talks open.", meaning=result.meanings["in part"])
    return said.then(": ", meaning) if whole else said.then(".", None)


def of_options(result: CompareResult) -> Sentence | None:
    """Say how often the base holds in part only, and which options change that beyond chance."""
    base = result.base.in_part
    if base is None:
        return None
    told = [
        (option, option.answers.in_part, option.in_part)
        for option in result.options
        if option.answers.in_part is not None and option.in_part is not None
    ]
    if not base.count and not any(share.count for _, share, _ in told):
        return say(
            "{none} holds in part only, as the file stands or with any option.",
            none=t.made_of(sentence_case(t.odds(base).text), *t.odds(base).sources),
        )
    clear = [one for one in told if one[2].low > 0 or one[2].high < 0]
    said = say("In part only: {odds} as the file stands", odds=t.odds(base))
    for option, share, change in clear:
        more = say(
            "{odds} with “{label}” (a change of {span} points)",
            odds=t.odds(share),
            label=option.label,
            span=t.change_span(change),
        )
        said = said.then("; ", more)
    if len(clear) < len(told):
        which = "no other option" if clear else "no option"
        said = said.then("; ", say("{which} changes that beyond chance", which=which))
    return said.then(". ", say("What holds in part only counts as holding."))


def of_dates(result: PostponeResult) -> list[Sentence]:
    """Say of each later date how many more truces, or fewer, hold in part only."""
    first = result.dates[0]
    return [
        said for date in result.dates[1:] if (said := _between(result, first, date)) is not None
    ]


def _between(result: PostponeResult, first: PostponeDate, date: PostponeDate) -> Sentence | None:
    if first.in_part is None or date.in_part is None or date.in_part_change is None:
        return None
    return say(
        "In part only: {then} on {second} instead of {now} on {first} (a change of {span} points).",
        then=t.odds(date.in_part),
        second=told_date(result, date.date),
        now=t.hundred(first.in_part.value),
        first=told_date(result, first.date),
        span=t.change_span(date.in_part_change),
    )
