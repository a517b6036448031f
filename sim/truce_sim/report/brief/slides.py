"""The charts of an answer as slides of 16 to 9, after one that says the answer itself."""

from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.brief.drawn import pdf
from truce_sim.report.brief.flow import Flow
from truce_sim.report.brief.sheet import KICKER, Sheet
from truce_sim.report.drawings import Drawing
from truce_sim.report.fonts import families

WIDE, HIGH = 720.0, 405.0
_EDGE, _FOOT = 34.0, 24.0


def slides(sheet: Sheet) -> bytes:
    """Return the slides as a PDF: the same answer gives the same bytes."""
    pages = [_first(sheet), *(_slide(sheet, *one) for one in sheet.shown())]
    return pdf(pages, sheet.result.heading.title)


def _begun(sheet: Sheet, said: str) -> Flow:
    fonts = families(said + sheet.foot)
    return Flow(s.sheet(HIGH, WIDE), _EDGE, WIDE - _EDGE, 24.0, HIGH - _FOOT - 12, fonts)


def _first(sheet: Sheet) -> Figure:
    heading, hero = sheet.result.heading, sheet.hero
    with s.styled():
        flow = _begun(sheet, f"{heading.title}{heading.summary}{hero.sentence.plain}")
        flow.write(KICKER.upper(), 8, bold=True, color=s.MUTED, most=1, gap=2)
        flow.write(heading.title, 20, bold=True, most=2, gap=10)
        said = f"{hero.number.text} {hero.unit}"
        flow.write(said, 32 if len(said) < 20 else 22, bold=True, color=s.HOLDS, most=2)
        flow.write(hero.sentence.plain, 14, bold=True, most=3, gap=8)
        for said in sheet.doubts:
            flow.write(said, 10, most=4)
        flow.write(sheet.stopped, 11, bold=True, color=s.FAILS_TEXT, most=2)
        flow.write(sheet.facts, 8.6, most=2, color=s.MUTED)
        return _ended(sheet, flow)


def _slide(sheet: Sheet, title: str, answer: str, drawing: Drawing) -> Figure:
    with s.styled():
        flow = _begun(sheet, title + answer)
        flow.write(title, 17, bold=True, most=2, gap=2)
        flow.write(answer, 10.5, most=3, color=s.MUTED, gap=6)
        flow.draw(drawing, flow.room)
        return _ended(sheet, flow)


def _ended(sheet: Sheet, flow: Flow) -> Figure:
    flow.y, flow.bottom = HIGH - _FOOT - 4, HIGH
    flow.write(sheet.foot, 7.4, color=s.MUTED, most=1)
    return flow.figure
