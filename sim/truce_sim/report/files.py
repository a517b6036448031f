"""The files that a result can be told in: the page, its charts, its tables."""

from collections.abc import Collection
from typing import Any

from truce_sim.studies.results import AnyResult, Story

Files = dict[str, str | bytes]


def told_files(
    result: AnyResult, story: Story | None, about: dict[str, Any], formats: Collection[str]
) -> Files:
    """Return report and charts of a result, by path within its folder.

    Args:
        result: the summary.
        story: the run that it tells, if any.
        about: the manifest.
        formats: any of "html", "svg" and "png".
    """
    files: Files = {}
    if "html" in formats:
        # Drawing libraries are slow to load, and not everybody wants pictures.
        from truce_sim.report.page import build_page  # noqa: PLC0415
        from truce_sim.report.stored import for_report  # noqa: PLC0415

        files["report.html"] = build_page(result, story, for_report(about))
    pictures = {"svg", "png"} & set(formats)
    if pictures:
        from truce_sim.report.pictures import chart_files  # noqa: PLC0415

        charts = chart_files(result, story, pictures)
        files |= {f"charts/{name}": content for name, content in charts.items()}
    return files
