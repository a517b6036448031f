"""A progress bar with the running estimate; off a terminal, a line every tenth."""

import time
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.live import Live
from rich.text import Text

from truce_sim.runs.replications import Progress

_BAR = 24


class Reporter:
    """Is told how far the work is, and says so."""

    def __init__(self, console: Console, live: Live | None) -> None:
        self._console = console
        self._live = live
        self._tenths = -1
        self._task = ""
        self._started = time.monotonic()
        self._last: Progress | None = None

    def finished(self) -> str:
        """Return how much is finished, with its verb: "27 of 49 settings are finished and"."""
        last = self._last
        if last is None:
            return "What is finished is"
        if last.settings > 1 and last.settings_done:
            return f"{last.settings_done:,} of {last.settings:,} settings are finished and"
        return f"{last.done:,} of {last.wanted:,} runs are finished and"

    def __call__(self, progress: Progress) -> None:
        """Show how far it is."""
        self._last = progress
        if progress.wanted == 0 or progress.ended:
            return
        if self._live is not None:
            self._live.update(self._line(progress))
            return
        task = f"{progress.settings}/{progress.wanted}"
        if task != self._task:
            self._task, self._tenths = task, -1
        tenths = 10 * progress.done // progress.wanted
        if tenths > self._tenths and progress.done:
            self._tenths = tenths
            self._console.print(f"  Simulating  {self._said(progress)}", soft_wrap=True)

    def _line(self, progress: Progress) -> Text:
        filled = _BAR * progress.done // progress.wanted
        line = Text("  Simulating  ")
        line.append("━" * filled, style="color(30)")
        line.append("━" * (_BAR - filled), style="bright_black")
        line.append(f" {self._said(progress)}")
        left = self._seconds_left(progress)
        if left:
            line.append(f"  {left}", style="bright_black")
        return line

    def _said(self, progress: Progress) -> str:
        if progress.settings > 1:
            runs = f"{progress.done:,} of {progress.wanted:,} runs"
            return f"{runs}, {progress.settings_done:,} of {progress.settings:,} settings"
        said = f"{progress.done:,} of {progress.wanted:,}"
        return (
            f"{said}, so far {100 * progress.held / progress.done:.0f}" if progress.done else said
        )

    def _seconds_left(self, progress: Progress) -> str:
        spent = time.monotonic() - self._started
        if spent < 2 or not progress.done or progress.done == progress.wanted:
            return ""
        return f"{spent * (progress.wanted - progress.done) / progress.done:.0f} s left"


@contextmanager
def reporting(console: Console, *, quiet: bool) -> Iterator[Reporter]:
    """Yield who reports progress: a live line on a terminal, plain lines elsewhere."""
    if quiet:
        yield Reporter(Console(quiet=True), None)
    elif console.is_terminal and not console.no_color:
        with Live(console=console, transient=True, refresh_per_second=8) as live:
            yield Reporter(console, live)
    else:
        yield Reporter(console, None)
