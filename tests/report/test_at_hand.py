"""What a reader finds where it is needed: values on a curve, tables in order, words explained."""

import re
from collections.abc import Callable
from html import unescape

import chromium
import made_up
from markupsafe import Markup
from truce_sim.report.scripts import script
from truce_sim.report.terms import TERMS, Termed
from truce_sim.report.words import odds
from truce_sim.studies.results.run import RunResult

Page = Callable[[str], str]


def test_the_curve_tells_its_values_by_date_without_a_script(page: Page) -> None:
    result = made_up.ALL["run"]
    assert isinstance(result, RunResult)
    [chart] = re.findall(
        r'<svg[^>]*aria-labelledby="survival-title.*?</svg>', page("run"), re.DOTALL
    )
    said = re.findall(r'class="spot"[^>]*><title>([^<]*)</title>', chart)
    assert len(said) == 12, "eleven days and the talks"
    assert said[0].startswith("28 Apr: all of 100 hold")
    assert f": {odds(result.survival.value[-1])} of 100 hold" in said[-1]
    assert "believable inputs" in said[-1]
    assert "past truces" in said[-1]


def test_arrow_keys_go_through_the_values() -> None:
    chromium.path()
    columns = "".join(
        f'<rect class="spot" x="{n}"><title>day {n}: {9 - n}</title></rect>' for n in range(4)
    )
    seen = chromium.loaded(
        f'<body><div class="chart page"><svg viewBox="0 0 9 9">{columns}</svg></div>'
        f"<script>{script(['values'])}const one=document.querySelector('svg');one.focus();"
        "for (const key of ['Home','ArrowRight','ArrowRight','ArrowLeft'])"
        "one.dispatchEvent(new KeyboardEvent('keydown',{key}));</script>"
    )
    [told] = re.findall(r'class="readout page"[^>]*>([^<]*)<', seen)
    assert told == "day 1: 8"
    assert seen.count('class="spot on"') == 1


def sorted_by(column: int, times: int = 1) -> list[str]:
    rows = (("b", "none"), ("a", "63 in 100"), ("d", "\u22124 points"), ("c", "\u2013"))
    body = "".join(f"<tr><th>{name}</th><td>{value}</td></tr>" for name, value in rows)
    seen = chromium.loaded(
        '<meta charset="utf-8"><table class="counts"><thead><tr><th>Who</th><th>How</th></tr>'
        f"</thead><tbody>{body}</tbody></table><script>{script(['sort'])}"
        f"for (let n = 0; n < {times}; n++) document.querySelectorAll('.sort')[{column}].click();"
        "</script>"
    )
    assert f'aria-sort="{"ascending" if times == 1 else "descending"}"' in seen
    return re.findall(r"<tr><th>(\w)</th>", seen)


def test_a_table_is_put_in_order_by_a_click_on_a_head() -> None:
    chromium.path()
    assert sorted_by(0) == ["a", "b", "c", "d"]
    assert sorted_by(1) == ["d", "b", "a", "c"], "what has no number comes last"
    assert sorted_by(1, times=2) == ["a", "b", "d", "c"]


def test_words_are_explained_where_they_stand_and_listed_once(page: Page) -> None:
    text = page("run")
    links = set(re.findall(r'class="term" href="#(word-[\w-]+)"', text))
    assert {"word-quiet", "word-settled"} <= links
    ids = re.findall(r'<dt id="(word-[\w-]+)">', text)
    assert set(ids) == links
    assert len(ids) == len(set(ids))


def test_only_words_between_tags_are_marked_and_the_first_of_each() -> None:
    termed = Termed()
    marked = termed.marked(Markup('<b title="quiet">Quiet</b>, as <bdi>quiet</bdi> as the floor'))
    assert marked.count('href="#word-quiet"') == 1
    assert '<b title="quiet"><a class="term"' in marked
    assert [one.key for one in termed.terms] == ["floor", "quiet"]
    plain = termed.marked('<img src=x onerror="quiet">')
    assert "<img" not in plain
    assert len({one.key for one in TERMS}) == len(TERMS)
    assert all(unescape(one.meaning).endswith(".") for one in TERMS)
