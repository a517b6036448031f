"""A scenario in plain words, for `show SCENARIO`: the tree of fields, walked.

Each input says its own clause (see `marks`), so that none that acts can be left out.
"""

import re
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, replace

from pydantic import BaseModel

from truce_sim.scenario.acting import unmet
from truce_sim.scenario.before import grievances_at_start
from truce_sim.scenario.believable import believable_inputs
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.faults import wrap
from truce_sim.scenario.kinds import UnfitError
from truce_sim.scenario.mends import inline
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.paths import addresses
from truce_sim.scenario.phrases import among, exact, in_past, often, phrase, share
from truce_sim.scenario.quantities import left_out
from truce_sim.scenario.relative_dates import put_date
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.shifts import shift_of
from truce_sim.scenario.tree import Leaf, Named, Section, root

GROUPS = {
    "When": ("dates", "postponement"),
    "Who is bound by the truce": ("parties",),
    "Who is not": ("excluded", "outside"),
    "Guarantors": ("guarantors", "rupture"),
    "How violence rises and falls": ("truce", "zones", "shocks", "measures"),
    "How complaints are checked": ("complaints", "verification", "grievance"),
    "What ends the truce": ("spiral", "flare", "mass_casualty"),
    "The talks": ("agenda",),
    "What is known of earlier truces": ("base_rate",),
    "What counts": ("quiet", "settled", "calm_streak", "on_time", "partial"),
}
"""Headings, and the tables under each."""
_CONTINUES = {"by", "for", "from", "half of", "in", "of", "on", "over", "until", "with", "within"}
_ADDS = {"and", "which"}
"""First words of clauses that go on with the one before, and of those that do so after a comma."""
_REFERS = {*_ADDS, "once", "otherwise"}
"""First words of clauses that say more of the last one that stands by itself."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def in_words(scenario: Scenario) -> tuple[Passage, ...]:
    """Return the scenario in plain words; defaults in force and what is off come at the end."""
    passages = [Passage(scenario.title, tuple(filter(None, (scenario.summary,))))]
    for heading, tables in GROUPS.items():
        said = [
            sentence
            for table in tables
            for sentence in (*_table(scenario, table), *_after(scenario, table))
        ]
        passages.append(Passage(heading, (*said, *_more(scenario, heading))))
    passages += [
        Passage("By default, as the file says nothing of it", tuple(_defaults(scenario))),
        Passage("What was observed", tuple(_observed(scenario))),
        Passage("What is not known for certain", tuple(_doubts(scenario))),
        Passage("Options to compare", tuple(_options(scenario))),
        Passage("Not in this scenario", tuple(_absent(scenario))),
    ]
    return tuple(one for one in passages if one.sentences or one is passages[0])


def as_text(passages: tuple[Passage, ...]) -> str:
    """Return passages as plain text of 80 columns."""
    lines: list[str] = []
    for passage in passages:
        lines += [*wrap(passage.heading, 0)]
        for sentence in passage.sentences:
            first, *rest = wrap(sentence, 4, 2)
            lines += [f"  {first}", *rest]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"


def _table(scenario: Scenario, table: str) -> Iterator[str]:
    """Yield what a file says in one of its tables, a sentence for each thing in it."""
    node, found = root().keys[table], getattr(scenario, table)
    given = scenario.source.get(table)
    if not isinstance(given, Mapping):
        return
    if isinstance(node, Section):
        said = _joined(_clauses(scenario, node, found, given, (table,)))
        if said:
            yield _lead(node, said)
    elif isinstance(node, Named) and isinstance(node.of, Section):
        for key, one in found.items():
            said = _joined(_clauses(scenario, node.of, one, given[key], (table, key)))
            sort = {"excluded": ", excluded", "outside": ", outside power"}.get(table, "")
            yield f"{one.name or key}{sort}: {said}."


def _lead(node: Section, said: str) -> str:
    return f"{node.title[:1].upper()}{node.title[1:]}: {said}."


def _joined(clauses: Iterator[str]) -> str:
    """Return clauses as one sentence."""
    text = ""
    for clause in clauses:
        goes_on = any(clause.startswith(f"{word} ") for word in _CONTINUES)
        adds = any(clause.startswith(f"{word} ") for word in _ADDS)
        between = " " if goes_on else ", " if adds else "; "
        text += f"{between}{clause}" if text else clause
    return text


def _clauses(
    scenario: Scenario,
    node: Section,
    found: BaseModel,
    given: Mapping[str, object],
    steps: tuple[str, ...],
) -> Iterator[str]:
    """Yield a clause for each input that the file gives in a table and in those below it."""
    fields = {field.alias or name: name for name, field in type(found).model_fields.items()}
    told: set[str] = set()
    for key, below in node.keys.items():
        value = getattr(found, fields[key])
        if key not in given or left_out(value):
            continue
        if isinstance(below, Leaf) and _once(below, value):
            continue
        if isinstance(below, Leaf):
            if below.marks.says:
                before = in_past(below.kind, given[key], value)
                yield clause(scenario, standing(node, key, told), value, steps, before)
                told.add(key)
        elif isinstance(below, Section) and isinstance(inside := given[key], Mapping):
            yield from _clauses(scenario, below, value, inside, (*steps, key))


def standing(node: Section, key: str, told: Set[str]) -> Leaf:
    """Return an input with a clause that stands after those told of its table.

    A clause that goes on with another is told by itself where the other is not there.
    """
    leaf = node.keys[key]
    assert isinstance(leaf, Leaf)  # noqa: S101 - only inputs have clauses
    first = leaf.marks.says.partition(" ")[0]
    before = [
        (name, one.marks.says.partition(" ")[0])
        for name, one in list(node.keys.items())[: list(node.keys).index(key)]
        if isinstance(one, Leaf) and one.marks.says
    ]
    if first in _REFERS:
        before = [one for one in before if one[1] not in _REFERS | _CONTINUES]
    elif first not in _CONTINUES:
        return leaf
    if not before or before[-1][0] in told:
        return leaf
    return replace(leaf, marks=replace(leaf.marks, says=leaf.marks.alone or _named(leaf)))


def _named(leaf: Leaf) -> str:
    """Return an input's name with its value, in the form that the value has in its clause."""
    form = next(
        one for one in ("{often}", "{share}", "{rate}", "{value}") if one in leaf.marks.says
    )
    return f"{leaf.title}: {form}"


