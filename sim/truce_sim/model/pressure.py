"""What holds a party's commanded units back, or goads them: pressure and shame in force."""

from truce_sim.model.rules import commanded_factor


class Pressure:
    """Pressure by guarantors and shame by published findings, per party and for a time."""

    __slots__ = ("_pressed", "_shamed")

    def __init__(self) -> None:
        self._pressed: dict[str, list[tuple[float, float]]] = {}
        self._shamed: dict[str, tuple[float, float]] = {}

    def press(self, party: str, leverage: float, until: float) -> None:
        """Restrain `party`'s commanded violations by `leverage` in [0, 1) until then (hours)."""
        self._pressed.setdefault(party, []).append((until, leverage))

    def shame(self, party: str, factor: float, until: float) -> None:
        """Multiply `party`'s commanded violations by `factor`; a later shame replaces this one."""
        self._shamed[party] = (until, factor)

    def factor(self, party: str, now: float, agreed: float) -> float:
        """Return the factor on `party`'s commanded violations; the strongest pressure counts.

        Args:
            party: who would violate.
            now: hour.
            agreed: product of the measures in force where it would.
        """
        pressed = self._pressed.get(party)
        shamed = self._shamed.get(party)
        if pressed is None and shamed is None:
            return agreed
        restraint = 0.0
        if pressed is not None:
            pressed[:] = [(until, leverage) for until, leverage in pressed if until > now]
            restraint = max((leverage for _, leverage in pressed), default=0.0)
        shame = shamed[1] if shamed is not None and shamed[0] > now else 1.0
        return commanded_factor(restraint, shame, agreed)
