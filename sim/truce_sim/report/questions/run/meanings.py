"""What "holds" may mean, from the widest to the narrowest, with its odds."""

from truce_sim.statistics.estimates import Share
from truce_sim.studies.results.run import RunResult


def meanings(result: RunResult) -> list[tuple[str, str, Share]]:
    """Return each meaning: its name, what it asks for in words, its odds."""
    answers = result.answers
    shares = {
        "on time": answers.on_time,
        "settled": answers.settled,
        "calm streak": answers.calm_streak,
        "quiet": answers.quiet,
        **({"in part": answers.in_part} if answers.in_part is not None else {}),
    }
    return [
        ("holds", "no collapse before the talks open", answers.held),
        *((name, f"and {result.meanings[name]}", share) for name, share in shares.items()),
    ]
