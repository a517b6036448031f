"""How the work is cited, and the paper about it: whole, of our version, and of its own numbers."""

import re
import tomllib
from pathlib import Path

import truce_sim
from truce_sim.studies.oracles import ORACLES

ROOT = Path(__file__).parents[2]
CITATION = ROOT / "CITATION.cff"
PAPER = ROOT / "docs" / "paper"
SECTIONS = [
    "Summary",
    "Statement of need",
    "State of the field",
    "Software design",
    "Research impact statement",
    "AI usage disclosure",
    "Acknowledgements",
    "References",
]
"""What the Journal of Open Source Software asks for, in its order."""


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def words_of(paper: str) -> list[str]:
    """Return the words of a paper without its head, figures and references."""
    body = paper.split("---\n", 2)[2].split("# References", maxsplit=1)[0]
    return re.sub(r"!\[.*?\]\(.*?\)", "", body, flags=re.DOTALL).split()


def entries() -> dict[str, str]:
    return dict(re.findall(r"(?ms)^@\w+\{([\w-]+),\n(.*?)^\}", read(PAPER / "paper.bib")))


def test_the_citation_is_of_this_version() -> None:
    top = dict(re.findall(r"(?m)^([a-z-]+): ?(.*)$", read(CITATION)))
    assert {"cff-version", "message", "title", "authors", "version", "license", "type"} <= set(top)
    assert top["cff-version"] == "1.2.0"
    project = tomllib.loads(read(ROOT / "pyproject.toml"))["project"]
    assert top["version"] == project["version"] == truce_sim.__version__
    assert top["license"] == project["license"]
    assert top["type"] == "software"


def test_the_citation_has_no_tabs_and_names_whom_we_thank() -> None:
    text = read(CITATION)
    assert "\t" not in text
    assert re.search(r"(?m)^authors:\n  - name: The truce-sim maintainers$", text)
    assert entries()["clayton2022dataset"].count(" and ") == text.count("family-names") - 1


def test_the_paper_has_what_the_journal_asks_for() -> None:
    paper = read(PAPER / "paper.md")
    assert re.findall(r"(?m)^# (.+)$", paper) == SECTIONS
    assert 750 <= len(words_of(paper)) <= 1750
    head = paper.split("---\n", 2)[1]
    for key in ("title", "tags", "authors", "affiliations", "date", "bibliography"):
        assert re.search(rf"(?m)^{key}:", head)


def test_every_reference_is_cited_and_can_be_found() -> None:
    cited = set(re.findall(r"@([a-z]+[0-9]*[a-z]*)", read(PAPER / "paper.md")))
    known = entries()
    assert cited == set(known)
    for text in known.values():
        assert re.search(r"(?m)^  (doi|url) +=", text)
        assert re.search(r"(?m)^  (author|title) +=", text)
    dois = re.findall(r"doi += \{(.*?)\}", read(PAPER / "paper.bib"))
    assert all(re.fullmatch(r"10\.\d{4,}/\S+", doi) for doi in dois)


def test_what_the_paper_shows_is_there() -> None:
    figures = re.findall(r"!\[[^\]]*\]\(([^)]+)\)", read(PAPER / "paper.md"))
    assert figures
    assert all((PAPER / figure).is_file() for figure in figures)


def test_numbers_of_the_paper_are_those_of_the_pages() -> None:
    paper = " ".join(read(PAPER / "paper.md").split())
    back_test = read(ROOT / "docs" / "backtest.md")
    assert f"{len(ORACLES)} cases with closed forms" in paper
    assert "39 deliberate bugs" in paper
    assert "39 deliberate bugs" in read(ROOT / "docs" / "limits.md")
    assert "174 truces of 24 wars" in paper
    assert "174 truces of 24 wars" in back_test
    for who in ("simulated", "always the same", "record of its war"):
        row = re.search(rf"(?m)^\| {who} \| (0\.\d{{4}}) \|", back_test)
        assert row
        assert row[1] in paper
    speed = re.search(r"(?m)^\| syria-2016 \|.*?\| (\d+) \(", read(ROOT / "benchmarks/results.md"))
    assert speed
    assert f"some {speed[1]} times as fast" in paper
