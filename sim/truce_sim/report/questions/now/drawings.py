"""The charts of `now`."""

from truce_sim.report.charts import nowcast
from truce_sim.report.drawings import Drawing
from truce_sim.report.questions.now import sentences as a
from truce_sim.studies.results.now import NowResult, SeenBy


def drawings(result: NowResult) -> list[Drawing]:
    """Return the odds by day, each counter's days beside simulated ones, the curve from now on."""
    found = [
        Drawing(
            "days",
            "The odds by what was known each day",
            a.headline(result),
            lambda: nowcast.by_day(result),
        )
    ]
    found += [_seen(result, one) for one in result.counters if one.spans]
    if (
        result.curve is not None
        and not result.unlike
        and result.curve.hours[-1] > result.until_hours
    ):
        found.append(
            Drawing(
                "curve",
                "Histories still holding, from now on",
                a.headline(result),
                lambda: nowcast.from_now(result),
            )
        )
    return found


def _seen(result: NowResult, counter: SeenBy) -> Drawing:
    return Drawing(
        f"seen-{counter.key}",
        f"Days as {counter.name} counted them",
        a.sees(counter),
        lambda: nowcast.seen(result, counter),
    )
