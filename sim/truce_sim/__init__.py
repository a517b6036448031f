"""Will this truce hold until the talks? A simulator of truces, run many times over.

    import truce_sim as ts

    odds = ts.load("syria-2016").run(runs=500)
    odds.value, odds.interval

What is loaded is looked at, asked and shown without a file being written; `save` writes what the
command line would. Nothing heavy is imported before it is needed.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from truce_sim.api.answer import Answer, Nowcast, Odds
    from truce_sim.api.difference import Difference
    from truce_sim.api.errors import QuestionError
    from truce_sim.api.findings import Findings
    from truce_sim.api.frame import Frame
    from truce_sim.api.making import new
    from truce_sim.api.opening import open_answer as open  # noqa: A004 - `ts.open`
    from truce_sim.api.telling import Telling
    from truce_sim.api.truces import Truce, check, load
    from truce_sim.runs.files import StoreError
    from truce_sim.scenario.faults import Fault, ScenarioFaults
    from truce_sim.scenario.inputs import inputs_table as inputs
    from truce_sim.shipped import names as scenarios

__version__ = "0.3.0.dev2"

_WHERE = {
    "Answer": "truce_sim.api.answer",
    "Difference": "truce_sim.api.difference",
    "Fault": "truce_sim.scenario.faults",
    "Findings": "truce_sim.api.findings",
    "Frame": "truce_sim.api.frame",
    "Nowcast": "truce_sim.api.answer",
    "Odds": "truce_sim.api.answer",
    "QuestionError": "truce_sim.api.errors",
    "ScenarioFaults": "truce_sim.scenario.faults",
    "StoreError": "truce_sim.runs.files",
    "Telling": "truce_sim.api.telling",
    "Truce": "truce_sim.api.truces",
    "check": "truce_sim.api.truces",
    "inputs": "truce_sim.scenario.inputs:inputs_table",
    "load": "truce_sim.api.truces",
    "new": "truce_sim.api.making",
    "open": "truce_sim.api.opening:open_answer",
    "scenarios": "truce_sim.shipped:names",
}
"""The public names: where each is loaded from when it is first asked for."""

__all__ = [
    "Answer",
    "Difference",
    "Fault",
    "Findings",
    "Frame",
    "Nowcast",
    "Odds",
    "QuestionError",
    "ScenarioFaults",
    "StoreError",
    "Telling",
    "Truce",
    "check",
    "inputs",
    "load",
    "new",
    "open",
    "scenarios",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - of each name its own
    if name not in _WHERE:
        raise AttributeError(f"truce_sim has no '{name}'; it has {', '.join(__all__)}")
    module, _, called = _WHERE[name].partition(":")
    found = getattr(import_module(module), called or name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return [*__all__, "__version__"]
