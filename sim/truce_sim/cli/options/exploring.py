"""How a truce is explored on a page."""

import argparse

from truce_sim.cli import typed_values as values


def histories(parser: argparse.ArgumentParser) -> None:
    """Add how many histories stand behind a number, and of which luck."""
    parser.add_argument(
        "--histories",
        type=values.histories_count,
        metavar="N",
        default=1000,
        help="simulated histories behind each number (default: 1,000)",
    )
    parser.add_argument("--seed", type=values.seed, metavar="N", help="default: from the file")
    parser.add_argument(
        "--jobs",
        type=values.count,
        metavar="N",
        help="cores that it may take (default: all); never changes results",
    )


def page(parser: argparse.ArgumentParser) -> None:
    """Add where the page is, and for how long."""
    parser.add_argument(
        "--port",
        type=values.port,
        metavar="N",
        help="port on this machine, from 1024 on (default: any that is free)",
    )
    parser.add_argument(
        "--no-open", action="store_true", help="print the address only; open no browser"
    )
    parser.add_argument(
        "--stay",
        action="store_true",
        help="go on when no page has been open for 10 minutes, which ends it otherwise",
    )
