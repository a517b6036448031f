"""An option acts from the truce's start on: what was before it stays as the file has it."""

from typing import Any

import pytest
from truce_sim.model import build_world, simulate
from truce_sim.scenario import from_raw, with_option, with_values
from truce_sim.studies.alternatives import alternatives_of


def raw(**options: Any) -> dict[str, Any]:
    """Return a truce of which much is counted in its past."""
    party = {
        "violates": "12 a day",
        "harm": {"median": 1, "p90": 6},
        "forgets_in": "5 days",
        "headroom": "0.6 x before",
    }
    return {
        "title": "past",
        "dates": {"truce_starts": "2030-01-01 00:00", "talks": "+12 days"},
        "parties": {
            "north": {**party, "hits": {"south": 3, "black": 2}},
            "south": {**party, "hits": {"north": 1}},
        },
        "excluded": {
            "black": {
                "attacks": "2 a day",
                "hits": {"south": 1},
                "wrongly_blamed": 0.5,
                "disputed": 0.9,
            }
        },
        "zones": {"front": {"share": 1, "mixed": 0.8}},
        "verification": {"teams": 2, "checked_in": "12h", "finds": 0.5, "clears": 0.5},
        "grievance": {"at_start": 1},
        "spiral": {"violations": "2 x before", "window": "1 day"},
        "settled": {"open_complaints": "2 x before"},
        "options": options,
    }


OPTIONS = {
    "maps": {"set": {"excluded.black.disputed": 0.0}},
    "calm": {"set": {"parties.all.violates": "3 a day"}},
    "blame": {"set": {"excluded.black.wrongly_blamed": 0.0}},
    "short": {"set": {"parties.all.forgets_in": "1 day"}},
}


@pytest.mark.parametrize("key", OPTIONS)
def test_an_option_leaves_what_was_before_the_truce(key: str) -> None:
    base = from_raw(raw(**OPTIONS))
    before = build_world(base)
    option = next(one.scenario for one in alternatives_of(base) if one.key == key)
    after = build_world(option)
    assert after.levels == before.levels
    for name, party in before.parties.items():
        assert after.parties[name].grievance_at_start == party.grievance_at_start
        assert after.parties[name].headroom == party.headroom
    assert [simulate(before, 1, n).counts for n in range(30)] != [
        simulate(after, 1, n).counts for n in range(30)
    ]


def test_a_change_of_the_file_itself_changes_its_past() -> None:
    base = from_raw(raw())
    changed = with_values(base, {"excluded.black.disputed": 0.0})
    before, after = (build_world(one).parties["south"] for one in (base, changed))
    assert after.grievance_at_start < before.grievance_at_start


def test_an_amount_that_an_option_sets_is_counted_in_the_past_of_the_file() -> None:
    base = from_raw(raw())
    changed = with_option(
        base, {"parties.all.headroom": "1.2 x before", "parties.all.violates": "2 a day"}
    )
    before, after = (build_world(one).parties["north"] for one in (base, changed))
    assert after.headroom.median == pytest.approx(2 * before.headroom.median)


def test_what_is_changed_further_of_an_option_keeps_the_past_too() -> None:
    base = from_raw(raw())
    option = with_option(base, {"excluded.black.disputed": 0.0})
    further = with_values(option, {"verification.teams": 5})
    assert further.past is base
    assert (
        build_world(further).parties["south"].grievance_at_start
        == build_world(base).parties["south"].grievance_at_start
    )
