"""Files that are something else than a scenario, known by how they begin."""

import json
import re

_STARTS = (
    (b"PK\x03\x04", "a workbook or a zip archive"),
    (b"\xd0\xcf\x11\xe0", "a workbook or a document of an old office program"),
    (b"%PDF", "a PDF"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
    (b"\x1f\x8b", "a compressed file"),
    (b"SQLite format 3", "a database"),
    (b"PAR1", "a Parquet table"),
    (b"{\\rtf", "a document of an office program"),
)
_WIDE = (b"\xff\xfe", b"\xfe\xff")
_YAML = re.compile(r"(?:- |[\w \"'.-]+:(?:\s|\Z)|\s+\S)")
_INI = re.compile(r"[\w .-]+\s*=\s*(?![\"'\[{])[^#;]*[A-Za-z]")


def bytes_are(content: bytes) -> str:
    """Return what a file is by its first bytes, or ""."""
    for start, name in _STARTS:
        if content.startswith(start):
            return name
    return ""


def is_wide(content: bytes) -> bool:
    """Return whether a file is text saved as UTF-16 or UTF-32."""
    start = content[:2000]
    return content.startswith(_WIDE) or (len(start) > 8 and start.count(0) > len(start) / 5)


def text_is(text: str) -> str:
    """Return what a text is that is no TOML, or "" where it may have been meant as TOML."""
    head = text.lstrip()[:2000]
    lines = [line for line in head.splitlines() if line.strip() and line.lstrip()[0] not in "#;"]
    return _marked(head, text) or (_of_lines(lines) if len(lines) > 1 else "")


def _marked(head: str, text: str) -> str:
    low = head.lower()
    if low.startswith(("<!doctype html", "<html")):
        return "a web page"
    if low.startswith("<?xml") or re.match(r"<[a-z][\w:-]*[ >/]", low):
        return "an XML file"
    if head.startswith(("{", "[{", "[[", '["', "[\n")) and _is_json(text):
        return "a JSON file"
    return ""


def _of_lines(lines: list[str]) -> str:
    pairs = [line for line in lines if "=" in line]
    if not pairs:
        for mark, kinds in ((",", 2), (";", 1), ("\t", 1), ("|", 1)):
            counts = {line.count(mark) for line in lines[:4]}
            if min(counts) >= 1 and len(counts) <= kinds:
                return "a CSV table"
        if lines[0].startswith("---") or all(_YAML.match(line) for line in lines):
            return "a YAML file"
    elif len(pairs) > 2 and not re.search(r"[\"'{]", "".join(lines)):
        bare = [line for line in pairs if _INI.match(line)]
        if len(bare) > len(pairs) / 2:
            return "an INI file"
    return ""


def _is_json(text: str) -> bool:
    try:
        json.loads(text)
    except (ValueError, RecursionError):
        return text.lstrip().startswith("{") and bool(re.match(r'\{\s*"[^"]*"\s*:', text.lstrip()))
    return True
