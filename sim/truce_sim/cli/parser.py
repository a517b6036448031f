"""The commands and their arguments."""

import argparse
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from difflib import get_close_matches
from typing import Any, NoReturn

from truce_sim import calling
from truce_sim.cli.errors import UsageError
from truce_sim.runs.known_engines import ENGINES


def _shown(text: str, limit: int = 40) -> str:
    """Return a part of the command line as it may reach a terminal."""
    from truce_sim.scenario.kinds import short  # nothing is wrong for the most part

    return short(text, limit)


class _Parser(argparse.ArgumentParser):
    """Raises instead of leaving, and names the nearest word instead of all words.

    A bare one leaves out of what it returns all that was not given.
    """

    def __init__(self, *args: Any, bare: bool = False, **more: Any) -> None:  # noqa: ANN401
        self._bare = bare
        super().__init__(*args, **more)

    def add_argument(self, *names: Any, **more: Any) -> argparse.Action:  # noqa: ANN401
        """Add an option; in a bare parser without its default."""
        if self._bare:
            more["default"] = argparse.SUPPRESS
        return super().add_argument(*names, **more)

    def error(self, message: str) -> NoReturn:
        """Turn argparse's message into ours."""
        chosen = re.search(r"invalid choice: (.*) \(choose from", message, re.DOTALL)
        if chosen:
            message = message.replace(chosen[1], _shown(chosen[1]))
        raise UsageError(f"{message}\nHelp: {self.prog} --help")

    def _near(self, word: str) -> str:
        """Return the option that was probably meant, as the end of a sentence."""
        options = [one for one in self._option_string_actions if one.startswith("--")]
        name = word.partition("=")[0]
        near = [one for one in options if one.startswith(name) and len(name) > 3]
        near = near or get_close_matches(name[:40], options, n=1, cutoff=0.6)
        return f"; did you mean {near[0]}?" if near else ""

    def parse_known_args(  # type: ignore[no-untyped-def]
        self,
        args=None,  # noqa: ANN001 - typeshed gives two overloads that say no more
        namespace=None,  # noqa: ANN001
    ) -> Any:  # noqa: ANN401
        """Refuse what is unknown where the command's own options are known."""
        parsed, left = super().parse_known_args(args, namespace)
        if left:
            word = _shown(left[0], 60)
            if left[0].startswith("-"):
                self.error(f"there is no option {word} here{self._near(left[0])}")
            self.error(f"'{word}' is one word more than this takes")
        return parsed, left


def known_command(word: str) -> None:
    """Refuse a command that does not exist, naming the nearest that does.

    Raises:
        UsageError: if there is none of that name.
    """
    if word in COMMANDS:
        return
    near = get_close_matches(word[:40], COMMANDS, n=1, cutoff=0.5)
    hint = f" Did you mean '{near[0]}'?" if near else f" All commands: {calling.command()}"
    raise UsageError(f"There is no command '{_shown(word, 60)}'.{hint}")


FORMATS = ("html", "svg", "png", "csv")
USUAL = ("html", "svg", "csv")
"""What is written if nothing is said: PNGs take as long as the whole page, and few need them."""

Adds = Callable[[argparse.ArgumentParser], None]


@dataclass(frozen=True)
class Command:
    """One command: its module, the group it stands in, one line of help, its arguments."""

    module: str
    group: str
    line: str
    adds: Sequence[Adds]
    typed: bool = False
    """Whether it takes its options one by one, and refuses what it does not read."""


