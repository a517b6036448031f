"""Why one run ended as it did, counted from what it tells: what filled the measure that was full."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta

from truce_sim.report.words import day, nearest
from truce_sim.studies.key_events import FIRES
from truce_sim.studies.results.common import Event, Story

_GROUPS = 3
"""Groups of deeds that are told apart."""
_DEEDS = {
    "violation": ("violation", "violations"),
    "retaliation": ("retaliation", "retaliations"),
    "strike": ("strike", "strikes"),
    "attack": ("attack", "attacks"),
    "outside attack": ("attack from outside", "attacks from outside"),
}
_MANY = 0.01
"""Part of the whole below which what is left over is not worth telling."""


def reason(story: Story, names: Mapping[str, str], starts: datetime) -> list[str]:
    """Return sentences that say what filled the measure that ended a run; none where none did.

    Args:
        story: the run.
        names: what everybody is called, by id.
        starts: when the truce started.
    """
    last = next((event for event in reversed(story.events) if event.kind == "collapse"), None)
    if last is None:
        return _nearest(story, names, starts)
    left = next((event for event in reversed(story.events) if event.kind == "walk-out"), None)
    if left is not None:
        said = _grievance(story, left.who, names, starts)
    elif last.filled:
        said = _violations(story, names, starts)
    elif story.cause in ("mass-casualty", "wrongly blamed"):
        said = _one_deed(story, last, names, starts)
    elif story.cause == "zones":
        said = _zones(story, starts)
    else:
        said = []
    return [*said, *_wronged(story, last, names)]


def _grievance(
    story: Story, party: str, names: Mapping[str, str], starts: datetime
) -> Iterable[str]:
    """Say of what claims the grievance was made with which a party gave its notice."""
    notice = next(
        (e for e in reversed(story.events) if e.kind == "notice" and e.who == party), None
    )
    if notice is None or not notice.filled or not notice.grievance:
        return []
    held, limit = notice.filled, notice.filled / notice.grievance
    deeds = {e.incident: e.kind for e in story.events if e.kind in FIRES}
    parts: dict[tuple[str, str, datetime], float] = defaultdict(float)
    counts: Counter[tuple[str, str, datetime]] = Counter()
    claimed = 0.0
    for event in story.events:
        if event.kind == "claim" and event.filled:
            deed = deeds.get(event.incident, "violation")
            moment = starts + timedelta(hours=event.hours)
            group = (deed, event.whom or "", datetime(moment.year, moment.month, moment.day))
            parts[group] += event.filled
            counts[group] += 1
            claimed += event.filled
    when = day(starts + timedelta(hours=notice.hours))
    said = [
        f"Why: the grievance of {names.get(party, party)} was {_amount(held)} on {when}, with a "
        f"limit of {_amount(limit)}."
    ]
    first = sorted(parts, key=lambda group: -parts[group])[:_GROUPS]
    told = [
        f"{_amount(parts[group])} from {_counted(counts[group], group[0])} by "
        f"{names.get(group[1], group[1])} on {day(group[2])}"
        for group in first
    ]
    if not told:
        return said
    rest, others = claimed - sum(parts[one] for one in first), sum(counts.values())
    others -= sum(counts[one] for one in first)
    if others and rest > _MANY * held:
        told.append(f"{_amount(rest)} from {others:,} other {'claim' if others == 1 else 'claims'}")
    before = held - claimed
    if before > _MANY * held:
        told.append(f"{_amount(before)} from before the truce")
    return [*said, f"Of that, as claimed: {'; '.join(told)}."]


def _violations(story: Story, names: Mapping[str, str], starts: datetime) -> list[str]:
    """Say who made the violations that were too many."""
    full = [e for e in story.events if e.filled and e.kind in ("violation", "retaliation")]
    if not full:
        return []
    groups = Counter((event.who, event.kind) for event in full)
    told = [
        f"{_counted(count, kind)} by {names.get(who, who)}"
        for (who, kind), count in sorted(groups.items(), key=lambda group: -group[1])
    ]
    first, last = (_moment(starts, event) for event in (full[0], full[-1]))
    return [
        f"Why: {len(full):,} violations within the window, {first} to {last}: {', '.join(told)}."
    ]


def _one_deed(story: Story, last: Event, names: Mapping[str, str], starts: datetime) -> list[str]:
    """Say which deed was too grave to bear."""
    deed = next((e for e in story.events if e.kind in FIRES and e.incident == last.incident), None)
    if deed is None or deed.harm is None:
        return []
    usual = [e.harm for e in story.events if e.kind in FIRES and e.harm is not None]
    worse = sum(harm > deed.harm for harm in usual)
    rank = "the gravest of" if not worse else f"number {worse + 1:,} by harm of"
    what, whom = _DEEDS[deed.kind][0], names.get(deed.whom or "", deed.whom or "")
    return [
        f"Why: one {what} by {names.get(deed.who, deed.who)} against {whom} did harm of "
        f"{_amount(deed.harm)}, {rank} {len(usual):,}, {_moment(starts, deed)}."
    ]


def _zones(story: Story, starts: datetime) -> list[str]:
    """Say how many zones were aflame at the end."""
    aflame: dict[str | None, Event] = {}
    for event in story.events:
        if event.kind == "flare-up":
            aflame[event.zone] = event
        elif event.kind == "flare-up over":
            aflame.pop(event.zone, None)
    if not aflame:
        return []
    last = max(aflame.values(), key=lambda event: event.hours)
    said = "1 zone was" if len(aflame) == 1 else f"{len(aflame):,} zones were"
    return [f"Why: {said} aflame at the end, the last since {_moment(starts, last)}."]


def _wronged(story: Story, last: Event, names: Mapping[str, str]) -> list[str]:
    """Say who was wrongly blamed, and who it was."""
    if story.cause != "wrongly blamed":
        return []
    blame = next(
        (e for e in story.events if e.kind == "claim" and e.incident == last.incident), None
    )
    deed = next((e for e in story.events if e.kind in FIRES and e.incident == last.incident), None)
    if blame is None or deed is None or blame.whom is None:
        return []
    blamed, whose = (names.get(who, who) for who in (blame.whom, deed.who))
    if blame.whom == deed.who:
        whom = names.get(deed.whom or "", deed.whom or "")
        return [f"The last straw was a strike by {whose} on {whom}, not on who claimed it."]
    return [f"The last straw was blamed on {blamed}; it was {whose}."]


def _nearest(story: Story, names: Mapping[str, str], starts: datetime) -> list[str]:
    """Say who came nearest to leaving a truce that held."""
    kept = [event for event in story.events if event.grievance is not None]
    nearest_to = max(kept, key=lambda event: event.grievance or 0.0, default=None)
    if nearest_to is None or not nearest_to.grievance:
        return []
    share = nearest(100 * nearest_to.grievance)
    if share < 1:
        return []
    who = names.get(nearest_to.who, nearest_to.who)
    when = day(starts + timedelta(hours=nearest_to.hours))
    return [f"Nearest to leaving: {who}, at {share:,} in 100 of what is borne, on {when}."]


def _counted(number: int, kind: str) -> str:
    one, many = _DEEDS[kind]
    return f"{number:,} {one if number == 1 else many}"


def _amount(number: float) -> str:
    return f"{nearest(number):,}" if number >= 9.95 else f"{number:.1f}"


def _moment(starts: datetime, event: Event) -> str:
    return clock(starts, event.hours)


def clock(starts: datetime, hours: float) -> str:
    """Return when something happened, "5 Mar 14:20"."""
    moment = starts + timedelta(hours=hours)
    return f"{moment.day} {moment:%b %H:%M}"
