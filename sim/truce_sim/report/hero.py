"""The answer at the top of the page: one number, one sentence, both doubts."""

from dataclasses import dataclass

from truce_sim.report import answers as a
from truce_sim.report import in_part
from truce_sim.report import sentences as run
from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.sentences import Finding
from truce_sim.report.told import Sentence, Told, say
from truce_sim.statistics.estimates import Share
from truce_sim.studies.results import (
    AnyResult,
    CompareResult,
    Option,
    PostponeResult,
    RequireResult,
    RunResult,
    SensitivityResult,
    SweepResult,
)
from truce_sim.widths import shortened, told_apart


@dataclass(frozen=True, slots=True)
class Hero:
    """What stands in the panel at the top."""

    number: Told
    unit: str
    sentence: Sentence
    words: Sentence | None = None
    left: str | None = None
    """Key of the chart under the words."""
    caption: Sentence | None = None
    right: str | None = None
    """Key of the chart beside them."""


def hero(result: AnyResult) -> Hero:
    """Return the answer to the question that a study asks."""
    if isinstance(result, RunResult):
        return _of_run(result)
    if isinstance(result, CompareResult):
        return _of_compare(result)
    if isinstance(result, SweepResult):
        best = a.best_point(result)
        fresh = a.confirmed(result)
        said = a.where(result) + (a.flattered(result) if fresh is None else fresh)
        return _share(best.held, a.swept(result), said, unit_more="at best")
    if isinstance(result, RequireResult):
        return _of_require(result)
    if isinstance(result, PostponeResult):
        best_date = a.best_date(result)
        when = w.date_among(best_date.date, [one.date for one in result.dates])
        return _share(
            a.ready(result, best_date),
            a.postponed(result),
            None,
            unit_more=f"hold and are {result.unless} on {when}",
        )
    return _share(
        result.base, a.sensed(result), a.with_word(result.base), unit_more="as in the file"
    )


def findings(result: AnyResult) -> list[Finding]:
    """Return up to three findings of any study."""
    if isinstance(result, RunResult):
        return run.findings(result)
    if isinstance(result, CompareResult):
        return a.option_findings(result)
    if isinstance(result, SweepResult):
        return []
    if isinstance(result, RequireResult):
        return a.require_findings(result)
    if isinstance(result, PostponeResult):
        return a.date_findings(result)
    return _sensitivity(result)


def _sensitivity(result: SensitivityResult) -> list[Finding]:
    return a.sensitivity_findings(result)


def big(share: Share) -> tuple[Told, str]:
    """Return an estimate as a big number and what it counts."""
    exact = share.count in (0, share.runs) or share.value < 0.005 or share.value > 0.995
    if exact:
        return t.count(share.count), f"of {share.runs:,} runs"
    return t.hundred(share.value), "in 100"


def _share(share: Share, sentence: Sentence, words: Sentence | None, *, unit_more: str) -> Hero:
    number, unit = big(share)
    return Hero(number, f"{unit} {unit_more}", sentence, words)


def _of_run(result: RunResult) -> Hero:
    held = result.answers.held
    number, unit = big(held)
    doubt = result.ignorance
    caption = run.about_band(result, doubt) if doubt is not None else None
    partly = in_part.of_run(result, whole=False)
    return Hero(
        number,
        unit,
        run.headline(held) if partly is None else run.headline(held) + partly,
        run.in_words(result),
        left="word-scale",
        caption=caption,
        right="icons",
    )


def _of_compare(result: CompareResult) -> Hero:
    if result.beside and not result.options:
        number, unit = big(result.base.held)
        labels = [result.base_label, *(other.label for other in result.beside)]
        shown = f"{unit} hold in “{told_apart(labels, 60)[0]}”"
        return Hero(number, shown, a.compared(result), a.side_by_side(result))
    best = next(iter(result.same_dates), None)
    if best is None or best.verdict != "better":
        number, unit = big(result.base.held)
        return Hero(number, f"{unit} as the file stands", a.compared(result))
    return Hero(
        t.change(best.held),
        f"points in 100 with “{_name(result, best)}”",
        a.compared(result),
        say(
            "As the file stands: {base}. The change is {span} points ({level}{family}).",
            base=t.odds(result.base.held),
            span=t.change_span(best.held),
            level=t.level(best.held),
            family=", all options together" if best.held.family > 1 else "",
        ),
    )


def _name(result: CompareResult, best: Option) -> str:
    labels = [result.base_label, *(option.label for option in result.options)]
    keys = ["base", *(option.key for option in result.options)]
    return told_apart(labels, 60, keys)[1 + result.options.index(best)]


def _of_require(result: RequireResult) -> Hero:
    if result.enough is None:
        number, unit = big(result.ceiling)
        return Hero(number, f"{unit} at best", a.required(result))
    return Hero(
        Told(shortened(result.enough, 14), (result.enough,)),
        f"enough for {w.hundred(result.target)} in 100",
        a.required(result),
    )
