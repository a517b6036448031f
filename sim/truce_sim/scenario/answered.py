"""Ten answers as a scenario file: what was asked as answered, all else as in the nearest archetype.

A pure function of the answers. Each number of theirs gets its evidence and its range; what could do
nothing in this truce is left out.
"""

import tomllib
from collections.abc import Iterator, Mapping

from truce_sim.scenario.answers_read import Between
from truce_sim.scenario.archetypes import text_of
from truce_sim.scenario.blocks import (
    Blocks,
    Draft,
    Line,
    Steps,
    blocks_of,
    take,
    text_of_table,
    written,
)
from truce_sim.scenario.calm import fitted
from truce_sim.scenario.ids import ids_of
from truce_sim.scenario.interview import QUESTIONS, Answers, is_open
from truce_sim.scenario.numbers import plain
from truce_sim.scenario.pruning import pruned
from truce_sim.widths import broken

_FRAGMENTED, _LINE, _PAUSE, _MONITORED = (
    "fragmented-war",
    "line-of-contact",
    "humanitarian-pause",
    "monitored-truce",
)
_LONGEST_PAUSE = 7.0
"""Days of a truce that is a pause."""
_WHOLE = ("truce", "measures", "grievance", "spiral", "mass_casualty", "shocks", "quiet", "run")
"""Tables that are taken as the archetype has them; of places nothing is asked."""
_WITH_CHECKS = ("false_complaints", "patience", "uncommanded")
"""Inputs of parties that a mechanism brings with it."""
_SHARE_OUTSIDE = 4
"""Acts on other parties for each one on those outside."""
_SECTIONS = (
    ("who is bound by the truce", ("parties",)),
    ("who is not", ("excluded",)),
    ("who stands behind it", ("guarantors", "rupture")),
    ("how violence falls, and who checks complaints", ("truce", "measures", "verification")),
    ("what ends it", ("grievance", "spiral", "mass_casualty", "shocks")),
    ("what counts as quiet", ("quiet",)),
    ("what is known of earlier truces of this war", ("base_rate",)),
    ("what is not known: the range that an informed reader might believe", ("believable",)),
    ("what to compare with the file as it stands", ("options",)),
    ("where the numbers come from: reported, estimated or guess", ("evidence",)),
    ("how often", ("run",)),
)
_WIDTH = 98


def nearest_archetype(answers: Answers) -> str:
    """Return the kind of truce that answers come nearest to.

    Three parties or more, or somebody outside: a fragmented war. Else whoever checks makes it a
    monitored truce, a week or less a humanitarian pause, and all else is a line of contact.
    """
    if answers.outside or len(answers.parties) > 2:
        return _FRAGMENTED
    if answers.checks:
        return _MONITORED
    return _PAUSE if _days(answers) <= _LONGEST_PAUSE else _LINE


def taken_over(text: str) -> tuple[str, ...]:
    """Return what a file from answers holds beside them that truces differ in; () if nothing."""
    raw = tomllib.loads(text)
    there = [
        *(["a hotline"] if "hotline" in raw.get("verification", {}) else []),
        *(one["name"].lower() for one in raw.get("measures", {}).values()),
        *(["shocks"] if "shocks" in raw else []),
    ]
    return (", ".join(there),) if there else ()


def text_of_answers(answers: Answers, name: str) -> str:
    """Return the scenario file that answers come to.

    Args:
        answers: what is known.
        name: what the truce is called in the title.
    """
    kind = nearest_archetype(answers)
    draft = _draft(answers, kind)
    draft.blocks[()] = {
        "title": written(f"{name}: will the truce hold until the talks?"),
        "summary": written(_summary(answers)),
    }
    fitted(draft)
    pruned(draft, _answered(draft))
    return "\n".join(_lines(draft, answers, kind, name)) + "\n"


def _draft(answers: Answers, kind: str) -> Draft:
    base, watched = blocks_of(text_of(kind)), blocks_of(text_of(_MONITORED))
    draft = Draft({(): {}}, {}, {})
    parties = ids_of(answers.parties)
    outside = ids_of(answers.outside, parties)
    _dates(draft, answers)
    _parties(draft, answers, parties, outside, base)
    if answers.checks:
        for key in _WITH_CHECKS:
            for party in parties:
                template = watched["parties", "party_a"][key]
                draft.blocks["parties", party].setdefault(key, template)
            draft.about(watched, f"parties.all.{key}", f"parties.all.{key}")
    _outside(draft, answers, parties, outside)
    _behind(draft, answers, dict(zip(answers.parties, parties, strict=True)), outside, base)
    _earlier(draft, answers)
    for section in _WHOLE:
        take(draft, base, (section,), (section,))
    if answers.checks:
        _checks(draft, answers, watched)
    for source in (base, watched) if answers.checks else (base,):
        for table, block in source.items():
            if table[:1] == ("options",):
                draft.blocks.setdefault(table, block)
    return draft


