"""A question as it is kept with its answer: enough to ask it again from a command line."""

from collections.abc import Mapping, Sequence

from truce_sim.api.question_words import words
from truce_sim.api.questions.question import Source
from truce_sim.studies.conduct import Origin


def origin_of(
    kind: str,
    source: Source,
    others: Sequence[str],
    said: Mapping[str, object],
    line: Sequence[str] = (),
) -> Origin:
    """Return where a study was asked for.

    Args:
        kind: the command that asks it.
        source: the first scenario.
        others: the files set beside it, as they were named.
        said: what was said, as arguments of the study.
        line: the command line as it was given; where there was none, what asks the same.
    """
    sets = [f"--set={one}" for one in source.sets]
    question = (kind, source.path, *others, *sets, *words(said))
    return Origin(tuple(line) or question, question, source.path, source.sets)
