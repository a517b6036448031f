"""Rows that runs write their outcomes into, and the columns that they come to."""

from collections.abc import Sequence
from math import isnan, nan, prod
from typing import Any, cast

import numpy as np
from numpy.typing import DTypeLike, NDArray

from truce_sim.engine.outcome import MOST_LINKS
from truce_sim.engine.outcome import Outcome as Row
from truce_sim.engine.record import numbers_a_day
from truce_sim.engine.state import Snapshot
from truce_sim.engine.workspace import Workspace
from truce_sim.model import Outcome, World
from truce_sim.model.columns import DELAY_BINS, Column, columns_of
from truce_sim.model.ending import CAUSES
from truce_sim.model.incidents import Name

Columns = dict[str, NDArray[np.generic]]

_CAUSES = ("", *CAUSES)
_LONG_TEXT = np.dtypes.StringDType()
_OF_EACH = ("outcomes", "chains")
"""What each run has a row of even where only answers are wanted."""
_LOOKS = {"held": "seen", "open_complaints": "open"}
"""Names of a look's numbers where the record has others."""


class Buffers:
    """Memory that rows are written to, kept from one batch to the next.

    What the system hands out anew it must clear first, which takes longer than a small run.
    """

    def __init__(self) -> None:
        self._kept: dict[str, NDArray[np.uint8]] = {}

    def rows(self, name: str, shape: tuple[int, ...], kind: DTypeLike = np.float64) -> NDArray[Any]:
        """Return rows of this shape with anything in them; the last ones of that name are gone."""
        size = prod(shape) * np.dtype(kind).itemsize
        if name not in self._kept or len(self._kept[name]) < size:
            self._kept[name] = np.empty(size, np.uint8)
        return cast("NDArray[Any]", self._kept[name][:size].view(kind).reshape(shape))


