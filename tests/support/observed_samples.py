"""A scenario with a file of counts beside it, for tests of what was observed."""

from pathlib import Path

from scenario_samples import SMALL
from truce_sim.scenario import Fault, Scenario, ScenarioFaults, load
from truce_sim.scenario.observations import Observations

OBSERVED = (
    SMALL.replace("2030-05-01 00:00", "2030-05-01 12:00")
    + """
[observed]
counts = "counts.csv"
[observed.counters.monitors]
counts = "violations"
sees = { median = 0.5, p90 = 1 }
[observed.counters.south]
name = "Southern radio"
counts = "claims by south"
sees = 2
scatter = 1
"""
)
COUNTS = """\
from,to,counter,number,quality,known,source
2030-05-01,,monitors,4,,,first day
2030-05-02,2030-05-04,monitors,12,about,,"a report, later"
2030-05-02,2030-05-04,monitors,15,,2030-05-08,revised
2030-05-01,2030-05-02,south,~20,,,
"""


def put(folder: Path, counts: str = COUNTS, text: str = OBSERVED) -> Path:
    (folder / "counts.csv").write_text(counts, encoding="utf-8")
    path = folder / "truce.toml"
    path.write_text(text, encoding="utf-8")
    return path


def read(folder: Path, counts: str = COUNTS, text: str = OBSERVED, *sets: str) -> Scenario:
    return load(put(folder, counts, text), sets)


def seen(scenario: Scenario) -> Observations:
    found = scenario.observations
    assert found is not None
    return found


def loaded(path: Path) -> Scenario | tuple[Fault, ...]:
    """Return the scenario in a file, or what is wrong with it."""
    try:
        return load(path)
    except ScenarioFaults as error:
        return error.faults


def faults_in(path: Path) -> tuple[Fault, ...]:
    found = loaded(path)
    return () if isinstance(found, Scenario) else found


def faults(folder: Path, counts: str = COUNTS, text: str = OBSERVED) -> tuple[Fault, ...]:
    return faults_in(put(folder, counts, text))


HEAD = "from,to,counter,number\n"
