"""The page as text: self-contained, escaped, whole, the same every time, whatever the names."""

import itertools
import json
import math
import re
import warnings
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree as ET

import made_up
import numpy as np
import pytest
from matplotlib.colors import LinearSegmentedColormap, to_hex
from truce_sim.report.charts.verdicts import VERDICTS
from truce_sim.report.page import build_page
from truce_sim.report.pictures import chart_files, figures, write_charts
from truce_sim.report.style import (
    CAUSES,
    DARK_LETTERS,
    DIVERGING,
    FAILS,
    FAILS_TEXT,
    HOLDS,
    INK,
    MUTED,
    PALE_LETTERS,
    PANEL,
    PAPER,
    THEMED,
    ink_on,
)
from truce_sim.studies import oracles
from truce_sim.studies.results.common import Result
from truce_sim.studies.results.sweep import SweepResult

Page = Callable[[str], str]
KINDS = tuple(made_up.ALL)
SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


class _Balance(HTMLParser):
    """Checks that every element is closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.tags.add(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def tags(page: str) -> set[str]:
    parser = _Balance()
    parser.feed(page)
    assert parser.open == []
    return parser.tags


@pytest.mark.parametrize("kind", KINDS)
def test_page_is_well_formed_and_needs_nothing_from_outside(kind: str, page: Page) -> None:
    text = page(kind)
    assert {"link", "img", "iframe", "object", "form"}.isdisjoint(tags(text))
    assert text.count("<script") == text.count("<script>") <= 1
    assert set(re.findall(r"\w+://[^\"' <>)]+", text)) <= {"http://www.w3.org/2000/svg"}
    assert not re.search(r"url\((?!#)", text)
    assert "@import" not in text
    assert len(text.encode()) < 600_000


@pytest.mark.parametrize("kind", KINDS)
def test_ids_are_unique_and_references_resolve(kind: str, page: Page) -> None:
    text = page(kind)
    ids = re.findall(r'\bid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    wanted = re.findall(r'href="#([^"]+)"', text) + re.findall(r"url\(#([^)]+)\)", text)
    assert set(wanted) <= set(ids)


@pytest.mark.parametrize("kind", KINDS)
def test_every_chart_says_what_it_is(kind: str, page: Page) -> None:
    charts = SVG.findall(page(kind))
    assert charts
    for chart in charts:
        root = ET.fromstring(chart)  # noqa: S314 - our own
        title, said = root[0], root[1]
        assert root.get("role") == "img"
        assert title.tag.endswith("title")
        assert title.text
        assert said.tag.endswith("desc")
        assert re.search(r"\d", said.text or "")
        assert root.get("aria-labelledby") == f"{title.get('id')} {said.get('id')}"
        assert "font-family" not in chart


@pytest.mark.parametrize("kind", ["compare", "sweep-grid"])
def test_page_is_the_same_when_rebuilt(kind: str, page: Page) -> None:
    assert build_page(made_up.ALL[kind], None, made_up.MANIFEST) == page(kind)


@pytest.mark.parametrize("kind", ["compare", "require", "postpone", "sensitivity"])
def test_a_manifest_may_be_empty(kind: str) -> None:
    tags(build_page(made_up.ALL[kind], None, {}))


def test_sections_without_data_are_left_out() -> None:
    bare = made_up.run(doubt=False, verification=False).model_copy(
        update={"inputs": (), "counters": ()}
    )
    text = build_page(bare, None, {})
    for heading in (
        "What does one run look like?",
        "Which inputs move the odds?",
        "How do verdicts compare with the truth?",
        "What went in",
    ):
        assert heading not in text
    assert "How long does it last?" in text


def test_checklist_shows_blanks(page: Page) -> None:
    rows = re.findall(r"<tr( class=\"blank\")?><td>(\d\.\d)</td>", page("run"))
    assert len(rows) == 20
    assert "not supplied" in page("run")
    assert {number for blank, number in rows if blank} == {"2.3", "3.2", "6.1"}


def test_evidence_is_tagged(page: Page) -> None:
    for basis in ("reported", "estimated", "guess"):
        assert f'<span class="tag {basis}">{basis}</span>' in page("run")


def test_markup_in_names_is_shown_not_run() -> None:
    evil = '<script>alert("$x^2$")</script>&amp;'
    names = [evil, "$\\frac{1}{$", "{{ 7 * 7 }}"]
    about = made_up.heading(title=evil, names=names, others=["</svg>"])
    text = build_page(made_up.run(about=about), made_up.story(about), {})
    assert text.count("<script") == 1, "the page's own"
    assert "&lt;script&gt;" in text
    assert "$\\frac{1}{$" in text
    assert "{{ 7 * 7 }}" in text


@pytest.mark.parametrize("kind", ["run", "compare", "sensitivity"])
def test_markup_in_names_is_text_in_charts_that_stand_alone(kind: str) -> None:
    evil = "</text><script>a & b</script>"
    about = made_up.heading(title=evil, names=[evil, "South"])
    made: dict[str, Callable[[], Result]] = {
        "run": lambda: made_up.run(about=about),
        "compare": lambda: made_up.compare([evil], about),
        "sensitivity": lambda: made_up.sensitivity([evil]),
    }
    found = chart_files(made[kind](), made_up.story(about) if kind == "run" else None, ["svg"])
    for name, chart in found.items():
        root = ET.fromstring(chart)  # noqa: S314 - our own
        assert not any(element.tag.endswith("script") for element in root.iter()), name
    assert any(b"&lt;/text" in chart for chart in found.values())


def test_long_names_are_cut_in_charts_only() -> None:
    about = made_up.heading(names=["N" * 200, "South"])
    text = build_page(made_up.run(about=about), made_up.story(about), {})
    drawn = re.findall(r"<text[^>]*>([^<]*)</text>", text)
    assert max(map(len, drawn)) < 80
    assert any(piece.endswith("…") for piece in drawn)
    assert "N" * 200 in text


@pytest.mark.parametrize("names", [["حزب الشمال", "حزب الجنوب"], ["北方联合阵线", "南方同盟"]])
def test_other_scripts_render_without_a_warning(names: list[str]) -> None:
    result = made_up.compare(names, made_up.heading(title=names[0]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        files = chart_files(result, None, ["svg", "png"])
    assert names[0] in files["options.svg"].decode()
    assert files["options.png"].startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("days", "parties", "held"), [(2, 2, 900), (731, 3, 0), (11, 20, 900), (11, 2, 2000)]
)
def test_extremes_are_drawn(days: float, parties: int, held: int) -> None:
    about = made_up.heading(days=days, names=[f"Party {n}" for n in range(parties)])
    result = made_up.run(held, days=days, about=about)
    for draw in figures(result, made_up.story(about, held=held == 2000)).values():
        draw()


def test_a_story_without_grievances_or_checks_is_drawn() -> None:
    about = made_up.heading()
    calm = made_up.story(about, held=True, incidents=3)
    kept = tuple(e for e in calm.events if e.kind in ("violation", "talks open"))
    figures(made_up.run(), calm.model_copy(update={"events": kept}))["one-run"]()


def test_charts_are_written_beside_the_page(tmp_path: Path) -> None:
    written = write_charts(made_up.ALL["compare"], None, tmp_path / "charts", ["svg", "png"])
    assert sorted(path.name for path in written) == [
        f"{key}.{ending}" for key in ("curves", "options") for ending in ("png", "svg")
    ]
    text = (tmp_path / "charts" / "options.svg").read_text(encoding="utf-8")
    assert text.startswith("<?xml")
    ET.fromstring(text)  # noqa: S314 - our own
    again = chart_files(made_up.ALL["compare"], None, ["svg", "png"])
    assert again["options.svg"].decode() == text
    assert again["options.png"] == (tmp_path / "charts" / "options.png").read_bytes()


# ---- colours --------------------------------------------------------------------------------


def _linear(colour: str) -> list[float]:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    return [x / 12.92 if x <= 0.03928 else ((x + 0.055) / 1.055) ** 2.4 for x in parts]


def _luminance(colour: str) -> float:
    linear = _linear(colour)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """Return the contrast of WCAG 2: 1 for none, 21 for black on white."""
    a, b = sorted((_luminance(one), _luminance(other)))
    return (b + 0.05) / (a + 0.05)


CSS = Path("sim/truce_sim/report/templates/style.css").read_text()
_LIGHT, _DARK = (
    dict(re.findall(r"(--[\w-]+):(#[0-9a-f]{6})", root))
    for root in re.findall(r":root\{([^}]*)\}", CSS)
)
THEMES = {"light": _LIGHT, "dark": _LIGHT | _DARK}
GROUNDS = ("--paper", "--panel", "--warn")
"""What text can stand on: the page, the box of the headline, the notice of a partial report."""


def _resolved(colour: str, theme: str) -> str:
    return THEMES[theme][colour[4:-1]] if colour.startswith("var(") else colour


def _inks(theme: str) -> set[str]:
    """Return every colour that the page writes text in."""
    inks = set(re.findall(r"(?<![-\w])color:([^;}]+)", CSS)) - {"inherit"}
    return {_resolved(ink, theme) for ink in inks}


@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("theme", THEMES)
def test_text_has_contrast(theme: str, ground: str) -> None:
    charts = {INK, MUTED, HOLDS, FAILS_TEXT} if theme == "light" else set()
    inks = _inks(theme) | charts
    assert len(inks) > 4
    for ink in inks:
        assert ink.startswith("#")
        assert _contrast(ink, THEMES[theme][ground]) >= 4.5, ink


def test_themes_are_whole() -> None:
    assert _LIGHT["--paper"] == PAPER
    assert _LIGHT["--panel"] == PANEL
    assert set(_LIGHT) == set(_DARK)
    # Charts are drawn in the colours of the light page, and take those of the dark one by name.
    for colour, name in THEMED.items():
        assert _LIGHT[f"--{name}"] == colour


@pytest.mark.parametrize("theme", THEMES)
def test_tags_have_contrast(theme: str) -> None:
    rules = re.findall(r"\.tag[^{]*\{([^}]*)\}", CSS)
    assert len(rules) == 3
    ink = ""
    for rule in rules:
        [*own] = re.findall(r"(?<![-\w])color:([^;}]+)", rule)
        ink = _resolved(own[0], theme) if own else ink
        [ground] = re.findall(r"background:([^;}]+)", rule)
        assert _contrast(ink, _resolved(ground, theme)) >= 4.5, rule


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_in_a_chart_is_paler_than_that(kind: str, page: Page) -> None:
    letters = (DARK_LETTERS, PALE_LETTERS)  # on grounds of their own (see below)
    for chart in SVG.findall(page(kind)):
        for style in re.findall(r'<text style="([^"]*)"', chart):
            ink = re.search(r"fill:\s*(#[0-9a-f]{6}|var\(--[\w-]+\))", style)
            if ink is None or ink[1] in (*letters, "var(--paper)"):
                continue
            for theme in THEMES:
                paper = THEMES[theme]["--paper"]
                assert _contrast(_resolved(ink[1], theme), paper) >= 4.5, (ink[1], theme)


def test_numbers_can_be_read_on_every_colour_of_a_map() -> None:
    scale = LinearSegmentedColormap.from_list("odds", list(DIVERGING))
    for place in range(101):
        ground = scale(place / 100)
        assert _contrast(ink_on(ground[:3]), to_hex(ground)) >= 4.5


def test_numbers_can_be_read_on_every_verdict() -> None:
    assert all(_contrast(ink, ground) >= 4.5 for _, _, ground, ink in VERDICTS)


def test_colours_part_in_greyscale() -> None:
    shades = [_luminance(colour) for colour in CAUSES]
    assert shades == sorted(shades)
    assert all(_contrast(a, b) >= 1.25 for a, b in itertools.pairwise(CAUSES))
    assert _contrast(HOLDS, FAILS) >= 1.8


# Machado, Oliveira and Fernandes (2009): how linear colours look without one kind of cone.
WITHOUT_CONES = {
    "green": ((0.367, 0.861, -0.228), (0.280, 0.673, 0.047), (-0.012, 0.043, 0.969)),
    "red": ((0.152, 1.053, -0.205), (0.115, 0.786, 0.099), (-0.004, -0.048, 1.052)),
}


def _lab(colour: str, kind: str | None) -> tuple[float, float, float]:
    """Return a colour in CIELAB, as somebody sees it who has all cones or lacks one kind."""
    seen = _linear(colour)
    if kind is not None:
        rows = WITHOUT_CONES[kind]
        seen = [
            min(1.0, max(0.0, sum(m * x for m, x in zip(row, seen, strict=True)))) for row in rows
        ]
    red, green, blue = seen
    x = (0.4124 * red + 0.3576 * green + 0.1805 * blue) / 0.9505
    y = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    z = (0.0193 * red + 0.1192 * green + 0.9505 * blue) / 1.0888
    a, b, c = (t ** (1 / 3) if t > 0.008856 else 7.787 * t + 16 / 116 for t in (x, y, z))
    return 116 * b - 16, 500 * (a - b), 200 * (b - c)


@pytest.mark.parametrize("kind", [None, *WITHOUT_CONES])
def test_colours_part_for_those_who_see_fewer(kind: str | None) -> None:
    """A distance of 15 is several times what the eye needs to tell two areas apart."""
    ends = [(HOLDS, FAILS), *((HOLDS, cause) for cause in CAUSES)]
    assert all(math.dist(_lab(a, kind), _lab(b, kind)) >= 35 for a, b in ends)
    for a, b in itertools.pairwise(CAUSES):
        assert math.dist(_lab(a, kind), _lab(b, kind)) >= 15


# ---- interrupted studies --------------------------------------------------------------------


PARTIAL = {
    "run": "2,000 of 4,000 runs",
    "compare": "5 of 11 options",
    "sweep-line": "10 of 49 settings",
    "require": "10 of up to 12 levels",
    "postpone": "2,000 of 4,000 runs",
    "sensitivity": "each input by itself",
}
VERIFIED = Path(oracles.__file__).with_name("verified.json")
RESUME = "truce-sim run --resume 2031-05-01-abcd"


@pytest.mark.usefixtures("undrawn")
def test_the_page_quotes_the_exact_cases_of_its_own_version_only() -> None:
    result = made_up.ALL["compare"]
    kept = json.loads(VERIFIED.read_text(encoding="utf-8"))["rows"]
    cases, numbers = len({row["key"] for row in kept}), len(kept)
    assert cases >= 24
    told = f"Set against {cases} cases with exact answers, {numbers} of {numbers}"
    assert told in build_page(result, None, made_up.MANIFEST)
    other = {**made_up.MANIFEST, "tool_version": "0.0.9"}
    assert "exact answers" not in build_page(result, None, other)


def test_where_nobody_verifies_no_chart_of_verdicts_is_promised() -> None:
    text = build_page(made_up.run(verification=False), None, made_up.MANIFEST)
    assert "How do verdicts compare" not in text
    assert "Each bar is all complaints" not in text
    assert "What would each side count?" in text
    assert "thin black line" not in text, "no run is told, so none is drawn"


@pytest.mark.parametrize("kind", PARTIAL)
@pytest.mark.usefixtures("undrawn")
def test_an_interrupted_study_says_so_before_all_else(kind: str, page: Page) -> None:
    whole = made_up.ALL[kind]
    about = whole.heading.model_copy(update={"partial": True, "runs_wanted": 4000})
    some = whole.model_copy(update={"heading": about})
    text = build_page(some, None, made_up.MANIFEST | {"resume": RESUME, "settings": 12})
    notice = text[text.index("<b>Partial.</b>") : text.index("<h1")]
    assert PARTIAL[kind] in notice
    assert RESUME in notice
    assert "Partial." in build_page(some, None, {})
    assert "Partial." not in page(kind)


@pytest.mark.parametrize("kept", [1, 2, 5])
def test_a_line_with_missing_levels_is_drawn_where_they_stand(kept: int) -> None:
    sweep = made_up.ALL["sweep-line"]
    assert isinstance(sweep, SweepResult)
    some = sweep.model_copy(update={"points": sweep.points[-kept:], "best": (0,)})
    (line,) = (f() for key, f in figures(some, None).items() if key == "sweep")
    numbers = np.array(sweep.params[0].numbers[-kept:])
    drawn = [np.asarray(one.get_xdata()) for one in line.axes[0].lines]
    assert any(np.array_equal(numbers, one) for one in drawn)
