"""Actors drawn at random: parties, excluded groups, outside powers, guarantors."""

from typing import Any

from drawn_values import Raw, Values


class Actors(Values):
    """Draws who is there."""

    def party(self, me: str, parties: list[str], excluded: list[str]) -> Raw:
        others = [name for name in [*parties, *excluded] if name != me]
        retaliates = self.share(0, 1) if self.maybe(0.3) else 0.7 * self.random.random()
        drawn = {
            "violates": self.rate(0.8),
            "hits": self.weights(others),
            **self.some(
                harm=self.size(6),
                uncommanded=self.share(0, 1),
                notices=self.share(0, 1, 1, 1),
                misblames=self.share(0, 1),
                false_complaints=self.rate(0.6),
                retaliates_after=self.delay(60),
                escalates=self.number(0.5, 2),
                same_zone=self.share(0, 1),
                patience=self.hours(1, 72),
                forgets_in=self.hours(12, 240),
                notice=self.delay(48),
            ),
        }
        if self.maybe(0.8):
            drawn["retaliates"] = retaliates
        else:
            retaliates = 0.0
        if self.maybe(0.8):
            limit = self.random.randint(2, 9) if self.coarse else self.random.uniform(2, 60)
            drawn["tolerance"] = limit * (5 if self.enduring else 1)
            if self.maybe():
                drawn["retaliates_fed_up"] = retaliates + (1 - retaliates) * self.share(0, 1)
            if self.maybe(0.4):
                drawn["headroom"] = self.headroom(drawn.pop("tolerance"))
        if self.maybe(0.12):
            drawn |= {"means_it": self.share(0, 1), "breaks_after": self.delay(240)}
            drawn |= self.some(under_cover=self.share(0, 1))
        if self.touchy:
            drawn |= {"retaliates": 0.95, "retaliates_after": self.hours(1, 6)}
            drawn.pop("retaliates_fed_up", None)
        if self.restive:
            drawn.pop("headroom", None)
            few = self.random.randint(1, 4) if self.coarse else self.random.uniform(1, 4)
            drawn |= {"tolerance": few, "notice": self.hours(12, 120)}
            drawn |= {"misblames": self.share(0, 1), "forgets_in": self.hours(12, 240)}
        # Answers that come at once to answers that come at once might never end.
        if (
            drawn.get("retaliates_fed_up", retaliates) > 0.3
            and drawn.get("retaliates_after") == "0h"
        ):
            del drawn["retaliates_after"]
        return drawn

    def headroom(self, limit: float) -> Any:
        """What a party bears beyond its start, fixed or drawn."""
        low, high = round(limit, 3), round(limit * self.random.uniform(1.5, 6), 3)
        return {"median": low, "p90": high} if self.maybe(0.6) else low

    def group(self, parties: list[str]) -> Raw:
        drawn = {
            "attacks": self.rate(0.7),
            "hits": self.weights(parties),
            **self.some(harm=self.size(8), wrongly_blamed=self.share(0, 1), disputed=self.share(1)),
        }
        if self.maybe():
            drawn["spoils"] = {"factor": self.number(1, 4), "from": self.hours(6, 240)}
        return drawn

    def power(self, parties: list[str]) -> Raw:
        hits = self.weights(parties)
        return {
            "attacks": self.rate(0.6),
            "hits": hits,
            **self.some(harm=self.size(8), strains=self.number(0, 2)),
        }

    def guarantor(self, parties: list[str]) -> Raw:
        drawn = {
            "over": self.random.sample(parties, self.random.randint(1, len(parties))),
            **self.some(
                willing=self.share(0, 1),
                leverage=0.95 * self.share(0, 1),
                presses_for=self.hours(6, 240),
                persuades=self.most(),
                resets=self.share(0, 1),
                presses_on_claims=self.share(0, 1),
            ),
        }
        if self.orderly:
            drawn |= {"over": parties, "willing": self.most(), "persuades": self.share(1)}
            drawn |= {"resets": self.share(0, 0, 1)}
        return drawn
