"""Pages that are made from the code are current, and links lead somewhere."""

import importlib.util
import re
from pathlib import Path

import pytest

PAGES = [Path("README.md"), Path("CONTRIBUTING.md"), *sorted(Path("docs").rglob("*.md"))]


def test_the_reference_of_inputs_is_current() -> None:
    spec = importlib.util.spec_from_file_location("make_reference", "docs/make_reference.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert Path("docs/reference.md").read_text() == module.page()


@pytest.mark.parametrize("page", PAGES, ids=str)
def test_links_within_the_project_lead_to_files(page: Path) -> None:
    prose = re.sub(r"(?ms)^```.*?^```", "", page.read_text())
    for target in re.findall(r"\]\(([^)#:]+)\)", prose):
        assert (page.parent / target).exists(), target


def test_the_readme_shows_the_smallest_scenario_as_it_is() -> None:
    shown = Path("README.md").read_text().split("```toml\n")[1].split("```")[0]
    kept = Path("scenarios/smallest.toml").read_text().split("\n", 1)[1]
    assert shown.strip() == kept.strip()
