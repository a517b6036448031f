"""Where inputs are moved on a page without a server: what it shows, and what an address may say."""

import base64
import hashlib
import json
import re
from collections.abc import Callable
from html import unescape

import chromium
import made_up
import numpy as np
import pytest
from truce_sim.report.page import build_page
from truce_sim.report.what_if import refused, section
from truce_sim.report.words import hundred, span
from truce_sim.statistics.surface import Surface, Told, told
from truce_sim.studies.results.sensitivity import SensitivityResult, WhatIf

EVIL = '</script><img src=x onerror="document.title=1">'
RIGHT_TO_LEFT = "حزب الشمال"
Page = Callable[[str], str]


def answer(found: WhatIf, stops: list[int]) -> Told:
    terms = len(found.coefficients)
    covariance = np.zeros((terms, terms))
    rows, columns = np.tril_indices(terms)
    covariance[rows, columns] = covariance[columns, rows] = found.covariance
    kept = Surface(
        np.array(found.coefficients), covariance, found.spread, found.farthest, np.empty(0)
    )
    units = [one.stops[stop].unit for one, stop in zip(found.inputs, stops, strict=True)]
    return told(kept, units, found.fresh)


def result(*, missed: float = 0.02, labels: tuple[str, ...] = ("A", EVIL, RIGHT_TO_LEFT)) -> str:
    plain = made_up.sensitivity()
    moved = plain.model_copy(update={"what_if": made_up.what_if(labels, missed=missed)})
    return build_page(moved, None, made_up.MANIFEST)


def test_the_page_runs_one_script_of_its_own_and_nothing_else(page: Page) -> None:
    text = page("sensitivity")
    [script] = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    [policy] = re.findall(r'Content-Security-Policy" content="([^"]*)"', text)
    assert f"script-src 'sha256-{digest}';" in policy
    assert policy.startswith("default-src 'none';")
    assert "unsafe-inline" not in policy.split("script-src")[1].split(";")[0]
    assert len(script.encode()) < 40_000
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|\beval\b", script)


def test_names_are_data_for_the_script_too() -> None:
    text = result()
    assert EVIL not in text
    [kept] = re.findall(r'data-surface="([^"]*)"', text)
    assert json.loads(unescape(kept))["inputs"][1]["label"] == EVIL


def test_a_surface_that_is_too_far_off_is_not_shown_and_that_is_said() -> None:
    text = result(missed=0.06)
    assert "data-surface" not in text
    assert "6.0 points off" in text
    found = made_up.what_if(("A",), missed=0.06)
    assert not found.earned
    assert "No sliders here" in refused(found).plain
    assert made_up.what_if(("A",), missed=0.02).earned
    assert not made_up.what_if(("A",), missed=0.038).earned, "corners count as well"


def test_ends_stand_there_without_a_script() -> None:
    plain = made_up.sensitivity()
    shown = section(plain)
    assert shown is not None
    assert isinstance(plain, SensitivityResult)
    assert plain.what_if is not None
    text = build_page(plain, None, made_up.MANIFEST)
    [table] = re.findall(r'<details id="ends" open>(.*?)</details>', text, re.DOTALL)
    for bar in shown.data["bars"]:
        assert f"<td>{bar.low_text}</td>" in table


@pytest.mark.parametrize(
    ("address", "stops"),
    [
        ("#what-if=0,99,4", [0, 8, 4]),
        ("#what-if=<img src=x>", [4, 4, 4]),
        *(
            pytest.param(address, stops, marks=pytest.mark.slow)
            for address, stops in (
                ("", [4, 4, 4]),
                ("#what-if=0,8,4", [0, 8, 4]),
                ("#what-if=8,8/1,1,1", [1, 1, 1]),
                ("#what-if=-1,2,3", [4, 4, 4]),
                ("#what-if=1e3,2,3", [4, 4, 4]),
                ("#what-if=0,0,0", [0, 0, 0]),
            )
        ),
    ],
)
def test_an_address_says_numbers_and_nothing_else(address: str, stops: list[int]) -> None:
    chromium.path()
    seen = chromium.loaded(result(), address)
    found = answer(made_up.what_if(("A", EVIL, RIGHT_TO_LEFT)), stops)
    [big] = re.findall(r'class="big">(\d+)</span><span class="unit"> in 100 hold', seen)
    assert int(big) == hundred(found.value)
    [words] = re.findall(r'class="range">(.*?) by the fit', seen)
    assert words == span(found.low, found.high)
    [panel] = re.findall(r'class="(told[^"]*)"', seen)
    assert ("outside" in panel) == found.outside
    assert "<title>1</title>" not in seen
    [command] = re.findall(r"<code>(truce-sim run [^<]*--runs 1000)</code>", seen)
    typed = re.findall(r"--set 'a\.b(\d)=(\d) days'", unescape(command))
    assert typed == [(str(n), str(stop)) for n, stop in enumerate(stops) if stop != 4]
