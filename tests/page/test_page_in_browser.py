"""The page in a real browser, by keyboard alone: what it shows, says, asks for and leaves alone."""

import json
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import devtools
import pytest
from axe_core_python import __file__ as axe_core
from devtools import Page
from quickest import quickest
from sketched_explorer import FILE, NAMES, SketchedExplorer
from truce_sim.classroom.reading import Ending, read_bets
from truce_sim.page.explorer import Explorer
from truce_sim.page.serving import Serving, bound
from truce_sim.scenario import load

_FIRST = "/^[0-9]+$/.test(document.getElementById('number').textContent)"
_TEXT = "document.getElementById('{}').textContent"


class Opened:
    """The page in a tab, and what answers it."""

    def __init__(self, page: Page, address: str, explorer: SketchedExplorer) -> None:
        self.page, self.address, self.explorer = page, address, explorer

    def text(self, name: str) -> str:
        return str(self.page.evaluate(_TEXT.format(name)))

    def focus(self, name: str) -> None:
        self.page.evaluate(f"document.getElementById('{name}').focus()")

    def click(self, name: str) -> None:
        self.page.evaluate(f"document.getElementById('{name}').click()")

    def press(self, name: str, *keys: str) -> None:
        self.focus(name)
        for key in keys:
            self.page.press(key)

    def rests(self) -> None:
        """Wait until all that follows a move is there."""
        self.page.until(f"{_TEXT.format('chance')}.includes('4,000')")

    def another(self, number: str) -> str:
        self.page.until(f"{_TEXT.format('number')} !== {json.dumps(number)}")
        return self.text("number")


@pytest.fixture(scope="module")
def tab() -> Iterator[Page]:
    with devtools.page() as page:
        yield page


@pytest.fixture
def opened(tab: Page) -> Iterator[Opened]:
    explorer, faults = SketchedExplorer(), list[BaseException]()
    with bound(None) as door, Serving(lambda: explorer, door, faults.append) as serving:
        tab.events.clear()
        tab.size(1190, 1000)
        tab.open(serving.addresses.page)
        tab.until(_FIRST)
        yield Opened(tab, serving.addresses.page, explorer)
        tab.open("about:blank")
    assert faults == []


def test_an_arrow_key_moves_the_number_and_undo_and_the_address_bring_states_back(
    opened: Opened,
) -> None:
    page = opened.page
    before = opened.text("number")
    opened.press("slider-1", "ArrowRight")
    after = opened.another(before)
    opened.rests()
    assert "saved" in opened.text("change")
    assert "histories" in opened.text("chance")
    assert opened.text("moved") == f"{NAMES[1]}: 5 a day (file: 4 a day)"
    assert "--set 'inputs.1=5'" in opened.text("command")
    assert opened.text("command-says") == (
        f"It gives {after} in 100: the number of the first 1,000 histories."
    )
    assert opened.text("live") == f"{after} in 100, likely."
    assert page.evaluate("location.hash") == "#inputs.1=5"

    page.press("z", ctrl=True)
    assert opened.another(after) == before
    page.press("z", ctrl=True, shift=True)
    assert opened.another(before) == after
    page.press("Delete")
    assert opened.another(after) == before

    page.evaluate("location.hash = '#inputs.1=5&inputs.0=99999&talks=-7&option=none&inputs.2=1e3'")
    page.until("document.getElementById('slider-0').value === '10'")
    values = [page.evaluate(f"document.getElementById('slider-{place}').value") for place in (1, 2)]
    assert values == ["5", str(FILE)]
    assert page.evaluate("document.getElementById('talks-at').value") == "0"

    hosts = {urlsplit(address).netloc for address in page.requests()}
    assert hosts == {urlsplit(opened.address).netloc}
    assert page.complaints() == []


