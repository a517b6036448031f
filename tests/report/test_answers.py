"""What is said of a result holds, also where chance favours saying more."""

import made_up
from truce_sim.report import answers as a


def test_the_winner_is_not_chosen_again_by_the_luck_that_is_to_judge_it() -> None:
    swept = made_up.sweep_line()
    first, second = swept.points[-2:]
    assert second.held.value > first.held.value
    found = swept.model_copy(update={"confirmed": (first, second)})
    assert a.best_point(found) == first


def test_what_chance_leaves_open_is_not_called_out_of_reach() -> None:
    result = made_up.require(reached=False)
    far = result.model_copy(update={"target": result.ceiling.high + 0.01})
    near = result.model_copy(update={"target": result.ceiling.high - 0.001})
    assert a.required(far).plain.startswith("Not reachable")
    assert a.required(near).plain.startswith("Too close to call")
