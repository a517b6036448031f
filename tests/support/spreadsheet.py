"""LibreOffice, headless, set to a country: what it makes of a file."""

from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as ET

from languages import done, program

_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>{}</value></prop>
</item>
</oor:items>
"""
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"


@dataclass(frozen=True)
class Cell:
    """A cell: what it is ("float", "string", "date", "boolean", "" if empty), and how it looks."""

    kind: str
    looks: str
    value: str = ""
    """The number, date or truth value itself; "" of text."""

    @property
    def number(self) -> float:
        """Its number."""
        assert self.kind in {"float", "percentage"}, self
        return float(self.value)


def opened(file: Path, country: str, reading: str = "") -> dict[str, list[list[Cell]]]:
    """Return the rows of each sheet of a file as LibreOffice opens it, empty ones left out.

    Args:
        file: CSV or a workbook; formulas are worked out.
        country: such as "de-DE".
        reading: how a CSV file is read (LibreOffice's filter options, after "CSV:").
    """
    soffice = program("soffice", "libreoffice-calc-nogui")
    place = file.parent / f"as-{country}-{file.stem}"
    user = place / "user"
    user.mkdir(parents=True, exist_ok=True)
    (user / "registrymodifications.xcu").write_text(_SETTINGS.format(country), encoding="utf-8")
    how = [f"--infilter=CSV:{reading}"] if reading else []
    words = [soffice, f"-env:UserInstallation={place.as_uri()}", "--headless", *how]
    done([*words, "--convert-to", "fods", "--outdir", str(place), str(file)], file.parent)
    root = ET.parse(place / f"{file.stem}.fods").getroot()  # noqa: S314 - written a moment ago
    return {
        sheet.get(f"{_TABLE}name", ""): [
            cells for row in sheet.iter(f"{_TABLE}table-row") if (cells := _cells(row))
        ]
        for sheet in root.iter(f"{_TABLE}table")
    }


def _cells(row: ET.Element) -> list[Cell]:
    """Return the cells of a row up to the last that is not empty."""
    cells: list[Cell] = []
    for one in row.findall(f"{_TABLE}table-cell"):
        kind = one.get(f"{_OFFICE}value-type", "")
        looks = "\n".join("".join(line.itertext()) for line in one.findall(f"{_TEXT}p"))
        named = {"date": "date-value", "boolean": "boolean-value"}.get(kind, "value")
        times = int(one.get(f"{_TABLE}number-columns-repeated", "1"))
        # What a sheet is filled up with to its right edge.
        if not kind and times > 500:
            break
        cells.extend([Cell(kind, looks, one.get(f"{_OFFICE}{named}", ""))] * times)
    while cells and not cells[-1].kind:
        cells.pop()
    return cells
