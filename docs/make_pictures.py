"""Draws the pictures of README and gallery from real commands, so that they cannot go stale.

python docs/make_pictures.py                    all of them: some minutes
python docs/make_pictures.py --results DIR      keeps results in DIR, and draws again from there
python docs/make_pictures.py --only now         those of one command, or of several
python docs/make_pictures.py --page             only docs/gallery.md and the bad file: runs nothing

The photograph of the report needs Chromium (Debian: apt-get install chromium); without it the old
one stays.

A new study is one more row of SHOWN.
"""

import argparse
import io
import re
import shlex
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from textwrap import wrap

from PIL import Image
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text
from truce_sim.cli.colours import coloured
from truce_sim.cli.main import main as command
from truce_sim.report.files import Dress
from truce_sim.report.pictures import chart_files
from truce_sim.report.stored import result_of, story_of
from truce_sim.report.terminal import show, signpost, tells, title
from truce_sim.runs.store import Store, Stored
from truce_sim.scenario import ScenarioFaults, load, render_plain
from truce_sim.studies.results.common import Result

HERE = Path(__file__).parent
GALLERY = HERE / "gallery"
SYRIA = "syria-2016"
OBSERVED = "syria-2016-observed"
TOP_OF_REPORT = 1762
"""Pixels: down to the end of the chart of survival."""
HEADROOM = "parties.all.headroom=0.3 x before:1.2 x before:4"
THEME = TerminalTheme(
    (251, 252, 253),
    (27, 39, 51),
    [(27, 39, 51), (180, 71, 15), (15, 84, 104), (160, 110, 20)] + [(90, 103, 114)] * 4,
    [(90, 103, 114)] * 8,
)
_OUTSIDE = re.compile(r"@font-face\s*\{.*?\}|<!--.*?-->", re.DOTALL)

BAD_FILE = """\
title = "A first try"
[dates]
truce_starts = "2016-02-27"
talks = "2016-03-09 15:00"
[parties.government]
violates = { chance = 8, every = "1 day" }
hits = { opposition = 1 }
[parties.opposition]
violates = { chance = 0.5, every = "1 day" }
hits = { goverment = 1 }
[verification]
teems = 3
finds = 0.5
clears = 0.5
checked_in = 34
"""


@dataclass(frozen=True)
class Shown:
    """A command, and what of its answer is shown: charts by name, with the question they answer."""

    arguments: tuple[str, ...]
    charts: tuple[tuple[str, str], ...]
    terminal: str = ""
    """Name of the picture of its terminal, if there is one."""

    @property
    def line(self) -> str:
        """The command as a user types it."""
        return f"truce-sim {shlex.join(self.arguments)}"

    @property
    def folder(self) -> Path:
        """Where its charts go."""
        return GALLERY / self.arguments[0]


SHOWN = (
    Shown(
        ("run", SYRIA),
        (
            ("survival", "How long does it last?"),
            ("causes", "What ends it?"),
            ("violations", "What would the monitors see?"),
            ("one-run", "What does one run look like?"),
        ),
        terminal="run",
    ),
    Shown(
        ("compare", SYRIA, "--runs", "400"),
        (("options", "What would change the odds?"),),
        terminal="compare",
    ),
    Shown(
        (
            *("sweep", SYRIA, "--runs", "400"),
            *("--param", "parties.government.violates.per_day=25:55:4", "--param", HEADROOM),
        ),
        (("sweep", "Where do the odds tip?"),),
    ),
    Shown(
        ("postpone", SYRIA, "--runs", "400", "--talks", "2016-03-07,2016-03-09,2016-03-14"),
        (("postpone", "What does waiting buy, and cost?"),),
        terminal="postpone",
    ),
    Shown(
        ("require", SYRIA, "--runs", "400", "--holds", "0.7", "--by", HEADROOM.rpartition(":")[0]),
        (("require", "How much is enough?"),),
    ),
    Shown(
        ("sensitivity", SYRIA, "--runs", "300"),
        (("tornado", "Which inputs move the odds?"), ("variance", "How much is luck?")),
    ),
    Shown(
        ("now", OBSERVED, "--until", "2016-03-03"),
        (
            ("days", "What did each day change?"),
            ("seen-snhr", "What was counted, and what would have been?"),
            ("curve", "How does it go on?"),
        ),
        terminal="now",
    ),
    Shown(
        ("backtest",), (("reliability-not-renounced", "How good were the odds of past truces?"),)
    ),
)


def terminal_picture(name: str, lines: Iterable[Text]) -> str:
    """Return what a terminal shows as an SVG without anything from outside."""
    console = Console(
        record=True,
        width=80,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
    )
    show(console, iter(lines))
    svg = console.export_svg(title=f"truce-sim {name}", theme=THEME, unique_id=name)
    return _OUTSIDE.sub("", svg).replace("Fira Code", "ui-monospace, Menlo, Consolas")


def typed(line: str) -> list[Text]:
    """Return a command as typed at a prompt, broken where it is wider than the terminal."""
    broken = wrap(f"$ {line}", 78, subsequent_indent="    ", break_long_words=False)
    ends = [" \\"] * (len(broken) - 1) + [""]
    return [Text(part + end, style="bold") for part, end in zip(broken, ends, strict=True)]


