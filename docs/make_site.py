"""Builds a site from the pages, strictly: a link that leads nowhere fails.

python docs/make_site.py           writes build/site; begin with its index.html
python docs/make_site.py FOLDER    writes FOLDER
"""

import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

DOCS = Path(__file__).parent


def build(folder: Path) -> int:
    """Build the site; return the exit code, 0 where nothing at all is amiss."""
    from sphinx.cmd.build import build_main  # noqa: PLC0415 - an extra, `docs`

    # The docstrings of this tree, and its code for notebooks, whatever is installed.
    own = str(DOCS.parent / "sim")
    sys.path.insert(0, own)
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [own, os.environ.get("PYTHONPATH")]))
    strict = ["--fail-on-warning", "--nitpicky", "--keep-going", "--fresh-env", "--quiet"]
    with TemporaryDirectory() as aside:
        kept = ["--conf-dir", str(DOCS), "--doctree-dir", aside]
        return build_main([*strict, *kept, "--builder", "html", str(DOCS.parent), str(folder)])


if __name__ == "__main__":
    sys.exit(build(Path(sys.argv[1]) if sys.argv[1:] else DOCS.parent / "build" / "site"))
