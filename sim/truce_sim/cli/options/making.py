"""What commands that write or check something are told."""

import argparse

from truce_sim.cli import typed_values as values
from truce_sim.runs.known_engines import ENGINES


def new(parser: argparse.ArgumentParser) -> None:
    """Add what a new scenario begins with."""
    parser.add_argument("name", metavar="NAME", help="name of the new scenario")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="KIND",
        help="begin with a fragmented-war, line-of-contact, humanitarian-pause or monitored-truce; "
        "or copy a scenario file, by path or name",
    )
    parser.add_argument(
        "--ask", action="store_true", help="answer ten questions and get a file that runs"
    )
    parser.add_argument(
        "--answers",
        metavar="FILE",
        help="the answers in a file, by path or name, a line each: parties = Army, Movement",
    )


def counting(parser: argparse.ArgumentParser) -> None:
    """Add counts to be read, and which of them."""
    parser.add_argument(
        "counts",
        metavar="FILE.csv",
        help="by path or name: a header, and a line for each day or span of days",
    )
    parser.add_argument(
        "--party", metavar="NAME", help="id of the party whose incidents these are, e.g. north"
    )
    parser.add_argument("--from", dest="first", metavar="DATE", help="only days from this one on")
    parser.add_argument(
        "--until",
        dest="before",
        metavar="DATE",
        help="only days before this one, such as the day on which the truce starts",
    )


def what(parser: argparse.ArgumentParser) -> None:
    """Add what is to be shown."""
    parser.add_argument(
        "what",
        metavar="X",
        help="a scenario by path or name, a finished run, or one of the words: inputs, columns",
    )
    parser.add_argument(
        "place",
        metavar="PLACE",
        nargs="?",
        help="with inputs: only those of a table or path, e.g. verification or parties.ID.hits; "
        "with columns: the scenario file whose runs have them",
    )


def anchoring(parser: argparse.ArgumentParser) -> None:
    """Add what is moved to what, and where it is written."""
    parser.add_argument(
        "--to",
        choices=("base-rate",),
        default="base-rate",
        help="what to move the level to: how many past truces like it were not broken (default)",
    )
    parser.add_argument(
        "--by",
        choices=("headroom", "start", "spread"),
        default="headroom",
        help="what to move: what every party bears (default), grievance at the start, or how far "
        "what parties bear varies",
    )
    parser.add_argument(
        "--write", metavar="FILE", help="the new file (default: SCENARIO-anchored.toml, beside it)"
    )
    parser.add_argument(
        "--replace", action="store_true", help="write the new file even where there is one"
    )


def listed(parser: argparse.ArgumentParser) -> None:
    """Add what is listed."""
    parser.add_argument(
        "what",
        metavar="WHAT",
        nargs="?",
        choices=("runs", "scenarios"),
        default="runs",
        help="runs (default), or scenarios: what can be asked about by name",
    )


def kit(parser: argparse.ArgumentParser) -> None:
    """Add where a class's files are laid."""
    parser.add_argument("folder", metavar="FOLDER", help="a new folder, such as my-class")


def bets(parser: argparse.ArgumentParser) -> None:
    """Add what a class bet, and what came of it."""
    parser.add_argument(
        "predictions",
        metavar="PREDICTIONS.csv",
        help="a header, group,case,probability, and a line for each bet: North,syria,70%%",
    )
    parser.add_argument(
        "--outcomes",
        metavar="FILE.csv",
        help="what came of your own cases: case,held,model,base_rate (default: of the kit's)",
    )
    parser.add_argument("--json", action="store_true", help="print the scores as JSON only")


def shells(parser: argparse.ArgumentParser) -> None:
    """Add which shell is to complete what is typed."""
    parser.add_argument(
        "shell",
        metavar="SHELL",
        choices=("bash", "zsh", "fish", "powershell"),
        help="bash, zsh, fish or powershell",
    )


def verify(parser: argparse.ArgumentParser) -> None:
    """Add which engine is checked."""
    parser.add_argument(
        "--engine",
        choices=ENGINES[1:],
        default=ENGINES[1],
        help="who makes the runs that are checked: simpy (default) or compiled",
    )
    parser.add_argument("--seed", type=values.seed, metavar="N", default=1, help="default: 1")
    parser.add_argument("--json", action="store_true", help="print the table as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")
