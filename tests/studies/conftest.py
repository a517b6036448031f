"""What the tests of studies share: truces whose odds are known exactly, and a way to ask."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from quickest import work
from truce_sim.scenario import Scenario, from_raw
from truce_sim.studies.study import Study

Ask = Callable[[Study, Scenario], Any]
Ruptures = Callable[..., Scenario]


@pytest.fixture(scope="session")
def ask() -> Ask:
    """Return a function that conducts a study and returns its result."""

    def conduct(study: Study, scenario: Scenario) -> Any:
        return study.conduct(scenario, work(study.seed)).result

    return conduct


@pytest.fixture(scope="session")
def ruptures() -> Ruptures:
    """Return a function that makes a truce which only chance ends, at a daily chance.

    It holds for so many days with (1 - chance) to the power of the days.
    """

    def truce(chance: float = 0.05, days: int = 10, **more: Any) -> Scenario:
        starts = datetime(2030, 1, 1)
        raw: dict[str, Any] = {
            "title": "Chance alone",
            "dates": {
                "truce_starts": f"{starts:%Y-%m-%d %H:%M}",
                "talks": f"{starts + timedelta(days=days):%Y-%m-%d %H:%M}",
            },
            "parties": {
                "north": {"violates": {"chance": 0.1, "every": "24h"}, "hits": {"south": 1}},
                "south": {"violates": {"chance": 0.1, "every": "24h"}, "hits": {"north": 1}},
            },
            "shocks": {"rupture": {"chance": chance, "every": "24h", "ends": 1}},
        }
        return from_raw(raw | more, "chance-alone")

    return truce
