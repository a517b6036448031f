"""Values drawn at random: numbers, shares, lengths of time, spreads, rates, weights.

Numbers come in two tempers: smooth ones, and coarse ones (whole hours, halves and quarters), with
which many things fall due at the same instant and sums hit their limits exactly.
"""

from random import Random
from typing import Any

Raw = dict[str, Any]


class Values:
    """What is drawn for one scenario, and its tempers."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)  # noqa: S311 - no secrets here
        self.coarse = self.maybe(0.4)
        self.beat = self.random.choice((6, 12, 24)) if self.coarse and self.maybe() else 0
        """Hours that hold for most lengths of time, so that nearly all falls due with something."""

        self.enduring = self.maybe(0.4)
        """Hardly anything ends the truce, so that later things come to pass."""

        self.orderly = self.maybe(0.4)
        """Complaints are checked, soon and well, and guarantors care."""

        self.restive = self.orderly and self.maybe()
        """Parties give notice soon, rightly or wrongly, and think it over."""

        self.touchy = self.maybe(0.15)
        """Nearly everything is answered, and soon."""

    def maybe(self, chance: float = 0.5) -> bool:
        return self.random.random() < chance

    def number(self, low: float, high: float) -> float:
        if self.coarse:
            return round(self.random.uniform(low, high) * 4) / 4 or low
        return self.random.uniform(low, high)

    def share(self, *ends: float) -> float:
        """A share; now and then one of the given ends."""
        if ends and self.maybe(0.25):
            return self.random.choice(ends)
        return self.random.choice((0.25, 0.5, 0.75)) if self.coarse else self.random.random()

    def most(self) -> float:
        """A share that is 1 half of the time."""
        return 1 if self.maybe() else self.share(0)

    def hours(self, low: float, high: float) -> str:
        if self.coarse:
            if low <= self.beat <= high and self.beat and self.maybe(0.7):
                return f"{self.beat}h"
            whole = [h for h in (0, 1, 6, 12, 24, 36, 48, 72, 120, 240) if low <= h <= high]
            return f"{self.random.choice(whole)}h"
        return f"{self.random.uniform(low, high):.3f}h"

    def delay(self, high: float) -> Any:
        """A time or a spread of times."""
        if self.coarse and self.maybe(0.7):
            return self.hours(0, high)
        low, likely, top = sorted(self.random.uniform(0.1, high) for _ in range(3))
        return self.spread([f"{one:.3f}h" for one in (low, likely, top)])

    def size(self, high: float) -> Any:
        """A number or a spread of numbers."""
        if self.coarse and self.maybe(0.7):
            return self.random.choice((0, 1, 1, 2, 4))
        return self.spread(sorted(round(self.random.uniform(0.1, high), 4) for _ in range(3)))

    def spread(self, ends: list[Any]) -> Any:
        low, likely, high = ends
        return self.random.choice(
            (
                likely,
                {"median": low, "p90": high},
                {"between": [low, high]},
                {"low": low, "likely": likely, "high": high},
                {"mean": likely},
            )
        )

    def rate(self, chance: float) -> Any:
        every = self.hours(4, 18)
        if self.maybe(0.05):
            return {"chance": 0, "every": every}
        if self.maybe(0.25):
            number = self.random.choice((0, 0.5, 2)) if self.coarse else 4 * self.random.random()
            unit, factor = self.random.choice((("hour", 1 / 24), ("day", 1), ("week", 7)))
            count = round(number * factor, 4)
            written = (f"{count} a {unit}", f"{count} per {unit}", {f"per_{unit}": count})
            return self.random.choice(written)
        return {"chance": round(self.random.uniform(0.02, chance), 3), "every": every}

    def some(self, **drawn: Any) -> Raw:
        """Keep each of these inputs or leave it out."""
        return {key: value for key, value in drawn.items() if self.maybe(0.7)}

    def weights(self, names: list[str]) -> Raw:
        weights = {name: self.random.choice((0, 1, 2, self.number(0.25, 5))) for name in names}
        return weights if any(weights.values()) else {names[0]: 1}
