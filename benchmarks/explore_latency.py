"""From a key on a slider to a new number on the page of `explore`, in headless Chromium.

    python benchmarks/explore_latency.py [FILE] [--moves 40]

starts the program and a browser, and prints milliseconds as the page itself sees them: from a key
to the first new answer in the document and of how many histories that is, from a key to all 1,000,
and from opening the page to its first number. Seconds depend on the machine and on what else it
does; no test times anything.
"""

import argparse
import random
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1] / "tests" / "support")]

import devtools  # noqa: E402 - after the line above

_WATCH = """
window.seen = [];
let pressed = null;
addEventListener("keydown", event => { pressed = event.timeStamp; }, true);
addEventListener("DOMContentLoaded", () => {
  new MutationObserver(() => {
    const histories = Number(document.getElementById("answer").dataset.histories);
    seen.push({pressed, at: performance.now(), histories});
  }).observe(document.getElementById("answer"), {attributeFilter: ["data-histories"]});
});
"""
"""Notes each answer as it comes into the document, and the key before it."""
_RESTS_S = (0.3, 2.0)
"""How long the hand rests between two keys: in the midst of what is asked while it does."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser()
    parser.add_argument("file", nargs="?", default="syria-2016")
    parser.add_argument("--moves", type=int, default=40)
    asked = parser.parse_args()
    with (
        subprocess.Popen(
            [sys.executable, "-m", "truce_sim", "explore", asked.file, "--no-open"],
            stdout=subprocess.PIPE,
            text=True,
        ) as program,
        devtools.page() as page,
    ):
        try:
            _measure(page, _address(program), asked.moves)
        finally:
            program.terminate()


def _address(program: "subprocess.Popen[str]") -> str:
    assert program.stdout is not None
    for line in program.stdout:
        if found := re.search(r"http://\S+", line):
            return found[0]
    sys.exit("explore told no address")


def _measure(page: devtools.Page, address: str, moves: int) -> None:
    page.call("Page.addScriptToEvaluateOnNewDocument", source=_WATCH)
    page.size(1190, 1000)
    for word in ("cold", "warm"):
        page.open("about:blank")
        page.open(address)
        page.until("seen.length > 0", seconds=120)
        print(f"open to first number, {word}: {page.evaluate('seen[0].at'):.0f} ms")
        page.until("seen.some(one => one.histories >= 1000)", seconds=120)
    luck = random.Random(1)  # noqa: S311 - when a hand moves
    first, histories, whole = [], [], []
    for move in range(moves):
        page.evaluate(f"document.querySelectorAll('.slider input')[{move % 6}].focus()")
        seen = _moved(page, "ArrowRight")
        first.append(seen[0]["at"] - seen[0]["pressed"])
        histories.append(seen[0]["histories"])
        whole.append(
            next(one["at"] for one in seen if one["histories"] >= 1000) - seen[0]["pressed"]
        )
        time.sleep(luck.uniform(*_RESTS_S))
    print(f"key to new number, {moves} moves: {_told(first)}")
    print(f"of histories: median {statistics.median(histories):.0f}, fewest {min(histories)}")
    print(f"key to 1,000 histories: {_told(whole)}")


def _moved(page: devtools.Page, key: str) -> list[dict[str, Any]]:
    page.evaluate("seen.length = 0")
    page.press(key)
    page.until("seen.some(one => one.pressed !== null && one.histories >= 1000)", seconds=120)
    return [one for one in page.evaluate("seen") if one["pressed"] is not None]


def _told(milliseconds: list[float]) -> str:
    tenths = statistics.quantiles(milliseconds, n=10)
    return f"median {statistics.median(milliseconds):.0f} ms, p90 {tenths[8]:.0f} ms"


if __name__ == "__main__":
    main()
