"""What goes wrong with a cluster; each message is a sentence for the user, without its stop."""

from concurrent.futures import BrokenExecutor


class ClusterError(Exception):
    """A study cannot begin on this cluster: nothing of it was computed."""


class ClusterLostError(BrokenExecutor):
    """The cluster is gone, or of no use any more, in the middle of a study."""


class BatchKillsError(BrokenExecutor):
    """This very batch ended each worker that computed it, also when it was alone there.

    Args:
        deaths: how many workers.
    """

    def __init__(self, deaths: int) -> None:
        super().__init__(deaths)
        self.deaths = deaths

    def __str__(self) -> str:
        return (
            f"ended {self.deaths} workers, one after the other, perhaps for want of memory; or "
            "somebody stopped them just then"
        )
