"""Four kinds of truce as files to begin with: all in them invented, each guess with a range."""

from importlib.resources import files

ARCHETYPES = {
    "fragmented-war": "many parties, a group left out, a power behind each side",
    "line-of-contact": "two sides with firm command along a front, nobody to check",
    "humanitarian-pause": "a few days for aid in a hot war",
    "monitored-truce": "more observers by and by, a hotline, forces drawn apart",
}
"""What `new --from` can begin with, each in a line."""


def text_of(name: str) -> str:
    """Return the file of an archetype."""
    return files(__name__).joinpath(f"{name}.toml").read_text(encoding="utf-8")