def answer(shown: Shown, result: Result, scenario: str) -> list[Text]:
    """Return what the terminal says to a command."""
    return [
        *typed(shown.line),
        *title(result.heading),
        *tells(result),
        *signpost([("Report", f"results/{scenario}/<run id>/report.html")]),
    ]


def bad_file() -> list[Text]:
    """Return what the terminal says of a bad scenario file."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "first-try.toml"
        path.write_text(BAD_FILE, encoding="utf-8")
        try:
            load(path)
        except ScenarioFaults as error:
            told = render_plain(error.faults).replace(str(path), path.name)
            lines = [coloured(line) for line in told.splitlines()]
            return [Text("$ truce-sim check first-try.toml", style="bold"), *lines]
    raise AssertionError("the bad file is good")


def page() -> str:
    """Return docs/gallery.md."""
    parts = [
        "# Gallery",
        "Each picture with the question it answers, under the command that makes it, drawn by\n"
        "`python docs/make_pictures.py` from real results. The commands write all of them into\n"
        "the report, and beside it as SVG and PNG. The scenario is one reading of Syria in 2016,\n"
        "with guessed numbers: compare with it, do not quote its odds. They differ by a few\n"
        "points from command to command, because each runs its own number of histories.",
    ]
    for shown in SHOWN:
        parts += [f"## `{shown.arguments[0]}`", f"    {shown.line}"]
        if shown.terminal:
            parts += [
                f"In the terminal:\n\n![Terminal: answer of {shown.arguments[0]}]"
                f"({shown.terminal}.svg)"
            ]
        for key, question in shown.charts:
            parts += [
                f"**{question}**",
                f"![{question}](gallery/{shown.arguments[0]}/{key}.svg)",
            ]
    return "\n\n".join(parts) + "\n"


def stored_of(shown: Shown, results: Path) -> Stored:
    """Return the result of a command from a folder of its own; run it if it is not there."""
    store = Store(results / shown.arguments[0])
    found = [one for one in store.all() if one.finished and _asked(one) == shown.arguments]
    if not found:
        sys.stdout.write(f"{shown.line}\n")
        command([*shown.arguments, "--out", str(store.root), "-q", "--no-report"])
        return store.find("latest")
    return found[0]


def _asked(stored: Stored) -> tuple[str, ...]:
    """Return what a stored command asked for, without where and how."""
    return tuple(stored.manifest()["question"])


def draw(shown: Shown, results: Path) -> None:
    """Draw the pictures of a command."""
    stored = stored_of(shown, results)
    result = result_of(stored)
    shown.folder.mkdir(parents=True, exist_ok=True)
    charts = chart_files(result, story_of(stored, result), ("svg",))
    for key, _ in shown.charts:
        (shown.folder / f"{key}.svg").write_bytes(charts[f"{key}.svg"])
    if shown.terminal:
        svg = terminal_picture(shown.terminal, answer(shown, result, stored.scenario))
        (HERE / f"{shown.terminal}.svg").write_text(svg, encoding="utf-8")
    if shown.arguments[0] == "run":
        about = stored.manifest()
        page = Dress(result, story_of(stored, result)).files(about, ("html",))["report.html"]
        photograph(str(page), HERE / "report.png", TOP_OF_REPORT)


def photograph(page: str, target: Path, high: int) -> None:
    """Write the top of a page as a screen shows it, `high` pixels of it, as a PNG of twice that."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.stderr.write(f"no chromium: {target} stays as it is\n")
        return
    with tempfile.TemporaryDirectory() as folder:
        source, shot = Path(folder) / "report.html", Path(folder) / "shot.png"
        source.write_text(page, encoding="utf-8")
        flags = ("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars")
        size = ("--force-device-scale-factor=2", f"--window-size=980,{high}")
        subprocess.run(  # noqa: S603 - our own page
            [chromium, *flags, *size, f"--screenshot={shot}", source.as_uri()],
            check=True,
            capture_output=True,
        )
        # The page has few colours: a palette of them halves the file and loses nothing.
        with Image.open(shot) as image:
            image.convert("RGB").quantize(128).save(target, optimize=True)


def main(arguments: list[str]) -> int:
    """Draw, or write the page alone."""
    parser = argparse.ArgumentParser(description="Draw the pictures of README and gallery.")
    parser.add_argument("--page", action="store_true", help="only what needs no run")
    parser.add_argument("--results", type=Path, metavar="DIR", help="keep results here")
    parser.add_argument("--only", nargs="+", metavar="COMMAND", help="draw those of these commands")
    parsed = parser.parse_args(arguments)
    (HERE / "gallery.md").write_text(page(), encoding="utf-8")
    (HERE / "bad-file.svg").write_text(terminal_picture("check", bad_file()), encoding="utf-8")
    if parsed.page:
        return 0
    with tempfile.TemporaryDirectory() as aside:
        for shown in SHOWN:
            if parsed.only is None or shown.arguments[0] in parsed.only:
                draw(shown, parsed.results or Path(aside))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
