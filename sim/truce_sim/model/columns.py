"""Every column of a run, declared once: name, meaning, unit, type, shape, and whom it is about.

The record counts by these names, batches carry them, tables write them, studies read them. What
is not declared here can neither be counted nor written.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from truce_sim.model.codes import TRUTHS, VERDICTS
from truce_sim.model.naming import column_names
from truce_sim.model.world import World

DELAY_BINS = 64
"""Delays are counted in bins whose edges grow by a fourth root of 2."""

Type = Literal["whole", "number", "yes or no", "text", "date"]
"""Whole numbers are written without a decimal point, numbers always with one."""

Shape = Literal["run", "count", "bins", "day", "look"]
"""An answer of the run, a count of it, complaints by delay bin, one value a day, or one a look."""

_HOURS, _COUNT, _SHARE, _YES, _TEXT = "hours", "count", "share, 0 to 1", "1 or 0", "text"
_PREFIXES = {"day": "daily.", "look": "checkpoints."}


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table.

    Attributes:
        name: the same in every table: letters a to z, digits and `_`, 32 at most.
        unit: what its values are counted in.
        meaning: what it says, in one sentence, also when it is empty.
        type: how its values are written.
        shape: how many values a run has.
        stands_for: ids or path, as in the scenario, of what its name was made from; or "".
    """

    name: str
    unit: str
    meaning: str
    type: Type = "number"
    shape: Shape = "run"
    stands_for: str = ""

    def __post_init__(self) -> None:
        """Refuse what would be a column that nobody understands."""
        if not (self.name and self.unit and self.meaning):
            raise ValueError(f"column '{self.name}' needs a name, a unit and a meaning")

    @property
    def key(self) -> str:
        """Its name among the arrays of a batch, where days and looks have names of their own."""
        return _PREFIXES.get(self.shape, "") + self.name


RUNS = (
    Column(
        "replication",
        "number",
        "number of the run; the same number has the same luck in every scenario",
        "whole",
    ),
    Column("held", _YES, "1 if the truce had not collapsed when the talks opened", "yes or no"),
    Column("life", _HOURS, "hours until the collapse, or as long as the truce was watched"),
    Column("cause", _TEXT, "cause of collapse; empty if it did not collapse", "text"),
    Column("opened_at", _HOURS, "hours until the talks opened; empty if they never did"),
    Column("took_hold", _YES, "1 if violence began to settle at all", "yes or no"),
    Column("quiet", _YES, "1 if held, with few violations in the last days", "yes or no"),
    Column("settled", _YES, "1 if held, with few open complaints at the opening", "yes or no"),
    Column("calm_streak", _YES, "1 if there was a run of calm days", "yes or no"),
    Column("on_time", _YES, "1 if the talks opened on the planned date or soon after", "yes or no"),
    Column(
        "open_complaints",
        _COUNT,
        "complaints without a verdict at the opening; empty if not held",
        "whole",
    ),
    Column("open_harm", "harm", "harm of those complaints; empty if not held"),
    Column(
        "agenda_share",
        _SHARE,
        "share of the talks that open complaints would take (scenario logic); empty if not held",
    ),
    Column("chain", _TEXT, "incidents that led to the collapse, first to last", "text"),
)
"""Answers of a run: the fields of `Outcome` that have one value."""

IN_PART = Column(
    "in_part", _YES, "1 if held, but in part only: zones aflame at the opening", "yes or no"
)
"""One more, of a world that says when a truce holds in part."""