def test_what_stands_in_a_file_is_text_and_every_slider_says_its_name_and_value(
    opened: Opened,
) -> None:
    sliders = [node for node in opened.page.tree() if node["role"]["value"] == "slider"]
    named = [node["name"]["value"].rsplit(" ", 1)[0] for node in sliders]
    assert named[:3] == list(NAMES[:3])
    assert named[-1] == "Talks"  # "Talks open"
    # Chromium 156 tells its tools a native slider's number instead of this.
    seen = "[...document.querySelectorAll('input[type=range]')].filter((x) => x.checkVisibility())"
    texts = f"{seen}.map((x) => x.ariaValueText ?? '')"
    said = opened.page.evaluate(texts)
    assert len(said) == len(sliders)
    assert said[0] == "4 a day, as in the file"
    assert said[1] == "share 4 a day, as in the file"
    assert all(said)
    assert opened.page.evaluate("document.querySelectorAll('main b b, main i i').length") == 0
    isolated = "[...document.querySelectorAll('label bdi')].some(one => one.textContent === {})"
    assert opened.page.evaluate(isolated.format(json.dumps(NAMES[1].split(":")[0])))


def test_the_tab_key_goes_through_everything_in_the_order_in_which_it_is_read(
    opened: Opened,
) -> None:
    page, passed = opened.page, list[str]()
    page.evaluate("document.activeElement.blur()")
    while "teach" not in passed and len(passed) < 60:
        page.press("Tab")
        passed.append(page.evaluate("document.activeElement.id || document.activeElement.tagName"))
    sliders = [f"slider-{place}" for place in range(12)]
    marks = ["skip", "pin", "help", "filter", *sliders, "all", "each", "talks-at", "copy-command"]
    assert [one for one in passed if one in {*marks, "teach"}] == [*marks, "teach"]
    lit = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(lit) != "none"


def test_options_pins_and_finding_an_input(opened: Opened) -> None:
    page = opened.page
    before = opened.text("number")
    opened.click("option-0")
    taken = opened.another(before)
    assert page.evaluate("document.getElementById('slider-2').disabled")
    opened.click("option-1")
    assert not page.evaluate("document.getElementById('option-0').checked"), "they clash"
    opened.click("pin")
    opened.click("reset")
    assert opened.another(taken) == before
    pins = "[...document.querySelectorAll('#pins .value')].map(one => one.textContent)"
    page.until(f"{pins}[1] !== ''")  # it is asked for once the hand rests
    assert [one.split(" in")[0] for one in page.evaluate(pins)] == [before, taken]
    page.evaluate("document.querySelectorAll('#pins button')[1].click()")
    assert opened.another(before) == taken

    shown = "document.querySelectorAll('.slider:not([hidden])').length"
    assert page.evaluate(shown) == 12
    opened.focus("filter")
    page.type("zone 1")
    assert page.evaluate(shown) == 8  # 1 and 10 to 16
    page.press("Escape")
    opened.click("all")
    assert opened.text("shown") == f"{len(NAMES)} of {len(NAMES)} inputs shown."


def test_days_observed_are_boxes_and_a_refused_answer_leaves_no_number(opened: Opened) -> None:
    page = opened.page
    opened.click("observed-0")
    page.until(f"{_TEXT.format('change')}.includes('go on from there')")
    page.until("location.hash === '#observed=0'")
    opened.press("slider-0", "ArrowRight")
    page.until(f"{_TEXT.format('change')}.includes('against the file from then on')")
    opened.click("observed-1")
    page.until(f"{_TEXT.format('gone')} === 'Hardly any history is like it.'")
    assert opened.text("number") == "?"
    assert not page.evaluate("document.getElementById('told').checkVisibility()")
    opened.click("observed-no")
    page.until(_FIRST)
    assert opened.text("gone") == ""


def test_a_question_that_is_refused_is_told_and_not_taken_for_the_end(opened: Opened) -> None:
    told = opened.page.evaluate(
        "import(new URL('engine.js', location)).then(({ ask, Refused }) =>"
        "  ask('answer', { state: ' '.repeat(9000) }).catch(error =>"
        "    [error instanceof Refused, error.message.trim()]))"
    )
    assert told == [True, "A question has 4,096 bytes at most."]


