"""What is said of a result holds, also where chance favours saying more."""

import made_up

from sim.report import answers as a


def test_the_winner_is_not_chosen_again_by_the_luck_that_is_to_judge_it() -> None:
    swept = made_up.sweep_line()
    first, second = swept.points[-2:]
    assert second.held.value > first.held.value
    found = swept.model_copy(update={"confirmed": (first, second)})
    assert a.best_point(found) == first
