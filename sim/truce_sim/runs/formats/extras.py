"""Formats that need a library which not everybody has, and how to get it."""

from importlib.util import find_spec

from truce_sim.runs.installing import install_command

_NEEDS = {
    "parquet": ("pyarrow", "pyarrow"),
    "xlsx": ("xlsxwriter", "XlsxWriter"),
    "pptx": ("pptx", "python-pptx"),
}
"""Of a format, which is also the name of its extra: the module, and the library's own name."""


def lack_of(*formats: str, option: str = "--format") -> str:
    """Return what the first format that lacks something needs, in a sentence; "" if none does.

    Args:
        formats: what is asked for.
        option: how it is asked for.
    """
    for form in formats:
        module, library = _NEEDS.get(form, ("", ""))
        if module and find_spec(module) is None:
            return f"{option} {form} needs {library}; try: {install_command(form)}"
    return ""
