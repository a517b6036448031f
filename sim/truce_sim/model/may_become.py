"""Which world may become which other, and from which hour on.

What a truce was is kept by those who were in it: their claims by party and zone, what they have
forgotten, violations that still count. So worlds that would keep it otherwise cannot follow on one
another, and are refused with the inputs that make it so.
"""

from collections.abc import Iterator
from dataclasses import replace

from truce_sim.model.columns import columns_of
from truce_sim.model.world import World


def becoming(world: World, hour: float, other: World) -> World:
    """Return a world that becomes another: until then as it is, from then on as the other is.

    It lasts as long as the other, and is looked at when the other is.

    Args:
        world: what it is at first.
        hour: since the truce's start; what is due at that hour is the other's.
        other: what it becomes.

    Raises:
        ValueError: saying why it cannot become that.
    """
    reasons = may_become(world, other, hour)
    if reasons:
        raise ValueError("; ".join(reasons))
    return replace(world, checkpoints=other.checkpoints, becomes=(hour, other))


def may_become(old: World, new: World, hour: float) -> list[str]:
    """Return why a world may not become another at an hour: nothing if it may.

    Args:
        old: the world until then.
        new: the world from then on.
        hour: since the truce's start.
    """
    if old.becomes is not None or new.becomes is not None:
        return ["a world changes once only"]
    if not 0 < hour < old.end:
        return [f"hour {hour:g} is not within the {old.end:g} hours that are simulated"]
    return [*_actors(old, new), *_memories(old, new), *_dates(old, new, hour)]


def _actors(old: World, new: World) -> Iterator[str]:
    for what, ours, theirs in (
        ("parties", tuple(old.parties), tuple(new.parties)),
        ("excluded groups", tuple(old.excluded), tuple(new.excluded)),
        ("outside powers", tuple(old.outside), tuple(new.outside)),
        ("guarantors", _names(old), _names(new)),
        ("zones", tuple(sorted(old.zones)), tuple(sorted(new.zones))),
    ):
        if ours != theirs:
            yield f"its {what} are others"
    if (old.partial is None) != (new.partial is None) or columns_of(old) != columns_of(new):
        yield "only one of them says when a truce holds in part"


def _names(world: World) -> tuple[str, ...]:
    return tuple(one.name for one in world.guarantors)


def _memories(old: World, new: World) -> Iterator[str]:
    for name, party in old.parties.items():
        if name in new.parties and party.given.forgets_in != new.parties[name].given.forgets_in:
            yield f"parties.{name}.forgets_in is another, and what is remembered has faded already"
    if _flares(old) != _flares(new):
        yield "flare.violations or flare.window are others, and zones have been aflame by the old"
    if old.verification is not None and new.verification is None:
        yield "[verification] is gone, and complaints are with it; let it have no teams instead"


def _flares(world: World) -> tuple[int, float] | None:
    rule = world.flare
    return None if rule is None else (rule.violations, rule.window)


def _dates(old: World, new: World, hour: float) -> Iterator[str]:
    rule = old.postponement
    first_word = old.opening - rule.decides_before if rule and rule.at_most else old.opening
    if first_word < hour:
        if old.opening != new.opening:
            yield "the talks are on another date, and the envoy has decided on it, or opened them"
        if rule != new.postponement:
            yield "[postponement] is another, and the envoy has decided by it, or opened the talks"
        if (old.watch_until or 0.0) > hour >= (new.watch_until or 0.0):
            yield "nobody watches it on, and the talks may be open"
    elif new.opening < hour:
        yield f"its talks are {new.opening / 24:.3g} days after the truce's start, which has passed"
    elif new.end <= hour:
        yield f"it ends {new.end / 24:.3g} days after the truce's start, which has passed"
