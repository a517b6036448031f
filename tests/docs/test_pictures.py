"""The pages of pictures are what the script would write, and every picture is there."""

import importlib.util
import re
import sys
from pathlib import Path
from types import ModuleType
from xml.etree import ElementTree as ET

import pytest
from truce_sim.cli.parser import build_parser

DOCS = Path("docs")


@pytest.fixture(scope="module")
def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_pictures", DOCS / "make_pictures.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_the_gallery_is_what_its_table_says(script: ModuleType) -> None:
    assert (DOCS / "gallery.md").read_text() == script.page()


def test_the_picture_of_a_bad_file_is_current(script: ModuleType) -> None:
    drawn = script.terminal_picture("check", script.bad_file())
    assert (DOCS / "bad-file.svg").read_text() == drawn


def test_every_picture_of_the_table_is_there_and_no_other(script: ModuleType) -> None:
    wanted = {
        shown.folder.name + f"/{key}.svg" for shown in script.SHOWN for key, _ in shown.charts
    }
    found = {f"{path.parent.name}/{path.name}" for path in (DOCS / "gallery").rglob("*.*")}
    assert found == wanted
    for shown in script.SHOWN:
        assert not shown.terminal or (DOCS / f"{shown.terminal}.svg").is_file()


def test_every_command_of_the_table_can_be_typed(script: ModuleType) -> None:
    for shown in script.SHOWN:
        assert build_parser().parse_args(list(shown.arguments)).command == shown.arguments[0]


def test_pictures_are_light_and_need_nothing_from_outside() -> None:
    pictures = sorted(DOCS.rglob("*.svg"))
    assert sum(path.stat().st_size for path in pictures) < 500_000
    for path in pictures:
        text = path.read_text()
        ET.fromstring(text)  # noqa: S314 - our own
        assert set(re.findall(r"\w+://[^\"' <>)]+", text)) <= {"http://www.w3.org/2000/svg"}, path


def test_the_readme_says_the_odds_that_its_picture_shows() -> None:
    (said,) = re.findall(r"!\[Terminal: (\d+ in 100)", Path("README.md").read_text())
    shown = (DOCS / "run.svg").read_text().replace("&#160;", " ")
    assert f">{said}<" in shown


def test_every_picture_that_the_readme_shows_is_there_and_light() -> None:
    for path in re.findall(r"!\[[^\]]+\]\(([^)]+)\)", Path("README.md").read_text()):
        assert 2_000 < Path(path).stat().st_size < 300_000, path


def test_charts_of_the_gallery_tell_what_they_show() -> None:
    for path in (DOCS / "gallery").rglob("*.svg"):
        root = ET.fromstring(path.read_text())  # noqa: S314 - our own
        said = {child.tag.rpartition("}")[2]: child.text or "" for child in root}
        assert said["title"]
        assert re.search(r"\d", said["desc"]), path
