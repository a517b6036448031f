"""What the report says of every other study, each sentence computed from the typed result alone."""

from itertools import pairwise

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.sentences import Finding, headline
from truce_sim.report.told import Sentence, Told, say
from truce_sim.report.words import two_digits, words
from truce_sim.statistics.estimates import PairedShare, Share
from truce_sim.studies.results import (
    CompareResult,
    Explained,
    Option,
    PostponeDate,
    PostponeResult,
    PostponeRule,
    RequireResult,
    SensitivityResult,
    SweepPoint,
    SweepResult,
    TornadoBar,
)


def per(runs: int) -> Told:
    """Tell the fixed group that frequencies refer to."""
    return Told("100", (runs,))


def with_word(share: Share) -> Sentence:
    """Say an estimate in words, with the chance between runs."""
    return say(
        "In words: *{word}*. Chance between runs: {span} ({level}).",
        word=words(share),
        span=t.chance(share),
        level=t.level(share),
    )


# ---- compare --------------------------------------------------------------------------------


def quoted(option: Option) -> str:
    """Return an option's label in quotation marks: it may be a clause with a verb of its own."""
    return f"“{option.label}”"


def compared(result: CompareResult) -> Sentence:
    """Say what the best option would do."""
    if not result.options:
        return of_their_own() if result.beside else headline(result.base.held)
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


# ---- sweep ----------------------------------------------------------------------------------


def best_point(result: SweepResult) -> SweepPoint:
    """Return the best setting, on fresh replications where it was confirmed.

    The apparent winner of the sweep, not the best on fresh replications: choosing by them once
    more would let them flatter it as well.
    """
    if result.confirmed:
        return result.confirmed[0]
    return max(result.points, key=lambda point: point.held.value)


def swept(result: SweepResult) -> Sentence:
    """Say how far the odds move over the sweep."""
    low, high = _ends(result)
    if t.hundred(low.held.value).text == t.hundred(high.held.value).text:
        return say(
            "The odds hardly move over the sweep: {odds} throughout.",
            odds=t.odds(low.held),
        )
    return say(
        "Over the sweep the odds go from {low} to {high} in {all}.",
        low=t.hundred(low.held.value),
        high=t.hundred(high.held.value),
        all=per(low.held.runs),
    )


def where(result: SweepResult) -> Sentence:
    """Say at which settings the odds are lowest and highest."""
    low, high = _ends(result)
    return say(
        "Lowest: {low}. Highest: {high}.", low=setting(result, low), high=setting(result, high)
    )


def flattered(result: SweepResult) -> Sentence:
    """Warn of the best of many."""
    return say(
        "The best of {all} settings is partly the luckiest, so its number flatters it; --confirm "
        "gives a fair one.",
        all=Told(f"{len(result.points):,}", ("points",)),
    )


def _ends(result: SweepResult) -> tuple[SweepPoint, SweepPoint]:
    ordered = sorted(result.points, key=lambda point: point.held.value)
    return ordered[0], ordered[-1]


def setting(result: SweepResult, point: SweepPoint) -> Told:
    """Tell a setting as a person would write it."""
    pieces = [
        f"{param.label} {level}" for param, level in zip(result.params, point.levels, strict=True)
    ]
    return Told(", ".join(pieces), (*point.levels, *(param.label for param in result.params)))


def tipping(result: SweepResult) -> Sentence:
    """Say where the odds tip, if they do; else that they do not."""
    above = [point for point in result.points if point.held.low > 0.5]
    below = [point for point in result.points if point.held.high < 0.5]
    if not above:
        return say("*Nowhere in this range* do the odds clearly pass even.")
    if not below:
        return say("*Everywhere in this range* where it is clear, the truce more often holds.")
    if len(result.params) > 1:
        return say(
            "{above} of {all} settings hold clearly more often than not, {below} clearly less often.",
            above=Told(f"{len(above)}", ("points",)),
            below=Told(f"{len(below)}", ("points",)),
            all=Told(f"{len(result.points)}", ("points",)),
        )
    return _tips_between(result)


