"""What one file says otherwise than another, in sentences: inputs by what a person calls them."""

from collections.abc import Iterator, Sequence

from rich.text import Text

from truce_sim.report.terminal_lines import MUTED, wrapped
from truce_sim.studies.results.compare import Changed, CompareResult

_MOST = 12
"""Changes that are listed in the terminal."""


def in_words(one: Changed) -> str:
    """Return one change in words: "Investigation teams: 5 -> 7"."""
    from truce_sim.scenario.kinds import visible  # it comes with all of scenarios

    label = visible(one.label)
    before, after = (None if text is None else visible(text) for text in (one.before, one.after))
    if one.what == "option":
        return f"Option “{label}”: {before or 'not there'} -> {after or 'not there'}"
    if one.what == "range":
        return f"{label}: believable {before or 'as it stands'} -> {after or 'as it stands'}"
    if one.what == "added":
        return f"Added: {label}: {after}"
    if one.what == "removed":
        return f"Removed: {label} (was {before})"
    return f"{label}: {before} -> {after}"


def listed(changed: Sequence[Changed], most: int = _MOST) -> Iterator[Text]:
    """Yield the changes, a line each, and how many more there are."""
    if not changed:
        yield from wrapped("Nothing changed in the file: every input is the same.")
        return
    yield Text("  what changed in the file", style=MUTED)
    for one in changed[:most]:
        first, *rest = wrapped(in_words(one), 4)
        yield from (first, *rest)
    if len(changed) > most:
        more = len(changed) - most
        said = "1 more change" if more == 1 else f"{more:,} more changes"
        yield Text(f"    and {said}; --json has all", style=MUTED)


def told(result: CompareResult) -> Iterator[Text]:
    """Yield what the file that stands beside the first says otherwise, where there is one such."""
    if len(result.options) == 1 and _is_file(result):
        yield from listed(result.options[0].changed)
        yield Text()


def rows(result: CompareResult) -> list[tuple[str, str, str]]:
    """Return the changes for a table: what it is, before, after; none of the file's own options."""
    if len(result.options) != 1 or not _is_file(result):
        return []
    return [
        (
            f"{one.label}{_KINDS.get(one.what, '')}",
            one.before or "–",  # noqa: RUF001 - as in other tables
            one.after or "–",  # noqa: RUF001
        )
        for one in result.options[0].changed
    ]


_KINDS = {"range": " (believable range)", "option": " (option)"}


def _is_file(result: CompareResult) -> bool:
    from truce_sim.scenario.study import BASE

    return result.base_label != BASE
