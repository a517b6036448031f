"""Tables as the texts that are written of them."""

from collections.abc import Iterable, Mapping


def text_of(table: Iterable[bytes]) -> str:
    """Return the text of one table."""
    return b"".join(table).decode()


def texts_of(tables: Mapping[str, Iterable[bytes]]) -> dict[str, str]:
    """Return the texts of tables by file name."""
    return {name: text_of(table) for name, table in tables.items()}