def _tips_between(result: SweepResult) -> Sentence:
    values = [point.held.value for point in result.points]
    for before, after in pairwise(result.points):
        if (before.held.value - 0.5) * (after.held.value - 0.5) <= 0:
            return say(
                "The odds pass even between *{a}* and *{b}*.",
                a=Told(before.levels[0], (before.levels[0],)),
                b=Told(after.levels[0], (after.levels[0],)),
            )
    return say("The odds stay on one side: {low} at least.", low=t.hundred(min(values)))


def confirmed(result: SweepResult) -> Sentence | None:
    """Say what the winner does on fresh histories."""
    if not result.confirmed:
        return None
    best = best_point(result)
    said = say(
        "On fresh histories, the apparent winner ({setting}) holds in {odds} ({span}).",
        setting=setting(result, best),
        odds=t.odds(best.held),
        span=t.chance(best.held),
    )
    left = told_apart(result)
    return said if left is None else said + left


def told_apart(result: SweepResult) -> Sentence | None:
    """Say which of the best settings fresh histories tell apart; None where there is but one."""
    left, among = result.best_afresh, result.confirmed
    if len(among) < 2 or not left:
        return None
    if len(left) == 1:
        return say(
            "There *{setting}* is told from the others.", setting=setting(result, among[left[0]])
        )
    if len(left) == len(among):
        return say("The best cannot be told apart there either.")
    return say(
        "Of these {all} settings, {left} cannot be told from the best there either.",
        all=Told(f"{len(among)}", ("confirmed",)),
        left=Told(f"{len(left)}", ("confirmed",)),
    )


# ---- require --------------------------------------------------------------------------------


def target(result: RequireResult) -> Told:
    """Tell the target."""
    return t.made(lambda value: f"{100 * value:.4g}", result.target)


def required(result: RequireResult) -> Sentence:
    """Say what it takes."""
    if result.enough is not None and result.enough == _weakest(result):
        first, last = result.param.texts[0], result.param.texts[-1]
        return say(
            "Every level that was tried is enough, from *{first}* to *{last}* ({label}), for the "
            "truce to hold in {target} of {all} runs.",
            label=result.param.label,
            first=named(first),
            last=named(last),
            target=target(result),
            all=per(result.ceiling.runs),
        )
    if result.enough is not None:
        return say(
            "*{level}{more}* is enough ({label}) for the truce to hold in {target} of {all} runs.",
            label=result.param.label,
            level=named(result.enough),
            more=_or_stronger(result, result.enough),
            target=target(result),
            all=per(result.ceiling.runs),
        )
    if result.looks_enough is not None:
        return say(
            "Too close to call: *{level}* looks enough ({label}) for {target} of {all} runs, but "
            "chance leaves it open.",
            label=result.param.label,
            level=named(result.looks_enough),
            target=target(result),
            all=per(result.ceiling.runs),
        ) + _to_decide(result)
    # The level that holds most often also has the highest upper end.
    close = result.ceiling.high >= result.target
    lead = "Too close to call" if close else "Not reachable by this input"
    said = say(
        f"*{lead}* ({{label}}): {{target}} in {{all}} are asked for, and at its best, at {{level}}, "
        "{ceiling} hold.",
        label=result.param.label,
        target=target(result),
        all=per(result.ceiling.runs),
        level=named(result.best_level),
        ceiling=t.odds(result.ceiling),
    )
    return said + _to_decide(result) if close else said


def _to_decide(result: RequireResult) -> Sentence:
    """Say how many runs a level could decide."""
    if result.runs_to_decide is None:
        return say("If the odds are as seen, no number of runs decides it.")
    return say(
        "About {runs} runs a level could decide it, if the odds stay as seen (--runs, with another "
        "--seed).",
        runs=Told(f"{w.two_digits(result.runs_to_decide):,}", (result.runs_to_decide,)),
    )


def named(level: str) -> Told:
    """Tell a level of the input."""
    return Told(level, (level,))


def _weakest(result: RequireResult) -> str:
    """Return the level that helps least."""
    return result.param.texts[0 if result.more_helps else -1]


def _or_stronger(result: RequireResult, level: str) -> str:
    """Return which way is stronger still; nothing where there is no stronger level."""
    strongest = result.param.texts[-1 if result.more_helps else 0]
    if level == strongest:
        return ""
    return " or more" if result.more_helps else " or less"


