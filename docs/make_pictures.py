"""Draws the README's terminal picture from a real run, so that it cannot go stale.

python docs/make_pictures.py            runs scenarios/syria-2016.toml and draws docs/run.svg
"""

import io
import re
import sys
import tempfile
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from sim.cli.main import main as command
from sim.report.stored import result_of
from sim.report.terminal import show, signpost, tells, title
from sim.runs.store import Store
from sim.studies.results import AnyResult

HERE = Path(__file__).parent
SCENARIO = "scenarios/syria-2016.toml"
THEME = TerminalTheme(
    (251, 252, 253),
    (27, 39, 51),
    [(27, 39, 51), (180, 71, 15), (15, 84, 104), (160, 110, 20)] + [(90, 103, 114)] * 4,
    [(90, 103, 114)] * 8,
)
_FONT = re.compile(r"@font-face\s*\{.*?\}", re.DOTALL)


def picture(result: AnyResult, folder: str) -> str:
    """Return the terminal's answer as an SVG without anything from outside."""
    console = Console(
        record=True,
        width=80,
        file=io.StringIO(),
        force_terminal=True,
        color_system="truecolor",
        highlight=False,
        markup=False,
    )
    console.print(Text(f"$ python run_sim.py run {SCENARIO}", style="bold"))
    show(console, title(result.heading))
    show(console, tells(result))
    show(console, signpost([("Report", f"{folder}/report.html")]))
    svg = console.export_svg(title="run_sim.py run", theme=THEME, unique_id="run")
    return _FONT.sub("", svg).replace("Fira Code", "ui-monospace, Menlo, Consolas")


def main() -> int:
    """Run the scenario and draw."""
    with tempfile.TemporaryDirectory() as out:
        code = command(["run", SCENARIO, "--out", out, "-q"])
        stored = Store(Path(out)).find("latest")
        svg = picture(result_of(stored), f"results/{stored.scenario}/{stored.run_id}")
    (HERE / "run.svg").write_text(svg, encoding="utf-8")
    return code


if __name__ == "__main__":
    sys.exit(main())
