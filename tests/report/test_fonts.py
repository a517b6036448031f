"""Names in any script are drawn in pictures, or it is said which are not."""

import pytest
from matplotlib import font_manager
from truce_sim.report import fonts


def test_what_no_font_has_is_named_and_the_rest_is_not() -> None:
    assert fonts.undrawn(["north", "\U00013000x", "Söldner", "north"]) == ("\U00013000x",)


def test_a_font_is_looked_for_among_all_that_are_installed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    own = font_manager.findfont(fonts.OWN)
    monkeypatch.setattr(
        fonts, "_installed", lambda: iter([("Some", "some.ttf"), ("Han", "han.ttf")])
    )
    letters = {own: frozenset(map(ord, "abc")), "some.ttf": frozenset(), "han.ttf": {ord("北")}}
    monkeypatch.setattr(fonts, "_letters", lambda path: frozenset(letters[path]))
    assert fonts.families("abc") == [fonts.OWN]
    assert fonts.families("a北") == [fonts.OWN, "Han"]
    assert fonts.undrawn(["a北", "a京"]) == ("a京",)
