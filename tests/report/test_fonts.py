"""Names in any script are drawn in pictures, or it is said which are not."""

import made_up
import pytest
from matplotlib import font_manager
from truce_sim.report import fonts
from truce_sim.report.pictures import names_left_out
from truce_sim.studies.results.compare import CompareResult


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


def test_whatever_users_name_is_looked_at() -> None:
    rare = "\U00013000"
    plain = made_up.ALL["compare"]
    assert isinstance(plain, CompareResult)
    assert names_left_out(plain) == ()
    options = [
        one.model_copy(update={"label": f"{rare} {one.label}"}) if place == 0 else one
        for place, one in enumerate(plain.options)
    ]
    named = plain.model_copy(update={"options": tuple(options)})
    assert names_left_out(named) == (options[0].label,)
    heading = plain.heading.model_copy(update={"parties": {"north": rare}})
    assert names_left_out(named.model_copy(update={"heading": heading})) == (rare,)


def test_fonts_installed_since_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    added: list[str] = []
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: ["/fonts/new.ttf"])
    monkeypatch.setattr(font_manager.fontManager, "addfont", added.append)
    fonts._look_again.cache_clear()
    fonts.families("北")
    assert added == ["/fonts/new.ttf"]
    fonts._look_again.cache_clear()
