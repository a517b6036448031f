"""The files of the page: a fixed list, read once, so that no request can name a file."""

import re
from importlib.resources import files
from typing import NamedTuple

PAGE = "explore.html"
_TYPES = {
    "html": "text/html",
    "css": "text/css",
    "js": "text/javascript",
    "svg": "image/svg+xml",
}
_NAME = re.compile(r"[a-z][a-z0-9-]*\.(?:html|css|js|svg)")


class File(NamedTuple):
    """One file: what it holds, and of which kind that is."""

    content: bytes
    kind: str


def page_files() -> dict[str, File]:
    """Return the page and what it loads, by name."""
    return {
        one.name: File(one.read_bytes(), f"{_TYPES[one.name.rpartition('.')[2]]}; charset=utf-8")
        for one in files("truce_sim.page").joinpath("static").iterdir()
        if _NAME.fullmatch(one.name)
    }
