"""Counts of events in a unit of time, as people say them."""

from truce_sim.scenario.numbers import Number, in_file

CHANCE = Number(0, 1, below=True, share=True)
"""The chance of at least one event in a stretch of time."""
UNITS = {"hour": 1.0, "day": 24.0, "week": 168.0, "month": 730.5, "year": 8766.0}
"""Hours in each unit of a rate. A month is a twelfth of a year, and a year has 365 1/4 days."""
PER = {f"per_{unit}": length for unit, length in UNITS.items()}


def counted(number: str, every: float) -> str:
    """Return "25 a day" for a count in a unit of time; "" for any other stretch."""
    unit = next((unit for unit, length in UNITS.items() if length == every), "")
    return f"{number} {'an' if unit == 'hour' else 'a'} {unit}" if unit else ""


def a_day(number: float) -> str:
    """Return so many events a day as in a file, without quotes; it reads back the same."""
    return counted(in_file(number), 24.0)


def daily(count: float, length: float, *, digits: int = 6) -> str:
    """Return a rate as in a file, without quotes: so many in a stretch, in its unit if it is one.

    Args:
        count: mean number of events, at least 0.
        length: length of the stretch, hours.
        digits: significant digits where it has to be converted to events a day.
    """
    own = counted(in_file(count), length)
    return own or counted(in_file(float(f"{count * 24 / length:.{digits}g}")), 24.0)
