"""What `check` finds in a scenario, as a list that shows itself."""

from dataclasses import dataclass
from html import escape

from truce_sim.scenario.faults import Fault, render_plain, render_warnings
from truce_sim.scenario.warnings import Warning as Note


@dataclass(frozen=True, slots=True)
class Findings:
    """What is wrong with a scenario, and what could be.

    Attributes:
        faults: while there is one, the scenario cannot be asked anything.
        notes: what could not matter, comes too late or cannot be right; it can be asked all the
            same.
    """

    faults: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()

    @property
    def fine(self) -> bool:
        """Whether there is no fault."""
        return not self.faults

    def __len__(self) -> int:
        return len(self.faults) + len(self.notes)

    def __bool__(self) -> bool:
        return len(self) > 0

    def __str__(self) -> str:
        shown = render_plain(self.faults) if self.faults else ""
        shown += render_warnings(self.notes) if self.notes else ""
        return shown.rstrip("\n") or "Nothing was found."

    def __repr__(self) -> str:
        return f"<Findings: {len(self.faults)} faults, {len(self.notes)} notes>"

    def _repr_html_(self) -> str:
        return f"<pre>{escape(str(self))}</pre>"
