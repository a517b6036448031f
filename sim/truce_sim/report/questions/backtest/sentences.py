"""What is said of a back-test, in sentences that know their numbers."""

from truce_sim.evidence.forecasters import POOLED, RECORD
from truce_sim.report import told as t
from truce_sim.report.parts import Finding
from truce_sim.report.told import Sentence, Told, say
from truce_sim.studies.forecaster_names import MODEL, NAMES, WITHOUT_RECORD
from truce_sim.studies.results.backtest import Against, BacktestResult, Scored, Worst

FEW = 0.5
"""Power below which nothing is claimed."""
_NONE = "0.000"
_SAYS = {
    "better": "better than {who}",
    "worse": "worse than {who}",
    "undecided": "neither clearly better nor clearly worse than {who}",
    "too few wars to say": "of too few wars to be set against {who}",
}


def headline(result: BacktestResult) -> Sentence:
    """Say how the odds did against always the same, and against the record of the war."""
    one = result.questions[0]
    others = [each for each in one.against if each.key in (POOLED, RECORD)] or one.against[-1:]
    counts = {"cases": _many("past truce", one.cases), "wars": _many("war", one.wars)}
    model = score(one.of(MODEL).brier)
    if not any(claimed(each, result) for each in others):
        said = say(
            "{cases} of {wars} {are} too few to tell: simulated odds score {model}",
            **counts,
            are="is" if one.cases == 1 else "are",
            model=model,
        )
        for each in others:
            said = said.then(
                ", ",
                say("{who} {score}", who=NAMES[each.key].than, score=score(one.of(each.key).brier)),
            )
        return said.then(".", None)
    said = say(
        "On {cases} of {wars}, simulated odds ({model}) were",
        **counts,
        model=model,
    )
    parts = [
        say(
            _SAYS[each.says] + " ({score})",
            who=NAMES[each.key].than,
            score=score(one.of(each.key).brier),
        )
        for each in others
    ]
    said += parts[0]
    for part in parts[1:]:
        said = said.then(", and ", part)
    return said.then(".", None)


def claimed(against: Against, result: BacktestResult) -> bool:
    """Return whether anything may be claimed: not from coded cases that could not have shown it."""
    return against.power is not None and (result.of_rows or against.power >= FEW)


def score(value: float) -> Told:
    """Tell a score."""
    return t.made(lambda number: f"{number:.3f}", value)


def difference(against: Against) -> Told:
    """Tell a difference of scores with its sign."""
    return t.made(_signed, against.difference)


def interval(against: Against) -> Told:
    """Tell the interval of a difference; blank where there is none.

    An end that rounds to 0 and is none is told as below or above it, lest an interval that lies on
    one side seem to touch 0.
    """
    if against.low is None or against.high is None:
        return t.made_of("")
    return t.made(_span, against.low, against.high)


def _in_brackets(against: Against) -> Told:
    """Tell the interval behind a number, in brackets; blank where there is none."""
    told = interval(against)
    return t.made_of(f" ({told.text})" if told.text else "", *told.sources)


def _span(low: float, high: float) -> str:
    ends = [_signed(low), _signed(high)]
    if high < 0 and ends[1] == _NONE:
        ends[1] = "below 0"
    if low > 0 and ends[0] == _NONE:
        ends[0] = "above 0"
    return " to ".join(ends)


def word(against: Against, result: BacktestResult) -> str:
    """Return the verdict in a word or two, in brackets where nothing is claimed from it."""
    if against.says == "too few wars to say":
        return "too few"
    claims = against.says == "undecided" or claimed(against, result)
    return against.says if claims else f"({against.says})"


def power(against: Against) -> str:
    """Return in how many of 100 an exactly right forecaster would be found better."""
    return "-" if against.power is None else f"{round(100 * against.power)}"


def asked(one: Scored) -> Sentence:
    """Say what is scored, and of how many."""
    return say(
        "{label} (scored: the odds that {odds}): {cases} of {wars}, {happened} of them so{unknown}.",
        label=one.label,
        odds=one.odds_label,
        cases=_many("truce", one.cases),
        wars=_many("war", one.wars),
        happened=t.count(one.happened),
        unknown=t.made_of(f"; {one.unknown} more are not scored", one.unknown)
        if one.unknown
        else "",
    )


