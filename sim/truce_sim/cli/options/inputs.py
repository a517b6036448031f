"""What is read: a scenario file or several, changed on the way."""

import argparse


def scenario(parser: argparse.ArgumentParser) -> None:
    """Add one scenario file."""
    parser.add_argument("scenario", metavar="SCENARIO", help="scenario file, or name of one")


def maybe_scenario(parser: argparse.ArgumentParser) -> None:
    """Add a scenario file that going on with a study needs none of."""
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        nargs="?",
        help="scenario file, or name of one (not needed with --resume)",
    )


def scenarios(parser: argparse.ArgumentParser) -> None:
    """Add scenario files."""
    parser.add_argument("scenario", metavar="SCENARIO", nargs="+", help="scenario files, or names")


def any_scenarios(parser: argparse.ArgumentParser) -> None:
    """Add a base and others, or none."""
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        nargs="*",
        help="one scenario with options, or the base and others (not needed with --resume)",
    )


def sets(parser: argparse.ArgumentParser) -> None:
    """Add changes of single inputs."""
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="sets",
        help="change one input, e.g. parties.all.retaliates=0.4; repeatable",
    )


def strict(parser: argparse.ArgumentParser) -> None:
    """Add that notes count as faults."""
    parser.add_argument(
        "--strict", action="store_true", help="end with exit code 2 if there are notes as well"
    )
