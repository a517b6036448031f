"""`brief`: a finished run on one printed page, and its charts as slides."""

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from truce_sim.cli.console import answers, messages
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.report.registry import question_of
from truce_sim.report.stored import for_report, result_of, story_of
from truce_sim.report.terminal import show, signpost
from truce_sim.runs.files import spoken, write_whole
from truce_sim.runs.formats.extras import lack_of
from truce_sim.runs.store import Store, StoreError

if TYPE_CHECKING:
    from truce_sim.report.brief.sheet import Sheet


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command.

    Raises:
        UsageError: if there is no such run, or the files cannot be written.
    """
    if parsed.slides == "pptx" and (lack := lack_of("pptx", option="--slides")):
        raise UsageError(lack)
    try:
        stored = Store(Path(parsed.out)).find(parsed.run)
        result = result_of(stored)
        stored.check(drawn=False)
        story = story_of(stored, result)
        folder = Path(parsed.to)
        if not folder.is_dir():
            raise UsageError(f"there is no folder {folder}")
        targets = {"Brief": folder / f"{stored.run_id}-brief.pdf"}
        if parsed.slides != "none":
            targets["Slides"] = folder / f"{stored.run_id}-slides.{parsed.slides}"
        there = [str(target) for target in targets.values() if target.exists()]
        if there and not parsed.replace:
            raise UsageError(
                f"{' and '.join(there)} {'are' if len(there) > 1 else 'is'} there already; name "
                "another folder with --to, or add --replace"
            )
        # Drawing is slow to load: nothing is loaded for what is refused.
        from truce_sim.report.brief.sheet import Sheet

        charts = question_of(result).charts(result, story)
        sheet = Sheet(result, story, for_report(stored.manifest()), charts)
        makes: dict[str, Callable[[], bytes]] = {
            "Brief": lambda: _page(sheet, browse=not parsed.no_browser),
            "Slides": lambda: _slides(sheet, parsed.slides),
        }
        for name, target in targets.items():
            content = makes[name]()
            with spoken(target):
                write_whole(target, content)
    except StoreError as error:
        raise UsageError(str(error)) from None
    show(answers(), signpost([(name, str(target)) for name, target in targets.items()]))
    return Exit.FINISHED


def _page(sheet: "Sheet", *, browse: bool) -> bytes:
    """Return the one page: printed by a browser, or drawn where there is none that does it."""
    from truce_sim.report.brief.drawn import drawn
    from truce_sim.report.brief.printed import NotPrintedError, browser, printed
    from truce_sim.report.page import build_page

    found = browser() if browse else None
    if found is not None:
        try:
            page = build_page(sheet.result, sheet.story, sheet.manifest, sheet.charts)
            return printed(page, found)
        except NotPrintedError as error:
            said = f"Drawn without a browser: {error}."
            messages().print(said)
    return drawn(sheet)


def _slides(sheet: "Sheet", form: str) -> bytes:
    from truce_sim.report.brief.slides import slides

    if form == "pptx":
        from truce_sim.report.brief.powerpoint import powerpoint

        return powerpoint(sheet)
    return slides(sheet)
