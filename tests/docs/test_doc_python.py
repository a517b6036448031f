"""Every example in Python that a page shows runs as it stands, from top to bottom of the page."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from walks import examples

ROOT = Path(__file__).parents[2]
PAGES = [page for page in [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")] if examples(page)]


@pytest.mark.slow
@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_the_examples_of_a_page_run(page: Path, tmp_path: Path) -> None:
    """In one process, where a fresh clone's scenarios lie and nothing else."""
    shutil.copytree(ROOT / "scenarios", tmp_path / "scenarios")
    script = tmp_path / "page.py"
    script.write_text("\n".join(examples(page)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, script.name], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
