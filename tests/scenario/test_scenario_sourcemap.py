"""Every key and value of a TOML text is found where it stands."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scenario_samples import FULL
from truce_sim.scenario.sourcemap import Path, SourceMap

TRICKY = """\
title = "a # b = [c]"   # comment
a.b . "c.d" = { x = 1, y = [1, { z = 2 }], "q\\"r" = 'lit#eral' }
[first."second third"]
key   = 2016-03-09 15:00:00   # date
list  = [
  1, # one
  [ 2, 3 ],
  "]",
]
[[many]]
n = 1
[[many]]
n = 2
[many.below]
deep = true
[first]
other = \"\"\"text
[looks.like.a.table]
k = 1\"\"\"
last = '''x'''
"""


def flat(raw: object, path: Path = ()) -> dict[Path, Any]:
    items: list[tuple[Any, Any]] = []
    if isinstance(raw, dict):
        items = list(raw.items())
    elif isinstance(raw, list):
        items = list(enumerate(raw))
    below = {k: v for key, one in items for k, v in flat(one, (*path, key)).items()}
    return {path: raw, **below} if path else below


@pytest.mark.parametrize("text", [TRICKY, FULL, TRICKY.replace("\n", "\r\n")])
def test_every_path_that_the_reader_finds_is_located(text: str) -> None:
    found = SourceMap(text)
    for path, value in flat(tomllib.loads(text)).items():
        assert path in found.keys or path in found.values, path
        if path in found.values and not isinstance(value, dict | list):
            span = found.values[path]
            snippet = found.text[span.start : span.end]
            assert tomllib.loads(f"value = {snippet}")["value"] == value, path


def test_lines_and_columns_point_at_the_value() -> None:
    found = SourceMap(TRICKY)
    spot = found.value(("a", "b", "c.d", "y", 1, "z"))
    assert spot is not None
    assert spot.text[spot.column - 1 :][: spot.length] == "2"
    key = found.key(("many", 1, "below", "deep"))
    assert key is not None
    assert (key.line, key.column, key.length) == (15, 1, 4)
    header = found.key(("first", "second third"))
    assert header is not None
    assert (header.line, header.text) == (3, '[first."second third"]')


@given(st.text(max_size=200))
def test_any_text_can_be_scanned(text: str) -> None:
    SourceMap(text)


values = st.recursive(
    st.integers(-5, 5) | st.booleans() | st.sampled_from(['"s"', "'l#]'", '"]}"', "1979-05-27"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b-c", '"d.e"']), inner, max_size=3)
    ),
    max_leaves=6,
)


def as_toml(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        return "[ " + ", ".join(map(as_toml, value)) + " ]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key} = {as_toml(one)}" for key, one in value.items()) + "}"
    return str(value)


@given(st.lists(values, max_size=5))
def test_made_up_documents_are_located_in_full(entries: list[Any]) -> None:
    text = "\n".join(f"k{n} = {as_toml(value)}  # note" for n, value in enumerate(entries))
    found = SourceMap(text)
    for path, value in flat(tomllib.loads(text)).items():
        span = found.values[path]
        assert tomllib.loads(f"value = {text[span.start : span.end]}")["value"] == value
