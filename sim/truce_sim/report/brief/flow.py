"""Words and pictures put one under the other on a sheet drawn by matplotlib."""

from dataclasses import dataclass

from matplotlib.figure import Figure

from truce_sim.report import style as s
from truce_sim.report.drawings import Drawing
from truce_sim.report.pictures import pixels
from truce_sim.widths import lines

_CELL = 0.55
"""Width of a letter in its own height, on average: DejaVu is a wide face."""
_BOLD = 0.63


@dataclass
class Flow:
    """A sheet being filled from its top; sizes are points.

    Attributes:
        figure: the sheet.
        left, right: edges of what is written.
        y: how far it is filled.
        bottom: how far it may be.
        fonts: families for its letters.
    """

    figure: Figure
    left: float
    right: float
    y: float
    bottom: float
    fonts: list[str]

    @property
    def room(self) -> float:
        """Height that is left."""
        return self.bottom - self.y

    def write(
        self,
        text: str,
        size: float,
        *,
        bold: bool = False,
        color: str = s.INK,
        most: int = 8,
        gap: float = 4.0,
    ) -> None:
        """Write a paragraph of at most so many lines; one that has no room is cut, and shows it."""
        leading = size * 1.36
        most = min(most, int((self.room + leading * 0.3) // leading))
        if not text or most < 1:
            return
        cell = size * (_BOLD if bold else _CELL)
        for line in lines(text, int((self.right - self.left) / cell), most):
            s.pen(
                self.figure,
                self.left,
                self.y + leading / 2,
                line,
                size=size,
                weight="bold" if bold else "normal",
                color=color,
                family=self.fonts,
            )
            self.y += leading
        self.y += gap

    def draw(self, drawing: Drawing, height: float, *, gap: float = 8.0) -> None:
        """Put a chart on the sheet, as large as fits into the width and a height."""
        height = min(height, self.room)
        if height < 40:
            return
        with s.styled(**{"font.family": self.fonts}):
            image = pixels(drawing.figure(), self.fonts)
        wide, high = image.size
        scale = min((self.right - self.left) / wide, height / high)
        axes = s.panel(self.figure, self.left, self.y, wide * scale, high * scale)
        s.bare(axes)
        axes.imshow(image, aspect="auto", interpolation="none")
        self.y += high * scale + gap
