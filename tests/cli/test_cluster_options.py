"""`--on`, as far as no cluster is needed to try it."""

import socket
from pathlib import Path

import dask.config
import pytest
import truce_sim as ts
from asked import write_scenario
from dask_processes import free_port
from truce_sim.cli.main import main
from truce_sim.cli.placing import anywhere
from truce_sim.runs.cluster.errors import ClusterError

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


def test_once_more_on_a_cluster_that_is_not_there_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    scenario = str(write_scenario(tmp_path / "truce.toml"))
    out = ["--out", str(tmp_path / "out")]
    assert main(["run", scenario, "--runs", "20", "--jobs", "1", "--no-report", *out]) == 0
    capsys.readouterr()
    nowhere = f"dask://127.0.0.1:{free_port()}"
    assert main(["run", "--again", "latest", "--on", nowhere, *out]) == 2
    assert f"cannot be run again: the cluster at {nowhere} cannot be reached" in said(capsys)


def test_where_it_was_computed_is_not_kept(tmp_path: Path) -> None:
    line = ["run", "x", "--on", SOMEWHERE, "--runs", "20", f"--on={SOMEWHERE}", "--no-report"]
    assert anywhere(line) == ("run", "x", "--runs", "20", "--no-report")


def test_from_python_it_is_said_that_others_can_listen_though_nobody_looks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def none(*_: object) -> None:
        raise ClusterError("of this test")

    monkeypatch.setattr("truce_sim.runs.cluster.on.ClusterPool", none)
    truce = ts.load("smallest")
    with pytest.warns(UserWarning, match="is not encrypted"), pytest.raises(ts.QuestionError):
        truce.run(runs=20, on="dask://10.0.0.5:8786", progress=False)


def test_a_certificate_that_is_no_file_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = str(tmp_path / "no.pem")
    names = ("ca-file", "client.cert", "client.key")
    settings = {f"distributed.comm.tls.{name}": gone for name in names}
    scenario = str(write_scenario(tmp_path / "truce.toml"))
    with dask.config.set(settings), socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tls://127.0.0.1:{server.getsockname()[1]}"
        out = ["--out", str(tmp_path / "out")]
        assert main(["run", scenario, "--runs", "20", "--on", address, *out]) == 2
        assert f"TLS needs {gone}, and there is no such file" in said(capsys)


def test_a_certificate_that_is_not_there_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("CA_FILE", "CLIENT__CERT", "CLIENT__KEY"):
        monkeypatch.delenv(f"DASK_DISTRIBUTED__COMM__TLS__{name}", raising=False)
    scenario = str(write_scenario(tmp_path / "truce.toml"))
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"tls://127.0.0.1:{server.getsockname()[1]}"
        out = ["--out", str(tmp_path / "out")]
        assert main(["run", scenario, "--runs", "20", "--on", address, *out]) == 2
        assert "TLS needs a certificate: name the files in" in said(capsys)
