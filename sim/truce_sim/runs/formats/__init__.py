"""What tables are written as: CSV, Parquet; each with a descriptor beside it.

Every form is made of the same typed `Table`, some rows at a time, with the same bytes whenever it
is made. Libraries that not everybody has are loaded only when something is written or read.
"""

from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Literal

from truce_sim.runs.files import Content
from truce_sim.runs.formats.descriptor import DESCRIPTOR, About, descriptor
from truce_sim.runs.tables import Table, explained, tables_csv

TableFormat = Literal["csv", "parquet"]


def table_files(
    tables: Mapping[str, Table], formats: Collection[str], about: About
) -> dict[str, Content]:
    """Return what to write of tables, by file name.

    Args:
        tables: by name.
        formats: any of "csv" and "parquet"; others are none of tables.
        about: what they are of.

    Raises:
        ModuleNotFoundError: if the library of a format is absent.
        ValueError: if two columns of a table have one name.
    """
    files: dict[str, Content] = {}
    listed = []
    if "csv" in formats:
        files |= tables_csv(tables)
        listed += [(name, "csv", table.columns) for name, table in explained(tables).items()]
    if "parquet" in formats:
        from truce_sim.runs.formats.parquet import table_parquet

        files |= {f"{name}.parquet": table_parquet(table) for name, table in tables.items()}
        listed += [(name, "parquet", table.columns) for name, table in tables.items()]
    if listed:
        files[DESCRIPTOR] = descriptor(about, listed)
    return files


def other_writers(folder: Path, names: Collection[str]) -> dict[str, list[object]]:
    """Return, of files that came out otherwise, the libraries that wrote them then and now.

    Args:
        folder: where they lie.
        names: of the files.
    """
    found: dict[str, list[object]] = {}
    for name in names:
        if name.endswith(".parquet"):
            from truce_sim.runs.formats.parquet import other_writer

            if writers := other_writer(folder / name):
                found["parquet"] = [*writers]
    return found


def formats_among(names: Collection[str]) -> tuple[TableFormat, ...]:
    """Return in which formats the tables of a result are written, by the names of its files."""
    every: tuple[TableFormat, ...] = ("csv", "parquet")
    return tuple(one for one in every if any(name.endswith(f".{one}") for name in names))
