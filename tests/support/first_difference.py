"""Looks for a run on which the engines differ; a script, so that it can be run on altered sources.

Prints what differs and ends with 1; ends with 0 if nothing does. Its arguments are the number of
the first batch, how many, and "whole" or nothing. The engine may run as plain Python
(NUMBA_DISABLE_JIT=1), hundreds of times slower: so only the first run of a batch is done, unless
"whole" is said.
"""

import sys
import warnings
from dataclasses import replace

from alike import differing
from drawn_batches import drawn_batch
from engines import by_engine, by_simpy


def main(first: int, batches: int, *, whole: bool) -> int:
    """Compare so many drawn batches."""
    # Words that wrap around are meant to; plain numpy warns of it.
    warnings.simplefilter("ignore", RuntimeWarning)
    for number in range(first, first + batches):
        batch = drawn_batch(number)
        if not whole:
            batch = replace(batch, world=batch.worlds[0], count=1, kept=())
        if found := differing(by_simpy(batch), by_engine(batch)):
            sys.stdout.write(f"batch {number} differs: {'; '.join(found[:3])}\n")
            return 1
    sys.stdout.write(f"{batches} batches and no difference\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3]), whole="whole" in sys.argv))
