"""Valid raw scenarios drawn at random: every mechanism on or off, every spread, every order."""

from functools import cache
from math import inf
from random import Random
from typing import Any

from drawn_actors import Actors
from drawn_values import Raw
from newcomers import with_newcomers, written
from truce_sim.scenario import from_raw
from truce_sim.scenario.before import grievance_levels
from truce_sim.scenario.tree import root

_COARSE_HOURS = (0, 6, 12, 24, 36, 48, 72, 120, 240)
_SOONER = 100
"""Scenarios within which whatever is drawn by name comes up."""


class Drawn(Actors):
    """One scenario being drawn."""

    def order(self, parties: list[str]) -> Raw:
        """Who checks and who presses."""
        names = ("moon", "sun")[: self.random.randint(1, 2)]
        drawn = {
            "verification": self.verification(),
            "guarantors": {name: self.guarantor(parties) for name in names},
        }
        return drawn if self.orderly else self.some(**drawn)

    def zone(self) -> Raw:
        return {
            "share": self.number(0.25, 5),
            **self.some(mixed=self.share(0, 1), access=self.most(), key=self.maybe(0.3)),
        }

    def verification(self) -> Raw:
        mistakes = self.random.choice((0, 0, 0.25, 0.5 * self.random.random()))
        drawn = {
            "teams": self.teams(),
            "checked_in": self.delay(24),
            "finds": self.most() * (1 - mistakes),
            "clears": self.most() * (1 - mistakes),
            **({"mistakes": mistakes} if mistakes else {}),
            **self.some(
                order=self.random.choice(("first come", "gravest first", "by zone")),
                starts_after=self.hours(0, 72),
                reported_in=self.delay(12),
                unattributed=0.5 * self.share(0),
                agree=self.most(),
                haggled_in=self.delay(72),
                drops_after=self.hours(6, 240),
                public=self.share(0, 1),
                shame=self.number(0, 2),
                shame_lasts=self.hours(0, 240),
                outcry=self.number(0, 3),
                calms=self.share(0, 1),
                redress=self.share(0, 1),
            ),
        }
        if self.maybe():
            drawn["hotline"] = {
                "reaches": self.share(0, 1),
                "answers_in": self.delay(36),
                **self.some(believed=self.share(0, 1), starts_after=self.hours(0, 120)),
            }
        if self.orderly:
            drawn |= {"teams": self.random.choice((1, 2, 20)), "checked_in": self.delay(6)}
            drawn |= {"starts_after": self.hours(0, 12), "public": self.share(0, 1)}
        return drawn

    def teams(self) -> Any:
        """A number, or a list of them with dates."""
        counts = (0, 1, 2, 3, 6, 20)
        if self.maybe(0.7):
            return self.random.choice(counts)
        moments = self.moments(self.random.randint(1, 3))
        return [{"from": one, "teams": self.random.choice(counts)} for one in moments]

    def moments(self, count: int) -> list[str]:
        """Rising moments of the truce: lengths of time, now and then a date."""
        found: list[float] = [round(self.random.uniform(0, 240), 3) for _ in range(count)]
        if self.coarse:
            found = [float(hours) for hours in self.random.sample(_COARSE_HOURS, count)]
        found.sort()
        days = [divmod(int(hours), 24) for hours in found]
        return [
            f"2030-01-{1 + day:02} {hour:02}:00"
            if self.maybe(0.2) and whole == hours
            else f"{hours}h"
            for hours, (day, hour) in zip(found, days, strict=True)
            for whole in (24 * day + hour,)
        ]

    def measure(self, zones: list[str]) -> Raw:
        begins, ends = self.moments(2)
        drawn = {
            "from": begins,
            "factor": self.random.choice((0, 0.5, 1.5, self.number(0, 3))),
            **self.some(until=ends),
        }
        if zones and self.maybe():
            drawn["zones"] = self.random.sample(zones, self.random.randint(1, len(zones)))
        return drawn

    def shock(self) -> Raw:
        often: Raw = {"chance": 0.3 * self.random.random(), "every": "1 day"}
        if self.maybe(0.3):
            often = {"rate": f"{self.random.randint(0, 8)} a month"}
        return {
            **often,
            **self.some(
                factor=self.random.choice((0, 0.5, 2, self.number(0, 3))),
                lasts=self.hours(0, 120),
                ends=0.0 if self.enduring else 0.3 * self.share(0),
                ruptures=0.2 * self.share(0),
            ),
        }

    def whole(self) -> Raw:
        parties = ["north", "south", "east", "west"][: self.random.randint(2, 4)]
        if self.maybe(0.08):
            parties += [f"band-{number}" for number in range(self.random.randint(1, 16))]
        excluded = ["black", "grey"][: self.random.choice((0, 1, 2))]
        outside = ["far", "farther"][: self.random.choice((0, 0, 1, 2))]
        zones = ["hills", "coast", "plain", "city"][: self.random.choice((0, 2, 3, 4))]
        raw: Raw = {
            "title": "drawn",
            "dates": self.dates(),
            "parties": {name: self.party(name, parties, excluded) for name in parties},
            "excluded": {name: self.group(parties) for name in excluded},
            "outside": {name: self.power(parties) for name in outside},
            "zones": {name: self.zone() for name in zones},
            **({"grievance": self.weighing()} if self.coarse or self.maybe() else {}),
            **self.order(parties),
            **self.some(
                truce=self.truce(),
                complaints=self.some(rise=self.number(1, 4), over=self.hours(6, 120)),
                shocks={name: self.shock() for name in ("raid", "flood", "feast")},
                quiet=self.some(
                    share=self.random.choice((0.5, 1, self.number(0, 2))),
                    window=self.hours(6, 240),
                    before=self.random.choice((0, 1, 2, 4, self.number(0, 8))),
                ),
                settled=self.some(
                    open_complaints=self.random.choice(
                        (0, 3, 30, "1.5 x before", "2 days as before")
                    )
                ),
                calm_streak=self.some(
                    days=self.random.randint(1, 4),
                    violations=self.random.choice((2, "0.4 x before")),
                ),
                on_time=self.some(within=self.hours(0, 48)),
                agenda={
                    "sessions": 8,
                    "session_lasts": "3h",
                    "per_complaint": self.hours(0, 1),
                    **self.some(cap=self.share(1)),
                },
            ),
        }
        bearing = [one for one in raw["parties"].values() if {"tolerance", "headroom"} & set(one)]
        if self.maybe() and all("forgets_in" in one for one in bearing):
            raw.setdefault("grievance", {})["at_start"] = self.number(0, 1.5)
        if self.maybe():
            raw.setdefault("grievance", {})["common"] = self.share(0, 1)
        if self.maybe(0.4):
            names = ("pause", "retreat", "patrols")[: self.random.randint(1, 3)]
            raw["measures"] = {name: self.measure(zones) for name in names}
        if self.maybe(0.2):
            raw["rupture"] = {"chance": 0.8 * self.random.random(), "every": "2 days"}
            if self.maybe(0.3):
                raw["rupture"] = {"rate": f"{self.random.randint(0, 3)} a week"}
        if self.maybe(1 if self.touchy else 0.4) and not self.enduring:
            window = self.hours(6, 48)
            raw["spiral"] = {"violations": self.random.randint(3, 25), "window": window}
        if self.maybe(0.5):
            raw["flare"] = {
                "violations": self.random.randint(1, 6),
                "window": self.hours(6, 72),
                **self.some(spreads=self.number(1, 3), lasts=self.hours(0, 72), ends=self.share(1)),
            }
            if self.enduring:
                raw["flare"]["lasts"] = "20 days"
            if self.maybe():
                raw["partial"] = {"share": self.share(1) or 1}
        if self.maybe(0.4) and not self.enduring:
            raw["mass_casualty"] = {"harm": self.number(1, 6), "ends": self.share(0, 1) * 0.5}
        if self.maybe():
            raw["postponement"] = {
                "decides_before": self.hours(1, 240),
                "unless": self.random.choice(("settled", "quiet")),
                "by": self.hours(6, 120),
                **self.some(at_most=self.random.randint(1, 3)),
            }
        return raw

    def weighing(self) -> Raw:
        weights = {
            "overdue": self.number(0, 2),
            "upheld": self.number(0, 2),
            "redressed": self.number(0, 1),
            "unclear": self.number(0, 2),
            "rejected": self.number(0, 1),
        }
        # A default such as 0.3 is no binary fraction: whether ten of them reach 3 would depend on
        # the order in which they are added up.
        return weights if self.coarse else self.some(**weights)

    def dates(self) -> Raw:
        day = self.random.randint(4, 13)
        hour = self.random.choice(("00:00", "10:00", "17:45"))
        talks, watch = f"2030-01-{day:02} {hour}", None
        if self.maybe(0.3):
            watch = f"2030-01-{day + self.random.randint(0, 5):02} {hour}"
        if self.maybe(0.3):
            talks = (
                f"{self.random.choice(('', 'truce '))}+ {day - 1} days {hour[:2]}h {hour[3:]}min"
            )
        dates = {"truce_starts": "2030-01-01 00:00", "talks": talks}
        return dates if watch is None else {**dates, "watch_until": watch}

    def truce(self) -> Raw:
        drawn = self.some(takes_hold=self.share(1, 1))
        if self.maybe(0.8):
            drawn["settles_in"] = self.hours(6, 120)
            drawn |= self.some(floor=self.share(0))
            if self.maybe():
                drawn |= {"frays_after": self.hours(0, 120), "frays_in": self.hours(12, 240)}
        return drawn


