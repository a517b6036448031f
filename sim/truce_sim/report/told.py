"""Sentences that know their numbers, so that each can be checked against the stored result."""

from collections.abc import Callable
from dataclasses import dataclass

from markupsafe import Markup, escape

from truce_sim.report import words as w
from truce_sim.report.directions import right_to_left
from truce_sim.statistics.estimates import Mean, PairedShare, Share

Source = float | int | str


@dataclass(frozen=True, slots=True)
class Told:
    """A number as it stands in a sentence, and the stored values it was made from."""

    text: str
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, as HTML (user text escaped), as plain text, and its numbers."""

    html: Markup
    plain: str
    numbers: tuple[Told, ...]

    def __add__(self, other: "Sentence") -> "Sentence":
        """Return both sentences, one after the other."""
        return Sentence(
            self.html + Markup(" ") + other.html,
            f"{self.plain} {other.plain}",
            (*self.numbers, *other.numbers),
        )

    def then(self, mark: str, other: "Sentence | None") -> "Sentence":
        """Return both parts of one sentence with a mark between them, or this one with its mark."""
        if other is None:
            return Sentence(self.html + mark, self.plain + mark, self.numbers)
        return Sentence(
            self.html + mark + other.html,
            f"{self.plain}{mark}{other.plain}",
            (*self.numbers, *other.numbers),
        )


def say(template: str, **values: Told | str) -> Sentence:
    """Return a sentence from a template with `{name}` for values and `*words*` for stress.

    The template itself holds no digits; plain strings are names, escaped like all user text.
    """
    pieces = template.split("*")
    html = "".join(
        f"<b>{escape(piece)}</b>" if place % 2 else str(escape(piece))
        for place, piece in enumerate(pieces)
    )
    texts = {key: value.text if isinstance(value, Told) else value for key, value in values.items()}
    fenced = {key: _fenced(text) for key, text in texts.items()}
    return Sentence(
        Markup(html).format(**fenced),  # noqa: S704 - escaped above
        template.replace("*", "").format(**texts),
        tuple(value for value in values.values() if isinstance(value, Told)),
    )


def _fenced(text: str) -> Markup:
    """Return user text escaped; one from right to left keeps to itself."""
    safe = escape(text)
    return Markup("<bdi>{}</bdi>").format(safe) if right_to_left(text) else safe


def odds(share: Share) -> Told:
    """Tell an estimate: "56 in 100", "none of 2,000 runs"."""
    return Told(w.in_100(share), (share.count, share.runs, share.value))


def per(runs: int) -> Told:
    """Tell the fixed group that frequencies refer to."""
    return Told("100", (runs,))


def hundred(value: float) -> Told:
    """Tell a probability out of 100, where the sentence has said so: "58", "all", "none"."""
    if value in (0.0, 1.0):
        return Told("all" if value else "none", (value,))
    return Told("fewer than 1" if value < 0.005 else f"{w.hundred(value)}", (value,))


def part(value: float, *sources: Source) -> Told:
    """Tell a part of many before the many are named: "58 in 100", "all", "no"."""
    if value in (0.0, 1.0):
        return Told("all" if value else "no", sources or (value,))
    return Told(f"{hundred(value).text} in 100", sources or (value,))


def none_or_only(value: float) -> Told:
    """Tell a part that is small beside another: "only 4 in 100", "none"."""
    return Told(f"only {part(value).text}" if value else "none", (value,))


def span(low: float, high: float) -> Told:
    """Tell an interval out of 100."""
    return Told(w.span(low, high), (low, high))


def about(value: float, interval: tuple[float, float]) -> Told:
    """Tell a probability out of 100 to the digit that its interval bears."""
    return Told(w.about(value, *interval), (value, *interval))


def chance(share: Share) -> Told:
    """Tell the interval that covers chance between runs."""
    text = w.bound_in_words(share) or f"{w.span(share.low, share.high)} in 100"
    return Told(text, (share.low, share.high, share.runs))


def level(share: Share | Mean | PairedShare) -> Told:
    """Tell the level of an interval."""
    return Told(f"{round(100 * share.level)}%", (share.level,))


def count(number: float) -> Told:
    """Tell a whole number."""
    return Told(f"{number:,.0f}", (number,))


def amount(number: float) -> Told:
    """Tell a mean: whole above ten, one decimal below."""
    return Told(
        f"{number:,.0f}" if abs(number) >= 9.95 or number == 0 else f"{number:.1f}", (number,)
    )


def change(difference: PairedShare) -> Told:
    """Tell a change in points of 100, with its sign."""
    return Told(w.points(difference).replace("-", "\N{MINUS SIGN}"), (difference.value,))


def change_points(difference: PairedShare) -> Told:
    """Tell a change with its unit: "+14 points", "+1 point"."""
    told = change(difference)
    unit = "point" if told.text[1:] == "1" else "points"
    return Told(f"{told.text} {unit}", told.sources)


def change_span(difference: PairedShare) -> Told:
    """Tell the interval of a change."""
    text = w.signed_span(difference.low, difference.high).replace("-", "\N{MINUS SIGN}")
    return Told(text, (difference.low, difference.high))


def made_of(text: str, *sources: Source) -> Told:
    """Tell a text together with the stored values that it was made from."""
    return Told(text, sources)


def made(make: Callable[..., str], *sources: float) -> Told:
    """Tell what a function makes of stored values."""
    return Told(make(*sources), sources)


def within_a_day(rate: float, *sources: Source) -> Told:
    """Tell how many of 100 that hold go within a day, at a rate a day."""
    share = w.within_a_day(rate)
    if share < 0.0005:
        text = "fewer than 0.1" if share else "none"
    else:
        text = f"{100 * share:.1f}" if share < 0.0995 else f"{w.hundred(share)}"
    return Told(text, sources or (rate,))


def date(text: str, *, year: bool = False) -> Told:
    """Tell a stored date."""
    return Told(w.day(w.moment(text), year=year), (text,))


def date_after(starts: str, hours: float) -> Told:
    """Tell the date so many hours after the start."""
    return Told(w.day(w.date_at(starts, hours)), (starts, hours))


def length(hours: float) -> Told:
    """Tell a length of time."""
    return Told(w.length(hours), (hours,))
