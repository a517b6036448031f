"""What estimates carry."""

from truce_sim.statistics.estimates import Curve


def test_a_curve_is_read_at_its_own_points_only() -> None:
    curve = Curve(
        hours=(0.0, 6.0, 12.0), value=(1.0, 0.9, 0.5), low=(1, 0.8, 0.4), high=(1, 1, 0.6)
    )
    assert [curve.at(hours) for hours in (0.0, 6.0, 12.0)] == [1.0, 0.9, 0.5]
    assert curve.at(7.0) is None