def _dates(draft: Draft, answers: Answers) -> None:
    opens = f"{answers.talks:%Y-%m-%d %H:%M}"
    if answers.talks_after is not None:
        opens = f"truce + {_number_of_days(answers.talks_after)}"
    draft.blocks["dates",] = {
        "truce_starts": written(f"{answers.starts:%Y-%m-%d %H:%M}", "local time"),
        "talks": written(opens),
    }
    draft.evidence["dates"] = _evidence(answers, "starts", "talks")


def _parties(
    draft: Draft, answers: Answers, ids: list[str], outside: list[str], base: Blocks
) -> None:
    template = base["parties", "party_a"]
    for place, (own, name) in enumerate(zip(ids, answers.parties, strict=True)):
        a_day = answers.incidents[place]
        hits = {
            **{other: _SHARE_OUTSIDE * (len(outside) or 1) for other in ids if other != own},
            **dict.fromkeys(outside, len(ids) - 1),
        }
        draft.blocks["parties", own] = {
            **{key: line if not place else Line(line.value) for key, line in template.items()},
            "name": written(name),
            "violates": Line(written(_rate(a_day.middle)).value, template["violates"].comment),
            "hits": written(hits if outside else dict.fromkeys(hits, 1)),
        }
        path = f"parties.{own}.violates"
        draft.ranges[path] = _ends(a_day)
        draft.evidence[path] = _evidence(answers, "incidents", rule=_middle(a_day))
    draft.about(base, "parties.all", "parties.all")
    for path in ("parties.all.violates", "parties.all.hits"):
        draft.ranges.pop(path, None)
        draft.evidence.pop(path, None)
    alike = "all others alike"
    if outside:
        alike += ", and one act in five on those outside"
    draft.evidence["parties.all.hits"] = _guess(f"not asked: {alike}")


def _outside(draft: Draft, answers: Answers, parties: list[str], outside: list[str]) -> None:
    war = blocks_of(text_of(_FRAGMENTED))
    each = answers.attacks.shared(len(outside) or 1)
    for own, name in zip(outside, answers.outside, strict=True):
        take(draft, war, ("excluded", "group_x"), ("excluded", own))
        draft.blocks["excluded", own] |= {
            "name": written(name),
            "attacks": written(_rate(each.middle)),
            "hits": written(dict.fromkeys(parties, 1)),
        }
        draft.ranges[f"excluded.{own}.attacks"] = _ends(each)
        draft.evidence[f"excluded.{own}.attacks"] = _evidence(
            answers, "attacks", rule=_middle(each)
        )
        draft.evidence[f"excluded.{own}.hits"] = _guess("not asked: all parties alike")


def _behind(
    draft: Draft, answers: Answers, parties: Mapping[str, str], outside: list[str], base: Blocks
) -> None:
    template = ("guarantors", "power_1")
    source = blocks_of(text_of(_MONITORED)) if answers.checks else base
    source = source if template in source else blocks_of(text_of(_FRAGMENTED))
    powers = ids_of((name for name, _ in answers.behind), (*parties.values(), *outside))
    for own, (name, over) in zip(powers, answers.behind, strict=True):
        take(draft, source, template, ("guarantors", own))
        draft.blocks["guarantors", own] |= {
            "name": written(name),
            "over": written([parties[one] for one in over]),
        }
        draft.evidence[f"guarantors.{own}.over"] = _evidence(answers, "behind")
    if len(powers) > 1:
        take(draft, source, ("rupture",), ("rupture",))


def _earlier(draft: Draft, answers: Answers) -> None:
    """Put in what is known of earlier truces; the question's default is no knowledge."""
    if "earlier" not in answers.texts:
        return
    draft.blocks["base_rate",] = {
        "earlier_truces": written(answers.earlier),
        "broken_within_ten_days": written(answers.broken),
    }
    draft.evidence["base_rate"] = _evidence(answers, "earlier")