def require_findings(result: RequireResult) -> list[Finding]:
    """Return what else the search for a requirement found."""
    found = [
        Finding(
            "The ceiling.",
            say(
                "At best, at {level}, {odds} hold ({span}).",
                level=named(result.best_level),
                odds=t.odds(result.ceiling),
                span=t.chance(result.ceiling),
            ),
        )
    ]
    said = exactly(result)
    if said is not None:
        found.append(Finding("The exact requirement", said))
    if result.reversals.count:
        said = say(
            "in {odds} {stronger} of it turned holding into collapse.",
            odds=t.odds(result.reversals),
            stronger=stronger(result),
        )
        found.append(Finding(f"{stronger(result).capitalize()} is not always better:", said))
    else:
        said = say("No history collapsed because of {stronger} of it.", stronger=stronger(result))
        found.append(Finding(f"{stronger(result).capitalize()} never harmed.", said))
    return found


def stronger(result: RequireResult) -> str:
    """Return which way the input helps, on the whole: "more" of it, or "less"."""
    return "more" if result.more_helps else "less"


def exactly(result: RequireResult) -> Sentence | None:
    """Say between which levels the exact requirement lies, as far as the range shows it."""
    if result.enough == _weakest(result):
        return None
    weak, strong = result.interval
    if weak is not None and strong is not None:
        low, high = (weak, strong) if result.more_helps else (strong, weak)
        return say(
            "lies between *{low}* and *{high}* ({level}).",
            low=named(low),
            high=named(high),
            level=t.level(result.ceiling),
        )
    if strong is not None:
        weaker = "below" if result.more_helps else "above"
        return say("lies at {strong} or {way}.", strong=named(strong), way=weaker)
    if weak is not None and result.looks_enough is not None:
        stronger = "above" if result.more_helps else "below"
        return say("lies {way} {weak}.", weak=named(weak), way=stronger)
    return None


# ---- postpone -------------------------------------------------------------------------------


def best_date(result: PostponeResult) -> PostponeDate:
    """Return the date at which a truce that is ready is likeliest."""
    return max(result.dates, key=lambda date: ready(result, date).value)


def ready(result: PostponeResult, date: PostponeDate) -> Share:
    """Return the runs that hold to a date and are by then what the rules wait for."""
    return date.settled if result.unless == "settled" else date.quiet


def move_of(result: PostponeResult) -> tuple[PostponeDate, PostponeDate]:
    """Return the move to tell first: to the date of the file if there is one, else to the last."""
    first, *later = result.dates
    planned = [date for date in later if date.date == result.heading.talks]
    return first, planned[0] if planned else result.dates[-1]


def told_date(result: PostponeResult, date: str) -> Told:
    """Tell one of the dates, apart from all others."""
    return Told(w.date_among(date, [one.date for one in result.dates]), (date,))


def postponed(result: PostponeResult) -> Sentence:
    """Say what moving the talks buys, for every meaning of success."""
    first, second = move_of(result)
    said = say(
        "Talks on {first} instead of {second}: the truce holds in {held_first} of {all} runs "
        "instead of {held_second}, and is quiet as well in {quiet_first} instead of "
        "{quiet_second}.",
        first=told_date(result, second.date),
        second=told_date(result, first.date),
        held_first=t.hundred(second.held.value),
        held_second=t.hundred(first.held.value),
        quiet_first=t.hundred(second.quiet.value),
        quiet_second=t.hundred(first.quiet.value),
        all=per(first.held.runs),
    )
    if not result.files_complaints:
        return said
    return said + say(
        "It holds and is settled in {settled_first} instead of {settled_second}.",
        settled_first=t.hundred(second.settled.value),
        settled_second=t.hundred(first.settled.value),
    )


