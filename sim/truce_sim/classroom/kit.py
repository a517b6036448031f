"""The files that a class uses, and a folder to use them in."""

from pathlib import Path

from truce_sim.shipped import folder as shipped_folder

BETS = "predictions.csv"
ENDINGS = "outcomes.csv"
FIRST = "teachers-page.md"
"""What to read first."""


def home() -> Path:
    """Return the folder in which they lie."""
    return shipped_folder("docs") / "teaching"


def files() -> list[Path]:
    """Return all of them, in the order of the alphabet."""
    return sorted(one for one in home().iterdir() if one.is_file() and one.suffix != ".py")


def lay(folder: Path) -> list[Path]:
    """Copy them into a folder, which is made where there is none.

    Args:
        folder: where to; a file there of one of their names is left as it is and hinders all.

    Returns:
        What was written.

    Raises:
        FileExistsError: if there is a file of such a name, before anything is written.
        OSError: if it cannot be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    pairs = [(one, folder / one.name) for one in files()]
    if there := [to for _, to in pairs if to.exists()]:
        raise FileExistsError(str(there[0]))
    for one, to in pairs:
        to.write_bytes(one.read_bytes())
    return [to for _, to in pairs]
