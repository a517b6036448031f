"""What shells complete from, and the manual page: made from the parser, and taken by the shells.

PowerShell's is only read here: there is none to try it in.
"""

import os
import pty
import re
import shutil
import subprocess
from pathlib import Path

import make_completion
import pytest
from commands_read import commands
from truce_sim.cli.completion import FOLDER, SHELLS
from truce_sim.cli.main import main
from truce_sim.shipped import names

BASH = """
source {script}
COMP_WORDS=({words})
COMP_CWORD=$(( ${{#COMP_WORDS[@]}} - 1 ))
_truce_sim
printf '%s\\n' "${{COMPREPLY[@]}}"
"""
ZSH = """\
PS1='> '
autoload -U compinit
compinit -u -D
source {script}
truce-sim() {{ print -r -- "ran <$*>" }}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a scenario and two runs in it, one of them unfinished."""
    for name in ("my truce.toml", "notes.txt"):
        (tmp_path / name).touch()
    for name in ("2016-11-26-ab12", "compare-2016-11-26-cd34.unfinished"):
        (tmp_path / "results" / "syria-2016" / name).mkdir(parents=True)
    return tmp_path


def test_what_is_stored_is_what_the_parser_says() -> None:
    for path, text in make_completion.made().items():
        assert path.read_text(encoding="utf-8") == text, "run: python docs/make_completion.py"


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    assert capsys.readouterr().out == (FOLDER / SHELLS[shell]).read_text(encoding="utf-8")
    assert main(["completion", "tcsh"]) == 2


@pytest.mark.parametrize("file", SHELLS.values())
def test_every_command_option_and_scenario_is_in_it(file: str) -> None:
    text = (FOLDER / file).read_text(encoding="utf-8").replace("\\n", " ")
    said = {word.lstrip("-") for word in re.findall(r"[\w-]+", text)}
    for one in commands():
        words = [one.name, *(name for option in one.options for name in option.names)]
        assert {word.lstrip("-") for word in words} <= said
    assert set(names()) <= said


ASKED = {
    "truce-sim sw": {"sweep"},
    "truce-sim ''": {one.name for one in commands()} | {"--help"},
    "truce-sim run syr": {"syria-2016", "syria-2016-hotline", "syria-2016-observed"},
    "truce-sim run my": {"my truce.toml"},
    "truce-sim check smallest ord": {"ordinary"},
    "truce-sim run smallest --eng": {"--engine"},
    "truce-sim run --engine = com": {"compiled"},
    "truce-sim run --engine =": {"auto", "simpy", "compiled"},
    "truce-sim run --seed ''": {""},
    "truce-sim run --out res": {"results"},
    "truce-sim report 2016": {"2016-11-26-ab12"},
    "truce-sim compare --resume comp": {"compare-2016-11-26-cd34"},
    "truce-sim new x --from line": {"line-of-contact"},
    "truce-sim new x --answers h": {"hillside"},
    "truce-sim rates inc": {"incidents"},
    "truce-sim completion z": {"zsh"},
    "truce-sim list sc": {"scenarios"},
}


@pytest.mark.parametrize("typed", ASKED)
def test_bash_completes(typed: str, folder: Path) -> None:
    script = BASH.format(script=FOLDER / SHELLS["bash"], words=typed)
    done = subprocess.run(
        ["bash", "--norc", "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stderr == ""
    assert set(done.stdout.splitlines()) == ASKED[typed]


OF_FISH = {
    "truce-sim sw": {"sweep"},
    "truce-sim run syr": {"syria-2016", "syria-2016-hotline", "syria-2016-observed"},
    "truce-sim run --engine com": {"compiled"},
    "truce-sim run smallest --eng": {"--engine"},
    "truce-sim compare --resume comp": {"compare-2016-11-26-cd34"},
    "truce-sim run my": {"my truce.toml"},
}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("fish") is None, reason="fish is not installed")
@pytest.mark.parametrize("typed", OF_FISH)
def test_fish_completes(typed: str, folder: Path) -> None:
    asked = f"source {FOLDER / SHELLS['fish']}; complete -C '{typed}'"
    done = subprocess.run(
        ["fish", "--no-config", "-c", asked],
        cwd=folder,
        env={**os.environ, "HOME": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert {line.split("\t")[0] for line in done.stdout.splitlines()} == OF_FISH[typed]


OF_ZSH = {
    "sw": "sweep",
    "run syria-2016-h": "run syria-2016-hotline",
    "run --eng": "run --engine",
    "run --engine com": "run --engine compiled",
    "check smallest ord": "check smallest ordinary",
    "compare --resume comp": "compare --resume compare-2016-11-26-cd34",
    "new x --from line": "new x --from line-of-contact",
    "run my": "run my truce.toml",
}


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("zsh") is None, reason="zsh is not installed")
def test_zsh_completes(folder: Path) -> None:
    """Keys are pressed in a terminal: zsh completes nowhere else."""
    terminal, shell = pty.openpty()
    process = subprocess.Popen(
        ["zsh", "-f", "-i"],
        cwd=folder,
        env={**os.environ, "HOME": str(folder), "TERM": "dumb", "ZDOTDIR": str(folder)},
        stdin=shell,
        stdout=shell,
        stderr=shell,
        close_fds=True,
        start_new_session=True,
    )
    os.close(shell)
    try:
        keys = ZSH.format(script=FOLDER / SHELLS["zsh"])
        keys += "".join(f"truce-sim {typed}\t\n" for typed in OF_ZSH) + "exit\n"
        os.write(terminal, keys.encode())
        shown = b""
        while True:
            try:
                piece = os.read(terminal, 4096)
            except OSError:
                break
            if not piece:
                break
            shown += piece
    finally:
        process.wait(timeout=20)
        os.close(terminal)
    ran = re.findall(r"^ran <(.*?) ?>", shown.decode(errors="replace"), re.MULTILINE)
    assert ran == list(OF_ZSH.values()), shown.decode(errors="replace")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("mandoc") is None, reason="mandoc is not installed")
def test_the_manual_page_is_without_fault() -> None:
    check = ["mandoc", "-T", "lint", "-W", "warning", str(make_completion.MANUAL)]
    done = subprocess.run(check, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "")


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("man") is None, reason="man is not installed")
def test_man_shows_the_manual_page() -> None:
    read = ["man", "--warnings", "-l", str(make_completion.MANUAL)]
    environment = {**os.environ, "MANWIDTH": "80", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(read, capture_output=True, text=True, check=True, env=environment)
    assert done.stderr == ""
    for one in commands():
        assert f"truce-sim {one.name}" in done.stdout
    assert "EXIT STATUS" in done.stdout
