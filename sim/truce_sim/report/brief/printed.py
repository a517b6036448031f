"""The sheet printed from the page's own print style, by a browser of this machine."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "msedge")
_PLACES = {
    "darwin": (
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "/Applications/Chromium.app/Contents/MacOS/Chromium",
        "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    ),
    "win32": (
        r"C:\Program Files\Google\Chrome\Application\chrome.exe",
        r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    ),
}
_SECONDS = 60
_ZOOMS = (0.86, 0.76, 0.66)
"""Sizes tried until it is one sheet: smaller than on the page's own print, for the sake of the chart."""
_ONLY = """<style>@media print{{main>:not(.brief),.brief nav{{display:none}}\
.brief{{zoom:{zoom};height:calc(274mm / {zoom})}}}}</style></head>"""


class NotPrintedError(Exception):
    """No browser printed it; the message says why, in a clause."""


def browser() -> str | None:
    """Return a browser that prints without a window, if this machine has one."""
    found = next(filter(None, map(shutil.which, _NAMES)), None)
    return found or next(filter(os.path.exists, _PLACES.get(sys.platform, ())), None)


def printed(page: str, browser: str) -> bytes:
    """Return the top of a page as a PDF of one sheet.

    Args:
        page: HTML, as `report.page.build_page` makes it.
        browser: Chromium, or one of its kind.

    Raises:
        NotPrintedError: if the browser fails, takes too long, or needs more than a sheet.
    """
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for content in _tries(page, browser, Path(folder)):
            if len(re.findall(rb"/Type\s*/Page\b", content)) == 1:
                return content
    raise NotPrintedError("it does not fit on one sheet")


def _tries(page: str, browser: str, folder: Path) -> Iterator[bytes]:
    source, target = folder / "page.html", folder / "page.pdf"
    for zoom in _ZOOMS:
        only = _ONLY.format(zoom=zoom)
        source.write_text(page.replace("</head>", only, 1), encoding="utf-8")
        target.unlink(missing_ok=True)
        _print(browser, folder, source, target)
        try:
            yield target.read_bytes()
        except OSError:
            raise NotPrintedError("it wrote nothing") from None


def _print(browser: str, folder: Path, source: Path, target: Path) -> None:
    """Have a page printed, by a profile of its own that reaches no network.

    Raises:
        NotPrintedError: if that fails, or takes too long.
    """
    words = [browser, "--headless", "--disable-gpu", "--no-first-run", "--no-pdf-header-footer"]
    words += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
    words += ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-dev-shm-usage"]
    if sys.platform == "linux" and os.geteuid() == 0:
        words.append("--no-sandbox")  # it refuses to start for root otherwise; the page is our own
    words += [f"--user-data-dir={folder / 'profile'}", f"--print-to-pdf={target}", source.as_uri()]
    try:
        subprocess.run(  # noqa: S603 - the words are our own
            words, check=True, capture_output=True, timeout=_SECONDS
        )
    except subprocess.TimeoutExpired:
        raise NotPrintedError(f"it took more than {_SECONDS} seconds") from None
    except (OSError, subprocess.CalledProcessError) as error:
        raise NotPrintedError(f"it could not be used ({type(error).__name__})") from None
