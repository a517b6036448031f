"""Every public name of the library stands on its page, and says what it takes and what can fail."""

import ast
import inspect
import re
import textwrap
from typing import Any

import pytest
import truce_sim
from public_names import documented, entries, function_of


def test_the_page_has_all_public_names_and_no_other() -> None:
    assert set(entries()) == set(truce_sim.__all__)


@pytest.mark.parametrize("name", truce_sim.__all__)
def test_a_public_name_is_told_as_what_it_is(name: str) -> None:
    thing, (sort, options) = getattr(truce_sim, name), entries()[name]
    if inspect.isclass(thing):
        assert sort == ("exception" if issubclass(thing, BaseException) else "class")
        assert ":members:" in options
    else:
        assert sort == "function"


@pytest.mark.parametrize("thing", [pytest.param(one, id=name) for name, one in documented()])
def test_it_says_what_it_means_takes_and_raises(thing: Any) -> None:
    said = inspect.getdoc(thing) or ""
    assert re.match(r"[A-Z`][^\n]*", said), "no sentence says what it is"
    function = function_of(thing)
    if inspect.isclass(function):
        return
    takes = [name for name in inspect.signature(function).parameters if name != "self"]
    assert [name for name in takes if not re.search(rf"(?m)^    {name}: ", said)] == []
    tree = ast.parse(textwrap.dedent(inspect.getsource(function)))
    raises = {
        node.exc.func.id
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
    }
    assert [name for name in raises if not re.search(rf"(?m)^    {name}: ", said)] == []
