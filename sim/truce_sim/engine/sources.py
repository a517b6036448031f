"""Where the numbers of the engine's records stand in a world: the name here, the place there.

What is not listed here is the same in all worlds of one structure (see `frame`).
"""

from math import inf
from operator import itemgetter

from truce_sim.engine import layout as to
from truce_sim.engine import world_rows as r
from truce_sim.engine.source import Numbers, Source
from truce_sim.engine.spreads import KINDS
from truce_sim.model import world as w
from truce_sim.model.codes import ORDERS
from truce_sim.model.pretence import may_cover
from truce_sim.scenario.numbers import total
from truce_sim.scenario.spreads import Spread


def _yes(_: object) -> int:
    return 1


def pushes_of(world: w.World) -> int:
    """Return the most that one event may put on the agenda."""
    posted = max((teams for _, teams in world.teams), default=0)
    return posted + len(world.teams) + len(world.parties) + 8


WORLD = Source(
    to.World,
    {
        "end": "end",
        "becomes_at": lambda world: world.becomes[0] if world.becomes else 0.0,
        "opening": "opening",
        "watch_until": lambda world: world.watch_until or 0.0,
        "lowest": "lowest",
        "rupture_per_hour": "rupture_per_hour",
        "hotline_starts": "hotline_starts",
        "presses_quietly": lambda world: any(
            one.given.presses_on_claims > 0 for one in world.guarantors
        ),
        "everything": lambda world: total(
            [world.zones[name].given.share for name in sorted(world.zones)]
        ),
        "most_pushed": pushes_of,
    },
)
ON_TIME = Source(to.World, {"on_time_within": "within"})
TRUCE = Source(
    to.World,
    {
        "takes_hold": "takes_hold",
        "floor": "floor",
        "settles_in": "settles_in",
        "frays_after": "frays_after",
        "frays_in": "frays_in",
    },
)
COMPLAINTS = Source(to.World, {"rise": "rise", "over_hours": "over"})
GRIEVANCE = Source(
    to.World,
    {
        "common": "common",
        "weight_overdue": "overdue",
        "weight_upheld": "upheld",
        "weight_redressed": "redressed",
        "weight_unclear": "unclear",
        "weight_rejected": "rejected",
    },
)
QUIET = Source(to.World, {"quiet_window": "window"})
CALM_STREAK = Source(to.World, {"calm_days": "days"})
LEVELS = Source(
    to.World,
    {
        "quiet_per_day": "quiet_per_day",
        "settled_open": "settled_open",
        "calm_violations": "calm_violations",
        "spiral_violations": "spiral_violations",
        "grave_harm": "grave_harm",
    },
)
MEASURES = Source(
    to.World,
    {"has_measures": "acts", "measures_highest": "highest"},
    without={"measures_highest": 1.0},
)
VERIFICATION = Source(
    to.World,
    {
        "has_verification": _yes,
        "order": lambda rules: ORDERS.index(rules.order),
        "starts_after": "starts_after",
        "finds": "finds",
        "clears": "clears",
        "mistakes": "mistakes",
        "unattributed": "unattributed",
        "agree": "agree",
        "drops_after": "drops_after",
        "public": "public",
        "shame": "shame",
        "shame_lasts": "shame_lasts",
        "outcry": "outcry",
        "calms": "calms",
        "redress": "redress",
    },
    without={"starts_after": inf, "drops_after": inf, "shame": 1.0, "outcry": 1.0},
)
HOTLINE = Source(to.World, {"reaches": "reaches", "believed": "believed"})
SPIRAL = Source(to.World, {"spiral_window": "window"})
FLARE = Source(
    to.World,
    {
        "has_flare": _yes,
        "flare_violations": "violations",
        "flare_window": "window",
        "spreads_fire": "spreads",
        "flare_ends": "ends",
        "flare_lasts": "lasts",
    },
    without={"spreads_fire": 1.0, "flare_ends": inf},
)
GRAVE = Source(to.World, {"grave_ends": "ends"})
POSTPONEMENT = Source(
    to.World,
    {
        "moves_at_most": "at_most",
        "moves_by": "by",
        "decides_before": "decides_before",
        "unless_settled": lambda rule: rule.unless == "settled",
    },
)
AGENDA = Source(
    to.World,
    {
        "has_agenda": _yes,
        "per_complaint": "per_complaint",
        "sessions": "sessions",
        "session_lasts": "session_lasts",
        "agenda_cap": "cap",
    },
    without={"sessions": 1, "session_lasts": 1.0},
)
PARTIAL = Source(to.World, {"has_partial": _yes, "partial_share": "share"})

ACTOR = Source(r.Actor, {"per_hour": "per_hour"})
PARTY = Source(
    r.Party,
    {
        "may_strike": lambda party: bool(party.hits_excluded),
        "may_cover": may_cover,
        "invents_per_hour": "invents_per_hour",
        "fed_up": "retaliates_fed_up",
        "at_start": "grievance_at_start",
        "limit": "limit",
        "headroom": "headroom.median",
        "headroom_sigma": "headroom.sigma",
    },
)
GIVEN_PARTY = Source(
    r.Party,
    {
        "uncommanded": "uncommanded",
        "notices": "notices",
        "misblames": "misblames",
        "retaliates": "retaliates",
        "same_zone": "same_zone",
        "escalates": "escalates",
        "patience": "patience",
        "forgets_in": "forgets_in",
        "means_it": "means_it",
        "under_cover": "under_cover",
    },
)
GROUP = Source(
    r.Group,
    {
        "wrongly_blamed": "given.wrongly_blamed",
        "disputed": "given.disputed",
        "spoils": "spoils",
        "spoils_from": "spoils_from",
    },
)
POWER = Source(r.Power, {"strains": "given.strains"})
GUARANTOR = Source(
    r.Guarantor,
    {
        "willing": "given.willing",
        "leverage": "given.leverage",
        "presses_for": "given.presses_for",
        "presses_on_claims": "given.presses_on_claims",
        "persuades": "given.persuades",
        "resets": "given.resets",
    },
)
ZONE = Source(
    r.Zone,
    {
        "share": "given.share",
        "mixed": "given.mixed",
        "access": "given.access",
        "key": "given.key",
    },
)
SHOCK = Source(
    r.Shock,
    {
        "per_hour": "per_hour",
        "factor": "given.factor",
        "lasts": "given.lasts",
        "ends": "given.ends",
        "ruptures": "given.ruptures",
    },
)
POSTING = Source(r.Posting, {"since": itemgetter(0), "teams": itemgetter(1)})


class _Spreads(Source):
    """Spreads: as `Source` does it, but there are many of them."""

    def numbers(self, part: Spread) -> Numbers:
        """Return the numbers of a spread."""
        return (*part.values, *_NO_MORE[len(part.values) :], part.sigma), _KIND[part.kind]


_NO_MORE = (0.0, 0.0, 0.0)
_KIND = {kind: (number,) for number, kind in enumerate(KINDS)}
SPREAD = _Spreads(r.Spread, dict.fromkeys(("kind", "first", "second", "third", "sigma"), ""))
