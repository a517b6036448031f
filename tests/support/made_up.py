"""Made-up results of all studies: plausible in shape, true of nothing.

Names and numbers are inventions for tests of the report. They are drawn from a generator with a
fixed seed, so that pages can be compared byte by byte.
"""

import math
import random
from collections.abc import Sequence
from datetime import datetime, timedelta

from truce_sim import __version__
from truce_sim.model.ending import CAUSES
from truce_sim.scenario.base_rate import BaseRate
from truce_sim.statistics.estimates import Curve, Mean, PairedMean, PairedShare
from truce_sim.statistics.paired import paired_share_of
from truce_sim.statistics.proportions import share
from truce_sim.statistics.reliability import Reliability
from truce_sim.statistics.surface import count
from truce_sim.studies.past import past_truces
from truce_sim.studies.results.backtest import (
    Against,
    BacktestResult,
    Forecaster,
    Says,
    Scored,
    Worst,
)
from truce_sim.studies.results.common import (
    UNLIKE,
    Answers,
    Event,
    Heading,
    Input,
    Result,
    Stopping,
    Story,
)
from truce_sim.studies.results.compare import (
    CompareResult,
    Course,
    Option,
    OverSets,
    Parting,
    Regret,
)
from truce_sim.studies.results.now import (
    FEWEST,
    LearnedInput,
    NowLine,
    NowResult,
    OfClass,
    SeenBy,
    SeenSpan,
)
from truce_sim.studies.results.postpone import PostponeDate, PostponeResult, PostponeRule
from truce_sim.studies.results.require import RequireResult
from truce_sim.studies.results.run import (
    AtRisk,
    Cause,
    Counter,
    DailyBand,
    Fan,
    Hazard,
    Ignorance,
    Incidence,
    Lever,
    RunResult,
    Verification,
)
from truce_sim.studies.results.sensitivity import (
    Explained,
    FailureBox,
    Moved,
    MovedStop,
    SensitivityResult,
    TornadoBar,
    VarianceShare,
    WhatIf,
)
from truce_sim.studies.results.sweep import SweepParam, SweepPoint, SweepResult

STARTS = datetime(2031, 4, 28)
LEVERS = (
    ("verification.checked_in", "Time to check a complaint (median)", "10h", "36h"),
    ("truce.settles_in", "How fast the truce settles (half-life)", "3 days", "8 days"),
    ("verification.teams", "Investigation teams", "4", "7"),
    ("parties.all.retaliates", "Chance that a struck party retaliates", "0.2", "0.36"),
    ("parties.all.patience", "Patience with an unanswered complaint", "40h", "90h"),
)


def mean(value: float, runs: int = 2000) -> Mean:
    return Mean(value=value, low=0.97 * value, high=1.03 * value, runs=runs)


def heading(
    *,
    days: float = 11.0,
    runs: int = 2000,
    title: str = "Made up: will the truce hold until the talks?",
    names: Sequence[str] = ("North", "South", "Coast"),
    others: Sequence[str] = ("Outlaws",),
    partial: bool = False,
) -> Heading:
    talks = STARTS + timedelta(days=days)
    return Heading(
        title=title,
        summary="A truce that never was, for tests of the report.",
        scenario="made-up",
        starts=STARTS.isoformat(" ", "minutes"),
        talks=talks.isoformat(" ", "minutes"),
        talks_planned=(STARTS + timedelta(days=0.8 * days)).isoformat(" ", "minutes"),
        horizon_hours=24 * days,
        parties={f"p{place}": name for place, name in enumerate(names)},
        others={f"x{place}": name for place, name in enumerate(others)},
        teams=5,
        runs=runs,
        runs_wanted=2 * runs if partial else runs,
        seed=7,
        partial=partial,
        stopping=Stopping(rule="fixed", looks=(runs,), sentence=f"{runs:,} runs, as asked."),
        base_rate=past_truces(
            BaseRate(earlier_truces=6, broken_within_ten_days=2, region="Asia"), 24 * days
        ),
    )


