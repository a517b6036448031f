"""Studies on a Dask cluster of real processes, of which one is killed or held at random in each.

    PYTHONPATH=tests/support python benchmarks/cluster_kills.py --kills 100

Wanted: every study ends, by itself, with the bytes of one that nobody disturbed, or with a sentence
and a command by which it is finished to the same bytes. What does not is told, with all logs.
"""

import argparse
import os
import random
import re
import shlex
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import psutil
from dask_processes import Cluster, Ended, ask, asked, bytes_of, end, ended

QUESTIONS: dict[str, tuple[str, ...]] = {
    "run": ("run", "smallest", "--runs", "6000", "--engine", "simpy", "--no-report"),
    "sweep": (
        *("sweep", "smallest", "--param", "parties.all.retaliates=0.1,0.2,0.3"),
        *("--runs", "2000", "--engine", "simpy", "--no-report"),
    ),
}
WORKERS = 2
PATIENCE = 240.0


def worker_killed(made: Cluster, chance: random.Random) -> None:
    """Kill one that computes; its nanny starts another."""
    chance.choice(made.computing()).kill()


def nanny_killed(made: Cluster, chance: random.Random) -> None:
    """Kill a nanny and its worker at once, as when a machine goes; another comes later."""
    end(chance.choice([one for one in made.workers if one.poll() is None]))
    time.sleep(chance.uniform(0, 3))
    made.start_worker()


def nanny_alone_killed(made: Cluster, chance: random.Random) -> None:
    """Kill a nanny; its worker is left to itself."""
    chance.choice([one for one in made.workers if one.poll() is None]).kill()
    time.sleep(chance.uniform(0, 3))
    made.start_worker()


def scheduler_killed(made: Cluster, chance: random.Random) -> None:
    """Kill the scheduler; another comes at once, or too late."""
    assert made.scheduler is not None
    end(made.scheduler)
    time.sleep(chance.choice([0, 2, 6, 15]))
    made.start_scheduler()


def worker_held(made: Cluster, chance: random.Random) -> None:
    """Stop one that computes for some time."""
    held(chance.choice(made.computing()), chance)


def nanny_held(made: Cluster, chance: random.Random) -> None:
    """Stop a nanny for some time."""
    held(psutil.Process(chance.choice([w for w in made.workers if w.poll() is None]).pid), chance)


def scheduler_held(made: Cluster, chance: random.Random) -> None:
    """Stop the scheduler for some time."""
    assert made.scheduler is not None
    held(psutil.Process(made.scheduler.pid), chance)


def held(process: psutil.Process, chance: random.Random) -> None:
    """Stop a process, and let it go on."""
    process.suspend()
    time.sleep(chance.choice([0.5, 3, 12]))
    process.resume()


KILLS: dict[str, tuple[Callable[[Cluster, random.Random], None], int]] = {
    "worker killed": (worker_killed, 5),
    "machine killed": (nanny_killed, 3),
    "nanny killed": (nanny_alone_killed, 2),
    "scheduler killed": (scheduler_killed, 3),
    "worker held": (worker_held, 2),
    "nanny held": (nanny_held, 1),
    "scheduler held": (scheduler_held, 2),
}
"""What is done, and how often to the others."""


def mended(made: Cluster) -> None:
    """See to it that there are a scheduler and enough workers."""
    if made.scheduler is None or made.scheduler.poll() is not None:
        made.start_scheduler()
    for nanny in [one for one in made.workers if one.poll() is not None]:
        end(nanny)  # and the worker that it left
        made.workers.remove(nanny)
    for nanny in made.workers[WORKERS:]:
        end(nanny)
    del made.workers[WORKERS:]
    while len(made.workers) < WORKERS:
        made.start_worker()


def told(found: Ended) -> str:
    """Return how a command ended, for who reads it."""
    return f"exit code {found.code}\n{found.stderr[-3000:]}"


def tried(made: Cluster, name: str, kind: str, chance: random.Random, expected: object) -> str:
    """Disturb one study; return how it ended.

    Raises:
        AssertionError: if it hung, or ended as it should not.
    """
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        process = asked(*QUESTIONS[name], "--on", made.address, out=out)
        until = time.monotonic() + chance.uniform(1.5, 9)
        while process.poll() is None and time.monotonic() < until:
            time.sleep(0.05)
        late = process.poll() is not None
        with suppress(psutil.NoSuchProcess, IndexError):
            KILLS[kind][0](made, chance)
        found = ended(process, PATIENCE)
        assert "Traceback" not in found.stderr, told(found)
        assert "distributed" not in found.stderr, told(found)
        if found.code == 0:
            assert bytes_of(out) == expected, "other bytes\n" + told(found)
            return "too late" if late else "finished"
        assert found.code in (1, 2), told(found)
        assert found.stderr.strip(), "nothing was said"
        mended(made)
        return resumed(name, out, found, expected)


def resumed(name: str, out: Path, found: Ended, expected: object) -> str:
    """Carry on as it was said; return how it ended."""
    said = re.search(r"Carry on\s+(.*)", found.stderr)
    if said is None:
        # Nothing was finished yet, so there is nothing to carry on with.
        assert not list(out.glob("*/*")), "no command to carry on\n" + told(found)
        return "told before the first run"
    words = shlex.split(said[1])
    again = ask(*words[words.index(name) : words.index("--out")], "--no-report", out=out)
    assert again.code == 0, told(found) + told(again)
    assert bytes_of(out) == expected, "other bytes after it was resumed\n" + told(found)
    return "told and resumed"


def main() -> int:
    """Print what came of each kind."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", choices=KILLS)
    parser.add_argument("--logs", type=Path, default=Path("cluster-kills"))
    told_of = parser.parse_args()
    chance = random.Random(told_of.seed)  # noqa: S311 - nothing secret
    tally, faults = Counter[str](), 0
    with tempfile.TemporaryDirectory() as here:
        expected = {}
        for name, words in QUESTIONS.items():
            out = Path(here) / name
            assert ask(*words, "--jobs", "1", out=out).code == 0
            expected[name] = bytes_of(out)
    told_of.logs.mkdir(parents=True, exist_ok=True)
    made = Cluster(told_of.logs)
    try:
        for number in range(told_of.kills):
            mended(made)
            kinds = [kind for kind, (_, often) in KILLS.items() for _ in range(often)]
            kind, name = told_of.only or chance.choice(kinds), chance.choice(list(QUESTIONS))
            began = time.monotonic()
            try:
                how = tried(made, name, kind, chance, expected[name])
            except AssertionError as error:
                faults += 1
                how = "FAULT"
                text = f"{kind}, {name}\n{error}\n{made.logs()}"
                (told_of.logs / f"fault-{number}.txt").write_text(text)
            tally[f"{kind}: {how}"] += 1
            took = time.monotonic() - began
            print(f"{number} {name}, {kind}: {how}, {took:.0f} s", flush=True)
    finally:
        made.stop()
        for process in psutil.Process(os.getpid()).children(recursive=True):
            with suppress(psutil.NoSuchProcess):
                process.send_signal(signal.SIGKILL)
    for line, count in sorted(tally.items()):
        print(f"{count:4} {line}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
