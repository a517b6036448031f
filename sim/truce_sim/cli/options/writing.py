"""Where answers go and what they look like."""

import argparse

from truce_sim.cli import typed_values as values
from truce_sim.runs.known_formats import USUAL


def output(parser: argparse.ArgumentParser) -> None:
    """Add where results lie, and how much is printed."""
    parser.add_argument(
        "--out", metavar="DIR", default="results", help="results folder (default: results)"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON only")
    parser.add_argument("-q", "--quiet", action="store_true", help="headline and path only")
    parser.add_argument("--plain", action="store_true", help="no colour, no progress bar")


def reports(parser: argparse.ArgumentParser) -> None:
    """Add what is written for people."""
    formats(parser)
    parser.add_argument(
        "--no-report", action="store_true", help="write no report and no charts, only tables"
    )
    parser.add_argument("--open", action="store_true", help="open the report in a browser")


_WRITES = (
    "what to write beside the summary: any of html (the report), svg and png (each chart), "
    "csv and parquet (tables), xlsx (a workbook of the answer); default: html,svg,csv"
)


def formats(parser: argparse.ArgumentParser, says: str = _WRITES) -> None:
    """Add what is written beside the summary."""
    parser.add_argument(
        "--format",
        type=values.format_list,
        metavar="LIST",
        dest="formats",
        default=USUAL,
        help=says,
    )


def _one_run(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "run", metavar="RUN", nargs="?", default="latest", help="run id (default: the latest)"
    )


def stored(parser: argparse.ArgumentParser) -> None:
    """Add which stored run is written again."""
    _one_run(parser)
    formats(
        parser,
        "what to write again: any of html (the report), svg and png (each chart), and of the "
        "tables that were written parquet and xlsx (a workbook); default: html,svg",
    )
    parser.add_argument("--open", action="store_true", help="open the report in a browser")


def packing(parser: argparse.ArgumentParser) -> None:
    """Add which run is packed, and where to."""
    _one_run(parser)
    parser.add_argument("--to", metavar="FILE", help="the archive (default: RUN.zip, here)")
    parser.add_argument("--replace", action="store_true", help="replace an archive of that name")


def handing_on(parser: argparse.ArgumentParser) -> None:
    """Add which run is told on one page, and in what."""
    _one_run(parser)
    parser.add_argument(
        "--to", metavar="FOLDER", default=".", help="where the files go (default: here)"
    )
    parser.add_argument(
        "--slides",
        choices=("pdf", "pptx", "none"),
        default="pdf",
        help="the charts as slides: a PDF, or for PowerPoint and Impress (default: pdf)",
    )
    parser.add_argument(
        "--no-browser", action="store_true", help="draw the page, though a browser could print it"
    )
    parser.add_argument("--replace", action="store_true", help="replace files of these names")


def folder(parser: argparse.ArgumentParser) -> None:
    """Add where results lie."""
    parser.add_argument(
        "--out", metavar="DIR", default="results", help="results folder (default: results)"
    )


def listing(parser: argparse.ArgumentParser) -> None:
    """Add how stored runs are listed."""
    folder(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")


def cleaning(parser: argparse.ArgumentParser) -> None:
    """Add which stopped studies are removed."""
    parser.add_argument(
        "run", metavar="RUN", nargs="*", help="run ids (default: all that are not finished)"
    )
    parser.add_argument("--dry-run", action="store_true", help="list only; remove nothing")


def telling(parser: argparse.ArgumentParser) -> None:
    """Add how is told what was done."""
    parser.add_argument("--json", action="store_true", help="print what was done as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")
