"""Faults: told all at once, in plain words, at the right place, with what to try."""

import pickle
from pathlib import Path

import pytest
from scenario_samples import FULL, SMALL, faults_of, loaded, only_fault, write
from slips import SLIPS
from truce_sim.scenario import Fault, ScenarioFaults, load, render_plain
from truce_sim.scenario.crosschecks import RESERVED
from truce_sim.scenario.faults import WIDTH, excerpt


def swapped(old: str, new: str, text: str = FULL) -> str:
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


@pytest.mark.parametrize(("old", "new", "sentence", "under", "try_"), SLIPS)
def test_one_slip_gives_one_fault_at_its_place(
    tmp_path: Path, old: str, new: str, sentence: str, under: str, try_: str
) -> None:
    text = swapped(old, new)
    fault = only_fault(tmp_path, text)
    assert fault.sentence.startswith(sentence)
    assert (fault.try_ or fault.note) == try_
    assert fault.source_line == text.splitlines()[fault.line - 1]
    assert fault.source_line[fault.column - 1 :].startswith(under)
    assert fault.file.endswith("truce.toml")


def test_faults_look_like_this(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = swapped("retaliates        = 0.1", "retaliates        = 15")
    text = swapped("teams        = 5", "teems        = 5", text)
    path = write(Path(), text, "my-truce.toml")
    with pytest.raises(ScenarioFaults) as caught:
        load(path)
    assert render_plain(caught.value.faults) == (
        "This scenario cannot run yet: 2 things to fix.\n"
        "\n"
        "1. parties.government.retaliates must be between 0 and 1\n"
        "   --> my-truce.toml:19\n"
        "    |\n"
        " 19 | retaliates        = 15\n"
        "    |                     ^^\n"
        "   try: retaliates = 0.15   (15 percent)\n"
        "\n"
        "2. verification has no input called 'teems'\n"
        "   --> my-truce.toml:93\n"
        "    |\n"
        " 93 | teems        = 5\n"
        "    | ^^^^^\n"
        "   try: teams   (needed, and missing)\n"
        "\n"
        "Nothing was run. All inputs: truce-sim show inputs\n"
    )


def test_all_faults_come_at_once_sorted_by_line(tmp_path: Path) -> None:
    text = FULL
    for old, new in (
        ("retaliates        = 0.1", "retaliates        = 25"),
        ("[truce]", "[truse]"),
        ("violations = 30", "violations = 0"),
        ("runs = 2000", "runs = 0"),
    ):
        text = swapped(old, new, text)
    faults = faults_of(tmp_path, text)
    assert len(faults) == 4
    assert [fault.line for fault in faults] == sorted(fault.line for fault in faults)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SMALL.split("[parties.south]")[0], "only one party"),
        (SMALL.split("[parties")[0], "the scenario lacks parties"),
        (SMALL.split("[parties")[0] + "[parties]\n", "this one has no party"),
        ('title = "x"\n', "the scenario lacks dates"),
        (SMALL + "[[zones]]\nshare = 1\n", "zones must be a table, not a list"),
        (SMALL.replace("[dates]", "dates = 5\n[other]"), "dates must be a table, not a number"),
    ],
)
def test_what_is_missing_or_misshapen(tmp_path: Path, text: str, sentence: str) -> None:
    assert any(sentence in fault.sentence for fault in faults_of(tmp_path, text))


def test_a_missing_input_is_shown_at_its_table_with_an_example(tmp_path: Path) -> None:
    fault = only_fault(tmp_path, SMALL + "[verification]\nteams = 1\nfinds = 0.5\nclears = 0.5\n")
    assert fault.sentence == "verification lacks checked_in"
    assert fault.source_line == "[verification]"
    assert fault.try_ == 'checked_in = { median = "20h", p90 = "64h" }'


def test_hundreds_of_parties_are_fine(tmp_path: Path) -> None:
    names = [f"p{number}" for number in range(300)]
    text = SMALL.split("[parties")[0] + "".join(
        f'[parties.{name}]\nviolates = {{ chance = 0.1, every = "6h" }}\n'
        f"hits = {{ {_others(names, name)} }}\n"
        for name in names
    )
    assert len(loaded(tmp_path, text).parties) == 300


def _others(names: list[str], own: str) -> str:
    return ", ".join(f"{name} = 1" for name in names if name != own)


def test_faults_survive_pickling(tmp_path: Path) -> None:
    faults = faults_of(tmp_path, swapped("[truce]", "[truse]"))
    copy = pickle.loads(pickle.dumps(ScenarioFaults(faults)))  # noqa: S301 - our own bytes
    assert copy.faults == faults


