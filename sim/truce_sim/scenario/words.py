"""Inputs that are no numbers: texts, choices, yes or no, lists of names."""

from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.kinds import Kind, Problem, UnfitError, nearest, what
from truce_sim.scenario.numbers import LARGEST_NUMBER


class Flag(Kind):
    """Yes or no."""

    def parse(self, raw: object) -> bool:
        """Return the flag."""
        if not isinstance(raw, bool):
            says = " must be true or false"
            yes = str(raw).strip().lower() in {"yes", "on", "1", "true"}
            no = str(raw).strip().lower() in {"no", "off", "0", "false"}
            guess = "true" if yes else "false" if no else ("true", "false")
            raise UnfitError(Problem(says, instead=guess))
        return raw

    def show(self, value: bool) -> str:
        """Return yes or no."""
        return "yes" if value else "no"

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "true"

    @property
    def form(self) -> str:
        """How it is written."""
        return "true or false"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Boolean."""
        return {"type": "boolean"}


_ALSO_SHOWN = "\n\t\u00a0\u202f\u200c\u200d\u200e\u200f"
"""Spaces and joiners that French, Persian, Arabic and Hebrew need, though not printable."""


@dataclass(frozen=True, eq=False, repr=False)
class Text(Kind):
    """A short text for people."""

    longest: int = 2000
    filled: bool = False
    lines: bool = True

    def parse(self, raw: object) -> str:
        """Return the text, unchanged."""
        if not isinstance(raw, str):
            raise UnfitError(
                Problem(f" must be text in quotes, not {what(raw)}", instead=_as_text(raw))
            )
        if self.filled and not raw.strip():
            raise UnfitError(Problem(" is empty"))
        if len(raw) > self.longest:
            raise UnfitError(
                Problem(f" is {len(raw):,} characters long; at most {self.longest:,} are allowed")
            )
        if any(not (c.isprintable() or c in _ALSO_SHOWN) for c in raw):
            clean = "".join(c for c in raw if c.isprintable() or c in _ALSO_SHOWN)
            says = " contains characters that cannot be shown"
            raise UnfitError(Problem(says, instead=quoted(clean) if clean.strip() else ()))
        if not self.lines and "\n" in raw:
            line = quoted(" ".join(raw.split()))
            raise UnfitError(Problem(" must stand on one line", instead=line))
        return raw

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '"..."'

    @property
    def form(self) -> str:
        """How it is written."""
        return "text"

    @property
    def json_schema(self) -> dict[str, Any]:
        """String of so many characters."""
        schema: dict[str, Any] = {"type": "string", "maxLength": self.longest}
        if self.filled:
            schema["pattern"] = r"\S" if self.lines else r"^[^\n]*\S[^\n]*$"
        return schema


def quoted(text: str) -> str:
    """Return text as TOML."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _as_text(raw: object) -> str | tuple[str, ...]:
    if isinstance(raw, bool):
        return quoted(str(raw).lower())
    if isinstance(raw, list):
        words = [one for one in raw if isinstance(one, str) and one.strip()]
        return quoted(", ".join(words)) if words and len(words) == len(raw) else ()
    if isinstance(raw, dict):
        return ()
    if isinstance(raw, int | float) and not abs(raw) < LARGEST_NUMBER:
        return ()
    return quoted(str(raw))


@dataclass(frozen=True, eq=False, repr=False)
class Choice(Kind):
    """One of a few words."""

    words: tuple[str, ...]

    def parse(self, raw: object) -> str:
        """Return the word."""
        if isinstance(raw, str) and raw in self.words:
            return raw
        listed = ", ".join(f'"{word}"' for word in self.words[:-1]) + f' or "{self.words[-1]}"'
        near = nearest(raw, self.words) if isinstance(raw, str) else None
        among = (near,) if near else self.words
        raise UnfitError(Problem(f" must be {listed}", instead=tuple(f'"{one}"' for one in among)))

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return f'"{self.words[0]}"'

    @property
    def form(self) -> str:
        """How it is written."""
        return "one of " + ", ".join(f'"{word}"' for word in self.words)

    @property
    def json_schema(self) -> dict[str, Any]:
        """Enumeration."""
        return {"enum": list(self.words)}


class Names(Kind):
    """A list of ids."""

    def parse(self, raw: object) -> tuple[str, ...]:
        """Return the ids."""
        if not isinstance(raw, list):
            instead: str | tuple[str, ...] = ()
            if isinstance(raw, str) and raw.strip():
                names = [one.strip() for one in raw.split(",") if one.strip()]
                instead = f"[{', '.join(map(quoted, names))}]"
            raise UnfitError(Problem(f" must be a list of names, not {what(raw)}", instead=instead))
        problems = [
            Problem(
                f" must be a name in quotes, not {what(one)}",
                instead=quoted(str(one)) if isinstance(one, int) else (),
                at=(place,),
            )
            for place, one in enumerate(raw)
            if not isinstance(one, str)
        ]
        if problems:
            raise UnfitError(*problems)
        if not raw:
            raise UnfitError(Problem(" names nobody"))
        return tuple(dict.fromkeys(raw))

    def show(self, value: tuple[str, ...]) -> str:
        """Return the names, with commas."""
        return ", ".join(value)

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return '["a", "b"]'

    @property
    def form(self) -> str:
        """How it is written."""
        return "list of names"

    @property
    def json_schema(self) -> dict[str, Any]:
        """Array of strings."""
        return {"type": "array", "items": {"type": "string"}, "minItems": 1}


@dataclass(frozen=True, eq=False, repr=False)
class Anything(Kind):
    """A value whose kind depends on another key; checked there."""

    says: str = "value"

    def parse(self, raw: object) -> Any:  # noqa: ANN401
        """Return it as it is."""
        return raw

    @property
    def sample(self) -> str:
        """A value that would do, as in a file."""
        return "1"

    @property
    def form(self) -> str:
        """How it is written."""
        return self.says

    @property
    def json_schema(self) -> dict[str, Any]:
        """Anything."""
        return {}
