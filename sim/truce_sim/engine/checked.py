"""A built-in world in which most things happen: both engines are tried on it when one is loaded."""

from typing import Any

from truce_sim.model import World, build_world
from truce_sim.scenario import from_raw

_PARTY: dict[str, Any] = {
    "violates": "4 a day",
    "harm": {"median": 1, "p90": 5},
    "uncommanded": 0.3,
    "notices": 0.85,
    "misblames": 0.2,
    "false_complaints": "1 a day",
    "retaliates": 0.2,
    "retaliates_fed_up": 0.5,
    "retaliates_after": {"median": "12h", "p90": "40h"},
    "escalates": 1.2,
    "patience": "2 days",
    "forgets_in": "4 days",
    "headroom": {"median": 40, "p90": 90},
    "notice": "12h",
    "breaks_after": {"median": "3 days", "p90": "9 days"},
    "means_it": 0.9,
}
_RAW: dict[str, Any] = {
    "title": "self-check",
    "dates": {"truce_starts": "2030-01-01 00:00", "talks": "+5 days"},
    "parties": {
        "north": {**_PARTY, "hits": {"south": 3, "black": 1}},
        "south": {**_PARTY, "hits": {"north": 3, "black": 1}},
    },
    "excluded": {
        "black": {
            "attacks": "1 a day",
            "hits": {"north": 2, "south": 1},
            "harm": {"median": 2, "p90": 12},
            "wrongly_blamed": 0.3,
            "disputed": 0.8,
        }
    },
    "guarantors": {
        "first": {"over": ["north"], "willing": 0.7, "leverage": 0.5, "persuades": 0.5},
        "second": {"over": ["south"], "willing": 0.7, "leverage": 0.4, "persuades": 0.5},
    },
    "zones": {
        "city": {"share": 2, "mixed": 0.6, "access": 0.6},
        "plain": {"share": 3, "mixed": 0.3, "access": 0.8},
    },
    "truce": {
        "takes_hold": 0.9,
        "settles_in": "3 days",
        "floor": 0.4,
        "frays_after": "3 days",
        "frays_in": "6 days",
    },
    "verification": {
        "teams": 2,
        "reported_in": {"median": "6h", "p90": "20h"},
        "checked_in": {"median": "10h", "p90": "30h"},
        "finds": 0.5,
        "clears": 0.5,
        "mistakes": 0.1,
        "agree": 0.8,
        "haggled_in": {"median": "1 day", "p90": "3 days"},
        "public": 0.5,
        "shame": 0.6,
        "shame_lasts": "5 days",
        "calms": 0.4,
        "redress": 0.2,
    },
    "grievance": {"at_start": 0.2, "common": 0.3},
    "spiral": {"violations": 30, "window": "1 day"},
    "flare": {"violations": 7, "window": "1 day", "spreads": 1.5, "lasts": "18h"},
    "shocks": {"raid": {"chance": 0.1, "every": "1 day", "factor": 2.5, "lasts": "2 days"}},
}


def checked_world() -> World:
    """Return the world."""
    return build_world(from_raw(_RAW))
