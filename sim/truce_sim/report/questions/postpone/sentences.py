"""What is said of other dates, each sentence computed from the typed result alone."""

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.parts import Finding
from truce_sim.report.told import Sentence, Told, say
from truce_sim.statistics.estimates import PairedShare, Share
from truce_sim.studies.results.postpone import PostponeDate, PostponeResult, PostponeRule


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
        all=t.per(first.held.runs),
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


def in_part(result: PostponeResult) -> list[Sentence]:
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


def past_by_date(result: PostponeResult) -> Sentence | None:
    """Say how many past truces like it were not broken by each date; None where it is one number.

    It is what waiting cost them; why those waited whose talks were late, nobody knows.
    """
    dates = [one.date for one in result.dates]
    known = [one for one in result.dates if one.past_not_broken is not None]
    if len(known) < 2:
        return None
    said = "; ".join(
        f"{t.hundred(one.past_not_broken).text} by {w.date_among(one.date, dates)}"
        for one in known
        if one.past_not_broken is not None
    )
    sources = [one.past_not_broken for one in known if one.past_not_broken is not None]
    given = result.heading.given
    if given is None:
        return say(
            "Of a hundred past truces like it, not broken: {each}.", each=t.made_of(said, *sources)
        )
    return say(
        "Of a hundred past truces like it that stood so long, not broken: {each}.",
        each=t.made_of(said, *sources),
    )
