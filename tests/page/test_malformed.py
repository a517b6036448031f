"""Malformed requests to the page as it is served, with all that is behind it."""

import json
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from asked_of_a_page import PORT, answered, asked, connected, own, question, status
from malformed import Malformed
from truce_sim.page.explorer import Explorer
from truce_sim.page.listening import Patient
from truce_sim.page.server import QUESTIONS, Site
from truce_sim.page.serving import Serving, bound
from truce_sim.scenario import load

SMALL = f"""
extends = "{Path("scenarios/smallest.toml").resolve().as_posix()}"
[believable]
"truce.floor" = [0.2, 0.6]
"parties.all.retaliates" = [0.1, 0.5]
[options.calm.set]
"truce.floor" = 0.2
"""
REFUSALS = {400, 403, 404, 405, 408, 409, 413, 422}


@pytest.fixture(scope="module")
def explorer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Explorer]:
    file = tmp_path_factory.mktemp("small") / "small.toml"
    file.write_text(SMALL, encoding="utf-8")
    made = Explorer(load(str(file)), str(file), histories=10, jobs=1, engine="simpy")
    yield made
    made.close()


STATES = {
    "a stop beyond the last": {"inputs": {"truce.floor": 10_000}},
    "a stop below the first": {"inputs": {"truce.floor": -1}},
    "a value instead of a stop": {"inputs": {"truce.floor": 0.3}},
    "true for a number": {"inputs": {"truce.floor": True}},
    "text for a number": {"inputs": {"truce.floor": "1"}},
    "an input that is not there": {"inputs": {"truce.flor": 1}},
    "an input without a slider": {"inputs": {"spiral.window": 1}},
    "a path with a file in it": {"inputs": {"../../etc/passwd": 1}},
    "inputs that are a list": {"inputs": [1]},
    "an option that is not there": {"options": ["calmer"]},
    "an option that is a number": {"options": [1]},
    "options that are text": {"options": "calm"},
    "talks that are a date": {"talks": "2030-05-09"},
    "talks that are true": {"talks": True},
    "talks beyond the last": {"talks": 10_000},
    "a key that is not known": {"file": "scenarios/syria-2016.toml"},
    "observed that is a list": {"observed": []},
}


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
@pytest.mark.parametrize("kind", QUESTIONS)
def test_a_state_that_cannot_be_is_refused_with_what_is_wrong(
    explorer: Explorer, kind: str, state: dict[str, object]
) -> None:
    faults: list[BaseException] = []
    site = Site(lambda: explorer, PORT, faults.append)
    body = json.dumps({"state": state, "path": "truce.floor"}).encode()
    reply = asked(site, "POST", f"/{site.keys.token}/{kind}", own(site), [body])
    site.desk.close()
    assert (reply.status, faults) == (422, [])
    assert all(fault.endswith(".") and "\n" not in fault for fault in reply.json()["faults"])


@pytest.mark.parametrize("number", [60, pytest.param(1000, marks=pytest.mark.slow)])
def test_none_is_answered_with_a_fault_of_ours_and_none_hangs(
    number: int, monkeypatch: pytest.MonkeyPatch, explorer: Explorer
) -> None:
    monkeypatch.setattr(Patient, "patience", 0.3)
    monkeypatch.setattr(Site, "patience", 0.15)
    faults: list[BaseException] = []
    # It outlives this page.
    monkeypatch.setattr(explorer, "close", lambda: None)
    paths = [one["path"] for one in explorer.opening()["sliders"]]

    with bound(None) as door, Serving(lambda: explorer, door, faults.append) as serving:
        port = door.getsockname()[1]
        malformed = Malformed(serving.site, port, paths, seed=number)
        requests = [malformed() for _ in range(number)]

        def sent(raw: bytes) -> tuple[int, float]:
            began = time.monotonic()
            with connected(port, seconds=10) as connection:
                with suppress(ConnectionError):
                    connection.sendall(raw)
                return status(answered(connection)), time.monotonic() - began

        with ThreadPoolExecutor(8) as hands:
            came = list(hands.map(sent, requests))
        fresh = question(serving.site, port, "answer", b'{"state":{},"histories":2}')
        assert sent(fresh)[0] == 200
    assert faults == []
    found = {one for one, _ in came}
    assert found <= {0, 200, *REFUSALS}
    assert len(found & REFUSALS) > 4, "they are malformed in many ways"
    assert max(seconds for _, seconds in came) < 5
