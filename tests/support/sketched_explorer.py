"""Answers all that the page asks, by a formula and at once, in the shapes of the Explorer."""

import math
import random
from collections.abc import Callable
from typing import Any

Answer = dict[str, Any]

NAMES = (
    "Northern Front: violations",
    "حزب الجنوب: retaliates",
    "<b>Verdicts</b> & so on: checked in",
    *(f"Zone {number}: access" for number in range(17)),
)
"""The second is written from right to left, the third would be markup if anything took it so."""
STOPS = 11
FILE = 4
"""Stop at which the file has every input."""
_WEIGHTS = (0.2, -0.3, 0.1)
"""Of the first inputs on the odds; the others hardly matter."""
_DAYS = 10
_RUNS = 1000


class SketchedExplorer:
    """A truce that is a formula."""

    longest = 0

    def __init__(self) -> None:
        self.asked: list[tuple[str, Answer]] = []
        self._luck = random.Random(7)  # noqa: S311 - histories of a test
        self._histories = [self._luck.random() for _ in range(_RUNS)]

    def close(self) -> None:
        """Nothing goes on behind it."""

    def rest(self) -> None:
        """It rests already."""

    def opening(self) -> Answer:
        return {
            "title": "Ruritania",
            "question": "Will the truce hold until the talks on 9 March?",
            "file": "ruritania.toml",
            "name": "ruritania",
            "seed": 7,
            "histories": _RUNS,
            "most": 4000,
            "engine": "compiled",
            "note": "",
            "guesses": [3, 20],
            "aid": "A thinking aid, not a forecast",
            "doubt": {"low": 0.4, "high": 0.8, "sentence": "Over believable inputs: 40 to 80."},
            "order": "In the order of the file.",
            "sliders": [
                {
                    "path": f"inputs.{place}",
                    "title": name,
                    "unit": "share, 0 to 1" if place == 1 else "",
                    "basis": ("guess", "estimated", "reported")[place % 3],
                    "note": "somebody said so" if place < 3 else "",
                    "stops": [
                        {"text": f"{stop} a day", "command": f"inputs.{place}={stop} a day"}
                        for stop in range(STOPS)
                    ],
                    "file": FILE,
                    "order": place,
                }
                for place, name in enumerate(NAMES)
            ],
            "options": [
                _option("hotline", "A hotline", ["maps"], ["inputs.2"]),
                _option("maps", "Agreed maps", ["hotline"], []),
            ],
            "talks": {
                "stops": [
                    {"text": f"{day} March", "hour": 24.0 * day, "command": f"talks={day}"}
                    for day in range(5, _DAYS + 1)
                ],
                "file": 4,
            },
            "observed": {
                "stops": [{"text": f"{day} March", "hour": 24.0 * day} for day in (1, 2)],
                "told": "The odds from then on.",
                "boxes": {
                    "days": ["1 March", "2 March"],
                    "counters": [
                        {
                            "id": "the.press",
                            "title": "The press",
                            "says": "counts violations",
                            "told": ["12", ""],
                        }
                    ],
                },
            },
            "causes": [{"key": "walk", "label": "walk-out"}, {"key": "shock", "label": "a shock"}],
            "curve_hours": [24.0 * day for day in range(_DAYS + 1)],
            "days": [{"hour": 24.0 * day, "text": f"{day} March"} for day in range(_DAYS + 1)],
            "file_answer": self._answered({"inputs": {}, "options": [], "talks": None}, _RUNS),
        }

    def answer(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        self.asked.append(("answer", asked))
        count = asked["histories"]
        if asked["state"]["observed"] == 1:
            return {"refused": "Hardly any history is like it."}
        return self._answered(asked["state"], 250 if (asked["within"] or 1000) < 100 else count)

    def curve(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        state, path = asked["state"], asked["path"]
        shares = [
            _odds({**state, "inputs": {**state["inputs"], path: place}}) for place in range(STOPS)
        ]
        points = [{"stop": place, "share": share} for place, share in enumerate(shares)]
        told = "Each point is of the first 200 histories."
        ends = {"low": min(shares), "high": max(shares)}
        return {"path": path, "points": points, "histories": 200, "told": told, **ends}

    def story(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        return {
            "replication": 3,
            "told": ["The first 20 events are the same.", "4 March: the <i>south</i> walks out."],
            "before": "holds until the talks",
            "after": "collapses, walk-out",
            "command": "truce-sim trace ruritania.toml --run 3",
        }

    def ways(self, asked: Answer, stop: Callable[[], bool]) -> Answer:
        sets = " ".join(f"--set '{path}={stop}'" for path, stop in asked["state"]["inputs"].items())
        return {
            "command": f"truce-sim run ruritania.toml {sets} --runs 1000 --seed 7",
            "told": "",
            "option": "[options.on-the-page]\n",
            "option_told": "",
            "file": 'title = "Ruritania"\n',
        }

    def _answered(self, state: Answer, count: int) -> Answer:
        here, there = _odds(state), _odds({"inputs": {}, "options": [], "talks": None})
        luck = self._histories[: min(count, _RUNS)]
        fates = "".join(_fate(one < here, one < there) for one in luck)
        saved, lost = fates.count("H"), fates.count("C")
        change = (saved - lost) / len(luck)
        share = (fates.count("h") + saved) / len(luck)
        if known := state.get("observed") is not None:
            fates, saved, lost = fates.lower(), 0, 0
        give = 2 * math.sqrt(share * (1 - share) / count)
        number = str(round(100 * share))
        talks = state["talks"]
        days = _DAYS - 1 if talks is None else talks + 5
        return {
            "histories": count,
            "share": share,
            "low": share - give,
            "high": share + give,
            "number": number,
            "said": f"{number} in 100",
            "words": "likely",
            "change": {
                "share": change,
                "low": change - 0.01,
                "high": change + 0.01,
                "points": f"{100 * change:+.0f}",
            },
            "saved": saved,
            "lost": lost,
            "fates": fates,
            "curve": [1 - (1 - share) * day / days for day in range(days + 1)],
            "until": 24.0 * days,
            "causes": [{"key": "walk", "share": 1 - share, "file": 1 - there}],
            "paired": not known,
            "given": known,
            "sentence": "1,000 go on from there."
            if known
            else f"{saved} of {len(luck):,} saved, {lost} lost",
            "spoken": f"{number} in 100, likely.",
            "base": f"Of truces like it, {90 - 2 * days} in 100 held as long. Like it: 20 truces.",
            "base_share": (90 - 2 * days) / 100,
            "outside": None,
            "milliseconds": 1.0,
        }


def _option(key: str, title: str, clashes: list[str], covers: list[str]) -> Answer:
    told = [f"{title}: 0 -> 1"]
    return {"id": key, "title": title, "sets": told, "clashes": clashes, "covers": covers}


def _odds(state: Answer) -> float:
    moved = sum(
        weight * (state["inputs"].get(f"inputs.{place}", FILE) - FILE)
        for place, weight in enumerate(_WEIGHTS)
    )
    talks = 0 if state["talks"] is None else 0.1 * (4 - state["talks"])
    return 1 / (1 + math.exp(-0.5 - moved - talks - 0.4 * len(state["options"])))


def _fate(here: bool, there: bool) -> str:
    letter = "h" if here else "c"
    return letter if here == there else letter.upper()
