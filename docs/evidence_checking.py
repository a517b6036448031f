"""What docs/evidence.md says of checking complaints: what it moves, and what it cannot."""

from collections.abc import Iterator

from evidence_measured import Interval
from evidence_parts import Kept, table
from truce_sim.statistics.proportions import share

SETTINGS = {
    "never": "nobody ever checks (a hotline stays)",
    "verdicts": "as written, but an open inquiry calms nobody",
    "written": "as written",
    "many": "1,000 teams from the first day",
    "perfect": "... that reach every site, every finding endorsed",
}


def checking(kept: Kept) -> str:
    """Return what each mechanism does to the truce, on the same histories."""
    head = [
        "scenario",
        "mechanism",
        "holds, in 100",
        "change, in 100",
        "complaints a day",
        "verdicts it could give",
        "verdicts it gave",
        "of complaints",
        "upheld, of verdicts",
        "answers an incident",
    ]
    return table(head, _checking_rows(kept))


def _checking_rows(kept: Kept) -> Iterator[list[str]]:
    for name, one in kept["scenarios"].items():
        for key, found in one.get("mechanism", {}).items():
            held = share(*found["held"])
            change = found["change"]
            yield [
                name,
                SETTINGS[key],
                f"{100 * held.value:.0f} ({100 * held.low:.0f} to {100 * held.high:.0f})",
                "" if key == "never" else _points(change),
                f"{found['filed'][0]:.1f}",
                "none" if key == "never" else f"{found['capacity'][0]:.1f}",
                f"{found['checked'][0]:.1f}",
                f"{found['share'][0]:.2f}",
                "" if key == "never" else f"{found['upheld'][0]:.2f}",
                f"{found['branching'][0]:.2f}",
            ]


def why(kept: Kept) -> str:
    """Return in words what checking moves, with its figures."""
    return "\n\n".join(_why(name, kept["scenarios"][name]["mechanism"]) for name in TRUCES)


TRUCES = {
    "syria-2016": "In Syria",
    "donbas-2020": "In Donbas",
    "monitored-truce": "In the monitored truce",
}
"""Truces with a mechanism, as sentences call them."""


def _why(name: str, found: Kept) -> str:
    written = found["written"]
    filed, capacity = written["filed"][0], written["capacity"][0]
    much = (
        f"{filed / capacity:.0f} times what its {capacity:.1f} verdicts a day could answer"
        if filed > capacity
        else f"for which its {capacity:.0f} verdicts a day are enough"
    )
    moved = {key: _points(found[key]["change"]) for key in ("written", "verdicts", "many")}
    answers = [found[key]["branching"][0] for key in ("never", "written")]
    return (
        f"{TRUCES[name]} {filed:.1f} complaints a day come in, {much}; "
        f"{100 * written['share'][0]:.0f} in 100 have a verdict by the talks, and of these "
        f"{100 * written['unclear'][0]:.0f} in 100 are unclear. Beside the same histories in which "
        f"nobody checks, {moved['written']} in 100 more hold, {moved['verdicts']} by verdicts "
        "alone and the rest because an open inquiry calms; with 1,000 teams from the first day "
        f"{moved['many']}. Answers to an incident go from {answers[0]:.2f} to {answers[1]:.2f}."
    )


def _points(change: Interval) -> str:
    value, low, high = (100 * one for one in change)
    return f"{value:+z.1f} ({low:+z.1f} to {high:+z.1f})"
