"""What pyproject.toml cannot say: scenarios and pages lie beside `sim/`, and a wheel carries them.

An installation in place (`pip install -e`) reads them where they lie.
"""

from pathlib import Path
from shutil import copyfile

from setuptools import setup
from setuptools.command.build_py import build_py

HERE = Path(__file__).parent
CARRIED = {"scenarios": "*", "docs": "**/*.md", "docs/teaching": "*.[cht]*"}
"""Folders beside `sim/`, and which of their files the package takes with it."""


class BuildWithFiles(build_py):
    """Builds the package, with the files that lie elsewhere in the repository."""

    def run(self) -> None:
        """Copy modules, then the rest."""
        super().run()
        if self.editable_mode:
            return
        for source, target in self._carried():
            target.parent.mkdir(parents=True, exist_ok=True)
            copyfile(source, target)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return all that is built."""
        own: list[str] = super().get_outputs(include_bytecode)
        return own if self.editable_mode else [*own, *(str(one) for _, one in self._carried())]

    def _carried(self) -> list[tuple[Path, Path]]:
        package = Path(self.build_lib) / "truce_sim"
        return [
            (file, package / file.relative_to(HERE))
            for folder, pattern in CARRIED.items()
            for file in sorted((HERE / folder).glob(pattern))
            if file.is_file()
        ]


setup(cmdclass={"build_py": BuildWithFiles})
