"""Reading what a sweep is asked for: PATH=START:STOP:N, or PATH=A,B,C, written as in a file."""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from truce_sim.scenario.believable import Axis, axis, number_at
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.inputs import label_of
from truce_sim.scenario.kinds import UnfitError, short
from truce_sim.scenario.levels import Level, Stretch, Swept, level_at, spread
from truce_sim.scenario.overrides import value_of
from truce_sim.scenario.paths import Address, PathError, addresses, describe_path, only_told
from truce_sim.scenario.rates import RateKind
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.spreads import Spread
from truce_sim.scenario.values import value_at

MOST_LEVELS = 1000
"""Levels of one input: more than any chart or table can show."""


def levels_of(scenario: Scenario, asked: str, option: str = "--param") -> Swept:
    """Return an input with its levels.

    Args:
        scenario: as loaded.
        asked: "PATH=START:STOP:N" or "PATH=A,B,C".
        option: the option that it was given with, for faults.

    Raises:
        ScenarioFaults: what is wrong with it, and what to try.
    """
    return _Asked(scenario, asked, option).levels()


def stretch_of(scenario: Scenario, asked: str, option: str = "--param") -> Stretch:
    """Return an input with two ends.

    Args:
        scenario: as loaded.
        asked: "PATH=START:STOP".
        option: the option that it was given with, for faults.

    Raises:
        ScenarioFaults: what is wrong with it, and what to try.
    """
    return _Asked(scenario, asked, option).stretch()


