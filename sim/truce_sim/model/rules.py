"""The rules of the model as small pure functions, apart from the processes that schedule them.

Hours in, hours out; rates are per hour. Another engine can be built on these same rules.
"""

from math import exp2, inf


def halved(value: float, hours: float, half_life: float | None) -> float:
    """Return what is left of `value` after `hours`; all of it where nothing is forgotten."""
    return value if half_life is None else value * exp2(-hours / half_life)


def settling(
    age: float,
    *,
    floor: float,
    settles_in: float | None,
    frays_after: float | None,
    frays_in: float | None,
) -> float:
    """Return the share of violence before the truce that is left at `age` hours, in (0, 1].

    floor + (1 - floor) * 2^(-age/settles_in) while it settles; past `frays_after` the distance
    to 1 halves every `frays_in` hours. Without `settles_in` there is no settling.
    """
    level = 1.0 if settles_in is None else floor + (1 - floor) * exp2(-age / settles_in)
    if frays_after is None or frays_in is None or age <= frays_after:
        return level
    return 1 - (1 - level) * exp2((frays_after - age) / frays_in)


def ramp(now: float, opening: float, *, top: float, over: float) -> float:
    """Return a factor that grows linearly from 1 to `top` over the last `over` hours."""
    if over <= 0:
        return top if now >= opening else 1.0
    climbed = 1 - (opening - now) / over
    return 1 + (top - 1) * min(1.0, max(0.0, climbed))


def strength(factor: float) -> tuple[float, float]:
    """Return what a shock's factor is ranked by: how many times more, or fewer, acts it makes.

    Half is as strong as twice, since rates are multiplied; of two as strong, the rise ranks higher.
    """
    return (max(factor, 1 / factor) if factor > 0 else inf, factor)


def commanded_factor(restraint: float, shame: float) -> float:
    """Return the factor on violations under command: pressed to restraint, shamed or defiant."""
    return (1 - restraint) * shame


def retaliation_chance(
    patient: float, fed_up: float, grievance: float, *, spread: float, calm: float
) -> float:
    """Return the chance that an incident is answered.

    Rises from `patient` (no grievance) to `fed_up` (`grievance`, as a share of tolerance, at 1),
    times `spread` where the zone is aflame, times 1 - `calm` while an inquiry is trusted.
    """
    base = patient + (fed_up - patient) * min(1.0, grievance)
    return min(1.0, base * spread) * (1 - calm)


def ruling(u: float, *, right: float, mistakes: float) -> str:
    """Return "right", "wrong" or "unclear" for a uniform u: what an inquiry concludes.

    "right" means upheld if the blamed did it and rejected if not. The order (right at the
    bottom, wrong at the top) keeps outcomes nested when either probability changes.
    """
    if u < right:
        return "right"
    return "wrong" if u >= 1 - mistakes else "unclear"


def reaches(grievance: float, tolerance: float) -> bool:
    """Return whether a grievance is at its tolerance, or as near as sums of decimals come to it.

    Twelve times 0.7, 0.8 and the like add up to a hair less than 12: rounding shall not decide.
    """
    return grievance >= tolerance * (1 - 1e-9)


def agenda_share(
    open_complaints: int, per_complaint: float, sessions: int, session_lasts: float, cap: float
) -> float:
    """Return the share of the talks' sessions that open complaints would take, at most `cap`."""
    return min(cap, open_complaints * per_complaint / (sessions * session_lasts))
