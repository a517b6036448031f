"""Messages through Dask: each batch is a task that one worker alone may take.

Dask finds the workers and carries the messages; who gets what is decided at the desk, because Dask
neither hands a batch out again that was pinned, nor says which batch a worker died of, nor leaves
out a worker of another version.
"""

import asyncio
import logging
import secrets
import threading
import warnings
from collections.abc import Awaitable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from distributed import Client, Security
from distributed.client import FutureCancelledError
from distributed.comm.core import CommClosedError
from distributed.scheduler import KilledWorker
from distributed.versions import VersionMismatchWarning

from truce_sim.runs.cluster import far_side
from truce_sim.runs.cluster.addresses import Address
from truce_sim.runs.cluster.alike import Stamp, mark
from truce_sim.runs.cluster.link import (
    THREAD,
    AnswerLostError,
    LinkLostError,
    WorkerLostError,
    WorkerUnfitError,
)

_TLS = "DASK_DISTRIBUTED__COMM__TLS__"
"""How the variables begin that hold Dask's settings for TLS."""
_CLOSING = 3.0
"""Seconds that taking leave may take."""


async def reach(address: Address, seconds: float) -> "DaskLink":
    """Connect to a scheduler.

    Args:
        address: where it listens.
        seconds: how long to try.

    Raises:
        LinkLostError: if there is none, or none that answers in time.
    """
    _hush()
    await _listened_to(address, seconds)
    security = _security(address)
    try:
        client = Client(  # type: ignore[no-untyped-call]
            address.for_dask,
            asynchronous=True,
            timeout=seconds,
            set_as_default=False,
            # Workers need not be in reach: all goes through the scheduler, as through a tunnel.
            direct_to_workers=False,
            security=security,
            name="truce-sim",
        )
    except Exception as error:
        # Nobody was asked yet: a certificate that is none, a setting of Dask's that is wrong.
        said = "Dask's settings here ask for TLS; give tls://" if _wants_tls(error) else _why(error)
        raise LinkLostError(said, refused=True) from error
    try:
        await asyncio.wait_for(client, seconds + 1)
    except Exception as error:
        with suppress(Exception):
            await asyncio.wait_for(_closed(client), _CLOSING)
        raise LinkLostError(_why_unconnected(address, error)) from error
    return DaskLink(client)


class DaskLink:
    """A connection that Dask's client keeps.

    Args:
        client: connected, asynchronous.
    """

    def __init__(self, client: "Client") -> None:
        self._client = client
        self._mark = mark()

    async def workers(self) -> Mapping[str, int]:
        """Return the names of the workers that are there, each with its number of threads."""
        self._refuse_lost()
        try:
            scheduler: Any = self._client.scheduler
            found: Mapping[str, int] = await scheduler.ncores()
        except OSError as error:
            raise LinkLostError(_why(error)) from error
        return found

    async def greet(self, worker: str) -> Stamp:
        """Return what a worker says of itself."""
        said: Stamp = await self._told(worker, far_side.greeting)
        return said

    async def ask(self, worker: str, message: bytes) -> bytes:
        """Return the answer of a worker."""
        answer: bytes = await self._told(worker, far_side.computed, self._mark, message)
        return answer

    async def _told(self, worker: str, ask: Any, *words: Any) -> Any:  # noqa: ANN401 - Dask's
        self._refuse_lost()
        future = self._client.submit(
            ask,
            *words,
            key=f"truce-sim-{secrets.token_hex(8)}",
            pure=False,
            workers=[worker],
            allow_other_workers=False,
            retries=0,
        )
        try:
            return await future
        except KilledWorker as error:
            raise WorkerLostError(str(error)) from error
        except (TimeoutError, FutureCancelledError, OSError) as error:
            self._refuse_lost()
            raise AnswerLostError(_why(error)) from error
        except Exception as error:
            self._refuse_lost()
            raise WorkerUnfitError(_why(error)) from error
        finally:
            with suppress(Exception):
                future.release()  # type: ignore[no-untyped-call]

    def _refuse_lost(self) -> None:
        if self._client.status != "running":
            raise LinkLostError("the connection ended")

    async def close(self) -> None:
        """Leave the cluster running, idle."""
        with suppress(Exception):
            await asyncio.wait_for(_closed(self._client), _CLOSING)


async def _listened_to(address: Address, seconds: float) -> None:
    """See whether anybody listens: Dask tries on where nobody does, to the end of its time."""
    try:
        _, writer = await asyncio.wait_for(
            asyncio.open_connection(address.host, address.port), seconds
        )
    except ConnectionRefusedError as error:
        raise LinkLostError("nothing listens there", refused=True) from error
    except (OSError, TimeoutError) as error:
        raise LinkLostError(_why(error)) from error
    writer.close()
    with suppress(OSError):
        await writer.wait_closed()


def _closed(client: Client) -> Awaitable[None]:
    """Return what closes a client."""
    closing: Awaitable[None] = client.close(timeout=_CLOSING)  # type: ignore[no-untyped-call]
    return closing


def _security(address: Address) -> Any:  # noqa: ANN401 - Dask's
    if address.scheme != "tls":
        return None
    security: Any = Security()  # type: ignore[no-untyped-call]
    cert = security.tls_client_cert
    if not cert or not security.tls_ca_file:
        raise LinkLostError(
            f"TLS needs a certificate: name the files in {_TLS}CA_FILE, {_TLS}CLIENT__CERT and "
            f"{_TLS}CLIENT__KEY",
            refused=True,
        )
    for path in filter(None, [cert, security.tls_ca_file, security.tls_client_key]):
        # It may also be the text of a certificate.
        if "\n" not in path and not Path(path).is_file():
            raise LinkLostError(f"TLS needs {path}, and there is no such file", refused=True)
    return security


def _wants_tls(error: BaseException) -> bool:
    return isinstance(error, RuntimeError) and "ncryption required" in str(error)


def _why_unconnected(address: Address, error: BaseException) -> str:
    """Return why a connection that was taken led to nothing."""
    if address.scheme == "tcp" and isinstance(error, CommClosedError):
        return "it closed the connection at once; where it wants TLS, give tls://"
    return _why(error)


def _why(error: BaseException) -> str:
    if isinstance(error, TimeoutError | asyncio.TimeoutError):
        return "no answer in time"
    said = str(error.strerror if isinstance(error, OSError) and error.strerror else error)
    first = said.strip().partition("\n")[0].rstrip(".")
    return f"{type(error).__name__}: {first}" if first else type(error).__name__


class _OfOthers(logging.Filter):
    """Lets pass what other threads log: what befalls this link is told in our own words."""

    def filter(self, record: logging.LogRecord) -> bool:
        return record.threadName != THREAD


_hushed: list[bool] = []
_hushing = threading.Lock()


def _hush() -> None:
    with _hushing:
        if _hushed:
            return
        _hushed.append(True)
    for handler in logging.getLogger("distributed").handlers:
        handler.addFilter(_OfOthers())
    # We ask each worker for its versions ourselves, and a batch of many worlds is large.
    warnings.filterwarnings("ignore", category=VersionMismatchWarning)
    warnings.filterwarnings("ignore", message="Sending large graph")
