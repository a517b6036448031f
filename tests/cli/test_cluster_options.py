"""`--on`, as far as no cluster is needed to try it."""

from pathlib import Path

import pytest
from asked import write_scenario
from truce_sim.cli.main import main

SOMEWHERE = "dask://127.0.0.1:8786"


def said(capsys: pytest.CaptureFixture[str]) -> str:
    return " ".join(capsys.readouterr().err.split())


@pytest.mark.parametrize("command", ["run", "anchor"])
def test_without_its_library_one_sentence_says_what_to_install(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    monkeypatch.setattr("truce_sim.runs.cluster.lacking.find_spec", lambda _: None)
    scenario = str(write_scenario(tmp_path / "truce.toml"))
    out = () if command == "anchor" else ("--out", str(tmp_path / "out"))
    assert main([command, scenario, "--on", SOMEWHERE, *out]) == 2
    told = said(capsys)
    assert "--on: a cluster needs distributed; try: " in told
    assert "pip install" in told
    assert "cluster" in told.partition("pip install")[2]
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (["--on", SOMEWHERE, "--jobs", "2"], "leave one of them out"),
        (["--on", SOMEWHERE, "--dry-run"], "leave out --on"),
        (["--on", "nowhere"], "'nowhere' is no address of a cluster: give dask://HOST:8786"),
    ],
)
def test_what_contradicts_itself_is_refused(
    more: list[str], why: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = str(write_scenario(tmp_path / "truce.toml"))
    assert main(["run", scenario, *more, "--out", str(tmp_path / "out")]) == 2
    assert why in said(capsys)
    assert not (tmp_path / "out").exists()
