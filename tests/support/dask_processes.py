"""A Dask cluster of real processes on this machine, that tests may kill piece by piece."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[2]
_PATIENCE = 60.0


def free_port() -> int:
    """Return a port that nobody listens at."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def environment(path: Path | None = None, **more: str) -> dict[str, str]:
    """Return the environment of a process that takes the program from a folder: from here."""
    folders = [path or ROOT / "sim", Path(__file__).parent]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(map(str, folders)), **more}


@dataclass
class Cluster:
    """A scheduler and its workers, each in a session of its own.

    Args:
        folder: where they keep their files and logs.
    """

    folder: Path
    port: int = field(default_factory=free_port)
    scheduler: "subprocess.Popen[bytes] | None" = None
    workers: list["subprocess.Popen[bytes]"] = field(default_factory=list)
    options: Mapping[str, str] = field(default_factory=dict)
    """Variables of the environment of all of them."""
    scheme: str = "tcp"
    security: tuple[str, ...] = ()
    host: str = "127.0.0.1"
    """Of the scheduler."""
    within: Callable[[str], Sequence[str]] = lambda _: ()
    """How a command begins that runs where "scheduler" is, or "worker-0"."""

    @property
    def address(self) -> str:
        """Where it is, as `--on` takes it."""
        return f"{'dask' if self.scheme == 'tcp' else self.scheme}://{self.host}:{self.port}"

    def start_scheduler(self) -> None:
        """Start the scheduler, and wait until it listens."""
        words = ["scheduler", "--host", self.host, "--port", str(self.port)]
        words += ["--no-dashboard", "--dashboard-address", f"{self.host}:0"]
        if self.scheme != "tcp":
            words += ["--protocol", self.scheme]
        words += ["--scheduler-file", str(self.folder / "scheduler.json"), *self.security]
        self.scheduler = self._started(words, "scheduler")
        until = time.monotonic() + _PATIENCE
        while True:
            if "Scheduler at:" in (self.folder / "scheduler.log").read_text(errors="replace"):
                return
            assert time.monotonic() < until, self.logs()
            time.sleep(0.05)

    def start_worker(self, path: Path | None = None, *words: str) -> "subprocess.Popen[bytes]":
        """Start a worker, of the program in another folder if one is given."""
        name = f"worker-{len(self.workers)}"
        usual = ("--nthreads", "1", "--death-timeout", "60", "--no-dashboard", *self.security)
        process = self._started(
            ["worker", f"{self.scheme}://{self.host}:{self.port}", *usual, *words], name, path
        )
        self.workers.append(process)
        return process

    def _started(
        self, words: list[str], name: str, path: Path | None = None
    ) -> "subprocess.Popen[bytes]":
        python = (sys.executable, "-m")
        with (self.folder / f"{name}.log").open("wb") as log:
            return subprocess.Popen(
                [*self.within(name), *python, "distributed.cli.dask_" + words[0], *words[1:]],
                cwd=self.folder,
                # What Dask warns of is not ours to mend.
                env=environment(path, **{"PYTHONWARNINGS": "ignore", **self.options}),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def computing(self) -> list[psutil.Process]:
        """Return the processes that compute: children of the nannies."""
        return [child for nanny in self.workers for child in children(nanny)]

    def logs(self) -> str:
        """Return what all of them wrote."""
        return "\n".join(
            f"== {log.name}\n{log.read_text(errors='replace')[-1500:]}"
            for log in sorted(self.folder.glob("*.log"))
        )

    def stop(self) -> None:
        """End all."""
        for process in [*self.workers, *([self.scheduler] if self.scheduler else [])]:
            end(process)


def children(process: "subprocess.Popen[bytes]") -> list[psutil.Process]:
    """Return the worker that a nanny watches, if there is one now."""
    with suppress(psutil.NoSuchProcess):
        # Its resource tracker is a child as well, and computes nothing.
        return [
            child
            for child in psutil.Process(process.pid).children()
            if "spawn_main" in " ".join(child.cmdline())
        ]
    return []


def end(process: "subprocess.Popen[bytes]") -> None:
    """End a process and all that it started."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


@contextmanager
def cluster(folder: Path, workers: int, **options: str) -> Iterator[Cluster]:
    """Yield a cluster that is ready to compute."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Cluster(folder, options=options)
    try:
        made.start_scheduler()
        for _ in range(workers):
            made.start_worker()
        yield made
    finally:
        made.stop()


def asked(
    *words: str, out: Path, within: Sequence[str] = (), **more: str
) -> "subprocess.Popen[str]":
    """Start the program; `within` is how the command begins where it is to run elsewhere."""
    return subprocess.Popen(
        [*within, sys.executable, str(ROOT / "run_sim.py"), *words, "--out", str(out)],
        cwd=ROOT,
        env=environment(None, COLUMNS="80", **more),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    stdout: str
    stderr: str

    @property
    def words(self) -> str:
        """All that it said to people, with any white space as one blank."""
        return " ".join(self.stderr.split())


def ended(process: "subprocess.Popen[str]", seconds: float = 240) -> Ended:
    """Wait for a command; one that hangs fails the test."""
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        out, err = process.communicate()
        raise AssertionError(f"it hung: {err[-2000:]}") from None
    return Ended(process.returncode, out, err)


def ask(*words: str, out: Path, seconds: float = 240) -> Ended:
    """Ask the program, and wait for what it says."""
    return ended(asked(*words, out=out), seconds)


def result(out: Path) -> Path:
    """Return the folder of the only finished result."""
    (found,) = out.glob("*/*/run.json")
    return found.parent


def bytes_of(out: Path) -> dict[str, bytes]:
    """Return all of the only result that must be the same wherever it was computed."""
    folder = result(out)
    found = {
        path.name: path.read_bytes()
        for path in sorted(folder.iterdir())
        if path.suffix in (".csv", ".json", ".toml") and path.name != "run.json"
    }
    about = json.loads((folder / "run.json").read_text())
    assert len(found) > 2
    return {**found, "question": json.dumps(about["question"]).encode()}


def deadly(number: int) -> int:
    """End the process that computes this, if the number is 7."""
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(0.05)
    return number
