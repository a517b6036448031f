"""How a study is run: of which luck, how long, by which engine, from where on."""

import argparse

from truce_sim.cli import typed_values as values
from truce_sim.runs.known_engines import ENGINES


def runs(parser: argparse.ArgumentParser) -> None:
    """Add how many runs, of which luck."""
    luck(parser, "simulated histories (default: from the file)", "default: from the file")


def weighed(parser: argparse.ArgumentParser) -> None:
    """Add the same where runs are weighed."""
    said = "simulated histories at first; more where too few are in effect (default: 8,000)"
    luck(parser, said, "default: from the file")


def luck(parser: argparse.ArgumentParser, runs: str, seed: str) -> None:
    """Add how many runs, of which luck, and in how many processes."""
    parser.add_argument("--runs", type=values.runs_count, metavar="N", help=runs)
    parser.add_argument("--seed", type=values.seed, metavar="N", help=seed)
    parser.add_argument(
        "--jobs",
        type=values.count,
        metavar="N",
        help="processes, or threads of the compiled engine (default: all cores); never changes "
        "results",
    )


def cluster(parser: argparse.ArgumentParser) -> None:
    """Add that the workers of a cluster make the runs."""
    parser.add_argument(
        "--on",
        type=values.cluster,
        metavar="ADDRESS",
        help="compute on a Dask cluster (extra: cluster): dask://HOST:PORT, tls://HOST:PORT, or "
        "the scheduler's file; never changes results",
    )


def engine(parser: argparse.ArgumentParser) -> None:
    """Add which engine makes the runs."""
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="auto",
        help="who makes the runs: simpy (the model itself), compiled (the same, many times as "
        "fast), auto (compiled where it is there and worth while); never changes results",
    )


def stopping(parser: argparse.ArgumentParser) -> None:
    """Add when it is known well enough."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--precision",
        default=argparse.SUPPRESS,
        type=values.points,
        metavar="POINTS",
        help="run until the odds are known to ± so many points in 100",
    )
    group.add_argument(
        "--decide",
        default=argparse.SUPPRESS,
        type=values.between,
        metavar="ODDS",
        help="run until the odds are above or below, e.g. 0.9; may stay undecided",
    )


def doubting(parser: argparse.ArgumentParser) -> None:
    """Add that doubt about inputs is not looked at."""
    parser.add_argument(
        "--no-believable",
        action="store_true",
        help="leave doubt about inputs out (half of the runs or more); it is looked at from 500 "
        "runs on",
    )


def resumes(parser: argparse.ArgumentParser) -> None:
    """Add studies to go on with or to make again."""
    parser.add_argument("--resume", metavar="RUN", help="go on with an interrupted study")
    parser.add_argument(
        "--again",
        metavar="RUN",
        help="run a stored one once more, as it was, and compare it byte by byte",
    )


def plans(parser: argparse.ArgumentParser) -> None:
    """Add that others are to do the work."""
    parser.add_argument(
        "--plan-only",
        action="store_true",
        help="write the study down for other processes or machines to work on (work), and print "
        "its id; run nothing",
    )


def weighs(parser: argparse.ArgumentParser) -> None:
    """Add that nothing is run."""
    parser.add_argument(
        "--dry-run", action="store_true", help="count runs and estimate seconds; run nothing"
    )