_FIXED_COUNTS = (
    Column("incidents", _COUNT, "violations by all parties", "whole", "count"),
    Column("retaliations", _COUNT, "retaliations by all parties", "whole", "count"),
    Column("checked", _COUNT, "complaints that got a verdict", "whole", "count"),
    Column(
        "hours_to_verdict",
        _HOURS,
        "hours from incident to verdict, summed over the complaints that got one",
        shape="count",
    ),
    Column(
        "still_open", _COUNT, "complaints without a verdict at the end of the run", "whole", "count"
    ),
    Column(
        "hours_still_open",
        _HOURS,
        "hours from incident to the end of the run, summed over the complaints still open then",
        shape="count",
    ),
    Column("days", "days", "days that the truce was watched", shape="count"),
)
_BINS = (
    Column(
        "delays", _COUNT, "complaints with a verdict by hours since the incident", "whole", "bins"
    ),
    Column("waits", _COUNT, "complaints still open by hours since the incident", "whole", "bins"),
)
_FIXED_DAYS = (
    Column("violations", _COUNT, "violations by all parties on that day", "whole", "day"),
    Column("claims", _COUNT, "claims of violations made on that day", "whole", "day"),
    Column("open_complaints", _COUNT, "complaints open at the day's end", "whole", "day"),
    Column("flared_zones", _COUNT, "zones with a flare-up at the day's end", "whole", "day"),
    Column("harm", "harm", "harm of the violations on that day", shape="day"),
    Column("verdicts", _COUNT, "complaints that got a verdict on that day", "whole", "day"),
    Column(
        "upheld",
        _COUNT,
        "of these, complaints that were upheld, also with nobody named",
        "whole",
        "day",
    ),
)
_LOOKS = (
    Column("held", _YES, "1 if the truce held at that look", shape="look"),
    Column("quiet", _YES, "1 if it held and was quiet", shape="look"),
    Column("settled", _YES, "1 if it held with few complaints open", shape="look"),
    Column("open_complaints", _COUNT, "complaints open; empty if not held", "whole", "look"),
    Column(
        "agenda_share",
        _SHARE,
        "share of the talks they would take; empty if not held",
        shape="look",
    ),
)
"""The fields of `Checkpoint`."""
_LOOKS_IN_PART = Column(
    "in_part", _YES, "1 if it held, but in part only: zones aflame", shape="look"
)

Family = Literal["violations", "retaliations", "strikes", "attacks", "claims", "verdict"]
"""What is counted for each actor, pair of actors, or truth and verdict."""

