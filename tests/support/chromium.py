"""Debian's Chromium, headless: pages measured in frames of several widths, and printed."""

import html
import json
import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
)

_MEASURE = r"""
const seen = [];
for (const frame of document.querySelectorAll("iframe")) {
  const page = frame.contentDocument, view = frame.contentWindow;
  const wide = frame.clientWidth;
  const found = {name: frame.id, overlaps: [], outside: [], wider: [], stretched: []};
  found.scroll = page.documentElement.scrollWidth;
  found.charts = 0;
  for (const part of page.querySelectorAll("body *")) {
    if (part.closest(".scrolls") || part.closest("svg")) continue;
    const box = part.getBoundingClientRect();
    if (box.width && box.right > wide + 1) found.wider.push(part.tagName + "." + part.className);
  }
  for (const chart of page.querySelectorAll("svg")) {
    const frameBox = chart.getBoundingClientRect();
    if (!frameBox.width) continue;
    found.charts += 1;
    const scale = frameBox.width / chart.viewBox.baseVal.width;
    if (scale > 1.7) found.stretched.push(chart.id + " by " + scale.toFixed(2));
    const texts = [...chart.querySelectorAll("text")].filter(t => t.textContent.trim());
    const boxes = texts.map(t => t.getBoundingClientRect());
    texts.forEach((text, i) => {
      const a = boxes[i];
      if (a.left < frameBox.left - 12 || a.right > frameBox.right + 3 ||
          a.top < frameBox.top - 3 || a.bottom > frameBox.bottom + 3)
        found.outside.push(text.textContent);
      for (let j = i + 1; j < texts.length; j++) {
        const b = boxes[j];
        const x = Math.min(a.right, b.right) - Math.max(a.left, b.left);
        const y = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
        if (x > 1 && y > 3.2)
          found.overlaps.push(text.textContent + " / " + texts[j].textContent);
      }
    });
  }
  seen.push(found);
}
const out = document.createElement("pre");
out.id = "measured";
out.textContent = JSON.stringify(seen);
document.body.replaceChildren(out);
"""


def path() -> str:
    """Return where Chromium is; skip the test, or fail it where it is needed, if nowhere."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found:
        return found
    reason = "no chromium on this machine (Debian: apt-get install chromium poppler-utils)"
    if os.environ.get("TRUCE_NEEDS_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def measured(pages: dict[str, str], widths: tuple[int, ...]) -> tuple[list[dict[str, Any]], str]:
    """Return what was measured of each page at each width, and what the console said."""
    frames = "".join(
        f'<iframe id="{name}-{wide}" srcdoc="{html.escape(text)}" '
        f'style="width:{wide}px;height:900px;border:0"></iframe>'
        for name, text in pages.items()
        for wide in widths
    )
    script = f'<script>addEventListener("load", () => {{{_MEASURE}}})</script>'
    whole = f"<!DOCTYPE html><meta charset=utf-8><body>{frames}{script}</body>"
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(whole, encoding="utf-8")
        done = _run(folder, "--dump-dom", "--window-size=1200,1000", page.as_uri())
    told = re.search(r'<pre id="measured">(.*?)</pre>', done.stdout, re.DOTALL)
    assert told, done.stderr[-2000:]
    console = "\n".join(line for line in done.stderr.splitlines() if "CONSOLE" in line)
    return json.loads(html.unescape(told[1])), console


def loaded(page: str, address: str = "") -> str:
    """Return a page as its script has made it, opened at an address that ends in `address`."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / "page.html"
        source.write_text(page, encoding="utf-8")
        return _run(folder, "--dump-dom", source.as_uri() + address).stdout


def printed(page: str, *, pages: int = 2) -> list[str]:
    """Return the text of the first pages of a page printed as PDF."""
    if not shutil.which("pdftotext"):
        if os.environ.get("TRUCE_NEEDS_BROWSER") == "1":
            pytest.fail("no pdftotext (Debian: apt-get install poppler-utils)")
        pytest.skip("no pdftotext (Debian: apt-get install poppler-utils)")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "page.html", Path(folder) / "page.pdf"
        source.write_text(page, encoding="utf-8")
        _run(folder, "--no-pdf-header-footer", f"--print-to-pdf={target}", source.as_uri())
        return [
            subprocess.run(
                ["pdftotext", "-f", str(n), "-l", str(n), "-layout", str(target), "-"],
                check=True,
                capture_output=True,
                text=True,
            ).stdout
            for n in range(1, pages + 1)
        ]


def _run(folder: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [
            path(),
            *FLAGS,
            f"--user-data-dir={folder}/profile",
            "--enable-logging=stderr",
            *arguments,
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=60,
    )
