"""Reading what a sweep is asked for: PATH=START:STOP:N, or PATH=A,B,C, written as in a file."""

import re
import tomllib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TypeVar

from truce_sim.scenario.believable import Axis, axis, number_at
from truce_sim.scenario.durations import DurationKind, hours
from truce_sim.scenario.faults import Fault, ScenarioFaults
from truce_sim.scenario.inputs import label_of
from truce_sim.scenario.kinds import Problem, UnfitError, short
from truce_sim.scenario.levels import Level, Stretch, Swept, level_at, spread, with_levels
from truce_sim.scenario.mends import Edit, Try, mended
from truce_sim.scenario.numbers import Number, in_file, meant
from truce_sim.scenario.overrides import value_of
from truce_sim.scenario.paths import Address, PathError, addresses, describe_path, only_told
from truce_sim.scenario.proving import proved
from truce_sim.scenario.rates import RateKind
from truce_sim.scenario.schema import Scenario
from truce_sim.scenario.shifts import shift_of
from truce_sim.scenario.spreads import Spread, SpreadKind
from truce_sim.scenario.values import value_at

MOST_LEVELS = 1000
"""Levels of one input: more than any chart or table can show."""
MOST_TEXT = 20_000
"""Characters of what is asked for."""
_COST = 20_000
"""Characters of a file that cost about as much to read as a scenario with other values."""


def levels_of(scenario: Scenario, asked: str, option: str = "--param") -> Swept:
    """Return an input with its levels.

    Args:
        scenario: as loaded.
        asked: "PATH=START:STOP:N" or "PATH=A,B,C".
        option: the option that it was given with, for faults.

    Raises:
        ScenarioFaults: what is wrong with it, and what to try.
    """
    return _proved(scenario, asked, option, lambda text: _Asked(scenario, text, option).levels())


def stretch_of(scenario: Scenario, asked: str, option: str = "--param") -> Stretch:
    """Return an input with two ends.

    Args:
        scenario: as loaded.
        asked: "PATH=START:STOP".
        option: the option that it was given with, for faults.

    Raises:
        ScenarioFaults: what is wrong with it, and what to try.
    """
    return _proved(scenario, asked, option, lambda text: _Asked(scenario, text, option).stretch())


_Found = TypeVar("_Found", Swept, Stretch)


def _proved(scenario: Scenario, asked: str, option: str, read: Callable[[str], _Found]) -> _Found:
    """Return what is asked for; what its faults offer is tried first."""

    def again(fault: Fault, edits: Sequence[Edit]) -> tuple[str, Sequence[Fault]]:
        fresh = mended(fault.source_line, edits)
        if not edits:
            return fresh, (fault,)
        try:
            found = read(fresh)
            swept = found.swept if isinstance(found, Stretch) else found
            for level in (swept.levels[0], swept.levels[-1]):
                with_levels(scenario, [swept], [level])
        except ScenarioFaults as error:
            return fresh, error.faults
        return fresh, ()

    try:
        return read(asked)
    except ScenarioFaults as error:
        raise ScenarioFaults(proved(error.faults, again, len(asked) + _COST)) from None


_TIMES = (DurationKind, SpreadKind)


