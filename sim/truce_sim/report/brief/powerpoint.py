"""The same slides for PowerPoint and Impress, whose words can be changed there."""

import io
from datetime import datetime
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.presentation import Presentation as Deck
from pptx.slide import Slide
from pptx.util import Emu, Pt

from truce_sim.report import style as s
from truce_sim.report.brief.sheet import KICKER, Sheet
from truce_sim.report.brief.slides import HIGH, WIDE
from truce_sim.report.drawings import Drawing
from truce_sim.report.fonts import families
from truce_sim.report.pictures import pixels

_EDGE = 34.0
_EMPTY = 6
"""Number of the layout without any boxes, in the template that the library carries."""
_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def powerpoint(sheet: Sheet) -> bytes:
    """Return the slides as a PPTX: the same answer gives the same bytes.

    Answers and sources are in the notes as well, for whoever speaks.
    """
    deck = Presentation()
    deck.slide_width, deck.slide_height = _at(WIDE), _at(HIGH)
    heading, hero = sheet.result.heading, sheet.hero
    about = deck.core_properties
    about.title, about.author, about.last_modified_by = heading.title, "", ""
    about.created = about.modified = datetime(*_LONG_AGO)
    first = _slide(deck, sheet, heading.title, " ".join(sheet.doubts))
    _write(first, KICKER, 12, 10, color=s.MUTED)
    said = f"{hero.number.text} {hero.unit}"
    size = 32 if len(said) < 20 else 20
    _write(first, said, 100, size, bold=True, color=s.HOLDS)
    _write(first, hero.sentence.plain, 146, 18, bold=True)
    _write(first, "\n".join([*sheet.doubts, sheet.stopped, sheet.facts]).strip(), 206, 12)
    for title, answer, drawing in sheet.shown():
        slide = _slide(deck, sheet, title, answer)
        _write(slide, answer, 64, 12, color=s.MUTED)
        _picture(slide, drawing)
    return _timeless(deck)


def _at(points: float) -> Emu:
    return Emu(Pt(points))


def _slide(deck: Deck, sheet: Sheet, title: str, said: str) -> Slide:
    slide: Slide = deck.slides.add_slide(deck.slide_layouts[_EMPTY])
    _write(slide, title, 28, 22, bold=True)
    _write(slide, sheet.foot, HIGH - 26, 8, color=s.MUTED)
    notes = slide.notes_slide.notes_text_frame
    if notes is not None:
        notes.text = f"{said}\n{sheet.foot}".strip()
    return slide


def _write(
    slide: Slide, text: str, top: float, size: float, *, bold: bool = False, color: str = s.INK
) -> None:
    box = slide.shapes.add_textbox(_at(_EDGE), _at(top), _at(WIDE - 2 * _EDGE), _at(size * 1.4))
    frame = box.text_frame
    frame.word_wrap = True
    frame.text = text
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold = Pt(size), bold
        paragraph.font.color.rgb = RGBColor(*bytes.fromhex(color.removeprefix("#")))  # type: ignore[no-untyped-call]


def _picture(slide: Slide, drawing: Drawing) -> None:
    said = drawing.description.plain
    fonts = families(said + drawing.title)
    with s.styled(**{"font.family": fonts}):
        image = pixels(drawing.figure(), fonts)
    file = io.BytesIO()
    image.save(file, format="png")
    top, bottom = 118.0, HIGH - 34
    scale = min((WIDE - 2 * _EDGE) / image.width, (bottom - top) / image.height)
    wide, high = image.width * scale, image.height * scale
    left = (WIDE - wide) / 2
    put = slide.shapes.add_picture(file, _at(left), _at(top), _at(wide), _at(high))
    # For whoever hears slides read aloud.
    put._element._nvXxPr.cNvPr.set("descr", f"{drawing.title}. {said}")  # noqa: SLF001 - no other way


def _timeless(deck: Deck) -> bytes:
    """Return a presentation with no time of writing in it."""
    written, whole = io.BytesIO(), io.BytesIO()
    deck.save(written)
    with ZipFile(written) as source, ZipFile(whole, "w", ZIP_DEFLATED) as target:
        for name in sorted(source.namelist()):
            target.writestr(ZipInfo(name, _LONG_AGO), source.read(name), ZIP_DEFLATED)
    return whole.getvalue()
