"""How violence falls with the age of a truce: for the model, and for what is told of a file."""

from math import exp2


def settling(
    age: float, floor: float, settles_in: float, frays_after: float, frays_in: float
) -> float:
    """Return the share of violence before the truce that is left at `age` hours, in [0, 1].

    floor + (1 - floor) * 2^(-age/settles_in) while it settles, written so that it is exactly 1
    where settling takes for ever; past `frays_after` the distance to 1 halves every `frays_in`.
    """
    level = 1.0 - (1.0 - floor) * (1.0 - exp2(-age / settles_in))
    if age <= frays_after:
        return level
    return 1.0 - (1.0 - level) * exp2((frays_after - age) / frays_in)