def bought(result: PostponeResult) -> list[Sentence]:
    """Say of each later date what moving the talks there costs, and what it buys."""
    first, *later = result.dates
    found = []
    for date in later:
        if date.held_change is None or date.settled_change is None or date.quiet_change is None:
            continue
        said = say(
            "From {first} to {second}: *{held}* points of holding ({held_span}), *{quiet}* of "
            "holding and quiet ({quiet_span}){end}",
            first=told_date(result, first.date),
            second=told_date(result, date.date),
            held=t.change(date.held_change),
            held_span=t.change_span(date.held_change),
            quiet=t.change(date.quiet_change),
            quiet_span=t.change_span(date.quiet_change),
            end="," if result.files_complaints else ".",
        )
        if result.files_complaints:
            said += say(
                "*{settled}* of holding and settled ({settled_span}).",
                settled=t.change(date.settled_change),
                settled_span=t.change_span(date.settled_change),
            )
        found.append(said)
    return found


def by_rule(result: PostponeResult, rule: PostponeRule) -> Sentence:
    """Say what the rule "postpone unless settled", or quiet, comes to."""
    return say(
        "Postponing from {first} to {second} unless {wanted} moves the talks in {postponed}; "
        "{ready} end held and {wanted}: {change} against always {first} ({span}).",
        wanted=rule.unless,
        first=told_date(result, rule.from_date),
        second=told_date(result, rule.to_date),
        postponed=t.odds(rule.postponed),
        ready=t.odds(rule.ready),
        change=t.change_points(rule.ready_change),
        span=t.change_span(rule.ready_change),
    )


def date_findings(result: PostponeResult) -> list[Finding]:
    """Return what moving the talks changes, and what a rule would do."""
    _, date = move_of(result)
    found: list[Finding] = []
    if date.held_change is not None:
        lead = "Waiting costs odds." if date.held_change.high < 0 else "Holding that long:"
        found.append(Finding(lead, _by_date(result, date, date.held_change, "holding")))
    quiet = quietest(result)
    if quiet.quiet_change is not None:
        lead = _lead(quiet.quiet_change, "Waiting brings quiet.", "Quiet by then:", "Less quiet.")
        said = _by_date(result, quiet, quiet.quiet_change, "holding and quiet")
        found.append(Finding(lead, said))
    if date.settled_change is not None and result.files_complaints:
        change = date.settled_change
        lead = _lead(change, "Waiting settles things.", "Settled by then:", "Fewer are settled.")
        found.append(Finding(lead, _by_date(result, date, change, "holding and settled")))
    if result.rules and len(found) < 3:
        rule = result.rules[0]
        found.append(
            Finding(
                f"Postponing unless {rule.unless}:",
                say(
                    "in {postponed} the talks move; {ready} end held and {wanted}.",
                    postponed=t.odds(rule.postponed),
                    ready=t.odds(rule.ready),
                    wanted=rule.unless,
                ),
            )
        )
    return found


def quietest(result: PostponeResult) -> PostponeDate:
    """Return the date by which quiet clearly grows most, or that of the move that is told first."""
    clear = [date for date in result.dates if date.quiet_change and date.quiet_change.low > 0]
    return max(clear, key=lambda date: date.quiet.value, default=move_of(result)[1])


def _lead(change: PairedShare, more: str, open_: str, less: str) -> str:
    """Return a lead that says no more than chance allows."""
    if change.low > 0:
        return more
    return less if change.high < 0 else open_


def _by_date(
    result: PostponeResult, date: PostponeDate, difference: PairedShare, what: str
) -> Sentence:
    return say(
        "By {date}, {change} of {what} ({span}).",
        date=told_date(result, date.date),
        change=t.change_points(difference),
        what=what,
        span=t.change_span(difference),
    )


# ---- sensitivity ----------------------------------------------------------------------------

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
            return headline(result.base)
        return say("No input moves the odds beyond chance.") + headline(result.base)
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
        all=per(explained.points),
    )


def luck(explained: Explained) -> Sentence:
    """Say how much of the difference between runs is luck, and how much the surface misses."""
    said = say(
        "Of {all} parts of the difference between runs, *{luck} are luck* ({span}): runs of the same "
        "inputs differ as much. Inputs explain the rest",
        luck=t.hundred(explained.luck),
        span=t.span(explained.luck_low, explained.luck_high),
        all=per(explained.points),
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
                        all=per(explained.points),
                    ),
                )
            )
        found.append(Finding("Luck.", luck(explained)))
    fails = fails_when(explained)
    if fails is not None:
        found.append(Finding("It fails together:", fails))
    return found
