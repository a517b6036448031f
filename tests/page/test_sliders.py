"""Sliders: stops that a hand can set, the ends of the range, and the file's own mark among them."""

import pytest
from random_ranges import with_random_ranges
from truce_sim.model import build_world
from truce_sim.page.sliders import Slider, sliders_of
from truce_sim.page.state import Hands, State
from truce_sim.page.talks import talks_of
from truce_sim.page.worlds import Worlds
from truce_sim.scenario import Scenario, from_raw, load, with_sets
from truce_sim.scenario.believable import believable_inputs

TWO_SIDES = load("tests/support/two-sides.toml")
SHIPPED = ["syria-2016", "donbas-2020", "ordinary"]


def of(path: str, low: object, high: object, **sets: str) -> Slider:
    scenario = with_sets(TWO_SIDES, [f"{key}={value}" for key, value in sets.items()])
    (slider,) = sliders_of(from_raw({**scenario.source, "believable": {path: [low, high]}}))
    return slider


def texts(slider: Slider) -> list[str]:
    return [stop.text for stop in slider.stops]


@pytest.mark.parametrize("name", SHIPPED)
def test_stops_rise_from_end_to_end_and_no_two_read_alike(name: str) -> None:
    scenario = load(name)
    ranges = {one.path: one for one in believable_inputs(scenario)}
    for slider in sliders_of(scenario):
        numbers = [stop.number for stop in slider.stops]
        assert numbers == sorted(numbers)
        assert {ranges[slider.path].low, ranges[slider.path].high} <= set(numbers)
        assert len(set(texts(slider))) == len(slider.stops) <= 62
        assert slider.stops[slider.file].typed == ""


def test_whole_numbers_are_all_there() -> None:
    slider = of("spiral.violations", 6, 14)
    assert texts(slider) == [str(number) for number in range(6, 15)]
    assert texts(slider)[slider.file] == "10"


def test_values_are_such_as_people_write() -> None:
    shares = texts(of("parties.all.retaliates", 0.1, 0.6))
    assert shares[:3] == ["0.1", "0.11", "0.12"]
    hours = texts(of("spiral.window", "1 day", "6 days"))
    assert "30 hours" in hours
    assert "4.5 days" in hours


def test_a_file_outside_its_range_has_its_mark_all_the_same() -> None:
    slider = of("parties.all.tolerance", 30, 60)
    assert slider.outside
    assert slider.file == 0
    assert texts(slider)[:2] == ["22", "30"]


def test_parties_that_differ_have_one_mark_together() -> None:
    slider = of("parties.all.tolerance", 10, 60, **{"parties.south.tolerance": "40"})
    assert texts(slider)[slider.file] == "as in the file: 22 to 40"
    assert 22 < slider.stops[slider.file].number < 40
    assert not slider.outside


def test_of_the_talks_there_is_no_slider_but_stops_of_their_own() -> None:
    source = {**TWO_SIDES.source, "believable": {"dates.talks": ["2030-05-09 10:00", "+2 days"]}}
    scenario = from_raw(source)
    assert sliders_of(scenario) == ()
    talks = talks_of(scenario)
    assert talks.stops[talks.file].text == "11 May, 10:00"
    assert talks.stops[talks.file].typed == ""
    assert talks.stops[0].number >= 24


def scenarios() -> list[Scenario]:
    return [*map(load, SHIPPED), *(with_random_ranges(seed) for seed in (1, 2, 3))]


@pytest.mark.parametrize("scenario", scenarios(), ids=lambda one: one.title[:20])
def test_a_moved_world_is_that_of_the_typed_sets(scenario: Scenario) -> None:
    sliders = sliders_of(scenario)
    hands = Hands({one.path: one for one in sliders}, {}, talks_of(scenario))
    worlds = Worlds(scenario, hands)
    for last in (False, True):
        stops = {one.path: (len(one.stops) - 1) * last for one in sliders}
        for paths in ([one.path for one in sliders[:1]], [one.path for one in sliders[-3:]]):
            state = hands.read({"inputs": {path: stops[path] for path in paths}})
            moved = [hands.sliders[path].stops[stop].typed for path, stop in state.inputs]
            assert worlds.world(state) == build_world(with_sets(scenario, moved))


def test_a_slider_back_at_the_mark_is_the_file() -> None:
    scenario = load("ordinary")
    sliders = sliders_of(scenario)
    hands = Hands({one.path: one for one in sliders}, {}, talks_of(scenario))
    assert hands.read({"inputs": {one.path: one.file for one in sliders}}) == State()
