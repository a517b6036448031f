"""A table with every type of column, whatever is hard to carry, and gaps in each."""

import math
from datetime import datetime

from truce_sim.model.columns import Column
from truce_sim.runs.tables import Table

COLUMNS = (
    Column("label", "text", "names as people give them", "text", stands_for="1 & 2"),
    Column("cause", "text", "empty where it held", "text"),
    Column("violations", "count", "how many", "whole"),
    Column("life", "hours", "how long", "number"),
    Column("held", "1 or 0", "1 if it held", "yes or no"),
    Column("ends_at", "date and hour", "when it ended", "date"),
)
LABELS = (
    "1 & 2",
    "select",
    "هيئة تحرير الشام",
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    'a "b", c;\td',
    "two\nlines",
    "'quoted'",
    "007",
    "1e5",
    "TRUE",
    "2016-03-09",
    "café é \u202e 🕊",
)
NOT_MISSING = ("NA", "null", "nan", "None")
"""Names of things, which some programs take for gaps unless they are told not to."""
LIFE = (240.0, 0.1, 1 / 3, 1e-7, 1e300, -0.0)
_ROWS = [
    (
        label,
        "spiral" if place % 2 else "",
        place if place % 5 else None,
        LIFE[place % len(LIFE)] if place % 4 else math.nan,
        bool(place % 2) if place % 3 else None,
        datetime(2016, 3, 1 + place, 12, 30) if place % 6 else None,
    )
    for place, label in enumerate((*LABELS, *NOT_MISSING))
]
ODD = Table(COLUMNS, _ROWS)
WANTED = [
    [None if value == "" or value != value else value for value in row]  # noqa: PLR0124
    for row in _ROWS
]
"""The same with None for all that is missing."""
