"""What single questions are asked with."""

import argparse

from truce_sim.cli import typed_values as values
from truce_sim.cli.options import running


def params(parser: argparse.ArgumentParser) -> None:
    """Add what a sweep goes through."""
    parser.add_argument(
        "--param",
        metavar="PATH=LEVELS",
        action="append",
        default=[],
        dest="params",
        help="an input and its levels, START:STOP:N or A,B,C with units, e.g. "
        "verification.checked_in=6h:72h:7; repeatable",
    )
    parser.add_argument(
        "--design",
        choices=("grid", "lhs", "sobol"),
        default="grid",
        help="all combinations (default), or a Latin hypercube or Sobol sample of PATH=START:STOP",
    )
    parser.add_argument(
        "--points", type=values.count, metavar="N", help="settings of a sampled design"
    )
    parser.add_argument(
        "--confirm",
        action="store_true",
        help="run the best settings once more, on fresh replications",
    )


def threshold(parser: argparse.ArgumentParser) -> None:
    """Add what odds it takes, and of what."""
    parser.add_argument(
        "--holds", type=values.between, metavar="ODDS", help="the odds to reach, e.g. 0.9"
    )
    parser.add_argument(
        "--by",
        metavar="PATH=START:STOP",
        help="the input to reach them by, e.g. verification.teams=1:12",
    )


def dates(parser: argparse.ArgumentParser) -> None:
    """Add dates of the talks."""
    parser.add_argument(
        "--talks",
        metavar="DATE,DATE,...",
        help="dates of the talks, e.g. 2016-03-07,2016-03-09, or +7days from the file's own "
        "(default: as first planned, as planned, one and two weeks later); "
        "write --talks=-1day,+1day if the first is earlier",
    )
    parser.add_argument(
        "--unless",
        choices=("settled", "quiet"),
        help="what the rule beside the dates waits for: it moves the talks once unless the truce "
        "is that by then (default: as in the file, else settled; quiet where nothing is filed)",
    )


def known(parser: argparse.ArgumentParser) -> None:
    """Add until when something was known."""
    parser.add_argument(
        "--until",
        metavar="DATE",
        help="only what was known by then, e.g. 2016-03-03 or 5days (default: all of [observed])",
    )


def given(parser: argparse.ArgumentParser) -> None:
    """Add that a study begins today."""
    parser.add_argument(
        "--given-observed",
        action="store_true",
        help="from today on: of truces that stood as long as [observed] says, and looked like what "
        "was counted",
    )
    parser.add_argument(
        "--until",
        metavar="DATE",
        help="with --given-observed: only what was known by then, e.g. 2016-03-03 or 5days",
    )


def which_run(parser: argparse.ArgumentParser) -> None:
    """Add which run is followed."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--run", type=values.number, metavar="N", help="number of the run (default: 0)"
    )
    group.add_argument("--collapses", action="store_true", help="a typical run that collapses")
    group.add_argument("--holds", action="store_true", help="the first run that holds")
    group.add_argument(
        "--where",
        metavar="CONDITION",
        help='the first run that meets it, e.g. "cause = walk-out and life < 3 days"; what can be '
        "asked: show columns FILE",
    )
    parser.add_argument(
        "--nth",
        type=values.count,
        metavar="N",
        help="not the first such run, or the most typical, but the Nth",
    )
    parser.add_argument(
        "--runs",
        type=values.count,
        metavar="N",
        help="how many runs are looked at for one such (default: 2,000; for a typical one: 200)",
    )
    parser.add_argument(
        "--jobs",
        type=values.count,
        metavar="N",
        help="processes that look, or threads of the compiled engine (default: all cores)",
    )
    parser.add_argument(
        "--options",
        metavar="A,B",
        help="tell the run under two options side by side; the file as it stands is: base",
    )
    parser.add_argument(
        "--all", action="store_true", help="every event, not only those that tell most"
    )
    parser.add_argument(
        "--last", type=values.span, metavar="TIME", help="only so long before the end, e.g. 2days"
    )
    parser.add_argument("--seed", type=values.seed, metavar="N", help="default: from the file")
    parser.add_argument("--json", action="store_true", help="print the whole story as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")


def past(parser: argparse.ArgumentParser) -> None:
    """Add past truces to be scored, and by which rules."""
    parser.add_argument(
        "cases",
        metavar="CASES.csv",
        nargs="?",
        help="past truces, coded (default: those that come with the program)",
    )
    parser.add_argument(
        "--rules",
        metavar="FILE",
        help="which coded columns set which inputs (default: those that come with the program)",
    )
    parser.add_argument(
        "--rows",
        metavar="FILE",
        help="your own copy of the ETH/PRIO ceasefire data: score its truces instead of CASES.csv; "
        "no row of it is kept or printed",
    )
    parser.add_argument(
        "--wars",
        choices=("even", "odd", "all"),
        help="which wars of --rows are scored, by a digest of their names: rules were chosen on "
        "even ones (default: all)",
    )
    running.luck(
        parser,
        "simulated histories of each different scenario (default: 2,000)",
        "default: 20260301",
    )
