"""The report: one self-contained HTML page, built from stored results alone."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from truce_sim.calling import reported
from truce_sim.report import told as t
from truce_sim.report import what_if
from truce_sim.report import words as w
from truce_sim.report.beside import parts
from truce_sim.report.checklist import checklist
from truce_sim.report.drawings import Drawing
from truce_sim.report.parts import Section
from truce_sim.report.registry import question_of
from truce_sim.report.scripts import policy, script
from truce_sim.report.style import for_phone
from truce_sim.report.svg import spotted, svg
from truce_sim.report.terms import Termed
from truce_sim.report.trust import CAVEAT, grounds
from truce_sim.studies.oracles.row import OracleRow
from truce_sim.studies.oracles.table import kept_rows
from truce_sim.studies.results.common import Input, Result, Story
from truce_sim.widths import shortened


def build_page(
    result: Result,
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
    question = question_of(result)
    charts = question.charts(result, story) if charts is None else charts
    shown = sections(result, story, charts, manifest)
    hero = question.hero(result)
    used = {key for section in shown for key in section.charts} | {hero.left, hero.right}
    narrow = question.for_phone(result, charts)
    names = ["values", "sort"]
    if any(one.data.get("surface") for one in shown):
        names.append("what_if")
    text, termed = script(names), Termed()
    return (
        _environment()
        .get_template("page.html.j2")
        .render(
            script=Markup(text),  # noqa: S704 - a file of the package
            policy=Markup(policy(text)),  # noqa: S704 - made here
            result=result,
            termed=termed,
            question=question,
            heading=result.heading,
            hero=hero,
            beside=parts(result),
            caveat=CAVEAT,
            grounds=grounds(result),
            findings=question.findings(result),
            sections=shown,
            charts={key: inlined(charts[key]) for key in charts if key in used},
            phone={key: _narrow(charts[key]) for key in charts if key in narrow},
            titles={key: drawing.title for key, drawing in charts.items()},
            manifest=manifest,
            dates=w.from_to(result.heading, w.day),
            finished=question.finished(result, manifest.get("settings"))
            if result.heading.partial
            else "",
        )
    )


def sections(
    result: Result, story: Story | None, charts: dict[str, Drawing], manifest: dict[str, Any]
) -> list[Section]:
    """Return the sections that a result has data for, in the order of the page."""
    asked = _command(result, manifest)
    kept = [
        replace(
            what_if.with_command(section, asked) if section.block == "what_if" else section,
            charts=[key for key in section.charts if key in charts],
        )
        for section in question_of(result).sections(result, story, charts)
        if section.block or not section.charts or any(key in charts for key in section.charts)
    ]
    return kept + _about(result, manifest)


def _about(result: Result, manifest: dict[str, Any]) -> list[Section]:
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
    found.append(Section("words", "What the words mean", block="words"))
    found.append(
        Section(
            "trust",
            "How far to trust this",
            block="trust",
            data={"checked": _oracles(manifest), "verify": reported("verify")},
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


def _command(result: Result, manifest: dict[str, Any]) -> str:
    command = manifest.get("command")
    if isinstance(command, str):
        return command
    if isinstance(command, list | tuple) and command:
        return shlex.join(map(str, command))
    heading = result.heading
    return reported(result.kind, f"{heading.scenario}.toml", "--seed", str(heading.seed))


def inlined(drawing: Drawing) -> Markup:
    """Return a chart as SVG that stands in a page; its key tells its ids from those of others."""
    shapes = spotted(drawing.shapes(), drawing.spots())
    text = svg(shapes, drawing.key, drawing.title, drawing.description.plain)
    return Markup(text)  # noqa: S704 - made by ElementTree, which escapes


def _narrow(drawing: Drawing) -> Markup:
    with for_phone():
        return inlined(replace(drawing, key=f"{drawing.key}-phone"))


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
    environment.filters["odds"] = w.odds
    environment.filters["between"] = lambda share: w.span(share.low, share.high)
    environment.filters["per_hundred"] = w.per_hundred
    environment.filters["sentence"] = w.sentence_case
    environment.filters["signed"] = lambda share: t.change(share).text
    environment.filters["among"] = lambda text, dates: w.date_among(
        text, [one.date for one in dates]
    )
    return environment
