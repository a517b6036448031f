"""What inputs need elsewhere in a scenario to act at all; the fields concerned name it."""

from enum import Enum


class Need(Enum):
    """Something without which an input changes nothing.

    The value is what follows "does nothing " where it is missing; `met` says when it is.
    """

    VERIFICATION = "without [verification], which would check complaints"
    ANY_TOLERANCE = "as no party has a tolerance that grievance could exhaust"
    ANY_RETALIATION = "as no party ever retaliates"
    REACTION = "as no party has a tolerance or retaliates"
    OWN_TOLERANCE = "without a tolerance: the party never walks out"
    OWN_RETALIATION = "as the party never retaliates"
    OWN_REACTION = "as the party has no tolerance and never retaliates"
    THIRD_PARTY = "with two parties: there is no third to blame"
    HARM = "without a tolerance, a [mass_casualty] rule or [verification]"
    OUTSIDE_HARM = "without a tolerance or a [mass_casualty] rule"
    OWN_BLAME = "as none of its attacks is blamed on a party"
    STRIKES = "as no party strikes the group"
    MIXED_ZONE = "as no zone is mixed"
    DISPUTED = "as no strike on an excluded group is ever disputed"
    ZONES = "as nothing depends on the zone: no [flare], no zone hard to reach, none mixed"
    ORDERED_ZONES = "without zones"
    KEY_MATTERS = 'without [flare], or work in the order "by zone"'
    RESTRAINT = "as nobody can restrain the units under command either"
    PRESSING = "without leverage, a tolerance or retaliation"
    OWN_WILL = "as the guarantor never presses"
    OWN_LEVERAGE = "without leverage"
    OWN_PERSUASION = "without persuades"
    TOLERANCE_OVER = "as no party under this influence has a tolerance"
    GUARANTOR = "without [verification], and with nobody to persuade to stay"
    UNITY = "without [verification], and with no guarantor who could persuade anybody to stay"
    FALSE_COMPLAINTS = "as no party makes false complaints"
    RISE = "without a rise above 1"
    HOTLINE_REACHES = "as the hotline reaches nobody"
    HAGGLING = "as the guarantors always agree"
    PUBLISHED = "as no verdict is published"
    SHAME = "without a shame other than 1"
    PUBLIC_EFFECT = "without shame or outcry other than 1"
    PATIENCE = "as no party that has a tolerance loses its patience"
    REDRESS = "as no complaint ever brings redress"
    SETTLES = "without settles_in"
    FLARE_ENDS = "as no zone is a key zone and flare.ends is left out"
    GRAVE_HARM = "as no incident can do such harm, or none such ends the truce"
    SHOCK = "as it neither changes violence nor ends the truce"
    SHOCK_LASTS = "with lasts of 0"
    SHOCK_FACTOR = "with a factor of 1"
    POSTPONEMENT = "without [postponement]: the talks are never late"
    UNSETTLED = "without [verification]: with no complaint filed, every truce is settled"
