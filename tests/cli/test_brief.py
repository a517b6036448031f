"""One page of a finished run, and its charts as slides: whole, readable, the same bytes."""

import io
import re
import shutil
import subprocess
from pathlib import Path

import chromium
import made_up
import pytest
from asked import question, write_scenario
from truce_sim.cli.main import main
from truce_sim.report.brief import printed as printing
from truce_sim.report.brief.drawn import drawn
from truce_sim.report.brief.sheet import Sheet
from truce_sim.report.brief.slides import slides
from truce_sim.report.registry import question_of
from truce_sim.runs.store import Store, Stored

FEW = ["--jobs", "1", "--engine", "simpy", "-q", "--no-report"]


def sheet(kind: str) -> Sheet:
    result, story = made_up.ALL[kind], None
    return Sheet(result, story, made_up.MANIFEST, question_of(result).charts(result, story))


def pages(content: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", content))


def words(path: Path) -> str:
    if not shutil.which("pdftotext"):
        pytest.skip("no pdftotext on this machine")
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True, text=True)
    return re.sub(r"\s+", " ", done.stdout)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Stored:
    """Return a stored result, not to be changed."""
    place = tmp_path_factory.mktemp("kept")
    scenario, out = write_scenario(place / "truce.toml"), place / "out"
    assert main([*question("require", scenario), *FEW, "--out", str(out)]) in (0, 3)
    return Store(out).find("latest")


def brief(stored: Stored, folder: Path, *more: str) -> int:
    out = ["--out", str(stored.folder.parents[1])]
    return main(["brief", stored.run_id, "--to", str(folder), "--no-browser", *more, *out])


def test_a_page_is_laid_where_it_is_wanted_and_replaces_nothing(
    kept: Stored, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert brief(kept, tmp_path, "--slides", "none") == 0
    (made,) = tmp_path.iterdir()
    assert made.name == f"{kept.run_id}-brief.pdf"
    assert str(made) in capsys.readouterr().out
    first = made.read_bytes()
    assert pages(first) == 1
    assert brief(kept, tmp_path) == 2
    assert "there already" in capsys.readouterr().err
    assert brief(kept, tmp_path, "--slides", "none", "--replace") == 0
    assert made.read_bytes() == first
    assert brief(kept, tmp_path / "nowhere") == 2
    assert "there is no folder" in capsys.readouterr().err


@pytest.mark.slow
def test_slides_are_the_same_whenever_they_are_made(kept: Stored, tmp_path: Path) -> None:
    assert brief(kept, tmp_path) == 0
    made = tmp_path / f"{kept.run_id}-slides.pdf"
    first = made.read_bytes()
    assert pages(first) > 1
    assert brief(kept, tmp_path, "--replace") == 0
    assert made.read_bytes() == first


def test_what_was_altered_or_is_not_there_is_not_told(kept: Stored, tmp_path: Path) -> None:
    shutil.copytree(kept.folder.parents[1], tmp_path / "out")
    stored = Store(tmp_path / "out").find("latest")
    with (stored.folder / "summary.json").open("a") as file:
        file.write(" ")
    assert brief(stored, tmp_path) == 2
    assert main(["brief", "none-such", "--out", str(tmp_path / "out")]) == 2
    assert not [*tmp_path.glob("*.pdf")]


@pytest.mark.slow
def test_slides_can_be_changed_in_an_office(kept: Stored, tmp_path: Path) -> None:
    pptx = pytest.importorskip("pptx")
    assert brief(kept, tmp_path, "--slides", "pptx") == 0
    (target,) = tmp_path.glob("*.pptx")
    deck = pptx.Presentation(io.BytesIO(target.read_bytes()))
    texts = [[one.text_frame.text for one in x.shapes if one.has_text_frame] for x in deck.slides]
    assert len(texts) > 1
    assert all(any("A thinking aid, not a forecast" in one for one in slide) for slide in texts)
    assert all(x.notes_slide.notes_text_frame.text for x in deck.slides)
    pictures = [one for x in list(deck.slides)[1:] for one in x.shapes if not one.has_text_frame]
    assert len(pictures) == len(texts) - 1
    assert all(one._element._nvXxPr.cNvPr.get("descr") for one in pictures)
    before = target.read_bytes()
    assert brief(kept, tmp_path, "--slides", "pptx", "--replace") == 0
    assert target.read_bytes() == before


def test_without_the_library_of_slides_a_sentence_says_what_to_install(
    kept: Stored,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("truce_sim.runs.formats.extras.find_spec", lambda _: None)
    assert brief(kept, tmp_path, "--slides", "pptx") == 2
    assert "--slides pptx needs python-pptx; try: " in capsys.readouterr().err
    assert not [*tmp_path.iterdir()]


KINDS = [pytest.param(x, marks=[] if x == "now" else pytest.mark.slow) for x in made_up.ALL]


@pytest.mark.parametrize("kind", KINDS)
def test_every_question_fits_on_one_page_that_says_what_it_is(kind: str, tmp_path: Path) -> None:
    target = tmp_path / "brief.pdf"
    target.write_bytes(drawn(sheet(kind)))
    assert pages(target.read_bytes()) == 1
    said = words(target)
    assert "A THINKING AID, NOT A FORECAST" in said
    assert made_up.ALL[kind].heading.title in said
    assert sheet(kind).hero.number.text in said
    assert "seed" in said


@pytest.mark.slow
def test_every_chart_of_the_page_is_a_slide() -> None:
    assert pages(slides(sheet("run"))) == 1 + len([*sheet("run").shown()])


@pytest.mark.slow
def test_a_browser_prints_the_same_page_on_one_sheet(tmp_path: Path) -> None:
    from truce_sim.report.page import build_page

    result = made_up.ALL["run"]
    target = tmp_path / "brief.pdf"
    target.write_bytes(
        printing.printed(build_page(result, None, made_up.MANIFEST), chromium.path())
    )
    assert pages(target.read_bytes()) == 1
    assert result.heading.title in words(target)


def test_where_the_browser_fails_the_page_is_drawn_and_that_is_said(
    kept: Stored,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(printing, "browser", lambda: "/bin/false")
    out = str(kept.folder.parents[1])
    asked = ["brief", kept.run_id, "--to", str(tmp_path), "--slides", "none", "--out", out]
    assert main(asked) == 0
    assert "Drawn without a browser: it could not be used" in capsys.readouterr().err
    (target,) = tmp_path.iterdir()
    assert pages(target.read_bytes()) == 1
