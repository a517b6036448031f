"""How charts look: palette, type, sizes, and the few ways in which text is put on a figure.

Sizes are points (1/72 inch) from the top left corner of the figure, because a figure is shown at
exactly the width it was drawn at: 1 point is 1.39 pixels on the page.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.text import Text

INK = "#1b2733"
MUTED = "#5a6772"
RULE = "#dfe4e8"
EDGE = "#8a969f"
PANEL = "#f4f7f9"
PAPER = "#ffffff"
HOLDS = "#0f5468"
HOLDS_MIDDLE = "#7fa7b3"
HOLDS_PALE = "#d5e2e6"
FAILS = "#c8571b"
FAILS_TEXT = "#b4470f"
FAILS_PALE = "#f6e3d8"
CAUSES = (
    "#2e1900",
    "#711f07",
    "#9a4013",
    "#be6603",
    "#d5804d",
    "#e49f7e",
    "#edc4b1",
    "#f7eae8",
)
"""Causes of collapse, the commonest first; neighbours differ in greyscale too."""
FAN, FAN_WIDE = "#c3d6dc", "#e3ecef"
"""Doubt about inputs: half of their sets, and nine in ten."""
HERE, BAND, LUCK = "#b5cbd2", "#d9e1e6", "#b9c4cb"
"""Bands of the word scale, where an answer stands and elsewhere; what no input explains."""
DARK_LETTERS, PALE_LETTERS = "#1b2734", "#fffffe"
"""Letters on a ground that a dark page leaves as it is: a shade off ink and paper, which turn."""
THEMED = {
    INK: "ink",
    MUTED: "muted",
    RULE: "rule",
    EDGE: "tick",
    PANEL: "panel",
    PAPER: "paper",
    HOLDS: "holds",
    HOLDS_MIDDLE: "holds-middle",
    HOLDS_PALE: "holds-pale",
    FAILS: "fails-fill",
    FAILS_TEXT: "fails",
    FAILS_PALE: "fails-pale",
    FAN: "fan",
    FAN_WIDE: "fans",
    HERE: "here",
    BAND: "band",
    LUCK: "luck",
    **{colour: f"cause-{place}" for place, colour in enumerate(CAUSES)},
}
"""Colours that a dark page has others for, by the names that its style sheet gives them."""
DIVERGING = ("#b24a12", "#f4f1ec", "#0f5468")

SMALL, TEXT, STRONG, BIG = 8.6, 9.3, 10.5, 17.0
WIDTH, PHONE = 619.2, 334.0
"""Width of a chart across the page, and across a phone."""
_styled = ContextVar("whether it is the house style already", default=False)
_width = ContextVar("width of a chart across the page", default=WIDTH)

SETTINGS: dict[str, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "truce-sim",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": TEXT,
    "text.color": INK,
    "axes.labelsize": 9.4,
    "axes.labelcolor": MUTED,
    "xtick.labelsize": 9.0,
    "ytick.labelsize": 9.0,
    "xtick.labelcolor": MUTED,
    "ytick.labelcolor": MUTED,
    "xtick.color": EDGE,
    "ytick.color": EDGE,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.edgecolor": EDGE,
    "axes.linewidth": 0.8,
    "axes.grid": True,
    "axes.grid.axis": "y",
    "grid.color": RULE,
    "grid.linewidth": 0.8,
    "axes.axisbelow": True,
    "xtick.major.size": 3.5,
    "xtick.minor.size": 2.0,
    "ytick.major.size": 0.0,
    "ytick.major.pad": 5.0,
    "lines.linewidth": 2.2,
    "lines.solid_capstyle": "round",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "legend.frameon": False,
    "path.simplify_threshold": 0.1,
}


@contextmanager
def styled(**more: Any) -> Iterator[None]:
    """Draw in the house style, whatever the user's own settings are."""
    within = _styled.get()
    if within and not more:
        yield
        return
    with mpl.rc_context():
        if not within:
            mpl.rcdefaults()
            mpl.rcParams.update(SETTINGS)  # type: ignore[arg-type]
        mpl.rcParams.update(more)  # type: ignore[arg-type]
        before = _styled.set(True)
        try:
            yield
        finally:
            _styled.reset(before)


@contextmanager
def for_phone() -> Iterator[None]:
    """Draw charts as narrow as a phone."""
    before = _width.set(PHONE)
    try:
        yield
    finally:
        _width.reset(before)


def wide() -> float:
    """Return the width that a chart across the page should have."""
    return _width.get()


def fit(page: float, phone: float) -> float:
    """Return the one that fits the width that is drawn for."""
    return page if wide() > PHONE else phone


def ink_on(ground: tuple[float, float, float]) -> str:
    """Return the colour that text can be read in on a coloured ground (red, green, blue, 0 to 1).

    Plain ink where that is dark enough, black or white where the ground is in between: one of the
    two has a contrast of 4.5 on any colour.
    """
    linear = [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in ground]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    if luminance < 0.175:
        return PALE_LETTERS
    return DARK_LETTERS if luminance > 0.28 else "#000000"


def sheet(height: float, width: float | None = None) -> Figure:
    """Return an empty figure of a size in points, across the page if no width is given."""
    return Figure(figsize=((width or wide()) / 72, height / 72), dpi=72)


def panel(figure: Figure, left: float, top: float, width: float, height: float) -> Axes:
    """Return axes at a place in points."""
    wide, high = figure.get_size_inches() * 72
    return figure.add_axes(
        (left / wide, 1 - (top + height) / high, width / wide, height / high),
    )


def bare(axes: Axes) -> None:
    """Take everything off the axes but what is drawn in them."""
    axes.set_axis_off()


def pen(figure: Figure, x: float, y: float, text: str, **more: Any) -> Text:
    """Write one line at a place in points. Nothing in the text is read as mathematics."""
    high = figure.get_size_inches()[1] * 72
    return figure.text(
        x / 72,
        (high - y) / 72,
        text,
        transform=figure.dpi_scale_trans,
        parse_math=False,
        **{"va": "center", **more},
    )


def note(axes: Axes, x: float, y: float, text: str, **more: Any) -> Text:
    """Write one line at a place in the axes' own units."""
    return axes.text(x, y, text, parse_math=False, **{"va": "center", **more})


def beside(axes: Axes, y: float, text: str, *, gap: float = 7, **more: Any) -> Text:
    """Write one line to the right of the axes at a height in the axes' own units."""
    return axes.annotate(
        text,
        (1, y),
        xycoords=("axes fraction", "data"),
        xytext=(gap, 0),
        textcoords="offset points",
        annotation_clip=False,
        parse_math=False,
        **{"va": "center", "ha": "left", **more},
    )


def above(axes: Axes, x: float, text: str, *, gap: float = 6, **more: Any) -> Text:
    """Write one line above the axes at a place in the axes' own units."""
    return axes.annotate(
        text,
        (x, 1),
        xycoords=("data", "axes fraction"),
        xytext=(0, gap),
        textcoords="offset points",
        annotation_clip=False,
        parse_math=False,
        **{"va": "bottom", "ha": "center", **more},
    )


def below(axes: Axes, x: float, text: str, *, gap: float, **more: Any) -> Text:
    """Write one line below the axes at a place in the axes' own units."""
    return axes.annotate(
        text,
        (x, 0),
        xycoords=("data", "axes fraction"),
        xytext=(0, -gap),
        textcoords="offset points",
        annotation_clip=False,
        parse_math=False,
        **{"va": "center", "ha": "center", **more},
    )
