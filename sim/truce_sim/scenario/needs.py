"""What inputs need elsewhere in a scenario to act at all; the fields concerned name it."""

from enum import Enum


class Need(Enum):
    """Something without which an input changes nothing.

    The value is what follows "does nothing " where it is missing; `met` says when it is.
    """

    VERIFICATION = "without [verification], which would check complaints"
    ANY_TOLERANCE = "as no party has a tolerance or headroom that grievance could exhaust"
    DRAWN_HEADROOM = "as no party's headroom is drawn: none has a median and a p90"
    ANY_RETALIATION = "as no party ever retaliates"
    REACTION = "as no party has a tolerance or headroom, or retaliates"
    OWN_TOLERANCE = "without a tolerance or headroom: the party never walks out"
    OWN_PRETENCE = "as the party always means what it signed"
    OWN_STRIKES = "as the party strikes no excluded group"
    OWN_RETALIATION = "as the party never retaliates"
    OWN_REACTION = "as the party has no tolerance or headroom and never retaliates"
    THIRD_PARTY = "with two parties: there is no third to blame"
    HARM = (
        "without a tolerance or headroom, a [mass_casualty] rule or [verification], "
        "where all is noticed"
    )
    OUTSIDE_HARM = (
        "without a tolerance or headroom, or a [mass_casualty] rule, where all is noticed"
    )
    OWN_BLAME = "as none of its attacks is blamed on a party"
    STRIKES = "as no party strikes the group"
    MIXED_ZONE = "as no zone is mixed"
    DISPUTED = "as no strike on an excluded group is ever disputed"
    ZONES = "as nothing depends on the zone: no [flare], no zone hard to reach, none mixed"
    ORDERED_ZONES = "without zones"
    KEY_MATTERS = 'without [flare], or work in the order "by zone"'
    RESTRAINT = "as nobody can restrain the units under command either"
    PRESSURE = "without [verification] or presses_on_claims: the guarantor never presses"
    PRESSING = "without leverage, a tolerance or headroom, or retaliation"
    OWN_WILL = "as the guarantor never presses"
    OWN_LEVERAGE = "without leverage"
    OWN_PERSUASION = "without persuades"
    TOLERANCE_OVER = "as no party under this influence has a tolerance or headroom"
    GUARANTOR = "without [verification], and with nobody to persuade to stay"
    UNITY = "without [verification], and with no guarantor who could persuade anybody to stay"
    FALSE_COMPLAINTS = "as no party makes false complaints"
    RISE = "without a rise above 1"
    HOTLINE_REACHES = "as the hotline reaches nobody"
    HAGGLING = "as the guarantors always agree"
    PUBLISHED = "as no verdict is published"
    SHAME = "without a shame other than 1"
    PUBLIC_EFFECT = "without shame or outcry other than 1"
    PATIENCE = "as no party that has a tolerance or headroom loses its patience"
    REDRESS = "as no complaint ever brings redress"
    SETTLES = "without settles_in"
    FLARE = "without [flare], which would set zones aflame"
    FLARE_ENDS = "as no zone is a key zone and flare.ends is left out"
    GRAVE_HARM = "as no incident can do such harm, or none such ends the truce"
    MEASURE = "as its factor is 1"
    COMMAND = "as no violation is under command, and nobody retaliates"
    SHOCK = "as it neither changes violence nor ends the truce nor makes guarantors fall out"
    SHOCK_LASTS = "with lasts of 0"
    SHOCK_FACTOR = "with a factor of 1"
    POSTPONEMENT = "without [postponement]: the talks are never late"
    UNSETTLED = "without [verification]: with no complaint filed, every truce is settled"
