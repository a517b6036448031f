"""The doubt about inputs that stands on the page is that of `run`."""

import threading
from time import monotonic, sleep

import pytest
from quickest import quickest, work
from truce_sim.page import doubting
from truce_sim.page.doubting import NO_RANGES, Doubt
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, from_raw, load
from truce_sim.studies.doubt import doubt_about_inputs

TWO_SIDES = load("tests/support/two-sides.toml")


@pytest.fixture(scope="module")
def doubtful() -> Scenario:
    return from_raw({**TWO_SIDES.source, "believable": {"parties.all.tolerance": [8, 60]}})


def test_it_is_that_of_run(doubtful: Scenario) -> None:
    doubt = Doubt(doubtful, 5, 500, quickest)
    doubt.begin()
    until = monotonic() + 60
    while doubt.told is None and monotonic() < until:
        sleep(0.02)
    doubt.close()
    expected = doubt_about_inputs(doubtful, work(5), 500)
    assert expected is not None
    assert doubt.told is not None
    assert doubt.told["mean"] == expected.mean.value
    assert doubt.told["low"] == expected.low


def test_it_waits_while_anything_is_asked_and_ends_when_told(doubtful: Scenario) -> None:
    doubt = Doubt(doubtful, 5, 500, quickest)
    with doubt:
        doubt.begin()
        sleep(0.1)
    doubt.close()
    assert doubt.told is None
    assert not [one for one in threading.enumerate() if one.name == "doubt"]


def test_without_ranges_there_is_none_and_that_is_said() -> None:
    doubt = Doubt(TWO_SIDES, 5, 500, quickest)
    doubt.begin()
    assert doubt.told is not None
    assert doubt.told["sentence"] == NO_RANGES


def test_ranges_whose_values_do_not_fit_together_are_told_and_not_waited_for(
    doubtful: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else the page would ask again and again for what no thread computes any more."""

    def unfit(*_: object) -> None:
        raise ScenarioFaults([Fault("'a' comes before 'b'", "dates.talks")])

    monkeypatch.setattr(doubting, "doubt_about_inputs", unfit)
    doubt = Doubt(doubtful, 5, 500, quickest)
    doubt.begin()
    until = monotonic() + 5
    while doubt.told is None and monotonic() < until:
        sleep(0.002)
    doubt.close()
    assert doubt.told is not None
    assert doubt.told["low"] is None
    assert "do not fit together" in doubt.told["sentence"]
    assert "'a' comes before 'b'" in doubt.told["sentence"]
