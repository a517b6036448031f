"""Quantiles of spreads, as in `scenario.spreads`, bit for bit.

The normal quantile is Python's own: Wichura 1988, "Algorithm AS 241: the percentage points of the
normal distribution", Applied Statistics 37, its polynomials in its order.
"""

from math import exp, fabs, log, log1p, sqrt

from truce_sim.engine.compiling import compiled, inlined
from truce_sim.engine.layout import World
from truce_sim.engine.world_rows import spread_at
from truce_sim.scenario.spreads import FORMS, SMALLEST

KINDS = ("constant", *FORMS)
"""Shapes of spreads; their numbers are their places."""
_CONSTANT, _LOGNORMAL = KINDS.index("constant"), KINDS.index("lognormal")
_UNIFORM, _EXPONENTIAL = KINDS.index("uniform"), KINDS.index("exponential")

Eight = tuple[float, float, float, float, float, float, float, float]

_MIDDLE: tuple[Eight, Eight] = (
    (
        2.5090809287301226727e3,
        3.3430575583588128105e4,
        6.7265770927008700853e4,
        4.5921953931549871457e4,
        1.3731693765509461125e4,
        1.9715909503065514427e3,
        1.3314166789178437745e2,
        3.3871328727963666080e0,
    ),
    (
        5.2264952788528545610e3,
        2.8729085735721942674e4,
        3.9307895800092710610e4,
        2.1213794301586595867e4,
        5.3941960214247511077e3,
        6.8718700749205790830e2,
        4.2313330701600911252e1,
        1.0,
    ),
)
_NEAR: tuple[Eight, Eight] = (
    (
        7.74545014278341407640e-4,
        2.27238449892691845833e-2,
        2.41780725177450611770e-1,
        1.27045825245236838258e0,
        3.64784832476320460504e0,
        5.76949722146069140550e0,
        4.63033784615654529590e0,
        1.42343711074968357734e0,
    ),
    (
        1.05075007164441684324e-9,
        5.47593808499534494600e-4,
        1.51986665636164571966e-2,
        1.48103976427480074590e-1,
        6.89767334985100004550e-1,
        1.67638483018380384940e0,
        2.05319162663775882187e0,
        1.0,
    ),
)
_FAR: tuple[Eight, Eight] = (
    (
        2.01033439929228813265e-7,
        2.71155556874348757815e-5,
        1.24266094738807843860e-3,
        2.65321895265761230930e-2,
        2.96560571828504891230e-1,
        1.78482653991729133580e0,
        5.46378491116411436990e0,
        6.65790464350110377720e0,
    ),
    (
        2.04426310338993978564e-15,
        1.42151175831644588870e-7,
        1.84631831751005468180e-5,
        7.86869131145613259100e-4,
        1.48753612908506148525e-2,
        1.36929880922735805310e-1,
        5.99832206555887937690e-1,
        1.0,
    ),
)


@inlined
def _polynomial(c: Eight, r: float) -> float:
    """Return the polynomial with these coefficients, the highest power first, by Horner's rule."""
    return (
        (((((c[0] * r + c[1]) * r + c[2]) * r + c[3]) * r + c[4]) * r + c[5]) * r + c[6]
    ) * r + c[7]


@compiled
def normal_quantile(u: float) -> float:
    """Return the value below which a standard normal falls with chance `u` in [0, 1)."""
    p = u if u > 0.0 else SMALLEST
    q = p - 0.5
    if fabs(q) <= 0.425:
        r = 0.180625 - q * q
        return _polynomial(_MIDDLE[0], r) * q / _polynomial(_MIDDLE[1], r)
    r = sqrt(-log(p if q <= 0.0 else 1.0 - p))
    if r <= 5.0:
        r -= 1.6
        x = _polynomial(_NEAR[0], r) / _polynomial(_NEAR[1], r)
    else:
        r -= 5.0
        x = _polynomial(_FAR[0], r) / _polynomial(_FAR[1], r)
    return -x if q < 0.0 else x


@compiled
def quantile(w: World, spread: int, u: float) -> float:
    """Return the value of a spread below which a share `u` in [0, 1) of draws fall."""
    one = spread_at(w.spreads, spread)
    if one.kind == _CONSTANT:
        return one.first
    if one.kind == _LOGNORMAL:
        return one.first * exp(one.sigma * normal_quantile(u))
    if one.kind == _UNIFORM:
        return one.first + u * (one.second - one.first)
    if one.kind == _EXPONENTIAL:
        return -one.first * log1p(-u)
    low, likely, high = one.first, one.second, one.third
    span = high - low
    if u * span < likely - low:
        return low + sqrt(u * span * (likely - low))
    return high - sqrt((1.0 - u) * span * (high - likely))
