"""The page on clusters: each command as it stands, on loopback, through a tunnel and encrypted."""

import getpass
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from dask_processes import end, free_port

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "how-to" / "cluster.md").read_text(encoding="utf-8")
BLOCKS = re.findall("```sh\n(.*?)```", PAGE, re.DOTALL)
(
    COMPILE,
    SCHEDULER,
    WORKERS,
    TUNNEL,
    ASK,
    CERTIFICATE,
    SETTINGS,
    TLS_SCHEDULER,
    TLS_WORKERS,
    TLS_ASK,
    PODMAN,
) = BLOCKS
SSHD = shutil.which("sshd") or shutil.which("/usr/sbin/sshd")
PATIENCE = 90.0


def here(block: str, port: int) -> str:
    """Return a block for this machine: other ports, fewer workers, fewer runs."""
    block = block.replace("8786", str(port)).replace("SCHEDULER:", "127.0.0.1:")
    return block.replace("--nworkers 8", "--nworkers 2").replace("--runs 1000000", "--runs 300")


class Terminals:
    """Shells in one folder, all of which are closed in the end."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._doors = folder / "bin"
        self._doors.mkdir(parents=True)
        self.door("truce-sim", f"{shlex.quote(sys.executable)} {ROOT / 'run_sim.py'}")
        self._open: list[subprocess.Popen[bytes]] = []

    def door(self, name: str, command: str) -> None:
        """Let a name stand for a command."""
        path = self._doors / name
        path.write_text(f'#!/bin/sh\nexec {command} "$@"\n', encoding="utf-8")
        path.chmod(0o755)

    @property
    def environment(self) -> dict[str, str]:
        """Return the environment of each."""
        doors = [str(self._doors), str(Path(sys.executable).parent), os.environ["PATH"]]
        return {**os.environ, "PATH": os.pathsep.join(doors), "PYTHONWARNINGS": "ignore"}

    def log(self, name: str) -> str:
        """Return what stands in a terminal."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def open(self, name: str, block: str, until: str = "", times: int = 1) -> None:
        """Type something that goes on, and wait until it says what it should."""
        with (self.folder / f"{name}.log").open("wb") as log:
            words = ["bash", "-c", block]
            place, said = self.folder, self.environment
            process = subprocess.Popen(
                words, cwd=place, env=said, stdout=log, stderr=log, start_new_session=True
            )
        self._open.append(process)
        limit = time.monotonic() + PATIENCE
        while self.log(name).count(until) < times:
            assert process.poll() is None, self.log(name)
            assert time.monotonic() < limit, self.log(name)
            time.sleep(0.1)

    def processes(self) -> Iterator[int]:
        """Yield all processes that run in them."""
        for process in self._open:
            yield process.pid
            yield from (one.pid for one in psutil.Process(process.pid).children(recursive=True))

    def type(self, block: str) -> str:
        """Type something, and return what it says."""
        done = subprocess.run(
            ["bash", "-c", block],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=240,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def close(self) -> None:
        """Close all."""
        for process in self._open:
            end(process)


@pytest.fixture
def terminals(tmp_path: Path) -> Iterator[Terminals]:
    opened = Terminals(tmp_path)
    try:
        yield opened
    finally:
        opened.close()


@contextmanager
def ssh_server(terminals: Terminals) -> Iterator[None]:
    """Let `ssh big-machine` lead to this machine."""
    if SSHD is None or shutil.which("ssh") is None:
        why = "there is no SSH server (Debian: apt-get install openssh-server)"
        if os.environ.get("TRUCE_NEEDS_NETWORK") == "1":
            pytest.fail(why)
        pytest.skip(why)
    folder, port = terminals.folder / "ssh", free_port()
    folder.mkdir()
    for name in ("host", "user"):
        words = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)]
        subprocess.run(words, check=True)
    shutil.copy(folder / "user.pub", folder / "authorized")
    (folder / "server").write_text(
        f"Port {port}\nListenAddress 127.0.0.1\nHostKey {folder}/host\nPidFile {folder}/pid\n"
        f"AuthorizedKeysFile {folder}/authorized\nStrictModes no\nUsePAM no\n"
    )
    (folder / "client").write_text(
        f"Host big-machine\n HostName 127.0.0.1\n Port {port}\n User {getpass.getuser()}\n"
        f" IdentityFile {folder}/user\n IdentitiesOnly yes\n StrictHostKeyChecking no\n"
        f" UserKnownHostsFile {folder}/known\n LogLevel VERBOSE\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    terminals.door("ssh", f"{shutil.which('ssh')} -F {folder}/client")
    terminals.open("sshd", f"{SSHD} -D -e -f {folder}/server", "listening")
    yield


def computed_on_a_cluster(terminals: Terminals) -> bool:
    (about,) = terminals.folder.glob("results/*/*/run.json")
    return bool(json.loads(about.read_text())["timing"].get("cluster") == "dask")


def test_through_a_tunnel(terminals: Terminals) -> None:
    there, near = free_port(), free_port()
    with ssh_server(terminals):
        terminals.open("scheduler", here(SCHEDULER, there), "Scheduler at:")
        terminals.open("workers", here(WORKERS, there), "Registered to:", 2)
        # Both ends of the tunnel are on one machine here, so that they cannot have one number.
        tunnel = TUNNEL.replace("8786:127.0.0.1:8786", f"{near}:127.0.0.1:{there}")
        assert tunnel != TUNNEL
        terminals.open("tunnel", tunnel, "Authenticated")
        terminals.type(f"{here(ASK, near).strip()} --engine simpy --no-report")
    assert computed_on_a_cluster(terminals)


def test_nothing_of_it_listens_to_other_machines(terminals: Terminals) -> None:
    """Left out, Dask's workers listen on all networks, whatever the scheduler was told."""
    if shutil.which("ss") is None:
        pytest.skip("there is no ss (Debian: apt-get install iproute2)")
    port = free_port()
    terminals.open("scheduler", here(SCHEDULER, port), "Scheduler at:")
    terminals.open("workers", here(WORKERS, port), "Registered to:", 2)
    listed = subprocess.run(["ss", "-ltnp"], capture_output=True, text=True, check=True).stdout
    ours = {str(pid) for pid in terminals.processes()}
    where = [
        line.split()[3]
        for line in listed.splitlines()
        if ours & set(re.findall(r"pid=(\d+)", line))
    ]
    assert len(where) > 4, listed
    assert {address.rpartition(":")[0] for address in where} == {"127.0.0.1"}


def test_encrypted(terminals: Terminals) -> None:
    port = free_port()
    terminals.type(CERTIFICATE)
    scheduler, workers = here(TLS_SCHEDULER, port), here(TLS_WORKERS, port)
    terminals.open("scheduler", SETTINGS + scheduler, "Scheduler at:     tls://")
    terminals.open("workers", SETTINGS + workers, "Registered to:", 2)
    said = terminals.type(f"{SETTINGS}{here(TLS_ASK, port).strip()} --engine simpy --no-report")
    assert "not encrypted" not in said
    assert computed_on_a_cluster(terminals)


def test_what_cannot_be_tried_here_is_made_of_what_can() -> None:
    """No container engine: but what runs in the container is the command that was tried."""
    inside = PODMAN.replace("\\\n", "").partition("truce-sim")[2].split()
    tried = WORKERS.replace("\\\n", "").split()[1:]
    assert inside == tried[: len(inside)]
    assert '[cluster,fast]"' in (ROOT / "Containerfile").read_text()
    assert COMPILE.strip() == "truce-sim compile"
