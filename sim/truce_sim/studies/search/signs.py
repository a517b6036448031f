"""Signs of comparison, as they are written and as they are meant."""

from collections.abc import Mapping

from truce_sim.studies.search.condition import Sign

SIGNS: Mapping[str, Sign] = {
    "=": "=",
    "==": "=",
    "!=": "!=",
    "≠": "!=",
    "<": "<",
    "<=": "<=",
    "≤": "<=",
    ">": ">",
    ">=": ">=",
    "≥": ">=",
}
NEARLY: Mapping[str, Sign] = {"=<": "<=", "=>": ">=", "<>": "!="}
"""Signs that do not exist, and those that were meant."""
SPOKEN: Mapping[str, Sign] = {
    "is": "=",
    "equals": "=",
    "under": "<",
    "below": "<",
    "over": ">",
    "above": ">",
}
"""Words that people write for a sign."""
TURNED: Mapping[Sign, Sign] = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "!=": "!="}
"""The sign that says the same with its sides changed."""
