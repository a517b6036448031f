"""The report: one self-contained HTML page, built from stored results alone."""

import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truce_sim.report import answers as a
from truce_sim.report import in_part
from truce_sim.report import sentences as run
from truce_sim.report import told as t
from truce_sim.report import words as w
from truce_sim.report.checklist import checklist
from truce_sim.report.drawings import Drawing, drawings
from truce_sim.report.hero import findings, hero
from truce_sim.report.partial import finished
from truce_sim.report.style import for_phone
from truce_sim.report.svg import svg
from truce_sim.report.told import Sentence
from truce_sim.studies.oracles.row import OracleRow
from truce_sim.studies.oracles.table import kept_rows
from truce_sim.studies.results import AnyResult, Input, RunResult, Story, SweepResult
from truce_sim.widths import shortened

_MOVED = " Below the dashed line: options that move the talks, judged at the earlier of the two openings."
_READING = {
    "survival": "The line is the share of runs still holding. Dark band: chance between runs, all "
    "hours at once.",
    "causes": "The thin top line is all collapses; the layers are their causes.",
    "monitors": "Bars and bands cover runs still holding on that day, so they say nothing of runs "
    "that had collapsed. No run follows the middle line day by day.",
    "verdicts": "Each bar is all complaints of one kind, in all runs; numbers are parts of 100.",
    "levers": "Each bar goes from the odds at one end of an input's believable range to those at the "
    "other, the others left as in the file, on the same histories. Thin lines: chance, for all that "
    "were tried at once. Only inputs whose direction is clear are drawn, in no order of size.",
    "tornado": "Each bar goes from the odds at one end of an input's believable range to those at the "
    "other, the others left as in the file, on the same histories. Thin lines: chance, for all at once. "
    "Only inputs that move the odds beyond chance are drawn; the order of near ones is chance.",
    "options": "Dot: the difference that an option makes, on the same histories. Line: the range that "
    "chance between runs leaves.",
    "sweep": "Every setting was run on the same histories; the band is chance between runs. The "
    "dashed line asks for more: complaints settled too.",
    "grid": "Every setting was run on the same histories. Numbers are runs in 100 that hold; a "
    "question mark means that chance leaves both sides of even open.",
    "sampled": "Every setting was run on the same histories; the other inputs vary from dot to dot.",
    "sampled-one": "Every setting was run on the same histories.",
    "postpone": "All dates share the same histories. Vertical lines: chance between runs.",
    "require": "The band is chance between runs at each level alone.",
    "variance": "The bar: luck in grey, what inputs explain in colour. Below, each input's part of what a "
    "fitted smooth surface explains. Dark: alone. Pale: with its interactions. Line: its range.",
}


_ALSO_NARROW = {
    "survival",
    "violations",
    "causes",
    "verdicts",
    "levers",
    "tornado",
    "variance",
    "options",
    "sweep",
    "require",
    "postpone",
}


@dataclass(frozen=True, slots=True)
class Section:
    """One question of the page: its heading, its answer, its charts or its own block."""

    key: str
    heading: str
    answer: Sentence | None = None
    charts: Sequence[str] = ()
    block: str | None = None
    reading: str = ""
    data: dict[str, Any] = field(default_factory=dict)


def build_page(
    result: AnyResult,
    story: Story | None,
    manifest: dict[str, Any],
    charts: dict[str, Drawing] | None = None,
) -> str:
    """Return the report of a result as one HTML page.

    Args:
        result: The stored summary.
        story: The run that it tells, if it tells one.
        manifest: What is known of the run: command, versions, seed, scenario hash. Missing keys
            are left out of the page.
        charts: Its drawings, if they are used elsewhere too.
    """
    charts = drawings(result, story) if charts is None else charts
    shown = sections(result, story, charts, manifest)
    used = {key for section in shown for key in section.charts} | {"icons", "word-scale"}
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            result=result,
            heading=result.heading,
            hero=hero(result),
            findings=findings(result),
            sections=shown,
            charts={key: _inline(charts[key]) for key in charts if key in used},
            phone={key: _narrow(charts[key]) for key in _narrowed(result, charts)},
            titles={key: drawing.title for key, drawing in charts.items()},
            manifest=manifest,
            guesses=sum(row.basis == "guess" for row in result.inputs),
            dates=_dates(result),
            finished=finished(result, manifest) if result.heading.partial else "",
        )
    )


