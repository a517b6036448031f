"""What is said of a result holds, also where chance favours saying more."""

import made_up
from truce_sim.report.questions.require.sentences import require_findings, required
from truce_sim.report.questions.sweep.sentences import best_point, told_apart
from truce_sim.report.words import bound_in_words
from truce_sim.statistics.proportions import share


def test_the_winner_is_not_chosen_again_by_the_luck_that_is_to_judge_it() -> None:
    swept = made_up.sweep_line()
    first, second = swept.points[-2:]
    assert second.held.value > first.held.value
    found = swept.model_copy(update={"confirmed": (first, second)})
    assert best_point(found) == first


def test_what_fresh_histories_tell_apart_is_said() -> None:
    swept = made_up.sweep_line()
    confirmed = swept.points[-3:]
    for left, says in (
        ((), None),
        ((0,), "is told from the others"),
        ((0, 2), "Of these 3 settings, 2 cannot be told"),
        ((0, 1, 2), "cannot be told apart there either"),
    ):
        found = swept.model_copy(update={"confirmed": confirmed, "best_afresh": left})
        told = told_apart(found)
        assert (told is None) == (says is None)
        assert told is None or str(says) in told.plain


def test_what_chance_leaves_open_is_not_called_out_of_reach() -> None:
    result = made_up.require(reached=False)
    far = result.model_copy(update={"target": result.ceiling.high + 0.01})
    near = result.model_copy(update={"target": result.ceiling.high - 0.001})
    assert required(far).plain.startswith("Not reachable")
    assert required(near).plain.startswith("Too close to call")


def test_which_way_helps_is_told_as_it_is() -> None:
    more = made_up.require()
    less = more.model_copy(update={"more_helps": False})
    assert {one.lead.split()[0] for one in require_findings(more)} >= {"More"}
    told = [f"{one.lead} {one.support.plain}" for one in require_findings(less)]
    assert not any("more" in one.lower().split() for one in told)
    assert any(one.startswith("Less ") for one in told)


def test_what_none_or_all_allow_is_said_of_either_outcome() -> None:
    # "Fails" would be the truce's failing where it is told of runs that collapse.
    assert bound_in_words(share(141, 141)) == "the rest probably under 1 in 40"
    assert bound_in_words(share(0, 2000)) == "probably under 1 in 600"