class Rows:
    """The outcomes of some runs of alike worlds.

    Args:
        worlds: one for each run.
        whole: whether all that runs record is wanted, or their answers alone.
        buffers: memory to use, which no other rows may be using.
    """

    def __init__(self, worlds: Sequence[World], buffers: Buffers, *, whole: bool) -> None:
        world = worlds[0]
        each = {id(one): one for one in worlds}.values()
        self.whole = whole
        self._declared = columns_of(world)
        self._actors = world.actor_ids
        self._told: dict[int, Outcome] = {}
        runs, many = len(worlds), len(worlds) if whole else 1
        self._days = {one.days for one in each}
        day, days = numbers_a_day(len(world.parties)), max(self._days)
        counts, looks = len(self._declared.counts), max(len(one.checkpoints) for one in each)
        self._outcomes = buffers.rows("outcomes", (runs,), Row.dtype())
        self._chains = buffers.rows("chains", (runs, MOST_LINKS), np.int64)
        self._counts = buffers.rows("counts", (many, counts))
        self._delays = buffers.rows("delays", (many, DELAY_BINS), np.int64)
        self._waits = buffers.rows("waits", (many, DELAY_BINS), np.int64)
        self._daily = buffers.rows("daily", (many, days, day))
        self._looks = buffers.rows("looks", (many, looks), Snapshot.dtype())
        # Where each begins, and how far it is from one run to the next.
        self._begins = [
            (name, rows.ctypes.data, rows.strides[0])
            for name, rows in {
                "outcomes": self._outcomes,
                "chains": self._chains,
                **self._recorded(),
            }.items()
        ]

        self._strides = {f"{name}_row": stride for name, _, stride in self._begins}

    def addresses(self, run: int) -> dict[str, int]:
        """Return where the rows of a run begin, by the names of `batch.Task`."""
        found = {
            name: begin + (run if self.whole or name in _OF_EACH else 0) * stride
            for name, begin, stride in self._begins
        }
        return found | self._strides

    def _recorded(self) -> dict[str, NDArray[Any]]:
        return {
            "counts": self._counts,
            "delays": self._delays,
            "waits": self._waits,
            "daily": self._daily,
            "looks": self._looks,
        }

    def tell(self, run: int, outcome: Outcome) -> None:
        """Take the outcome of a run from the model itself."""
        self._told[run] = outcome
        row = self._outcomes[run]
        for name in Row.kinds():
            if hasattr(outcome, name) and name != "cause":
                row[name] = getattr(outcome, name)
        row["cause"], row["links"] = _CAUSES.index(outcome.cause) - 1, 0
        if not self.whole:
            return
        self._counts[run] = [outcome.counts[name] for name in self._declared.names]
        self._delays[run], self._waits[run] = outcome.delays, outcome.waits
        for place, column in enumerate(self._declared.days):
            days = outcome.daily[column.name]
            self._daily[run, : len(days), place] = days
        for place, look in enumerate(outcome.checkpoints):
            cell = self._looks[run, place]
            for column in self._declared.looks:
                value = getattr(look, column.name)
                # A whole number cannot be missing; it is asked for only where the truce held.
                whole = column.type == "whole" and isnan(value)
                cell[_LOOKS.get(column.name, column.name)] = 0 if whole else value

    def take(self, space: Workspace) -> None:
        """Take what the only run has recorded from the room in which it was simulated."""
        for name, rows in self._recorded().items():
            recorded = space.row(name)[: rows[0].nbytes]
            rows[0] = recorded.view(rows.dtype).reshape(rows.shape[1:])

    def columns(self, numbers: NDArray[np.int64], kept: Sequence[str]) -> Columns:
        """Return the columns of the first runs.

        Args:
            numbers: those of the runs that are done.
            kept: keys of the columns to return beside the number of the run; without any, all.
        """
        declared = self._declared
        wanted = (*declared.runs, *declared.others)
        return {
            column.key: self._column(column, numbers)
            for column in wanted
            if not kept or column.key in ("replication", *kept)
        }

    def _column(self, column: Column, numbers: NDArray[np.int64]) -> NDArray[np.generic]:
        name, declared, runs = column.name, self._declared, len(numbers)
        if name == "replication":
            return numbers.copy()
        match column.shape:
            case "run":
                return self._answer(column, runs)
            case "count":
                return self._counts[:runs, declared.names.index(name)].copy()
            case "bins":
                bins = (self._delays if name == "delays" else self._waits)[:runs]
                # There are many bins, and nearly all are empty: as few bytes as hold them.
                kind = np.min_scalar_type(bins.max(initial=0))
                return cast("NDArray[np.generic]", bins.astype(kind))
            case "day":
                if len(self._days) > 1:
                    raise ValueError("runs of different length have no columns of days in common")
                place = [day.name for day in declared.days].index(name)
                return self._daily[:runs, :, place].copy()
            case "look":
                return self._look(name, runs)

    def _answer(self, column: Column, runs: int) -> NDArray[np.generic]:
        if column.name == "cause":
            codes = self._outcomes["cause"][:runs] + 1
            # As wide as the longest of those that occur, and no wider.
            widest = max((len(_CAUSES[code]) for code in np.unique(codes).tolist()), default=0)
            causes = np.array(_CAUSES, dtype=f"U{max(1, widest)}")
            return cast("NDArray[np.generic]", causes[codes])
        if column.name == "chain":
            return np.array(self._chains_told(runs), dtype=_LONG_TEXT)
        values = self._outcomes[column.name][:runs]
        kind = bool if column.type == "yes or no" else np.float64
        return cast("NDArray[np.generic]", values.astype(kind))

    def _look(self, name: str, runs: int) -> NDArray[np.generic]:
        looks = self._looks[:runs]
        values = looks[_LOOKS.get(name, name)].astype(np.float64)
        missing = nan if name in ("open_complaints", "agenda_share") else 0.0
        found: NDArray[np.generic] = np.where(looks["seen"] != 0, values, missing)
        return found

    def _chains_told(self, runs: int) -> list[str]:
        """Return the incidents that led to each collapse, first to last, as the model does."""
        told = [""] * runs
        rows = self._outcomes[:runs]
        ended = np.flatnonzero(rows["links"])
        firsts = (rows[name][ended].tolist() for name in ("links", "deed", "branch"))
        for run, links, deed, branch in zip(ended.tolist(), *firsts, strict=True):
            told[run] = self._chain(self._chains[run, :links].tolist(), deed, branch)
        for run, outcome in self._told.items():
            told[run] = outcome.chain
        return told

    def _chain(self, latest_first: list[int], deed: int, branch: int) -> str:
        first, *answers = (self._actors[who] for who in reversed(latest_first))
        names = [Name(first, 0, deed, branch)]
        for number, who in enumerate(answers):
            answer = Name(who, 0, 0, branch)
            answer.parent, answer.answers = names[-1], number + 1
            names.append(answer)
        return " > ".join(name.shown for name in names)
