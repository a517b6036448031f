"""The sheet drawn by matplotlib, where there is no browser to print the page."""

import io
import warnings

from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.brief.flow import Flow
from truce_sim.report.brief.sheet import KICKER, Sheet
from truce_sim.report.fonts import families

_A4 = (595.3, 841.9)
_EDGE = 40.0
_FOOT = 26.0


def drawn(sheet: Sheet) -> bytes:
    """Return an answer as one A4 page: the same answer gives the same bytes."""
    return pdf([_page(sheet)], sheet.result.heading.title)


def pdf(pages: list[Figure], title: str) -> bytes:
    """Return figures as a PDF, a page each, with no time in it."""
    buffer = io.BytesIO()
    about = {"Title": title, "Creator": "truce-sim", "CreationDate": None}
    # Letters stay letters: they can be searched and copied.
    with s.styled(**{"pdf.fonttype": 42}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        with PdfPages(buffer, metadata=about) as file:
            for page in pages:
                page.set_facecolor("white")
                file.savefig(page, dpi=200)
    return buffer.getvalue()


def _page(sheet: Sheet) -> Figure:
    heading, hero = sheet.result.heading, sheet.hero
    said = [KICKER, heading.title, heading.summary, sheet.facts, hero.sentence.plain, sheet.foot]
    said += [*sheet.doubts, *(f"{one.lead} {one.support.plain}" for one in sheet.findings)]
    with s.styled():
        figure = s.sheet(_A4[1], _A4[0])
        flow = Flow(
            figure, _EDGE, _A4[0] - _EDGE, 34.0, _A4[1] - _EDGE - _FOOT, families("".join(said))
        )
        flow.write(KICKER.upper(), 7.2, bold=True, color=s.MUTED, most=1, gap=1)
        if sheet.stopped:
            flow.write(sheet.stopped, 9, bold=True, color=s.FAILS_TEXT, most=2)
        flow.write(heading.title, 17, bold=True, most=2, gap=2)
        flow.write(heading.summary, 9.5, most=3, color=s.MUTED)
        flow.write(sheet.facts, 7.6, most=2, color=s.MUTED, gap=8)
        _hero(sheet, flow)
        for finding in sheet.findings[:3]:
            flow.write(f"{finding.lead} {finding.support.plain}", 8.4, most=3, gap=3)
        flow.y += 4
        for title, answer, drawing in [*sheet.shown()][:1]:
            flow.write(title, 12, bold=True, most=1, gap=1)
            flow.write(answer, 8.6, most=3)
            flow.draw(drawing, flow.room)
        flow.y, flow.bottom = _A4[1] - _EDGE - _FOOT + 8, _A4[1] - 18
        flow.write(sheet.foot, 7, color=s.MUTED, most=2)
    return figure


def _hero(sheet: Sheet, flow: Flow) -> None:
    """Write the number and its doubts, with the pictures that stand beside them on the page."""
    hero, top, right = sheet.hero, flow.y, flow.right
    if hero.right:
        flow.right = right - 176
    said = f"{hero.number.text} {hero.unit}"
    flow.write(said, 26 if len(said) < 20 else 18, bold=True, color=s.HOLDS, most=3, gap=8)
    flow.write(hero.sentence.plain, 11.5, bold=True, most=4)
    for said in sheet.doubts:
        flow.write(said, 8.2, most=7, gap=3)
    if hero.left:
        flow.draw(sheet.charts[hero.left], 90)
    if hero.right:
        beside = Flow(flow.figure, right - 164, right, top + 4, flow.bottom, flow.fonts)
        beside.draw(sheet.charts[hero.right], 210)
        flow.y = max(flow.y, beside.y)
    flow.right = right