def sections(
    result: AnyResult, story: Story | None, charts: dict[str, Drawing], manifest: dict[str, Any]
) -> list[Section]:
    """Return the sections that a result has data for, in the order of the page."""
    found = _of_run(result, story, charts) if isinstance(result, RunResult) else _of_others(result)
    kept = [
        Section(
            s.key,
            s.heading,
            s.answer,
            [key for key in s.charts if key in charts],
            s.block,
            s.reading,
            s.data,
        )
        for s in found
        if s.block or not s.charts or any(key in charts for key in s.charts)
    ]
    return kept + _about(result, manifest)


def _of_run(result: RunResult, story: Story | None, charts: dict[str, Drawing]) -> list[Section]:
    told = run.one_run(result, story) if story is not None else None
    doubt = result.ignorance
    reading = _READING["survival"]
    if doubt is not None and doubt.is_wide:
        reading += " Pale bar at the end: nine in ten believable sets of inputs, roughly."
    found = [
        Section(
            "lasts", "How long does it last?", run.lasts(result), ("survival",), reading=reading
        ),
        Section(
            "state",
            "In what state does it reach the talks?",
            block="answers",
            data={"rows": _meanings(result)},
        ),
        Section("ends", "What ends it?", run.ends(result), ("causes",), reading=_READING["causes"]),
        Section(
            "see",
            "What would the monitors see?",
            run.monitors(result),
            ("violations", "open-complaints"),
            reading=_monitors_reading(story),
        ),
        Section(
            "rule",
            "How do verdicts compare with the truth?"
            if "verdicts" in charts
            else "What would each side count?",
            run.ruled(result),
            ("verdicts",),
            block="counters" if _counted(result) else None,
            reading=_READING["verdicts"] if "verdicts" in charts else "",
            data={"table": _counted(result)},
        ),
        Section(
            "one",
            "What does one run look like?",
            told,
            ("one-run",),
            reading=_story_reading(result, story),
        ),
    ]
    if result.ignorance is not None and result.ignorance.levers:
        drawn = result.ignorance.clear
        found.append(
            Section(
                "levers",
                "Which inputs move the odds?",
                run.levers(result.ignorance),
                ("levers",) if drawn else (),
                reading=" ".join(
                    said
                    for said in (_READING["levers"] if drawn else "", run.untold(result.ignorance))
                    if said
                ),
            )
        )
    return found


def _of_others(result: AnyResult) -> list[Section]:
    if result.kind == "compare":
        options = Section(
            "options",
            "What would change the odds?",
            _and(a.same_histories(result), in_part.of_options(result)),
            ("options",),
            reading=_READING["options"] + (_MOVED if result.other_dates else ""),
        )
        beside = Section(
            "beside",
            "How often does each truce hold?",
            a.of_their_own() + a.side_by_side(result),
            (),
        )
        shown = ((options, result.options or not result.beside), (beside, result.beside))
        return [section for section, there in shown if there]
    if result.kind == "sweep":
        return [
            Section(
                "sweep",
                "Where do the odds tip?",
                a.tipping(result),
                ("sweep",),
                reading=_READING[_way(result)] + _dashed(result),
            )
        ]
    if result.kind == "require":
        return [
            Section(
                "require",
                "How much is enough?",
                a.required(result),
                ("require",),
                reading=_READING["require"],
            )
        ]
    if result.kind == "postpone":
        return [
            Section(
                "postpone",
                "What would postponing buy?",
                _and(a.postponed(result), *in_part.of_dates(result)),
                ("postpone",),
                block="rules" if result.rules else None,
                reading=_READING["postpone"],
            ),
            Section("lasts", "How long does it last?", None, ("survival",)),
        ]
    if result.kind == "sensitivity":
        return [
            Section(
                "levers",
                "Which inputs move the odds?",
                a.sensed(result),
                ("tornado",) if any(bar.clear for bar in result.tornado) else (),
                reading=f"{_READING['tornado']} {a.untold(result)}".strip(),
            ),
            Section(
                "variance",
                "How much is luck?",
                a.explained(result),
                ("variance",),
                reading=_READING["variance"],
            ),
        ]
    return []


