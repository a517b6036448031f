"""How the site is built from the pages: `python docs/make_site.py`.

The whole project is the source, so that README and CONTRIBUTING are pages like those of `docs/`,
and a link that works on a code host works here.
"""

import re
from pathlib import PurePosixPath
from typing import Any

from sphinx.application import Sphinx
from sphinx.ext.napoleon.docstring import GoogleDocstring
from truce_sim import __version__

project = "truce-sim"
release = version = __version__
html_title = "truce-sim"
copyright = "the authors; MIT licence"  # noqa: A001 - Sphinx's own name for it

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.napoleon"]
root_doc = "docs/index"
include_patterns = [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "benchmarks/results.md",
    "docs/**.md",
    "docs/**.ipynb",
    "sim/truce_sim/evidence/README.md",
]
exclude_patterns = [".*", "build", "results", "docs/paper"]

nitpicky = True
myst_heading_anchors = 4
myst_links_external_new_tab = False
suppress_warnings: list[str] = []
highlight_language = "text"
# What is quoted is there to be typed.
smartquotes = False
pygments_style = "friendly"
pygments_dark_style = "github-dark"

# Notebooks are kept without what they show, and run here; one that fails is a fault of the site.
nb_execution_mode = "auto"
nb_execution_in_temp = True
nb_execution_raise_on_error = True
nb_execution_timeout = 600
nb_ipywidgets_js: dict[str, dict[str, str]] = {}

autodoc_typehints = "description"
autodoc_typehints_description_target = "documented_params"
autodoc_member_order = "bysource"
autodoc_default_options = {"exclude-members": "model_config"}
toc_object_entries_show_parents = "hide"
default_role = "code"
# Docstrings are read by `with_sections`, below.
napoleon_google_docstring = napoleon_numpy_docstring = False
napoleon_use_ivar = True
napoleon_use_rtype = False
python_maximum_signature_line_length = 70
python_use_unqualified_type_names = True
# Of types, only our public names have a place to lead to.
nitpick_ignore_regex = [("py:.*", r"(?!truce_sim\.\w+$).*")]

html_theme = "furo"
html_static_path = ["_static"]
html_css_files = ["site.css"]
html_js_files = [("site.js", {"defer": "defer"})]
templates_path = ["_templates"]
html_additional_pages = {"index": "to_index.html"}
html_copy_source = False
# The search finds names as well.
html_use_index = html_domain_indices = False
html_show_sphinx = False

_LINK = re.compile(r"(?m)^- \[([^\]]+)\]\(([^)#:]+)\.(?:md|ipynb)\)")


def with_navigation(_: Sphinx, docname: str, source: list[str]) -> None:
    """Make the lists of links of an index the navigation, so that both are told once.

    A list under a heading of the first page stands under that caption.
    """
    if PurePosixPath(docname).name != "index":
        return
    rooms = re.split(r"(?m)^## (.+)$", source[0])
    trees = [("", rooms[0]), *zip(rooms[1::2], rooms[2::2], strict=True)]
    for caption, text in trees:
        pages = [f"{title} <{_from_here(page)}>" for title, page in _LINK.findall(text)]
        if pages:
            named = f":caption: {caption}\n" if caption and docname == root_doc else ""
            listed = "\n".join(pages)
            source[0] += f"\n```{{toctree}}\n:hidden:\n{named}\n{listed}\n```\n"


def _from_here(page: str) -> str:
    return page if page.startswith(".") else f"./{page}"


def with_sections(
    app: Sphinx,
    what: Any,  # noqa: ANN401 - one of Sphinx's own words
    name: str,
    thing: object,
    options: object,
    lines: list[str],
) -> None:
    """Read the sections of a docstring; that of a value is a sentence, colons and all."""
    if what not in ("property", "attribute"):
        lines[:] = GoogleDocstring(lines, app.config, app, what, name, thing).lines()


def without_making(
    app: Sphinx,
    what: str,
    name: str,
    thing: object,
    options: object,
    signature: str | None,
    returns: str | None,
) -> tuple[str, str] | None:
    """Leave out how objects are made: nobody makes ours by hand."""
    return ("", "") if signature and what in ("class", "exception") else None


def setup(app: Sphinx) -> None:
    """Register what is done beside what Sphinx does."""
    app.connect("source-read", with_navigation)
    app.connect("autodoc-process-docstring", with_sections)
    app.connect("autodoc-process-signature", without_making)
