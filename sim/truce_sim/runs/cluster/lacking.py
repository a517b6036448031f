"""Whether what a cluster needs is installed here; nothing of it is loaded to know."""

from importlib.util import find_spec

from truce_sim.runs.installing import install_command

LIBRARY = "distributed"


def lacking() -> str:
    """Return what a cluster needs and is not installed here, as a clause, or ""."""
    if find_spec(LIBRARY) is not None:
        return ""
    return f"a cluster needs {LIBRARY}; try: {install_command('cluster')}"