def test_what_stands_beside_another_state_is_its_own_or_says_that_it_is_the_files(
    opened: Opened,
) -> None:
    page = opened.page
    assert opened.text("doubt") == "Over believable inputs: 40 to 80."
    assert "72 in 100" in opened.text("base")
    opened.press("talks-at", "ArrowLeft", "ArrowLeft")
    page.until(f"{_TEXT.format('base')}.includes('76 in 100')")
    assert opened.text("doubt") == "The file as it stands: over believable inputs: 40 to 80."
    assert opened.text("doubt") in opened.text("rests")
    assert opened.text("base") in opened.text("rests")
    opened.click("teach")
    opened.focus("odds")
    page.type("50")
    page.press("Enter")
    page.until(f"{_TEXT.format('tally-says')}.includes('always saying 76 (the base rate)')")
    opened.press("talks-at", "ArrowRight")
    opened.focus("odds")
    page.type("50")
    page.press("Enter")
    page.until(f"{_TEXT.format('tally-says')}.includes('always saying the base rate of each')")


def test_what_was_counted_is_typed_and_stands_in_the_address(opened: Opened) -> None:
    page = opened.page
    assert page.evaluate("document.getElementById('counted-0').disabled")
    opened.click("observed-0")
    page.until("!document.getElementById('counted-1').disabled")
    opened.focus("counted-1")
    page.type("40")
    page.press("Tab")
    page.until("location.hash === '#observed=0&counted=.40.the.press'")
    page.until(f"{_TEXT.format('moved')}.includes('1 number typed')")
    asked = opened.explorer.asked
    page.until(f"{_TEXT.format('change')}.includes('go on from there')")
    assert any(one["state"]["counts"] == {"the.press": [None, 40]} for _, one in asked)
    page.open(f"{opened.address}#observed=0&counted=.7.the.press&counted=9.9.9.the.press&counted=x")
    page.until(_FIRST)
    assert page.evaluate("document.getElementById('counted-1').value") == "7"
    opened.focus("counted-1")
    page.evaluate("document.getElementById('counted-1').select()")
    page.type("no")
    page.press("Tab")
    page.until("location.hash === '#observed=0'")


def test_nobody_learns_the_answer_before_the_bet_and_bets_are_a_table_that_tally_reads(
    opened: Opened, tmp_path: Path
) -> None:
    page = opened.page
    opened.press("slider-0", "ArrowRight")
    opened.rests()
    number = opened.text("number")
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    opened.click("teach")
    page.until("document.getElementById('number').textContent === '?'")
    read_aloud = json.dumps([node.get("name", {}).get("value", "") for node in page.tree()])
    assert not re.search(rf"\b{number}\b", read_aloud)
    assert page.evaluate("document.getElementById('told').checkVisibility()") is False
    opened.press("slider-0", "ArrowRight")
    page.listen(0.3)
    assert opened.text("number") == "?"

    opened.focus("odds")
    page.type("70")
    opened.click("another")
    opened.focus("odds")
    page.type("40")
    page.press("Enter")
    page.until(_FIRST)
    share = int(opened.text("number")) / 100
    scores = page.evaluate(
        "[...document.querySelectorAll('#bets tbody td:nth-child(5)')].map(one => +one.textContent)"
    )
    assert scores == pytest.approx(
        [share * (1 - bet) ** 2 + (1 - share) * bet**2 for bet in (0.7, 0.4)], abs=0.01
    )
    assert "always saying 72 (the base rate)" in opened.text("tally-says")
    opened.click("copy-bets")
    table = tmp_path / "predictions.csv"
    table.write_text(page.evaluate("window.copied"), encoding="utf-8")
    ending = Ending("ruritania", held=True, model=None, base_rate=None)
    bets = read_bets(table, table.name, [ending])
    assert [(bet.group, bet.case, bet.odds) for bet in bets] == [
        ("We", "ruritania", 0.7),
        ("We-2", "ruritania", 0.4),
    ]


