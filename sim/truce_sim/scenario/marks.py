"""What a field carries beside its description: its words, and what it needs to act.

Everything that is said of one input stands at its field, so that whatever walks the tree of
fields (`show`, warnings, checks, the editor schema) leaves none out.
"""

from dataclasses import dataclass
from typing import Any

from truce_sim.scenario.needs import Need


@dataclass(frozen=True, slots=True)
class Marks:
    """What a field carries.

    Attributes:
        says: a clause in plain words with the value in it, such as "half forgets in {value}".
        without: the same where the input is left out and stands for nothing.
        needs: what it needs elsewhere to act.
        beside: what must be given with it in the same table, each written as an example.
        late: what follows if this length of time is not shorter than the truce; "" if nothing.
        label: whether it is only told, so that no truce depends on it.
        alone: the clause where the one that it goes on with is not there; "" for name and value.
        instead_of: the keys in whose place it stands, blanks between: it or they, never both.
        or_else: whether it or what it stands in place of must be given.
    """

    says: str = ""
    without: str = ""
    needs: tuple[Need, ...] = ()
    beside: tuple[str, ...] = ()
    late: str = ""
    label: bool = False
    alone: str = ""
    instead_of: str = ""
    or_else: bool = False

    @property
    def replaces(self) -> tuple[str, ...]:
        """The keys in whose place it stands."""
        return tuple(self.instead_of.split())

    @property
    def keys_beside(self) -> dict[str, str]:
        """The keys that must be given with it, with the example of each."""
        return {line.partition(" ")[0]: line for line in self.beside}


NONE = Marks()


def said(  # noqa: PLR0913 - a mark each
    says: str = "",
    *,
    without: str = "",
    needs: tuple[Need, ...] = (),
    beside: tuple[str, ...] = (),
    late: str = "",
    label: bool = False,
    alone: str = "",
    instead_of: str = "",
    or_else: bool = False,
) -> Any:  # noqa: ANN401 - pydantic keeps it untouched for `tree`
    """Return marks in the form in which a pydantic field carries them."""
    return {"marks": Marks(says, without, needs, beside, late, label, alone, instead_of, or_else)}
