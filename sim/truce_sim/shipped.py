"""The files that come with the program, found by name: scenarios, counts, answers; and its pages.

They lie in the package where it was installed, and in the folders of a clone otherwise.
"""

import re
from functools import cache
from pathlib import Path

SCENARIO = ".toml"
EXAMPLE = "syria-2016"
"""The name of the one to begin with."""
_BARE = re.compile(r"\w[\w.-]{0,59}")
_PACKAGE = Path(__file__).resolve().parent
_CLONE = _PACKAGE.parents[1]


@cache
def home() -> Path:
    """Return the folder in which scenarios lie."""
    return folder("scenarios")


def names(ending: str = SCENARIO) -> list[str]:
    """Return the names of all that are of one sort, in the order of the alphabet.

    Args:
        ending: of their files.
    """
    return sorted(one.stem for one in home().glob(f"*{ending}") if one.is_file())


def known(ending: str = SCENARIO) -> list[str]:
    """Return the names that mean something here: of what comes with us, and of own scenarios."""
    return sorted({*names(ending), *(one.stem for one in Path("scenarios").glob(f"*{ending}"))})


def is_bare(word: str, ending: str = SCENARIO) -> bool:
    """Return whether a word can be a name: with a separator, or the ending, it is a path."""
    return _BARE.fullmatch(word) is not None and not word.endswith(ending)


def shipped(name: str, ending: str = SCENARIO) -> Path | None:
    """Return the file of a name, as seen from the working folder if it lies in there; or None."""
    path = home() / f"{name}{ending}"
    if not is_bare(name, ending) or not path.is_file():
        return None
    return _from_here(path)


def name_of(path: Path, ending: str = SCENARIO) -> str | None:
    """Return the name of a file that comes with the program, or None if it is another."""
    other = shipped(path.name.removesuffix(ending), ending)
    try:
        return path.stem if other is not None and other.samefile(path) else None
    except OSError:
        return None


def file_of(word: str, ending: str = SCENARIO) -> Path:
    """Return the file that a word means.

    A path is a path. A bare word is looked for in the working folder first, with and without the
    ending, and in its folder `scenarios`, where new ones are written; then among what comes with
    the program. Where there is nothing of the name, it is taken for a path, which then does not
    exist.

    Args:
        word: as typed.
        ending: of the sort of file that is wanted.
    """
    return _in_working_folder(word, ending) or shipped(word, ending) or Path(word)


def is_file(word: str) -> bool:
    """Return whether a word means a scenario file that is there; what can be no name is none."""
    try:
        return file_of(word).is_file()
    except (OSError, ValueError):  # too long, or with a character that no name can have
        return False


def overshadowed(word: str, ending: str = SCENARIO) -> str:
    """Return what to say where a file of the working folder hides another of the name, or ""."""
    mine, other = _in_working_folder(word, ending), shipped(word, ending)
    if mine is None or other is None or mine.samefile(other):
        return ""
    return (
        f"{word} is the file {mine} of this folder, not what comes with the program under that name"
    )


def page(name: str) -> Path | None:
    """Return where a page of the project lies, as seen from the working folder; None if nowhere."""
    found = sorted(folder("docs").glob(f"**/{name}"))
    return _from_here(found[0]) if found else None


def folder(name: str) -> Path:
    """Return where a folder of the repository lies: in the package, else in the clone."""
    of_package, of_clone = _PACKAGE / name, _CLONE / name
    return of_package if of_package.is_dir() or not of_clone.is_dir() else of_clone


def _from_here(path: Path) -> Path:
    """Return a path as seen from the working folder if it lies in there."""
    here = Path.cwd()
    return path.relative_to(here) if path.is_relative_to(here) else path


def _in_working_folder(word: str, ending: str) -> Path | None:
    if not is_bare(word, ending):
        return None
    places = Path(word), Path(f"{word}{ending}"), Path("scenarios", f"{word}{ending}")
    return next((one for one in places if one.exists() and not one.is_dir()), None)