def test_a_program_that_ends_is_told_and_the_last_number_greyed(tab: Page) -> None:
    faults: list[BaseException] = []
    with bound(None) as door, Serving(SketchedExplorer, door, faults.append) as serving:
        tab.size(1190, 1000)
        tab.open(serving.addresses.page)
        tab.until(_FIRST)
    tab.until("document.body.classList.contains('away')")
    assert "last answer" in tab.evaluate(_TEXT.format("gone"))
    assert tab.evaluate(_FIRST)


@pytest.mark.slow
@pytest.mark.parametrize("wide", [320, 390, 760, 1190])
def test_nothing_is_wider_than_the_window(opened: Opened, wide: int) -> None:
    opened.page.size(wide, 700)
    opened.press("slider-0", "ArrowRight")
    opened.rests()
    opened.click("pin")
    opened.click("teach")
    widths = "[document.documentElement.scrollWidth, document.documentElement.clientWidth]"
    assert len(set(opened.page.evaluate(widths))) == 1


@pytest.mark.slow
@pytest.mark.parametrize(("wide", "dark"), [(1190, False), (1190, True), (390, False)])
def test_axe_finds_nothing(opened: Opened, *, wide: int, dark: bool) -> None:
    page = opened.page
    page.size(wide, 900, dark=dark)
    opened.press("slider-0", "ArrowRight")
    opened.rests()
    opened.click("pin")
    opened.click("all")
    opened.click("notes")
    page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
    assert _axe(page) == []
    opened.click("teach")
    opened.focus("odds")
    page.type("70")
    assert _axe(page) == []
    page.press("Enter")
    page.until(_FIRST)
    opened.click("help")
    assert _axe(page) == []


def _axe(page: Page) -> list[tuple[str, str]]:
    page.evaluate((Path(axe_core).parent / "axe.min.js").read_text(encoding="utf-8"))
    found = page.evaluate("axe.run().then(({violations}) => JSON.stringify(violations))")
    return [(one["id"], one["nodes"][0]["html"]) for one in json.loads(found)]


@pytest.mark.slow
def test_the_command_that_is_shown_gives_the_number_that_is_shown(
    tab: Page, tmp_path: Path
) -> None:
    path = Path(__file__).parents[2] / "scenarios" / "syria-2016.toml"
    explorer = Explorer(load(path), str(path), histories=100, engine=quickest())
    faults: list[BaseException] = []
    with bound(None) as door, Serving(lambda: explorer, door, faults.append) as serving:
        tab.events.clear()
        tab.size(1190, 1000)
        tab.open(serving.addresses.page)
        tab.until(_FIRST)
        tab.evaluate("document.getElementById('slider-2').focus()")
        tab.press("End")
        tab.until(
            "document.getElementById('command-says').textContent.includes('It gives')", seconds=90
        )
        tab.until("!document.getElementById('story').hidden")
        if quickest() == "compiled":
            tab.until("document.querySelector('.effect:not(:empty)') !== null")
        command, said = (tab.evaluate(_TEXT.format(name)) for name in ("command", "command-says"))
        assert tab.complaints() == []
        assert set(explorer.opening()) <= set(SketchedExplorer().opening())
        tab.open("about:blank")
    explorer.close()
    assert faults == []
    program, *words = shlex.split(command)
    assert program == "truce-sim"
    done = subprocess.run(
        [sys.executable, "-m", "truce_sim", *words, "--no-report", "--quiet"],
        check=True,
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    number = re.search(r"\d+ in 100", said)
    assert number
    assert number[0] in done.stdout


@pytest.mark.slow
def test_one_printed_page_holds_the_number_its_doubts_what_was_moved_and_the_command(
    opened: Opened, tmp_path: Path
) -> None:
    opened.press("slider-0", "ArrowRight")
    opened.rests()
    pdf = tmp_path / "page.pdf"
    pdf.write_bytes(opened.page.printed())
    text = subprocess.run(
        ["pdftotext", "-layout", str(pdf), "-"], check=True, capture_output=True, text=True
    ).stdout
    assert text.count("\f") == 1
    for said in (
        "Chance alone",
        "believable inputs",
        "Of truces like it",
        "5 a day",
        "truce-sim run",
    ):
        assert said in text
    assert opened.text("number") in text
    assert "Find an input" not in text
