"""Charts as files of their own, for slides and papers: SVG and PNG at double size."""

import io
import warnings
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from PIL import Image

from truce_sim.report import style as s
from truce_sim.report.drawings import Drawing, source_line
from truce_sim.report.fonts import families, undrawn
from truce_sim.report.registry import question_of
from truce_sim.report.svg import svg
from truce_sim.studies.results.common import Result, Story
from truce_sim.widths import lines

_DPI = 200
_EDGE = 16.0
_NAMED, _NAMES = ("title", "scenario", "label", "base_label"), ("parties", "others")
"""Where the names of a result stand that charts show, one and many."""


def figures(result: Result, story: Story | None) -> dict[str, Callable[[], Figure]]:
    """Return what makes each figure of a result, by the name of its file."""
    return {key: drawing.draw for key, drawing in question_of(result).charts(result, story).items()}


def write_charts(
    result: Result, story: Story | None, folder: Path, formats: Iterable[str] = ("svg", "png")
) -> list[Path]:
    """Write every chart of a result into a folder; return what was written.

    Args:
        result: The stored summary.
        story: The run that it tells, if any.
        folder: Made if missing.
        formats: Any of "svg" and "png".
    """
    folder.mkdir(parents=True, exist_ok=True)
    wanted = set(formats)
    written: list[Path] = []
    for name, data in chart_files(result, story, wanted).items():
        path = folder / name
        path.write_bytes(data)
        written.append(path)
    return written


def chart_files(
    result: Result,
    story: Story | None,
    formats: Iterable[str],
    charts: dict[str, Drawing] | None = None,
) -> dict[str, bytes]:
    """Return every chart of a result as the bytes of a file, by name.

    Args:
        result: The stored summary.
        story: The run that it tells, if any.
        formats: Any of "svg" and "png".
        charts: Its drawings, if they are used elsewhere too.
    """
    wanted = set(formats)
    found: dict[str, bytes] = {}
    charts = question_of(result).charts(result, story) if charts is None else charts
    for key, drawing in charts.items():
        if "svg" in wanted:
            text = svg(
                drawing.shapes(), key, drawing.title, drawing.description.plain, standing_alone=True
            )
            found[f"{key}.svg"] = text.encode()
        if "png" in wanted:
            found[f"{key}.png"] = png(drawing, source_line(result.heading))
    return found


def png(drawing: Drawing, source: str) -> bytes:
    """Return a chart at double size on white, with its title and source in the picture."""
    figure = drawing.figure()
    texts = figure.findobj(Text)
    said = "".join(text.get_text() for text in texts if isinstance(text, Text))
    fonts = families(said + drawing.title + source)
    with s.styled(**{"font.family": fonts}), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        return _framed(pixels(figure, fonts), drawing.title, source)


def pixels(figure: Figure, fonts: list[str]) -> Image.Image:
    """Return a figure on white as an image, in whatever fonts there are for its letters.

    The figure is left as it was: it may be written to another file as well.
    """
    texts = [text for text in figure.findobj(Text) if isinstance(text, Text)]
    before = [text.get_fontfamily() for text in texts]
    dpi, ground, own = figure.get_dpi(), figure.get_facecolor(), figure.canvas
    for text in texts:
        text.set_fontfamily(fonts)
    image = _drawn(figure)
    for text, family in zip(texts, before, strict=True):
        text.set_fontfamily(family)
    figure.set_dpi(dpi)
    figure.set_facecolor(ground)
    figure.set_canvas(own)
    return image


def _drawn(figure: Figure) -> Image.Image:
    """Draw a figure on white at double size."""
    figure.set_dpi(_DPI)
    figure.set_facecolor("white")
    canvas = FigureCanvasAgg(figure)
    canvas.draw()  # type: ignore[no-untyped-call]
    size = canvas.get_width_height()
    pixels = canvas.buffer_rgba()  # type: ignore[no-untyped-call]
    return Image.frombuffer("RGBA", size, pixels, "raw", "RGBA", 0, 1).convert("RGB")


def _framed(chart: Image.Image, title: str, source: str) -> bytes:
    """Put a title above an image and its source below, on white."""
    wide, high = (side / _DPI * 72 for side in chart.size)
    width = max(wide + 2 * _EDGE, 300.0)
    head = lines(title, int((width - 2 * _EDGE) / 8.6), 2)
    foot = lines(source, int((width - 2 * _EDGE) / 5.2), 4)
    top, bottom = 20 + 17 * len(head), 20 + 11 * len(foot)
    figure = s.sheet(high + top + bottom, width)
    for row, line in enumerate(head):
        s.pen(figure, _EDGE, 17 + 17 * row, line, size=13, weight="bold")
    for row, line in enumerate(foot):
        y = top + high + 14 + 11 * row
        s.pen(figure, _EDGE, y, line, size=8, color=s.MUTED)
    whole = _drawn(figure)
    # Put in as pixels: matplotlib would look at each of them for missing values, and stretch it.
    bottom_edge = whole.height - round(bottom / 72 * _DPI)
    whole.paste(chart, (round(_EDGE / 72 * _DPI), bottom_edge - chart.height))
    buffer = io.BytesIO()
    whole.save(buffer, format="png", dpi=(_DPI, _DPI))
    return buffer.getvalue()


def names_left_out(result: Result) -> tuple[str, ...]:
    """Return the names in a result whose letters no installed font has, so that PNGs lack them."""
    found: list[str] = []
    for name in undrawn(_names(result.model_dump(exclude={"inputs"}))):
        # "North: retaliates" says nothing new where North was named.
        if not any(other in name for other in found):
            found.append(name)
    return tuple(found)


def _names(part: Any) -> Iterator[str]:  # noqa: ANN401 - of a result, whatever it holds
    """Yield what users named, wherever it stands in a result."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key in _NAMED and isinstance(value, str):
                yield value
            elif key in _NAMES and isinstance(value, dict):
                yield from value.values()
            else:
                yield from _names(value)
    elif isinstance(part, list | tuple):
        for value in part:
            yield from _names(value)
