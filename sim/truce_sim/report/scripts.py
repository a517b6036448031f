"""The few lines of script that a page carries, and the content policy that lets only them run."""

import base64
import hashlib
from collections.abc import Iterable
from importlib.resources import files

_FOLDER = files("truce_sim.report") / "templates"


def script(names: Iterable[str]) -> str:
    """Return the scripts of some names, one after the other, as they stand in a page."""
    return "\n".join((_FOLDER / f"{name}.js").read_text(encoding="utf-8") for name in names)


def policy(text: str) -> str:
    """Return the content policy of a page: nothing is loaded, and one script is run, this one."""
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return (
        f"default-src 'none'; script-src 'sha256-{digest}'; style-src 'unsafe-inline'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
