"""A chart of a result: how it is drawn, what it is called, what it shows in words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from matplotlib.figure import Figure

from truce_sim.report.style import wide
from truce_sim.report.svg import shapes
from truce_sim.report.told import Sentence
from truce_sim.studies.results.common import Heading


@dataclass(frozen=True, slots=True)
class Spot:
    """A column of a chart that tells its values: places in points, and what it says."""

    left: float
    top: float
    width: float
    height: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One chart: `draw` makes the figure, the rest says what it shows."""

    key: str
    title: str
    description: Sentence
    draw: Callable[[], Figure]
    spots: Callable[[], Sequence[Spot]] = tuple
    """Where the chart tells values under a pointer, for the width that is drawn for."""
    drawn: dict[float, Figure] = field(default_factory=dict, repr=False)
    """What was drawn already, by the width that it was drawn for."""
    written: dict[float, Element] = field(default_factory=dict, repr=False)
    """What was written as SVG already, by the same width."""

    def figure(self) -> Figure:
        """Return the figure, drawn once for each width, whatever it is written to."""
        if wide() not in self.drawn:
            self.drawn[wide()] = self.draw()
        return self.drawn[wide()]

    def shapes(self) -> Element:
        """Return the figure as SVG, written once for each width, for the page and for a file."""
        if wide() not in self.written:
            self.written[wide()] = shapes(self.figure())
        return self.written[wide()]


def source_line(heading: Heading) -> str:
    """Return what stands under a picture that leaves the report."""
    return f"Simulated: {heading.runs:,} runs of {heading.scenario}, seed {heading.seed}. A thinking aid, not a forecast."
