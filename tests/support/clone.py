"""A copy of the project in which the steps of CONTRIBUTING.md are taken, and left out."""

import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]


@dataclass(frozen=True)
class Step:
    """A row of a table of the page, and what it comes to for something new."""

    file: str
    old: str = ""
    """What is replaced; nothing where the file itself is new."""
    new: str = ""
    command: tuple[str, ...] = ()
    """What makes the file instead; its output, if it only prints."""
    also: "tuple[Step, ...]" = ()
    """What the same step does to other files."""

    @property
    def files(self) -> "tuple[Step, ...]":
        """The step file by file."""
        return (self, *self.also)


@dataclass(frozen=True)
class Copy:
    """A copy of the project."""

    root: Path
    taken: list[Step] = field(default_factory=list)

    @classmethod
    def made(cls, root: Path) -> "Copy":
        """Return a copy in an empty folder."""
        ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "gallery")
        for name in ("sim", "tests", "docs", "scenarios"):
            shutil.copytree(ROOT / name, root / name, ignore=ignored)
        for name in ("run_sim.py", "pyproject.toml", "README.md", "CONTRIBUTING.md"):
            shutil.copy(ROOT / name, root)
        return cls(root)

    def take(self, steps: Iterable[Step]) -> None:
        """Begin anew, and take these steps."""
        for one in self.taken:
            (self.root / one.file).unlink(missing_ok=True)
            if (ROOT / one.file).is_file():
                shutil.copyfile(ROOT / one.file, self.root / one.file)
        self.taken[:] = [one for step in steps for one in step.files]
        for step in self.taken:
            path = self.root / step.file
            if step.command:
                done = self.python(*step.command)
                assert done.returncode == 0, done.stderr
                if done.stdout:
                    path.write_text(done.stdout, encoding="utf-8")
                continue
            if not step.old:
                path.write_text(step.new, encoding="utf-8")
                continue
            text = path.read_text(encoding="utf-8")
            assert text.count(step.old) == 1, f"{step.file} no longer has: {step.old}"
            path.write_text(text.replace(step.old, step.new), encoding="utf-8")

    def python(self, *words: str) -> "subprocess.CompletedProcess[str]":
        """Run a script of the copy."""
        environment = {
            "PYTHONPATH": str(self.root / "sim"),
            "PATH": "",
            "TRUCE_SIM_CACHE": str(self.root / "compiled"),
        }
        return subprocess.run(
            [sys.executable, *words],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def tests(self, *names: str) -> "subprocess.CompletedProcess[str]":
        """Run tests of the copy."""
        return self.python("-m", "pytest", "-p", "no:cacheprovider", "-q", *names)
