"""The files that a result can be told in: the page, its charts, a workbook."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from truce_sim.report.registry import question_of
from truce_sim.studies.results.common import Result, Story

if TYPE_CHECKING:
    from truce_sim.report.drawings import Drawing
    from truce_sim.runs.tables import Table

Files = dict[str, str | bytes]
WORKBOOK = "summary.xlsx"


@dataclass(frozen=True)
class Dress:
    """A result's report and charts: each chart is drawn once, and none that nobody asks for.

    Attributes:
        result: the summary.
        story: the run that it tells, if any.
        tables: returns the tables of its study, by name; asked for a workbook alone.
    """

    result: Result
    story: Story | None
    tables: "Callable[[], Mapping[str, Table]]" = dict

    @cached_property
    def drawings(self) -> "dict[str, Drawing]":
        """The charts, by name; none is drawn yet."""
        return question_of(self.result).charts(self.result, self.story)

    def files(self, about: dict[str, Any], formats: Collection[str]) -> Files:
        """Return report, charts and workbook, by path within the result's folder.

        Args:
            about: the manifest.
            formats: any of "html", "svg", "png" and "xlsx"; others are none of these.
        """
        files: Files = {}
        if "html" in formats:
            from truce_sim.report.page import build_page
            from truce_sim.report.stored import for_report

            about = for_report(about)
            files["report.html"] = build_page(self.result, self.story, about, self.drawings)
        pictures = {"svg", "png"} & set(formats)
        if pictures:
            from truce_sim.report.pictures import chart_files

            charts = chart_files(self.result, self.story, pictures, self.drawings)
            files |= {f"charts/{name}": content for name, content in charts.items()}
        if "xlsx" in formats:
            from truce_sim.report.workbook import workbook

            files[WORKBOOK] = workbook(self.result, self.tables())
        return files
