"""A share of a planned study: which, of how many, and by how many processes here."""

import argparse

from truce_sim.cli import typed_values as values


def share(parser: argparse.ArgumentParser) -> None:
    """Add which study, which share of it, and how many processes."""
    parser.add_argument("run", metavar="RUN", help="id of the study, as --plan-only printed it")
    parser.add_argument(
        "--share",
        type=values.share,
        metavar="K/N",
        help="which of how many equal shares, e.g. 3/40 (default: from Slurm's "
        "SLURM_ARRAY_TASK_ID and SLURM_ARRAY_TASK_COUNT)",
    )
    parser.add_argument(
        "--jobs",
        type=values.count,
        metavar="N",
        help="processes, or threads of the compiled engine, on this machine (default: all cores); "
        "never changes results",
    )
