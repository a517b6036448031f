"""Where a cluster is, as people type it, and what must be alike on its workers."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from truce_sim.runs import sources
from truce_sim.runs.cluster import alike
from truce_sim.runs.cluster.addresses import Address, AddressError, check
from truce_sim.runs.cluster.errors import ClusterError
from truce_sim.runs.cluster.on import cluster

uncached = sources.digest.__wrapped__


@pytest.mark.parametrize(
    ("typed", "for_dask", "plain"),
    [
        ("dask://127.0.0.1:8786", "tcp://127.0.0.1:8786", False),
        ("tcp://localhost:1", "tcp://localhost:1", False),
        ("dask://[::1]:8786/", "tcp://[::1]:8786", False),
        ("dask://10.0.0.5:8786", "tcp://10.0.0.5:8786", True),
        ("dask://head.example:8786", "tcp://head.example:8786", True),
        ("tls://head.example:8786", "tls://head.example:8786", False),
    ],
)
def test_an_address_is_read_and_known_to_be_open_to_others(
    typed: str, for_dask: str, plain: bool
) -> None:
    address = Address.read(typed)
    assert address.for_dask == for_dask
    assert address.open_to_others == plain
    assert Address.read(address.typed) == address


@pytest.mark.parametrize(
    "typed", ["", "17", "dask", "dask://", "dask://a", "http://a:1", "dask:/a:1", "dask://a b:1",
              "dask://u@a:1", "dask://a:1/x", "dask://[::1:5", "dask://a:0", "dask://a:65536",
              "dask://a:" + "9" * 400]
)  # fmt: skip
def test_what_is_none_is_refused_with_what_to_type(typed: str) -> None:
    with pytest.raises(AddressError, match=r"is no address of a cluster: give dask|has no port"):
        check(typed)


@given(st.text(max_size=40))
def test_nothing_typed_is_answered_by_a_crash(typed: str) -> None:
    with suppress(AddressError):
        assert check(typed) == typed


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "cannot be read (No such file or directory); it is there while one runs"),
        ("{", "is no address; a scheduler's file is made by: dask scheduler --scheduler-file"),
        ("[]", "is no address; a scheduler's file is made by"),
        ('{"address": 3}', "is no address; a scheduler's file is made by"),
        ('{"address": "17"}', "is no address of a cluster: give dask://HOST"),
    ],
)
def test_a_scheduler_file_that_is_none_is_refused(
    tmp_path: Path, content: str | None, said: str
) -> None:
    path = tmp_path / "scheduler.json"
    if content is not None:
        path.write_text(content)
    with pytest.raises(ClusterError) as error:
        Address.read(check(str(path)))
    assert said in str(error.value)


def test_a_scheduler_file_says_where(tmp_path: Path) -> None:
    path = tmp_path / "scheduler.json"
    path.write_text(json.dumps({"address": "tls://10.0.0.1:8786", "workers": {}}))
    assert Address.read(str(path)) == Address("tls", "10.0.0.1", 8786)


def test_it_is_said_that_others_can_listen_before_anything_is_sent(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said: list[str] = []
    monkeypatch.setattr("truce_sim.runs.cluster.on.ClusterPool", lambda *_: None)
    cluster("dask://10.0.0.5:8786", said.append)
    cluster("dask://127.0.0.1:8786", said.append)
    cluster("tls://10.0.0.5:8786", said.append)
    (warned,) = said
    assert warned.startswith("dask://10.0.0.5:8786 is not encrypted")


def test_all_that_shapes_a_batch_is_asked_about() -> None:
    stamp = alike.stamp()
    assert {"truce-sim", "python", "numpy", "simpy", "numba"} < stamp.keys()
    assert alike.differences(dict(stamp)) == ""
    for name in stamp:
        said = alike.differences({**stamp, name: "another"})
        assert said == f"{name} another, {stamp[name]} here"
    assert "unknown" in alike.differences({})


def test_another_line_of_the_model_is_another_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [
        tmp_path / (place if place.endswith(".py") else f"{place}/rules.py")
        for place in sources.OF_BATCHES
    ]
    for path in files:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"a = 1\n")
    monkeypatch.setattr(sources, "_PACKAGE", tmp_path)
    digests = [uncached(sources.OF_BATCHES)]
    for path in files:
        path.write_bytes(b"a = 2\n")
        digests.append(uncached(sources.OF_BATCHES))
    assert len(set(digests)) == len(files) + 1
    for path in files:
        path.write_bytes(b"a = 2\r\n")
    assert uncached(sources.OF_BATCHES) == digests[-1], "lines may end otherwise"


def test_what_shapes_a_study_shapes_its_batches() -> None:
    within = [any(of.startswith(one) for one in sources.OF_STUDIES) for of in sources.OF_BATCHES]
    assert all(within)
