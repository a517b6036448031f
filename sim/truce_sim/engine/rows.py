"""Rows that runs write their outcomes into, and the columns that they come to."""

from collections.abc import Sequence
from math import isnan, nan
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray

from truce_sim.engine.outcome import MOST_LINKS
from truce_sim.engine.outcome import Outcome as Row
from truce_sim.engine.record import FIXED_DAYS
from truce_sim.engine.state import Snapshot
from truce_sim.engine.workspace import Workspace
from truce_sim.model import Outcome, World
from truce_sim.model.columns import DELAY_BINS, Column, columns_of
from truce_sim.model.ending import CAUSES
from truce_sim.model.incidents import Name

Columns = dict[str, NDArray[np.generic]]

_CAUSES = ("", *CAUSES)
_LONG_TEXT = np.dtypes.StringDType()
_LOOKS = {"held": "seen", "open_complaints": "open"}
"""Names of a look's numbers where the record has others."""


class Rows:
    """The outcomes of some runs of alike worlds.

    Args:
        worlds: one for each run.
        whole: whether all that runs record is wanted, or their answers alone.
    """

    def __init__(self, worlds: Sequence[World], *, whole: bool) -> None:
        world = worlds[0]
        self.whole = whole
        self._declared = columns_of(world)
        self._actors = world.actor_ids
        self._told: dict[int, Outcome] = {}
        runs, many = len(worlds), len(worlds) if whole else 1
        day = FIXED_DAYS + len(world.parties)
        self._outcomes = np.zeros(runs, Row.dtype())
        self._chains = np.empty((runs, MOST_LINKS), np.int64)
        self._counts = np.empty((many, len(self._declared.counts)))
        self._delays = np.empty((many, DELAY_BINS), np.int64)
        self._waits = np.empty((many, DELAY_BINS), np.int64)
        self._daily = np.empty((many, world.days, day))
        self._looks = np.empty((many, len(world.checkpoints)), Snapshot.dtype())

    def addresses(self, run: int) -> dict[str, int]:
        """Return where the rows of a run begin, by the names of `batch.Task`."""
        found = {
            "outcomes": self._outcomes.ctypes.data + run * self._outcomes.strides[0],
            "chains": self._chains.ctypes.data + run * self._chains.strides[0],
        }
        shift = run if self.whole else 0
        for name, rows in self._recorded().items():
            found[name] = rows.ctypes.data + shift * rows.strides[0]
        return found

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
        row["cause"] = _CAUSES.index(outcome.cause) - 1
        if not self.whole:
            return
        self._counts[run] = [outcome.counts[name] for name in self._declared.names]
        self._delays[run], self._waits[run] = outcome.delays, outcome.waits
        for place, column in enumerate(self._declared.days):
            self._daily[run, :, place] = outcome.daily[column.name]
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
            rows[0] = space.row(name).view(rows.dtype).reshape(rows.shape[1:])

    def columns(self, first: int, runs: int, kept: Sequence[str]) -> Columns:
        """Return the columns of the first runs.

        Args:
            first: number of the first run.
            runs: how many are done.
            kept: columns to return beside the number of the run; without any, all.
        """
        declared = self._declared
        wanted = declared.runs if kept else (*declared.runs, *declared.others)
        return {
            column.key: self._column(column, first, runs)
            for column in wanted
            if not kept or column.name in ("replication", *kept)
        }

    def _column(self, column: Column, first: int, runs: int) -> NDArray[np.generic]:
        name, declared = column.name, self._declared
        if name == "replication":
            return np.arange(first, first + runs, dtype=np.int64)
        match column.shape:
            case "run":
                return self._answer(column, runs)
            case "count":
                return np.ascontiguousarray(self._counts[:runs, declared.names.index(name)])
            case "bins":
                bins = (self._delays if name == "delays" else self._waits)[:runs]
                # There are many bins, and nearly all are empty: as few bytes as hold them.
                kind = np.min_scalar_type(bins.max(initial=0))
                return cast("NDArray[np.generic]", bins.astype(kind))
            case "day":
                place = [day.name for day in declared.days].index(name)
                return np.ascontiguousarray(self._daily[:runs, :, place])
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
            return np.array([self._chain(run) for run in range(runs)], dtype=_LONG_TEXT)
        values = self._outcomes[column.name][:runs]
        kind = bool if column.type == "yes or no" else np.float64
        return cast("NDArray[np.generic]", values.astype(kind))

    def _look(self, name: str, runs: int) -> NDArray[np.generic]:
        looks = self._looks[:runs]
        values = looks[_LOOKS.get(name, name)].astype(np.float64)
        missing = nan if name in ("open_complaints", "agenda_share") else 0.0
        found: NDArray[np.generic] = np.where(looks["seen"] != 0, values, missing)
        return found

    def _chain(self, run: int) -> str:
        """Return the incidents that led to a collapse, first to last, as the model tells them."""
        if run in self._told:
            return self._told[run].chain
        row = self._outcomes[run]
        links = self._chains[run, : row["links"]].tolist()[::-1]
        names: list[Name] = []
        for who in links:
            name = Name(self._actors[who], 0, 0, int(row["branch"]))
            name.number = 0 if names else int(row["deed"])
            if names:
                name.parent, name.answers = names[-1], names[-1].answers + 1
            names.append(name)
        return " > ".join(name.shown for name in names)