def _and(said: Sentence, *more: Sentence | None) -> Sentence:
    for sentence in more:
        said = said if sentence is None else said + sentence
    return said


def _dashed(result: SweepResult) -> str:
    """Say what the line of dashes and dots is, where one is drawn."""
    drawn = _way(result) == "sweep" and all(point.in_part is not None for point in result.points)
    return " Dashes and dots: those that hold in part only." if drawn else ""


def _way(result: SweepResult) -> str:
    """Return in which of three ways a sweep is drawn."""
    if len(result.params) == 1:
        return "sweep" if result.design == "grid" else "sampled-one"
    return "grid" if len(result.params) == 2 and result.design == "grid" else "sampled"


def _meanings(result: RunResult) -> list[tuple[str, str, Any]]:
    answers = result.answers
    shares = {
        "on time": answers.on_time,
        "settled": answers.settled,
        "calm streak": answers.calm_streak,
        "quiet": answers.quiet,
        **({"in part": answers.in_part} if answers.in_part is not None else {}),
    }
    return [
        ("holds", "no collapse before the talks open", answers.held),
        *((name, f"and {result.meanings[name]}", share) for name, share in shares.items()),
    ]


def _counted(result: RunResult) -> list[tuple[str, str, list[str]]]:
    """Return, for each actor, its true violations a day and what each side counts."""
    names = {**result.heading.parties, **result.heading.others}
    rows = []
    for actor, true in result.true_per_day.items():
        counts = [counter.on.get(actor) for counter in result.counters]
        if any(count is not None and count.value > 0 for count in counts):
            said = [t.amount(count.value).text if count is not None else "" for count in counts]
            rows.append((names.get(actor, actor), t.amount(true.value).text, said))
    return rows


def _monitors_reading(story: Story | None) -> str:
    said = _READING["monitors"]
    if story is not None and story.end_hours >= 48:
        said += " The thin black line is one that was simulated."
    return said


def _story_reading(result: RunResult, story: Story | None) -> str:
    from truce_sim.report.charts.swimlanes import MOST_ARROWS  # noqa: PLC0415

    if story is None:
        return ""
    answers = sum(event.kind == "retaliation" for event in story.events)
    said = "Bigger dots did more harm. Arrows run from an incident to its retaliation"
    said += f" (the {MOST_ARROWS} gravest)." if answers > MOST_ARROWS else "."
    strikes = sum(event.kind == "strike" for event in story.events)
    if strikes:
        said += " Lawful strikes on groups outside the truce are left out, unless someone answered them."
    said += " Below: the grievance; at the limit a party wants to leave, and a dot marks when it last passed it."
    again = f"python run_sim.py trace scenario.toml --seed {result.heading.seed} --run N"
    return f"{said} Another run: {again}, with the scenario.toml beside this page."


