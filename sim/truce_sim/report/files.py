"""The files that a result can be told in: the page, its charts, its tables."""

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from truce_sim.studies.results import AnyResult, Story

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing

Files = dict[str, str | bytes]


@dataclass(frozen=True)
class Dress:
    """A result's report and charts: each chart is drawn once, and none that nobody asks for.

    Attributes:
        result: the summary.
        story: the run that it tells, if any.
    """

    result: AnyResult
    story: Story | None

    @cached_property
    def drawings(self) -> "dict[str, Drawing]":
        """The charts, by name; none is drawn yet."""
        # Drawing libraries are slow to load, and not everybody wants pictures.
        from truce_sim.report.drawings import drawings  # noqa: PLC0415

        return drawings(self.result, self.story)

    def files(self, about: dict[str, Any], formats: Collection[str]) -> Files:
        """Return report and charts, by path within the result's folder.

        Args:
            about: the manifest.
            formats: any of "html", "svg" and "png".
        """
        files: Files = {}
        if "html" in formats:
            from truce_sim.report.page import build_page  # noqa: PLC0415
            from truce_sim.report.stored import for_report  # noqa: PLC0415

            about = for_report(about)
            files["report.html"] = build_page(self.result, self.story, about, self.drawings)
        pictures = {"svg", "png"} & set(formats)
        if pictures:
            from truce_sim.report.pictures import chart_files  # noqa: PLC0415

            charts = chart_files(self.result, self.story, pictures, self.drawings)
            files |= {f"charts/{name}": content for name, content in charts.items()}
        return files
