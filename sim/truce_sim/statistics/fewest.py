"""The fewest runs that are enough for something."""

from collections.abc import Callable

from numpy.typing import ArrayLike


def fewest(enough: Callable[[int], ArrayLike]) -> int:
    """Return the fewest runs that are enough, if more are enough as well."""
    most = 1
    while not enough(most):
        most *= 2
    least = most // 2
    while most - least > 1:
        middle = (least + most) // 2
        if enough(middle):
            most = middle
        else:
            least = middle
    return most
