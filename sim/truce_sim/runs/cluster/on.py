"""`--on`: a cluster that is named becomes an executor."""

from collections.abc import Callable
from concurrent.futures import Executor

from truce_sim.runs.cluster.addresses import Address, AddressError
from truce_sim.runs.cluster.errors import ClusterError
from truce_sim.runs.cluster.lacking import lacking
from truce_sim.runs.cluster.pool import ClusterPool


def exposed(address: Address) -> str:
    """Return what is to be said of an address that others can listen to, or ""."""
    if not address.open_to_others:
        return ""
    return (
        f"{address.typed} is not encrypted: whoever reaches it can run anything as you, there and "
        "here. Use tls://, or a tunnel to 127.0.0.1."
    )


def cluster(on: str, tell: Callable[[str], None]) -> Executor:
    """Return an executor whose workers are those of a cluster.

    Args:
        on: where it is, as people type it.
        tell: is told, in sentences, what befalls it.

    Raises:
        ClusterError: if there is no such cluster, or nobody in it can take part.
    """
    if lack := lacking():
        raise ClusterError(lack)
    try:
        address = Address.read(on)
    except AddressError as error:
        raise ClusterError(f"'{on}' {error}") from None
    if said := exposed(address):
        tell(said)
    # Without it a worker listens on all networks, wherever its scheduler is.
    here = "" if address.open_to_others or address.scheme == "tls" else " --host 127.0.0.1"
    from truce_sim.runs.cluster.dask_link import reach  # noqa: PLC0415 - it loads the library

    return ClusterPool(
        lambda seconds: reach(address, seconds),
        f"the cluster at {address.typed}",
        f"dask worker {address.for_dask}{here} --nthreads 1 --death-timeout 60",
        tell,
    )