def _about(result: AnyResult, manifest: dict[str, Any]) -> list[Section]:
    found: list[Section] = []
    if result.inputs:
        first = [row for row in result.inputs if row.believable or row.basis == "reported"]
        rest = [row for row in result.inputs if row not in first]
        if not first or len(result.inputs) <= 24:
            first, rest = list(result.inputs), []
        found.append(
            Section(
                "inputs",
                "What went in",
                block="inputs",
                data={"first": first, "rest": rest, "bases": _bases(result.inputs)},
            )
        )
    found.append(
        Section(
            "trust", "How far to trust this", block="trust", data={"checked": _oracles(manifest)}
        )
    )
    found.append(
        Section(
            "stress",
            "Reporting checklist (STRESS-DES)",
            block="stress",
            data={"items": checklist(result, manifest)},
        )
    )
    found.append(
        Section(
            "again", "Run it again", block="again", data={"command": _command(result, manifest)}
        )
    )
    return found


def _bases(inputs: Sequence[Input]) -> str:
    counts = {
        basis: sum(row.basis == basis for row in inputs)
        for basis in ("reported", "estimated", "guess")
    }
    return (
        f"{len(inputs)} inputs: {counts['reported']} reported, {counts['estimated']} estimated, "
        f"{counts['guess']} guessed."
    )


def _oracles(manifest: dict[str, Any]) -> dict[str, Any] | None:
    """Return how this version fared against exact answers; None if that is not known."""
    rows = kept_rows(str(manifest.get("tool_version")))
    if not rows:
        return None
    cases: dict[str, list[OracleRow]] = {}
    for row in rows:
        cases.setdefault(row.key, []).append(row)
    return {
        "cases": len(cases),
        "numbers": len(rows),
        "agree": sum(row.passed for row in rows),
        "table": [_fared(of_one) for of_one in cases.values()],
    }


def _fared(rows: Sequence[OracleRow]) -> tuple[str, str, int, str]:
    """Return a case, its formula, how many numbers were checked, and the largest distance."""
    distances = [abs(row.z) for row in rows if row.z is not None]
    name = rows[0].case.rpartition(": ")[0] or rows[0].case
    furthest = f"{max(distances):.1f}" if distances else "exact"
    return name, rows[0].formula, len(rows), furthest


def _command(result: AnyResult, manifest: dict[str, Any]) -> str:
    command = manifest.get("command")
    if isinstance(command, str):
        return command
    if isinstance(command, list | tuple) and command:
        words = [str(word) for word in command]
        return shlex.join(["python", *words] if words[0].endswith("run_sim.py") else words)
    scenario = f"scenarios/{result.heading.scenario}.toml"
    return f"python run_sim.py {result.kind} {scenario} --seed {result.heading.seed}"


def _dates(result: AnyResult) -> str:
    heading = result.heading
    starts, talks = w.moment(heading.starts), w.moment(heading.talks)
    return f"{w.day(starts, year=starts.year != talks.year)} to {w.day(talks, year=True)}"


def _inline(drawing: Drawing) -> Markup:
    text = svg(drawing.shapes(), drawing.key, drawing.title, drawing.description.plain)
    return Markup(text)  # noqa: S704 - made by ElementTree, which escapes


def _narrow(drawing: Drawing) -> Markup:
    with for_phone():
        return _inline(replace(drawing, key=f"{drawing.key}-phone"))


def _narrowed(result: AnyResult, charts: dict[str, Drawing]) -> list[str]:
    """Return the charts that are drawn once more for a phone; the others scroll or are small."""
    small = {"violations"} if "open-complaints" in charts else set()
    scroll = {"sweep"} if result.kind == "sweep" and len(result.params) > 1 else set()
    return [key for key in charts if key in _ALSO_NARROW - small - scroll]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("truce_sim.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters["short"] = shortened
    environment.filters["in_100"] = w.in_100
    environment.filters["of_100"] = lambda value: w.nearest(100 * value)
    environment.filters["chance"] = lambda share: t.chance(share).text
    environment.filters["per_hundred"] = w.per_hundred
    environment.filters["sentence"] = w.sentence_case
    environment.filters["signed"] = lambda share: t.change(share).text
    environment.filters["among"] = lambda text, dates: w.date_among(
        text, [one.date for one in dates]
    )
    return environment
