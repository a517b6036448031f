"""A progress bar with the running estimate; off a terminal, a line every tenth."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from typing import Any

from rich.console import Console
from rich.live import Live
from rich.text import Text

from truce_sim.api.notebook import shell
from truce_sim.report import words
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
        self._since = (time.monotonic(), 0)
        """When these runs were begun, and how many of them were finished then."""

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
        last, self._last = self._last, progress
        if last is None or progress.done < last.done or progress.wanted != last.wanted:
            self._since = (time.monotonic(), progress.done)
        if progress.wanted == 0 or progress.ended:
            return
        if self._live is not None:
            self._live.update(self._line(progress))
            return
        task = f"{progress.settings}/{progress.wanted}"
        tenths = 10 * progress.done // progress.wanted
        if task != self._task or tenths < self._tenths:
            # Other runs, as many as before: another part of the same study.
            self._task, self._tenths = task, -1
        if tenths > self._tenths and progress.done:
            self._tenths = tenths
            self._console.print(f"  Simulating  {self.said(progress)}", soft_wrap=True)

    def _line(self, progress: Progress) -> Text:
        left = self._seconds_left(progress)
        line = Text("  Simulating  ")
        room = self._console.width - len(line.plain) - (len(left) + 2 if left else 0)
        said = self._fitting(progress, room - 1)
        bar = max(0, min(_BAR, room - 1 - len(said)))
        filled = bar * progress.done // progress.wanted
        line.append("━" * filled, style="color(30)")
        line.append("━" * (bar - filled), style="bright_black")
        line.append(f" {said}" if bar else said)
        if left:
            line.append(f"  {left}", style="bright_black")
        return line

    def _fitting(self, progress: Progress, room: int) -> str:
        """Return how far it is, in as many words as there is room for."""
        pieces = [self._runs(progress), *self._workers(progress)]
        while len(pieces) > 1 and len(", ".join(pieces)) > room:
            pieces.pop()
        return ", ".join(pieces)

    def said(self, progress: Progress) -> str:
        """Return how far it is, in numbers."""
        return ", ".join([self._runs(progress), *self._workers(progress)])

    def _workers(self, progress: Progress) -> Iterator[str]:
        if not progress.workers:
            return
        yield "1 worker" if progress.workers == 1 else f"{progress.workers:,} workers"
        began, before = self._since
        speed = (progress.done - before) / max(time.monotonic() - began, 0.1)
        if speed >= 1:
            yield f"{words.two_digits(round(speed)):,} runs/s"

    def _runs(self, progress: Progress) -> str:
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


def unheard(_: str) -> None:
    """Tell a sentence to nobody: nobody looks."""


Listener = Callable[[Progress], None]


@contextmanager
def watched(asked: bool | Listener | None) -> Iterator[tuple[Listener, Callable[[str], None]]]:
    """Yield who is told how far it is, and who is told sentences, where Python asks.

    Args:
        asked: whom to tell; whether to show it; None: in a notebook and on a terminal only. What
            was shown is gone in the end.
    """
    if callable(asked):
        yield asked, unheard
    elif asked is not False and (display := _notebook()) is not None:
        line = _NotebookLine(display)
        try:
            yield line, line.say
        finally:
            line.clear()
    elif asked or (asked is None and sys.stderr.isatty()):
        console = Console(stderr=True)
        with reporting(console, quiet=False) as reporter:
            yield (
                reporter,
                lambda said: console.print(said, soft_wrap=True, highlight=False, markup=False),
            )
    else:
        yield (lambda _: None), unheard


def _notebook() -> Any | None:  # noqa: ANN401 - of a library that need not be there
    """Return what shows things in the notebook that this runs in; None if it runs in none."""
    if shell() is None:
        return None
    from IPython import display

    return display


class _NotebookLine:
    """One line of a notebook that is written over."""

    def __init__(self, display: Any) -> None:  # noqa: ANN401
        self._html = display.HTML
        self._handle = display.display(self._html(""), display_id=True)
        self._shown = 0.0
        self._reporter = Reporter(Console(quiet=True), None)

    def __call__(self, progress: Progress) -> None:
        now = time.monotonic()
        if not progress.wanted or (now - self._shown < 0.2 and progress.done < progress.wanted):
            return
        self._shown = now
        said = escape(self._reporter.said(progress))
        bar = f'<progress max="{progress.wanted}" value="{progress.done}"></progress>'
        self._handle.update(self._html(f"{bar} Simulating {said}"))

    def say(self, sentence: str) -> None:
        """Show a sentence in its place."""
        self._handle.update(self._html(escape(sentence)))

    def clear(self) -> None:
        """Leave nothing behind."""
        self._handle.update(self._html(""))
