"""A first scenario file for `new`: where it goes, a commented starter, a copy of a scenario."""

import os
import re
from pathlib import Path

from truce_sim.calling import command
from truce_sim.scenario.editor_schema import editor_schema_text
from truce_sim.scenario.kinds import short
from truce_sim.scenario.reading import read_file
from truce_sim.shipped import name_of

SCHEMA_FILE = "scenario.schema.json"
_SCHEMA_LINE = re.compile(r"\A#:schema [^\n]*\n")
_FILE_NAME = re.compile(r"[\w][\w.-]{0,80}\Z")

STARTER = """\
# A truce of your own. Change the numbers; "check" says what is wrong, "run" gives
# the odds. What is left out is switched off. All that there is to switch on:
# {inputs}

title   = "{title}: will the truce hold until the talks?"
summary = "One or two sentences for the report."

[dates]                                              # local time
truce_starts = "2030-05-01 00:00"
talks        = "+10 days"                            # or a date, as above

# ---- who is bound by the truce ---------------------------------------------

[parties.north]
name             = "North"
violates         = "2 a day"                         # at the level before the truce
hits             = { south = 8, raiders = 1 }        # relative weights
retaliates       = 0.15                              # answers 15 incidents in 100
retaliates_after = { median = "12h", p90 = "48h" }   # half in 12h, 9 in 10 in 48h
patience         = "3 days"                          # waits so long for a verdict
forgets_in       = "5 days"                          # grievance halves in this time
headroom         = { median = "1 x before", p90 = "3 x before" }  # beyond the start
means_it         = 0.98                              # else it breaks the truce on purpose
breaks_after     = { median = "24h", p90 = "72h" }   # ... after so long

[parties.south]
name             = "South"
violates         = "2 a day"
hits             = { north = 1 }
retaliates       = 0.15
retaliates_after = { median = "12h", p90 = "48h" }
patience         = "3 days"
forgets_in       = "5 days"
headroom         = { median = "1 x before", p90 = "3 x before" }
means_it         = 0.98
breaks_after     = { median = "24h", p90 = "72h" }

# ---- who is not: leave them out here and in "hits" if there are none --------

[excluded.raiders]
name           = "Raiders"
attacks        = "0.2 a day"
hits           = { north = 1, south = 1 }
wrongly_blamed = 0.3                                 # a party gets the blame

# ---- how violence falls, and who checks complaints -------------------------

[grievance]
at_start = 1                                         # what the violence before sustains

[truce]
settles_in = "3 days"                                # half of the way down in this time
floor      = 0.4                                     # to 40 percent of the old level

[verification]
teams       = 3
reported_in = { median = "5h", p90 = "16h" }
checked_in  = { median = "20h", p90 = "64h" }
finds       = 0.5                                    # true complaints upheld
clears      = 0.5                                    # false ones rejected
calms       = 0.4                                    # an open inquiry damps anger

# ---- what ends it ----------------------------------------------------------

[spiral]
violations = "3 x before"                            # of a day's violations
window     = "1 day"

# ---- what you are unsure of: "input" = [low, high] --------------------------

[believable]
"parties.all.retaliates"  = [0.08, 0.3]
"parties.all.headroom"    = ["0.3 x before", "2 x before"]
"verification.checked_in" = ["10h", "40h"]

# ---- what to compare with the file as it stands -----------------------------

[options.more-teams]
label = "Twice as many teams"
set   = { "verification.teams" = 6 }

# ---- where the numbers come from: reported, estimated or guess --------------

[evidence]
"dates"                  = { basis = "reported", source = "where you read it" }
"parties.all.retaliates" = { basis = "guess", source = "why you believe it" }

[run]
runs = 2000
seed = 1
"""


class NewFileError(ValueError):
    """A new scenario file cannot be written.

    Attributes:
        says: why, in one sentence.
        try_: what to try, or "".
    """

    def __init__(self, says: str, try_: str = "") -> None:
        super().__init__(says)
        self.says = says
        self.try_ = try_


def title_of(name: str) -> str:
    """Return what a truce is called after the name of its file."""
    words = name.replace("-", " ").replace("_", " ").strip()
    return (words[:1].upper() + words[1:]).replace("\\", "").replace('"', "") or "My truce"


def starter_text(name: str) -> str:
    """Return the commented starter, titled after the file."""
    text = STARTER.replace("{inputs}", command("show", "inputs"))
    return text.replace("{title}", title_of(name))


def free_path(name: str, folder: Path) -> Path:
    """Return where a new scenario file of a name would stand.

    Args:
        name: name of the file, with or without ".toml".
        folder: where to put it.

    Raises:
        NewFileError: if the name cannot be a file's name, or such a file exists.
    """
    stem = name.removesuffix(".toml")
    if not _FILE_NAME.match(stem):
        says = f"'{short(name)}' cannot be the name of a file: letters, digits, - and _ only"
        # Of a path its last part is meant: there is one folder that new files go to.
        last = next(filter(None, reversed(re.split(r"[/\\]+", stem))), "")
        raise NewFileError(
            says, _free(re.sub(r"[^\w-]+", "-", last).strip("-").lower()[:40], folder)
        )
    target = folder / f"{stem}.toml"
    if target.exists():
        raise NewFileError(f"{target} exists already", _free(stem, folder))
    return target


def copied(source: Path, folder: Path) -> str:
    """Return the text of a scenario file for another folder, comments included.

    Raises:
        ScenarioFaults: if it cannot be read.
    """
    return _relinked(read_file(source, str(source)).text, source, folder)


def write_new(target: Path, text: str) -> None:
    """Write a new scenario file, with the editor schema beside it if it is missing.

    Raises:
        NewFileError: if it exists, or cannot be written.
    """
    text = f"#:schema ./{SCHEMA_FILE}\n" + _SCHEMA_LINE.sub("", text)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        # "x" refuses to overwrite even if the file appears between a check and the writing.
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        _put_schema(target.parent / SCHEMA_FILE)
    except FileExistsError:
        raise NewFileError(f"{target} exists already", _free(target.stem, target.parent)) from None
    except OSError as error:
        raise NewFileError(f"{target} cannot be written: {error.strerror}") from None


def _free(stem: str, folder: Path) -> str:
    """Return a name that no file has yet: the one given, or with a number behind it."""
    names = (stem, *(f"{stem}-{number}" for number in range(2, 1000)))
    return next((one for one in names if stem and not (folder / f"{one}.toml").exists()), "")


def _relinked(text: str, source: Path, folder: Path) -> str:
    """Return text whose `extends` and `counts` still lead to the same files from another folder."""
    if source.parent.resolve() == folder.resolve():
        return text

    def moved(match: re.Match[str]) -> str:
        return f"{match[1]}{link(source.parent / match[2], folder)}{match[3]}"

    text = re.sub(r'(?m)^(extends\s*=\s*")([^"\n\\]+)(")', moved, text, count=1)
    return re.sub(r'(?m)^(\s*counts\s*=\s*")([^"\n\\]+\.csv)(")', moved, text, count=1)


def link(file: Path, folder: Path) -> str:
    """Return how a scenario in a folder names another file: by name where it comes with us.

    Where such files lie changes with the next installation.
    """
    name = name_of(file, file.suffix)
    if name is not None and file.parent.resolve() != folder.resolve():
        return name
    return Path(os.path.relpath(file, folder)).as_posix()


def _put_schema(path: Path) -> None:
    if not path.exists():
        path.write_text(editor_schema_text(), encoding="utf-8")