def answers(held: int, runs: int = 2000) -> Answers:
    return Answers(
        held=share(held, runs),
        quiet=share(held // 3, runs),
        settled=share(held * 3 // 4, runs),
        calm_streak=share(held // 2, runs),
        on_time=share(held, runs),
    )


def causes(collapsed: int, runs: int, keys: Sequence[str]) -> tuple[Cause, ...]:
    """Divide collapses over causes, each about half of the one before."""
    left = collapsed
    found = []
    for place, key in enumerate(keys):
        count = left if place == len(keys) - 1 else (left + 1) // 2
        left -= count
        if count:
            found.append(Cause(key=key, label=CAUSES[key], share=share(count, runs)))
    return tuple(found)


def run(
    held: int = 1180,
    runs: int = 2000,
    *,
    days: float = 11.0,
    keys: Sequence[str] = tuple(CAUSES),
    about: Heading | None = None,
    verification: bool = True,
    doubt: bool = True,
) -> RunResult:
    about = about or heading(days=days, runs=runs)
    ended = causes(runs - held, runs, keys)
    hours = _hours(24 * days)
    fallen = [(runs - held) / runs * _progress(hour / hours[-1]) for hour in hours]
    alive = tuple(1 - part for part in fallen)
    grid = tuple(24.0 * day for day in range(int(days) + 1))
    holding = tuple(
        round(runs * (1 - (runs - held) / runs * _progress(h / hours[-1]))) for h in grid
    )
    return RunResult(
        heading=about,
        answers=answers(held, runs),
        meanings={
            "quiet": "violations over 7 days below 0.5 of the level before the truce",
            "settled": "at most 10 complaints without a verdict",
            "calm streak": "7 days in a row with at most 3 violations",
            "on time": "talks open as planned",
        },
        causes=ended,
        survival=_curve(hours, alive, 0.03),
        incidence=Incidence(
            hours=hours,
            survival=alive,
            by_cause={
                cause.key: tuple(cause.share.count / max(1, runs - held) * part for part in fallen)
                for cause in ended
            },
        ),
        at_risk=AtRisk(hours=grid, holding=holding, collapsed=tuple(runs - n for n in holding)),
        hazard=_hazard(days, runs - held),
        restricted_mean_hours=mean(20 * days),
        tenth_gone_hours=5.0 * days if held < 0.9 * runs else None,
        half_of_collapses_hours=9.0 * days if held < runs else None,
        opens_hours={about.talks: held, "never": runs - held},
        violations=_band(days, 40, 12),
        open_complaints=_band(days, 2, 22),
        capacity_per_day=9.0,
        verification=_verification(held) if verification else None,
        counters=_counters(about),
        true_per_day={who: mean(4.2) for who in about.parties},
        retaliations_per_incident=mean(0.18),
        ignorance=_ignorance(held / runs, days) if doubt else None,
        inputs=inputs(),
        story=3,
    )


def _hours(horizon: float) -> tuple[float, ...]:
    planned = 0.8 * horizon
    return tuple(sorted({*(horizon * place / 120 for place in range(121)), planned}))


def _progress(part: float) -> float:
    """Return the share of all collapses so far."""
    return float(1 - (1 - part) ** 1.7)


def _curve(hours: tuple[float, ...], value: tuple[float, ...], half: float) -> Curve:
    return Curve(
        hours=hours,
        value=value,
        low=tuple(max(0.0, x - half) for x in value),
        high=tuple(min(1.0, x + half) for x in value),
    )


def _hazard(days: float, collapses: int) -> Hazard:
    edges = [edge for edge in (0.0, 1.0, 3.0, 7.0, 14.0, 30.0, 90.0, 365.0) if edge < days] + [days]
    bins = len(edges) - 1
    rate = tuple((0.05 if collapses else 0.0) * 0.8**place for place in range(bins))
    return Hazard(
        from_day=tuple(edges[:-1]),
        to_day=tuple(edges[1:]),
        collapses=tuple(collapses // bins for _ in range(bins)),
        exposure_days=tuple(900.0 for _ in range(bins)),
        rate=rate,
        low=tuple(0.9 * value for value in rate),
        high=tuple(1.1 * value + 0.001 for value in rate),
    )


def _band(days: float, first: float, last: float) -> DailyBand:
    count = max(1, int(days))
    middle = [first + (last - first) * day / count for day in range(count)]
    scale = {"5": 0.6, "25": 0.8, "50": 1.0, "75": 1.25, "95": 1.7}
    return DailyBand(
        days=tuple(range(1, count + 1)),
        surviving=tuple(2000 - 20 * day for day in range(count)),
        mean=tuple(middle),
        quantiles={
            name: tuple(float(round(factor * value)) for value in middle)
            for name, factor in scale.items()
        },
    )


def _verification(held: int) -> Verification:
    return Verification(
        complaints=mean(61.0),
        verdicts={
            "true": {
                "upheld": 40211,
                "upheld, nobody named": 9000,
                "unclear": 20000,
                "rejected": 4100,
                "open": 16000,
            },
            "wrong party": {"upheld": 1200, "unclear": 3000, "rejected": 2500, "open": 1300},
            "lawful strike": {"unclear": 900, "rejected": 2100, "open": 400},
            "false": {"upheld": 300, "unclear": 4100, "rejected": 12000, "open": 3600},
        },
        hours_median=31.0,
        hours_p90=88.0,
        open_at_talks=mean(22.0, held) if held else None,
        agenda_share=mean(0.3, held) if held else None,
    )


def _counters(about: Heading) -> tuple[Counter, ...]:
    return tuple(
        Counter(by=by, on={on: mean(3.1) for on in about.parties if on != by})
        for by in list(about.parties)[:4]
    )


def _fan(low: float, middle: float, high: float, days: float) -> Fan:
    """Spread believable inputs out from the start of the truce to the talks."""
    hours = tuple(24 * days * place / 40 for place in range(41))
    ends = {"5": low, "25": (low + middle) / 2, "50": middle, "75": (middle + high) / 2, "95": high}
    return Fan(
        hours=hours,
        quantiles={
            name: tuple(1 - (1 - end) * _progress(hour / hours[-1]) for hour in hours)
            for name, end in ends.items()
        },
    )


def _ignorance(odds: float, days: float) -> Ignorance:
    def moved(value: float, by: float) -> float:
        return min(0.985, max(0.015, value + by))

    spread = 0.22
    low, high = moved(odds, -spread), moved(odds, spread)
    return Ignorance(
        draws=100,
        runs_per_draw=10,
        mean=mean(max(odds - 0.04, 0.01)),
        low=low,
        high=high,
        low_interval=(max(0.0, low - 0.12), low + 0.15),
        high_interval=(high - 0.15, min(1.0, high + 0.1)),
        fan=_fan(low, odds, high, days),
        levers=tuple(
            Lever(
                path=path,
                label=label,
                low_text=low_text,
                high_text=high_text,
                at_low=moved(odds, 0.2 - 0.035 * place),
                at_high=moved(odds, -0.24 + 0.04 * place),
                low_interval=(moved(odds, 0.15 - 0.035 * place), moved(odds, 0.25 - 0.035 * place)),
                high_interval=(moved(odds, -0.3 + 0.04 * place), moved(odds, -0.18 + 0.04 * place)),
                change=paired_share_of(80, 10 + place, 50 - place, 26, family=4),
                clear=place < 3,
            )
            for place, (path, label, low_text, high_text) in enumerate(LEVERS[:4])
        ),
        widest_path=LEVERS[0][0],
        untried=tuple(label for _, label, _, _ in LEVERS[4:]),
    )


def inputs() -> tuple[Input, ...]:
    given = (
        Input(
            path="dates.talks",
            label="talks open",
            value="9 May 2031",
            believable=None,
            basis="reported",
            source="Made-up Gazette",
        ),
        Input(
            path="truce.floor",
            label="violations that never stop",
            value="0.2",
            believable=None,
            basis="guess",
            source="",
        ),
    )
    bases = ("estimated", "guess")
    return given + tuple(
        Input(
            path=path,
            label=label,
            value=low,
            believable=f"{low} to {high}",
            basis=bases[place % 2],
            source="",
        )
        for place, (path, label, low, high) in enumerate(LEVERS)
    )


def story(
    about: Heading, *, held: bool = False, incidents: int = 60, crosses: bool = True
) -> Story:
    """Tell a run with violations, retaliations, checks and a grievance that passes its limit."""
    dice = random.Random(5)  # noqa: S311 - made-up data
    end = about.horizon_hours if held else 0.8 * about.horizon_hours
    actors = [*about.parties, *about.others]
    times = sorted(dice.uniform(0, 0.97 * end) for _ in range(incidents))
    events = [_event(0.0, "truce starts", "")]
    for place, hours in enumerate(times):
        who = dice.choice(actors)
        whom = dice.choice([actor for actor in about.parties if actor != who])
        harm = dice.paretovariate(1.1)
        name = f"{who}-{place}"
        limit = 1.08 if crosses and not held else 0.7
        grievance = limit * ((place + 1) / incidents) ** 1.4
        if who in about.others:
            events.append(_event(hours, "attack", who, whom, harm=harm, incident=name))
            continue
        events.append(_event(hours, "violation", who, whom, harm=harm, incident=name))
        events.append(_event(hours, "overdue", whom, who, incident=name, grievance=grievance))
        if place % 4 == 0:
            later = min(end, hours + 0.05 * end)
            events.append(
                _event(
                    later,
                    "retaliation",
                    whom,
                    who,
                    harm=harm,
                    incident=f"{name}>{whom}",
                    parent=name,
                )
            )
        if place % 3 == 0:
            events.append(_event(hours, "check", whom, who, incident=name, verdict="open"))
            verdict = dice.choice(["upheld", "unclear", "rejected"])
            until = min(end, hours + 0.08 * end)
            events.append(_event(until, "verdict", whom, who, incident=name, verdict=verdict))
    events.sort(key=lambda event: event.hours)
    first = next(iter(about.parties))
    if not held:
        events.append(_event(end, "walk-out", first, verdict="open", grievance=1.08))
    events.append(_event(end, "talks open" if held else "collapse", ""))
    return Story(
        replication=3,
        held=held,
        cause=None if held else "walk-out",
        end_hours=end,
        horizon_hours=about.horizon_hours,
        events=tuple(events),
    )


def _event(
    hours: float,
    kind: str,
    who: str,
    whom: str | None = None,
    *,
    harm: float | None = None,
    incident: str | None = None,
    parent: str | None = None,
    verdict: str | None = None,
    grievance: float | None = None,
) -> Event:
    return Event(
        hours=hours,
        kind=kind,
        who=who,
        whom=whom,
        zone=None,
        harm=harm,
        incident=incident,
        parent=parent,
        verdict=verdict,
        grievance=grievance,
        sentence=f"{who} {kind}",
    )


def paired(value: float, half: float = 0.02, runs: int = 2000) -> PairedShare:
    gained = round(max(value, 0) * runs) + 40
    lost = round(max(-value, 0) * runs) + 40
    return PairedShare(
        value=value,
        low=value - half,
        high=value + half,
        both=runs // 2 - lost,
        gained=gained,
        lost=lost,
        neither=runs - runs // 2 - gained,
    )


def compare(labels: Sequence[str] | None = None, about: Heading | None = None) -> CompareResult:
    names = labels or (
        "Hotline and pledge",
        "Hotline staffed round the clock",
        "Two more teams",
        "Pledge alone",
        "Checks in public",
    )
    spread = [0.22 - 0.64 * place / max(1, len(names) - 1) for place in range(len(names))]
    spread = [0.008 if abs(value) < 0.09 else value for value in spread]
    return CompareResult(
        heading=about or heading(),
        base_label="as in the file",
        base=answers(1120),
        base_course=course(1120, 0.5),
        options=tuple(_option(name, value) for name, value in zip(names, spread, strict=True)),
        regret=regret(names, spread),
        inputs=inputs(),
    )


def regret(names: Sequence[str], spread: Sequence[float]) -> Regret:
    """Return how options compare over sets of inputs, by what each changes."""
    top = max(*spread, 0.0)
    rows = [("base", "as in the file", 0.0)]
    rows += [(name.lower(), name, value) for name, value in zip(names, spread, strict=True)]
    return Regret(
        sets=60,
        left_out=2,
        runs_per_set=30,
        options=tuple(
            OverSets(
                key=key,
                label=label,
                best=0.83 if change == top else 0.04,
                best_interval=(0.7, 0.93) if change == top else (0.0, 0.11),
                regret=top - change + 0.004,
                regret_interval=(max(0.0, top - change - 0.01), top - change + 0.012),
                worst=top - change + 0.08,
                change=change,
                change_interval=(change - 0.02, change + 0.02),
                low=change - 0.05,
                high=change + 0.05,
            )
            for key, label, change in sorted(rows, key=lambda row: -row[2])
        ),
    )


def _option(label: str, value: float) -> Option:
    verdict = "better" if value > 0.03 else "worse" if value < -0.03 else "too close to call"
    return Option(
        key=label.lower(),
        label=label,
        changes=("verification.teams: 5 -> 7", "verification.checked_in: 20h -> 12h"),
        answers=answers(round(1120 + 2000 * value)),
        held=paired(value),
        settled=paired(value / 2),
        restricted_mean_hours=PairedMean(
            value=10 * value, low=9 * value, high=11 * value, runs=2000
        ),
        unpaired_low=value - 0.034,
        unpaired_high=value + 0.034,
        variance_reduction=2.6,
        verdict=verdict,
        runs_to_settle=21000 if verdict == "too close to call" else None,
        only_option_holds=(3, 8),
        only_base_holds=(11,),
        course=course(round(1120 + 2000 * value), 0.5 - value),
        parting=Parting(
            replication=3,
            holds_with=True,
            hours=31.5,
            shared=41,
            kind="called off",
            base="North retaliated: hit South, harm 3.1.",
            option="North called a retaliation off: the complaint had been rejected.",
        ),
    )


def course(held: int, walk_outs: float) -> Course:
    """Return how 2,000 runs of which so many hold last, and what ends them."""
    hours = [264.0 * step / 12 for step in range(13)]
    value = [1 - (1 - held / 2000) * math.sqrt(step / 12) for step in range(13)]
    gone = 2000 - held
    first = round(gone * min(max(walk_outs, 0.0), 1.0))
    counts = {"walk-out": first, "spiral": gone - first}
    return Course(
        survival=Curve(
            hours=tuple(hours),
            value=tuple(value),
            low=tuple(max(0.0, one - 0.03) for one in value),
            high=tuple(min(1.0, one + 0.03) for one in value),
        ),
        causes=tuple(
            Cause(key=key, label=CAUSES[key], share=share(count, 2000))
            for key, count in sorted(counts.items(), key=lambda one: -one[1])
            if count
        ),
    )


def _param(path: str, label: str, texts: Sequence[str], in_file: float | None) -> SweepParam:
    numbers = tuple(float(text.split("h")[0].rstrip(" days")) for text in texts)
    return SweepParam(
        path=path, label=label, texts=tuple(texts), numbers=numbers, unit="", in_file=in_file
    )


TEAMS = _param("verification.teams", "Investigation teams", [str(n) for n in range(2, 12)], 5.0)
CHECKS = _param(
    "verification.checked_in",
    "Median time to check a complaint",
    ["6h", "12h", "18h", "24h", "36h", "48h", "72h"],
    20.0,
)
ANSWERS = _param(
    "parties.all.retaliates",
    "Chance that a struck party retaliates",
    ["0.10", "0.16", "0.22", "0.28", "0.34", "0.40", "0.46"],
    0.28,
)


def _rising(param: SweepParam) -> list[float]:
    last = len(param.texts) - 1
    return [0.2 + 0.65 * _progress(place / last) for place in range(last + 1)]


def sweep_line() -> SweepResult:
    points = tuple(
        _point((text,), (number,), odds)
        for text, number, odds in zip(TEAMS.texts, TEAMS.numbers, _rising(TEAMS), strict=True)
    )
    return SweepResult(
        heading=heading(runs=400),
        design="grid",
        discrepancy=None,
        settings=49,
        params=(TEAMS,),
        points=points,
        best=(8, 9),
        confirmed=(points[-1],),
        inputs=inputs(),
    )


def sweep_grid() -> SweepResult:
    points = tuple(
        _point((a, b), (x, y), 1 / (1 + math.exp(0.09 * (x - 20) + 8 * (y - 0.28))))
        for a, x in zip(CHECKS.texts, CHECKS.numbers, strict=True)
        for b, y in zip(ANSWERS.texts, ANSWERS.numbers, strict=True)
    )
    return SweepResult(
        heading=heading(runs=400),
        design="grid",
        discrepancy=None,
        settings=49,
        params=(CHECKS, ANSWERS),
        points=points,
        best=(0,),
        inputs=inputs(),
    )


def sweep_sampled() -> SweepResult:
    dice = random.Random(3)  # noqa: S311 - made-up data
    points = []
    for _ in range(60):
        x, y = dice.uniform(6, 72), dice.uniform(0.1, 0.46)
        odds = 1 / (1 + math.exp(0.09 * (x - 20) + 8 * (y - 0.28)))
        points.append(_point((f"{x:.1f}h", f"{y:.2f}"), (x, y), odds))
    return SweepResult(
        heading=heading(runs=400),
        design="lhs",
        discrepancy=0.02,
        settings=49,
        params=(CHECKS, ANSWERS),
        points=tuple(points),
        best=(0,),
        inputs=inputs(),
    )


def _point(levels: tuple[str, ...], numbers: tuple[float, ...], odds: float) -> SweepPoint:
    return SweepPoint(
        levels=levels,
        numbers=numbers,
        held=share(round(400 * odds), 400),
        settled=share(round(300 * odds), 400),
        restricted_mean_hours=mean(200.0),
    )


def require(*, reached: bool = True) -> RequireResult:
    levels = tuple(share(round(2000 * odds), 2000) for odds in _rising(TEAMS))
    return RequireResult(
        heading=heading(),
        target=0.7 if reached else 0.95,
        param=TEAMS,
        levels=levels,
        more_helps=True,
        enough="8" if reached else None,
        looks_enough="7" if reached else None,
        interval=("6", "8") if reached else (TEAMS.texts[-1], None),
        ceiling=levels[-1],
        best_level=TEAMS.texts[-1],
        reversals=share(31, 2000),
    )


def postpone(dates: int = 5) -> PostponeResult:
    found = tuple(_date(place) for place in range(dates))
    hours = _hours(24 * 16)
    return PostponeResult(
        heading=heading(days=16),
        dates=found,
        rules=(
            PostponeRule(
                label="postpone unless settled",
                unless="settled",
                from_date=found[0].date,
                to_date=found[-1].date,
                postponed=share(900, 2000),
                held=share(1200, 2000),
                settled=share(1010, 2000),
                quiet=share(340, 2000),
                quiet_change_first=paired(0.09),
                quiet_change_second=paired(0.01),
                settled_change_first=paired(0.12),
                settled_change_second=paired(0.03),
            ),
        ),
        survival=_curve(
            hours, tuple(1 - 0.55 * _progress(hour / hours[-1]) for hour in hours), 0.03
        ),
        reacts_to_date=False,
    )


def _date(place: int) -> PostponeDate:
    when = STARTS + timedelta(days=8 + 2 * place, hours=15)
    change = None if place == 0 else paired(-0.03 * place)
    return PostponeDate(
        date=when.isoformat(" ", "minutes"),
        hours=24.0 * (8 + 2 * place) + 15,
        held=share(1400 - 60 * place, 2000),
        settled=share(700 + 110 * place - 20 * place**2, 2000),
        quiet=share(200 + 120 * place, 2000),
        open_complaints=mean(20.0 - place),
        agenda_share=None,
        past_not_broken=round(0.95 - 0.02 * place, 4),
        held_change=change,
        settled_change=None if place == 0 else paired(0.05 * place - 0.01 * place**2),
        quiet_change=None if place == 0 else paired(0.06 * place),
    )


def what_if(labels: Sequence[str], *, missed: float = 0.02) -> WhatIf:
    """Return a surface over a few inputs, of which the first moves the odds up, the second down."""
    terms = count(len(labels))
    return WhatIf(
        inputs=tuple(
            Moved(
                path=f"a.b{place}",
                label=label,
                stops=tuple(
                    MovedStop(text=f"{stop} days", typed=f"a.b{place}={stop} days", unit=stop / 8)
                    for stop in range(9)
                ),
                file=4,
            )
            for place, label in enumerate(labels)
        ),
        others=12,
        sets=3200,
        runs_a_set=10,
        coefficients=(0.3, 0.8, -0.5, *(0.05 for _ in range(terms - 3))),
        covariance=tuple(
            0.002 if row == column else 0.0 for row in range(terms) for column in range(row + 1)
        ),
        spread=0.1,
        farthest=0.06,
        missed=missed,
        missed_at_corners=missed * 1.4,
        surely_at_corners=missed * 1.1,
        most_missed=0.04,
        fresh=1000,
    )


def sensitivity(labels: Sequence[str] | None = None) -> SensitivityResult:
    rows = (
        list(LEVERS)
        if labels is None
        else [(f"a.{n}", name, "1", "9") for n, name in enumerate(labels)]
    )
    return SensitivityResult(
        heading=heading(),
        base=share(1120, 2000),
        tornado=tuple(
            TornadoBar(
                path=path,
                label=label,
                low_text=low,
                high_text=high,
                at_low=paired(0.2 / (1 + place)),
                at_high=paired(-0.3 / (1 + place) if place != 3 else 0.02),
                odds_low=share(round(2000 * (0.56 + 0.2 / (1 + place))), 2000),
                odds_high=share(
                    round(2000 * (0.56 + (-0.3 / (1 + place) if place != 3 else 0.02))), 2000
                ),
            )
            for place, (path, label, low, high) in enumerate(rows)
        ),
        widest_path=rows[0][0] if rows else None,
        explained=Explained(
            points=4000,
            variance=tuple(
                VarianceShare(
                    path=path,
                    label=label,
                    alone=0.4 / (1 + place),
                    alone_low=0.35 / (1 + place),
                    alone_high=0.45 / (1 + place),
                    total=0.5 / (1 + place),
                    total_low=0.42 / (1 + place),
                    total_high=0.58 / (1 + place),
                )
                for place, (path, label, _, _) in enumerate(rows)
            ),
            mean=mean(0.49),
            luck=0.62,
            luck_low=0.58,
            luck_high=0.66,
            missed=0.06,
            missed_low=0.03,
            missed_high=0.1,
            holdout_brier=0.19,
            base_brier=0.24,
            reliability=((0.1, 0.12, 200), (0.5, 0.48, 400), (0.9, 0.88, 200)),
            box=FailureBox(
                restrictions=("Time to check a complaint over 24h", "Investigation teams under 5"),
                density_train=0.9,
                density_holdout=share(180, 210),
                coverage=0.4,
                mass=0.15,
                frequency=(0.98, 0.8),
            ),
        ),
        what_if=what_if([label for _, label, _, _ in rows][:4]) if rows else None,
        inputs=inputs(),
    )


def now(
    *, effective: float = 900.0, surprise: float | None = 0.4, days: int = 4, counters: int = 2
) -> NowResult:
    """Return odds given some days: few histories in effect, or none like what was counted."""
    about = heading(runs=8000)
    lines = [
        NowLine(
            date=(STARTS + timedelta(days=day)).isoformat(" ", "minutes"),
            hours=24.0 * day,
            standing=8000 - 900 * day,
            survival=share(4000 + 200 * day, 8000),
            counted=share(int(effective * (0.5 + 0.04 * day)), int(effective))
            if day and counters and effective >= FEWEST
            else None,
            effective=8000.0 if not day else effective,
            of_class=OfClass(value=0.8, low=0.7 if day < 3 else None, high=0.9),
        )
        for day in range(days + 1)
    ]
    told = effective >= FEWEST
    until = 24.0 * days
    hours = tuple(until + (about.horizon_hours - until) * place / 60 for place in range(61))
    return NowResult(
        heading=about,
        until=lines[-1].date,
        until_hours=until,
        lines=tuple(lines),
        counters=tuple(_seen(("press", "monitors")[place], days) for place in range(counters)),
        curve=_curve(hours, tuple(1 - 0.004 * place for place in range(61)), 0.04)
        if told
        else None,
        causes=causes(900, 8000, ("walk-out", "shock")) if told else (),
        unlike=surprise is not None and surprise < UNLIKE,
        surprise=surprise,
        inputs_seen=(
            LearnedInput(
                path="truce.takes_hold",
                label="Chance that it takes hold",
                before="0.7 to 0.95",
                after="0.74 to 0.94",
                narrowed=0.06,
                noise=0.02,
            ),
            LearnedInput(
                path="truce.floor",
                label="Floor",
                before="0.2 to 0.6",
                after="0.21 to 0.6",
                narrowed=-0.01,
                noise=0.02,
            ),
        )
        if told
        else (),
        inputs=inputs(),
    )


def _seen(key: str, days: int) -> SeenBy:
    return SeenBy(
        key=key,
        name=key.title(),
        counts="violations",
        blind=False,
        spans=tuple(
            SeenSpan(
                first=f"{STARTS + timedelta(days=day):%Y-%m-%d}",
                last=f"{STARTS + timedelta(days=day):%Y-%m-%d}",
                from_hours=24.0 * day,
                to_hours=24.0 * (day + 1),
                number=30 - 4 * day,
                about=day == 1,
                middle=26.0 - day,
                low=10.0,
                high=48.0,
            )
            for day in range(days)
        ),
        alone=share(500, 900),
        effective_alone=700.0,
        sees=1.3,
        sees_low=0.9,
        sees_high=1.8,
    )


def backtest(*, few: bool = False) -> BacktestResult:
    """Return scores of made-up truces; of few wars, or of rows of many."""
    return BacktestResult(
        heading=heading(names=(), others=()),
        about=f"{'3' if few else '251'} truces of {'2' if few else '30'} wars (made up)",
        of_rows=not few,
        half="all" if few else "even",
        rules_title="Made-up rules",
        rules_digest="0123456789ab",
        worlds=17,
        cut=1 if few else 0,
        undated=1 if few else 0,
        coded="These cases were coded by nobody.",
        not_known=("how much violence there was before", "what comes from outside"),
        questions=tuple(
            _scored(key, label, few=few)
            for key, label in (("not_renounced", "Not renounced"), ("violence_down", "Quieter"))
        ),
        worst=(
            Worst(
                id="ABC-2031",
                war="Made up",
                question="Not renounced",
                said=0.12,
                happened=True,
                read=("parties 2", "mechanism yes"),
                unknown=("record",),
            ),
        )
        if few
        else (),
        inputs=(),
    )


def _scored(key: str, label: str, *, few: bool) -> Scored:
    who = ("model", "pooled", "record", "without record", "known afterwards")
    scores = dict(zip(who, (0.071, 0.121, 0.088, 0.098, 0.108), strict=True))
    return Scored(
        key=key,
        label=label,
        odds_label="it holds",
        cases=3 if few else 251,
        wars=2 if few else 30,
        happened=2 if few else 220,
        unknown=1 if few else 0,
        forecasters=tuple(
            Forecaster(key=one, label=f"odds of {one}", brier=score, log_score=3 * score, auc=None)
            for one, score in scores.items()
        ),
        against=tuple(
            Against(
                key=one,
                label=f"odds of {one}",
                difference=scores["model"] - scores[one],
                low=-0.09,
                high=0.02 if one == "record" else -0.004,
                says="too few wars to say" if few else _SAYS.get(one, "better"),
                power=None if few else 0.57,
                power_spread=1.0,
            )
            for one in who[1:]
        ),
        reliability=Reliability(
            odds=(0.2, 0.6, 0.9),
            cases=(1, 1, 1) if few else (11, 40, 200),
            happened=(0.0, 0.62, 0.97),
            low=(0.0, 0.5, 0.86),
            high=(0.4, 0.7, 0.94),
            miscalibration=0.002,
            discrimination=0.04,
            uncertainty=0.109,
        ),
    )


_SAYS: dict[str, Says] = {"record": "undecided"}

ALL: dict[str, Result] = {
    "run": run(),
    "compare": compare(),
    "sweep-line": sweep_line(),
    "sweep-grid": sweep_grid(),
    "sweep-sampled": sweep_sampled(),
    "require": require(),
    "require-missed": require(reached=False),
    "postpone": postpone(),
    "sensitivity": sensitivity(),
    "now": now(),
    "now-rough": now(effective=240.0),
    "now-uncounted": now(counters=0, surprise=None),
    "now-unlike": now(surprise=0.002),
    "now-too-few": now(effective=40.0),
    "backtest": backtest(),
    "backtest-few": backtest(few=True),
}
"""One result of each kind, and the variants that look different."""

MANIFEST = {
    "command": ["truce-sim", "run", "scenarios/made-up.toml"],
    "tool": "truce-sim",
    "tool_version": __version__,
    "python": "3.11.0",
    "libraries": {"simpy": "4.1.2"},
    "seed": 7,
    "scenario_sha256": "ab" * 32,
    "timing": {"started": "2031-04-28T00:00:00+00:00", "seconds": 12.5, "jobs": 2},
}
