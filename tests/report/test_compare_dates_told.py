"""Options that move the talks, and truces beside the first, on page and in charts."""

import made_up
import pytest
from truce_sim.report.page import build_page
from truce_sim.report.questions.compare import sentences as a
from truce_sim.report.registry import question_of
from truce_sim.report.terminal import headline, tells
from truce_sim.statistics.proportions import share
from truce_sim.studies.results.common import Result
from truce_sim.studies.results.compare import AtOneDate, CompareResult, OtherTruce


def moves(alone: bool = False) -> CompareResult:
    result = made_up.compare()
    last = result.options[-1]
    one = AtOneDate(
        date="2031-05-07 15:00",
        hours=231,
        base=share(1200, 2000),
        option=share(1300, 2000),
        change=made_up.paired(0.05),
    )
    update = {"label": "Talks sooner?", "at_one_date": one, "held": made_up.paired(0.3)}
    moved = last.model_copy(update={**update, "verdict": "better"})
    options = (moved,) if alone else (*result.options[:-1], moved)
    return result.model_copy(update={"options": options})


def beside(alone: bool = True) -> CompareResult:
    result = made_up.compare()
    other = OtherTruce(
        key="b",
        label="Will the other hold?",
        starts="2029-01-01 00:00",
        talks="2029-01-08 00:00",
        answers=made_up.answers(700),
    )
    return result.model_copy(
        update={"options": () if alone else result.options, "beside": (other,)}
    )


def lines(result: Result) -> str:
    return "\n".join(line.plain for line in (*headline(result), *tells(result)))


ALL = {
    "moves": moves(),
    "only moves": moves(alone=True),
    "beside": beside(),
    "options and beside": beside(alone=False),
}


@pytest.mark.parametrize("name", ALL)
def test_page_and_terminal_tell_them(name: str) -> None:
    page = build_page(ALL[name], None, made_up.MANIFEST)
    said = lines(ALL[name])
    assert "?." not in page
    assert "?." not in said
    assert all(len(line) <= 80 for line in said.splitlines())
    if "moves" in name:
        assert "Talks sooner?" in page
        assert "7 May" in page
        assert "judged at the earlier of the two openings" in page
        assert "Clear gains at one date: Talks sooner?" in said
    if "beside" in name:
        assert "no gain to tell" in page
        assert "Will the other hold?" in page
        assert "35" in said


def test_who_moves_the_talks_never_leads() -> None:
    first = question_of(moves()).hero(moves())
    assert "Talks sooner" not in first.unit
    assert "Talks sooner" not in a.compared(moves()).plain
    assert [finding.lead for finding in question_of(moves()).findings(moves())][
        -1
    ] == "Other dates."
    only = a.compared(moves(alone=True)).plain
    assert "By 7 May, the earlier of the two openings" in only
    assert "+5 points" in only


def test_two_truces_are_no_gain_on_the_page() -> None:
    assert question_of(beside()).findings(beside()) == []
    assert "change" not in lines(beside())
