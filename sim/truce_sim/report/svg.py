"""Figures as SVG that can stand inside a page: unique ids, text as text, no dates, no outside."""

import io
import re
import warnings
from collections.abc import Iterable
from copy import deepcopy
from typing import Protocol
from xml.etree import ElementTree as ET

from matplotlib.figure import Figure

from truce_sim.report.directions import isolated
from truce_sim.report.style import THEMED, styled

FONTS = 'Inter, "Segoe UI", "Helvetica Neue", Arial, system-ui, sans-serif'
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_EDGE = 14
"""White around a picture that stands alone, in points."""
_NUMBER = re.compile(r"-?\d+\.\d+")
_MEASURED = ("d", "x", "y", "width", "height", "transform", "points", "cx", "cy", "r")
_MINUS_ZERO = re.compile(r"(?<![\d.])-0(?![\d.])")
_AGAIN = re.compile(r"(L [-\d.]+ [-\d.]+)(?: \1)+")
_REFERENCE = re.compile(r"url\(#([^)]+)\)")
_COLOUR = re.compile(r"#[0-9a-fA-F]{6}")
_FAMILY = re.compile(r"font-family:[^;\"]*(?:;|$)")

ET.register_namespace("", _SVG)


class Spotted(Protocol):
    """A column of a chart, in points, and what it says."""

    @property
    def left(self) -> float:
        """Its left edge."""

    @property
    def top(self) -> float:
        """Its upper edge."""

    @property
    def width(self) -> float:
        """How wide it is."""

    @property
    def height(self) -> float:
        """How high it is."""

    @property
    def text(self) -> str:
        """What it says."""


def shapes(figure: Figure) -> ET.Element:
    """Return what is drawn on a figure as SVG, as short as it can be said, without a name yet."""
    root = ET.fromstring(_saved(figure))  # noqa: S314 - written by matplotlib a moment ago
    _strip(root)
    _shorten(root)
    _share_styles(root)
    return root


def svg(
    drawn: ET.Element, name: str, title: str, description: str, *, standing_alone: bool = False
) -> str:
    """Return a picture as the text of an SVG element.

    Args:
        drawn: Its shapes, which are left as they are: page and file tell them differently.
        name: Prefix of all ids, so that several charts can share a page.
        title: What the chart is called by a screen reader.
        description: What it shows, with numbers.
        standing_alone: Whether it is a file of its own, with its own XML head and fonts.
    """
    root = deepcopy(drawn)
    _prefix(root, name)
    _tell(root, name, title, description, standing_alone=standing_alone)
    if not standing_alone:
        _themed(root)
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n' if standing_alone else text


def spotted(drawn: ET.Element, spots: Iterable[Spotted]) -> ET.Element:
    """Return shapes with columns over them that nobody sees, each titled with what it says."""
    given = list(spots)
    if not given:
        return drawn
    root = deepcopy(drawn)
    for one in given:
        places = {"x": one.left, "y": one.top, "width": one.width, "height": one.height}
        told = {name: f"{place:.1f}" for name, place in places.items()}
        column = ET.SubElement(root, f"{{{_SVG}}}rect", {"class": "spot", **told})
        ET.SubElement(column, f"{{{_SVG}}}title").text = isolated(one.text)
    return root


def _saved(figure: Figure) -> str:
    buffer = io.StringIO()
    with styled(), warnings.catch_warnings():
        warnings.filterwarnings("ignore", message="Glyph .* missing")
        figure.savefig(buffer, format="svg", metadata={"Date": None}, dpi=72)
    return buffer.getvalue()


def _on_paper(root: ET.Element) -> None:
    """Give a picture white paper and an edge: whatever shows the file may be dark."""
    left, top, wide, high = (float(part) for part in root.get("viewBox", "").split())
    wide, high = wide + 2 * _EDGE, high + 2 * _EDGE
    root.set("viewBox", f"{left - _EDGE:g} {top - _EDGE:g} {wide:g} {high:g}")
    root.set("width", f"{wide:g}pt")
    root.set("height", f"{high:g}pt")
    root.set("style", "background:#fff")