def _scenario(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", help="scenario file")


def _maybe_scenario(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        nargs="?",
        help="scenario file (not needed with --resume)",
    )


def _scenarios(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("scenario", metavar="SCENARIO", nargs="+", help="scenario files")


def _any_scenarios(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "scenario",
        metavar="SCENARIO",
        nargs="*",
        help="one file with options, or the base and others (not needed with --resume)",
    )


def _sets(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--set",
        metavar="PATH=VALUE",
        action="append",
        default=[],
        dest="sets",
        help="change one input, e.g. parties.all.retaliates=0.4; repeatable",
    )


def _strict(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--strict", action="store_true", help="end with exit code 2 if there are notes as well"
    )


def _runs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--runs", type=_runs_count, metavar="N", help="simulated histories (default: from the file)"
    )
    parser.add_argument("--seed", type=_seed, metavar="N", help="default: from the file")
    parser.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="processes, or threads of the compiled engine (default: all cores); never changes "
        "results",
    )


def _engine(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=ENGINES,
        default="auto",
        help="who makes the runs: simpy (the model itself), compiled (the same, many times as "
        "fast), auto (compiled where it is there and worth while); never changes results",
    )


def _output(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar="DIR", default="results", help="results folder (default: results)"
    )
    parser.add_argument("--json", action="store_true", help="print the summary as JSON only")
    parser.add_argument("-q", "--quiet", action="store_true", help="headline and path only")
    parser.add_argument("--plain", action="store_true", help="no colour, no progress bar")


def _reports(parser: argparse.ArgumentParser) -> None:
    _formats(parser)
    parser.add_argument(
        "--no-report", action="store_true", help="write no report and no charts, only tables"
    )
    parser.add_argument("--open", action="store_true", help="open the report in a browser")


_WRITES = (
    "what to write beside the summary: any of html (the report), svg and png (each chart), "
    "csv (tables); default: html,svg,csv"
)


def _formats(parser: argparse.ArgumentParser, says: str = _WRITES) -> None:
    parser.add_argument(
        "--format",
        type=_format_list,
        metavar="LIST",
        dest="formats",
        default=USUAL,
        help=says,
    )


def _stored(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "run", metavar="RUN", nargs="?", default="latest", help="run id (default: the latest)"
    )
    _formats(
        parser,
        "what to write again: any of html (the report), svg and png (each chart); "
        "default: html,svg",
    )
    parser.add_argument("--open", action="store_true", help="open the report in a browser")


def _folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--out", metavar="DIR", default="results", help="results folder (default: results)"
    )