def judged(one: Scored) -> Against:
    """Return whom the model is set against in a sentence: always the same."""
    return next((each for each in one.against if each.key == POOLED), one.against[-1])


def verdict(one: Scored, result: BacktestResult) -> Sentence:
    """Say what the scores allow to say of a question, and what they could have shown."""
    other = judged(one)
    if other.says == "too few wars to say":
        return say(
            "Simulated odds less {who}: {difference}{interval}; {wars} can show nothing.",
            who=NAMES[other.key].than,
            difference=difference(other),
            interval=_in_brackets(other),
            wars=_many("war", one.wars),
        )
    said = say(
        "Simulated odds: " + _SAYS[other.says] + ", by {difference}{interval}.",
        who=NAMES[other.key].than,
        difference=difference(other),
        interval=_in_brackets(other),
    )
    return said + could_show(other, result)


def could_show(against: Against, result: BacktestResult) -> Sentence:
    """Say how often somebody exactly right would have been found better."""
    if against.power is None:
        return say("So few wars could show nothing.")
    said = say(
        "On such wars somebody exactly right would be found better {power} times in {all}",
        power=t.hundred(against.power),
        all=t.made_of("100", against.power, against.power_spread),
    )
    return said.then("." if claimed(against, result) else ": nothing is claimed from it.", None)


def findings(result: BacktestResult) -> list[Finding]:
    """Return what the record of the war adds, and how the other questions fare."""
    one = result.questions[0]
    found: list[Finding] = []
    without = next((each for each in one.against if each.key == WITHOUT_RECORD), None)
    if without is not None:
        said = say(
            "With it the score is {score}, without it {without}: a difference of "
            "{difference}{interval}, {says}.",
            score=score(one.of(MODEL).brier),
            without=score(one.of(WITHOUT_RECORD).brier),
            difference=difference(without),
            interval=_in_brackets(without),
            says=without.says,
        )
        found.append(Finding("What the record of the war adds.", said))
    found += [Finding(f"{one.label}.", verdict(one, result)) for one in result.questions[1:3]]
    return found


def made_of(result: BacktestResult) -> Sentence:
    """Say what the scores rest on."""
    said = say(
        "{about}. Rules: {title}, {digest}; {worlds}, {runs} runs each.",
        about=t.made_of(result.about, result.about),
        title=result.rules_title,
        digest=t.made_of(result.rules_digest, result.rules_digest),
        worlds=_many("scenario" if result.worlds == 1 else "different scenario", result.worlds),
        runs=t.count(result.heading.runs),
    )
    if result.undated:
        said += say("Milestones without a date: {count}.", count=t.count(result.undated))
    if result.cut:
        said += say(
            "Milestones later than the rules simulate, read at the last day that they do: {count}.",
            count=t.count(result.cut),
        )
    return said


def bad(worst: Worst) -> Sentence:
    """Say what was said of a case, what came of it, and what the rules had to go by."""
    read = ", ".join(worst.read) or "nothing of it"
    unknown = f", and not: {', '.join(worst.unknown)}" if worst.read and worst.unknown else ""
    return say(
        "*{id}* ({war}): said {odds} in {all}, and it was {happened}. Known to the rules: "
        "{read}{unknown}.",
        id=t.made_of(worst.id, worst.id),
        war=worst.war,
        odds=t.hundred(worst.said),
        all=t.made_of("100", worst.said, worst.id),
        happened=("" if worst.happened else "not ") + "so",
        read=t.made_of(read, *worst.read),
        unknown=t.made_of(unknown, *worst.unknown) if unknown else "",
    )


def could_not_know(result: BacktestResult) -> Sentence:
    """Say what no rule could know, of any case."""
    return say("Of none could they know {what}.", what=", ".join(result.not_known))


def _many(what: str, number: int) -> Told:
    """Tell how many there are of what is one in the singular."""
    from truce_sim.scenario.kinds import many

    return t.made_of(many(what, number), number)


def _signed(number: float) -> str:
    """Return a number with its sign; one that rounds to zero has none."""
    text = f"{number:+.3f}".replace("-", "\N{MINUS SIGN}")
    return text if float(f"{number:.3f}") else _NONE