class _Asked:
    """What was asked for, and how to complain about it."""

    def __init__(self, scenario: Scenario, text: str, option: str) -> None:
        self._scenario = scenario
        self._text = text
        self._option = option
        if len(text) > MOST_TEXT:
            says = f"{short(text, 60)} has {len(text):,} characters; {MOST_TEXT:,} at most"
            raise self._fault(says, "")
        path, equals, values = text.partition("=")
        self._path, self._values = path.strip(), values.strip()
        if not equals or not self._path or not self._values:
            raise self._fault(
                f"{short(text, 60)} must be PATH=START:STOP:N or PATH=A,B,C",
                text,
                note="such as verification.teams=1:8:8",
            )
        try:
            self._kind = addresses(scenario.source, self._path)[0].kind
            if self._kind is None:
                raise PathError(" is a table, not an input")
        except PathError as error:
            raise self._no_input(error) from None
        if only_told(self._path):
            raise self._fault(f"nothing depends on '{short(self._path, 60)}'", self._path)
        if isinstance(self._kind, RateKind):
            self._say_how_often()

    def _say_how_often(self) -> None:
        """Refuse levels of a rate that are bare numbers: they may be counts or chances."""
        numbers = [meant(piece) for piece in re.split(r"[:,]", self._values)]
        if any(number is None for number in numbers):
            return
        parts = ["per_day"]
        if all(0 <= number < 1 for number in numbers[:2] if number is not None):
            parts.insert(0, "chance")
        tries = (f"{self._path}.{part}={self._values}" for part in parts)
        raise self._fault(f"{self._path} must say how often, with a unit", self._values, *tries)

    def levels(self) -> Swept:
        if ":" in self._values and "," not in self._values:
            line = self._line()
            low, high, count = self._ends(line, counted=True)
            return self._swept(line.target, self._spread(line, low, high, count), line.counted_in)
        try:
            line = axis(self._scenario, self._path, self._first())
        except PathError:
            return self._named()
        found = [self._level(line, piece) for piece in self._pieces()]
        self._unlike(found)
        levels = tuple(sorted(found, key=lambda level: level.number))
        return self._swept(line.target, levels, line.counted_in)

    def stretch(self) -> Stretch:
        line = self._line()
        low, high, _ = self._ends(line, counted=False)
        if line.kind == "whole":
            count = round(high.number) - round(low.number) + 1
            levels = self._spread(line, low, high, count) if count <= MOST_LEVELS else (low, high)
        else:
            levels = (low, high)
        return Stretch(self._swept(line.target, levels, line.counted_in), line)

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
        found = (low, *middle[1:-1], high)
        apart = len({level.text for level in found})
        if apart < count:
            says = f"{count} levels from {low.text} to {high.text} cannot be told apart"
            ends = f"{self._path}={_bare(low)}:{_bare(high)}"
            raise self._fault(says, self._values, *([f"{ends}:{apart}"] if apart > 1 else []))
        return found

    def _line(self) -> Axis:
        try:
            return axis(self._scenario, self._path, self._first())
        except PathError as error:
            raise self._no_input(error) from None

    def _swept(self, target: str, levels: tuple[Level, ...], counted_in: str = "") -> Swept:
        # A distribution moves as a whole, by its median: a bare value would make it constant.
        path = target if self._varies() else self._path
        return Swept(
            path=path,
            target=target,
            label=label_of(self._scenario, path),
            unit=describe_path(path).unit,
            levels=levels,
            in_file=self._in_file(),
            counted_in=counted_in,
        )

    def _varies(self) -> bool:
        """Return whether the input is a distribution, in this file, for anybody that it is of."""
        return any(
            isinstance(value_at(self._scenario, ".".join(one.steps)), Spread)
            and value_at(self._scenario, ".".join(one.steps)).kind != "constant"
            for one in self._found()
            if not one.part
        )

    def _first(self) -> object:
        """Return the first value that is asked for, which says what all are counted in."""
        return value_of(re.split(r"[:,]", self._values)[0])

    def _in_file(self) -> float | None:
        try:
            unit = axis(self._scenario, self._path, self._first()).unit
            paths = [".".join((*one.steps, *filter(None, (one.part,)))) for one in self._found()]
            numbers = {number_at(self._scenario, path, unit) for path in paths}
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
            kept = f"{self._path}={','.join(once.values())}"
            says = f"{twice} stands {_times(texts.count(twice))}; levels must differ"
            if len(once) == 1:
                raise self._fault(says, self._values, note=f"another level after {kept}")
            raise self._fault(says, self._values, kept)
        if len(found) > MOST_LEVELS:
            raise self._too_many(len(found))
        if len(found) < 2:
            says = "a single level leaves nothing to compare; 2 at least"
            kept = f"{self._path}={short(self._values)}"
            raise self._fault(says, self._values, note=f"another level after {kept}")

    def _pieces(self) -> list[str]:
        """Return the listed values, commas within quotes or brackets left alone."""
        try:
            tomllib.loads(f"x = [{self._values}]")
        except (ValueError, RecursionError):
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
            turned = [f"{self._path}={ends}"] if low.number > high.number else []
            says = f"the range must rise, but {low.text} is not below {high.text}"
            raise self._fault(says, self._values, *turned)
        if low.text == high.text:
            raise self._fault(f"both ends of the range read {low.text}", self._values)
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
        if not last.strip().isdecimal() or len(last) > 12:
            return
        for low, high in self._two(line, rest):
            yield low, high, int(last)

    def _two(self, line: Axis, pieces: Sequence[str]) -> Iterator[tuple[Level, Level]]:
        """Yield the readings of two ends; times of day have colons of their own."""
        for place in range(1, min(len(pieces), 8)):
            try:
                low = self._read(line, ":".join(pieces[:place]))
                high = self._read(line, ":".join(pieces[place:]))
            except UnfitError:
                continue
            yield low, high

    def _read(self, line: Axis, text: str) -> Level:
        raw = value_of(text)
        if line.kind == "date":
            raw = _timed(text.strip().strip("\"'"), self._scenario.dates.talks)
        try:
            number = line.number(raw)
            return level_at(line, number, line.raw(number) if shift_of(raw) else raw)
        except OverflowError:
            raise UnfitError(Problem(" is too far away")) from None

    def _level(self, line: Axis, text: str) -> Level:
        try:
            return self._read(line, text)
        except UnfitError as error:
            raise self._unfit(text, error) from None

    def _unreadable(self, line: Axis, *, counted: bool) -> ScenarioFaults:
        pieces = [piece.strip() for piece in self._values.split(":")]
        form = "START:STOP:N" if counted else "START:STOP"
        if counted and (ends := next(self._two(line, pieces[:-1]), None)):
            return self._no_count(line, *ends, pieces[-1])
        if (line.kind != "date" or _dated(pieces)) and len(pieces) == (3 if counted else 2):
            faults: list[Fault] = []
            for place, piece in enumerate(pieces[:2]):
                try:
                    self._read(line, piece)
                except UnfitError as error:
                    faults += self._unfit(piece, error, within=pieces, place=place).faults
            if counted and not (pieces[2].isdecimal() and len(pieces[2]) <= 12):
                says = f"the number of levels must be a whole number, not '{short(pieces[2])}'"
                fresh = f"{self._path}={pieces[0]}:{pieces[1]}:5"
                faults += self._fault(says, pieces[2], fresh).faults
            return ScenarioFaults(faults)
        says = f"{short(self._values)} must be {form}"
        if len(pieces) in (2, 3) and (room := self._room(line, pieces)):
            sample = f"{self._path}={pieces[0]}:{pieces[1]}"
            sample += (
                f":{min(7, round(room) + 1) if line.kind == 'whole' else 7}" if counted else ""
            )
            return self._fault(says, self._values, sample)
        samples = {
            "date": ("2016-03-07:2016-03-14", "8"),
            "duration": ("6h:72h", "7"),
            "share": ("0:0.5", "6"),
        }
        ends_, count = samples.get(line.kind, ("1:8", "8"))
        sample = f"{self._path}={ends_}" + (f":{count}" if counted else "")
        return self._fault(says, self._values, note=f"such as {sample}")

    def _no_count(self, line: Axis, low: Level, high: Level, last: str) -> ScenarioFaults:
        """Return the fault that the last part is no number of levels: a step, for the most part."""
        says = f"the number of levels must be a whole number, not '{short(last)}'"
        ends = self._values.rpartition(":")[0]
        step = self._step(line, last)
        span = high.number - low.number
        if not step or not 1 <= span / step < MOST_LEVELS:
            return self._fault(says, last, f"{self._path}={ends}:5")
        count = round(span / step) + 1
        says = f"the last part is the number of levels, not a step of {short(last)}"
        return self._fault(says, last, f"{self._path}={ends}:{count}")

    def _step(self, line: Axis, text: str) -> float:
        """Return a step along the axis, or 0 where the text is none."""
        try:
            if line.kind in {"date", "duration"}:
                return hours(text)
            return float(text)
        except (UnfitError, ValueError, OverflowError):
            return 0.0

    def _room(self, line: Axis, pieces: Sequence[str]) -> float:
        """Return the distance of the first two pieces, if they are ends that could be meant."""
        try:
            return max(0.0, self._read(line, pieces[1]).number - self._read(line, pieces[0]).number)
        except UnfitError:
            return 0.0

    def _too_many(self, count: int) -> ScenarioFaults:
        says = f"{count:,} levels are more than anybody can look at; {MOST_LEVELS:,} at most"
        return self._fault(says, self._values)

    def _unfit(
        self, piece: str, error: UnfitError, within: Sequence[str] = (), place: int = 0
    ) -> ScenarioFaults:
        """Return the faults of one value: an end of a range, or one of a list."""
        faults: list[Fault] = []
        for problem in error.problems:
            instead = problem.instead or self._nearest_allowed(piece)
            values = [instead] if isinstance(instead, str) else list(instead)
            tries = []
            for value in values:
                bare = value.strip('"')
                # A shell takes what has no blanks without quotes; durations do without.
                bare = bare.replace(" ", "") if isinstance(self._kind, _TIMES) else bare
                if within:
                    pieces = [*within[:place], bare, *within[place + 1 :]]
                    tries.append(f"{self._path}={':'.join(pieces)}")
                else:
                    listed = [bare if one == piece else one for one in self._pieces()]
                    tries.append(f"{self._path}={','.join(listed)}")
            says = f"{self._path}{problem.says}"
            faults += self._fault(says, piece, *tries, note=problem.try_).faults
        return ScenarioFaults(faults)

    def _nearest_allowed(self, piece: str) -> str | tuple[str, ...]:
        """Return the bound that a number lies beyond, where it can be reached."""
        kind = self._kind
        number = meant(piece)
        if not isinstance(kind, Number) or number is None:
            return ()
        if kind.high is not None and number > kind.high and not kind.below:
            return in_file(kind.high)
        if kind.low is not None and number < kind.low and not kind.above:
            return in_file(kind.low)
        return ()

    def _no_input(self, error: PathError) -> ScenarioFaults:
        return self._fault(
            f"'{short(self._path, 60)}' is no input{error.says}"
            if error.says.startswith(":")
            else f"'{short(self._path, 60)}'{error.says}",
            self._path,
            *(f"{near}={self._values}" for near in error.near),
            note=error.few,
        )

    def _fault(self, says: str, at: str, *tries: str, note: str = "") -> ScenarioFaults:
        """Return the fault of a part of what was asked for; each try is the whole anew."""
        value_at = self._text.find("=") + 1
        found = self._text.find(at, value_at)
        column = found if found >= 0 else max(self._text.find(at), 0)
        shown = self._text if len(self._text) <= MOST_TEXT else self._text[:MOST_TEXT]
        path = self._path_or_nothing()
        fault = Fault(says, path, self._option, 0, column + 1, len(at), shown)
        whole = (Edit(0, len(shown), one) for one in tries)
        return ScenarioFaults([fault.offering([Try(one.text, (one,)) for one in whole], note)])

    def _path_or_nothing(self) -> str:
        return self._text.partition("=")[0].strip()


def _times(count: int) -> str:
    return {2: "twice", 3: "three times"}.get(count, f"{count} times")


def _dated(pieces: Sequence[str]) -> bool:
    """Return whether both ends look like dates."""
    return all(re.match(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", piece) for piece in pieces[:2])


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
        except (ValueError, RecursionError):
            continue
        yield piece.strip()
        start = place + 1


def _timed(text: str, talks: datetime) -> str:
    """Return a date with a time of day: that of the talks where it has none."""
    alone = re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text)
    return f"{text} {talks:%H:%M}" if alone else text
