"""Report, charts and workbook, made when the answer is stored: what fails here costs a sentence."""

from collections.abc import Sequence

from rich.console import Console

from truce_sim.cli.ends import report_command, told
from truce_sim.cli.exits import Exit
from truce_sim.garbage import uncollected
from truce_sim.report.files import Dress
from truce_sim.runs.interrupts import interrupted
from truce_sim.runs.store import Store, Stored, StoreError
from truce_sim.studies.results.common import Result

_DRAWN = (
    ("html", "its report"),
    ("svg", "its charts (SVG)"),
    ("png", "its charts (PNG)"),
    ("xlsx", "its workbook"),
)


def dress(
    stored: Stored,
    store: Store,
    told_in: Dress,
    formats: Sequence[str],
    messenger: Console,
    *,
    debug: bool,
) -> Exit:
    """Draw what is asked for into a result's folder; return the exit code.

    Args:
        stored: the result.
        store: where it lies.
        told_in: the answer.
        formats: what is asked for; tables are written elsewhere.
        messenger: is told what failed.
        debug: whether in full.

    Raises:
        KeyboardInterrupt: if it was stopped; a library may have made something else of it.
    """
    failed: list[tuple[str, str, str]] = []
    closed = True
    for one, name in _DRAWN:
        if one not in formats:
            continue
        try:
            with uncollected():
                drawn = told_in.files(stored.manifest(), [one])
            store.dress(stored, drawn)
        except StoreError as error:
            failed.append((name, str(error), ""))
            closed = closed and error.closed
        except Exception as error:
            if interrupted(error):
                raise KeyboardInterrupt from error
            failed.append((name, *told(error, debug=debug)))
            closed = False
    if "png" in formats and not failed:
        _tell_boxes(told_in.result, messenger)
    for name, fault, details in failed:
        again = report_command(stored, store)
        messenger.print(
            f"The answer is stored, but {name} could not be made ({fault}); to try again: {again}",
            soft_wrap=True,
        )
        if details:
            messenger.print(details)
    if not failed:
        return Exit.FINISHED
    return Exit.BAD_INPUT if closed else Exit.FAILED


def _tell_boxes(result: Result, messenger: Console) -> None:
    """Say which names the PNGs cannot show for want of a font."""
    from truce_sim.report.pictures import names_left_out

    names = names_left_out(result)
    if names:
        messenger.print(
            f"No installed font has all letters of {', '.join(names)}: the PNG charts show boxes "
            "for them; the page and the SVG charts hold them as text.",
            soft_wrap=True,
        )
