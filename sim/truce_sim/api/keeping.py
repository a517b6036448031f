"""Where an answer is kept: in memory until it is saved, or in a folder of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from truce_sim.api.asking import Put
from truce_sim.api.errors import QuestionError, Word
from truce_sim.api.origin import origin_of
from truce_sim.api.questions.question import Source
from truce_sim.calling import command, with_out
from truce_sim.report.files import Dress
from truce_sim.runs.formats.extras import lack_of
from truce_sim.runs.known_formats import FORMATS, USUAL
from truce_sim.runs.store import Store, Stored
from truce_sim.scenario import Scenario, dump_toml
from truce_sim.studies.conduct import Origin, about_of, answer_files, begin


class Keeping(Protocol):
    """How an answer is kept."""

    def command(self) -> str:
        """Return the command line that gives the same answer."""
        ...

    def about(self) -> dict[str, Any]:
        """Return the manifest."""
        ...

    def save(self, out: Path, formats: Sequence[str]) -> Path:
        """Write it into a folder of results, and return its own."""
        ...


@dataclass(frozen=True, slots=True)
class Fresh:
    """An answer that was found just now."""

    put: Put
    scenario: Scenario
    source: Source
    others: tuple[str, ...]

    @property
    def _origin(self) -> Origin:
        source = self.source if self.source.path else Source(f"{self.scenario.name}.toml")
        return origin_of(self.put.study.kind, source, self.others, self.put.question.said())

    def command(self) -> str:
        """Return the command line that gives the same answer; "" if none does."""
        return "" if self.scenario.past is not self.scenario else command(*self._origin.question)

    def about(self) -> dict[str, Any]:
        """Return the manifest."""
        about = about_of(self.put.study, self.scenario, self._origin)
        return {**about, "timing": self.put.done.timing}

    def save(self, out: Path, formats: Sequence[str]) -> Path:
        """Write it into a folder of results, and return its own.

        Raises:
            QuestionError: if it cannot be kept so that it can be asked again, or in a format.
            StoreError: if it cannot be written.
        """
        if self.put.done.interrupted:
            raise QuestionError("An answer that was cut short is not saved; ask once more")
        if self.scenario.past is not self.scenario:
            raise QuestionError(
                "An option holds from the truce's start on, which no file can say: it is saved "
                "among the others by {compare}",
                compare="compare()",
            )
        for one in formats:
            if one not in FORMATS:
                there = ", ".join(FORMATS)
                raise QuestionError(
                    "There is no {one}; there are {there}", one=Word("format", one), there=there
                )
        if lack := lack_of(*formats):
            raise QuestionError("{lack}", lack=lack)
        answer, study = self.put.done.answer, self.put.study
        store = Store(out)
        stored = begin(study, self.scenario, store, self._origin)
        try:
            files = answer_files(answer, dump_toml(self.scenario), formats)
            kept = store.finish(stored, self.about(), files)
        except BaseException:
            store.drop_if_empty(stored)
            raise
        told_in = Dress(answer.result, answer.story, lambda: answer.tables)
        drawn = told_in.files(kept.manifest(), list(formats))
        store.dress(kept, drawn)
        return kept.folder


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer that lies in a folder of results."""

    stored: Stored

    def command(self) -> str:
        """Return the command line that gave it."""
        return command(*map(str, self.about().get("question", ())))

    def about(self) -> dict[str, Any]:
        """Return the manifest."""
        return self.stored.manifest()

    def save(self, out: Path, formats: Sequence[str]) -> Path:
        """Return its folder: it is saved already.

        Raises:
            QuestionError: if it is to lie elsewhere, or in a format that it was not saved in.
        """
        there = self.stored.sums()
        for form in (one for one in formats if one not in USUAL):
            if not any(name.endswith(f".{form}") for name in there):
                typed = command(
                    *with_out(["report", self.stored.run_id, "--format", form], str(out))
                )
                raise QuestionError(
                    "It is saved already, and not in {form}; try: {typed}",
                    form=Word("format", form),
                    typed=typed,
                )
        if out.resolve() not in self.stored.folder.resolve().parents:
            raise QuestionError("It is saved already, in {folder}", folder=str(self.stored.folder))
        return self.stored.folder
