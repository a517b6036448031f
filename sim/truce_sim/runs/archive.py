"""One archive of many files (ZIP): the same bytes of the same files, wherever they lay."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from truce_sim.runs.files import Anew, Sink

_MADE = (1980, 1, 1, 0, 0, 0)
"""When every file says that it was made: the first date that there is in an archive."""
_MODE, _UNIX = 0o100644 << 16, 3
_PIECE = 1 << 20
"""Bytes that are read at a time."""


def archive(files: Mapping[str, Path | bytes]) -> Anew[bytes]:
    """Return what to write of an archive, a piece at a time.

    Args:
        files: by name within it: where each lies, or what it holds. They are put in by name.
    """
    return Anew(lambda: _written(files))


def _written(files: Mapping[str, Path | bytes]) -> Iterator[bytes]:
    sink = Sink()
    with ZipFile(sink, "w") as zipped:
        for name in sorted(files):
            content = files[name]
            about = ZipInfo(name, _MADE)
            about.compress_type = ZIP_DEFLATED
            about.external_attr, about.create_system = _MODE, _UNIX
            about.file_size = len(content) if isinstance(content, bytes) else content.stat().st_size
            with zipped.open(about, "w") as file:
                for piece in _pieces(content):
                    file.write(piece)
                    yield sink.taken()
    yield sink.taken()


def _pieces(content: Path | bytes) -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    with content.open("rb") as file:
        while piece := file.read(_PIECE):
            yield piece
