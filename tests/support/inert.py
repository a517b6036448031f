"""For each input that needs something elsewhere: the busy truce without it."""

import copy
from typing import Any

from busy import BUSY
from mechanisms import put
from truce_sim.scenario.needs import Need

NONE_REACT: dict[str, Any] = {
    f"parties.{name}.{key}": None
    for name in ("north", "south", "east")
    for key in ("tolerance", "headroom", "retaliates_fed_up", "retaliates")
}
NO_TOLERANCE: dict[str, Any] = {
    f"parties.{name}.{key}": None
    for name in ("north", "south", "east")
    for key in ("tolerance", "headroom", "retaliates_fed_up")
}
NO_RETALIATION: dict[str, Any] = {
    f"parties.{name}.{key}": None
    for name in ("north", "south", "east")
    for key in ("retaliates", "retaliates_fed_up")
}
NO_VERIFICATION: dict[str, Any] = {"verification": None}

WITHOUT: dict[Need, dict[str, Any]] = {
    Need.VERIFICATION: NO_VERIFICATION,
    Need.ANY_TOLERANCE: NO_TOLERANCE,
    Need.DRAWN_HEADROOM: {"parties.east.headroom": 25},
    Need.OWN_STRIKES: {"parties.north.hits": {"south": 6, "east": 2}},
    Need.OWN_PRETENCE: {"parties.north.means_it": 1},
    Need.ANY_RETALIATION: NO_RETALIATION,
    Need.REACTION: NONE_REACT,
    Need.OWN_TOLERANCE: NO_TOLERANCE,
    Need.OWN_RETALIATION: NO_RETALIATION,
    Need.OWN_REACTION: NONE_REACT,
    Need.THIRD_PARTY: {
        "parties.east": None,
        "parties.north.hits": {"south": 6, "black": 3},
        "parties.south.hits": {"north": 6, "black": 1},
        "guarantors.second.over": ["south"],
    },
    Need.HARM: NO_TOLERANCE
    | NO_VERIFICATION
    | {"mass_casualty": None, "parties.north.notices": None},
    Need.OUTSIDE_HARM: NO_TOLERANCE | {"mass_casualty": None, "parties.north.notices": None},
    Need.OWN_BLAME: {"excluded.black.wrongly_blamed": 0},
    Need.STRIKES: {
        "parties.north.hits": {"south": 1},
        "parties.south.hits": {"north": 1},
    },
    Need.MIXED_ZONE: {"zones.city.mixed": 0, "zones.plain.mixed": 0},
    Need.DISPUTED: {"excluded.black.disputed": 0},
    Need.ZONES: {
        "flare": None,
        "zones.city.access": 1,
        "zones.plain.access": 1,
        "zones.city.mixed": 0,
        "zones.plain.mixed": 0,
        "measures.lull.zones": None,
    },
    Need.ORDERED_ZONES: {
        "zones": None,
        "measures.lull.zones": None,
        "verification.order": "by zone",
    },
    Need.KEY_MATTERS: {"flare": None},
    Need.RESTRAINT: {
        "guarantors.first.leverage": 0,
        "guarantors.second.leverage": 0,
        "verification.public": 0,
        "measures.lull.factor": 1,
    },
    Need.PRESSING: NONE_REACT | {"guarantors.first.leverage": 0},
    Need.PRESSURE: NO_VERIFICATION | {"guarantors.first.presses_on_claims": 0},
    Need.OWN_WILL: {"guarantors.first.willing": 0, "guarantors.first.presses_on_claims": 0},
    Need.OWN_LEVERAGE: {"guarantors.first.leverage": 0},
    Need.OWN_PERSUASION: {"guarantors.first.persuades": 0},
    Need.TOLERANCE_OVER: NO_TOLERANCE,
    Need.GUARANTOR: NO_VERIFICATION | NO_TOLERANCE | {"guarantors.first.presses_on_claims": 0},
    Need.UNITY: NO_VERIFICATION | NO_TOLERANCE | {"guarantors.first.presses_on_claims": 0},
    Need.FALSE_COMPLAINTS: {"parties.north.false_complaints": None},
    Need.RISE: {"complaints.rise": 1},
    Need.HOTLINE_REACHES: {"verification.hotline.reaches": 0},
    Need.HAGGLING: {"verification.agree": 1, "rupture": None, "shocks.raid.ruptures": 0},
    Need.PUBLISHED: {"verification.public": 0},
    Need.SHAME: {"verification.shame": 1},
    Need.PUBLIC_EFFECT: {"verification.shame": 1, "verification.outcry": 1},
    Need.PATIENCE: {f"parties.{name}.patience": None for name in ("north", "south")},
    Need.REDRESS: {
        "verification.redress": 0,
        "guarantors.first.willing": 0,
        "guarantors.second.willing": 0,
    },
    Need.SETTLES: {
        "truce.settles_in": None,
        "truce.floor": None,
        "truce.frays_after": None,
        "truce.frays_in": None,
    },
    Need.FLARE: {"flare": None},
    Need.MEASURE: {"measures.lull.factor": 1},
    Need.COMMAND: NO_RETALIATION
    | {f"parties.{name}.uncommanded": 1 for name in ("north", "south", "east")},
    Need.FLARE_ENDS: {"flare.ends": None, "zones.city.key": False},
    Need.GRAVE_HARM: {"mass_casualty.ends": 0},
    Need.SHOCK: {"shocks.raid.factor": 1, "shocks.raid.ends": 0, "shocks.raid.ruptures": 0},
    Need.SHOCK_LASTS: {"shocks.raid.lasts": "0h"},
    Need.SHOCK_FACTOR: {"shocks.raid.factor": 1},
    Need.POSTPONEMENT: {"postponement": None},
    Need.UNSETTLED: NO_VERIFICATION,
}
"""What to take out of the busy truce, so that a need is not met. None takes an input away."""


def without(need: Need) -> dict[str, Any]:
    """Return the busy truce in which a need is not met."""
    raw = copy.deepcopy(BUSY)
    for path, value in WITHOUT[need].items():
        put(raw, path, value)
    return raw
