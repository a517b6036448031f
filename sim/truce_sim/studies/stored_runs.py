"""The runs of a stored answer as a study reads them, so that they need not be made again."""

import numpy as np

from truce_sim.runs.batch import Columns
from truce_sim.runs.formats.reading import stored_tables
from truce_sim.runs.store import Stored, StoreError

_NEEDED = (
    *("replication", "held", "quiet", "settled", "calm_streak", "on_time", "life", "cause"),
    *("opened_at", "incidents"),
)
_YES_OR_NO = ("held", "quiet", "settled", "calm_streak", "on_time", "in_part")


def stored_runs(stored: Stored) -> Columns | None:
    """Return the columns that are read when truces are set side by side; None if not kept.

    Raises:
        StoreError: if they are not what was written.
    """
    stored.check(drawn=False)
    try:
        table = stored_tables(stored).get("runs")
    except StoreError:
        return None
    if table is None:
        return None
    places = {column.key: place for place, column in enumerate(table.columns)}
    if not set(_NEEDED) <= set(places):
        return None
    rows = list(table.rows)
    wanted = [*_NEEDED, *(["in_part"] if "in_part" in places else [])]
    return {key: _array(key, [row[places[key]] for row in rows]) for key in wanted}


def _array(key: str, cells: list[object]) -> "np.ndarray":
    if key == "cause":
        return np.array(["" if one is None else str(one) for one in cells])
    if key in _YES_OR_NO:
        return np.array([bool(one) for one in cells])
    if key == "replication":
        return np.array(cells, dtype=np.int64)
    return np.array([np.nan if one is None else one for one in cells], dtype=np.float64)
