"""What `compare` says in the terminal of why options change the odds."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from truce_sim.report import words as w
from truce_sim.report.questions.compare import sentences as a
from truce_sim.report.questions.compare import why
from truce_sim.report.terminal_lines import MUTED, label_column, padded, wrapped
from truce_sim.studies.results.compare import QUARTERS, CompareResult, Course, Option
from truce_sim.widths import told_apart

_MOST = 3
"""Options of which it is said why."""
_LABEL, _CELL = 34, 9


def telling(result: CompareResult) -> list[Option]:
    """Return the options of which it is worth saying why: clear ones, the best first."""
    clear = [one for one in result.same_dates if one.verdict in ("better", "worse")]
    clear.sort(key=lambda one: -abs(one.judged.value))
    return clear[:_MOST]


def reasons(result: CompareResult) -> Iterator[Text]:
    """Yield what the clear options do to the same histories, when, and where one parts."""
    options = [one for one in telling(result) if one.course is not None]
    if result.base_course is None or not options:
        return
    yield Text()
    yield from _curves(result, result.base_course, options)
    for option in options:
        yield from wrapped(f"{a.quoted(option)}: {_small(why.why(result, option).plain)}")


def parts(option: Option) -> Iterator[Text]:
    """Yield where a history that ends otherwise parts from itself under an option."""
    said = why.named(option)
    if said is not None:
        yield from wrapped(f"{a.quoted(option)}: {_small(said.plain)}")


def _small(said: str) -> str:
    return said[:1].lower() + said[1:]


def _curves(result: CompareResult, base: Course, options: Sequence[Option]) -> Iterator[Text]:
    """Yield how many in 100 still hold on a few dates, with each option and without."""
    hours = [part * result.heading.horizon_hours for part in QUARTERS]
    labels = [*(option.label for option in options), result.base_label]
    room = label_column(labels, _LABEL, _CELL * len(hours) + 2)
    names = told_apart(labels, room - 1, [*(option.key for option in options), "base"])
    head = Text(f"  {'still holding, of 100':<{room}}", style=MUTED)
    for hour in hours:
        head.append(f"{w.short_day(w.date_at(result.heading.starts, hour)):>{_CELL}}")
    yield head
    courses = [*(option.course for option in options), base]
    for name, course in zip(names, courses, strict=True):
        line = Text("  ").append_text(padded(name, room))
        for hour in hours:
            share = None if course is None else course.survival.at(hour)
            line.append(f"{'' if share is None else w.odds(share):>{_CELL}}")
        yield line
