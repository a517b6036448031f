"""A scenario in plain words, for `show SCENARIO`."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from truce_sim.scenario.actors import ExcludedGroup, Guarantor, OutsidePower, Party
from truce_sim.scenario.believable import believable_inputs
from truce_sim.scenario.durations import spoken
from truce_sim.scenario.faults import wrap
from truce_sim.scenario.moments import DATE
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.rates import Rate
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.spreads import Spread, SpreadKind
from truce_sim.scenario.verification import Verification

_DELAY, _SIZE = SpreadKind(), SpreadKind(sizes=True)


@dataclass(frozen=True, slots=True)
class Passage:
    """One heading and the sentences under it."""

    heading: str
    sentences: tuple[str, ...]


def in_words(scenario: Scenario) -> tuple[Passage, ...]:
    """Return the scenario in plain words; what is switched off is named at the end."""
    passages = (
        Passage(scenario.title, tuple(filter(None, (scenario.summary,)))),
        Passage("When", tuple(_when(scenario))),
        Passage("Who is bound by the truce", tuple(_parties(scenario))),
        Passage("Who is not", tuple(_others(scenario))),
        Passage("Guarantors", tuple(_guarantors(scenario))),
        Passage("How violence rises and falls", tuple(_violence(scenario))),
        Passage("How complaints are checked", tuple(_verification(scenario.verification))),
        Passage("What ends the truce", tuple(_endings(scenario))),
        Passage(
            "What counts",
            tuple(f"{name.capitalize()}: {asks}." for name, asks in measures(scenario).items()),
        ),
        Passage("What is not known for certain", tuple(_doubts(scenario))),
        Passage("Options to compare", tuple(_options(scenario))),
        Passage("Not in this scenario", tuple(_absent(scenario))),
    )
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


def often(value: float) -> str:
    """Return a chance in words: "3 times in 10", "never", "always"."""
    if value <= 0:
        return "never"
    return "always" if value >= 1 else share(value).replace(" in ", " times in ")


def share(value: float) -> str:
    """Return a share in words: "3 in 10", "none", "all"."""
    if value <= 0:
        return "none"
    if value >= 1:
        return "all"
    for whole in (10, 100, 1000):
        if abs(value * whole - round(value * whole)) < 1e-9:
            return f"{round(value * whole)} in {whole:,}"
    return f"about {plain(float(f'{value * 100:.2g}'))} in 100"


def per_day(rate: Rate) -> str:
    """Return a rate as events per day."""
    number = rate.per_hour * 24
    if 0 < number < 0.1:
        return f"about one in {spoken(24 / number)}"
    return f"about {plain(float(f'{number:.2g}'))} a day"


def _among(weights: Mapping[str, float], names: Mapping[str, str]) -> str:
    total = sum(weights.values())
    shares = sorted(
        ((who, weight / total) for who, weight in weights.items() if weight > 0),
        key=lambda one: -one[1],
    )
    if len(shares) == 1:
        return names.get(shares[0][0], shares[0][0])
    return ", ".join(
        f"{names.get(who, who)} {min(max(round(100 * part), 1), 99)} in 100" for who, part in shares
    )


def _names(scenario: Scenario) -> dict[str, str]:
    actors: list[tuple[str, Party | ExcludedGroup | OutsidePower]] = [
        *scenario.parties.items(),
        *scenario.excluded.items(),
        *scenario.outside.items(),
    ]
    return {key: actor.name or key for key, actor in actors}


def _when(scenario: Scenario) -> Iterator[str]:
    dates = scenario.dates
    length = (dates.talks - dates.truce_starts).total_seconds() / 3600
    yield f"The truce starts on {DATE.show(dates.truce_starts)}."
    planned = ""
    if dates.talks_planned:
        planned = f"; first announced for {DATE.show(dates.talks_planned)}"
    yield f"The talks open on {DATE.show(dates.talks)}, {_days(length)} later{planned}."
    if scenario.postponement:
        rule = scenario.postponement
        times = "once" if rule.at_most == 1 else f"up to {rule.at_most} times"
        yield (
            f"Unless the truce is {rule.unless} {spoken(rule.decides_before)} before the opening, "
            f"the talks are moved by {spoken(rule.by)}, {times}."
        )


def _days(hours: float) -> str:
    days, rest = divmod(hours, 24)
    if not rest or days < 1:
        return spoken(hours)
    return f"{spoken(days * 24) if days > 1 else '1 day'} and {spoken(rest)}"


def _parties(scenario: Scenario) -> Iterator[str]:
    names = _names(scenario)
    for key, party in scenario.parties.items():
        yield f"{names[key]}: {'; '.join(_party(party, names))}."


def _party(party: Party, names: Mapping[str, str]) -> Iterator[str]:
    yield f"violations {per_day(party.violates)} at the level before the truce"
    yield f"they hit {_among(party.hits, names)}"
    if party.harm != Spread.constant(1.0):
        yield f"harm {_SIZE.show(party.harm)}"
    if party.uncommanded:
        yield f"{share(party.uncommanded)} without orders"
    if party.retaliates or party.retaliates_fed_up:
        fed_up = party.retaliates_fed_up
        more = f", {often(fed_up)} when fed up" if fed_up is not None else ""
        after = _DELAY.show(party.retaliates_after)
        yield f"retaliates {often(party.retaliates)}{more}, after {after}"
    if party.notices < 1:
        yield f"notices {share(party.notices)} incidents"
    if party.misblames:
        yield f"blames the wrong party {often(party.misblames)}"
    if party.false_complaints:
        yield f"false complaints {per_day(party.false_complaints)}"
    if party.patience:
        yield f"waits {spoken(party.patience)} for a verdict"
    if party.forgets_in:
        yield f"half forgets in {spoken(party.forgets_in)}"
    if party.tolerance:
        yield f"leaves at a grievance of {plain(party.tolerance)} routine incidents"


def _others(scenario: Scenario) -> Iterator[str]:
    names = _names(scenario)
    for key, group in scenario.excluded.items():
        said = [f"attacks {per_day(group.attacks)}, on {_among(group.hits, names)}"]
        if group.wrongly_blamed:
            said.append(f"{share(group.wrongly_blamed)} are blamed on a party")
        if group.disputed:
            said.append(f"strikes on it are disputed {often(group.disputed)} in mixed zones")
        if group.spoils:
            said.append(
                f"from {spoken(group.spoils.from_)} before the talks it attacks "
                f"{plain(group.spoils.factor)} times as often"
            )
        yield f"{names[key]}, excluded: {'; '.join(said)}."
    for key, power in scenario.outside.items():
        yield (
            f"{names[key]}, outside power: attacks {per_day(power.attacks)}, "
            f"on {_among(power.hits, names)}."
        )


def _guarantors(scenario: Scenario) -> Iterator[str]:
    names = _names(scenario)
    for key, one in scenario.guarantors.items():
        yield f"{one.name or key}: {'; '.join(_guarantor(one, names))}."
    if scenario.rupture and scenario.rupture.per_hour:
        chance, every = scenario.rupture.chance, scenario.rupture.every
        yield f"They may fall out: chance {plain(chance)} every {spoken(every)}."


def _guarantor(one: Guarantor, names: Mapping[str, str]) -> Iterator[str]:
    yield f"influence over {', '.join(names.get(who, who) for who in one.over)}"
    yield (
        f"presses {often(one.willing)} after an upheld verdict, preventing "
        f"{share(one.leverage)} violations under command for {spoken(one.presses_for)}"
    )
    yield f"persuades a party to stay {often(one.persuades)}"


def _violence(scenario: Scenario) -> Iterator[str]:
    truce = scenario.truce
    if truce.takes_hold < 1:
        yield f"The truce takes hold at all {often(truce.takes_hold)}."
    if truce.settles_in:
        yield (
            f"Violence falls half of the way in {spoken(truce.settles_in)}, "
            f"down to {plain(truce.floor)} of the level before the truce."
        )
    if truce.frays_after is not None and truce.frays_in:
        yield (
            f"After {spoken(truce.frays_after)} it grows back, "
            f"half of the way in {spoken(truce.frays_in)}."
        )
    for key, shock in scenario.shocks.items():
        yield (
            f"{shock.name or key}: chance {plain(shock.chance)} every {spoken(shock.every)}, "
            f"violence times {plain(shock.factor)} for {spoken(shock.lasts)}, "
            f"ends the truce at once {often(shock.ends)}."
        )
    total = sum(zone.share for zone in scenario.zones.values())
    for key, zone in scenario.zones.items():
        yield (
            f"{zone.name or key}: {round(100 * zone.share / total)} in 100 incidents, "
            f"mixed {plain(zone.mixed)}, inspectors get through {often(zone.access)}"
            f"{'; a key zone' if zone.key else ''}."
        )


def _verification(rules: Verification | None) -> Iterator[str]:
    if rules is None:
        return
    if rules.run_by:
        yield f"Run by {rules.run_by.rstrip('.')}."
    teams = "1 team" if rules.teams == 1 else f"{rules.teams:,} teams"
    order = {"first come": "in order of arrival"}.get(rules.order, rules.order)
    later = f", from {spoken(rules.starts_after)} after the start" if rules.starts_after else ""
    yield f"{teams}, {order}{later}. A check takes: {_DELAY.show(rules.checked_in)}."
    yield (
        f"True complaints are upheld {often(rules.finds)}, false ones rejected "
        f"{often(rules.clears)}, ruled the wrong way {often(rules.mistakes)}; the rest is unclear."
    )
    if rules.agree < 1:
        yield (
            f"The guarantors agree {often(rules.agree)}; otherwise they haggle "
            f"({_DELAY.show(rules.haggled_in)}) and the verdict is unclear."
        )
    if rules.public:
        yield f"Upheld verdicts are published {often(rules.public)}."
    if rules.calms:
        yield f"An inquiry under way damps grievance and retaliation by {share(rules.calms)}."
    if rules.hotline:
        line = rules.hotline
        yield (
            f"A hotline reaches both sides {often(line.reaches)}, answers in "
            f"{_DELAY.show(line.answers_in)}, and is believed {often(line.believed)}."
        )


def _endings(scenario: Scenario) -> Iterator[str]:
    if any(party.tolerance for party in scenario.parties.values()):
        yield "Walk-out over grievances: a party's grievance reaches its tolerance."
    if scenario.spiral:
        yield (
            f"Too many violations at once: {scenario.spiral.violations:,} within "
            f"{spoken(scenario.spiral.window)}; a spiral of retaliation if at least half are "
            "answers."
        )
    if scenario.flare:
        flare = scenario.flare
        ends = f"zones with {share(flare.ends)} incidents" if flare.ends else "a key zone"
        yield (
            f"Too many zones aflame: {flare.violations:,} violations within "
            f"{spoken(flare.window)} set a zone aflame; {ends} for {spoken(flare.lasts)} end it."
        )
    if scenario.mass_casualty:
        grave = scenario.mass_casualty
        yield (
            f"Mass-casualty incident: harm of {plain(grave.harm)} or more ends it "
            f"{often(grave.ends)}."
        )
    if any(shock.ends for shock in scenario.shocks.values()):
        yield "Outside shock: see above."


def measures(scenario: Scenario) -> dict[str, str]:
    """Return what each way to succeed beyond holding asks for, by its name."""
    quiet, streak, late = scenario.quiet, scenario.calm_streak, scenario.on_time.within
    opens_in = (scenario.dates.talks - scenario.dates.truce_starts).total_seconds() / 3600
    over = spoken(quiet.window)
    if opens_in < quiet.window:
        over = f"the {spoken(opens_in)} that there are, fewer than {over},"
    return {
        "quiet": f"violations over {over} below {plain(quiet.share)} of the level before the truce",
        "settled": f"at most {scenario.settled.open_complaints:,} complaints without a verdict",
        "calm streak": f"{streak.days:,} days in a row with at most {streak.violations:,} "
        "violations",
        "on time": f"talks open {'at most ' + spoken(late) + ' late' if late else 'as planned'}",
    }


def _doubts(scenario: Scenario) -> Iterator[str]:
    for one in believable_inputs(scenario):
        yield f"{one.path}: {one.axis.text(one.low)} to {one.axis.text(one.high)}."


def _options(scenario: Scenario) -> Iterator[str]:
    for key, option in scenario.options.items():
        yield f"{option.label or key} (changes {', '.join(option.set)})."


def _absent(scenario: Scenario) -> Iterator[str]:
    absent = [
        name
        for name, there in (
            ("excluded groups", scenario.excluded),
            ("outside powers", scenario.outside),
            ("guarantors", scenario.guarantors),
            ("a rupture between guarantors", scenario.rupture),
            ("zones", scenario.zones),
            ("verification", scenario.verification),
            ("a spiral", scenario.spiral),
            ("flare-ups", scenario.flare),
            ("mass-casualty incidents", scenario.mass_casualty),
            ("outside shocks", scenario.shocks),
            ("a rule of postponement", scenario.postponement),
            ("an agenda", scenario.agenda),
        )
        if not there
    ]
    if absent:
        yield f"{', '.join(absent)}.".capitalize()
