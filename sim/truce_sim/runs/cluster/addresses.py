"""Where a cluster is, as people type it: `dask://HOST:PORT`, `tls://HOST:PORT`, a file."""

import ipaddress
import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Self

from truce_sim.runs.cluster.errors import ClusterError

USUAL_PORT = 8786
"""Dask's own."""
_SCHEMES: dict[str, Literal["tcp", "tls"]] = {"dask": "tcp", "tcp": "tcp", "tls": "tls"}
_TYPED = re.compile(
    r"(?P<scheme>[a-z]+)://(?P<host>\[[0-9a-fA-F:.%\w]+\]|[^\s:/\[\]@]+):(?P<port>\d+)/?"
)
FORMS = f"dask://HOST:{USUAL_PORT}, tls://HOST:{USUAL_PORT} or the scheduler's file, FILE.json"


class AddressError(ValueError):
    """What is typed is none; the message says what is wrong with it, and what to type instead."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a scheduler listens, once that is known."""

    scheme: Literal["tcp", "tls"]
    host: str
    port: int

    @property
    def for_dask(self) -> str:
        """The same as Dask wants it."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}:{self.port}"

    @property
    def typed(self) -> str:
        """The same as a user types it."""
        return self.for_dask.replace("tcp://", "dask://")

    @property
    def open_to_others(self) -> bool:
        """Whether what is said to it crosses a network in plain sight."""
        if self.scheme == "tls" or self.host == "localhost":
            return False
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return True

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the address that is typed, or stands in a scheduler's file.

        Raises:
            AddressError: if it is none.
            ClusterError: if the file cannot be read, or names none.
        """
        if not text.endswith(".json"):
            return cls._typed(text)
        try:
            return cls._typed(_in_file(Path(text)))
        except AddressError as error:
            raise ClusterError(f"what stands in {text} {error}") from None

    @classmethod
    def _typed(cls, text: str) -> Self:
        found = _TYPED.fullmatch(text)
        if found is None or found["scheme"] not in _SCHEMES:
            raise AddressError(f"is no address of a cluster: give {FORMS}")
        port = int(found["port"][:9])
        if not 1 <= port <= 65535:
            raise AddressError("has no port that can be: it is between 1 and 65535")
        return cls(_SCHEMES[found["scheme"]], found["host"].strip("[]"), port)


def check(text: str) -> str:
    """Return what is typed if it can be an address; a file is read only when it is needed.

    Raises:
        AddressError: if it can be none.
    """
    if not text.endswith(".json"):
        Address.read(text)
    return text


def _in_file(path: Path) -> str:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ClusterError(
            f"the scheduler's file {path} cannot be read ({error.strerror}); it is there while "
            f"one runs that was started by: dask scheduler --scheduler-file {path}"
        ) from None
    except ValueError:
        found = None
    address = found.get("address") if isinstance(found, dict) else None
    if not isinstance(address, str):
        raise ClusterError(
            f"what stands in {path} is no address; a scheduler's file is made by: "
            f"dask scheduler --scheduler-file {path}"
        )
    return address
