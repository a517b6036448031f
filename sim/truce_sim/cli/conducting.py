"""What all commands that simulate do alike: ask, store, tell, draw."""

import sys
import webbrowser
from collections.abc import Mapping, Sequence
from pathlib import Path

from truce_sim.api.errors import QuestionError
from truce_sim.api.origin import origin_of
from truce_sim.api.progress import reporting
from truce_sim.api.question_words import as_option
from truce_sim.api.questions.compare import CompareAsked
from truce_sim.calling import command as command_line
from truce_sim.cli.again import repeat
from truce_sim.cli.choosing import chosen, speaker
from truce_sim.cli.console import answers, messages
from truce_sim.cli.dressing import dress
from truce_sim.cli.ends import Under
from truce_sim.cli.errors import UsageError
from truce_sim.cli.exits import Exit, stop
from truce_sim.cli.failing import failed
from truce_sim.cli.given import Given
from truce_sim.cli.hints import what_next
from truce_sim.cli.placing import anywhere
from truce_sim.cli.planning import plan
from truce_sim.cli.reading import BadScenarioError, tell
from truce_sim.cli.requests import (
    Again,
    New,
    OfItsOwn,
    Planned,
    Resume,
    Taken,
    Weigh,
    request_of,
)
from truce_sim.cli.resuming import unfinished
from truce_sim.cli.streams import write_json
from truce_sim.cli.weighing import refuse_too_little_memory, warn, weigh
from truce_sim.report.files import Dress
from truce_sim.report.registry import question_of
from truce_sim.report.terminal import headline, show, signpost, tells, title
from truce_sim.runs.batch import Columns
from truce_sim.runs.interrupts import undisturbed
from truce_sim.runs.store import Store, Stored
from truce_sim.scenario import Scenario, ScenarioFaults
from truce_sim.shipped import EXAMPLE
from truce_sim.studies.conduct import ChangedError, Conducted, Origin, begin, conduct
from truce_sim.studies.results.common import Result
from truce_sim.studies.study import Extent, NothingFinishedError, Study


def ask(given: Given, line: Sequence[str], kind: str, taken: Taken) -> Exit:
    """Ask what a command line asks; return the exit code.

    Args:
        given: its options.
        line: the command line as it was given.
        kind: the command.
        taken: takes what the command can be asked.

    Raises:
        UsageError: if it asks for what cannot be done.
    """
    request = request_of(given, taken)
    try:
        if isinstance(request, Again):
            return repeat(request, kind)
        if not isinstance(request, Weigh):
            refuse_too_little_memory()
        if isinstance(request, Resume):
            stored, study, scenario, origin = unfinished(request, kind)
            return _conducted(request, study, scenario, origin, stored)
        return _anew(request, kind, line)
    except BadScenarioError:
        return Exit.BAD_INPUT
    except QuestionError as error:
        raise UsageError(error.spelled(as_option, " ")) from None


def _anew(request: New | Weigh | Planned, kind: str, line: Sequence[str]) -> Exit:
    """Ask, weigh or plan what is not stored yet; return the exit code."""
    if kind == "compare" and (paired := _stored_pair(request, kind, line)) is not None:
        return paired
    sources = request.sources
    scenario = _scenario(request, kind)
    study = sources.beside(request.question).study(scenario, sources.source)
    extent = _fits(study, scenario, plain=sources.plain)
    if isinstance(request, Weigh):
        return weigh(request, scenario, extent)
    if isinstance(request, Planned):
        origin = _origin(request, kind, line)
        return plan(request, study, scenario, extent, origin)
    warn(request, scenario, extent)
    return _conducted(request, study, scenario, _origin(request, kind, line), None)


def _stored_pair(request: New | Weigh | Planned, kind: str, line: Sequence[str]) -> Exit | None:
    """Set two stored answers side by side; None where files are named."""
    from truce_sim import __version__
    from truce_sim.cli.stored_pair import pair_of, paired, tell_apart, with_files

    pair = pair_of(request, kind)
    if pair is None:
        return None
    if isinstance(request, Weigh):
        raise UsageError("--dry-run weighs scenario files; stored runs take nothing, or one look")
    if isinstance(request, Planned):
        raise UsageError("--plan-only plans runs of scenario files; stored runs are there already")
    asked = request.question
    assert isinstance(asked, CompareAsked)  # noqa: S101 - there is a pair of no other
    found = paired(pair, asked, __version__)
    if found is None:
        tell_apart(pair, request.voice)
        return Exit.FINISHED
    files = with_files(request, pair, found.study)
    scenario = pair.first.scenario
    origin = _origin(files, kind, line)
    return _conducted(files, found.study, scenario, origin, None, found.known)