def clause(
    scenario: Scenario, leaf: Leaf, value: object, steps: tuple[str, ...], before: str = ""
) -> str:
    """Return what an input of a table says, with its value; `before` if it counts in the past."""
    says = leaf.marks.says
    if "{part}" in says:
        total = sum(zone.share for zone in scenario.zones.values())
        return says.format(part=f"{phrase(leaf.kind, value)} in {exact(total)}")
    names = _names(scenario) if steps[0] != "measures" else _zone_names(scenario)
    if isinstance(value, Mapping):
        return says.format(among=among(value, names))
    if isinstance(value, tuple):
        return says.format(who=", ".join(names.get(who) or who for who in value))
    words = before or phrase(leaf.kind, value)
    if isinstance(value, float | int) and ("{often}" in says or "{share}" in says):
        return says.format(often=often(value), share=share(value))
    return _SEVERAL.sub(r"1 \1", says.format(value=words, rate=words))


_SEVERAL = re.compile(r"(?<![\d.,])1 (violation|complaint|session|team|time|day|incident)s\b")
"""What is told of several, where there is one."""


def _names(scenario: Scenario) -> dict[str, str]:
    return {
        **{key: one.name or key for key, one in scenario.parties.items()},
        **{key: one.name or key for key, one in scenario.excluded.items()},
        **{key: one.name or key for key, one in scenario.outside.items()},
    }


def _zone_names(scenario: Scenario) -> dict[str, str]:
    return {key: one.name or key for key, one in scenario.zones.items()}


def _more(scenario: Scenario, heading: str) -> Iterator[str]:
    """Yield what follows from several inputs together."""
    if heading == "When":
        dates = scenario.dates
        length = (dates.talks - dates.truce_starts).total_seconds() / 3600
        yield f"The talks open {_days(length)} later."
    if heading == "How complaints are checked" and scenario.grievance.at_start:
        starts = grievances_at_start(scenario)
        each = (
            f"{party.name or name} {plain(float(f'{starts[name]:.3g}'))}"
            for name, party in scenario.parties.items()
            if party.limited
        )
        yield f"Grievance at the start, in routine incidents: {', '.join(each)}."
    if heading == "What ends the truce":
        if any(party.limited for party in scenario.parties.values()):
            yield "Walk-out over grievances: a party's grievance reaches what it bears."
        if any(party.means_it < 1 for party in scenario.parties.values()):
            yield "Broken on purpose: a party never meant to keep it."
        if any(shock.ends for shock in scenario.shocks.values()):
            yield "Outside shock: see above."


def _after(scenario: Scenario, table: str) -> Iterator[str]:
    """Yield what explains a table, right after it."""
    if table == "spiral" and scenario.spiral:
        yield (
            "Told as a spiral of retaliation if at least half of those violations are answers, "
            "else as too many at once."
        )


def _days(hours: float) -> str:
    days, rest = divmod(hours, 24)
    if not rest or days < 1:
        return spoken(hours)
    return f"{spoken(days * 24) if days > 1 else '1 day'} and {spoken(rest)}"


def _defaults(scenario: Scenario) -> Iterator[str]:
    """Yield the inputs that act though the file leaves them out, the same ones together."""
    for tables in GROUPS.values():
        for table in tables:
            node, found = root().keys[table], getattr(scenario, table)
            if isinstance(node, Section) and found is not None:
                if said := _joined(_left_out(scenario, node, found, (table,))):
                    yield _lead(node, said)
            elif isinstance(node, Named) and isinstance(node.of, Section):
                alike: dict[str, list[str]] = {}
                for key, one in found.items():
                    said = _joined(_left_out(scenario, node.of, one, (table, key)))
                    alike.setdefault(said, []).append(one.name or key)
                for said, names in alike.items():
                    if said:
                        yield f"{', '.join(names)}: {said}."