@pytest.mark.parametrize("column", [1, 40, 79, 200, 390, 399])
def test_long_lines_are_shown_around_the_caret(column: int) -> None:
    line = "".join(chr(97 + place % 26) for place in range(400))
    fault = Fault("s", "", "f", 1, column, 2, line)
    shown = excerpt(fault, 70)
    assert len(shown.text) <= 70
    under = shown.text[shown.offset : shown.offset + shown.carets]
    assert under == line[column - 1 : column + 1]


def test_everything_fits_80_columns_and_carets_stand_under_wide_letters(tmp_path: Path) -> None:
    text = swapped(
        'title   = "Everything at once"', 'title = "' + "停" * 60 + '"' + " # " + "x" * 90
    )
    text = swapped('"a task force"', '"' + "word " * 60 + '\\u0007"', text)
    out = render_plain(
        [
            *faults_of(tmp_path, text),
            Fault("long " * 40, "p", "f.toml", 3, 5, 2, "\t\tx = 停停 = 5", "try " * 40),
            Fault("s" * 300, "p", "f.toml", 3, 9, 1, "停停停停停停停停y"),
        ]
    )
    for line in out.splitlines():
        if "-->" not in line:
            assert sum(2 if c == "停" else 1 for c in line) <= WIDTH, line
    assert "|                 ^" in out


def test_many_faults_are_counted_but_not_all_printed() -> None:
    out = render_plain([Fault(f"fault {number}") for number in range(500)])
    assert "500 things to fix" in out
    assert "... and 400 more." in out


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("two\\nlines", "must stand on one line"),
        ("bell\\u0007", "cannot be shown"),
        ("\\u202Ereversed", "cannot be shown"),
        (" ", "is empty"),
        ("x" * 121, "121 characters long"),
    ],
)
def test_names_must_be_fit_to_print(tmp_path: Path, name: str, says: str) -> None:
    assert says in only_fault(tmp_path, SMALL.replace('"small"', f'"{name}"')).sentence


def test_names_in_other_scripts_are_fine(tmp_path: Path) -> None:
    name = "\u0646\u06cc\u0631\u0648\u200c\u0647\u0627 [\u505c\u706b] \u2014 l\u2019\u00e9t\u00e9"
    assert loaded(tmp_path, SMALL.replace("small", name)).title == name


def test_an_id_in_another_script_is_offered_in_quotes_and_can_be_used(tmp_path: Path) -> None:
    wrong = SMALL + '\n[zones."\u5317 \u65b9"]\nshare = 1\n'
    fault = only_fault(tmp_path, wrong)
    assert fault.try_.startswith('[zones."\u5317-\u65b9"]')
    loaded(tmp_path, SMALL + '\n[zones."\u5317-\u65b9"]\nshare = 1\n')
    bare = only_fault(tmp_path, SMALL + "\n[zones.\u5317]\nshare = 1\n")
    assert "beyond a to z stands in quotes" in bare.sentence
    assert bare.try_ == '[zones."\u5317"]'


@pytest.mark.parametrize(
    ("section", "name"),
    [
        (section, word)
        for section, words in RESERVED.items()
        for word in (*words, *map(str.upper, words))
    ],
)
def test_no_id_is_a_word_of_the_tool(tmp_path: Path, section: str, name: str) -> None:
    inside = {
        "parties": "violates = { chance = 0.1, every = '6h' }\nhits = { south = 1 }",
        "options": 'set = { "parties.north.retaliates" = 0.1 }',
    }.get(section, "attacks = { chance = 0.1, every = '6h' }\nhits = { south = 1 }")
    fault = only_fault(tmp_path, f"{SMALL}\n[{section}.{name}]\n{inside}\n")
    assert fault.sentence.startswith(f"{name} cannot be an id in {section}: it stands for")
    key = "label" if section == "options" else "name"
    assert fault.try_ == f'[{section}.{name}-1], and {key} = "{name}"'


def test_what_would_steer_a_terminal_is_never_told(tmp_path: Path) -> None:
    """A try names what stands in the file, whatever that is."""
    for name in ("\u202ex", "\u001b[31mx", "\u2066"):
        escaped = "".join(f"\\u{ord(c):04x}" for c in name)
        out = render_plain(
            faults_of(tmp_path, f'{SMALL}\n[zones]\n"{escaped}" = {{ share = 1 }}\n')
        )
        out += render_plain(faults_of(tmp_path, f'"{escaped}" = 1\n{SMALL}'))
        assert all(c == "\n" or c.isprintable() for c in out)
