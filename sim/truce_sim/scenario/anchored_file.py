"""The file of a scenario whose level was moved: it extends the one that it was made from."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from truce_sim.scenario.starter import SCHEMA_FILE, NewFileError, link
from truce_sim.scenario.writing import inline, to_toml
from truce_sim.shipped import name_of
from truce_sim.widths import broken

_WIDTH = 98


def target_of(scenario: Path, asked: str | None, *, replace: bool) -> Path:
    """Return where the new file goes: where it is asked for, or beside the old one.

    Nothing is written beside what comes with the program, but in its own clone: it goes to the
    working folder.

    Raises:
        NewFileError: if it cannot go there.
    """
    ours = scenario.is_absolute() and name_of(scenario) is not None
    folder = Path() if ours else scenario.parent
    target = Path(asked) if asked else folder / f"{scenario.stem}-anchored.toml"
    if target.suffix != ".toml":
        raise NewFileError(f"{target} is no .toml file", f"{target.with_suffix('.toml')}")
    if target.resolve() == scenario.resolve():
        raise NewFileError(f"{target} is the file that it extends", f"{target.stem}-anchored.toml")
    if not target.parent.is_dir():
        raise NewFileError(f"there is no folder {target.parent}")
    if target.exists() and not replace:
        raise NewFileError(f"{target} exists already", "--replace, or another --write FILE")
    return target


def text_of_anchored(
    source: Path,
    target: Path,
    title: str,
    changes: Mapping[str, Any],
    ranges: Mapping[str, list[Any]],
    why: str,
) -> str:
    """Return the text of a file that extends another one.

    Args:
        source: the file that it extends.
        target: where it is to stand.
        title: of the scenario.
        changes: raw values by path, of sections that the user may name things in.
        ranges: raw believable ranges by path, in place of those of the file that it extends.
        why: the evidence of each of them, and what heads the file.
    """
    parent = link(source, target.parent)
    raw: dict[str, Any] = {}
    for path, value in changes.items():
        table = raw
        *above, last = path.split(".")
        for step in above:
            table = table.setdefault(step, {})
        table[last] = value
    if ranges:
        raw["believable"] = dict(ranges)
    raw["evidence"] = {path: {"basis": "estimated", "source": why} for path in changes}
    lines = [f"#:schema ./{SCHEMA_FILE}"] if (target.parent / SCHEMA_FILE).is_file() else []
    lines += [f"# {line}" for line in broken(why, _WIDTH - 2)]
    lines += [f"extends = {inline(parent)}", f"title = {inline(title)}", ""]
    return "\n".join(lines) + "\n" + to_toml(raw)


def write_whole(target: Path, text: str, *, replace: bool) -> None:
    """Write a file, whole or not at all.

    Raises:
        NewFileError: if it exists by now and is not to be replaced, or cannot be written.
    """
    draft = target.with_name(f"{target.name}.part")
    try:
        if replace:
            draft.write_text(text, encoding="utf-8", newline="\n")
            draft.replace(target)
            return
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise NewFileError(f"{target} exists already", "--replace") from None
    except OSError as error:
        raise NewFileError(f"{target} cannot be written: {error.strerror}") from None
