"""What is said of what it takes, each sentence computed from the typed result alone."""

from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.parts import Finding
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.results.require import RequireResult


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
            all=t.per(result.ceiling.runs),
        )
    if result.enough is not None:
        return say(
            "*{level}{more}* is enough ({label}) for the truce to hold in {target} of {all} runs.",
            label=result.param.label,
            level=named(result.enough),
            more=_or_stronger(result, result.enough),
            target=target(result),
            all=t.per(result.ceiling.runs),
        )
    if result.looks_enough is not None:
        return say(
            "Too close to call: *{level}* looks enough ({label}) for {target} of {all} runs, but "
            "chance leaves it open.",
            label=result.param.label,
            level=named(result.looks_enough),
            target=target(result),
            all=t.per(result.ceiling.runs),
        ) + _to_decide(result)
    # The level that holds most often also has the highest upper end.
    close = result.ceiling.high >= result.target
    lead = "Too close to call" if close else "Not reachable by this input"
    said = say(
        f"*{lead}* ({{label}}): {{target}} in {{all}} are asked for, and at its best, at {{level}}, "
        "{ceiling} hold.",
        label=result.param.label,
        target=target(result),
        all=t.per(result.ceiling.runs),
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