def _scenario(request: New | Weigh | Planned, kind: str) -> Scenario:
    """Return what is asked about.

    Raises:
        BadScenarioError: if it has faults.
        UsageError: if none is named.
    """
    if isinstance(request.question, OfItsOwn):
        return request.question.scenario()
    if not request.sources.scenarios:
        example = command_line(kind, EXAMPLE)
        raise UsageError(f"Which scenario? Try: {example}")
    return request.sources.read(request.sources.scenarios[0])


def _origin(request: New | Planned, kind: str, line: Sequence[str]) -> Origin:
    """Return where a study is asked for."""
    sources, line = request.sources, anywhere(line)
    if isinstance(request.question, OfItsOwn):
        return Origin(line, (kind, *request.question.words()), "", ())
    return origin_of(kind, sources.source, sources.scenarios[1:], request.question.said(), line)


def _conducted(
    request: New | Resume,
    study: Study,
    scenario: Scenario,
    origin: Origin,
    stored: Stored | None,
    known: Mapping[str, Columns] | None = None,
) -> Exit:
    """Conduct a study, store its answer, tell it, draw it; return the exit code."""
    voice = request.voice
    store = Store(Path(request.out))
    under = Under(study.kind, store, messages(plain=voice.plain), stored, on=request.on)
    speak = speaker(under.messenger, quiet=voice.quiet or voice.json)
    try:
        choice = chosen(request.engine, request.jobs, study, scenario, speak)
        if under.stored is None:
            with undisturbed():
                under.stored = begin(study, scenario, store, origin)
        with reporting(under.messenger, quiet=voice.quiet or voice.json) as under.reporter:
            done = conduct(
                study,
                scenario,
                store,
                origin,
                under.stored,
                jobs=request.jobs,
                on_progress=under.reporter,
                formats=request.dress.formats,
                tell=speaker(under.messenger, quiet=False),
                choice=choice,
                known=known,
                on=request.on,
            )
    except (KeyboardInterrupt, NothingFinishedError):
        return under.stopped()
    except ScenarioFaults as error:
        # A setting between the ends that were looked at before does not fit.
        if under.stored is not None:
            store.drop_if_empty(under.stored)
        tell(error.faults, plain=voice.plain)
        return Exit.BAD_INPUT
    except UsageError:
        raise
    except ChangedError as error:
        raise UsageError(str(error)) from None
    except Exception as error:  # noqa: BLE001 - whatever it is, what is kept must be said
        return failed(under, error, debug=voice.debug)
    under.stored = done.stored
    return _told(request, done, origin, under)


def _told(request: New | Resume, done: Conducted, origin: Origin, under: Under) -> Exit:
    """Tell the answer of a study that is stored, draw it, and say what to do next."""
    result, dress_up = done.answer.result, request.dress
    try:
        _tell(result, request)
        if not done.finished:
            return under.stopped()
        told_in = Dress(result, done.answer.story, lambda: done.answer.tables)
        drawn = dress(
            done.stored,
            under.store,
            told_in,
            dress_up.formats,
            under.messenger,
            debug=request.voice.debug,
        )
        _signpost(done, request, origin)
    except KeyboardInterrupt:
        return under.ended(f"{stop()[1]}. Not everything was drawn.", stop()[0])
    if drawn:
        return drawn
    return Exit.FINISHED if question_of(result).reached(result) else Exit.NOT_MET


def _tell(result: Result, request: New | Resume) -> None:
    voice = request.voice
    if voice.json:
        write_json(result.model_dump_json(indent=1) + "\n")
        sys.stdout.flush()
        return
    console = answers(plain=voice.plain)
    if not voice.quiet:
        show(console, title(result.heading))
    show(console, headline(result) if voice.quiet else tells(result))


def _signpost(done: Conducted, request: New | Resume, origin: Origin) -> None:
    report = done.stored.folder / "report.html"
    if request.dress.open and report.is_file():
        webbrowser.open(report.resolve().as_uri())
    if request.voice.json:
        return
    rows = [("Results", str(done.stored.folder))]
    if report.is_file():
        rows = [("Report", str(report))]
    if not request.voice.quiet:
        rows.append(("Next", what_next(done.answer.result, origin, request.out)))
    show(answers(plain=request.voice.plain), signpost(rows))


def _fits(study: Study, scenario: Scenario, *, plain: bool) -> Extent:
    """Return how much work a study is, or tell why it does not fit the scenario."""
    try:
        return study.extent(scenario)
    except ScenarioFaults as error:
        tell(error.faults, plain=plain)
        raise BadScenarioError from None
