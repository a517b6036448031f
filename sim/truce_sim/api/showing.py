"""An answer as a notebook shows it: the sentence, past truces beside it, a chart or two."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import count

from markupsafe import Markup

from truce_sim.report.beside import beside
from truce_sim.report.drawings import Drawing
from truce_sim.report.page import inlined
from truce_sim.report.registry import question_of
from truce_sim.studies.results.common import Result

_PANEL = (
    "background:#ffffff;color:#1b2733;padding:12px 16px;max-width:660px;"
    "font-family:system-ui,sans-serif;line-height:1.45"
)
_CELL = '<div style="{}"><h4 style="margin:0">{}</h4>{}{}<p><small>{}</small></p></div>'
_numbers = count(1)
"""Told apart in one page of a notebook, cell by cell."""


def shown(result: Result, drawings: Mapping[str, Drawing]) -> str:
    """Return an answer as HTML that stands in any page: nothing from outside, ids of its own."""
    question = question_of(result)
    heading, cell = result.heading, next(_numbers)
    charts = [
        inlined(replace(drawings[key], key=f"cell-{cell}-{key}"))
        for key in question.glimpse(result, drawings)
    ]
    said = [question.headline(result), *beside(result)]
    facts = f"{heading.runs:,} runs, seed {heading.seed}. A thinking aid, not a forecast."
    lines = Markup("").join(Markup("<p>{}</p>").format(one.html) for one in said)
    drawn = Markup("").join(charts)
    page = Markup(_CELL).format(_PANEL, heading.title, lines, drawn, facts)  # noqa: S704 - our own
    return str(page)
