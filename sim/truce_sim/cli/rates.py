"""`rates`: counts of incidents by day as lines of a scenario file."""

import argparse
import re
import sys
from collections.abc import Sequence
from datetime import date

from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit
from truce_sim.cli.given import Given
from truce_sim.cli.reading import tell
from truce_sim.counts import BadCellError, days_of, of_party, read_counts
from truce_sim.report.daily_rates import blocks
from truce_sim.scenario import ScenarioFaults
from truce_sim.scenario.ids import id_of
from truce_sim.scenario.kinds import short
from truce_sim.shipped import file_of


def main(parsed: argparse.Namespace, _: Sequence[str]) -> int:
    """Run the command."""
    given = Given(parsed)
    given.flag("debug")
    name = given.text("counts") or ""
    first, before = _day(given.text("first"), "--from"), _day(given.text("before"), "--until")
    party = given.text("party") or ""
    if party and (party == "all" or not re.fullmatch(r"[\w-]{1,60}", party)):
        near = id_of(party)
        raise UsageError(f"--party: '{short(party)}' cannot be the id of a party\ntry: {near}")
    given.refuse_rest("rates reads one file of counts")
    if first and before and before <= first:
        raise UsageError(f"--until {before} leaves nothing after --from {first}")
    path = file_of(name, ".csv")
    label = str(path)
    try:
        counts = of_party(read_counts(path, label, first, before), label, party)
    except ScenarioFaults as error:
        tell(error.faults, of="counts")
        return Exit.BAD_INPUT
    sys.stdout.write(blocks(counts, path.name, party))
    return Exit.FINISHED if any(one.counts for one in counts.series) else Exit.BAD_INPUT


def _day(text: str | None, option: str) -> date | None:
    """Return the day that an option names."""
    if text is None:
        return None
    try:
        days = days_of(text)
    except BadCellError as error:
        hint = f"\ntry: {error.try_}" if error.try_ else ""
        raise UsageError(f"{option}: '{short(text)}' {error.says}{hint}") from None
    if days is None or days[0] != days[1]:
        raise UsageError(f"{option}: '{short(text)}' is not one day\ntry: 2030-04-03")
    return days[0]
