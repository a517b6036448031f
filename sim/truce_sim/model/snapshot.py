"""How a truce stands at one moment, for the several meanings of "holds"."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Snapshot:
    """How things stand while the truce holds."""

    quiet: bool
    settled: bool
    in_part: bool
    """So much is aflame that it holds in part only."""
    calm_streak: bool
    """There has been one so far."""
    open_complaints: int
    open_harm: float
    agenda_share: float
