"""Every input that acts is told when an option changes it: none is changed in silence."""

import copy

import pytest
from busy import BUSY
from mechanisms import CASES, put
from truce_sim.scenario import from_raw
from truce_sim.studies.alternatives import differences


@pytest.mark.parametrize("path", CASES)
def test_an_option_that_changes_an_input_says_so(path: str) -> None:
    before = copy.deepcopy(BUSY)
    for where, value in CASES[path].base:
        put(before, where, copy.deepcopy(value))
    after = copy.deepcopy(before)
    put(after, path, copy.deepcopy(CASES[path].value))
    told = differences(from_raw(before), from_raw(after))
    paths = [line.partition(": ")[0] for line in told]
    assert [one for one in paths if one.startswith(path) or path.startswith(f"{one}.")], told
    assert differences(from_raw(before), from_raw(before)) == ()
