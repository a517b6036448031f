"""What one simulated truce comes to."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """How the truce stood at one moment that a study asked for."""

    held: bool
    quiet: bool
    settled: bool
    in_part: bool
    open_complaints: float
    agenda_share: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answers of one run; times in hours since the truce's start, NaN where there is none."""

    held: bool
    """It had not collapsed when the talks opened."""
    life: float
    """When it collapsed, or else how long it was watched."""
    cause: str
    """Cause of collapse; empty if it did not collapse while watched."""
    opened_at: float
    took_hold: bool
    quiet: bool
    settled: bool
    in_part: bool
    """It held, but in part only; never where the scenario does not say what that is."""
    calm_streak: bool
    on_time: bool
    open_complaints: float
    open_harm: float
    agenda_share: float
    counts: dict[str, float]
    """Counts by name (see `columns.columns_of`)."""
    delays: list[int]
    """Complaints by delay from incident to verdict (see `record.delay_bin`)."""
    waits: list[int]
    """Complaints still open when the run ended, by hours since the incident, in the same bins."""
    daily: dict[str, list[float]]
    """One value a day; NaN on the day of the collapse and after it."""
    checkpoints: list[Checkpoint]
    chain: str
    """The incidents that led to the collapse, first to last, joined by " > "."""
