"""The rules of the model as small pure functions, apart from the processes that schedule them.

Numbers in, numbers out, by position: hours, rates per hour, shares, and the codes of `codes`; what
is off is a number as well (infinity where something never happens). So another engine can be built
on these same functions, and agree with this one to the last bit.
"""

from math import exp, exp2, inf, log2, sqrt

from truce_sim.model.codes import NOBODY, Truth, Verdict
from truce_sim.scenario.before import noticing
from truce_sim.scenario.settling import settling

__all__ = ["noticing", "settling"]

# ---------------------------------------------------------------- rates of violence


def halved(value: float, hours: float, half_life: float) -> float:
    """Return what is left of `value` after `hours`; all of it where nothing is forgotten."""
    return value * exp2(-hours / half_life)


def ramp(now: float, opening: float, top: float, over: float) -> float:
    """Return a factor that grows linearly from 1 to `top` over the last `over` hours."""
    if over <= 0:
        return top if now >= opening else 1.0
    climbed = 1.0 - (opening - now) / over
    return 1.0 + (top - 1.0) * min(1.0, max(0.0, climbed))


def strength(factor: float) -> tuple[float, float]:
    """Return what a shock's factor is ranked by: how many times more, or fewer, acts it makes.

    Half is as strong as twice, since rates are multiplied; of two as strong, the rise ranks higher.
    """
    return (max(factor, 1 / factor) if factor > 0 else inf, factor)


def commanded_factor(restraint: float, shame: float, agreed: float) -> float:
    """Return the factor on violations under command: pressed to restraint, shamed or defiant.

    Args:
        restraint: of the strongest pressure in force.
        shame: factor of the finding published last.
        agreed: product of the measures in force where it happens.
    """
    return (1.0 - restraint) * shame * agreed


# ---------------------------------------------------------------- what the victim believes


def truth_of_blame(
    noticed: float,
    notices: float,
    blames: float,
    misblames: float,
    has_suspects: bool,
    attacker_excluded: bool,
) -> int:
    """Return what is true of a victim's blame for what hit it; NOBODY if it blames no party.

    Args:
        noticed: draw for noticing.
        notices: chance of noticing.
        blames: draw for blaming another than who did it.
        misblames: chance of that; of an excluded group's attack, that a party is blamed for it.
        has_suspects: whether there is anybody else to blame.
        attacker_excluded: whether an excluded group did it.
    """
    if noticed >= notices:
        return NOBODY
    if has_suspects and blames < misblames:
        return Truth.MISBLAMED
    return NOBODY if attacker_excluded else Truth.TRUE


def is_disputed(draw: float, mixed: float, disputed: float) -> bool:
    """Return whether a neighbour claims to have been hit by a lawful strike."""
    return draw < mixed * disputed


# ---------------------------------------------------------------- grievance


def weighed(
    grievance: float, hours: float, forgets_in: float, heavier: float, age: float
) -> tuple[float, float]:
    """Return a grievance now that a claim weighs otherwise, and by how much that changed it.

    Rounding may leave a hair below zero when the last claim is rejected.

    Args:
        grievance: as it was `hours` ago.
        hours: since then.
        forgets_in: half-life.
        heavier: harm of the incident, times the change of its weight, times the share of it that
            persuasion has left.
        age: hours since the incident was noticed.
    """
    change = heavier * exp2(-age / forgets_in)
    return max(0.0, grievance * exp2(-hours / forgets_in) + change), change


def drawn_limit(
    base: float, median: float, sigma: float, common: float, z_common: float, z_own: float
) -> float:
    """Return the grievance at which a party gives notice.

    base + median * exp(sigma * z), z = sqrt(common) * z_common + sqrt(1 - common) * z_own, so that
    z is standard normal, and that of any two parties correlated by `common`.

    Args:
        base: grievance beyond which it is counted.
        median: of the headroom.
        sigma: standard deviation of the headroom's logarithm; 0 where it is not drawn.
        common: share of its variance that all parties have in common.
        z_common: standard normal draw of all parties.
        z_own: standard normal draw of this one.
    """
    z = sqrt(common) * z_common + sqrt(1.0 - common) * z_own
    return base + median * exp(sigma * z)


def reaches(grievance: float, limit: float) -> bool:
    """Return whether a grievance is at its limit, or as near as sums of decimals come to it.

    Twelve times 0.7, 0.8 and the like add up to a hair less than 12: rounding shall not decide.
    """
    return grievance >= limit * (1.0 - 1e-9)


# ---------------------------------------------------------------- retaliation


def retaliation_chance(
    patient: float, fed_up: float, grievance: float, spread: float, agreed: float, calm: float
) -> float:
    """Return the chance that an incident is answered.

    Rises from `patient` (no grievance) to `fed_up` (`grievance`, as a share of its limit, at 1),
    times `spread` where the zone is aflame, times the measures `agreed` on and in force there,
    times 1 - `calm` while an inquiry is trusted.
    """
    base = patient + (fed_up - patient) * min(1.0, grievance)
    return min(1.0, base * spread * agreed) * (1.0 - calm)