@cache
def known() -> frozenset[str]:
    """Return every input and table that is drawn by name, sooner or later."""
    return frozenset(place for n in range(_SOONER) for place in written(root(), Drawn(n).whole()))


def drawn_scenario(seed: int) -> Raw:
    """Return a valid raw scenario, always the same for the same seed."""
    return in_the_past(with_newcomers(Drawn(seed).whole(), known(), seed), seed)


def in_the_past(raw: Raw, seed: int) -> Raw:
    """Return a scenario with some headroom counted in the level before, where there is one."""
    random = Random(f"past {seed}")  # noqa: S311 - no secrets here
    levels = grievance_levels(from_raw(raw))
    for name, party in raw["parties"].items():
        headroom, level = party.get("headroom"), levels[name]
        if headroom is None or not 0 < level < inf or random.random() < 0.5:
            continue
        parts = headroom if isinstance(headroom, dict) else {"": headroom}
        shares = {key: max(number / level, 0.001) for key, number in parts.items()}
        counted = {key: f"{share:.3f} x before" for key, share in shares.items()}
        # So many days are told apart from more only while they are forgotten within reason.
        if random.random() < 0.5 and max(shares.values()) < 5:
            half = float(party["forgets_in"].removesuffix("h"))
            counted = {key: f"{share * half:.3f}h as before" for key, share in shares.items()}
        party["headroom"] = counted.get("", counted)
    return raw


def drawn_branches(seed: int) -> tuple[tuple[float, int], ...]:
    """Return hours and numbers of other luck, from hour 0 on; now and then one follows itself."""
    drawn = Drawn(seed)
    cuts = sorted({round(drawn.number(0.5, 200), 2) for _ in range(drawn.random.randint(1, 4))})
    luck = drawn.random.sample((0, 1, 2, 3, 2**40), len(cuts) + 1)
    numbers = [luck.pop() if drawn.maybe(0.8) else luck[-1] for _ in (0.0, *cuts)]
    return tuple(zip((0.0, *cuts), numbers, strict=True))
