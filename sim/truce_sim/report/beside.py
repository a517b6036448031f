"""What every answer says beside its headline, in the terminal and on the page."""

from dataclasses import dataclass

from truce_sim.report import told as t
from truce_sim.report.parts import together
from truce_sim.report.past import beside_odds, of_all, own, which
from truce_sim.report.registry import question_of
from truce_sim.report.told import Sentence, say
from truce_sim.studies.results.common import UNLIKE, GivenDays, Result


def not_broken(result: Result) -> Sentence | None:
    """Return how many past truces were not broken by the same age; None where it is not stored."""
    past = result.heading.base_rate
    if past is None:
        return None
    if question_of(result).of_one_truce:
        return beside_odds(past)
    return of_all(past, "Of all past truces of two or more parties")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a headline, part by part.

    Attributes:
        given: which truces it is about, where it begins with what was observed.
        past: how many past truces like it were not broken.
        like: which truces those are.
        against: where answer and record disagree.
    """

    given: Sentence | None = None
    past: Sentence | None = None
    like: Sentence | None = None
    against: tuple[Sentence, ...] = ()


def parts(result: Result) -> Beside:
    """Return what stands beside the headline of any answer, part by part."""
    given, past = result.heading.given, result.heading.base_rate
    first = None if given is None else from_then_on(given)
    said = not_broken(result)
    if past is None or said is None:
        return Beside(first)
    if not question_of(result).of_one_truce:
        return Beside(first, said, which(past))
    against = tuple(question_of(result).against_past(result, past))
    return Beside(first, said, together(which(past), own(past)), against)


def beside(result: Result) -> list[Sentence]:
    """Return the sentences that stand beside the headline of any answer."""
    found = parts(result)
    past = None if found.past is None else together(found.past, found.like)
    return [said for said in (found.given, past, *found.against) if said is not None]


def from_then_on(given: GivenDays) -> Sentence:
    """Say which truces an answer is about that begins with what was observed."""
    like = "stood then and looked like what was counted" if given.numbers else "stood then"
    said = say(
        f"From {{date}} on: of {{tried}} simulated truces, {{kept}} {like}, and go on from there. What "
        "is tried acts from then on. Their past has the inputs of the file: doubt about those is not "
        "in these odds; ask now for it.",
        date=t.date(given.until),
        tried=t.count(given.tried),
        kept=t.count(given.kept),
    )
    if given.surprise is not None and given.surprise < UNLIKE:
        said = unlike(given.surprise) + said
    if not given.fixed:
        return said
    names = ", ".join(given.fixed)
    return said + say("As in the file, since it is too late to change them: {names}.", names=names)


def unlike(surprise: float) -> Sentence:
    """Say that a scenario is not of the truce that was observed."""
    return say(
        "*This truce does not look like the scenario; do not use the odds.* Fewer than {share} of "
        "its histories would have been counted as this one was, in how many or on which days.",
        share=t.made_of("1 in 100", surprise),
    )
