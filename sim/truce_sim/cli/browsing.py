"""Opening an address in a browser, where there is one with windows."""

import os
import webbrowser
from contextlib import suppress


def opened(address: str) -> bool:
    """Open an address; return whether there was a browser to do so.

    One that takes over the terminal is none, unless it is asked for (`BROWSER`).
    """
    with suppress(webbrowser.Error, OSError):
        browser = webbrowser.get()
        in_terminal = type(browser) is webbrowser.GenericBrowser
        if not in_terminal or "BROWSER" in os.environ:
            return browser.open(address)
    return False
