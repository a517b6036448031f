"""The rules of a world as numbers: what belongs to no actor, zone or shock."""

from math import inf

from truce_sim.engine.pools import Pools
from truce_sim.model import world as w
from truce_sim.model.codes import ORDERS
from truce_sim.model.columns import Columns
from truce_sim.model.measures import Measures
from truce_sim.scenario.numbers import total
from truce_sim.scenario.spreads import Spread

_NOTHING = Spread.constant(0.0)


def rules_of(world: w.World, columns: Columns, pools: Pools) -> dict[str, float]:
    """Return the numbers of a world by the names of `layout.World`."""
    return {
        **_watch(world),
        **_violence(world),
        **_verification(world, pools),
        **_grievance(world),
        **_zones(world),
        **_talks(world),
        **_counts(columns),
    }


def _watch(world: w.World) -> dict[str, float]:
    return {
        "end": world.end,
        "opening": world.opening,
        "watch_until": world.watch_until or 0.0,
        "on_time_within": world.on_time.within,
        "days": world.days,
        "looks": len(world.checkpoints),
    }


def _violence(world: w.World) -> dict[str, float]:
    truce, agreed = world.truce, Measures(world)
    return {
        "lowest": world.lowest,
        "rupture_per_hour": world.rupture_per_hour,
        "takes_hold": truce.takes_hold,
        "floor": truce.floor,
        "settles_in": truce.settles_in,
        "frays_after": truce.frays_after,
        "frays_in": truce.frays_in,
        "has_measures": agreed.acts,
        "measures_highest": agreed.highest,
        "rise": world.complaints.rise,
        "over_hours": world.complaints.over,
    }


def _verification(world: w.World, pools: Pools) -> dict[str, float]:
    rules = world.verification
    hotline = rules.hotline if rules else None
    return {
        "has_verification": rules is not None,
        "order": ORDERS.index(rules.order) if rules else 0,
        "starts_after": rules.starts_after if rules else inf,
        "reported_in": pools.spread(rules.reported_in if rules else _NOTHING),
        "checked_in": pools.spread(rules.checked_in if rules else _NOTHING),
        "haggled_in": pools.spread(rules.haggled_in if rules else _NOTHING),
        "finds": rules.finds if rules else 0.0,
        "clears": rules.clears if rules else 0.0,
        "mistakes": rules.mistakes if rules else 0.0,
        "unattributed": rules.unattributed if rules else 0.0,
        "agree": rules.agree if rules else 0.0,
        "drops_after": rules.drops_after if rules else inf,
        "public": rules.public if rules else 0.0,
        "shame": rules.shame if rules else 1.0,
        "shame_lasts": rules.shame_lasts if rules else 0.0,
        "outcry": rules.outcry if rules else 1.0,
        "calms": rules.calms if rules else 0.0,
        "redress": rules.redress if rules else 0.0,
        "hotline_starts": world.hotline_starts,
        "reaches": hotline.reaches if hotline else 0.0,
        "answers_in": pools.spread(hotline.answers_in if hotline else _NOTHING),
        "believed": hotline.believed if hotline else 0.0,
        "presses_quietly": any(one.given.presses_on_claims > 0 for one in world.guarantors),
    }


def _grievance(world: w.World) -> dict[str, float]:
    weights, spiral, grave = world.grievance, world.spiral, world.mass_casualty
    return {
        "common": weights.common,
        "weight_overdue": weights.overdue,
        "weight_upheld": weights.upheld,
        "weight_redressed": weights.redressed,
        "weight_unclear": weights.unclear,
        "weight_rejected": weights.rejected,
        "spiral_violations": world.levels.spiral_violations if spiral else 0,
        "spiral_window": spiral.window if spiral else 0.0,
        "grave_harm": world.levels.grave_harm,
        "grave_ends": grave.ends if grave else 0.0,
    }


def _zones(world: w.World) -> dict[str, float]:
    flare, partial = world.flare, world.partial
    return {
        "has_flare": flare is not None,
        "flare_violations": flare.violations if flare else 0,
        "flare_window": flare.window if flare else 0.0,
        "spreads_fire": flare.spreads if flare else 1.0,
        "flare_ends": flare.ends if flare else inf,
        "flare_lasts": flare.lasts if flare else 0.0,
        "everything": total(world.zones[name].given.share for name in sorted(world.zones)),
        "has_partial": partial is not None,
        "partial_share": partial.share if partial else 0.0,
    }


def _talks(world: w.World) -> dict[str, float]:
    rule, agenda, levels = world.postponement, world.agenda, world.levels
    return {
        "moves_at_most": rule.at_most if rule else 0,
        "moves_by": rule.by if rule else 0.0,
        "decides_before": rule.decides_before if rule else 0.0,
        "unless_settled": rule is not None and rule.unless == "settled",
        "has_agenda": agenda is not None,
        "per_complaint": agenda.per_complaint if agenda else 0.0,
        "sessions": agenda.sessions if agenda else 1,
        "session_lasts": agenda.session_lasts if agenda else 1.0,
        "agenda_cap": agenda.cap if agenda else 0.0,
        "quiet_window": world.quiet.window,
        "quiet_per_day": levels.quiet_per_day,
        "settled_open": levels.settled_open,
        "calm_days": world.calm_streak.days,
        "calm_violations": levels.calm_violations,
    }


def _counts(columns: Columns) -> dict[str, float]:
    number = columns.number
    return {
        "counts": len(columns.counts),
        "count_incidents": number["incidents",],
        "count_retaliations": number["retaliations",],
        "count_checked": number["checked",],
        "count_hours_to_verdict": number["hours_to_verdict",],
        "count_still_open": number["still_open",],
        "count_hours_still_open": number["hours_still_open",],
        "count_days": number["days",],
        # Codes of truths and verdicts follow one another, so the first says where all are.
        "count_verdict": number["verdict", 0, 0],
    }