def _left_out(
    scenario: Scenario, node: Section, found: BaseModel, steps: tuple[str, ...]
) -> Iterator[str]:
    given: object = scenario.source
    for step in steps:
        given = given.get(step, {}) if isinstance(given, Mapping) else {}
    there = given if isinstance(given, Mapping) else {}
    fields = {field.alias or name: name for name, field in type(found).model_fields.items()}
    told: set[str] = set()
    for key, below in node.keys.items():
        value = getattr(found, fields[key])
        if isinstance(below, Section) and value is not None:
            yield from _left_out(scenario, below, value, (*steps, key))
        elif isinstance(below, Leaf) and key not in there and not below.marks.label:
            if unmet(scenario, (*steps, key)) is not None or not _beside(node, below, found):
                continue
            if any(other in there for other in node.gives_way_to(key)) or _once(below, value):
                continue
            if left_out(value):
                yield from [below.marks.without] if below.marks.without else []
            elif below.marks.says:
                yield clause(scenario, standing(node, key, told), value, steps)
                told.add(key)


def _once(leaf: Leaf, value: object) -> bool:
    """Return whether an input leaves something as it is: what would be "1 times"."""
    says = leaf.marks.says
    factor = "{value} times" in says or "times {value}" in says
    return factor and value == 1 and isinstance(value, float)


def _beside(node: Section, leaf: Leaf, found: BaseModel) -> bool:
    """Return whether what must stand beside an input is there, or what stands in its place."""
    return all(
        any(not left_out(getattr(found, one)) for one in (key, *node.instead_of(key)))
        for key in leaf.marks.keys_beside
    )


def meanings(scenario: Scenario) -> dict[str, str]:
    """Return what each meaning of "holds" beyond not collapsing asks for, by its name."""
    quiet, streak, late = scenario.quiet, scenario.calm_streak, scenario.on_time.within
    opens_in = (scenario.dates.talks - scenario.dates.truce_starts).total_seconds() / 3600
    over = spoken(quiet.window)
    if opens_in < quiet.window:
        over = f"the {spoken(opens_in)} that there are, fewer than {over},"
    found = {
        "quiet": f"violations over {over} below {plain(quiet.share)} of the level before the truce",
        "settled": f"at most {scenario.settled.open_complaints:,} complaints without a verdict",
        "calm streak": f"{streak.days:,} days in a row with at most {streak.violations:,} "
        "violations",
        "on time": f"talks open {'at most ' + spoken(late) + ' late' if late else 'as planned'}",
    }
    if scenario.partial is not None:
        found["in part"] = (
            f"zones with {share(scenario.partial.share)} of all incidents or more are aflame"
        )
    return found


def _observed(scenario: Scenario) -> Iterator[str]:
    """Yield until when the truce held, and what each counter counted."""
    seen = scenario.observations
    if seen is None:
        return
    yield f"The truce held until {DATE.show(seen.holds_until)}, at least."
    said = seen.in_words()
    for counter in seen.counters:
        yield f"{counter.name} {said[f'observed.counters.{counter.id}']}."


def _doubts(scenario: Scenario) -> Iterator[str]:
    for one in believable_inputs(scenario):
        yield f"{one.path}: {one.axis.text(one.low)} to {one.axis.text(one.high)}."


def _options(scenario: Scenario) -> Iterator[str]:
    for key, option in scenario.options.items():
        changes = (f"{path} to {_put(scenario, path, raw)}" for path, raw in option.set.items())
        yield f"{option.label or key}: {'; '.join(changes)}."


def _put(scenario: Scenario, path: str, raw: object) -> str:
    """Return what an option puts at a path in words; a whole table as it stands."""
    address = addresses(scenario.source, path)[0]
    kind, shift = address.kind, shift_of(raw)
    raw = put_date(scenario.source, address.steps, raw)
    try:
        said = inline(raw) if kind is None else phrase(kind, kind.parse(raw))
        return f"{said} ({shift.words})" if shift else said
    except UnfitError:
        return f"{raw}"


def _absent(scenario: Scenario) -> Iterator[str]:
    """Yield the mechanisms that a scenario goes without."""
    absent = [
        _OFF.get(key, node.title)
        for key, node in root().keys.items()
        if any(key in tables for tables in GROUPS.values()) and not getattr(scenario, key)
    ]
    if absent:
        yield f"{', '.join(absent)}.".capitalize()


_OFF = {
    "rupture": "a rupture between guarantors",
    "spiral": "a spiral",
    "mass_casualty": "mass-casualty incidents",
    "postponement": "a rule of postponement",
    "agenda": "an agenda",
}
"""What an absent table is called, where its title would not do."""
