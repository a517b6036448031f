"""Importing the estimators must be quick: scipy waits until it is called."""

import subprocess
import sys

MODULES = [
    "daily",
    "daycounts",
    "ignorance",
    "incidence",
    "means",
    "metamodel",
    "paired",
    "prim",
    "proportions",
    "selection",
    "sequence",
    "sobol",
    "stopping",
    "survival",
    "threshold",
]


def test_no_estimator_imports_scipy() -> None:
    imports = "; ".join(f"import truce_sim.statistics.{module}" for module in MODULES)
    program = f"import sys; {imports}; print([m for m in sys.modules if m.startswith('scipy')])"
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_the_live_interval_needs_no_scipy_at_all() -> None:
    program = (
        "import sys; from truce_sim.statistics.sequence import confidence_sequence; "
        "confidence_sequence(560, 1000); "
        "print([m for m in sys.modules if m.startswith('scipy')])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"
