"""What is said of options side by side, each sentence computed from the typed result alone."""

from truce_sim.report import told as t
from truce_sim.report.parts import Finding
from truce_sim.report.sentences import reaches_talks
from truce_sim.report.told import Sentence, say
from truce_sim.report.words import sentence_case, two_digits
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.compare import CompareResult, Option


def quoted(option: Option) -> str:
    """Return an option's label in quotation marks: it may be a clause with a verb of its own."""
    return f"“{option.label}”"


def compared(result: CompareResult) -> Sentence:
    """Say what the best option would do."""
    if not result.options:
        return of_their_own() if result.beside else reaches_talks(result.base.held)
    best = next(iter(result.same_dates), None)
    if best is None:
        return moved_talks(result)
    if best.verdict != "better":
        return say("No option can be shown to beat the file as it stands.")
    return say(
        "{label} raises the odds most in these runs: {change}, to {odds}.",
        label=quoted(best),
        change=t.change_points(best.held),
        odds=t.odds(best.answers.held),
    )


def moved_talks(result: CompareResult) -> Sentence:
    """Say what the first of the options that move the talks comes to, at one date for both."""
    option = result.other_dates[0]
    one = option.at_one_date
    if one is None:
        raise ValueError(f"option {option.key} moves the talks, and was judged at no date")
    return say(
        "{label} moves the talks. By {date}, the earlier of the two openings, {then} hold with it "
        "and {base} without: {change} ({span}).",
        label=quoted(option),
        date=t.date(one.date),
        then=t.odds(one.option),
        base=t.odds(one.base),
        change=t.change_points(one.change),
        span=t.change_span(one.change),
    )


def of_their_own() -> Sentence:
    """Say that truces of other parties, or of other times, have no change to tell."""
    return say(
        "Not one truce arranged otherwise, but *truces of their own*: of other parties, or of "
        "another time. They share no histories, so each has its own odds and range, and there is "
        "no gain to tell."
    )


def side_by_side(result: CompareResult) -> Sentence:
    """Tell truces of other parties, or of other times, one after the other."""
    said = _truce(result.base_label, result.base.held)
    for other in result.beside:
        said += _truce(other.label, other.answers.held)
    return said


def _truce(label: str, held: Share) -> Sentence:
    return say(
        "“{label}”: {odds} hold ({span}).", label=label, odds=t.odds(held), span=t.chance(held)
    )


def same_histories(result: CompareResult) -> Sentence:
    """Say why differences are known so well."""
    return say(
        "Each option was run on the *same {runs} simulated histories*, so most luck "
        "cancels out of the differences.",
        runs=t.count(result.heading.runs),
    )


def option_findings(result: CompareResult) -> list[Finding]:
    """Return what the best, the worst and the undecided options show."""
    found: list[Finding] = []
    better = [option for option in result.same_dates if option.verdict == "better"]
    worse = [option for option in result.same_dates if option.verdict == "worse"]
    close = [option for option in result.same_dates if option.verdict == "too close to call"]
    if better:
        found.append(Finding("Largest gain.", _option(better[0])))
    if worse:
        found.append(Finding("Largest loss.", _option(worse[-1])))
    if close:
        found.append(Finding("Too close to call.", _close(close[0])))
    if len(better) > 1 and len(found) < 3:
        found.insert(1, Finding("Next.", _option(better[1])))
    if result.other_dates and result.same_dates:
        found = [*found[:2], Finding("Other dates.", moved_talks(result))]
    return found[:3]


def _option(option: Option) -> Sentence:
    return say(
        "{label}: {change} ({span}), so {odds} hold.",
        label=option.label,
        change=t.change_points(option.held),
        span=t.change_span(option.held),
        odds=t.odds(option.answers.held),
    )


def _close(option: Option) -> Sentence:
    said = say(
        "{label}: {change}, but anything from {span} would fit.",
        label=option.label,
        change=t.change_points(option.held),
        span=t.change_span(option.held),
    )
    if option.runs_to_settle is None:
        return said
    needed = t.made(lambda runs: f"{two_digits(int(runs)):,}", option.runs_to_settle)
    return said + say("About {runs} runs would settle it.", runs=needed)


def in_part(result: CompareResult) -> Sentence | None:
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
