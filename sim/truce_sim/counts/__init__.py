"""Counts of incidents by day, as people keep them in spreadsheets: text to series of numbers.

Nothing here estimates, and nothing is mended in silence: what was left out, and how what can be
read in two ways was read, is noted with its lines.
"""

from truce_sim.counts.reading import read_counts
from truce_sim.counts.series import NO_VIOLATIONS, Count, Counts, Note, Series, of_party
from truce_sim.scenario.cells import BadCellError, days_of

__all__ = [
    "NO_VIOLATIONS",
    "BadCellError",
    "Count",
    "Counts",
    "Note",
    "Series",
    "days_of",
    "of_party",
    "read_counts",
]
