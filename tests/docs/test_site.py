"""The pages make a site: all of them are in its navigation, and it stands without the network."""

import functools
import html
import http.server
import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import chromium
import pytest
from public_names import documented
from truce_sim.locks import alone

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PHONE, TABLET, DESK = 360, 820, 1440


def listed(index: Path) -> Iterator[Path]:
    """Yield the pages of an index's lists, and those of the indexes among them."""
    text = index.read_text(encoding="utf-8")
    for target in re.findall(r"(?m)^- \[[^\]]+\]\(([^)#:]+\.(?:md|ipynb))\)", text):
        page = (index.parent / target).resolve()
        yield page
        if page.name == "index.md":
            yield from listed(page)


def test_every_page_is_in_the_navigation_once() -> None:
    pages = [DOCS / "index.md", *listed(DOCS / "index.md")]
    assert len(pages) == len(set(pages))
    there = {*DOCS.rglob("*.md"), *DOCS.rglob("*.ipynb")}
    # The paper is a journal's to set.
    own = {page for page in there if not page.parent.name.startswith((".", "paper"))}
    assert own - set(pages) == set()
    assert {ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")} <= set(pages)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the site, built as CONTRIBUTING.md says."""
    line = "python docs/make_site.py"
    assert line in (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    mine = tmp_path_factory.getbasetemp()
    place = mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine
    folder = place / "site"
    # Once for all processes of this session: it takes a while, and runs the notebooks.
    with alone(place, tries=90_000):
        if not (folder / "index.html").is_file():
            done = subprocess.run(
                [sys.executable, *line.split()[1:], str(folder)],
                cwd=ROOT,
                # What tools of others deprecate in one another is not ours to mend.
                env={**os.environ, "PYTHONWARNINGS": "default"},
                capture_output=True,
                text=True,
                check=False,
            )
            assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    """Return where the site is served, on this machine alone."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - its name there
            pass

    handler = functools.partial(Quiet, directory=str(site))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


LOADS = re.compile(
    r"""<(?:script|img|iframe|source|video|audio|embed|object)\b[^>]*?\s(?:src|data|srcset)=["']([^"']+)"""
    r"""|<link\b[^>]*?\shref=["']([^"']+)"""
    r"""|@import\s+(?:url\()?["']?([^"')]+)"""
    r"""|\burl\(["']?([^"')]+)"""
)


@pytest.mark.slow
def test_nothing_is_loaded_from_outside(site: Path) -> None:
    seen = 0
    for path in site.rglob("*"):
        if path.suffix not in (".html", ".css"):
            continue
        for found in LOADS.findall(path.read_text(encoding="utf-8")):
            target = next(filter(None, found))
            seen += 1
            assert not urlsplit(target).netloc, f"{path.relative_to(site)} loads {target}"
            assert urlsplit(target).scheme in ("", "data"), f"{path.relative_to(site)}: {target}"
    assert seen > 100


@pytest.mark.slow
def test_links_between_pages_lead_to_places_that_are_there(site: Path) -> None:
    """Sphinx checks what it makes links of; this, what has come out."""
    ids = {path: set(re.findall(r'\sid="([^"]+)"', path.read_text())) for path in pages(site)}
    for page, own in ids.items():
        for raw in re.findall(r'<a\b[^>]*?\shref="([^"]+)"', page.read_text()):
            parts = urlsplit(html.unescape(raw))
            if parts.scheme or page.name == "search.html":
                continue
            target = (page.parent / parts.path).resolve() if parts.path else page
            assert target.is_file(), f"{page.relative_to(site)}: {raw}"
            if parts.fragment and target.suffix == ".html":
                there = own if target == page else ids[target]
                assert parts.fragment in there, f"{page.relative_to(site)}: {raw}"


@pytest.mark.slow
def test_every_public_name_and_method_has_a_place(site: Path) -> None:
    page = (site / "docs" / "reference" / "python.html").read_text(encoding="utf-8")
    there = set(re.findall(r'\sid="truce_sim\.([^"]+)"', page))
    assert {name for name, _ in documented()} - there == set()


def pages(site: Path) -> list[Path]:
    return sorted(path for path in site.rglob("*.html") if "_static" not in path.parts)


@pytest.mark.slow
@pytest.mark.parametrize("wide", [PHONE, TABLET, DESK])
def test_no_page_is_wider_than_its_window(site: Path, address: str, wide: int) -> None:
    frames = "".join(
        f'<iframe src="{address}/{page.relative_to(site)}" name="{page.relative_to(site)}" '
        f'style="width:{wide}px;height:800px;border:0"></iframe>'
        for page in pages(site)
        if page != site / "index.html"
    )
    script = """<script>addEventListener("load", () => {
      const seen = {};
      for (const frame of document.querySelectorAll("iframe")) {
        const page = frame.contentDocument;
        const broken = [...page.images].filter((image) => !image.complete || !image.naturalWidth);
        seen[frame.name] = [page.documentElement.scrollWidth, page.title, broken.length];
      }
      document.body.innerHTML = "<pre id=measured></pre>";
      document.getElementById("measured").textContent = JSON.stringify(seen);
    })</script>"""
    (site / f"all-{wide}.htm").write_text(
        f"<!DOCTYPE html><meta charset=utf-8><body>{frames}{script}"
    )
    found = json.loads(looked_at(f"{address}/all-{wide}.htm", "pre", "measured"))
    assert len(found) > 20
    assert {name: says for name, says in found.items() if says[0] > wide} == {}
    assert [name for name, (_, title, broken) in found.items() if not title or broken] == []


@pytest.mark.slow
def test_the_search_finds_without_the_network(address: str) -> None:
    said = looked_at(f"{address}/search.html?q=headroom", "div", "search-results")
    assert "docs/model.html" in said
    assert "docs/reference.html" in said


def looked_at(address: str, tag: str, name: str) -> str:
    """Return what an element of a page holds when all is loaded, no other machine in reach."""
    offline = ["--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--no-sandbox"]
    done = subprocess.run(
        [chromium.path(), "--headless", "--disable-gpu", *offline, "--disable-dev-shm-usage",
         "--virtual-time-budget=20000", "--window-size=1600,1000", "--dump-dom", address],
        check=True, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    found = re.search(
        rf'<{tag} id="{name}"[^>]*>(.*?)</{tag}>\s*(?:</|<footer)', done.stdout, re.DOTALL
    )
    assert found, done.stdout[-2000:]
    return html.unescape(found[1])
