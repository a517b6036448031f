"""What is fitted is the same on every machine, to the byte."""

import numpy as np
from truce_sim.statistics.estimates import Curve
from truce_sim.studies.steady import rounded


def test_last_digits_of_a_fit_are_not_told() -> None:
    values = np.array([0.1, -0.0, 1 / 3, 60.0])
    one, other = (
        Curve(hours=tuple(range(4)), value=ends, low=ends, high=ends)
        for ends in (tuple(values.tolist()), tuple((values + 5e-15).tolist()))
    )
    assert one != other
    assert rounded(one).model_dump_json() == rounded(other).model_dump_json()
    assert rounded(one).value == (0.1, 0.0, 0.333333333, 60.0)
