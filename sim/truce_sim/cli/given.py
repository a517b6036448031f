"""What was given on a command line: each option is taken once, and what nobody takes is refused.

So an option that a way of asking does not read cannot exist: it does not get past `refuse_rest`.
"""

from argparse import Namespace

from truce_sim.cli.errors import UsageError

_FLAGS = {"sets": "--set", "params": "--param", "formats": "--format", "scenario": "the scenario"}
"""Options that are called otherwise than their place among the values."""
_NOT_AN_OPTION = ("command",)


class Given:
    """The options of one command line that were given, without those left at their default."""

    def __init__(self, parsed: Namespace) -> None:
        self._left = {
            name: value for name, value in vars(parsed).items() if name not in _NOT_AN_OPTION
        }

    def has(self, name: str) -> bool:
        """Return whether an option was given and not taken yet."""
        return name in self._left

    def flag(self, name: str) -> bool:
        """Take a switch."""
        return self._left.pop(name, None) is True

    def text(self, name: str) -> str | None:
        """Take a word."""
        value = self._left.pop(name, None)
        return None if value is None else str(value)

    def whole(self, name: str) -> int | None:
        """Take a whole number."""
        value = self._left.pop(name, None)
        return value if isinstance(value, int) else None

    def real(self, name: str) -> float | None:
        """Take a number."""
        value = self._left.pop(name, None)
        return float(value) if isinstance(value, int | float) else None

    def texts(self, name: str) -> tuple[str, ...]:
        """Take any number of words."""
        value = self._left.pop(name, None)
        if value is None:
            return ()
        return (value,) if isinstance(value, str) else tuple(map(str, value))

    def refuse_rest(self, says: str) -> None:
        """Refuse what nobody took.

        Raises:
            UsageError: naming the options, after what is said of the way that was gone.
        """
        if self._left:
            names = ", ".join(_flag(name) for name in self._left)
            raise UsageError(f"{says}; leave out {names}")


def _flag(name: str) -> str:
    return _FLAGS.get(name, f"--{name.replace('_', '-')}")
