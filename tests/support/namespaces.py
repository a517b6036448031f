"""Machines that are network namespaces of this one, whose cables can be pulled."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

import pytest

_HUB = "hub"
_RATE = ("tbf", "rate", "8mbit", "burst", "32kb", "latency", "800ms")
"""A slow line, by what every kernel has."""

SLOW_LINE = """
import asyncio, sys

async def carried(reader, writer):
    loop, last = asyncio.get_running_loop(), 0.0
    while True:
        piece = await reader.read(65536)
        loop.call_later(0.1, writer.write if piece else lambda _: writer.close(), piece)
        if not piece:
            return

async def met(reader, writer):
    there, to_there = await asyncio.open_connection(sys.argv[2], int(sys.argv[3]))
    await asyncio.gather(carried(reader, to_there), carried(there, writer), return_exceptions=True)

async def main():
    async with await asyncio.start_server(met, "127.0.0.1", int(sys.argv[1])) as server:
        await server.serve_forever()

asyncio.run(main())
"""
"""Carries what is said to a port of one's own to another machine, a tenth of a second later."""


@dataclass(frozen=True)
class Network:
    """Machines on one switch.

    Args:
        machines: their names; the first has the address 10.77.0.1.
    """

    machines: Sequence[str]

    def address(self, machine: str) -> str:
        """Return the address of a machine."""
        return f"10.77.0.{self.machines.index(machine) + 1}"

    def on(self, machine: str) -> tuple[str, ...]:
        """Return how a command begins that runs on a machine."""
        return ("ip", "netns", "exec", _named(machine))

    def cut(self, machine: str) -> None:
        """Pull a machine's cable; nobody is told."""
        _ip("-n", _named(_HUB), "link", "set", machine, "down")

    def mend(self, machine: str) -> None:
        """Plug it in again."""
        _ip("-n", _named(_HUB), "link", "set", machine, "up")

    def slow(self, machine: str) -> None:
        """Give a machine a line of a megabyte a second, each way."""
        for place, device in ((_HUB, machine), (machine, "eth0")):
            words = ["tc", "-n", _named(place), "qdisc", "add", "dev", device, "root", *_RATE]
            subprocess.run(words, check=True, capture_output=True)


@contextmanager
def network(*machines: str) -> Iterator[Network]:
    """Yield machines on one switch; what still runs on them at the end is ended."""
    try:
        for name in (_HUB, *machines):
            _ip("netns", "add", _named(name))
            _ip("-n", _named(name), "link", "set", "lo", "up")
        _ip("-n", _named(_HUB), "link", "add", "switch", "type", "bridge")
        _ip("-n", _named(_HUB), "link", "set", "switch", "up")
        made = Network(machines)
        for name in machines:
            hub = _named(_HUB)
            peer = ("peer", "name", name, "netns", hub)
            _ip("-n", _named(name), "link", "add", "eth0", "type", "veth", *peer)
            _ip("-n", hub, "link", "set", name, "master", "switch", "up")
            _ip("-n", _named(name), "address", "add", f"{made.address(name)}/24", "dev", "eth0")
            _ip("-n", _named(name), "link", "set", "eth0", "up")
        yield made
    finally:
        for name in (_HUB, *machines):
            subprocess.run(
                ["ip", "netns", "delete", _named(name)], check=False, capture_output=True
            )


def needed() -> str:
    """Return why there can be no such machines here, or ""."""
    if sys.platform != "linux":
        return "network namespaces are of Linux"
    if shutil.which("ip") is None or shutil.which("tc") is None:
        return "ip and tc (iproute2) are not installed"
    if os.geteuid() != 0:
        return "network namespaces need root"
    try:
        with network("tried"):
            return ""
    except subprocess.CalledProcessError as error:
        return f"no network namespaces here: {error.stderr.decode().strip()}"


def need_them() -> None:
    """Skip a test where there are none; fail it where TRUCE_NEEDS_NETWORK says so."""
    lacking = needed()
    if lacking and os.environ.get("TRUCE_NEEDS_NETWORK") == "1":
        pytest.fail(lacking)
    if lacking:
        pytest.skip(lacking)


def _named(machine: str) -> str:
    """Return the name of a namespace; tests of several processes have their own."""
    return f"truce-{os.getpid()}-{machine}"


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True, capture_output=True)