def _themed(root: ET.Element) -> None:
    """Name colours instead of telling them, so that a dark page can give them others."""
    for element in root.iter():
        style = element.get("style")
        if style is not None:
            element.set("style", _COLOUR.sub(_named, style))


def _named(found: re.Match[str]) -> str:
    name = THEMED.get(found[0].lower())
    return found[0] if name is None else f"var(--{name})"


def _strip(root: ET.Element) -> None:
    """Take out metadata, empty groups and the figure's own background."""
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag.endswith("}metadata") or child.tag == f"{{{_SVG}}}style":
                parent.remove(child)
    for _ in range(3):
        for parent in list(root.iter()):
            for child in list(parent):
                if child.tag == f"{{{_SVG}}}g" and len(child) == 0:
                    parent.remove(child)
    for group in list(root.iter(f"{{{_SVG}}}g")):
        for path in group.findall(f"{{{_SVG}}}path"):
            if path.get("style") == "fill: none; opacity: 0":
                group.remove(path)


def _shorten(root: ET.Element) -> None:
    """Round coordinates, drop what says nothing."""
    for element in root.iter():
        for name in _MEASURED:
            value = element.get(name)
            if value is not None:
                element.set(name, _rounded(value))
        style = element.get("style")
        if style is not None:
            element.set("style", _plain_style(style))
        if element.tag == f"{{{_SVG}}}g" and element.get("id", "") != "halo":
            element.attrib.pop("id", None)
        href = element.attrib.pop(f"{{{_XLINK}}}href", None)
        if href is not None:
            element.set("href", href)
        element.tail = None
        if element.tag not in (f"{{{_SVG}}}text", f"{{{_SVG}}}tspan"):
            element.text = None
        elif element.text:
            element.text = isolated(element.text)


def _share_styles(root: ET.Element) -> None:
    """Write a style that all of a group's children have once, on the group."""
    for group in root.iter(f"{{{_SVG}}}g"):
        children = list(group)
        styles = {child.get("style") for child in children}
        if len(children) > 1 and len(styles) == 1 and None not in styles and not group.get("style"):
            group.set("style", styles.pop() or "")
            for child in children:
                del child.attrib["style"]


def _rounded(value: str) -> str:
    short = _NUMBER.sub(lambda found: f"{float(found[0]):.1f}".removesuffix(".0"), value)
    short = " ".join(_MINUS_ZERO.sub("0", short).split())
    return _AGAIN.sub(r"\1", short) if short.startswith("M ") else short


def _plain_style(style: str) -> str:
    short = _FAMILY.sub("", style)
    short = _NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), short)
    return short.replace(": ", ":").replace("; ", ";").strip("; ")


def _prefix(root: ET.Element, name: str) -> None:
    short: dict[str, str] = {}
    for element in root.iter():
        found = element.get("id")
        if found is not None and found != "halo":
            short.setdefault(found, f"{name}-{len(short)}")
            element.set("id", short[found])
        if found == "halo":
            del element.attrib["id"]
            element.set("class", "halo")
    for element in root.iter():
        for key, value in list(element.attrib.items()):
            if key == "href":
                element.set(key, f"#{short.get(value[1:], value[1:])}")
            elif "url(#" in value:
                element.set(key, _REFERENCE.sub(lambda m: f"url(#{short.get(m[1], m[1])})", value))


def _tell(
    root: ET.Element, name: str, title: str, description: str, *, standing_alone: bool
) -> None:
    """Give the picture its name and what it says, for those who cannot see it."""
    if standing_alone:
        style = ET.Element(f"{{{_SVG}}}style")
        style.text = f"text{{font-family:{FONTS}}} .halo text{{paint-order:stroke;stroke:#fff;stroke-width:3px}}"
        root.insert(0, style)
        _on_paper(root)
    else:
        root.attrib.pop("width", None)
        root.attrib.pop("height", None)
    root.attrib.pop("version", None)
    root.set("role", "img")
    root.set("preserveAspectRatio", "xMinYMin meet")
    root.set("aria-labelledby", f"{name}-title {name}-desc")
    for place, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = ET.Element(f"{{{_SVG}}}{tag}", {"id": f"{name}-{tag}"})
        element.text = text
        root.insert(place, element)