class _Asked:
    """What was asked for, and how to complain about it."""

    def __init__(self, scenario: Scenario, text: str, option: str) -> None:
        self._scenario = scenario
        self._text = text
        self._option = option
        path, equals, values = text.partition("=")
        self._path, self._values = path.strip(), values.strip()
        if not equals or not self._path or not self._values:
            raise self._fault(
                f"{short(text, 60)} must be PATH=START:STOP:N or PATH=A,B,C",
                text,
                "verification.teams=1:8:8",
            )
        try:
            self._kind = addresses(scenario.source, self._path)[0].kind
            if self._kind is None:
                raise PathError(" is a table, not an input")
        except PathError as error:
            raise self._no_input(error) from None
        if only_told(self._path):
            raise self._fault(f"nothing depends on '{short(self._path, 60)}'", self._path, "")

    def levels(self) -> Swept:
        if ":" in self._values and "," not in self._values:
            line = self._line()
            low, high, count = self._ends(line, counted=True)
            return self._swept(line.target, self._spread(line, low, high, count))
        try:
            line = axis(self._scenario, self._path)
        except PathError:
            return self._named()
        found = [self._level(line, piece) for piece in self._pieces()]
        self._unlike(found)
        return self._swept(line.target, tuple(sorted(found, key=lambda level: level.number)))

    def stretch(self) -> Stretch:
        line = self._line()
        low, high, _ = self._ends(line, counted=False)
        if line.kind == "whole":
            count = round(high.number) - round(low.number) + 1
            levels = self._spread(line, low, high, count) if count <= MOST_LEVELS else (low, high)
        else:
            levels = (low, high)
        return Stretch(self._swept(line.target, levels), line)

    def _spread(self, line: Axis, low: Level, high: Level, count: int) -> tuple[Level, ...]:
        if line.kind == "whole":
            there = round(high.number) - round(low.number) + 1
            if count > there:
                raise self._fault(
                    f"there are only {there} whole numbers from {low.text} to {high.text}, "
                    f"not {count}",
                    self._values,
                    f"{self._path}={low.text}:{high.text}:{there}",
                )
        middle = spread(line, low.number, high.number, count)
        return (low, *middle[1:-1], high)

    def _line(self) -> Axis:
        try:
            return axis(self._scenario, self._path)
        except PathError as error:
            two = PathError(" has two parts; move one of them", f"{self._path}.chance")
            raise self._no_input(two if isinstance(self._kind, RateKind) else error) from None

    def _swept(self, target: str, levels: tuple[Level, ...]) -> Swept:
        # A distribution moves as a whole, by its median: a bare value would make it constant.
        path = target if self._varies() else self._path
        return Swept(
            path=path,
            target=target,
            label=label_of(self._scenario, path),
            unit=describe_path(path).unit,
            levels=levels,
            in_file=self._in_file(),
        )

    def _varies(self) -> bool:
        """Return whether the input is a distribution, in this file, for anybody that it is of."""
        return any(
            isinstance(value_at(self._scenario, ".".join(one.steps)), Spread)
            and value_at(self._scenario, ".".join(one.steps)).kind != "constant"
            for one in self._found()
            if not one.part
        )

    def _in_file(self) -> float | None:
        try:
            paths = [".".join((*one.steps, *filter(None, (one.part,)))) for one in self._found()]
            numbers = {number_at(self._scenario, path) for path in paths}
        except (PathError, ValueError, TypeError):
            return None
        return numbers.pop() if len(numbers) == 1 else None

    def _found(self) -> Sequence[Address]:
        return addresses(self._scenario.source, self._path)

    def _named(self) -> Swept:
        """Return levels that are words, such as an order of work: their axis is their order."""
        assert self._kind is not None  # noqa: S101 - refused when it was asked for
        found = []
        for place, piece in enumerate(self._pieces()):
            raw = value_of(piece)
            try:
                text = self._kind.show(self._kind.parse(raw))
            except UnfitError as error:
                raise self._unfit(piece, error) from None
            found.append(Level(text, float(place), raw))
        self._unlike(found)
        here = None
        try:
            shown = self._kind.show(value_at(self._scenario, self._path))
            here = next((level.number for level in found if level.text == shown), None)
        except (PathError, ValueError, TypeError, AttributeError):
            pass
        swept = self._swept(self._path, tuple(found))
        return replace(swept, in_file=here, are_words=True)

    def _unlike(self, found: Sequence[Level]) -> None:
        texts = [level.text for level in found]
        twice = next((text for text in texts if texts.count(text) > 1), None)
        if twice is not None:
            once = dict(zip(texts, self._pieces(), strict=True))
            kept = f"{self._path}={','.join(once.values())}" + (",B" if len(once) == 1 else "")
            raise self._fault(f"{twice} is asked for twice", self._values, kept)
        if len(found) > MOST_LEVELS:
            raise self._too_many(len(found))
        if len(found) < 2:
            says = "a single level leaves nothing to compare; 2 at least"
            raise self._fault(says, self._values, f"{self._path}=A,B")

    def _pieces(self) -> list[str]:
        """Return the listed values, commas within quotes or brackets left alone."""
        try:
            tomllib.loads(f"x = [{self._values}]")
        except tomllib.TOMLDecodeError:
            return [piece.strip() for piece in self._values.split(",")]
        return list(_split(self._values))

    def _ends(self, line: Axis, *, counted: bool) -> tuple[Level, Level, int]:
        """Return two ends and a count; times of day have colons of their own."""
        found = next(self._readings(line, counted=counted), None)
        if found is None:
            raise self._unreadable(line, counted=counted)
        low, high, count = found
        if low.number >= high.number:
            ends = f"{_bare(high)}:{_bare(low)}" + (f":{count}" if counted else "")
            try_ = f"{self._path}={ends}" if low.number > high.number else ""
            says = f"the range must rise, but {low.text} is not below {high.text}"
            raise self._fault(says, self._values, try_)
        if counted and count < 2:
            says = f"{count} levels leave nothing to compare; 2 at least"
            ends = f"{_bare(low)}:{_bare(high)}:5"
            raise self._fault(says, self._values.split(":")[-1], f"{self._path}={ends}")
        if count > MOST_LEVELS:
            raise self._too_many(count)
        return low, high, count

    def _readings(self, line: Axis, *, counted: bool) -> Iterator[tuple[Level, Level, int]]:
        pieces = self._values.split(":")
        rest, last = pieces, "2"
        if counted:
            *rest, last = pieces
        if not last.strip().isdigit():
            return
        for place in range(1, len(rest)):
            try:
                low = self._read(line, ":".join(rest[:place]))
                high = self._read(line, ":".join(rest[place:]))
            except UnfitError:
                continue
            yield low, high, int(last)

    def _read(self, line: Axis, text: str) -> Level:
        raw = value_of(text)
        if line.kind == "date":
            raw = _timed(text.strip().strip("\"'"), self._scenario.dates.talks)
        return level_at(line, line.number(raw), raw)

    def _level(self, line: Axis, text: str) -> Level:
        try:
            return self._read(line, text)
        except UnfitError as error:
            raise self._unfit(text, error) from None

    def _unreadable(self, line: Axis, *, counted: bool) -> ScenarioFaults:
        pieces = [piece.strip() for piece in self._values.split(":")]
        form = "START:STOP:N" if counted else "START:STOP"
        sample = f"{self._path}=" + ("1:8:8" if counted else "1:8")
        if line.kind != "date" and len(pieces) == (3 if counted else 2):
            faults: list[Fault] = []
            for piece in pieces[:2]:
                try:
                    self._read(line, piece)
                except UnfitError as error:
                    faults += self._unfit(piece, error).faults
            if counted and not pieces[2].isdigit():
                says = f"the number of levels must be a whole number, not '{short(pieces[2])}'"
                faults += self._fault(says, pieces[2], f"{pieces[0]}:{pieces[1]}:5").faults
            return ScenarioFaults(faults)
        if len(pieces) in (2, 3) and (room := self._room(line, pieces)):
            sample = f"{self._path}={pieces[0]}:{pieces[1]}"
            sample += (
                f":{min(7, round(room) + 1) if line.kind == 'whole' else 7}" if counted else ""
            )
        elif line.kind == "date":
            sample = f"{self._path}=2016-03-07:2016-03-14" + (":8" if counted else "")
        elif line.kind == "duration":
            sample = f"{self._path}=6h:72h" + (":7" if counted else "")
        elif line.kind == "share":
            sample = f"{self._path}=0:0.5" + (":6" if counted else "")
        return self._fault(f"{short(self._values)} must be {form}", self._values, sample)

    def _room(self, line: Axis, pieces: Sequence[str]) -> float:
        """Return the distance of the first two pieces, if they are ends that could be meant."""
        try:
            return max(0.0, self._read(line, pieces[1]).number - self._read(line, pieces[0]).number)
        except UnfitError:
            return 0.0

    def _too_many(self, count: int) -> ScenarioFaults:
        says = f"{count:,} levels are more than anybody can look at; {MOST_LEVELS:,} at most"
        return self._fault(says, self._values, "")

    def _unfit(self, piece: str, error: UnfitError) -> ScenarioFaults:
        return ScenarioFaults(
            [
                fault
                for problem in error.problems
                for fault in self._fault(
                    f"{self._path}{problem.says}",
                    piece,
                    problem.instead or problem.try_,
                ).faults
            ]
        )

    def _no_input(self, error: PathError) -> ScenarioFaults:
        return self._fault(
            f"'{short(self._path, 60)}' is no input{error.says}"
            if error.says.startswith(":")
            else f"'{short(self._path, 60)}'{error.says}",
            self._path,
            error.try_,
        )

    def _fault(self, says: str, at: str, try_: str) -> ScenarioFaults:
        value_at = self._text.find("=") + 1
        found = self._text.find(at, value_at)
        column = found if found >= 0 else max(self._text.find(at), 0)
        return ScenarioFaults(
            [
                Fault(
                    says,
                    self._path_or_nothing(),
                    self._option,
                    0,
                    column + 1,
                    len(at),
                    self._text,
                    try_,
                )
            ]
        )

    def _path_or_nothing(self) -> str:
        return self._text.partition("=")[0].strip()


def _bare(level: Level) -> str:
    """Return a level as one would type it."""
    return f"{level.raw}"


def _split(text: str) -> Iterator[str]:
    """Yield the items of a TOML list without its brackets."""
    start = 0
    for place, letter in enumerate(text + ","):
        if letter != ",":
            continue
        piece = text[start:place]
        try:
            tomllib.loads(f"x = {piece.strip()}")
        except tomllib.TOMLDecodeError:
            continue
        yield piece.strip()
        start = place + 1


def _timed(text: str, talks: datetime) -> str:
    """Return a date with a time of day: that of the talks where it has none."""
    return f"{text} {talks:%H:%M}" if len(text) == len("2016-03-07") else text
