"""How much may be asked for: apart from all that takes time to load, for the command line."""

MOST_RUNS = 10_000_000
"""Runs that may be asked for, and the highest number that a run may have."""
FINEST, COARSEST = 0.001, 0.5
"""Half-widths of an interval, as shares, that may be asked for."""
FEWEST_HISTORIES, MOST_HISTORIES = 100, 10_000
"""Histories that may be explored: enough for a number to say something, few enough for a hand."""
