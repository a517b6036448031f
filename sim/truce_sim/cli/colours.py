"""Colours that guide the eye through a list of faults."""

from rich.text import Text


def coloured(line: str) -> Text:
    """Return a line of the plain rendering of faults with its carets and hints coloured."""
    text = Text(line)
    bare = line.strip()
    if "^" in bare and set(bare) <= set("^| "):
        text.stylize("color(166)", line.index("^"))
    elif bare.startswith(("try:", "note:", "and:")):
        start, end = line.index(bare), line.index(":") + 1
        text.stylize("color(30)" if bare.startswith("try:") else "bold", start, end)
    elif not line.startswith(" ") and (". " in bare[:5] or bare.endswith("to fix.")):
        text.stylize("bold")
    return text
