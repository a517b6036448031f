"""docs/model.md speaks of every input that a truce depends on."""

import re
from pathlib import Path

from truce_sim.scenario.paths import only_told
from truce_sim.scenario.tree import leaves


def test_every_input_stands_in_the_page_of_the_model() -> None:
    page = Path("docs/model.md").read_text(encoding="utf-8")
    code = " ".join(re.findall(r"`([^`]+)`", page))
    # Words of two parts are nothing but keys, also within a formula.
    said = {*re.findall(r"[a-z_]+", code), *re.findall(r"[a-z]+(?:_[a-z]+)+", page)}
    inputs = (path for path, _ in leaves() if not only_told(path))
    assert [path for path in inputs if path.rpartition(".")[2] not in said] == []


def test_the_page_is_in_odd_order() -> None:
    page = Path("docs/model.md").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^## (.*)", page) == [
        "1. Purpose and patterns",
        "2. Entities, state, scales",
        "3. Process and scheduling",
        "4. Design concepts",
        "5. Initialisation and input",
        "6. Submodels",
        "7. Where each draw stands",
        "What is left out",
    ]