# ---------------------------------------------------------------- verification


def is_stale(now: float, filed_at: float, drops_after: float) -> bool:
    """Return whether a complaint is closed unclear, unchecked, when its turn comes."""
    return now - filed_at > drops_after


def finding(
    reached: float,
    access: float,
    ruling: float,
    happened: bool,
    finds: float,
    clears: float,
    mistakes: float,
) -> int:
    """Return the verdict that a team proposes: UPHELD, REJECTED or UNCLEAR.

    Right at the bottom of the draw `ruling`, wrong at its top: that keeps outcomes nested when
    either probability changes.

    Args:
        reached: draw for reaching the site.
        access: chance of reaching it.
        ruling: draw for what the inquiry concludes.
        happened: whether the accused did it.
        finds: chance of the right conclusion if so.
        clears: the same if not.
        mistakes: chance of the wrong conclusion.
    """
    if reached >= access:
        return Verdict.UNCLEAR
    if ruling < (finds if happened else clears):
        return Verdict.UPHELD if happened else Verdict.REJECTED
    if ruling >= 1.0 - mistakes:
        return Verdict.REJECTED if happened else Verdict.UPHELD
    return Verdict.UNCLEAR


def named(verdict: int, draw: float, unattributed: float) -> int:
    """Return an endorsed finding as it is delivered: of those upheld, some name nobody."""
    return Verdict.UNNAMED if verdict == Verdict.UPHELD and draw < unattributed else verdict


def weight_after(verdict: int, rejected: float, unclear: float) -> float:
    """Return what a complaint weighs after a verdict that upholds nothing against anybody."""
    return rejected if verdict == Verdict.REJECTED else unclear


def weight_upheld(
    redressed: bool, published: bool, weight_redressed: float, upheld: float, outcry: float
) -> float:
    """Return what an upheld complaint weighs."""
    return (weight_redressed if redressed else upheld) * (outcry if published else 1.0)


# ---------------------------------------------------------------- zones and collapse


def endangers(burning: float, everything: float, ends: float, key: bool) -> bool:
    """Return whether so much is aflame that the truce is dead if it lasts.

    Args:
        burning: shares of incidents of the zones aflame, summed in the order of their names.
        everything: the shares of all zones, summed alike.
        ends: share of everything from which it is too much; infinite where none is.
        key: whether a key zone is aflame.
    """
    return key or burning >= ends * everything * (1.0 - 1e-12)


def holds_in_part(burning: float, everything: float, share: float) -> bool:
    """Return whether so much is aflame that a truce which holds does so in part only.

    Args:
        burning: shares of incidents of the zones aflame, summed in the order of their names.
        everything: the shares of all zones, summed alike.
        share: share of everything from which it is in part only.
    """
    return burning >= share * everything * (1.0 - 1e-12)


def is_spiral(answers: int, violations: int) -> bool:
    """Return whether so many violations at once are one of retaliation: at least half answer."""
    return 2 * answers >= violations


def too_grave(harm: float, limit: float, draw: float, ends: float) -> bool:
    """Return whether a blamed incident is too grave to bear."""
    return harm >= limit and draw < ends


def wrongly_blamed(truth: int, verdict: int) -> bool:
    """Return whether the blame that decides is false, and no verdict has put it right."""
    return truth != Truth.TRUE and verdict != Verdict.REJECTED


# ---------------------------------------------------------------- how things stand


def is_quiet(recent: int, per_day: float, hours: float) -> bool:
    """Return whether so few violations in the last `hours` are quiet, at most `per_day` so.

    Where there was no violence before, only none is quiet; at its very start no truce is.
    """
    limit = per_day * hours / 24.0
    return hours > 0 and (recent < limit or recent == limit == 0)


def agenda_share(
    open_complaints: int, per_complaint: float, sessions: int, session_lasts: float, cap: float
) -> float:
    """Return the share of the talks' sessions that open complaints would take, at most `cap`."""
    return min(cap, open_complaints * per_complaint / (sessions * session_lasts))


_HAIR = 1e-9
"""Hours by which sums of odd minutes may be off; nothing is dated as finely."""


def is_on_time(opened_at: float, opening: float, within: float) -> bool:
    """Return whether talks opened on the planned date, or so soon after."""
    return opened_at <= opening + within + _HAIR


def moved(opening: float, by: float, moves: int) -> float:
    """Return the date of talks after so many moves.

    Not step by step: roundings would add up, and carry the date past the last one.
    """
    return opening + by * moves


FIRST_BIN_HOURS = 0.25
"""Hours up to which a delay falls into the first bin."""


def delay_bin(hours: float, bins: int) -> int:
    """Return the bin of a delay: bin 0 ends at FIRST_BIN_HOURS, each next one 19% later."""
    if hours <= FIRST_BIN_HOURS:
        return 0
    return min(bins - 1, 1 + int(4 * log2(hours / FIRST_BIN_HOURS)))
