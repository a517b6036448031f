"""What a truce shows of itself in a notebook."""

import html
import re

import truce_sim as ts

TEXT = """
title = "<b>Two</b> & two"
[dates]
truce_starts = "2030-05-01 00:00"
talks = "+5 days"
[parties.north]
violates = "9 a day"
hits = { south = 1 }
[parties.south]
violates = "9 a day"
hits = { north = 1 }
"""


def test_a_truce_unfolds_and_what_it_is_called_stays_text() -> None:
    truce = ts.load(TEXT)
    shown = truce._repr_html_()
    assert "<b>Two</b>" not in shown
    assert "&lt;b&gt;Two&lt;/b&gt; &amp; two" in shown
    headings = re.findall(r"<details( open)?><summary><b>(.*?)</b></summary>", shown)
    assert [heading for opens, heading in headings if opens][1:] == ["When"]
    assert len(headings) > 3
    words = html.unescape("".join(re.findall(r"<(?:li|b)>(.*?)</", shown)))
    assert re.sub(r"\s+", "", words) == re.sub(r"\s+", "", str(truce))
