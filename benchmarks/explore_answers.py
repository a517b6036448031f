"""How long a question to `explore` takes over HTTP, without a browser.

    python benchmarks/explore_answers.py [FILE] [--moves 60]

starts the program, moves sliders one stop at a time as a hand would, and prints milliseconds from
sending a question to having its answer: of as many histories as there are in 90 ms, of all 1,000,
and how much of that is not computing. Seconds depend on the machine and on what else it does; no
test times anything. From key to number on the page: `explore_latency.py`.
"""

import argparse
import http.client
import json
import random
import re
import subprocess
import sys
import time
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlsplit

_FIRST_MS = 90


class Asking:
    """Questions over one connection, as a browser asks them."""

    def __init__(self, address: str) -> None:
        self._path = urlsplit(address).path
        self._token = self._path.strip("/")
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=600)

    def __call__(self, name: str, body: dict[str, Any] | None = None) -> tuple[Any, float]:
        """Return an answer and the milliseconds that it took."""
        began = time.perf_counter()
        sent = None if body is None else json.dumps(body)
        headers = {"X-Truce-Token": self._token}
        method = "GET" if body is None else "POST"
        self._connection.request(method, self._path + name, sent, headers)
        answer = self._connection.getresponse()
        text = answer.read()
        assert answer.status == 200, text
        return json.loads(text), 1000 * (time.perf_counter() - began)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default="syria-2016")
    parser.add_argument("--moves", type=int, default=60)
    asked = parser.parse_args()
    command = [sys.executable, "-m", "truce_sim", "explore", asked.file, "--no-open"]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as program:
        try:
            assert program.stdout is not None
            address = next(
                found[0] for line in program.stdout if (found := re.search(r"http://\S+", line))
            )
            print(f"start to address: {1000 * (time.perf_counter() - began):.0f} ms")
            _measure(Asking(address), asked.moves)
        finally:
            program.terminate()


def _measure(ask: Asking, moves: int) -> None:
    opening, took = ask("opening")
    print(f"address to what the page begins with: {took:.0f} ms ({opening['engine']})")
    luck = random.Random(1)  # noqa: S311 - which slider a hand moves
    at = {one["path"]: one["file"] for one in opening["sliders"]}
    last = {one["path"]: len(one["stops"]) - 1 for one in opening["sliders"]}
    first, whole, histories, carried = [], [], [], []
    for _ in range(moves):
        path = luck.choice(list(at))
        at[path] += 1 if at[path] < last[path] else -1
        state = {"inputs": dict(at)}
        answer, took = ask("answer", {"state": state, "within": _FIRST_MS})
        first.append(took)
        histories.append(answer["histories"])
        carried.append(took - answer["milliseconds"])
        whole.append(took + ask("answer", {"state": state})[1])
    print(f"first answer, {moves} moves: {_told(first)}")
    print(f"of histories: median {median(histories):.0f}, fewest {min(histories)}")
    print(f"all 1,000: {_told(whole)}")
    print(f"not computing: {_told(carried)}")


def _told(milliseconds: list[float]) -> str:
    return f"median {median(milliseconds):.1f} ms, p90 {quantiles(milliseconds, n=10)[8]:.1f} ms"


if __name__ == "__main__":
    main()