def _checks(draft: Draft, answers: Answers, watched: Blocks) -> None:
    take(draft, watched, ("verification",), ("verification",))
    block = draft.blocks["verification",]
    block["run_by"] = written(answers.checks)
    block["teams"] = written(answers.teams)
    draft.ranges["verification.teams"] = written([max(1, answers.teams // 2), 2 * answers.teams])
    draft.blocks["options", "more-teams"] = {
        "label": written("Twice as many teams"),
        "set": written({"verification.teams": 2 * answers.teams}),
    }
    for key in ("run_by", "teams", "starts_after"):
        question = "checks" if key == "run_by" else "teams"
        draft.evidence[f"verification.{key}"] = _evidence(answers, question)
    after = answers.checks_after
    if after:
        ends = [_number_of_days(_short(after * share, 3)) for share in (0.5, 2)]
        block["starts_after"] = written(_number_of_days(after))
        draft.ranges["verification.starts_after"] = written(ends)
    else:
        del block["starts_after"]
        del draft.ranges["verification.starts_after"]
        del draft.evidence["verification.starts_after"]


def _answered(draft: Draft) -> set[tuple[Steps, str]]:
    """Return the inputs that stay whatever they do, because they were asked."""
    own = {"name", "violates", "hits", "attacks", "over", "run_by", "teams", "starts_after"}
    own |= set(draft.blocks.get(("base_rate",), ()))
    return {(table, key) for table, block in draft.blocks.items() for key in block if key in own}


def _evidence(answers: Answers, *questions: str, rule: str = "") -> Line:
    """Return where an input comes from: an answer, or the default of a question."""
    told = [
        f"{answers.texts[key]}" if key in answers.texts else "" for key in questions
    ]  # fmt: skip
    given = "; ".join(text for text in told if text)
    if not given:
        default = "; ".join(one.default for one in QUESTIONS if one.key in questions)
        return _guess(f"not answered; the question's default: {default}{rule}")
    return written({"basis": "reported", "source": f"your answer: {given}{rule}"})


def _guess(source: str) -> Line:
    return written({"basis": "guess", "source": source})


def _middle(a_day: Between) -> str:
    """Return by which rule a rate comes from two numbers, to follow the answer."""
    if a_day.single:
        return "; the range is half to twice, by rule of thumb"
    return f"; for each {_two(a_day.low)} to {_two(a_day.high)}, of which the geometric mean"


def _ends(a_day: Between) -> Line:
    """Return a range, its ends with two digits; with more where these would be the same."""
    digits = (more for more in range(2, 18) if _short(a_day.low, more) < _short(a_day.high, more))
    enough = next(digits, 17)
    return written([_rate(a_day.low, enough), _rate(a_day.high, enough)])


def _rate(a_day: float, digits: int = 2) -> str:
    return f"{_few(a_day, digits)} a day"


def _two(number: float) -> str:
    return _few(number, 2)


def _short(number: float, digits: int) -> float:
    return float(f"{number:.{digits}g}")


def _few(number: float, digits: int) -> str:
    short = _short(number, digits)
    return str(int(short)) if short == int(short) else str(short)


def _days(answers: Answers) -> float:
    return (answers.talks - answers.starts).total_seconds() / 86400


def _number_of_days(days: float) -> str:
    return f"{plain(days)} day{'' if days == 1 else 's'}"


def _summary(answers: Answers) -> str:
    *others, last = answers.parties
    a_day = _two(sum(one.middle for one in answers.incidents))
    outside = f"; {', '.join(answers.outside)} outside" if answers.outside else ""
    checks = f"{answers.checks} check complaints" if answers.checks else "nobody checks"
    opens = _number_of_days(float(f"{_days(answers):.3g}"))
    return (
        f"{', '.join(others)} and {last}, about {a_day} incidents a day before{outside}; {checks}; "
        f"talks after {opens}."
    )


def _lines(draft: Draft, answers: Answers, kind: str, name: str) -> Iterator[str]:
    head = (
        f"{name}, written from answers. What was not asked is as in the archetype {kind}: guesses, "
        "each with a range. Change what you know better."
    )
    yield from (f"# {line}" for line in broken(head, _WIDTH - 2))
    yield from ("#", "# Answers:")
    for question in QUESTIONS:
        text = answers.texts.get(question.key, f"({question.default})")
        if not is_open(question, answers):
            text = "-" if question.key not in answers.texts else f"{text}, not used: nobody"
        yield f"#   {question.key:<9} = {' '.join(text.split())}"
    yield ""
    yield from text_of_table((), draft.blocks)
    yield ""
    yield from text_of_table(("dates",), draft.blocks)
    blocks: Blocks = {**draft.blocks, ("believable",): draft.ranges, ("evidence",): draft.evidence}
    for title, sections in _SECTIONS:
        tables = [table for section in sections for table in blocks if table[:1] == (section,)]
        if not tables:
            continue
        yield from ("", f"# ---- {title} ".ljust(_WIDTH, "-"))
        for table in tables:
            yield ""
            yield from text_of_table(table, blocks)