_TRUTHS = {
    "true": ("true", "of what the accused did"),
    "false": ("false", "of what did not happen"),
    "lawful strike": ("lawful", "of a lawful strike on others"),
    "wrong party": ("misblamed", "of what another did"),
}
_VERDICTS = {
    "upheld": ("upheld", "that were upheld"),
    "upheld, nobody named": ("upheld_unnamed", "that were upheld with nobody named"),
    "unclear": ("unclear", "that were left unclear"),
    "rejected": ("rejected", "that were rejected"),
    "open": ("open", "still open at the end of the run"),
}
_MEANINGS: dict[Family, str] = {
    "violations": "violations by {}, of its own accord and in answer to others",
    "retaliations": "retaliations by {}",
    "strikes": "lawful strikes by {} on excluded groups",
    "attacks": "attacks by {}",
    "claims": "violations that {} claims {} committed",
    "verdict": "complaints {} {}",
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns of one world's runs.

    Attributes:
        runs: answers of a run.
        looks: how it stood at a moment that a study asked for.
        counts: of a run, in the order of its tables.
        names: of these counts.
        days: of a day; what parties claimed stands last.
        number: place among `counts` by family and whom (or which truth and verdict, as codes) it
            is about; of a count that is about nobody, by its name alone.
        name: name of a count by family and whom it is about, truths and verdicts as words.
        grievance: name of each party's daily grievance.
        claimed: name of each party's daily claims.
    """

    runs: tuple[Column, ...]
    looks: tuple[Column, ...]
    counts: tuple[Column, ...]
    names: tuple[str, ...]
    days: tuple[Column, ...]
    number: dict[tuple[str | int, ...], int]
    name: dict[tuple[str, ...], str]
    grievance: dict[str, str]
    claimed: dict[str, str]

    @property
    def others(self) -> tuple[Column, ...]:
        """What a batch carries beside the answers of its runs."""
        return (*self.counts, *_BINS, *self.days, *self.looks)


def columns_of(world: World) -> Columns:
    """Return the columns of a world: they depend on its actors and meanings of "holds" alone."""
    partial = world.partial is not None
    return _columns(tuple(world.parties), world.actor_ids, tuple(world.outside), partial)


@lru_cache(maxsize=64)
def _columns(
    parties: tuple[str, ...], actors: tuple[str, ...], outside: tuple[str, ...], partial: bool
) -> Columns:
    about = list(_counted(parties, actors, outside))
    wanted = [_pieces(key) for key in about]
    names = column_names(wanted, [column.name for column in (*RUNS, *_FIXED_COUNTS, *_BINS)])
    counts = [_count(key, name) for key, name in zip(about, names, strict=True)]
    of_parties = column_names(
        [(what, party) for what in ("grievance", "claims_by") for party in parties],
        [column.name for column in (*_FIXED_DAYS, *DAY_KEYS)],
    )
    felt, claimed = of_parties[: len(parties)], of_parties[len(parties) :]
    keys = [*map(_coded, about), *((column.name,) for column in _FIXED_COUNTS)]
    return Columns(
        runs=(*RUNS, *((IN_PART,) if partial else ())),
        looks=(*_LOOKS, *((_LOOKS_IN_PART,) if partial else ())),
        counts=(*counts, *_FIXED_COUNTS),
        names=tuple(column.name for column in (*counts, *_FIXED_COUNTS)),
        number={key: number for number, key in enumerate(keys)},
        days=(
            *_FIXED_DAYS,
            *(
                Column(
                    name,
                    "share of its limit",
                    f"grievance of {party} at the day's end, as a share of that at which it gives "
                    "notice; 0 if it never does",
                    shape="day",
                    stands_for=party,
                )
                for name, party in zip(felt, parties, strict=True)
            ),
            *(
                Column(
                    name,
                    _COUNT,
                    f"claims of violations that {party} made on that day",
                    "whole",
                    "day",
                    stands_for=party,
                )
                for name, party in zip(claimed, parties, strict=True)
            ),
        ),
        name=dict(zip(about, names, strict=True)),
        grievance=dict(zip(parties, felt, strict=True)),
        claimed=dict(zip(parties, claimed, strict=True)),
    )


DAY_KEYS = (
    Column("replication", "number", "number of the run, as in runs.csv", "whole"),
    Column(
        "day",
        "number",
        "day of the truce, the first is 0; 24 hours from the truce's start each",
        "whole",
    ),
    Column("date", "date and hour", "when that day of the truce begins", "date"),
)
"""What tells the rows of daily.csv apart."""


def _counted(
    parties: Sequence[str], actors: Sequence[str], outside: Sequence[str]
) -> Iterator[tuple[str, ...]]:
    for family in ("violations", "retaliations", "strikes"):
        yield from ((family, party) for party in parties)
    yield from (("attacks", actor) for actor in actors if actor not in parties)
    yield from (("claims", by, on) for by in parties for on in (*parties, *outside) if on != by)
    yield from (("verdict", truth, verdict) for truth in TRUTHS for verdict in VERDICTS)


def _pieces(key: tuple[str, ...]) -> tuple[str, ...]:
    if key[0] != "verdict":
        return key
    return (key[0], _TRUTHS[key[1]][0], _VERDICTS[key[2]][0])


def _coded(key: tuple[str, ...]) -> tuple[str | int, ...]:
    if key[0] != "verdict":
        return key
    return (key[0], TRUTHS.index(key[1]), VERDICTS.index(key[2]))


def _count(key: tuple[str, ...], name: str) -> Column:
    family, *about = key
    said, stands_for = about, ", ".join(about)
    if family == "verdict":
        said, stands_for = [_TRUTHS[about[0]][1], _VERDICTS[about[1]][1]], ""
    meaning = _MEANINGS[family].format(*said)  # type: ignore[index]
    return Column(name, _COUNT, meaning, "whole", "count", stands_for)