def _stopping(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument(
        "--precision",
        default=argparse.SUPPRESS,
        type=_points,
        metavar="POINTS",
        help="run until the odds are known to ± so many points in 100",
    )
    group.add_argument(
        "--decide",
        default=argparse.SUPPRESS,
        type=_between,
        metavar="ODDS",
        help="run until the odds are above or below, e.g. 0.9; may stay undecided",
    )
    parser.add_argument(
        "--no-believable",
        action="store_true",
        help="leave doubt about inputs out (most of the runs); it is looked at from 500 runs on",
    )


def _resumes(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--resume", metavar="RUN", help="go on with an interrupted study")
    parser.add_argument(
        "--again",
        metavar="RUN",
        help="run a stored one once more, as it was, and compare it byte by byte",
    )


def _weighs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help="count runs and estimate seconds; run nothing"
    )


def _params(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--param",
        metavar="PATH=LEVELS",
        action="append",
        default=[],
        dest="params",
        help="an input and its levels, START:STOP:N or A,B,C with units, e.g. "
        "verification.checked_in=6h:72h:7; repeatable",
    )
    parser.add_argument(
        "--design",
        choices=("grid", "lhs", "sobol"),
        default="grid",
        help="all combinations (default), or a Latin hypercube or Sobol sample of PATH=START:STOP",
    )
    parser.add_argument("--points", type=_count, metavar="N", help="settings of a sampled design")
    parser.add_argument(
        "--confirm",
        action="store_true",
        help="run the best settings once more, on fresh replications",
    )


def _threshold(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--holds", type=_between, metavar="ODDS", help="the odds to reach, e.g. 0.9"
    )
    parser.add_argument(
        "--by",
        metavar="PATH=START:STOP",
        help="the input to reach them by, e.g. verification.teams=1:12",
    )


def _dates(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--talks",
        metavar="DATE,DATE,...",
        help="dates of the talks, e.g. 2016-03-07,2016-03-09, or +7days from the file's own "
        "(default: as first planned, as planned, one and two weeks later); "
        "write --talks=-1day,+1day if the first is earlier",
    )
    parser.add_argument(
        "--unless",
        choices=("settled", "quiet"),
        help="what the rule beside the dates waits for: it moves the talks once unless the truce "
        "is that by then (default: as in the file, else settled; quiet where nothing is filed)",
    )


def _which_run(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--run", type=_number, metavar="N", help="number of the run (default: 0)")
    group.add_argument("--collapses", action="store_true", help="the first run that collapses")
    group.add_argument("--holds", action="store_true", help="the first run that holds")
    group.add_argument(
        "--where",
        metavar="CONDITION",
        help='the first run that meets it, e.g. "cause = walk-out and life < 3 days"; what can be '
        "asked: show columns FILE",
    )
    parser.add_argument(
        "--nth", type=_count, metavar="N", help="not the first such run, but the Nth"
    )
    parser.add_argument(
        "--runs",
        type=_count,
        metavar="N",
        help="how many runs are looked at for one such (default: 2,000)",
    )
    parser.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        help="processes that look, or threads of the compiled engine (default: all cores)",
    )
    parser.add_argument(
        "--options",
        metavar="A,B",
        help="tell the run under two options side by side; the file as it stands is: base",
    )
    parser.add_argument("--seed", type=_seed, metavar="N", help="default: from the file")
    parser.add_argument("--json", action="store_true", help="print the story as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")


def _new(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("name", metavar="NAME", help="name of the new scenario")
    parser.add_argument(
        "--from",
        dest="source",
        metavar="KIND",
        help="begin with a fragmented-war, line-of-contact, humanitarian-pause or monitored-truce; "
        "or copy a scenario file, by path or name",
    )
    parser.add_argument(
        "--ask", action="store_true", help="answer ten questions and get a file that runs"
    )
    parser.add_argument(
        "--answers",
        metavar="FILE",
        help="the answers in a file, a line each: parties = Army, Movement",
    )


def _counting(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "counts", metavar="FILE.csv", help="a header, and a line for each day or span of days"
    )
    parser.add_argument(
        "--party", metavar="NAME", help="id of the party whose incidents these are, e.g. north"
    )
    parser.add_argument("--from", dest="first", metavar="DATE", help="only days from this one on")
    parser.add_argument(
        "--until",
        dest="before",
        metavar="DATE",
        help="only days before this one, such as the day on which the truce starts",
    )


def _listing(parser: argparse.ArgumentParser) -> None:
    _folder(parser)
    parser.add_argument("--json", action="store_true", help="print the list as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")


def _cleaning(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "run", metavar="RUN", nargs="*", help="run ids (default: all that are not finished)"
    )
    parser.add_argument("--dry-run", action="store_true", help="list only; remove nothing")


def _what(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "what",
        metavar="X",
        help="a scenario file, a finished run, or one of the words: inputs, columns",
    )
    parser.add_argument(
        "place",
        metavar="PLACE",
        nargs="?",
        help="with inputs: only those of a table or path, e.g. verification or parties.ID.hits; "
        "with columns: the scenario file whose runs have them",
    )


def _telling(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print what was done as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")


def _verify(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--engine",
        choices=ENGINES[1:],
        default=ENGINES[1],
        help="who makes the runs that are checked: simpy (default) or compiled",
    )
    parser.add_argument("--seed", type=_seed, metavar="N", default=1, help="default: 1")
    parser.add_argument("--json", action="store_true", help="print the table as JSON only")
    parser.add_argument("--plain", action="store_true", help="no colour")


COMMANDS: dict[str, Command] = {
    "new": Command(
        "truce_sim.cli.new",
        "Write a scenario",
        "a commented file to begin with; --ask writes one from ten answers",
        [_new],
        typed=True,
    ),
    "check": Command(
        "truce_sim.cli.check",
        "Write a scenario",
        "read scenario files and say what is wrong with them",
        [_scenarios, _sets, _strict],
    ),
    "show": Command(
        "truce_sim.cli.show",
        "Write a scenario",
        "a scenario or a finished run in plain words; inputs, columns",
        [_what, _sets, _folder],
        typed=True,
    ),
    "rates": Command(
        "truce_sim.cli.rates",
        "Write a scenario",
        "counts of incidents by day (CSV) as lines to copy into a file",
        [_counting],
        typed=True,
    ),
    "schema": Command(
        "truce_sim.cli.schema",
        "Write a scenario",
        "print the schema that editors complete from",
        [],
    ),
    "run": Command(
        "truce_sim.cli.run",
        "Run it",
        "simulate many times and report the odds",
        [_maybe_scenario, _sets, _runs, _engine, _stopping, _resumes, _weighs, _output, _reports],
        typed=True,
    ),
    "compare": Command(
        "truce_sim.cli.compare",
        "Ask more",
        "set options side by side, on the same simulated histories",
        [_any_scenarios, _sets, _runs, _engine, _resumes, _weighs, _output, _reports],
        typed=True,
    ),
    "sweep": Command(
        "truce_sim.cli.sweep",
        "Ask more",
        "vary one or more inputs over a range",
        [_maybe_scenario, _sets, _params, _runs, _engine, _resumes, _weighs, _output, _reports],
        typed=True,
    ),
    "require": Command(
        "truce_sim.cli.require",
        "Ask more",
        "how much of one input it takes to reach given odds",
        [_maybe_scenario, _sets, _threshold, _runs, _engine, _resumes, _weighs, _output, _reports],
        typed=True,
    ),
    "postpone": Command(
        "truce_sim.cli.postpone",
        "Ask more",
        "what later talks buy, and what they cost",
        [_maybe_scenario, _sets, _dates, _runs, _engine, _resumes, _weighs, _output, _reports],
        typed=True,
    ),
    "sensitivity": Command(
        "truce_sim.cli.sensitivity",
        "Ask more",
        "which believable inputs matter, and how much is luck",
        [_maybe_scenario, _sets, _runs, _engine, _resumes, _weighs, _output, _reports],
        typed=True,
    ),
    "trace": Command(
        "truce_sim.cli.trace",
        "Run it",
        "follow one run, incident by incident",
        [_scenario, _sets, _which_run],
    ),
    "verify": Command(
        "truce_sim.cli.verify", "Run it", "check the simulator against exact formulas", [_verify]
    ),
    "compile": Command(
        "truce_sim.cli.compile",
        "Run it",
        "make the compiled engine ready, so that no study waits for it",
        [_telling],
    ),
    "report": Command(
        "truce_sim.cli.report",
        "Look back",
        "rebuild the report of a finished run",
        [_stored, _folder],
    ),
    "list": Command("truce_sim.cli.list", "Look back", "past runs, newest first", [_listing]),
    "clean": Command(
        "truce_sim.cli.clean",
        "Look back",
        "remove studies that were stopped; never a finished one",
        [_cleaning, _listing],
    ),
}


def build_parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    prog = calling.command()
    parser = _Parser(prog=prog, add_help=False, allow_abbrev=False)
    commands = parser.add_subparsers(dest="command", parser_class=_Parser, required=True)
    for name, command in COMMANDS.items():
        sub = commands.add_parser(
            name,
            help=command.line,
            description=command.line,
            prog=f"{prog} {name}",
            allow_abbrev=False,
            bare=command.typed,
        )
        for add in command.adds:
            add(sub)
        sub.add_argument("--debug", action="store_true", help="show tracebacks")
    return parser


def first_screen() -> None:
    """Print what is there, grouped by what one wants to do."""
    lines = [
        "Estimate the odds that a truce holds until the talks.",
        "",
        "Start here",
        f"  {calling.command('run', 'scenarios/syria-2016.toml')}      odds, charts, report",
    ]
    for group in dict.fromkeys(command.group for command in COMMANDS.values()):
        lines += ["", group]
        lines += [
            f"  {name:<12} {command.line}"
            for name, command in COMMANDS.items()
            if command.group == group
        ]
    lines += ["", "Add --help to any command. Guide: docs/tutorial.md"]
    sys.stdout.write("\n".join(lines) + "\n")


def _count(text: str) -> int:
    number = _number(text)
    if not 1 <= number <= 10_000_000:
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' must be between 1 and 10,000,000")
    return number


def _runs_count(text: str) -> int:
    if _number(text) == 1:
        raise argparse.ArgumentTypeError("1 must be 2 at least: one run has no spread")
    return _count(text)


_WHOLE = re.compile(
    r"\+?[0-9][0-9_, ]*(?:\.0*)?(?:[eE]\+?[0-9]{1,2})?|\+?[0-9]+\.[0-9]+[eE]\+?[0-9]{1,2}"
)
_GROUPED = re.compile(r"\+?[0-9]{1,3}(?:[, ][0-9]{2,3})*[, ][0-9]{3}(?:\.0*)?[kKmM]?")
"""Commas and blanks stand before groups of digits: 1,5 is no fifteen."""
_THOUSANDS = {"k": 3, "m": 6}


def _number(text: str, too_large: str = "is too large") -> int:
    """Return a whole number as people type it: 10000, 10,000, 10_000, 1e4, 10k."""
    plain = text.strip()
    power = _THOUSANDS.get(plain[-1:].lower(), 0)
    digits = re.sub(r"[,_ ]", "", plain[:-1] if power else plain)
    if digits.startswith("-") and digits[1:].isdigit():
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' must not be below 0")
    if len(digits) > 30 and digits.isdecimal():
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' {too_large}")
    grouped = not re.search("[, ]", plain) or _GROUPED.fullmatch(plain)
    if len(digits) <= 30 and grouped and _WHOLE.fullmatch(digits):
        number = Decimal(f"{digits}e{power}" if power and "e" not in digits.lower() else digits)
        if number == int(number):
            return int(number)
    raise argparse.ArgumentTypeError(f"'{_shown(text)}' is not a whole number")


def _seed(text: str) -> int:
    from truce_sim.scenario.study import MOST_SEED

    too_large = f"is too large for a seed: at most {MOST_SEED:,}"
    number = _number(text, too_large)
    if number > MOST_SEED:
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' {too_large}")
    return number


def _format_list(text: str) -> tuple[str, ...]:
    asked = [word.strip().lower() for word in text.split(",")]
    for word in asked:
        if word not in FORMATS:
            near = get_close_matches(word[:80], FORMATS, n=1, cutoff=0.4)
            hint = f"did you mean '{near[0]}'?" if near else f"there are {', '.join(FORMATS)}"
            raise argparse.ArgumentTypeError(f"there is no format '{_shown(word)}'; {hint}")
    return tuple(one for one in FORMATS if one in asked)


def _points(text: str) -> float:
    value = _real(text)
    if not 0.1 <= value <= 50:
        raise argparse.ArgumentTypeError(
            f"'{_shown(text)}' must be between 0.1 and 50 points in 100"
        )
    return value / 100


def _between(text: str) -> float:
    value = _real(text)
    if not 0 < value < 1:
        hint = f"; try: {value / 100:g}" if 2 <= value < 100 else ""
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' must lie between 0 and 1{hint}")
    return value


def _real(text: str) -> float:
    from truce_sim.scenario.numbers import meant

    plain = text.strip()
    number = meant(plain.removesuffix("%"))
    if number is None:
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' is not a number")
    if plain.endswith("%") or "," in plain:
        share = number / 100 if plain.endswith("%") else number
        raise argparse.ArgumentTypeError(f"'{_shown(text)}' is not a number; try: {share:g}")
    return number
